guest-name = <b>{ $name }</b>
guest-tier = { $tier } { $percent }
guest-balance = { $points }
guest-birthday = { $days ->
    [0] 🎂 today
    [1] 🎂 tomorrow
    [-1] 🎂 yesterday
    [2] 🎂 in { $days } days
    [3] 🎂 in { $days } days
   *[other] 🎂 these days
  }
guest-visit = { $days ->
    [0] last visit today
    [1] last visit yesterday
   *[other] last visit { $days } days ago
  }
guest-unclaimed = no Telegram
guest-perks = 🎁 The level gives: { $perks }
guest-ask-amount = Bill amount?
guest-ask-spend-amount = Spending points. Bill amount?
guest-amount = { $amount }
guest-spend = 💰 Spend
guest-leave = ✖ Another guest
guest-left = Ready for the next guest.
guest-choice = { $name }{ TAIL($phone) }
guest-choose = Which of them?
guest-choose-amount = Bill <b>{ $amount }</b>. Which of them?
guest-how = Type the card number, the phone, or the amount with the last four digits of the phone: "450 5678".
  You can send a photo of the code. The phone's own camera opens the card here, too.
guest-join = 🔳 Show the join QR
guest-without-telegram = 📞 Card without Telegram
guest-join-sentence = Point your camera: the card is in your Telegram in 10 seconds.
guest-join-caption = The guest points a camera at it and has a card.
