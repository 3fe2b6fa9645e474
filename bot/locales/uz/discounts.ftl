# Pul chegirmalari: chek oldin va keyin, chegirma kuponi, ballsiz doʻkon.
discount-one = { $percent } chegirma: −{ $off }
discount-several = chegirmalar: −{ $off }
reason-discount = { $basis } dan { $percent } chegirma
draft-bill = Chek <b>{ $amount }</b> · { $name }
draft-to-pay = <b>Toʻlash kerak: { $to_pay }</b> · { $discount }
draft-earned = Qoʻshiladi: <b>+{ $earned }</b>{ TAIL($favourite) }
draft-stamps = { $stamps }
draft-coupon-idle = 🎟 Kupon bu chekka hech narsa qoʻshmaydi va mehmonda qoladi.
draft-ask-goods = Chekda nima bor? Bir bosish — butun chek.
draft-ask-part = Hammasi emasmi? Shu qism summasini yozing, qolganini keyingi tugma bilan belgilang.
draft-category = { $name }
draft-share = ● { $name } · { $amount }
draft-coupon = 🎟 Qoʻllash: { $title }
draft-coupon-taken = ● 🎟 { $title }
draft-ask-amount = 🎟 Kupon shu chekka qoʻllanadi. Chek summasi?
purchase-record = ✅ Oʻtkazish
purchase-spend = 💰 { $most } gacha sarflash
purchase-late = Bu xabar kechikib keldi. Chekni hozir oʻtkazamizmi?
purchase-receipt-less = ✅ { $name } · { $amount } · { $discount } · <b>toʻlash kerak: { $to_pay }</b> · +{ $earned } · balans: { $balance }{ TAIL($favourite) }{ LINE($stamps) }
purchase-receipt-plain = ✅ { $name } · { $amount }{ TAIL($discount) } · <b>toʻlash kerak: { $to_pay }</b>{ LINE($stamps) }
receipt-less = ✅ Chek <b>{ $to_pay }</b> · { $discount }{ TAIL($location) }{ TAIL($offer) }{ TAIL($favourite) }
  Qoʻshildi: <b>+{ $earned }</b>. Balans: <b>{ $balance }</b>. { $to_next }{ LINE($stamps) }
  Chek № { $number }
receipt-plain = ✅ Chek <b>{ $to_pay }</b>{ TAIL($discount) }{ TAIL($location) }{ TAIL($offer) }{ LINE($stamps) }
  Chek № { $number }{ TAIL($to_next) }
undo-notice-plain = ↩️ { $amount } chek kassada bekor qilindi. Pul bilan: { $to_return }{ LINE($stamps) }
refund-notice-plain = ↩️ { $amount } summalik tovar qaytarildi. Pul bilan: { $to_return }{ LINE($stamps) }
undo-ask-plain = { $amount } chek bekor qilinsinmi ({ $name })?
undo-kept-plain = ✅ { $name } · { $amount }
bills-one-plain = 🧾 <b>№ { $number }</b> · { TIME($at) } · { $name }
  Toʻlandi: <b>{ $amount }</b>, qaytarilmagan: { $left }
bills-less = Chegirma: { $discount }
bills-refund-ask-plain = <b>{ $goods }</b> summalik tovar qaytariladi.
  Pul bilan qaytarish: <b>{ $back }</b>
bills-refunded-plain = ↩️ { $goods } qaytarildi. Pul bilan bering: <b>{ $back }</b>. Mehmon xabardor.
bill-approved-plain = ✅ Egasi { $amount } chekni tasdiqladi ({ $name }): <b>toʻlash kerak: { $to_pay }</b>{ TAIL($discount) }
guest-discount = { $percent } chegirma
guest-tier-name = { $tier }
guest-percent = { $percent }
reward-back = keshbek { $percent }
reward-off = { $percent } chegirma
card-face-off = chegirma
card-face-off-note = har bir chekka
card-discount = Har bir chekka <b>{ $percent } chegirma</b>
card-discount-none = Kartani kassada koʻrsating: u xaridlarni sanaydi.
start-promise-off = 👋 <b>{ $shop }</b> — mehmon kartangiz Telegramning oʻzida.
  Birinchi xariddanoq { $percent } chegirma.
start-rules-off = Karta har bir chekka { $percent } chegirma beradi, daraja bilan u oʻsadi. Tovar qaytarilsa, toʻlaganingiz qaytadi.
start-rules-card = Karta xaridlaringizni sanaydi. Tovar qaytarilsa, toʻlaganingiz qaytadi.
history-bought = { SHORT($on) } · chek { $amount }{ TAIL($discount) }
history-gave = <b>+{ $points }</b>
offer-percent = { $percent } chegirma
offer-free = bepul
offer-get-free = 🎟 Olish: { $title }
coupon-ask-free = 🎟 <b>{ $title }</b>
  Kupon bepul, chegirmani kassa hisoblaydi.
coupon-ask-free-term = Kupon { DAY($on) }gacha yashaydi.
coupon-ask-free-no-term = Muddati kuponda boʻladi.
coupon-take = ✅ Kuponni olish
offering-draft-percent_off = 🏷 <b>Chegirma</b>
offering-new-percent_off = 🏷 Foizli chegirma
offering-percent = { $chosen ->
    [yes] ● −{ $percent }
   *[no] −{ $percent }
  }
offering-no-coupon = 🎟 Kuponsiz
offering-result-off = 30 kunda cheklar: { $times } · chegirma: { $off }
refusal-offer-taken-already = Bu kuponni allaqachon olgansiz.
refusal-coupon-for-bill = Bu kupon chek bilan ishlatiladi. Chek summasini yozing va «Qoʻllash»ni bosing.
home-new = Yangi mehmonlar: { $new }
home-off = Chegirmalar: { $off }
summary-day-off = chegirmalar: { $off }
summary-off = Berilgan chegirma
summary-day-plain =
    <b>Kun yakuni, { DAY($on) }</b>
    Kartalar boʻyicha: <b>{ $amount }</b> · cheklar: { $bills }{ TAIL($versus) }
    Yangi mehmonlar: { $new }{ TAIL($off) }
discounts-open = 🏷 Chegirmalar
discounts-title = 🏷 <b>Chegirmalar</b>
  Daraja chegirmasi har bir chekdan. Bir tovarga bir nechta chegirma boʻlsa, eng kattasi ishlaydi.
discounts-line = { $name }: { $value }
discounts-birthday = 🎂 Tugʻilgan kun
discounts-ask = { $name }: necha foiz chegirma? Tanlang yoki oʻz soningizni yozing.
discounts-effect = Chek { $amount }, toʻlash kerak: { $before } → <b>{ $after }</b>
refusal-discount-out-of-range = 0 dan { $high } gacha son kerak.
refusal-unknown-discount = Bu chegirma endi yoʻq.
wizard-template-discount = 🏷 Chegirma
wizard-launch-off = 4-qadam, jami 4. Mehmon kartani shunday koʻradi.
  Chek { $amount } → birinchi xariddanoq <b>{ $percent }</b> chegirma, daraja bilan oʻsadi.
