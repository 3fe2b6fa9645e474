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
