home-reports = 📈 Отчёты
reports-title = <b>Отчёты</b>
reports-about = Неделя придёт картинкой. Итоги могут приходить сами: нажмите, чтобы выбрать час и кому.
reports-this-week = Эта неделя
reports-last-week = Прошлая неделя
reports-daily = { $mark } Итоги дня · { $hour }
reports-weekly = { $mark } Итоги недели · пн { $hour }
reports-daily-plan = <b>Итоги дня</b> приходят каждый день в { $hour } по часам магазина. Кому присылать и в котором часу?
reports-weekly-plan = <b>Итоги недели</b> приходят по понедельникам в { $hour } по часам магазина. Кому присылать и в котором часу?
reports-drawing = Рисую…
summary-day =
    <b>Итоги дня, { DAY($on) }</b>
    По картам: <b>{ $amount }</b> · чеков: { $bills }{ TAIL($versus) }
    Новых гостей: { $new } · начислено: { $earned } · списано: { $redeemed }{ TAIL($off) }
summary-day-more = +{ $share } к прошлой неделе
summary-day-less = −{ $share } к прошлой неделе
summary-day-empty =
    <b>Итоги дня, { DAY($on) }</b>
    Покупок по картам не было. Новых гостей: { $new }
summary-week = Неделя { $period }
summary-week-empty = Неделя { $period }: покупок по картам не было. Проверим, виден ли плакат с кодом?
summary-shop = { $shop }{ $locations ->
    [0] { "" }
    [1] { "" }
    [one] { " · " }{ $locations } точка
    [few] { " · " }{ $locations } точки
   *[other] { " · " }{ $locations } точек
  }
summary-versus = в сравнении с прошлой неделей
summary-versus-now = к этому же часу прошлой недели
summary-revenue = Выручка по картам
summary-purchases = Покупки
summary-new = Новые гости
summary-returned = Вернулись за 30 дней
summary-percent-points = { $points } п. п.
summary-chart = Выручка по дням, { $unit }
summary-thousands = тыс. { $currency }
summary-millions = млн { $currency }
summary-billions = млрд { $currency }
summary-this-week = эта неделя
summary-week-before = прошлая
summary-tiers = Гости по уровням
summary-other-tiers = Остальные
summary-lines = Баллы и чек
summary-earned = Начислено
summary-redeemed = Списано
summary-average = Средний чек
summary-quiet = { $day } — самый тихий день: { $amount }
summary-quiet-below = На { $percent } ниже среднего за день
