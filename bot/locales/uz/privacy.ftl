privacy-text = <b>{ $shop } nimani saqlaydi</b>
  Saqlovchi: { $legal }. Aloqa: { $contact }
  • telefon raqami, ism va, aytgan bo‘lsangiz, tug‘ilgan kun;
  • karta bo‘yicha xaridlar, ballar va har birining sababi;
  • qachon va nimaga rozilik berganingiz.
  Nima uchun: kartangizni yuritish uchun. Aksiyalar faqat rozi bo‘lsangiz keladi.
  Raqamni faqat do‘kon ko‘radi; telefon va ism shifrlab saqlanadi.
  Hammasini olish: /mydata. Butunlay o‘chirish: /deleteme.
