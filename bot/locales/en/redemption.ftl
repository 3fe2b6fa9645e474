redemption-offer = Bill <b>{ $amount }</b>. Up to <b>{ $most }</b> can be spent
redemption-choice = { $points }
redemption-other = ✏️ Another number
redemption-earn = Don't spend, add points
redemption-nothing = Points can't be spent: { $why }
redemption-type = How many to spend? Type the number.
redemption-waiting = ⏳ Waiting for the guest, 2 minutes. To spend: <b>{ $points }</b>, then { $to_pay } to pay.
  The guest confirms on the phone or tells you a four-digit code: type it here.
redemption-stop = ✖ Don't spend
redemption-stopped = Nothing is spent, the guest keeps the points.
redemption-answered = The guest has confirmed, the points are spent. The result is in the message below.
redemption-done = ✅ Spent: <b>{ $spent }</b>. <b>To pay { $to_pay }.</b> For the rest: +{ $earned }
redemption-wrong-code = { $left ->
    [0] Wrong code. No tries left, send the request again.
    [one] Wrong code. { $left } try left.
   *[other] Wrong code. { $left } tries left.
  }
why-zero-none = there are no points yet.
why-zero-not-enough = there are no points yet.
why-zero-minimum = there are fewer points than the minimum for one payment.
why-zero-step = there are fewer points than one step of spending.
why-zero-deficit = points are owed after a refund.
why-zero-nothing-redeemable = points don't pay for these goods.
spend-confirmed = ✅ { $name } · spent: <b>{ $points }</b>. <b>To pay { $to_pay }.</b> For the rest: +{ $earned }
spend-declined = { $name }: the guest said no. The points stay.
spend-request = Spend <b>{ $points }</b> on the { $amount } bill? You'll pay { $to_pay }{ TAIL($location) }
  No buttons? Tell the cashier the code <b>{ $code }</b>. The request lives two minutes.
spend-yes = ✅ Confirm
spend-no = No
spend-not-me = This is not me
spend-done = ✅ Spent: <b>{ $points }</b>. To pay { $to_pay }. Balance: { $balance }
spend-kept = Good, your points are safe.
spend-stopped = Stopped. Your points are safe, this cashier can't spend from your card today, and the owner has been told.
