# Promokodlar va kupon kodlari: mehmon, kassa, egasi.
promo-button = 🔑 Promokod kiritish
promo-ask = 🔑 Promokodni yozing. Katta-kichik harf, boʻshliq va chiziqcha muhim emas.
promo-points = 🔑 Promokod qabul qilindi: <b>+{ $points }</b>
  Balans: <b>{ $balance }</b>.
promo-coupon = 🔑 Promokod qabul qilindi. Sovgʻangiz: <b>{ $title }</b>
promo-unknown = Bunday kod yoʻq yoki u endi ishlamaydi.
  Qolgan urinishlar: { $left }
history-free = { SHORT($on) } · { $what }
reason-promo = promokod
coupon-code = Karta oʻqilmayaptimi? Kodni ayting: <code>{ $code }</code>
coupon-code-unknown = Bunday kupon yoʻq yoki u endi ishlamaydi.
  Qolgan urinishlar: { $left }
coupon-code-found = 🎟 <b>{ $title }</b> · { $name }
offer-promo = kod { $code }
offer-total = jami { $total } marta
offering-new-promo_code = 🔑 Promokod
offering-ask-code = 🔑 Qanday kod? Soʻz yoki harf va raqamlar yozing: 4 tadan 20 tagacha. Masalan: BAHOR 26
  Oddiy soʻzni topish oson: qimmat sovgʻa uchun botga oʻylattiring.
offering-code-wrong = 4 tadan 20 tagacha harf va raqam kerak, boʻshliq va chiziqcha mumkin. Masalan: BAHOR 26
offering-promo-make-up = 🎲 Kod oʻylab topish
offering-draft-promo_code = 🔑 <b>Promokod</b> <code>{ $code }</code>
  Boshqa son, chegirma foizi («15 %») yoki ball oʻrniga sovgʻa nomini yozing.
offering-draft-promo_code-off = 🔑 <b>Promokod</b> <code>{ $code }</code>
  Boshqa chegirma foizini yoki sovgʻa nomini yozing.
offering-guest-promo = Kodni kiritgan mehmon bir marta oladi:
offering-cost-promo = Hamma kiritsa, { $cost } dan oshmaydi.
offering-cost-promo-off = Hamma kiritsa, oʻrtacha chek boʻyicha taxminan { $cost } boʻladi.
offering-promo-goods = Mehmon kupon oladi. Sovgʻa narxini faqat siz bilasiz.
offering-promo-total = 👥 Jami: { $total } marta
offering-promo-no-total = 👥 Chegarasiz
offering-promo-share = 📤 Havolani yuborish
offering-result-promo = 30 kunda kiritildi: { $times }
offering-result-promo-off = 30 kunda kiritildi: { $times }, chegirma { $off }
refusal-promo-used-already = Bu kod allaqachon ishlatilgan.
refusal-promo-used-up = Bu kod endi ishlamaydi.
