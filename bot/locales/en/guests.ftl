# Guests by segment, and the owner's audiences.
home-guests = 👥 Guests
segment-new = 🌱 New
segment-regular = ⭐ Regular
segment-active = 🙂 Active
segment-dormant = 😴 Sleeping
segment-lost = 🍂 Lost
segment-vip = 👑 VIP
segment-new-means = with us for less than { $days } { $days ->
    [one] day
   *[other] days
  }
segment-regular-means = came { $visits } { $visits ->
    [one] time
   *[other] times
  } or more in a year
segment-active-means = the others seen within { $days } { $days ->
    [one] day
   *[other] days
  }
segment-dormant-means = away for { $days } { $days ->
    [one] day
   *[other] days
  } or longer
segment-lost-means = away for { $days } { $days ->
    [one] day
   *[other] days
  } or longer
segment-vip-means = of these: { $amount } or more in a year
segment-vip-means-tier = of these: the highest level
segment-vip-means-both = of these: the highest level, or { $amount } in a year
segment-vip-means-nobody = no boundary is set
guests-title = 👥 <b>Guests: { $guests }</b>
guests-segment = { $name }: <b>{ $guests }</b> — { $means }
guests-counted = { $name }: { $guests }
guests-new-audience = 🎯 New audience
guests-bounds = ⚙️ Boundaries
bounds-title = ⚙️ <b>Boundaries</b>
  Every guest is in exactly one of five groups, VIP comes on top. A new boundary holds at once.
bound-new-days = 🌱 New: first days: { $value }
bound-regular-visits = ⭐ Regular: visits a year: { $value }
bound-dormant-days = 😴 Sleeping: days away: { $value }
bound-lost-days = 🍂 Lost: days away: { $value }
bound-vip-spend = 👑 VIP, spent in a year: { $value }
bound-vip-top-tier = 👑 VIP, highest level: { $value }
bound-yes = yes
bound-no = no
bound-choice = { $value } · { $guests ->
    [one] { $guests } guest
   *[other] { $guests } guests
  }
bound-ask = { $line }
  { $name } now: <b>{ $guests }</b>. Choose a new boundary or type a number.
bound-ask-yes-no = { $line }
  { $name } now: <b>{ $guests }</b>. Count the highest level?
bound-saved = The boundary is saved
audience-title = 🎯 <b>{ $name }</b>
audience-new = 🎯 <b>A new audience</b>
audience-line = • { $line }
audience-guests = Guests that fit: <b>{ $guests }</b>
audience-everybody = No conditions yet: everybody fits.
audience-hint = Choose a condition. With several, guests must meet each of them.
audience-name-hint = To give it a name of your own, type it.
audience-used-by = Used by the rules: { $rules }
audience-edit = ✏️ Change
audience-delete = 🗑 Delete
audience-delete-ask = Delete this audience? Guests and their points stay as they are.
audience-delete-yes = Yes, delete it
audience-deleted = The audience is deleted
audience-save = ✅ Save
audience-saved = The audience is saved
audience-field-segments = 👥 Group
audience-field-absent = 😴 Last seen
audience-field-visits = 🔁 How often
audience-field-spend = 💰 Spent in a year
audience-field-tiers = 🏅 Level
audience-field-bought = 🛍 Bought
audience-field-not-bought = 🚫 Did not buy
audience-field-mostly = ❤️ Favourite
audience-field-birthday = 🎂 Birthday
audience-field-locations = 🏪 Place
audience-field-languages = 🌐 Language
audience-ask-segments = 👥 Which groups? Several are possible.
audience-ask-absent = 😴 When were they here last?
audience-ask-visits = 🔁 How many days with a purchase in the last year?
audience-ask-spend = 💰 How much money did they spend in the last year?
audience-ask-tiers = 🏅 On which levels?
audience-ask-bought = 🛍 What did they buy, and within which time?
audience-ask-not-bought = 🚫 What did they not buy, and for how long?
audience-ask-mostly = ❤️ What do they spend most on?
audience-ask-birthday = 🎂 In which months is the birthday?
audience-ask-locations = 🏪 Where was the last purchase?
audience-ask-languages = 🌐 In which language do they read the bot?
audience-in-days = in { $number } { $number ->
    [one] day
   *[other] days
  }
audience-is-absent-min = away for { $number } { $number ->
    [one] day
   *[other] days
  } or longer
audience-is-absent-max = seen within { $number } { $number ->
    [one] day
   *[other] days
  }
audience-is-visits-min = { $number } { $number ->
    [one] visit
   *[other] visits
  } or more a year
audience-is-visits-max = { $number } { $number ->
    [one] visit
   *[other] visits
  } or fewer a year
audience-is-spend-min = { $amount } or more a year
audience-is-spend-max = { $amount } or less a year
audience-is-tiers = level: { $names }
audience-is-bought = bought in { $number } d: { $name }
audience-is-not-bought = not bought in { $number } d: { $name }
audience-is-mostly = favourite: { $names }
audience-is-birthday = born in: { $names }
audience-is-locations = last seen at: { $names }
offering-who-all = 👥 For: everybody
offering-who = 👥 For: { $name }
offering-who-ask = 👥 Who will see and get the offer?
offering-all = All guests
offering-for = 👥 Only { $name }: { $guests } now
offering-only-for = 👥 Only: { $name }
refusal-boundary-out-of-range = A whole number from { $low } to { $high } is needed.
refusal-unknown-audience = This audience is gone. Open Guests again.
refusal-audience-asks-nothing = The audience has no conditions: everybody would fit. Choose at least one.
refusal-audience-contradicts-itself = Nobody can fit: the least is more than the most. Change one of the two.
refusal-audience-used = The rule { $rule } uses this audience. End or change it first, then delete.
refusal-too-many-audiences = There are { $most } audiences already, and no room for more. Delete one first.
