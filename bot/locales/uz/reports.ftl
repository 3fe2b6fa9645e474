home-reports = 📈 Hisobotlar
reports-title = <b>Hisobotlar</b>
reports-about = Hafta rasm boʻlib keladi. Yakunlar oʻzi kelishi mumkin: soatni va kimga yuborishni tanlash uchun bosing.
reports-this-week = Shu hafta
reports-last-week = Oʻtgan hafta
reports-daily = { $mark } Kun yakuni · { $hour }
reports-weekly = { $mark } Hafta yakuni · du { $hour }
reports-daily-plan = <b>Kun yakuni</b> har kuni doʻkon vaqti bilan soat { $hour } da keladi. Kimga va qaysi soatda yuboramiz?
reports-weekly-plan = <b>Hafta yakuni</b> dushanba kunlari doʻkon vaqti bilan soat { $hour } da keladi. Kimga va qaysi soatda yuboramiz?
reports-drawing = Chizilmoqda…
summary-day =
    <b>Kun yakuni, { DAY($on) }</b>
    Kartalar boʻyicha: <b>{ $amount }</b> · cheklar: { $bills }{ TAIL($versus) }
    Yangi mehmonlar: { $new } · qoʻshildi: { $earned } · sarflandi: { $redeemed }{ TAIL($off) }
summary-day-more = oʻtgan haftaga nisbatan +{ $share }
summary-day-less = oʻtgan haftaga nisbatan −{ $share }
summary-day-empty =
    <b>Kun yakuni, { DAY($on) }</b>
    Kartalar boʻyicha xarid boʻlmadi. Yangi mehmonlar: { $new }
summary-week = Hafta { $period }
summary-week-empty = Hafta { $period }: kartalar boʻyicha xarid boʻlmadi. Kodli plakat koʻrinadimi, tekshiramizmi?
summary-shop = { $shop }{ $locations ->
    [0] { "" }
    [1] { "" }
   *[other] { " · " }{ $locations } ta nuqta
  }
summary-versus = oʻtgan hafta bilan solishtirganda
summary-versus-now = oʻtgan haftaning shu soatigacha boʻlgan davrga nisbatan
summary-revenue = Kartalar boʻyicha tushum
summary-purchases = Xaridlar
summary-new = Yangi mehmonlar
summary-returned = 30 kun ichida qaytganlar
summary-percent-points = { $points } f. b.
summary-chart = Kunlik tushum, { $unit }
summary-thousands = ming { $currency }
summary-millions = mln { $currency }
summary-billions = mlrd { $currency }
summary-this-week = shu hafta
summary-week-before = oʻtgan hafta
summary-tiers = Darajalar boʻyicha mehmonlar
summary-other-tiers = Boshqalar
summary-lines = Ballar va chek
summary-earned = Qoʻshildi
summary-redeemed = Sarflandi
summary-average = Oʻrtacha chek
summary-quiet = { $day } — eng sokin kun: { $amount }
summary-quiet-below = Oʻrtacha kundan { $percent } past
