settings-title = ⚙️ <b>Настройки</b>
settings-offers-on = 🔔 Акции: да
settings-offers-off = 🔕 Акции: нет
settings-birthday = 🎂 { $day } { $month }
settings-birthday-none = 🎂 День рождения: не указан
settings-language = На каком языке говорить?
settings-data = 📄 Мои данные
settings-data-caption = Всё, что мы о вас храним.
settings-delete = 🗑 Удалить карту
settings-delete-ask = Удалить карту и данные? Баланс пропадёт, вернуть нельзя: <b>{ $points }</b>
settings-delete-sure = Удалить навсегда
settings-keep = Оставить
settings-deleted = Удалено. Захотите вернуться — нажмите /start.
birthday-month = 🎂 Когда поздравить? Выберите месяц, год не нужен.
birthday-day = Какого числа?
birthday-noted = { $day } { $month }, запомнили!
birthday-gift = Подарок: <b>+{ $points }</b>, { $before ->
    [0] в самый день
    [one] за { $before } день до праздника
    [few] за { $before } дня до праздника
   *[other] за { $before } дней до праздника
  }. Дату нужно назвать заранее{ $known ->
    [0] .
    [one] , хотя бы за { $known } день.
    [few] , хотя бы за { $known } дня.
   *[other] , хотя бы за { $known } дней.
  }
birthday-once = Поменять дату можно раз в год.
birthday-noted-gift = { $day } { $month }, запомнили! Подарок придёт { $on }: +{ $points }
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
month-name-1 = Январь
month-name-2 = Февраль
month-name-3 = Март
month-name-4 = Апрель
month-name-5 = Май
month-name-6 = Июнь
month-name-7 = Июль
month-name-8 = Август
month-name-9 = Сентябрь
month-name-10 = Октябрь
month-name-11 = Ноябрь
month-name-12 = Декабрь
