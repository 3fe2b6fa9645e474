# Offers and coupons: what the guest sees, and the till, and the owner before the launch.
offers-button = 🎁 Offers · { $count }
offers-button-none = 🎁 Offers
offers-title = 🎁 <b>Offers</b>
offers-page = 🎁 <b>Offers</b> · { $page } of { $pages }
offers-empty = 🎁 No offers now. New ones appear here, under the card.
offer-line = 🎁 <b>{ $name }</b>{ TAIL($more) }
offer-automatic = works by itself
offer-multiplier = ×{ $factor } on every purchase
offer-bonus = +{ $points }
offer-goods = Gift · { $price }
offer-price = { $points }
offer-get = { $title } · { $price }
offer-missing = still needed: { $points }
offer-from = from { DAY($on) }
offer-until = until { DAY($on) }
offer-days-left = { $days ->
    [0] last day
    [one] { $days } day left
   *[other] { $days } days left
  }
offer-more = conditions apply
offer-amount = on bills from { $amount }
offer-hours = { $begins } to { $ends }
offer-days-mon = on Mondays
offer-days-tue = on Tuesdays
offer-days-wed = on Wednesdays
offer-days-thu = on Thursdays
offer-days-fri = on Fridays
offer-days-sat = on Saturdays
offer-days-sun = on Sundays
offer-days-work = on weekdays
offer-days-rest = at weekends
offer-days-some = on { $days }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
coupon-line = 🎟 <b>{ $title }</b>{ TAIL($more) }
coupon-until = coupon until { DAY($on) }
coupon-at-till = the till sees it until { TIME($until) }
coupon-open = 🎟 { $title }
coupon-ask = 🎁 <b>{ $title }</b>
  Spent at once: <b>{ $price }</b>. Left: { $left }
coupon-ask-term = The coupon lives until { DAY($on) }. After that it is gone, and what was spent does not come back.
coupon-ask-no-term = The coupon lives as long as what you earn today.
coupon-ask-till = Tap it at the till: the cashier sees the coupon for 15 minutes. You can show it again any day.
coupon-get = ✅ Get it · { $price }
coupon-shown = ✅ <b>{ $title }</b>
  The till sees the coupon until { TIME($until) }. Show your card to the cashier.
coupon-waiting = 🎟 <b>{ $title }</b>
  When you are at the till, press the button: the cashier sees the coupon for 15 minutes.
coupon-term = The coupon lives until { DAY($on) }.
coupon-no-term = The coupon has no end date.
coupon-show = Show to the cashier
coupon-show-again = Show again
coupon-cancel = ↩️ Give it up: +{ $price }
coupon-cancelled = The coupon is cancelled: +{ $points }
coupon-cancelled-late = The coupon is cancelled: +{ $points }. Past their date: −{ $expired }
coupon-stopped = The shop's owner has been told that it was not you.
coupon-hand-over = 🎁 Hand over: { $title }
coupon-handed-over = 🎁 Handed over: <b>{ $title }</b> · { $name }
