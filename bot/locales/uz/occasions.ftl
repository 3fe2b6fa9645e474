occasion = { $said }
occasion-day = { DAY($on) }
occasion-days = { DAY($first) } – { DAY($last) }
occasion-endless = muddatsiz
occasion-welcome = Tayyor{ CALL($name) }! Kodni kassada koʻrsating.
  Tanishuv sovgʻasi: <b>+{ $points }</b>
occasion-welcome-plain = Tayyor{ CALL($name) }! Kodni kassada koʻrsating.
occasion-birthday = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tugʻilgan kuningiz bilan
   *[no] Tugʻilgan kuningiz bilan
  }{ CALL($name) }! Sovgʻa: <b>{ $points }</b>, oxirgi kun: { $date }.
occasion-birthday-endless = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tugʻilgan kuningiz bilan
   *[no] Tugʻilgan kuningiz bilan
  }{ CALL($name) }! Sovgʻa: <b>{ $points }</b>.
occasion-birthday-plain = 🎂 { $early ->
    [yes] Yaqinlashib kelayotgan tugʻilgan kuningiz bilan
   *[no] Tugʻilgan kuningiz bilan
  }{ CALL($name) }! Keling, sizni tabriklaymiz.
occasion-off = { $said }
  Har bir chekka <b>{ $percent }</b> chegirma: { DAY($first) } – { DAY($last) }.
occasion-dormancy = Koʻrishmaganimizga ancha boʻldi{ CALL($name) }! Sovgʻa: <b>{ $gift }</b>, oxirgi kun: { $date }. Balans: { $points }.
occasion-dormancy-endless = Koʻrishmaganimizga ancha boʻldi{ CALL($name) }! Sovgʻa: <b>{ $gift }</b>. Balans: { $points }.
occasion-dormancy-plain = Koʻrishmaganimizga ancha boʻldi{ CALL($name) }! Balans: { $points }. Keling, kutamiz.
occasion-expiry-notice = ⏳ { $date } kuni kuyadi: <b>{ $points }</b>. Bu { $amount } chegirma — yoʻqotmang.
occasion-sample-name = Anna
