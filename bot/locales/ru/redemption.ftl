redemption-offer = Чек <b>{ $amount }</b>. Можно списать: до <b>{ $most }</b>
redemption-choice = { $points }
redemption-other = ✏️ Другая сумма
redemption-earn = Не списывать, начислить
redemption-nothing = Списать не получится: { $why }
redemption-type = Сколько списать? Напишите число.
redemption-waiting = ⏳ Ждём гостя, 2 минуты. Списание: <b>{ $points }</b>, к оплате останется { $to_pay }.
  Гость подтверждает у себя или называет код из четырёх цифр: напишите его сюда.
redemption-stop = ✖ Не списывать
redemption-stopped = Списания не будет, баллы у гостя на месте.
redemption-answered = Гость уже подтвердил, списание прошло. Итог — в сообщении ниже.
redemption-done = ✅ Списано: <b>{ $spent }</b>. <b>К оплате { $to_pay }.</b> За остаток: +{ $earned }
redemption-wrong-code = { $left ->
    [0] Код не подошёл. Попытки кончились, отправьте запрос ещё раз.
    [one] Код не подошёл. Осталась { $left } попытка.
    [few] Код не подошёл. Осталось { $left } попытки.
   *[other] Код не подошёл. Осталось { $left } попыток.
  }
why-zero-none = баллов пока нет.
why-zero-not-enough = баллов пока нет.
why-zero-minimum = баллов меньше, чем списывается за раз.
why-zero-step = баллов меньше одного шага списания.
why-zero-deficit = после возврата за гостем остался долг в баллах.
why-zero-nothing-redeemable = на эти товары баллы не действуют.
spend-confirmed = ✅ { $name } · списано: <b>{ $points }</b>. <b>К оплате { $to_pay }.</b> За остаток: +{ $earned }
spend-declined = { $name }: гость не подтвердил списание. Баллы на месте.
spend-request = Списание: <b>{ $points }</b> за чек { $amount }. К оплате останется { $to_pay }{ TAIL($location) }
  Нет кнопок? Назовите кассиру код <b>{ $code }</b>. Запрос живёт две минуты.
spend-yes = ✅ Подтвердить
spend-no = Нет
spend-not-me = Это не я
spend-done = ✅ Списано: <b>{ $points }</b>. К оплате { $to_pay }. Баланс: { $balance }
spend-kept = Хорошо, баллы на месте.
spend-stopped = Остановили. Баллы на месте, этот кассир сегодня не сможет списать с вашей карты, владелец предупреждён.
