shift-key-scan = 📷 Scan
shift-key-find = 🔢 Code / phone
shift-key-bills = 🧾 Bills
shift-key-open = ▶️ Open the shift
shift-key-close = 🔚 Close the shift
shift-closed = The shift is closed. Open it?
shift-ready = The shift is on. Scan a card, or just type the bill amount.
shift-opened = Shift since { TIME($at) }{ TAIL($location) }
  Scan a card, or just type the bill amount.
shift-report = 🔚 <b>{ TIME($opened) }–{ TIME($closed) }</b>
  Bills: { $bills } · { $amount }
  Added: { $earned }
  Spent: { $redeemed }
  New guests: { $new } · undone: { $undone }
