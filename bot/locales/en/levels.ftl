# Levels: the list, one of them, the rules, a new one.
levels-open = 🏅 Levels
levels-title = 🏅 <b>Levels</b>
levels-nothing = There are no levels yet: everybody gets the same share. Add the first, and regulars will see where they are going.
levels-line = <b>{ $name }</b> · { $needs } · { $percent } · { $guests ->
    [one] { $guests } guest
   *[other] { $guests } guests
  }
levels-one = ✏️ { $name }
levels-start = from the first day
levels-from = from { $needs }
levels-need = { $need }
levels-join-any = {" "}or{" "}
levels-join-all = {" "}and{" "}
levels-need-purchases = { $count } { $count ->
    [one] purchase
   *[other] purchases
  }
levels-need-visits = { $count } { $count ->
    [one] visit
   *[other] visits
  }
levels-need-spend-in = { $amount } on “{ $category }”
levels-none = none
levels-without = Without it
levels-base-rate = As everybody
levels-gives = Gives: { $perks }
levels-set-name = ✏️ Name
levels-set-perks = 🎁 What it gives
levels-set-spend = Money: { $value }
levels-set-purchases = Purchases: { $value }
levels-set-visits = Visits: { $value }
levels-set-points = Points: { $value }
levels-set-spend-in = In a category: { $value }
levels-set-percent = Back: { $value }
levels-remove = 🗑 Remove the level
levels-new = ➕ New level
levels-how = ⚙️ How they count
levels-how-title = ⚙️ <b>How levels are counted</b>
  These rules hold for all levels.
levels-rule-match = Thresholds needed: { $value }
levels-rule-window = What counts: { $value }
levels-rule-grace-days = Grace: { $value }
levels-rule-warn-days = Warn before the end: { $value }
levels-rule-down = Then: { $value }
levels-match-any = one is enough
levels-match-all = all
levels-window-rolling = the last 12 months
levels-window-calendar-year = the calendar year
levels-window-lifetime = all the time
levels-grace-value = { $days ->
    [0] none
    [one] { $days } day
   *[other] { $days } days
  }
levels-down-step = one level down
levels-down-fit = straight to what fits
levels-down-never = never down
levels-ask-name = ✏️ Name · { $language }
  Now: { $now }. Type a new one.
levels-ask-perks = 🎁 What it gives besides the share · { $language }
  Now: { $now }
  Type a list, each on a line of its own. The guest and the cashier will see it.
levels-ask-spend = From what money spent? Choose, or type your own number.
levels-ask-purchases = From how many purchases? Choose, or type your own number.
levels-ask-visits = From how many visits? A visit is a day with a purchase. Choose, or type your own number.
levels-ask-points = From how many points earned? Choose or type your own number.
levels-ask-spend-in = From what amount on “{ $category }”? Choose or type your own number.
levels-ask-category = Which category of purchases counts? Choose one or type a new one: the cashier gets a button for it under the bill.
levels-ask-first-category = Which category of purchases counts? Type it, say “coffee”: the cashier gets a button for it under the bill.
levels-ask-percent = What share comes back on this level? Choose, or type your own number.
levels-ask-match = With several thresholds: is one enough, or are all needed?
levels-ask-window = Over what time do purchases count?
levels-ask-grace-days = How many days after the end may a guest catch up? Choose, or type a number.
levels-ask-warn-days = How many days before the end to say what is missing? Choose, or type a number.
levels-ask-down = What becomes of a guest who did not?
levels-language = { $language }
levels-new-name = ➕ <b>A new level</b>
  What is it called? Type the name.
levels-new-spend = ➕ <b>{ $name }</b>
  From what money spent? Choose, or type your own number.
levels-new-percent = ➕ <b>{ $name }</b>
  What share comes back? Choose, or type your own number.
levels-change = <b>{ $name }</b>
  { $what }
levels-change-add = ➕ <b>{ $name }</b>: from { $spend }, { $percent } back
levels-change-remove = 🗑 Remove the level <b>{ $name }</b>?
levels-guests = <b>{ $guests }</b> { $guests ->
    [one] guest
   *[other] guests
  } would be here now.
levels-moves = If counted anew: { $falls } would fall, { $rises } would rise.
levels-choice = They may keep their level until it ends: nobody falls by itself.
levels-choice-below = Without counting anew the guests of the level get “{ $name }”.
levels-below = The guests of the level get “{ $name }”.
levels-leave = Let them keep the level
levels-leave-below = Give them “{ $name }”
levels-anew = Count anew
refusal-unknown-level = This level is gone. Open Levels again.
refusal-level-out-of-range = A number from { $low } to { $high } is needed.
refusal-level-too-low = This threshold is below { $level } ({ $least }). Set a higher one.
refusal-level-too-high = This threshold is above { $level } ({ $most }). Set a lower one.
refusal-level-needs-threshold = A level needs a threshold, or everybody would be on it.
refusal-level-like-other = The level would ask for no more than its neighbour. Set another threshold.
refusal-first-level = Everybody starts on the first level: it asks for nothing and stays.
refusal-level-used = The rule { $rule } names this level. Change it first.
refusal-too-many-levels = There are { $most } levels already, and no room for more. Remove one first.
refusal-level-nameless = Type a name of at least one letter.
refusal-category-nameless = Which category? Choose it again or type its name.
refusal-perks-too-long = Too long: up to { $most } lines of { $letters } letters.
