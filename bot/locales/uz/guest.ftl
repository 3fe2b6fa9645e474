guest-name = <b>{ $name }</b>
guest-tier = { $tier } { $percent }
guest-balance = { $points }
guest-birthday = { $days ->
    [0] 🎂 bugun
    [1] 🎂 ertaga
    [-1] 🎂 kecha
    [2] 🎂 { $days } kundan keyin
    [3] 🎂 { $days } kundan keyin
   *[other] 🎂 shu kunlarda
  }
guest-visit = { $days ->
    [0] oxirgi tashrif bugun
    [1] oxirgi tashrif kecha
   *[other] oxirgi tashrif { $days } kun oldin
  }
guest-unclaimed = Telegramsiz
guest-perks = 🎁 Daraja beradi: { $perks }
guest-ask-amount = Chek summasi?
guest-ask-spend-amount = Ball sarflaymiz. Chek summasi?
guest-amount = { $amount }
guest-spend = 💰 Sarflash
guest-leave = ✖ Boshqa mehmon
guest-left = Keyingi mehmonga tayyor.
guest-choice = { $name }{ TAIL($phone) }
guest-choose = Qaysi biri?
guest-choose-amount = Chek <b>{ $amount }</b>. Qaysi biri?
guest-how = Karta raqamini, telefonni yoki summa bilan telefonning oxirgi toʻrt raqamini yozing: “450 5678”.
  Kod suratini yuborish ham mumkin. Telefon kamerasi ham kartani shu yerda ochadi.
guest-join = 🔳 Kirish QR-kodini koʻrsatish
guest-without-telegram = 📞 Telegramsiz karta
guest-join-sentence = Kamerani tuting — karta 10 soniyada Telegramda paydo boʻladi.
guest-join-caption = Mehmon kamerani tutadi va kartasi tayyor.
