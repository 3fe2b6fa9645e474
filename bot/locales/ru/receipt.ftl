receipt-card = 💳 Карта
receipt-wrong = Это ошибка
receipt-contact = Напишите магазину, вместе разберётесь: { $contact }
receipt-ask-staff = спросите на кассе
receipt = ✅ <b>+{ $earned }</b> · чек { $amount }{ TAIL($location) }
  Баланс: <b>{ $balance }</b>. { $to_next }
  Чек № { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · чек { $amount }{ TAIL($location) }
  Списано: { $redeemed } · оплачено деньгами: { $to_pay }
  Баланс: <b>{ $balance }</b>. { $to_next }
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
undo-notice = ↩️ Кассир отменил чек { $amount }. Снято баллов: { $clawed }, возвращено: { $restored }. Деньгами: { $to_return }. Баланс: <b>{ $balance }</b>
refund-notice = ↩️ Возврат товаров на { $amount }. Деньгами: { $to_return }. Снято баллов: { $clawed }, возвращено: { $restored }. Баланс: <b>{ $balance }</b>
