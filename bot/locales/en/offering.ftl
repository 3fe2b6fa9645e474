# The owner's offers: the list, one of them, a new one.
home-offers = 🎁 Offers
offering-title = 🎁 <b>Offers</b>
  Guests see them on their cards. Tap one to see what it brings.
offering-empty = 🎁 <b>No offers yet</b>
  Choose a kind: four taps to the launch.
offering-draft-goods = 🎁 <b>Gift from the balance</b>
  Type a number for another price, or words for another name.
offering-draft-multiplier = ✖️ <b>More on some days</b>
offering-draft-bonus = ➕ <b>Bonus for a bill</b>
offering-new-multiplier = ✖️ More on some days
offering-new-goods = 🎁 Gift from the balance
offering-new-bonus = ➕ Bonus for bills over …
offering-on = ✅ Running
offering-paused = ⏸ Paused
offering-ended = ⏹ Over
offering-guest = The guest sees:
offering-result-none = Nobody has used it in 30 days.
offering-result-goods = In 30 days taken: { $times } · handed over: { $used }
offering-result-earned = In 30 days bills: { $times } · added on top: { $points }
offering-pause = ⏸ Pause
offering-resume = ▶️ Resume
offering-end = ⏹ End
offering-end-ask = End this offer for good? Coupons already taken live out their term.
offering-without = Without it:
offering-end-yes = Yes, end it
offering-has-ended = The offer is over
offering-is-paused = The offer is paused
offering-is-on = The offer is running
offering-ask-title = 🎁 What is the gift? Type it short, as guests will see it. For example: Croissant
offering-cost-goods = Could take it: { $guests ->
    [one] { $guests } guest
   *[other] { $guests } guests
  }. Expected cost: up to { $cost } a month.
offering-cost = Expected cost: about { $cost } a month (bills in 30 days: { $bills }).
offering-cost-none = In the last 30 days it would have served nobody.
offering-cost-unknown = The cost will be clear after the first purchases.
offering-launch = 🚀 Launch
offering-launched = The offer is running
offering-price = { $chosen ->
    [yes] ● { $points }
   *[no] { $points }
  }
offering-factor = { $chosen ->
    [yes] ● ×{ $factor }
   *[no] ×{ $factor }
  }
offering-amount = { $chosen ->
    [yes] ● from { $amount }
   *[no] from { $amount }
  }
offering-gift = { $chosen ->
    [yes] ● +{ $points }
   *[no] +{ $points }
  }
offering-day = { $chosen ->
    [yes] ● { $day }
   *[no] { $day }
  }
offering-hours-all = 🕐 All day
offering-hours = 🕐 { $begins }–{ $ends }
offering-until-none = 📅 No end
offering-until = 📅 Until { DAY($on) }
offering-lives = 🎟 Coupon: { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
offering-tip = 🎁 Turn on ×2 { $days }
