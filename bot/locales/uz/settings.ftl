settings-title = ⚙️ <b>Sozlamalar</b>
settings-offers-on = 🔔 Aksiyalar: ha
settings-offers-off = 🔕 Aksiyalar: yoʻq
settings-birthday = 🎂 { $day } { $month }
settings-birthday-none = 🎂 Tugʻilgan kun: koʻrsatilmagan
settings-language = Qaysi tilda gaplashamiz?
settings-data = 📄 Maʼlumotlarim
settings-data-caption = Siz haqingizda saqlaydigan hamma narsa.
settings-delete = 🗑 Kartani oʻchirish
settings-delete-ask = Karta va maʼlumotlar oʻchirilsinmi? Balans butunlay yoʻqoladi: <b>{ $points }</b>
settings-delete-sure = Butunlay oʻchirish
settings-keep = Qoldirish
settings-deleted = Oʻchirildi. Qaytmoqchi boʻlsangiz, /start ni bosing.
birthday-month = 🎂 Qachon tabriklaylik? Oyni tanlang, yil kerak emas.
birthday-day = Qaysi kun?
birthday-noted = { $day } { $month }, eslab qoldik!
birthday-gift = Sovgʻa: <b>+{ $points }</b>, { $before ->
    [0] aynan shu kuni
   *[other] bayramdan { $before } kun oldin
  }. Sanani oldindan ayting{ $known ->
    [0] .
   *[other] , kamida { $known } kun avval.
  }
birthday-once = Sanani yilda bir marta oʻzgartirish mumkin.
birthday-noted-gift = { $day } { $month }, eslab qoldik! Sovgʻa { $on } kuni keladi: +{ $points }
month-1 = yanvar
month-2 = fevral
month-3 = mart
month-4 = aprel
month-5 = may
month-6 = iyun
month-7 = iyul
month-8 = avgust
month-9 = sentabr
month-10 = oktabr
month-11 = noyabr
month-12 = dekabr
month-name-1 = Yanvar
month-name-2 = Fevral
month-name-3 = Mart
month-name-4 = Aprel
month-name-5 = May
month-name-6 = Iyun
month-name-7 = Iyul
month-name-8 = Avgust
month-name-9 = Sentabr
month-name-10 = Oktabr
month-name-11 = Noyabr
month-name-12 = Dekabr
