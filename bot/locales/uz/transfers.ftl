# Mehmonlar oʻrtasidagi sovgʻalar: beruvchi, oluvchi, egasining qoidalari.
transfer-button = 💝 Ball sovgʻa qilish
transfer-title = 💝 <b>Doʻstga sovgʻa</b>
  Kartada: { $balance }
transfer-how-many = Qancha? Hozir { $least } dan { $most } gacha. Tanlang yoki sonni yozing.
transfer-nothing-balance = Sovgʻaga hali kam: eng kami { $least }.
transfer-nothing-limit = Sovgʻalar chegarasi tugadi. Ertaga yoki oy boshida yana ochiladi.
transfer-waiting = 🔗 { $points }: havola { $until } gacha kutadi
transfer-choice = { $points }
transfer-link-again = 🔗 Yana: { $points }
transfer-link-withdraw = Qaytarib olish
transfer-to-whom = <b>{ $points }</b> kimga?
  Doʻstingizning karta raqamini yozing: u kartadagi kod ostida.
  Yoki uning kontaktini yuboring: 📎 → «Kontakt».
  Yoki havola yasab, oʻzingiz yuboring.
transfer-by-link = 🔗 Havola orqali
transfer-unknown = Bunday raqamli mehmon kartasi yoʻq. Raqamni tekshiring yoki havola yuboring.
  Qolgan urinishlar: { $left }
transfer-ask = Sovgʻa: <b>{ $points }</b>
  Kimga: <b>{ $name }</b>, karta { $number }
transfer-ask-link = <b>{ $points }</b> uchun havola
  Bir marta ishlaydi, birinchi ochgan odamda. Uch kun yashaydi. Ballar olinganda kartadan ketadi; ungacha havolani qaytarib olsa boʻladi.
transfer-left = Qoladi: { $left }
transfer-ends = Muddati oʻzgarmaydi: birinchilari { DAY($on) } dan keyin kuyadi.
transfer-ends-never = Ularning muddati yoʻq.
transfer-no-undo = ❗ Sovgʻani qaytarib boʻlmaydi.
transfer-no-undo-link = ❗ Olinganini qaytarib boʻlmaydi.
transfer-yes = ✅ Sovgʻa: { $points }
transfer-make-link = ✅ Havola yasash
transfer-done = Sovgʻa qilindi: { $points }
transfer-link = 🔗 <b>{ $points }</b> uchun havola tayyor. { $until } gacha kutadi, bir marta ishlaydi.
transfer-share = 📤 Doʻstga yuborish
transfer-copy = Nusxalash
transfer-share-words = Senga { $points } sovgʻa! Havolani ochib, olib qoʻy.
transfer-withdrawn = Havola qaytarib olindi
transfer-given = 💝 Sovgʻa qilindi: <b>{ $points }</b> · { $name }
  Balans: <b>{ $balance }</b>.
transfer-got = 💝 { $name } sizga <b>{ $points }</b> sovgʻa qildi!
  Balans: <b>{ $balance }</b>. { $ends }
transfer-got-repaid = 💝 { $name } sizga <b>{ $points }</b> sovgʻa qildi! Shundan { $repaid } qaytarishdan keyingi qarzni yopdi.
  Balans: <b>{ $balance }</b>.
transfer-found = 💝 { $name } sizga <b>{ $points }</b> sovgʻa qilmoqda!
  { $until } gacha olsa boʻladi.
transfer-found-later = 💝 { $name } sizga <b>{ $points }</b> sovgʻa qilmoqda!
  Yangi karta sovgʻani darrov olmaydi: { $at } dan boshlab olsa boʻladi. Sovgʻa allaqachon sizniki, eslatamiz.
transfer-ready = 💝 Sovgʻa sizni kutmoqda: { $name }, <b>{ $points }</b>.
transfer-take = 💝 Olish
transfer-taken = Olindi: { $points }
history-transfer-got = sovgʻa · { $name }
history-transfer-given = doʻstga sovgʻa · { $name }
transfers-open = 💝 Mehmonlar sovgʻasi
transfers-about-off = 💝 <b>Mehmonlar oʻrtasidagi sovgʻalar</b>
  Mehmon oʻz ballarini doʻstiga beradi: karta raqami, kontakt yoki havola orqali. Hozir oʻchiq.
transfers-about = 💝 <b>Mehmonlar oʻrtasidagi sovgʻalar</b>
  Ballar muddati oʻzgarmaydi, sovgʻa bekor qilinmaydi. Bu yerda ishlaydiganlar sovgʻa olmaydi. Bir kartaga koʻplar bersa, xabar olasiz.
transfers-on = Yoqilgan: oʻchirish
transfers-off = Yoqish
transfers-min-points = Eng kichik sovgʻa: { $value }
transfers-per-day = Bir mehmon kuniga: { $value }
transfers-per-month = Bir mehmon oyiga: { $value }
transfers-newcomer-days = Yangi karta oladi: { $value }
transfers-days = { $days ->
    [0] darrov
   *[other] { $days } kundan keyin
  }
transfers-buyers = Faqat xarid qilganlar: ha
transfers-anybody = Faqat xarid qilganlar: yoʻq
transfers-value = { $value }
transfers-choose = { $line }
  Tanlang yoki sonni yozing.
guessed-card = karta raqamlari
guessed-coupon = kupon kodlari
guessed-promo = promokodlar
alert-guesses = ⚠️ { $name }: bir soatda notoʻgʻri { $what }: { $count }. Bir soatga toʻxtatildi. Terib koʻrishga oʻxshaydi.
suspicion-gather = ⚠️ { $name }: koʻp kartalar unga ball beradi. Bir oyda kartalar: { $cards }, olindi: { $points }. Ularning cheklarini koʻrasizmi?
refusal-transfers-off = Hozir mehmonlar bir-biriga ball bermaydi.
refusal-transfer-needs-purchase = Birinchi xariddan keyin sovgʻa qilsa boʻladi.
refusal-not-to-yourself = Bu sizning kartangiz. Boshqaga sovgʻa qiling.
refusal-staff-takes-nothing = Bu yerda ishlaydiganlarga ball sovgʻa qilinmaydi.
refusal-taker-too-new = Bu karta juda yangi: unga { $ready_at } dan sovgʻa qilsa boʻladi. Yoki havola yuboring, u kutadi.
refusal-taker-gone = Bu karta endi yoʻq.
refusal-transfer-closed = Bu havola yoki tugma endi ishlamaydi.
refusal-transfer-expired = Vaqt tugadi, ballar joyida. Qaytadan boshlang.
refusal-not-your-transfer = Bu tugma siz uchun emas.
refusal-transfer-too-small = Eng kichik sovgʻa: { POINTS($least) }.
refusal-transfer-limit-reached =
    { $per ->
        [day] Bugun yana { POINTS($left) } berish mumkin: kunlik chegara { POINTS($most) }.
       *[month] Bu oyda yana { POINTS($left) } berish mumkin: chegara { POINTS($most) }.
    }
refusal-too-many-links = Allaqachon { $most } ta havola kutmoqda. Birini qaytarib oling yoki ochilishini kuting.
refusal-giver-short = Hozir bu sovgʻani berib boʻlmaydi. Doʻstingizdan soʻrang.
refusal-guesses-paused = Urinishlar juda koʻp. Toʻxtatildi, { $minutes } daqiqadan keyin urinib koʻring.
refusal-points-expected = Butun son yozing. Masalan: 100
refusal-card-number-expected = Doʻstingizning karta raqami (kod ostidagi raqamlar) yoki kontakti kerak. Masalan: 4820 1337
refusal-transfer-out-of-range = { $low } dan { $high } gacha butun son kerak.
refusal-transfer-limits-cross = Oylik chegara kunlikdan kam emas, u esa eng kichik sovgʻadan kam emas.
refusal-transfer-needs-debts = Qaytarish qoidalarida «kechirish» turibdi. Faylda unpaid = "deficit" deb yozing.
