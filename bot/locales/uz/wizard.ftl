wizard-template = 1/4-qadam. Qanday joyingiz bor? Qoidalarni keyin o‘zgartirish mumkin.
wizard-template-coffee = ☕ Qahvaxona
wizard-template-beauty = 💅 Salon
wizard-template-retail = 🛍 Do‘kon
wizard-template-delivery = 🛵 Yetkazib berish
wizard-template-plain = O‘zimniki
wizard-name = 2/4-qadam. Joyingiz nomi nima? Mehmonlar ko‘radigan nomni yozing.
wizard-place = 3/4-qadam. { $place }. To‘g‘rimi?
wizard-places = Valyuta va vaqtni tanlang.
wizard-place-ru = ₽, Moskva vaqti
wizard-place-uz = so‘m, Toshkent
wizard-place-kz = ₸, Olmaota
wizard-place-eu = €, Berlin
wizard-place-us = $, Nyu-York
wizard-yes = ✅ Ha
wizard-change = O‘zgartirish
wizard-launch = 4/4-qadam. Mehmon kartani shunday ko‘radi.
  Chek { $amount } → mehmon oladi: <b>{ $points }</b>.
  Chekning { $most } gacha qismini ball bilan to‘lash mumkin. Bu karta savdosining { $percent } gacha qismi.
wizard-go = 🚀 Ishga tushirish
wizard-live = ✅ «{ $shop }» ishlayapti! Pastda uch tugma: siz ega sifatida, kassa va mehmon kartangiz.
wizard-next = Qoldi:
wizard-invite = 👩‍💼 Kassirni taklif qilish
wizard-poster = 🖨 QR plakat
wizard-home = ⚙️ Bosh sahifaga
wizard-card-worth = keshbek { $percent }
wizard-card-unit = ball
wizard-card-name = Anna K.
