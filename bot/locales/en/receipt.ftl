receipt-card = 💳 Card
receipt-wrong = This is an error
receipt-contact = Write to the shop, they will sort it out: { $contact }
receipt-ask-staff = ask at the till
receipt = ✅ <b>+{ $earned }</b> · bill { $amount }{ TAIL($location) }
  Balance: <b>{ $balance }</b>. { $to_next }
  Bill No. { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · bill { $amount }{ TAIL($location) }
  Spent: { $redeemed } · paid in money: { $to_pay }
  Balance: <b>{ $balance }</b>. { $to_next }
  Bill No. { $number }
receipt-to-next-spend = To { $tier }: { $left } more.
receipt-to-next-points = To { $tier }: { $left } more.
receipt-to-next-purchases = { $left ->
    [one] To { $tier }: { $left } purchase more.
   *[other] To { $tier }: { $left } purchases more.
  }
receipt-to-next-visits = { $left ->
    [one] To { $tier }: { $left } visit more.
   *[other] To { $tier }: { $left } visits more.
  }
undo-notice = ↩️ The cashier undid the { $amount } bill. Points taken back: { $clawed }, given back: { $restored }. In money: { $to_return }. Balance: <b>{ $balance }</b>
refund-notice = ↩️ Goods for { $amount } returned. In money: { $to_return }. Points taken back: { $clawed }, given back: { $restored }. Balance: <b>{ $balance }</b>
