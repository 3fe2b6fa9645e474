bills-title = 🧾 Чеки · { $page } из { $pages }
bills-empty = За эту смену чеков пока нет. Напишите сумму, и появится первый.
bills-line = { TIME($at) } · { $name } · { $amount }
bills-one = 🧾 <b>№ { $number }</b> · { TIME($at) } · { $name }
  Сумма: <b>{ $amount }</b>, не возвращено: { $left }
  Начислено: { $earned } · списано: { $spent }
bills-refund-all = ↩️ Вернуть всё
bills-refund-part = ✂️ Вернуть часть
bills-refund-type = Товаров на какую сумму возвращает гость? Например: 100
bills-refund-ask = Возврат товаров на <b>{ $goods }</b>.
  Отдать деньгами: <b>{ $back }</b>
  Вернутся баллы: { $restored }
  Спишутся начисленные: { $clawed }
bills-refund-yes = Вернуть
bills-refunded = { $restored ->
    [0] ↩️ Возврат на { $goods } проведён. Отдать деньгами: <b>{ $back }</b>. Снято начисленных: { POINTS($clawed) }. Гость предупреждён.
   *[other] ↩️ Возврат на { $goods } проведён. Отдать деньгами: <b>{ $back }</b>. Вернулись баллы: { POINTS($restored) }, снято начисленных: { POINTS($clawed) }. Гость предупреждён.
  }
