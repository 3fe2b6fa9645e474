shift-key-scan = 📷 Skanerlash
shift-key-find = 🔢 Kod / telefon
shift-key-bills = 🧾 Cheklar
shift-key-open = ▶️ Smenani ochish
shift-key-close = 🔚 Smenani yopish
shift-closed = Smena yopiq. Ochamizmi?
shift-ready = Smena ochiq. Kartani skanerlang yoki chek summasini yozing.
shift-opened = Smena { TIME($at) } dan{ TAIL($location) }
  Kartani skanerlang yoki chek summasini yozing.
shift-report = 🔚 <b>{ TIME($opened) }–{ TIME($closed) }</b>
  Cheklar: { $bills } · { $amount }
  Qoʻshildi: { $earned }
  Sarflandi: { $redeemed }
  Yangi mehmonlar: { $new } · bekor qilindi: { $undone }
