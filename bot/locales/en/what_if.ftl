what-if-counting = ⏳ Counting what the last { $days } days would have been…
what-if-progress = ⏳ Counting the last { $days } days: { $share }
what-if-failed = The last { $days } days could not be counted. You can save all the same.
what-if-nothing = Nobody bought anything in the last { $days } days: nothing to compare.
what-if-more = The last { $days } days would have cost <b>{ $cost }</b> more.
what-if-less = The last { $days } days would have cost <b>{ $cost }</b> less.
what-if-same = The points of the last { $days } days would have cost the same.
what-if-same-all = The last { $days } days would have cost the same.
what-if-off = Discounts: { $before } → { $after }
what-if-points = Points: { $before } → { $after }
what-if-up = ⬆️ { $members ->
    [one] { $members } guest would reach { $tier }
   *[other] { $members } guests would reach { $tier }
  }
what-if-down = ⬇️ { $members ->
    [one] { $members } guest would fall to { $tier }
   *[other] { $members } guests would fall to { $tier }
  }
what-if-gain = Would get more: { $names }
what-if-lose = Would get less: { $names }
what-if-name = { $name } { $points }
what-if-short = { $times ->
    [one] { $times } time the points would not have been enough for what they paid: { $points }.
   *[other] { $times } times the points would not have been enough for what they paid: { $points }.
  }
what-if-given = { $points } and { $off } of discounts
what-if-given-off = { $off } of discounts
what-if-checked = ✓ Checked: the rules of those days give exactly what was recorded: { $points }.
what-if-odd = ⚠️ The rules of those days give { $replayed }, and { $recorded } are recorded. { $odd ->
    [one] { $odd } guest differs
   *[other] { $odd } guests differ
  }: perhaps a balance was brought in or edited.
