# Gifts between guests: the giver, the taker, the owner's rules.
transfer-button = 💝 Give points
transfer-title = 💝 <b>A gift for a friend</b>
  On your card: { $balance }
transfer-how-many = How many? From { $least } to { $most } now. Choose or type a number.
transfer-nothing-balance = Not enough for a gift yet: gifts begin at { $least }.
transfer-nothing-limit = The limit of gifts is reached. It opens again tomorrow or next month.
transfer-waiting = 🔗 { $points }: the link waits until { $until }
transfer-choice = { $points }
transfer-link-again = 🔗 Again: { $points }
transfer-link-withdraw = Take back
transfer-to-whom = Who gets <b>{ $points }</b>?
  Type the friend's card number: it stands under the code on the card.
  Or send the friend's contact: 📎 → "Contact".
  Or make a link and send it yourself.
transfer-by-link = 🔗 Give by a link
transfer-unknown = No guest has a card with this number. Check it, or send a link.
  Tries left: { $left }
transfer-ask = Giving <b>{ $points }</b>
  To: <b>{ $name }</b>, card { $number }
transfer-ask-link = A link to <b>{ $points }</b>
  It works once, for the first who opens it, and lives three days. The points leave your card when they are taken; until then you can take the link back.
transfer-left = Left: { $left }
transfer-ends = Their dates stay: the first end after { DAY($on) }.
transfer-ends-never = They never end.
transfer-no-undo = ❗ A gift cannot be taken back.
transfer-no-undo-link = ❗ What has been taken cannot be taken back.
transfer-yes = ✅ Give { $points }
transfer-make-link = ✅ Make the link
transfer-done = Given: { $points }
transfer-link = 🔗 The link to <b>{ $points }</b> is ready. It waits until { $until } and works once.
transfer-share = 📤 Send to a friend
transfer-copy = Copy
transfer-share-words = { $points } for you! Open the link and take them.
transfer-withdrawn = The link is taken back
transfer-given = 💝 Given: <b>{ $points }</b> · { $name }
  Balance: <b>{ $balance }</b>.
transfer-got = 💝 { $name } gives you <b>{ $points }</b>!
  Balance: <b>{ $balance }</b>. { $ends }
transfer-got-repaid = 💝 { $name } gives you <b>{ $points }</b>! { $repaid } of them closed the debt after a refund.
  Balance: <b>{ $balance }</b>.
transfer-found = 💝 { $name } gives you <b>{ $points }</b>!
  Take them before { $until }.
transfer-found-later = 💝 { $name } gives you <b>{ $points }</b>!
  A new card does not get gifts at once: you can take them from { $at }. They are yours already, and we will remind you.
transfer-ready = 💝 Your gift waits: { $name } gives you <b>{ $points }</b>.
transfer-take = 💝 Take
transfer-taken = Got: { $points }
history-transfer-got = gift · { $name }
history-transfer-given = gift for a friend · { $name }
transfers-open = 💝 Gifts between guests
transfers-about-off = 💝 <b>Gifts between guests</b>
  A guest gives own points to a friend: by card number, contact or link. Off now.
transfers-about = 💝 <b>Gifts between guests</b>
  Points keep their dates, and a gift cannot be undone. Whoever works here gets none. If many cards give to one, you will hear of it.
transfers-on = On: switch off
transfers-off = Switch on
transfers-min-points = A gift from: { $value }
transfers-per-day = One guest a day: { $value }
transfers-per-month = One guest a month: { $value }
transfers-newcomer-days = A new card gets gifts { $value }
transfers-days = { $days ->
    [0] at once
    [one] after { $days } day
   *[other] after { $days } days
  }
transfers-buyers = Only buyers give: yes
transfers-anybody = Only buyers give: no
transfers-value = { $value }
transfers-choose = { $line }
  Choose or type a number.
guessed-card = card numbers
guessed-coupon = coupon codes
guessed-promo = promo codes
alert-guesses = ⚠️ { $name }: wrong { $what } within an hour: { $count }. Typing is stopped for an hour. It looks like guessing.
suspicion-gather = ⚠️ { $name }: many cards give it their points. In a month: { $cards } cards, { $points }. Look at their bills?
refusal-transfers-off = Guests give each other no points at the moment.
refusal-transfer-needs-purchase = You can give after your first purchase.
refusal-not-to-yourself = This is your own card. Give to somebody else.
refusal-staff-takes-nothing = Those who work here get no points as gifts.
refusal-taker-too-new = This card is quite new: it may get gifts from { $ready_at }. Or send a link, it will wait.
refusal-taker-gone = This card is gone.
refusal-transfer-closed = This link or button does not work any more.
refusal-transfer-expired = Time is up, the points are safe. Begin again.
refusal-not-your-transfer = This button is not for you.
refusal-transfer-too-small = Gifts begin at { POINTS($least) }.
refusal-transfer-limit-reached =
    { $per ->
        [day] You can give { POINTS($left) } more today: the limit of a day is { POINTS($most) }.
       *[month] You can give { POINTS($left) } more this month: the limit is { POINTS($most) }.
    }
refusal-too-many-links = { $most } links wait already. Take one back, or wait until it is opened.
refusal-giver-short = This gift is not possible now. Ask your friend.
refusal-guesses-paused = Too many tries. Typing is stopped, try again in { $minutes } min.
refusal-points-expected = Type a whole number. Example: 100
refusal-card-number-expected = The friend's card number (the digits under the code) or contact is needed. Example: 4820 1337
refusal-transfer-out-of-range = A whole number from { $low } to { $high } is needed.
refusal-transfer-limits-cross = A month's limit is no less than a day's, and that is no less than the smallest gift.
refusal-transfer-needs-debts = Your refunds forgive what was spent. Gifts would make points for nothing: set unpaid = "deficit" in the file.
