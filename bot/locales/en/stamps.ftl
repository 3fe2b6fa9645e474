# Stamp cards: lines of the receipt and the card, the till, the gift.
stamps-lines = { $first }{ LINE($rest) }
stamps-line = 🔖 { $title }: <b>{ $count } of { $needed }</b> (+{ $added }) · { $left } more to the gift
stamps-full = { $full ->
    [one] 🎉 { $title }: <b>card complete</b> (+{ $added }). On the new one: { $count } of { $needed }
   *[other] 🎉 { $title }: <b>{ $full } cards complete</b> (+{ $added }). On the new one: { $count } of { $needed }
  }
stamps-owed = 🔖 { $title }: +{ $added } · still missing after a refund: { $owed }
stamps-too-soon = 🔖 { $title }: no stamp, the last one was less than { $minutes } min ago
stamps-card = 🔖 { $title }: <b>{ $count } of { $needed }</b> · { $left } more to the gift
stamps-card-owed = 🔖 { $title }: missing after a refund: { $owed }
stamps-complete = 🎉 Card complete! Your gift: <b>{ $reward }</b>.
  Show it at the till whenever you like.
stamps-complete-until = 🎉 Card complete! Your gift: <b>{ $reward }</b>. It waits until { DAY($until) }.
stamps-back = 🔖 { $title }: −{ $taken }, { $count } on the card
stamps-back-owed = 🔖 { $title }: −{ $taken }, missing: { $owed }
stamps-withdrawn = 🎟 The coupon “{ $reward }” is withdrawn: its card is not complete any more.
stamps-how-many = Bill <b>{ $amount }</b> · { $name }
  How many of these: <b>{ $title }</b>?
stamps-none = None
reason-stamped-open = { $title }: +{ $stamps }, now { $have } of { $needed }
reason-stamped-full = { $title }: +{ $stamps }, card complete, { $have } of { $needed } on the new one
reason-stamped-owed = { $title }: +{ $stamps }, { $owed } missing
reason-stamped-too-soon = { $title }: less than { $gap } min since the last stamp
reason-card-complete = card complete: { $title }
reason-stamps-back-open = { $title }: −{ $stamps }, { $have } left
reason-stamps-back-owed = { $title }: −{ $stamps }, { $owed } missing
reason-coupon-withdrawn = coupon withdrawn: { $title }
history-card-complete = card complete, coupon “{ $title }”
refusal-coupon-withdrawn = This coupon is withdrawn: the goods it was given for came back.
