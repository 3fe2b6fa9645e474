purchase-receipt = ✅ { $name } · { $amount } · <b>+{ $earned }</b> · balance: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-spent = ✅ { $name } · { $amount }{ TAIL($discount) } · spent: { $spent } · <b>to pay { $to_pay }</b> · +{ $earned } · balance: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-undo = ↩️ Undo
purchase-preview = Bill <b>{ $amount }</b> → <b>+{ $earned }</b>{ TAIL($favourite) }
purchase-yes = ✅ Add
purchase-again = Yes, add it
purchase-no = No
purchase-drop = ✖ Cancel
purchase-dropped = The bill was not added. Ready for the next guest.
purchase-asked-owner = ⏳ The <b>{ $amount }</b> bill ({ $name }) is above { $limit }, so the owner decides. The request is sent, the answer comes here.
purchase-ask-card = Bill <b>{ $amount }</b>. Now the guest's card: scan the code, or type the number, the phone, or its last four digits.
purchase-which = Which amount is it?
purchase-reading = { $amount }
undo-ask = { $spent ->
    [0] Undo the { $amount } bill ({ $name }: +{ $earned })?
   *[other] Undo the { $amount } bill ({ $name }: +{ $earned }, spent: { POINTS($spent) })?
  }
undo-yes = Yes, undo
undo-no = No
undo-done = { $restored ->
    [0] ↩️ The { $amount } bill is undone ({ $name }). Give back in money: <b>{ $back }</b>. The guest has been told.
   *[other] ↩️ The { $amount } bill is undone ({ $name }). Give back in money: <b>{ $back }</b>, in points: { POINTS($restored) }. The guest has been told.
  }
undo-kept = ✅ { $name } · { $amount } · <b>+{ $earned }</b>
bill-approved = ✅ The owner approved the { $amount } bill ({ $name }): <b>+{ $earned }</b>
bill-rejected = ✖ The owner did not approve the { $amount } bill ({ $name }). No points were added.
