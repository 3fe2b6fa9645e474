limits-title = 🚦 <b>Limits of the till</b>
  A bill above a limit waits for your yes. The limits don't apply to you and managers.
limits-open = 🚦 Limits of the till
limits-card-day-bills = Bills of one card a day: { $most }
limits-card-day-points = To one card a day: { $most }
limits-cashier-hour-bills = Bills of a cashier an hour: { $most }
limits-cashier-day-bills = Bills of a cashier in 24 hours: { $most }
limits-none = no limit
limits-line = { $line }
limits-value = { $most }
limits-choose = { $line }
  Which limit? Choose one or type a number.
limits-wrong = A whole number from 1 is needed. For example: 10
cap-card-day-bills = Bills of one card a day: { $most } at most.
cap-card-day-points = To one card a day: { POINTS($most) } at most.
cap-cashier-hour-bills = Bills of a cashier an hour: { $most } at most.
cap-cashier-day-bills = Bills of a cashier in 24 hours: { $most } at most.
bill-over-cap = 🚦 { $cashier } asks to record a bill of <b>{ $amount }</b>, guest: { $name }
  { $why }
purchase-over-cap = ⏳ The <b>{ $amount }</b> bill ({ $name }) is for the owner to allow. { $why } The request is sent, the answer comes here.
refusal-cap-reached = { $limit ->
    [card-day-bills] Bills of one card a day: { $most } at most. From here on the owner decides: record the bill without spending, and the owner is asked.
    [card-day-points] To one card a day: { POINTS($most) } at most. From here on the owner decides: record the bill without spending, and the owner is asked.
    [cashier-hour-bills] Bills of a cashier an hour: { $most } at most. From here on the owner decides: record the bill without spending, and the owner is asked.
   *[other] Bills of a cashier in 24 hours: { $most } at most. From here on the owner decides: record the bill without spending, and the owner is asked.
  }
refusal-spend-not-agreed = The guest has not agreed to spend. Tap Spend and ask once more.
