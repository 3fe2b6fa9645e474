bills-title = 🧾 Cheklar · { $page } / { $pages }
bills-empty = Bu smenada hali chek yoʻq. Summani yozing, birinchisi paydo boʻladi.
bills-line = { TIME($at) } · { $name } · { $amount }
bills-one = 🧾 <b>№ { $number }</b> · { TIME($at) } · { $name }
  Summa: <b>{ $amount }</b>, qaytarilmagan: { $left }
  Qoʻshilgan: { $earned } · sarflangan: { $spent }
bills-refund-all = ↩️ Hammasini qaytarish
bills-refund-part = ✂️ Bir qismini qaytarish
bills-refund-type = Mehmon qancha summalik tovarni qaytaryapti? Masalan: 100
bills-refund-ask = <b>{ $goods }</b> summalik tovar qaytariladi.
  Pul bilan qaytarish: <b>{ $back }</b>
  Ballar qaytadi: { $restored }
  Qoʻshilganlar yechiladi: { $clawed }
bills-refund-yes = Qaytarish
bills-refunded = { $restored ->
    [0] ↩️ { $goods } qaytarildi. Pul bilan bering: <b>{ $back }</b>. Yechildi: { POINTS($clawed) }. Mehmon xabardor.
   *[other] ↩️ { $goods } qaytarildi. Pul bilan bering: <b>{ $back }</b>. Ballar qaytdi: { POINTS($restored) }, yechildi: { POINTS($clawed) }. Mehmon xabardor.
  }
