settings-title = ⚙️ <b>Settings</b>
settings-offers-on = 🔔 Offers: on
settings-offers-off = 🔕 Offers: off
settings-birthday = 🎂 { $day } { $month }
settings-birthday-none = 🎂 Birthday: not set
settings-language = Which language shall we speak?
settings-data = 📄 My data
settings-data-caption = Everything we keep about you.
settings-delete = 🗑 Delete card
settings-delete-ask = Delete the card and the data? Your balance will be lost for good: <b>{ $points }</b>
settings-delete-sure = Delete forever
settings-keep = Keep
settings-deleted = Deleted. To come back, press /start.
birthday-month = 🎂 When shall we congratulate you? Choose the month, no year needed.
birthday-day = Which day?
birthday-noted = { $day } { $month }, noted!
birthday-gift = Gift: <b>+{ $points }</b>, { $before ->
    [0] on the day itself
    [one] { $before } day before
   *[other] { $before } days before
  }. Tell us the date in time{ $known ->
    [0] .
    [one] , at least { $known } day ahead.
   *[other] , at least { $known } days ahead.
  }
birthday-once = The date can be changed once a year.
birthday-noted-gift = { $day } { $month }, noted! The gift comes { $on }: +{ $points }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-name-1 = January
month-name-2 = February
month-name-3 = March
month-name-4 = April
month-name-5 = May
month-name-6 = June
month-name-7 = July
month-name-8 = August
month-name-9 = September
month-name-10 = October
month-name-11 = November
month-name-12 = December
