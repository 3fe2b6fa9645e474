language-ru = 🌐 Русский
language-en = 🌐 English
language-uz = 🌐 Oʻzbekcha
start-promise = 👋 <b>{ $shop }</b> — your guest card right in Telegram.
  { $percent } of every purchase comes back as points.
start-promise-plain = 👋 <b>{ $shop }</b> — your guest card right in Telegram.
start-conditions = Rules
start-rules = { $percent } of a purchase comes back as points. They can pay up to { $most } of a bill. { $days ->
    [one] They live { $days } day.
   *[other] They live { $days } days.
  } If goods go back, points go back too.
start-rules-no-expiry = { $percent } of a purchase comes back as points. They can pay up to { $most } of a bill. If goods go back, points go back too.
start-consent = To open a card we need your phone number and your <b>consent to process it</b> (/privacy). Only the shop sees the number. You can delete everything in Settings.
start-agree = ✅ I agree, send my number
start-not-ready = The guest card is still being set up here. Please come back a little later.
start-back = Welcome back, { $name }! Your card is here.
start-claimed = We found your purchases from before Telegram: <b>{ $points }</b> are on the card.
start-offers = May we send offers and greetings? Once a week at most.
start-offers-yes = Yes, please
start-offers-no = Receipts only
start-offers-on = Good. We will write rarely and to the point.
start-offers-off = Good, receipts only. You can change it in Settings.
