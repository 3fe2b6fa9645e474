bill-too-big = 🧾 { $cashier } <b>{ $amount }</b> chekni oʻtkazishni soʻrayapti, mehmon: { $name }.
approval-yes = ✅ Oʻtkazish
approval-no = Yoʻq
approval-done = ✅ { $name } · { $amount } · +{ $earned }
approval-rejected = Chek oʻtkazilmadi, kassir xabardor.
