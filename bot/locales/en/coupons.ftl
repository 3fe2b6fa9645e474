coupon-used = 🎁 Handed over at the till: <b>{ $title }</b>{ TAIL($location) }
coupon-not-me = That was not me
alert-coupon-not-me = ⚠️ { $name } says “{ $title }” was never received for the coupon. Handed over by { $cashier }. Please find out what happened.
history-offer = coupon “{ $title }”
history-offer-cancelled = coupon “{ $title }” cancelled
reason-offer = “{ $title }”
