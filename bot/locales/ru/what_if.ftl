what-if-counting = ⏳ Считаем, что было бы за последние { $days } дней…
what-if-progress = ⏳ Считаем последние { $days } дней: { $share }
what-if-failed = Посчитать последние { $days } дней не вышло. Сохранить можно и так.
what-if-nothing = За последние { $days } дней покупок не было, сравнить не с чем.
what-if-more = За последние { $days } дней это было бы дороже на <b>{ $cost }</b>.
what-if-less = За последние { $days } дней это было бы дешевле на <b>{ $cost }</b>.
what-if-same = Баллы за последние { $days } дней стоили бы столько же.
what-if-same-all = Последние { $days } дней стоили бы столько же.
what-if-off = Скидки: { $before } → { $after }
what-if-points = Баллы: { $before } → { $after }
what-if-up = ⬆️ { $tier }: { $members ->
    [one] сюда поднялся бы { $members } гость
    [few] сюда поднялись бы { $members } гостя
   *[other] сюда поднялись бы { $members } гостей
  }
what-if-down = ⬇️ { $tier }: { $members ->
    [one] сюда опустился бы { $members } гость
    [few] сюда опустились бы { $members } гостя
   *[other] сюда опустились бы { $members } гостей
  }
what-if-gain = Больше получили бы: { $names }
what-if-lose = Меньше получили бы: { $names }
what-if-name = { $name } { $points }
what-if-short = { $times ->
    [one] { $times } раз не хватило бы баллов на то, что оплатили ими: { $points }.
    [few] { $times } раза не хватило бы баллов на то, что оплатили ими: { $points }.
   *[other] { $times } раз не хватило бы баллов на то, что оплатили ими: { $points }.
  }
what-if-given = { $points } и скидок на { $off }
what-if-given-off = скидок на { $off }
what-if-checked = ✓ Проверено: правила тех дней дают ровно то, что записано: { $points }.
what-if-odd = ⚠️ Правила тех дней дают { $replayed }, а записано { $recorded }. { $odd ->
    [one] Не сходится у { $odd } гостя
   *[other] Не сходится у { $odd } гостей
  }: возможно, их баланс перенесли или поправили.
