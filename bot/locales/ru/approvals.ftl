bill-too-big = 🧾 { $cashier } просит провести чек <b>{ $amount }</b>, гость: { $name }.
approval-yes = ✅ Провести
approval-no = Нет
approval-done = ✅ { $name } · { $amount } · +{ $earned }
approval-rejected = Чек не проведён, кассир предупреждён.
