# Barcha ekranlar uchun umumiy so‘zlar.
back = ‹ Orqaga
menu-refreshed = Menyu yangilandi
only-private = Men faqat shaxsiy suhbatda ishlayman.
nothing-to-cancel = Bekor qiladigan narsa yo‘q.
not-understood = Men tugmalarni tushunaman. Ular yo‘qolgan bo‘lsa, /start ni bosing.
unknown-command = Bunday buyruq yo‘q. Barcha buyruqlar: /help.
help-member = Bu sizning mehmon kartangiz.
  Kassada ko‘rsating: /card.
  Aksiya va kuponlar karta ostida: kuponni kassirga ko‘rsating.
  Tug‘ilgan kun, til, ma’lumotlar va kartani o‘chirish — sozlamalarda.
  Nimani saqlaymiz: /privacy.
help-staff = Chek summasini yozing yoki mehmon kartasini skanerlang.
  Mehmon ko‘rsatgan kupon uning ekranida va chek ostida tugma bo‘ladi.
  Boshlash: /start. Qadamni to‘xtatish: /cancel.
help-owner = Qoidalar, aksiyalar, xabarlar, odamlar va raqamlar: /start.
  Chekni o‘zingiz o‘tkazish uchun pastdagi «🏪 Kassa» tugmasi.
  Qadamni to‘xtatish: /cancel. Nima saqlanadi: /privacy.
error-busy = Yangilanmoqda, bir daqiqada qaytamiz. Ballaringiz joyida.
error-ours = Bizda nimadir buzildi, ballaringiz joyida. Do‘kon uchun kod: { $code }
bot-about = { $shop } mehmon kartasi: ballar, aksiyalar, sovg‘alar
bot-description = { $shop } mehmon kartasi — Telegramning o‘zida. «Start»ni bosing va o‘n soniyada oching.
command-start = Boshlash
command-card = Mening kartam
command-help = Yordam
command-privacy = Nimani saqlaymiz
command-mydata = Ma’lumotlarimni olish
command-deleteme = Karta va ma’lumotlarni o‘chirish
command-cancel = Qadamni to‘xtatish
