occasion = { $said }
occasion-day = { DAY($on) }
occasion-days = { DAY($first) } – { DAY($last) }
occasion-endless = muddatsiz
occasion-welcome = Tayyor{ CALL($name) }! Kodni kassada ko‘rsating.
  Tanishuv sovg‘asi: <b>+{ $points }</b>
occasion-welcome-plain = Tayyor{ CALL($name) }! Kodni kassada ko‘rsating.
occasion-birthday = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tug‘ilgan kuningiz bilan
   *[no] Tug‘ilgan kuningiz bilan
  }{ CALL($name) }! Sovg‘a: <b>{ $points }</b>, oxirgi kun: { $date }.
occasion-birthday-endless = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tug‘ilgan kuningiz bilan
   *[no] Tug‘ilgan kuningiz bilan
  }{ CALL($name) }! Sovg‘a: <b>{ $points }</b>.
occasion-birthday-plain = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tug‘ilgan kuningiz bilan
   *[no] Tug‘ilgan kuningiz bilan
  }{ CALL($name) }! Keling, sizni tabriklaymiz.
occasion-dormancy = Ko‘rishmaganimizga ancha bo‘ldi{ CALL($name) }! Sovg‘a: <b>{ $gift }</b>, oxirgi kun: { $date }. Balans: { $points }.
occasion-dormancy-endless = Ko‘rishmaganimizga ancha bo‘ldi{ CALL($name) }! Sovg‘a: <b>{ $gift }</b>. Balans: { $points }.
occasion-dormancy-plain = Ko‘rishmaganimizga ancha bo‘ldi{ CALL($name) }! Balans: { $points }. Keling, kutamiz.
occasion-expiry-notice = ⏳ { $date } kuni kuyadi: <b>{ $points }</b>. Bu { $amount } chegirma — yo‘qotmang.
occasion-sample-name = Anna
