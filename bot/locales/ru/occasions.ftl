occasion = { $said }
occasion-day = { DAY($on) }
occasion-days = { DAY($first) } – { DAY($last) }
occasion-endless = без срока
occasion-welcome = Готово{ CALL($name) }! Покажите код на кассе.
  Подарок за знакомство: <b>+{ $points }</b>
occasion-welcome-plain = Готово{ CALL($name) }! Покажите код на кассе.
occasion-birthday = 🎂 { $early ->
    [yes] С наступающим днём рождения
   *[no] С днём рождения
  }{ CALL($name) }! Подарок: <b>{ $points }</b>, до { $date }.
occasion-birthday-endless = 🎂 { $early ->
    [yes] С наступающим днём рождения
   *[no] С днём рождения
  }{ CALL($name) }! Подарок: <b>{ $points }</b>.
occasion-birthday-plain = 🎂 { $early ->
    [yes] С наступающим днём рождения
   *[no] С днём рождения
  }{ CALL($name) }! Заходите — будем рады поздравить вас.
occasion-off = { $said }
  Скидка <b>{ $percent }</b> на каждый чек: { DAY($first) } – { DAY($last) }.
occasion-dormancy = Давно не виделись{ CALL($name) }! Подарок: <b>{ $gift }</b>, до { $date }. Баланс: { $points }.
occasion-dormancy-endless = Давно не виделись{ CALL($name) }! Подарок: <b>{ $gift }</b>. Баланс: { $points }.
occasion-dormancy-plain = Давно не виделись{ CALL($name) }! Баланс: { $points }. Заходите — будем рады.
occasion-expiry-notice = ⏳ { $date } сгорит: <b>{ $points }</b>. Это { $amount } скидки — жалко терять.
occasion-sample-name = Анна
