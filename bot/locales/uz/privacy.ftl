privacy-text = <b>{ $shop } nimani saqlaydi</b>
  Saqlovchi: { $legal }. Aloqa: { $contact }
  • telefon raqami, ism va, aytgan boʻlsangiz, tugʻilgan kun;
  • karta boʻyicha xaridlar, ballar va har birining sababi;
  • qachon va nimaga rozilik berganingiz.
  Nima uchun: kartangizni yuritish uchun. Aksiyalar faqat rozi boʻlsangiz keladi.
  Raqamni faqat doʻkon koʻradi; telefon va ism shifrlab saqlanadi.
  Hammasini olish: /mydata. Butunlay oʻchirish: /deleteme.
