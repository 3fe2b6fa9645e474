program-title = ⚙️ <b>The rules of “{ $shop }”</b>
  Tap a rule to change it. You will see the effect first.
program-rule-percent = Earn: { $value }
program-rule-max-percent = Spend: up to { $value }
program-rule-expiry = Expire: { $value }
program-rule-value = { $value }
program-rule-min-points = Min. spend: { $value }
program-rule-hold = Active: { $value }
program-rule-rounding = Rounding: { $value }
program-point-value = { $point } = { $value }
program-min-points = { $points }
program-hold = { $days ->
    [0] at once
    [one] after { $days } day
   *[other] after { $days } days
  }
program-rounding-down = down
program-rounding-nearest = to the nearest
program-rounding-up = up
program-none = none
program-percent = { $percent }
program-never = never
program-other-expiry = by the rule in the file
program-days = { $days ->
    [one] in { $days } day
   *[other] in { $days } days
  }
program-fast-on = Till without questions: yes
program-fast-off = Till without questions: no
program-unit = Name: { $unit }
program-versions = 🕓 Who changed what
program-file = 📄 Rules file
program-ask-percent = What share of a purchase comes back? Choose, or type your own number.
program-ask-max-percent = What share of a bill may points pay? Choose, or type your own number.
program-ask-expiry = After how many days do points expire? Choose, or type your own number.
program-ask-value = What is one point worth when it pays? Choose, or type your own number.
program-ask-min-points = From how many points may they pay? Choose, or type your own number.
program-ask-hold = How many days after a purchase may points be spent? If goods often come back, let them wait.
program-ask-rounding = How do a bill's points become whole?
program-ask-unit = What shall the points be called?
program-was-becomes = Was: { $before } → becomes: <b>{ $after }</b>
program-effect-percent = Bill { $amount }: { $before } → <b>{ $after }</b>
program-effect-max-percent = Of a { $amount } bill points may pay: { $before } → <b>{ $after }</b>
program-effect-expiry = Points already earned keep their date. The new term is for those earned later.
program-effect-value = Guests have { $points } now. They pay for: { $before } → <b>{ $after }</b>
program-effect-min-points = Whoever has fewer goes on collecting: the till offers nothing to spend.
program-effect-hold = Points already earned keep their day. The new wait is for those earned later.
program-effect-rounding = A bill's fractions are added up and rounded once, at the very end.
program-from-now = Works from this minute.
program-no-button = ⚠️ No room for buttons at the till: { $names }. They cannot be marked on a bill.
program-type-again = That is generous: { $percent }. To save it, type the number once more.
program-save = Save
program-cancel = Cancel
program-saved = Saved
program-versions-title = 🕓 <b>The last versions of the rules</b>
program-changed = { $what }: { $before } → { $after }
program-added = + { $what }
program-removed = removed: { $what }
program-yes = yes
program-no = no
program-file-caption = All the rules in one file. The command <code>kopilka program</code> reads and applies it.
