wizard-template = 1/4-qadam. Qanday joyingiz bor? Qoidalarni keyin oʻzgartirish mumkin.
wizard-template-coffee = ☕ Qahvaxona
wizard-template-beauty = 💅 Salon
wizard-template-retail = 🛍 Doʻkon
wizard-template-delivery = 🛵 Yetkazib berish
wizard-template-plain = Oʻzimniki
wizard-name = 2/4-qadam. Joyingiz nomi nima? Mehmonlar koʻradigan nomni yozing.
wizard-place = 3/4-qadam. { $place }. Toʻgʻrimi?
wizard-places = Valyuta va vaqtni tanlang.
wizard-place-ru = ₽, Moskva vaqti
wizard-place-uz = soʻm, Toshkent
wizard-place-kz = ₸, Olmaota
wizard-place-eu = €, Berlin
wizard-place-us = $, Nyu-York
wizard-yes = ✅ Ha
wizard-change = Oʻzgartirish
wizard-launch = 4/4-qadam. Mehmon kartani shunday koʻradi.
  Chek { $amount } → mehmon oladi: <b>{ $points }</b>.
  Chekning { $most } gacha qismini ball bilan toʻlash mumkin. Bu karta savdosining { $percent } gacha qismi.
wizard-go = 🚀 Ishga tushirish
wizard-live = ✅ «{ $shop }» ishlayapti! Pastda uch tugma: siz ega sifatida, kassa va mehmon kartangiz.
wizard-next = Qoldi:
wizard-invite = 👩‍💼 Kassirni taklif qilish
wizard-poster = 🖨 QR plakat
wizard-home = ⚙️ Bosh sahifaga
wizard-card-worth = keshbek { $percent }
wizard-card-unit = ball
wizard-card-name = Anna K.
