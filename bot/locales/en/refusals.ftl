refusal-already-cancelled = This coupon has been cancelled, the points are back.
refusal-already-member = There is a card already.
refusal-already-refunded = There is nothing left to give back on this bill.
refusal-already-staff = You already work here. Press /start.
refusal-amount-in-digits = Type the amount in digits. Example: 450 or 450.50
refusal-amount-is-percent = I need the bill amount, not a percent. Example: 450 or 450.50
refusal-amount-negative = The amount must be above zero. To give money back, open the bill in Bills.
refusal-amount-not-understood = I can't read the amount. Example: 450 or 450.50
refusal-amount-other-currency = The amount must be in { $expected }, but you wrote { $typed }.
refusal-amount-too-big = That is more than one bill can be: at most { MONEY($limit_minor) }. Check the amount.
refusal-amount-too-long = Too long for an amount. Example: 450 or 450.50
refusal-amount-too-precise =
    { $digits ->
        [0] The amount must be whole. Example: 45 000
       *[other] At most two digits after the point. Example: 450.50
    }
refusal-amount-zero = The amount must be above zero. Example: 450
refusal-approval-closed = This request has been answered.
refusal-approval-expired = More than half an hour has passed. Ask the cashier to send the request again.
refusal-bill-too-big = Bills above { MONEY($limit_minor) } need the owner’s yes.
refusal-birthday-changed-already = The birthday has been changed this year. You can change it again on { DAY($next_on) }.
refusal-card-not-ours =
    { $kind ->
        [wifi] This is a Wi-Fi code, not a guest card.
        [payment] This is a payment code, not a guest card.
        [contact] This is a contact, not a guest card.
        [other-bot] This card belongs to another shop.
       *[other] This is not our card.
    } Ask the guest to open the card in this bot.
refusal-card-unknown = There is no such card. The guest can get one in 10 seconds.
refusal-cashier-blocked = The guest turned your request down. Another cashier can spend this guest’s points today.
refusal-chiefs-only = Only the owner or a manager can change points by hand.
refusal-coupon-expired = This coupon is out of date.
refusal-coupon-not-shown = The guest isn’t showing this coupon now. Ask the guest to press “Show to the cashier” in the bot.
refusal-coupon-used = This coupon has been used.
refusal-date-unusable = The calendar has no such day. Choose another.
refusal-days-fixed = This message has no days to choose.
refusal-days-out-of-range = Days must be whole numbers from { $low } to { $high }, each once.
refusal-gift-out-of-range = The gift must be a whole number from { $low } to { $high }.
refusal-guest-without-telegram = This card has no Telegram, so nobody can confirm the spending. The guest can open the card in the bot.
refusal-key-conflict = This button has already been used for something else. Please start again.
refusal-last-owner = You are the only owner. Hand the bot over to somebody first.
refusal-link-expired = This link is out of date. Ask for a new one.
refusal-link-used = This link has been used. Ask the owner for a new one.
refusal-location-name-taken = There is a location called “{ $location }” already. Choose another name.
refusal-name-unusable = The name needs 1 to { $limit } characters. Example: Zerno, Lenina st.
refusal-no-card = There is no card. Get a new one: /start
refusal-no-gift = This message brings no gift.
refusal-no-shift = The shift is closed already.
refusal-not-enough-points = The balance is { POINTS($available) }, but { POINTS($wanted) } are needed.
refusal-not-serving = The till is switched off for you. Ask the owner.
refusal-not-the-same-number = That is another number, so the rule stays. Type the same once more, or press Cancel.
refusal-not-your-bill = Another cashier recorded this bill: that cashier or the owner can take it back.
refusal-not-your-contact = That is someone else's number. Tap the button below and Telegram will send yours.
refusal-not-your-request = This button is not for you.
refusal-nothing-to-redeem =
    { $why ->
        [not-enough] There are no usable points.
        [minimum] There are fewer points than can be spent at once.
        [step] Points are spent in whole steps, and these do not make one.
        [deficit] Points owed come back first.
        [nothing-redeemable] Points cannot pay for these goods.
       *[other] No points can be spent on this bill.
    } The bill can go on without them.
refusal-number-expected = Type a number. Example: 7
refusal-offer-ended = This offer is over. You can launch a new one.
refusal-offer-ends-before = That last day has passed. Choose { DAY($today) } or later.
refusal-offer-incomplete =
    { $field ->
        [title] Type a title.
        [factor] Choose how many times more.
       *[other] Type a number. Example: 50
    }
refusal-offer-not-running = This offer isn’t running now.
refusal-offer-out-of-range = It must be from { $low } to { $high }.
refusal-other-money = These rules count in { $currency }, and the shop sold in another currency.
refusal-over-refund = No more than { MONEY($left_minor) } can be given back: the rest was refunded already.
refusal-own-card = You cannot serve your own card. Ask a colleague.
refusal-owner-exists = This bot has an owner. It is handed over by the command kopilka claim --replace-owner.
refusal-owner-only = Only the owner can do this.
refusal-phone-known = There is a card with the number { $phone } already. Find it by the number.
refusal-phone-not-understood = I can't read the number. Example: +7 900 123-45-67
refusal-phone-taken = This number already has a card. The cashier can move it in a minute.
refusal-phone-too-long = The number has too many digits. Example: +7 900 123-45-67
refusal-phone-too-short = The number has too few digits. Example: +7 900 123-45-67
refusal-phone-unknown = There is no card with the number { $phone }. The guest can get one in 10 seconds.
refusal-photo-not-picture = This is not a picture. Send the code as an ordinary photo.
refusal-photo-too-heavy = The file is too big: 5 MB at most. Send it as an ordinary photo.
refusal-photo-too-large = The picture is too big: { $limit_megapixels } megapixels at most. Send it as an ordinary photo.
refusal-photo-without-code = I see no code on the photo. Take it closer and straighter, or type the card number.
refusal-points-already-spent = The guest has already spent the points of this bill. The owner can take it back.
refusal-price-changed = The price has changed: now { POINTS($points) }.
refusal-program-changed-meanwhile = Someone else has just changed the rules. Look at the new ones and try again.
refusal-program-not-launched = The program has not been launched yet. The owner launches it with /start.
refusal-quote-changed = The figures have changed: now { POINTS($applied) } can be spent and { MONEY($to_pay_minor) } is to pay. Please check and try again.
refusal-refund-too-big = Refunds above { MONEY($limit_minor) } are made by the owner.
refusal-repeated-bill = The same bill of { MONEY($amount_minor) } was recorded { $seconds_ago } s ago. Is this another purchase?
refusal-request-closed = This request has been answered.
refusal-request-expired = Time is up, the points are safe. The request can be sent again.
refusal-request-open = The guest has not answered the last request yet. Wait for the answer or withdraw it.
refusal-rule-out-of-range =
    { $rule ->
        [max-percent] Share of the bill.
        [expiry] Days.
        [value] Worth of a point.
        [min-points] Fewest points to spend.
        [hold] Days to wait.
       *[percent] Percent earned.
    } Send a number from { $low } to { $high }.
refusal-several-cards = There are several cards in the photo: { $numbers }. Take a photo of one, or type its number.
refusal-shift-closed = The shift is closed. Open it and try again.
refusal-shop-launched-already = The program is running. Its rules are changed in “Program”.
refusal-spend-locked = There were too many wrong codes today; spending is closed until tomorrow. The bill can go on without it.
refusal-unknown-rounding = Choose the rounding with a button.
refusal-text-empty = There is no text. Write what the guest should read.
refusal-text-too-long = Too long: { $limit } characters at most.
refusal-too-many-requests = Three requests in { $minutes } minutes are the limit. The bill can go on without spending.
refusal-type-it-yourself = Forwarded messages don't count. Type the amount or the number yourself.
refusal-unclaimed-limit = A card without Telegram collects up to { POINTS($points) } in { $purchases } purchases and cannot spend. Ask the guest to open the card in the bot.
refusal-undo-too-late = A bill can be undone for { $minutes } minutes. Now the owner does that, or make a refund.
refusal-unknown-coupon = There is no such coupon.
refusal-unknown-member = This card no longer exists.
refusal-unknown-offer = There is no such offer.
refusal-unknown-placeholder = I don't know { $placeholder }. Allowed: { $allowed }.
refusal-unknown-purchase = There is no such bill.
refusal-unknown-staff = This person is no longer on the list. Open the list again.
refusal-unknown-tier = The program has no such level.
refusal-unknown-version = There is no such version of the rules. Open the list again.
refusal-unusual-bill = { MONEY($amount_minor) } is more than ten times the usual (up to { MONEY($usual_max_minor) }). Is it right?
refusal-window-out-of-range = Choose from 1 to { $high } days.
refusal-plan-in-the-way = Other rules are planned from { DAY($starts_on) }, and this change does not go with them. Cancel the plan first.
refusal-plan-changes-shop = The shop's name, currency, time zone and the points' name change at once, not from a date.
refusal-plan-too-far = That is too far ahead: { $days } days at most.
