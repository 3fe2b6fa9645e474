receipt-card = 💳 Karta
receipt-wrong = Bu xato
receipt-contact = Doʻkonga yozing, birga hal qilasiz: { $contact }
receipt-ask-staff = Bu chekni kassada koʻrsating, hal qilib berishadi.
receipt = ✅ <b>+{ $earned }</b> · chek { $amount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Balans: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Chek № { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · chek { $amount }{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Sarflandi: { $redeemed } · pul bilan toʻlandi: { $to_pay }
  Balans: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Chek № { $number }
receipt-to-next-spend = «{ $tier }» gacha: yana { $left }.
receipt-to-next-points = «{ $tier }» gacha: yana { $left }.
receipt-to-next-purchases = «{ $tier }» gacha: yana { $left } ta xarid.
receipt-to-next-visits = «{ $tier }» gacha: yana { $left } ta tashrif.
undo-notice = { $restored ->
    [0] ↩️ { $amount } chek kassada bekor qilindi: <b>−{ POINTS($clawed) }</b>. Balans: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ { $amount } chek kassada bekor qilindi. Yechildi: { POINTS($clawed) }, qaytdi: { POINTS($restored) }. Balans: <b>{ $balance }</b>{ LINE($stamps) }
  }
refund-notice = { $restored ->
    [0] ↩️ { $amount } summalik tovar qaytarildi: <b>−{ POINTS($clawed) }</b>. Pul bilan: { $to_return }. Balans: <b>{ $balance }</b>{ LINE($stamps) }
   *[other] ↩️ { $amount } summalik tovar qaytarildi. Pul bilan: { $to_return }. Yechildi: { POINTS($clawed) }, qaytdi: { POINTS($restored) }. Balans: <b>{ $balance }</b>{ LINE($stamps) }
  }
