# Mehmon kartasi: egasi va menejer uchun.
guestcard-open = 🔎 Mehmonni topish
guestcard-find = 🔎 Karta raqamini, telefonni, uning oxirgi toʻrt raqamini yoki mehmon ismini yozing.
guestcard-found = Ulardan qaysi biri?
guestcard-many = Bular koʻplarning birinchilari. Qaysi biri? Yoki aniqroq yozing.
guestcard-nameless = Ismsiz mehmon
guestcard-title = 👤 <b>{ $name }</b> · № { $number }{ TAIL($phone) }
guestcard-groups = Guruh: { $groups }
guestcard-since = Biz bilan: { DAY($on) }dan
guestcard-never = Hali xarid boʻlmagan
guestcard-visit = { $days ->
    [0] Oxirgi tashrif bugun
    [1] Oxirgi tashrif kecha
   *[other] Oxirgi tashrif { $days } kun oldin
  }
guestcard-balance = Balans: <b>{ $points }</b>
guestcard-pending = Keyinroq ishlaydi: { $points }
guestcard-deficit = Qarz: { $points }
guestcard-by-hand = Daraja qoʻlda berilgan{ $until }.
guestcard-until = {" "}{ DAY($on) } gacha
guestcard-adjust = ➕ Ballar
guestcard-level = 🏅 Daraja
guestcard-history = 📜 Ballar tarixi
guestcard-history-title = 📜 <b>{ $name }</b>
guestcard-plus = +{ $points }
guestcard-minus = −{ $points }
guestcard-ask-points = <b>{ $name }</b>. Balans: { $balance }
  Qancha qoʻshamiz yoki ayiramiz? Tanlang yoki yozing: 100 yoki −50.
guestcard-ask-reason = <b>{ $name }</b>: { $points }
  Nega? Sababni mehmon oʻqiydi. Tanlang yoki yozing.
guestcard-why-sorry = Bizni kechiring
guestcard-why-mistake = Kassadagi xato tuzatildi
guestcard-why-present = Bizdan sovgʻa
guestcard-sure = <b>{ $name }</b>: <b>{ $points }</b>
  Sabab: { $reason }
  Mehmonga xabar boradi.
guestcard-yes = ✅ Ha, bajarish
guestcard-done = Tayyor, mehmon biladi
guestcard-again = Mehmon kartasidan boshlang
guestcard-ask-level = <b>{ $name }</b>. Qaysi darajani beramiz? U ishlab topilganidan past boʻlmaydi.
guestcard-end-level = ↩️ Qoʻlda berilganini olish
guestcard-ask-until = Darajani qancha muddatga beramiz?
guestcard-months = { $months ->
    [0] Muddatsiz
   *[other] { $months } oy
  }
adjusted-plus = ➕ Sizga qoʻlda qoʻshildi: <b>{ $points }</b>
  Sabab: { $reason }
  Balans: { $balance }
adjusted-minus = ➖ Sizdan qoʻlda ayirildi: <b>{ $points }</b>
  Sabab: { $reason }
  Balans: { $balance }
level-given = 🏅 Darajangiz endi — <b>{ $tier }</b>{ $until }. Keshbek { $percent }. Bu bizdan sovgʻa.
level-given-until = {" "}({ DAY($on) } gacha)
level-ended = 🏅 Sovgʻa qilingan daraja tugadi. Darajangiz — <b>{ $tier }</b>.
refusal-nobody-found = Hech kim topilmadi. Raqamni tekshiring yoki ismni boshqacha yozing.
refusal-no-points = 1 dan { $most } gacha butun son kerak, ayirish uchun «−» bilan.
refusal-reason-missing = Sababni soʻz bilan yozing: uni mehmon oʻqiydi.
refusal-adjust-too-big = Menejer bir martada { $most } gacha. Koʻprogʻi — faqat egasi.
