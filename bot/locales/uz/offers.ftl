# Aksiyalar va kuponlar: mehmon, kassa va ishga tushirishdan oldin egasi nimani koʻradi.
offers-button = 🎁 Aksiyalar · { $count }
offers-button-none = 🎁 Aksiyalar
offers-title = 🎁 <b>Aksiyalar</b>
offers-page = 🎁 <b>Aksiyalar</b> · { $page } / { $pages }
offers-empty = 🎁 Hozir aksiya yoʻq. Yangilari shu yerda, karta ostida chiqadi.
offer-line = 🎁 <b>{ $name }</b>{ TAIL($more) }
offer-automatic = oʻzi ishlaydi
offer-multiplier = Har bir xarid uchun ×{ $factor }
offer-bonus = +{ $points }
offer-goods = Sovgʻa · { $price }
offer-price = { $points }
offer-get = { $title } · { $price }
offer-missing = yana kerak: { $points }
offer-from = { DAY($on) }dan
offer-until = { DAY($on) }gacha
offer-days-left = { $days ->
    [0] oxirgi kun
   *[other] { $days } kun qoldi
  }
offer-more = shartlari bor
offer-amount = { $amount }dan boshlab chek uchun
offer-hours = { $begins }–{ $ends }
offer-days-mon = dushanba kunlari
offer-days-tue = seshanba kunlari
offer-days-wed = chorshanba kunlari
offer-days-thu = payshanba kunlari
offer-days-fri = juma kunlari
offer-days-sat = shanba kunlari
offer-days-sun = yakshanba kunlari
offer-days-work = ish kunlari
offer-days-rest = dam olish kunlari
offer-days-some = kunlar: { $days }
weekday-mon = Du
weekday-tue = Se
weekday-wed = Cho
weekday-thu = Pay
weekday-fri = Ju
weekday-sat = Sha
weekday-sun = Yak
coupon-line = 🎟 <b>{ $title }</b>{ TAIL($more) }
coupon-until = kupon { DAY($on) }gacha
coupon-at-till = kassa { TIME($until) } gacha koʻradi
coupon-open = 🎟 { $title }
coupon-ask = 🎁 <b>{ $title }</b>
  Darhol yechiladi: <b>{ $price }</b>. Qoladi: { $left }
coupon-ask-term = Kupon { DAY($on) }gacha yashaydi. Ulgurmasangiz, yoʻqoladi va yechilgani qaytmaydi.
coupon-ask-no-term = Kupon yangi berilganlar qancha yashasa, shuncha yashaydi.
coupon-ask-till = Kassada bosing: kassir kuponni 15 daqiqa koʻradi. Istalgan kuni yana koʻrsata olasiz.
coupon-get = ✅ Olish · { $price }
coupon-shown = ✅ <b>{ $title }</b>
  Kassa kuponni { TIME($until) } gacha koʻradi. Kartani kassirga koʻrsating.
coupon-waiting = 🎟 <b>{ $title }</b>
  Kassaga borganda tugmani bosing: kassir kuponni 15 daqiqa koʻradi.
coupon-term = Kupon { DAY($on) }gacha yashaydi.
coupon-no-term = Kuponning muddati yoʻq.
coupon-show = Kassirga koʻrsatish
coupon-show-again = Yana koʻrsatish
coupon-cancel = ↩️ Voz kechish: +{ $price }
coupon-cancelled = Kupon bekor qilindi: +{ $points }
coupon-cancelled-late = Kupon bekor qilindi: +{ $points }. Muddati oʻtgani: −{ $expired }
coupon-stopped = Doʻkon egasi bu siz emasligingizni bildi.
coupon-hand-over = 🎁 Berish: { $title }
coupon-handed-over = 🎁 Berildi: <b>{ $title }</b> · { $name }
