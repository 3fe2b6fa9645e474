# Barcha ekranlar uchun umumiy soʻzlar.
back = ‹ Orqaga
menu-refreshed = Menyu yangilandi
only-private = Men faqat shaxsiy suhbatda ishlayman.
nothing-to-cancel = Bekor qiladigan narsa yoʻq.
not-understood = Men tugmalarni tushunaman. Ular yoʻqolgan boʻlsa, /start ni bosing.
unknown-command = Bunday buyruq yoʻq. Barcha buyruqlar: /help.
help-member = Bu sizning mehmon kartangiz.
  Kassada koʻrsating: /card.
  Aksiya va kuponlar karta ostida: kuponni kassirga koʻrsating.
  Tugʻilgan kun, til, maʼlumotlar va kartani oʻchirish — sozlamalarda.
  Nimani saqlaymiz: /privacy.
help-staff = Chek summasini yozing yoki mehmon kartasini skanerlang.
  Mehmon koʻrsatgan kupon uning ekranida va chek ostida tugma boʻladi.
  Boshlash: /start. Qadamni toʻxtatish: /cancel.
help-owner = Qoidalar, aksiyalar, xabarlar, odamlar va raqamlar: /start.
  Chekni oʻzingiz oʻtkazish uchun pastdagi «🏪 Kassa» tugmasi.
  Qadamni toʻxtatish: /cancel. Nima saqlanadi: /privacy.
error-busy = Yangilanmoqda, bir daqiqada qaytamiz. Ballaringiz joyida.
error-ours = Bizda nimadir buzildi, ballaringiz joyida. Doʻkon uchun kod: { $code }
bot-about = { $shop } mehmon kartasi: ballar, aksiyalar, sovgʻalar
bot-description = { $shop } mehmon kartasi — Telegramning oʻzida. «Start»ni bosing va oʻn soniyada oching.
command-start = Boshlash
command-card = Mening kartam
command-help = Yordam
command-privacy = Nimani saqlaymiz
command-mydata = Maʼlumotlarimni olish
command-deleteme = Karta va maʼlumotlarni oʻchirish
command-cancel = Qadamni toʻxtatish
