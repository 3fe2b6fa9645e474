wizard-template = Step 1 of 4. What kind of place is it? The rules can be changed later.
wizard-template-coffee = ☕ Coffee shop
wizard-template-beauty = 💅 Beauty
wizard-template-retail = 🛍 Retail
wizard-template-delivery = 🛵 Delivery
wizard-template-plain = My own
wizard-name = Step 2 of 4. What is your place called? Type the name that guests will see.
wizard-place = Step 3 of 4. { $place }. Correct?
wizard-places = Choose the currency and the time.
wizard-place-ru = ₽, Moscow time
wizard-place-uz = soʻm, Tashkent
wizard-place-kz = ₸, Almaty
wizard-place-eu = €, Berlin
wizard-place-us = $, New York
wizard-yes = ✅ Yes
wizard-change = Change
wizard-launch = Step 4 of 4. This is the card your guests will see.
  Bill { $amount } → the guest gets <b>{ $points }</b>.
  Points can pay up to { $most } of a bill. That is up to { $percent } of card sales.
wizard-go = 🚀 Launch
wizard-live = ✅ “{ $shop }” is live! The three buttons below: you as the owner, the till, and your own guest card.
wizard-next = Left to do:
wizard-invite = 👩‍💼 Invite a cashier
wizard-poster = 🖨 QR poster
wizard-home = ⚙️ To the first screen
wizard-card-worth = { $percent } back
wizard-card-unit = points
wizard-card-name = Anna K.
