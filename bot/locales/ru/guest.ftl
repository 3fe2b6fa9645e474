guest-name = <b>{ $name }</b>
guest-tier = { $tier } { $percent }
guest-balance = { $points }
guest-birthday = { $days ->
    [0] 🎂 сегодня
    [1] 🎂 завтра
    [-1] 🎂 вчера
    [one] 🎂 через { $days } день
    [few] 🎂 через { $days } дня
   *[other] 🎂 на днях
  }
guest-visit = { $days ->
    [0] прошлый визит сегодня
    [1] прошлый визит вчера
    [one] прошлый визит { $days } день назад
    [few] прошлый визит { $days } дня назад
   *[other] прошлый визит { $days } дней назад
  }
guest-unclaimed = без Telegram
guest-perks = 🎁 Уровень даёт: { $perks }
guest-ask-amount = Сумма чека?
guest-ask-spend-amount = Списываем баллы. Сумма чека?
guest-amount = { $amount }
guest-spend = 💰 Списать
guest-leave = ✖ Другой гость
guest-left = Готов к следующему гостю.
guest-choice = { $name }{ TAIL($phone) }
guest-choose = Кто из них?
guest-choose-amount = Чек <b>{ $amount }</b>. Кто из них?
guest-how = Напишите номер карты, телефон или четыре последние цифры телефона с суммой: «450 5678».
  Можно прислать фото кода. Обычная камера телефона тоже откроет карту здесь.
guest-join = 🔳 Показать QR для входа
guest-without-telegram = 📞 Карта без Telegram
guest-join-sentence = Наведите камеру — карта появится в Telegram за 10 секунд.
guest-join-caption = Гость наводит камеру, и карта уже у него.
