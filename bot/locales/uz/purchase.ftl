purchase-receipt = ✅ { $name } · { $amount } · <b>+{ $earned }</b> · balans: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-spent = ✅ { $name } · { $amount }{ TAIL($discount) } · sarflandi: { $spent } · <b>toʻlash kerak: { $to_pay }</b> · +{ $earned } · balans: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-undo = ↩️ Bekor qilish
purchase-preview = Chek <b>{ $amount }</b> → <b>+{ $earned }</b>{ TAIL($favourite) }
purchase-yes = ✅ Qoʻshish
purchase-again = Ha, oʻtkazish
purchase-no = Yoʻq
purchase-drop = ✖ Bekor
purchase-dropped = Chek oʻtkazilmadi. Keyingi mehmonga tayyor.
purchase-asked-owner = ⏳ <b>{ $amount }</b> chek ({ $name }) { $limit }dan katta: uni egasi tasdiqlaydi. Soʻrov yuborildi, javob shu yerga keladi.
purchase-ask-card = Chek <b>{ $amount }</b>. Endi mehmon kartasi: kodni skanerlang yoki raqam, telefon, oxirgi toʻrt raqamni yozing.
purchase-which = Bu qaysi summa?
purchase-reading = { $amount }
undo-ask = { $spent ->
    [0] { $amount } chek bekor qilinsinmi ({ $name }: +{ $earned })?
   *[other] { $amount } chek bekor qilinsinmi ({ $name }: +{ $earned }, sarflangan: { POINTS($spent) })?
  }
undo-yes = Ha, bekor qilish
undo-no = Yoʻq
undo-done = { $restored ->
    [0] ↩️ { $amount } chek bekor qilindi ({ $name }). Pul bilan qaytaring: <b>{ $back }</b>. Mehmon xabardor.
   *[other] ↩️ { $amount } chek bekor qilindi ({ $name }). Qaytaring: pul bilan <b>{ $back }</b>, ball bilan { POINTS($restored) }. Mehmon xabardor.
  }
undo-kept = ✅ { $name } · { $amount } · <b>+{ $earned }</b>
bill-approved = ✅ Egasi { $amount } chekni tasdiqladi ({ $name }): <b>+{ $earned }</b>
bill-rejected = ✖ Egasi { $amount } chekni tasdiqlamadi ({ $name }). Ball qoʻshilmadi.
