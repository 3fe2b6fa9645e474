occasion = { $said }
occasion-day = { DAY($on) }
occasion-days = { DAY($first) } – { DAY($last) }
occasion-endless = no end date
occasion-welcome = You're in{ CALL($name) }! Show the code at the till.
  Welcome gift: <b>+{ $points }</b>
occasion-welcome-plain = You're in{ CALL($name) }! Show the code at the till.
occasion-birthday = 🎂 Happy birthday{ $early ->
    [yes] { " " }in advance
   *[no] { "" }
  }{ CALL($name) }! Gift: <b>{ $points }</b>, until { $date }.
occasion-birthday-endless = 🎂 Happy birthday{ $early ->
    [yes] { " " }in advance
   *[no] { "" }
  }{ CALL($name) }! Gift: <b>{ $points }</b>.
occasion-birthday-plain = 🎂 Happy birthday{ $early ->
    [yes] { " " }in advance
   *[no] { "" }
  }{ CALL($name) }! Drop in, we would love to celebrate with you.
occasion-off = { $said }
  <b>{ $percent }</b> off every bill: { DAY($first) } – { DAY($last) }.
occasion-dormancy = Long time no see{ CALL($name) }! Gift: <b>{ $gift }</b>, until { $date }. Balance: { $points }.
occasion-dormancy-endless = Long time no see{ CALL($name) }! Gift: <b>{ $gift }</b>. Balance: { $points }.
occasion-dormancy-plain = Long time no see{ CALL($name) }! Balance: { $points }. Drop in, we would love to see you.
occasion-expiry-notice = ⏳ Expiring { $date }: <b>{ $points }</b>. That is { $amount } off.
occasion-sample-name = Anna
