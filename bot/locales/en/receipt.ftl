receipt-card = 💳 Card
receipt-wrong = This is an error
receipt-contact = Write to the shop, they will sort it out: { $contact }
receipt-ask-staff = Show this receipt at the till, they will sort it out.
receipt = ✅ <b>+{ $earned }</b> · bill { $amount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Balance: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Bill No. { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · bill { $amount }{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Spent: { $redeemed } · paid in money: { $to_pay }
  Balance: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
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
undo-notice = { $restored ->
    [0] ↩️ The { $amount } bill was undone at the till: <b>−{ POINTS($clawed) }</b>. Balance: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ The { $amount } bill was undone at the till. Taken back: { POINTS($clawed) }, given back: { POINTS($restored) }. Balance: <b>{ $balance }</b>{ LINE($stamps) }
  }
refund-notice = { $restored ->
    [0] ↩️ Goods for { $amount } returned: <b>−{ POINTS($clawed) }</b>. In money: { $to_return }. Balance: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ Goods for { $amount } returned. In money: { $to_return }. Taken back: { POINTS($clawed) }, given back: { POINTS($restored) }. Balance: <b>{ $balance }</b>{ LINE($stamps) }
  }
