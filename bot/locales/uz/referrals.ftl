# Doʻstni taklif qilish: taklif qilgan, doʻst, ega.
referral-button = 👥 Doʻstlar
referral-title = 👥 <b>Doʻstingizni taklif qiling</b>
referral-friend-least = Doʻstga: { $least } dan boshlab birinchi xarid uchun +{ $points }.
referral-friend-any = Doʻstga: birinchi xarid uchun +{ $points }.
referral-you-least = Sizga: shunday xariddan keyin darhol +{ $points }.
referral-you-any = Sizga: undan keyin darhol +{ $points }.
referral-alone-least = Sizga: doʻst birinchi marta { $least } dan boshlab xarid qilganda +{ $points }.
referral-alone-any = Sizga: doʻst birinchi marta xarid qilganda +{ $points }.
referral-nobody = Hali hech kim kelmadi. Havolani bizda boʻlmagan kishiga yuboring.
referral-came = Keldi: { $count } doʻst
referral-waiting = Xaridi kutilmoqda: { $count } doʻst
referral-earned = Doʻstlar uchun sizga: <b>+{ $points }</b>
referral-held-yet = Ega tekshirmoqda: { $count } doʻst
referral-share = 📤 Doʻstga yuborish
referral-copy = 📋 Nusxalash
referral-code = Doʻst uchun QR
referral-code-caption = Doʻstingiz kamerani kodga tutadi va mehmon kartasi ochiladi.
referral-share-words = { $shop }: mehmon kartasini oching, birinchi xarid +{ $points } keltiradi.
referral-share-words-plain = { $shop }: mehmon kartasini Telegramda oching.
referral-words = { $said }
referral-invited = 👥 { $name } sizni taklif qilmoqda!
referral-invited-nameless = 👥 Sizni doʻstingiz taklif qilmoqda!
referral-awaits-least = { $least } dan boshlab birinchi xarid +{ $points } keltiradi. Muddat: { $days } kun.
referral-awaits-any = Birinchi xarid +{ $points } keltiradi. Muddat: { $days } kun.
referral-thanks = 👥 Doʻstingiz birinchi xaridini qildi. Rahmat: <b>+{ $points }</b>!
  Balans: <b>{ $balance }</b>.
referral-kept = 👥 Taklif boʻyicha sovgʻa: <b>+{ $points }</b>
  Balans: <b>{ $balance }</b>.
referral-undone = ↩️ Taklif sovgʻasini keltirgan xarid qaytarildi. Yechildi: { $points }.
  Balans: <b>{ $balance }</b>.
referral-held = 👥 { $name } doʻstlarni chegaradan koʻp olib kelmoqda (oyiga { $most }). Doʻst: { $friend }.
  Taklif qilganga { $points } berilsinmi? Doʻstga ballar kelib boʻlgan.
referral-give = ✅ Berish
referral-decline = Bermaslik
referral-given = ✅ Berildi: { $points } · { $name }
referral-declined = Qaror: taklif qilganga berilmaydi · { $name }
referrals-open = 👥 Doʻstni olib kel
referrals-about-off = 👥 <b>Doʻstni olib kel</b>
  Mehmon doʻstiga havola yoki QR yuboradi. Doʻst birinchi marta yetarli summaga xarid qilsa, ikkalasi ham ball oladi. Hozir oʻchirilgan.
referrals-about = 👥 <b>Doʻstni olib kel</b>
  Doʻst birinchi marta yetarli summaga xarid qilganda ballar keladi. Xarid qaytarilsa, ballar yechiladi. Doʻstlar telefon va Telegram boʻyicha yangi boʻladi. Sizda ishlaydiganlar qatnashmaydi.
referrals-on = Yoqilgan: oʻchirish
referrals-off = Yoqish
referrals-referrer = Taklif qilganga: { $value }
referrals-invitee = Doʻstga: { $value }
referrals-min-amount = Xarid: { $value }
referrals-within-days = Doʻst xarid qiladi: { $value }
referrals-per-month = Oyiga sizning roziligingizsiz: { $value }
referrals-days = { $days } kun
referrals-friends = { $count } doʻst
referrals-any = istalgan
referrals-nothing = hech narsa
referrals-choose = { $line }
  Tanlang yoki son yozing.
referrals-value = { $value }
referrals-words = ✏️ Taklif soʻzlari
referrals-words-ask = <b>✏️ Taklif soʻzlari</b> · { $language }
  { $saved ->
    [yes] ✅ Saqlandi. Doʻst shunday oʻqiydi:
   *[no] Doʻst shunday oʻqiydi:
  }
  <blockquote>{ $said }</blockquote>
  Yangi matnni bitta xabarda yozing, 200 belgigacha. Hozirgisini nusxalash uchun uni bosing.
  <code>{ $words }</code>
  Qoʻyish mumkin: { $allowed }
referrals-results = Jami keldi: { $came }, xarid qildi: { $bought }
  Taklif qilganlarga berildi: { $referrers }, doʻstlarga: { $invitees }
referrals-results-none = Havola orqali hali hech kim kelmadi.
referrals-held = ⏳ Qaroringizni kutmoqda: { $count }
referrals-held-title = ⏳ <b>Qaroringizni kutmoqda</b>
referrals-held-empty = Hech kim kutmayapti.
referrals-held-line = { $name } → { $friend }: { $points }, { DAY($on) }
referrals-held-give = ✅ { $name }: { $points }
referrals-held-decline = Yoʻq
refusal-referrals-off = Doʻstlarni taklif qilish hozir oʻchirilgan.
refusal-staff-invites-nobody = Bu yerda ishlaydiganlar doʻstlar uchun ball olmaydi.
refusal-referral-decided = Bu allaqachon hal qilingan yoki xarid qaytarilgan.
refusal-referrer-gone = Taklif qilganning kartasi yoʻq yoki u endi sizda ishlaydi.
refusal-referral-out-of-range = { $low } dan { $high } gacha butun son kerak.
refusal-referral-needs-points = Kamida bir tomon nimadir olishi kerak.
