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
card-face-stamps = { $count } of { $needed }
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
# Stamp cards at the owner's.
stamping-button = 🔖 Stamp cards
stamping-title = 🔖 <b>Stamp cards</b>
  Guests collect stamps, a full card is a gift. A new card:
stamping-empty = 🔖 <b>Stamp cards</b>
  Guests collect stamps, a full card is a gift. Choose what for:
stamping-new-coffee = ☕ { $needed } cups, then one free
stamping-new-visit = 💅 { $needed } visits, the next one free
stamping-new-purchase = 🧾 { $needed } purchases, then a gift
stamping-usual-coffee = Coffee
stamping-usual-visit = Treatment
stamping-usual-purchase = Gift
stamping-ask-title = What does the guest get for a full card? A few words, for example: Cappuccino.
stamping-draft = This is how guests will see it:
stamping-each-item = A stamp for each item: the cashier taps how many are on the bill.
stamping-each-visit = A stamp for a visit: the first purchase of a day.
stamping-each-purchase = A stamp for each purchase.
stamping-number = { $chosen ->
    [yes] ✓ { $number }
   *[no] { $number }
  }
stamping-launched = The card is running
stamping-row = { $title } · { $needed }
stamping-on = ✅ The card is running
stamping-off = ⏸ The card is off: no new stamps, those collected stay
stamping-line = 🔖 <b>{ $title }</b>: stamps { $needed }, then “{ $reward }” as a gift
stamping-result = In 30 days cards completed: { $completed }, gifts handed over: { $handed }. Waiting: { $waiting }
stamping-needed = Stamps on the card: { $value }
stamping-reward-days = The gift waits: { $value }
stamping-gap-minutes = Between stamps: { $value }
stamping-value-reward-days = { $number } d
stamping-value-gap-minutes = { $number } min
stamping-none-reward-days = as other points
stamping-none-gap-minutes = no pause
stamping-choose-needed = How many stamps on the card? Those collected stay; a card is completed with the next one.
stamping-choose-reward-days = How many days does the gift wait?
stamping-choose-gap-minutes = No more often than once in so many minutes (0: no pause):
stamping-switch-off = ⏸ Switch off
stamping-switch-on = ▶️ Switch on
stamping-rename = ✏️ Rename
refusal-unknown-stamp-card = There is no such card any more.
refusal-stamp-title-needed = Say in words what the guest gets.
refusal-too-many-stamp-cards = No more than { $most } cards run at once: guests would be lost. Switch one off.
refusal-stamp-out-of-range = Choose one of the numbers on the buttons.
