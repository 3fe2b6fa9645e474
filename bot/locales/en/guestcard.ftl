# A guest’s card for the owner and managers.
guestcard-open = 🔎 Find a guest
guestcard-find = 🔎 Type a card number, a phone, its last four digits, or the guest’s name.
guestcard-found = Which of them?
guestcard-many = These are the first of many. Which of them? Or type more.
guestcard-nameless = Guest without a name
guestcard-title = 👤 <b>{ $name }</b> · No. { $number }{ TAIL($phone) }
guestcard-groups = Group: { $groups }
guestcard-since = With us since { DAY($on) }
guestcard-never = No purchases yet
guestcard-visit = { $days ->
    [0] Last visit today
    [1] Last visit yesterday
    [one] Last visit { $days } day ago
   *[other] Last visit { $days } days ago
  }
guestcard-balance = Balance: <b>{ $points }</b>
guestcard-pending = Usable later: { $points }
guestcard-deficit = Owed: { $points }
guestcard-by-hand = The level is given by hand{ $until }.
guestcard-until = {" "}until { DAY($on) }
guestcard-adjust = ➕ Points
guestcard-level = 🏅 Level
guestcard-history = 📜 What happened to the points
guestcard-history-title = 📜 <b>{ $name }</b>
guestcard-plus = +{ $points }
guestcard-minus = −{ $points }
guestcard-ask-points = <b>{ $name }</b>. Balance: { $balance }
  How much to give or take? Choose, or type it: 100 or −50.
guestcard-ask-reason = <b>{ $name }</b>: { $points }
  Why? The guest will read the reason. Choose, or type it.
guestcard-why-sorry = Our apologies
guestcard-why-mistake = A mistake at the till was corrected
guestcard-why-present = A present from us
guestcard-sure = <b>{ $name }</b>: <b>{ $points }</b>
  Reason: { $reason }
  The guest gets a message.
guestcard-yes = ✅ Yes, do it
guestcard-done = Done, the guest will know
guestcard-again = Begin with the guest’s card
guestcard-ask-level = <b>{ $name }</b>. Which level to give? It never falls below the earned one.
guestcard-end-level = ↩️ Take back what was given
guestcard-ask-until = For how long?
guestcard-months = { $months ->
    [0] Without an end
    [one] { $months } month
   *[other] { $months } months
  }
adjusted-plus = ➕ Added by hand: <b>{ $points }</b>
  Reason: { $reason }
  Balance: { $balance }
adjusted-minus = ➖ Taken by hand: <b>{ $points }</b>
  Reason: { $reason }
  Balance: { $balance }
level-given = 🏅 Your level is <b>{ $tier }</b> now{ $until }. { $percent } back. It is a present from us.
level-given-until = {" "}until { DAY($on) }
level-ended = 🏅 The level given to you has ended. Your level is <b>{ $tier }</b>.
refusal-nobody-found = Nobody was found. Check the number, or write the name in another way.
refusal-no-points = A whole number from 1 to { $most } is needed, with a “−” to take.
refusal-reason-missing = Write the reason in words: the guest will read it.
refusal-adjust-too-big = A manager may move up to { $most } at once. More is for the owner.
