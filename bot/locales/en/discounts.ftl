# Money off: a bill before and after, coupons for money off, shops without points.
discount-one = { $percent } off: −{ $off }
discount-several = discounts: −{ $off }
reason-discount = { $percent } off { $basis }
draft-bill = Bill <b>{ $amount }</b> · { $name }
draft-to-pay = <b>To pay: { $to_pay }</b> · { $discount }
draft-earned = Adds: <b>+{ $earned }</b>{ TAIL($favourite) }
draft-stamps = { $stamps }
draft-coupon-idle = 🎟 The coupon adds nothing to this bill, so the guest keeps it.
draft-ask-goods = What is in the bill? One tap means all of it.
draft-ask-part = Not all of it? Type the amount of this part, and tap the next one for the rest.
draft-category = { $name }
draft-share = ● { $name } · { $amount }
draft-coupon = 🎟 Use: { $title }
draft-coupon-taken = ● 🎟 { $title }
draft-ask-amount = 🎟 The coupon goes with this bill. Bill amount?
purchase-record = ✅ Record
purchase-spend = 💰 Spend up to { $most }
purchase-late = This message came late. Record the bill now?
purchase-receipt-less = ✅ { $name } · { $amount } · { $discount } · <b>to pay { $to_pay }</b> · +{ $earned } · balance: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-plain = ✅ { $name } · { $amount }{ TAIL($discount) } · <b>to pay { $to_pay }</b>{ LINE($stamps) }
receipt-less = ✅ Bill <b>{ $to_pay }</b> · { $discount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Added: <b>+{ $earned }</b>. Balance: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Bill No. { $number }
receipt-plain = ✅ Bill <b>{ $to_pay }</b>{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ LINE($stamps) }
  Bill No. { $number }{ TAIL($to_next) }
undo-notice-plain = ↩️ The { $amount } bill was undone at the till. In money: { $to_return }{ LINE($stamps) }
refund-notice-plain = ↩️ Goods for { $amount } returned. In money: { $to_return }{ LINE($stamps) }
undo-ask-plain = Undo the { $amount } bill ({ $name })?
undo-kept-plain = ✅ { $name } · { $amount }
bills-one-plain = 🧾 <b>No. { $number }</b> · { TIME($at) } · { $name }
  Paid: <b>{ $amount }</b>, not refunded: { $left }
bills-less = Discount: { $discount }
bills-refund-ask-plain = Refund of goods for <b>{ $goods }</b>.
  Give back in money: <b>{ $back }</b>
bills-refunded-plain = ↩️ Refunded: { $goods }. Give back in money: <b>{ $back }</b>. The guest has been told.
bill-approved-plain = ✅ The owner approved the { $amount } bill ({ $name }): <b>to pay { $to_pay }</b>{ TAIL($discount) }
guest-discount = { $percent } off
guest-tier-name = { $tier }
guest-percent = { $percent }
reward-back = { $percent } back
reward-off = { $percent } off
card-face-off = off
card-face-off-note = on every bill
card-discount = <b>{ $percent } off</b> every bill
card-discount-none = Show the card at the till: it counts your purchases.
start-promise-off = 👋 <b>{ $shop }</b> — your guest card right in Telegram.
  { $percent } off from the first purchase on.
start-rules-off = The card takes { $percent } off every bill, and more on a higher level. Goods returned give back what you paid for them.
start-rules-card = The card counts your purchases. Goods returned give back what you paid for them.
history-bought = { SHORT($on) } · bill { $amount }{ TAIL($discount) }
history-gave = <b>+{ $points }</b>
offer-percent = { $percent } off
offer-free = free
offer-get-free = 🎟 Take: { $title }
coupon-ask-free = 🎟 <b>{ $title }</b>
  The coupon is free; the till takes the discount off.
coupon-ask-free-term = The coupon lives until { DAY($on) }.
coupon-ask-free-no-term = The coupon will say how long it lives.
coupon-take = ✅ Take the coupon
offering-draft-percent_off = 🏷 <b>Discount</b>
offering-new-percent_off = 🏷 Percent off
offering-percent = { $chosen ->
    [yes] ● −{ $percent }
   *[no] −{ $percent }
  }
offering-no-coupon = 🎟 No coupon
offering-result-off = In 30 days bills: { $times } · taken off: { $off }
refusal-offer-taken-already = You have taken this coupon already.
refusal-coupon-for-bill = This coupon is used with a bill. Type the bill amount and press “Use”.
home-new = New guests: { $new }
home-off = Discounts: { $off }
summary-day-off = discounts: { $off }
summary-off = Discounts given
summary-day-plain =
    <b>{ DAY($on) } in short</b>
    With cards: <b>{ $amount }</b> · bills: { $bills }{ TAIL($versus) }
    New guests: { $new }{ TAIL($off) }
discounts-open = 🏷 Discounts
discounts-title = 🏷 <b>Discounts</b>
  A level's discount comes off every bill. Of several discounts on a line the best counts.
discounts-line = { $name }: { $value }
discounts-birthday = 🎂 Birthday
discounts-ask = { $name }: how many percent off? Choose, or type a number of your own.
discounts-effect = Bill { $amount }, to pay: { $before } → <b>{ $after }</b>
refusal-discount-out-of-range = A number from 0 to { $high } is needed.
refusal-unknown-discount = This discount is not there any more.
wizard-template-discount = 🏷 Discounts
wizard-launch-off = Step 4 of 4. This is the card a guest will see.
  Bill { $amount } → <b>{ $percent }</b> off from the first purchase on, more on a higher level.
