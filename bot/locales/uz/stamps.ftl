# Shtamp kartalari: chek va karta satrlari, kassa, sovgʻa.
stamps-lines = { $first }{ LINE($rest) }
stamps-line = 🔖 { $title }: <b>{ $count } / { $needed }</b> (+{ $added }) · sovgʻagacha yana { $left } ta
stamps-full = { $full ->
    [one] 🎉 { $title }: <b>karta toʻldi</b> (+{ $added }). Yangisida: { $count } / { $needed }
   *[other] 🎉 { $title }: <b>{ $full } ta karta toʻldi</b> (+{ $added }). Yangisida: { $count } / { $needed }
  }
stamps-owed = 🔖 { $title }: +{ $added } · qaytarishdan keyin yetmaydi: { $owed }
stamps-too-soon = 🔖 { $title }: shtamp yoʻq, oxirgisidan beri { $minutes } daqiqa oʻtmadi
stamps-card = 🔖 { $title }: <b>{ $count } / { $needed }</b> · sovgʻagacha yana { $left } ta
stamps-card-owed = 🔖 { $title }: qaytarishdan keyin yetmaydi: { $owed }
card-face-stamps = { $count } / { $needed }
stamps-complete = 🎉 Karta toʻldi! Sovgʻangiz: <b>{ $reward }</b>.
  Istagan paytda kassirga koʻrsating.
stamps-complete-until = 🎉 Karta toʻldi! Sovgʻangiz: <b>{ $reward }</b>. { DAY($until) } gacha kutadi.
stamps-back = 🔖 { $title }: −{ $taken }, kartada { $count }
stamps-back-owed = 🔖 { $title }: −{ $taken }, yetmaydi: { $owed }
stamps-withdrawn = 🎟 «{ $reward }» kuponi olib qoʻyildi: karta endi toʻla emas.
stamps-how-many = Chek <b>{ $amount }</b> · { $name }
  Jami nechta: <b>{ $title }</b>?
stamps-none = Yoʻq
reason-stamped-open = { $title }: +{ $stamps }, endi { $have } / { $needed }
reason-stamped-full = { $title }: +{ $stamps }, karta toʻldi, yangisida { $have } / { $needed }
reason-stamped-owed = { $title }: +{ $stamps }, yetmaydi: { $owed }
reason-stamped-too-soon = { $title }: oxirgi shtampdan beri { $gap } daqiqa oʻtmadi
reason-card-complete = karta toʻldi: { $title }
reason-stamps-back-open = { $title }: −{ $stamps }, qoldi: { $have }
reason-stamps-back-owed = { $title }: −{ $stamps }, yetmaydi: { $owed }
reason-coupon-withdrawn = kupon olib qoʻyildi: { $title }
history-card-complete = karta toʻldi, kupon «{ $title }»
refusal-coupon-withdrawn = Kupon olib qoʻyildi: uning uchun olingan mahsulot qaytarilgan.
# Egasidagi shtamp kartalari.
stamping-button = 🔖 Shtamp kartalari
stamping-title = 🔖 <b>Shtamp kartalari</b>
  Mehmon shtamp yigʻadi, toʻla karta — sovgʻa. Yangi karta:
stamping-empty = 🔖 <b>Shtamp kartalari</b>
  Mehmon shtamp yigʻadi, toʻla karta — sovgʻa. Nima uchunligini tanlang:
stamping-new-coffee = ☕ { $needed } piyola — bittasi sovgʻa
stamping-new-visit = 💅 { $needed } tashrif — keyingisi sovgʻa
stamping-new-purchase = 🧾 { $needed } xarid — sovgʻa
stamping-usual-coffee = Qahva
stamping-usual-visit = Muolaja
stamping-usual-purchase = Sovgʻa
stamping-ask-title = Mehmon toʻla karta uchun nima oladi? Qisqa yozing, masalan: Kapuchino.
stamping-draft = Mehmon shunday koʻradi:
stamping-each-item = Har bir dona uchun shtamp: kassir chekda nechta ekanini bosadi.
stamping-each-visit = Tashrif uchun shtamp: kunning birinchi xaridi.
stamping-each-purchase = Har bir xarid uchun shtamp.
stamping-number = { $chosen ->
    [yes] ✓ { $number }
   *[no] { $number }
  }
stamping-launched = Karta ishlayapti
stamping-row = { $title } · { $needed }
stamping-on = ✅ Karta ishlayapti
stamping-off = ⏸ Karta oʻchirilgan: yangi shtamp yoʻq, yigʻilgani qoladi
stamping-line = 🔖 <b>{ $title }</b>: { $needed } ta shtamp — «{ $reward }» sovgʻa
stamping-result = 30 kunda toʻlgan kartalar: { $completed }, berilgan sovgʻalar: { $handed }. Kutmoqda: { $waiting }
stamping-needed = Kartadagi shtamplar: { $value }
stamping-reward-days = Sovgʻa kutadi: { $value }
stamping-gap-minutes = Shtamplar orasida: { $value }
stamping-value-reward-days = { $number } kun
stamping-value-gap-minutes = { $number } daqiqa
stamping-none-reward-days = boshqa ballar kabi
stamping-none-gap-minutes = tanaffussiz
stamping-choose-needed = Kartada nechta shtamp boʻlsin? Yigʻilgani qoladi, karta keyingi shtamp bilan toʻladi.
stamping-choose-reward-days = Sovgʻa mehmonni necha kun kutadi?
stamping-choose-gap-minutes = Shuncha daqiqada bir martadan koʻp emas (0 — tanaffussiz):
stamping-switch-off = ⏸ Oʻchirish
stamping-switch-on = ▶️ Yoqish
stamping-rename = ✏️ Boshqacha nomlash
refusal-unknown-stamp-card = Bunday karta endi yoʻq.
refusal-stamp-title-needed = Mehmon nima olishini soʻz bilan yozing.
refusal-too-many-stamp-cards = Bir vaqtda { $most } tadan koʻp karta ishlamaydi: mehmon adashadi. Bittasini oʻchiring.
refusal-stamp-out-of-range = Tugmalardagi sonlardan birini tanlang.
