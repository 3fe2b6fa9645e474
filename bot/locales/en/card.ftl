card-key = 💳 Card
card-role = Your guest card.
card-caption = guest card
card-hint = Show the code at the till
card-face-worth = = { $worth } off · { $reward }
card-to-next = To { $tier }
card-left = { $what } left
card-missing = { $what }
card-missing-spend-in = { $amount } on “{ $category }”
card-missing-purchases = { $count ->
    [one] { $count } purchase
   *[other] { $count } purchases
  }
card-missing-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
  }
card-join-any = {" "}or{" "}
card-join-all = {" "}and{" "}
card-note-deficit = Owed after a refund: { $points }
card-note-top = You are at the top. Thank you!
card-note-first = Points start with your first purchase: { $percent }
card-balance-worth = <b>{ $points }</b> = { $worth }
card-first = They start with your first purchase: { $percent } of the bill.
card-tier = { $tier }, { $reward }.
card-next = To { $tier }: { $missing }.
card-expiring = ⏳ Expiring { DAY($on) }: { $points }.
card-pending = Available from { DAY($on) }: { $points }.
card-deficit = Owed after a refund: { $points }. The next points you earn repay it.
card-number = Card number: <code>{ $number }</code>
card-history = 📜 History
card-level = 📈 Level
card-settings = ⚙️ Settings
