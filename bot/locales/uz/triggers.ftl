# O‘zi ketadigan xabarlar: ro‘yxat, bittasi, matni, sovg‘asi va kunlari.
home-messages = 💬 Xabarlar
triggers-title = 💬 <b>O‘zi ketadigan xabarlar</b>
  Do‘kon soati bilan 10:00 dan 20:00 gacha. Yonida — 30 kunda nechta ketgani.
trigger-row = { $mark } { $name } · { $sent }
trigger-name-welcome = Tanishuv
trigger-name-birthday = Tug‘ilgan kun
trigger-name-dormancy = Ko‘pdan beri ko‘rinmadi
trigger-name-expiry-notice = Tez orada kuyadi
trigger-state-on = ✅ <b>{ $name }</b> · yoqilgan
trigger-state-off = ⏸ <b>{ $name }</b> · o‘chirilgan
trigger-when-welcome = Har bir yangi mehmonga, darhol.
trigger-when-birthday = { $before ->
    [0] Aynan shu kuni, aksiyalarga rozi bo‘lganlarga.
   *[other] Bayramdan { $before } kun oldin, aksiyalarga rozi bo‘lganlarga.
  }
trigger-when-dormancy = { $days ->
    [0] Xarid bo‘lmaganda, aksiyalarga rozi bo‘lganlarga.
   *[other] { $days } kun xarid bo‘lmasa, aksiyalarga rozi bo‘lganlarga.
  }
trigger-when-expiry-notice = Kuyishiga qolgan kunlar: { $days }. Yo‘qotadigani bor hammaga.
trigger-gift = Sovg‘a: { $points }
trigger-gift-lives = Sovg‘a: { $points }, { $days ->
    [0] faqat bugun
   *[other] { $days } kun yashaydi
  }
trigger-result = 30 kunda ketdi: { $sent } · keyin keldi: { $came }
trigger-switch-on = ▶️ Yoqish
trigger-switch-off = ⏸ O‘chirish
trigger-is-on = Yoqildi
trigger-is-off = O‘chirildi
trigger-text-own = ✏️ Matn: o‘zingizniki
trigger-text-built-in = ✏️ Matn: tayyor
trigger-gift-button = 🎁 Sovg‘a: { $points }
trigger-days-button = 📅 Kunlar: { $days }
trigger-view = 👁 Mehmon ko‘rgandek
trigger-send = 📤 Menga yuborish
trigger-sent = Yuborildi, pastga qarang
trigger-view-head = 👁 Mehmon shunday ko‘radi · { $language }
trigger-saved = Saqlandi
trigger-saved-head = ✅ Saqlandi. Mehmon shunday ko‘radi · { $language }
trigger-text-ask = ✏️ <b>{ $name }</b> · { $language }
  <code>{ $words }</code>
  Yangi matnni bitta xabarda yozing. Hozirgisini nusxalash uchun uni bosing.
  Qo‘yish mumkin: { $allowed }
trigger-reset = ↩️ Tayyor matnga qaytish
trigger-gift-ask = 🎁 <b>{ $name }</b>
  Qancha sovg‘a qilamiz? Tanlang yoki o‘z soningizni yozing. Keyingi xabarlar uchun ishlaydi.
trigger-gift-choice = { $points }
trigger-days-ask-birthday = 📅 <b>Tug‘ilgan kun</b>
  Necha kun oldin tabriklaymiz? Sovg‘a ham o‘sha kuni keladi. Tanlang yoki son yozing.
trigger-days-ask-dormancy = 📅 <b>Ko‘pdan beri ko‘rinmadi</b>
  Xaridsiz necha kundan keyin yozamiz? Tanlang yoki son yozing.
trigger-days-ask-expiry-notice = 📅 <b>Tez orada kuyadi</b>
  Kuyishidan necha kun oldin yozamiz? Tanlang yoki bir-ikkita son yozing, masalan: 7 1
trigger-days-choice = { $days }
