bill-too-big = 🧾 { $cashier } asks to add a <b>{ $amount }</b> bill, guest: { $name }.
approval-yes = ✅ Add it
approval-no = No
approval-done = ✅ { $name } · { $amount } · +{ $earned }
approval-rejected = The bill was not added, the cashier has been told.
