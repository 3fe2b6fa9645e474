# Messages that go out by themselves: the list, one, its words, gift and days.
home-messages = 💬 Messages
triggers-title = 💬 <b>Messages that go out by themselves</b>
  From 10:00 to 20:00 by the shop's clock. Beside each: how many went out in 30 days.
trigger-row = { $mark } { $name } · { $sent }
trigger-name-welcome = Welcome
trigger-name-birthday = Birthday
trigger-name-dormancy = Long time no see
trigger-name-expiry-notice = Expiring soon
trigger-state-on = ✅ <b>{ $name }</b> · on
trigger-state-off = ⏸ <b>{ $name }</b> · off
trigger-when-welcome = To every new guest, at once.
trigger-when-birthday = { $before ->
    [0] On the day itself, to those who agreed to offers.
    [one] { $before } day before, to those who agreed to offers.
   *[other] { $before } days before, to those who agreed to offers.
  }
trigger-when-dormancy = { $days ->
    [one] After { $days } day without a purchase, to those who agreed to offers.
   *[other] After { $days } days without a purchase, to those who agreed to offers.
  }
trigger-when-expiry-notice = Days before the last one: { $days }. To everyone with something to lose.
trigger-gift = Gift: { $points }
trigger-gift-lives = Gift: { $points }, good for { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
trigger-result = In 30 days sent: { $sent } · came after it: { $came }
trigger-switch-on = ▶️ Switch on
trigger-switch-off = ⏸ Switch off
trigger-is-on = On
trigger-is-off = Off
trigger-text-own = ✏️ Text: your own
trigger-text-built-in = ✏️ Text: built in
trigger-gift-button = 🎁 Gift: { $points }
trigger-days-button = 📅 Days: { $days }
trigger-view = 👁 Guest's view
trigger-send = 📤 Send to me
trigger-sent = Sent, look below
trigger-view-head = 👁 The guest sees · { $language }
trigger-saved = Saved
trigger-saved-head = ✅ Saved. The guest sees · { $language }
trigger-text-ask = ✏️ <b>{ $name }</b> · { $language }
  <code>{ $words }</code>
  Type the new text in one message. Tap the present one to copy it.
  You may insert: { $allowed }
trigger-reset = ↩️ Back to the built-in text
trigger-gift-ask = 🎁 <b>{ $name }</b>
  How much is the gift? Choose, or type your own number. It counts for the messages to come.
trigger-gift-choice = { $points }
trigger-days-ask-birthday = 📅 <b>Birthday</b>
  How many days before? The gift comes at the same time. Choose, or type a number.
trigger-days-ask-dormancy = 📅 <b>Long time no see</b>
  After how many days without a purchase? Choose, or type a number.
trigger-days-ask-expiry-notice = 📅 <b>Expiring soon</b>
  How many days before the last one? Choose, or type one or two numbers, for example: 7 1
trigger-days-choice = { $days }
