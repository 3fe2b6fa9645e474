purchase-receipt = ✅ { $name } · { $amount } · <b>+{ $earned }</b> · баланс: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-spent = ✅ { $name } · { $amount }{ TAIL($discount) } · списано: { $spent } · <b>к оплате { $to_pay }</b> · +{ $earned } · баланс: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-undo = ↩️ Отменить
purchase-preview = Чек <b>{ $amount }</b> → <b>+{ $earned }</b>{ TAIL($favourite) }
purchase-yes = ✅ Начислить
purchase-again = Да, провести
purchase-no = Нет
purchase-drop = ✖ Отмена
purchase-dropped = Чек не проведён. Готов к следующему гостю.
purchase-asked-owner = ⏳ Чек <b>{ $amount }</b> ({ $name }) больше { $limit }: его подтверждает владелец. Запрос отправлен, ответ придёт сюда.
purchase-ask-card = Чек <b>{ $amount }</b>. Теперь карта гостя: сканируйте код или напишите номер, телефон, четыре последние цифры.
purchase-which = Какая это сумма?
purchase-reading = { $amount }
undo-ask = { $spent ->
    [0] Отменить чек { $amount } ({ $name }: +{ $earned })?
   *[other] Отменить чек { $amount } ({ $name }: +{ $earned }, списано: { POINTS($spent) })?
  }
undo-yes = Да, отменить
undo-no = Нет
undo-done = { $restored ->
    [0] ↩️ Чек { $amount } отменён ({ $name }). Вернуть деньгами: <b>{ $back }</b>. Гость предупреждён.
   *[other] ↩️ Чек { $amount } отменён ({ $name }). Вернуть деньгами: <b>{ $back }</b>, баллами: { POINTS($restored) }. Гость предупреждён.
  }
undo-kept = ✅ { $name } · { $amount } · <b>+{ $earned }</b>
bill-approved = ✅ Владелец подтвердил чек { $amount } ({ $name }): <b>+{ $earned }</b>
bill-rejected = ✖ Владелец не подтвердил чек { $amount } ({ $name }). Баллы не начислены.
