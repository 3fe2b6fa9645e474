bills-title = 🧾 Bills · { $page } of { $pages }
bills-empty = No bills in this shift yet. Type an amount to add the first.
bills-line = { TIME($at) } · { $name } · { $amount }
bills-one = 🧾 <b>No. { $number }</b> · { TIME($at) } · { $name }
  Amount: <b>{ $amount }</b>, not refunded: { $left }
  Added: { $earned } · spent: { $spent }
bills-refund-all = ↩️ Refund all
bills-refund-part = ✂️ Refund a part
bills-refund-type = Goods for what amount come back? For example: 100
bills-refund-ask = Refund of goods for <b>{ $goods }</b>.
  Give back in money: <b>{ $back }</b>
  Points given back: { $restored }
  Earned points taken back: { $clawed }
bills-refund-yes = Refund
bills-refunded = { $restored ->
    [0] ↩️ Refunded: { $goods }. Give back in money: <b>{ $back }</b>. Earned points taken back: { POINTS($clawed) }. The guest has been told.
   *[other] ↩️ Refunded: { $goods }. Give back in money: <b>{ $back }</b>. Points given back: { POINTS($restored) }, earned points taken back: { POINTS($clawed) }. The guest has been told.
  }
