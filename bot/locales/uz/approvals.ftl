bill-too-big = 🧾 { $cashier } <b>{ $amount }</b> chekni o‘tkazishni so‘rayapti, mehmon: { $name }.
approval-yes = ✅ O‘tkazish
approval-no = Yo‘q
approval-done = ✅ { $name } · { $amount } · +{ $earned }
approval-rejected = Chek o‘tkazilmadi, kassir xabardor.
