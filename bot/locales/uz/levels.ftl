# Darajalar: roʻyxat, bittasi, qoidalar, yangisi.
levels-open = 🏅 Darajalar
levels-title = 🏅 <b>Darajalar</b>
levels-nothing = Hozircha darajalar yoʻq: foiz hammaga bir xil. Birinchisini qoʻshing, doimiy mehmonlar nimaga intilishini koʻradi.
levels-line = <b>{ $name }</b> · { $needs } · { $percent } · { $guests } ta mehmon
levels-one = ✏️ { $name }
levels-start = birinchi kundan
levels-from = { $needs }dan
levels-need = { $need }
levels-join-any = {" "}yoki{" "}
levels-join-all = {" "}va{" "}
levels-need-purchases = { $count } ta xarid
levels-need-visits = { $count } ta tashrif
levels-need-spend-in = «{ $category }» uchun { $amount }
levels-none = yoʻq
levels-without = Busiz
levels-base-rate = Hammadagidek
levels-gives = Beradi: { $perks }
levels-set-name = ✏️ Nomi
levels-set-perks = 🎁 Nima beradi
levels-set-spend = Summa: { $value }
levels-set-purchases = Xaridlar: { $value }
levels-set-visits = Tashriflar: { $value }
levels-set-points = Ballar: { $value }
levels-set-spend-in = Toifada: { $value }
levels-set-percent = Keshbek: { $value }
levels-remove = 🗑 Darajani olib tashlash
levels-new = ➕ Yangi daraja
levels-how = ⚙️ Qanday hisoblaymiz
levels-how-title = ⚙️ <b>Darajalarni qanday hisoblaymiz</b>
  Qoidalar barcha darajalar uchun bir xil.
levels-rule-match = Kerakli shartlar: { $value }
levels-rule-window = Hisobga olinadi: { $value }
levels-rule-grace-days = Muhlat: { $value }
levels-rule-warn-days = Muddatdan oldin eslatish: { $value }
levels-rule-down = Keyin: { $value }
levels-match-any = bittasi yetadi
levels-match-all = hammasi
levels-window-rolling = oxirgi 12 oy
levels-window-calendar-year = kalendar yili
levels-window-lifetime = butun davr
levels-grace-value = { $days ->
    [0] yoʻq
   *[other] { $days } kun
  }
levels-down-step = bir daraja pastga
levels-down-fit = darhol mos darajaga
levels-down-never = tushirmaymiz
levels-ask-name = ✏️ Nomi · { $language }
  Hozir: { $now }. Yangisini yozing.
levels-ask-perks = 🎁 Keshbekdan tashqari nima beradi · { $language }
  Hozir: { $now }
  Roʻyxatni yozing, har biri yangi qatorda. Uni mehmon va kassir koʻradi.
levels-ask-spend = Qancha xarid summasidan? Tanlang yoki oʻz soningizni yozing.
levels-ask-purchases = Nechta xariddan? Tanlang yoki oʻz soningizni yozing.
levels-ask-visits = Nechta tashrifdan? Tashrif — xaridli kun. Tanlang yoki oʻz soningizni yozing.
levels-ask-points = Nechta yigʻilgan balldan boshlab? Tanlang yoki oʻz soningizni yozing.
levels-ask-spend-in = «{ $category }» uchun qanday summadan boshlab? Tanlang yoki oʻz soningizni yozing.
levels-ask-category = Qaysi toifadagi xaridlar hisoblanadi? Tanlang yoki yangisini yozing: kassir chek ostida uning tugmasini koʻradi.
levels-ask-first-category = Qaysi toifadagi xaridlar hisoblanadi? Yozing, masalan «qahva»: kassir chek ostida uning tugmasini koʻradi.
levels-ask-percent = Bu darajada keshbek qancha? Tanlang yoki oʻz soningizni yozing.
levels-ask-match = Shartlar bir nechta boʻlsa: bittasi yetadimi yoki hammasi kerakmi?
levels-ask-window = Xaridlar qaysi davr uchun hisoblanadi?
levels-ask-grace-days = Muddatdan keyin mehmon necha kun ichida yetkazib olishi mumkin? Tanlang yoki son yozing.
levels-ask-warn-days = Muddat tugashidan necha kun oldin nima yetishmasligini eslatamiz? Tanlang yoki son yozing.
levels-ask-down = Yetmasa nima boʻladi?
levels-language = { $language }
levels-new-name = ➕ <b>Yangi daraja</b>
  Nomi nima? Yozing.
levels-new-spend = ➕ <b>{ $name }</b>
  Qancha xarid summasidan? Tanlang yoki oʻz soningizni yozing.
levels-new-percent = ➕ <b>{ $name }</b>
  Keshbek qancha? Tanlang yoki oʻz soningizni yozing.
levels-change = <b>{ $name }</b>
  { $what }
levels-change-add = ➕ <b>{ $name }</b>: { $spend }dan, keshbek { $percent }
levels-change-remove = 🗑 <b>{ $name }</b> darajasi olib tashlansinmi?
levels-guests = Hozir tushadi: <b>{ $guests }</b> ta mehmon.
levels-moves = Qayta hisoblansa: { $falls } nafari pastga, { $rises } nafari yuqoriga.
levels-choice = Darajani muddati oxirigacha qoldirish mumkin: oʻz-oʻzidan hech kim tushmaydi.
levels-choice-below = Qayta hisoblanmasa, daraja mehmonlari «{ $name }» oladi.
levels-below = Daraja mehmonlari «{ $name }» oladi.
levels-leave = Darajani qoldirish
levels-leave-below = «{ $name }» berish
levels-anew = Qayta hisoblash
refusal-unknown-level = Bunday daraja endi yoʻq. «Darajalar»ni qayta oching.
refusal-level-out-of-range = { $low } dan { $high } gacha son kerak.
refusal-level-too-low = Shart «{ $level }» darajasidan past ({ $least }). Kattaroq qoʻying.
refusal-level-too-high = Shart «{ $level }» darajasidan yuqori ({ $most }). Kichikroq qoʻying.
refusal-level-needs-threshold = Darajaga kamida bitta shart kerak, aks holda hamma unda boʻladi.
refusal-level-like-other = Bunda daraja qoʻshnisidan koʻp soʻramaydi. Boshqa shart qoʻying.
refusal-first-level = Hamma birinchi darajadan boshlaydi: unda shart yoʻq va u qoladi.
refusal-level-used = Bu darajani { $rule } qoidasi ishlatadi. Avval uni oʻzgartiring.
refusal-too-many-levels = Darajalar allaqachon { $most } ta. Avval birini olib tashlang.
refusal-level-nameless = Kamida bitta harfli nom yozing.
refusal-category-nameless = Qaysi toifa? Uni yana tanlang yoki nomini yozing.
refusal-perks-too-long = Juda uzun: { $most } qatorgacha, har birida { $letters } harfgacha.
