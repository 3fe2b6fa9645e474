home-reports = 📈 Reports
reports-title = <b>Reports</b>
reports-about = A week comes as a picture. Summaries can come by themselves: tap one to choose the hour and the readers.
reports-this-week = This week
reports-last-week = Last week
reports-daily = { $mark } Daily summary · { $hour }
reports-weekly = { $mark } Weekly summary · Mon { $hour }
reports-daily-plan = <b>The daily summary</b> comes every day at { $hour }, shop time. Who reads it, and at what hour?
reports-weekly-plan = <b>The weekly summary</b> comes on Mondays at { $hour }, shop time. Who reads it, and at what hour?
reports-drawing = Drawing…
summary-day =
    <b>Summary of { DAY($on) }</b>
    With cards: <b>{ $amount }</b> · bills: { $bills }{ TAIL($versus) }
    New guests: { $new } · earned: { $earned } · spent: { $redeemed }{ TAIL($off) }
summary-day-more = +{ $share } on last week
summary-day-less = −{ $share } on last week
summary-day-empty =
    <b>Summary of { DAY($on) }</b>
    No card purchases. New guests: { $new }
summary-week = Week { $period }
summary-week-empty = Week { $period }: no card purchases. Shall we check that the poster with the code can be seen?
summary-shop = { $shop }{ $locations ->
    [0] { "" }
    [1] { "" }
    [one] { " · " }{ $locations } location
   *[other] { " · " }{ $locations } locations
  }
summary-versus = compared with the week before
summary-versus-now = compared with last week up to this hour
summary-revenue = Card revenue
summary-purchases = Purchases
summary-new = New guests
summary-returned = Returned within 30 days
summary-percent-points = { $points } pp
summary-chart = Revenue per day, { $unit }
summary-thousands = { $currency } thousand
summary-millions = { $currency } million
summary-billions = { $currency } billion
summary-this-week = this week
summary-week-before = last week
summary-tiers = Guests by tier
summary-other-tiers = Others
summary-lines = Points and bills
summary-earned = Earned
summary-redeemed = Spent
summary-average = Average bill
summary-quiet = { $day } is the quietest day: { $amount }
summary-quiet-below = { $percent } below the average day
