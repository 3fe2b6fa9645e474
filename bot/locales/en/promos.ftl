# Promo codes and the codes of coupons: the guest, the till, the owner.
promo-button = 🔑 Enter a promo code
promo-ask = 🔑 Type the promo code. Case, spaces and hyphens do not matter.
promo-points = 🔑 The code works: <b>+{ $points }</b>
  Balance: <b>{ $balance }</b>.
promo-coupon = 🔑 The code works. Your gift: <b>{ $title }</b>
promo-unknown = There is no such code, or it is over.
  Tries left: { $left }
history-free = { SHORT($on) } · { $what }
reason-promo = promo code
coupon-code = The card cannot be read? Say the code: <code>{ $code }</code>
coupon-code-unknown = There is no such coupon, or it is over.
  Tries left: { $left }
coupon-code-found = 🎟 <b>{ $title }</b> · { $name }
offer-promo = code { $code }
offer-total = { $total } uses in all
offering-new-promo_code = 🔑 Promo code
offering-ask-code = 🔑 Which code? Type a word, or letters and digits, 4 to 20 of them. Example: SPRING 26
  A plain word is easily guessed: for a dear gift let the bot make one up.
offering-code-wrong = 4 to 20 letters and digits are needed, with spaces and hyphens if you like. Example: SPRING 26
offering-promo-make-up = 🎲 Make one up
offering-draft-promo_code = 🔑 <b>Promo code</b> <code>{ $code }</code>
  Type another number, percent off (“15 %”), or the name of a gift instead of points.
offering-draft-promo_code-off = 🔑 <b>Promo code</b> <code>{ $code }</code>
  Type another percent off, or the name of a gift.
offering-guest-promo = Whoever types the code gets, once:
offering-cost-promo = If everybody types it, it costs no more than { $cost }.
offering-cost-promo-off = If everybody types it, it costs about { $cost }, by the average bill.
offering-promo-goods = The guest gets a coupon. What the gift costs only you know.
offering-promo-total = 👥 Uses in all: { $total }
offering-promo-no-total = 👥 No limit
offering-promo-share = 📤 Share the link
offering-result-promo = Typed in 30 days: { $times }
offering-result-promo-off = Typed in 30 days: { $times }, { $off } off
refusal-promo-used-already = This code is used already.
refusal-promo-used-up = This code does not work any more.
