receipt-card = 💳 Карта
receipt-wrong = Это ошибка
receipt-contact = Напишите магазину, вместе разберётесь: { $contact }
receipt-ask-staff = Покажите этот чек на кассе, там разберутся.
receipt = ✅ <b>+{ $earned }</b> · чек { $amount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Баланс: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Чек № { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · чек { $amount }{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Списано: { $redeemed } · оплачено деньгами: { $to_pay }
  Баланс: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Чек № { $number }
receipt-to-next-spend = До уровня «{ $tier }»: ещё { $left }.
receipt-to-next-points = До уровня «{ $tier }»: ещё { $left }.
receipt-to-next-purchases = { $left ->
    [one] До уровня «{ $tier }»: ещё { $left } покупка.
    [few] До уровня «{ $tier }»: ещё { $left } покупки.
   *[other] До уровня «{ $tier }»: ещё { $left } покупок.
  }
receipt-to-next-visits = { $left ->
    [one] До уровня «{ $tier }»: ещё { $left } визит.
    [few] До уровня «{ $tier }»: ещё { $left } визита.
   *[other] До уровня «{ $tier }»: ещё { $left } визитов.
  }
undo-notice = { $restored ->
    [0] ↩️ Чек { $amount } отменён на кассе: <b>−{ POINTS($clawed) }</b>. Баланс: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ Чек { $amount } отменён на кассе. Снято: { POINTS($clawed) }, вернулось: { POINTS($restored) }. Баланс: <b>{ $balance }</b>{ LINE($stamps) }
  }
refund-notice = { $restored ->
    [0] ↩️ Возврат товаров на { $amount }: <b>−{ POINTS($clawed) }</b>. Деньгами: { $to_return }. Баланс: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ Возврат товаров на { $amount }. Деньгами: { $to_return }. Снято: { POINTS($clawed) }, вернулось: { POINTS($restored) }. Баланс: <b>{ $balance }</b>{ LINE($stamps) }
  }
