card-key = 💳 Karta
card-role = Mehmon kartangiz.
card-caption = mehmon kartasi
card-hint = Kodni kassada koʻrsating
card-face-worth = = { $worth } chegirma · { $reward }
card-to-next = «{ $tier }» gacha
card-left = yana { $what }
card-missing = { $what }
card-missing-spend-in = «{ $category }» uchun { $amount }
card-missing-purchases = { $count } ta xarid
card-missing-visits = { $count } ta tashrif
card-join-any = {" "}yoki{" "}
card-join-all = {" "}va{" "}
card-note-deficit = Qaytarishdan keyin qarz: { $points }
card-note-top = Siz choʻqqidasiz. Rahmat!
card-note-first = Birinchi xariddan ball qoʻshiladi: { $percent }
card-balance-worth = <b>{ $points }</b> = { $worth }
card-first = Ular birinchi xariddan boshlanadi: chekning { $percent } qismi.
card-tier = { $tier }, { $reward }.
card-next = «{ $tier }» gacha: yana { $missing }.
card-expiring = ⏳ { DAY($on) } kuni kuyadi: { $points }.
card-pending = { DAY($on) } dan ishlaydi: { $points }.
card-deficit = Qaytarishdan keyin qarz: { $points }. Keyingi ballar uni yopadi.
card-number = Karta raqami: <code>{ $number }</code>
card-history = 📜 Tarix
card-level = 📈 Daraja
card-settings = ⚙️ Sozlamalar
