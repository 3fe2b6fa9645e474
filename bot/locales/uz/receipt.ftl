receipt-card = 💳 Karta
receipt-wrong = Bu xato
receipt-contact = Do‘konga yozing, birga hal qilasiz: { $contact }
receipt-ask-staff = kassadan so‘rang
receipt = ✅ <b>+{ $earned }</b> · chek { $amount }{ TAIL($location) }
  Balans: <b>{ $balance }</b>. { $to_next }
  Chek № { $number }
receipt-spent = ✅ <b>+{ $earned }</b> · chek { $amount }{ TAIL($location) }
  Sarflandi: { $redeemed } · pul bilan to‘landi: { $to_pay }
  Balans: <b>{ $balance }</b>. { $to_next }
  Chek № { $number }
receipt-to-next-spend = «{ $tier }» gacha: yana { $left }.
receipt-to-next-points = «{ $tier }» gacha: yana { $left }.
receipt-to-next-purchases = «{ $tier }» gacha: yana { $left } ta xarid.
receipt-to-next-visits = «{ $tier }» gacha: yana { $left } ta tashrif.
undo-notice = ↩️ Kassir { $amount } chekni bekor qildi. Yechilgan: { $clawed }, qaytgan: { $restored }. Pul bilan: { $to_return }. Balans: <b>{ $balance }</b>
refund-notice = ↩️ { $amount } summalik tovar qaytarildi. Pul bilan: { $to_return }. Yechilgan: { $clawed }, qaytgan: { $restored }. Balans: <b>{ $balance }</b>
