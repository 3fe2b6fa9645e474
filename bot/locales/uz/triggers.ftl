# Oʻzi ketadigan xabarlar: roʻyxat, bittasi, matni, sovgʻasi va kunlari.
home-messages = 💬 Xabarlar
triggers-title = 💬 <b>Oʻzi ketadigan xabarlar</b>
  Doʻkon soati bilan 10:00 dan 20:00 gacha. Yonida — 30 kunda nechta ketgani.
trigger-row = { $mark } { $name } · { $sent }
trigger-name-welcome = Tanishuv
trigger-name-birthday = Tugʻilgan kun
trigger-name-dormancy = Koʻpdan beri koʻrinmadi
trigger-name-expiry-notice = Tez orada kuyadi
trigger-state-on = ✅ <b>{ $name }</b> · yoqilgan
trigger-state-off = ⏸ <b>{ $name }</b> · oʻchirilgan
trigger-when-welcome = Har bir yangi mehmonga, darhol.
trigger-when-birthday = { $before ->
    [0] Aynan shu kuni, aksiyalarga rozi boʻlganlarga.
   *[other] Bayramdan { $before } kun oldin, aksiyalarga rozi boʻlganlarga.
  }
trigger-when-dormancy = { $days ->
    [0] Xarid boʻlmaganda, aksiyalarga rozi boʻlganlarga.
   *[other] { $days } kun xarid boʻlmasa, aksiyalarga rozi boʻlganlarga.
  }
trigger-when-expiry-notice = Kuyishiga qolgan kunlar: { $days }. Yoʻqotadigani bor hammaga.
trigger-gift = Sovgʻa: { $points }
trigger-gift-lives = Sovgʻa: { $points }, { $days ->
    [0] faqat bugun
   *[other] { $days } kun yashaydi
  }
trigger-result = 30 kunda ketdi: { $sent } · keyin keldi: { $came }
trigger-switch-on = ▶️ Yoqish
trigger-switch-off = ⏸ Oʻchirish
trigger-is-on = Yoqildi
trigger-is-off = Oʻchirildi
trigger-text-own = ✏️ Matn: oʻzingizniki
trigger-text-built-in = ✏️ Matn: tayyor
trigger-gift-button = 🎁 Sovgʻa: { $points }
trigger-days-button = 📅 Kunlar: { $days }
trigger-view = 👁 Mehmon koʻrgandek
trigger-send = 📤 Menga yuborish
trigger-sent = Yuborildi, pastga qarang
trigger-view-head = 👁 Mehmon shunday koʻradi · { $language }
trigger-saved = Saqlandi
trigger-saved-head = ✅ Saqlandi. Mehmon shunday koʻradi · { $language }
trigger-text-ask = ✏️ <b>{ $name }</b> · { $language }
  <code>{ $words }</code>
  Yangi matnni bitta xabarda yozing. Hozirgisini nusxalash uchun uni bosing.
  Qoʻyish mumkin: { $allowed }
trigger-reset = ↩️ Tayyor matnga qaytish
trigger-gift-ask = 🎁 <b>{ $name }</b>
  Qancha sovgʻa qilamiz? Tanlang yoki oʻz soningizni yozing. Keyingi xabarlar uchun ishlaydi.
trigger-gift-choice = { $points }
trigger-days-ask-birthday = 📅 <b>Tugʻilgan kun</b>
  Necha kun oldin tabriklaymiz? Sovgʻa ham oʻsha kuni keladi. Tanlang yoki son yozing.
trigger-days-ask-dormancy = 📅 <b>Koʻpdan beri koʻrinmadi</b>
  Xaridsiz necha kundan keyin yozamiz? Tanlang yoki son yozing.
trigger-days-ask-expiry-notice = 📅 <b>Tez orada kuyadi</b>
  Kuyishidan necha kun oldin yozamiz? Tanlang yoki bir-ikkita son yozing, masalan: 7 1
trigger-days-choice = { $days }
