redemption-offer = Chek <b>{ $amount }</b>. Sarflash mumkin: <b>{ $most }</b> gacha
redemption-choice = { $points }
redemption-other = ✏️ Boshqa miqdor
redemption-earn = Sarflamasdan, qo‘shish
redemption-nothing = Sarflab bo‘lmaydi: { $why }
redemption-type = Qancha sarflaymiz? Sonini yozing.
redemption-waiting = ⏳ Mehmonni kutamiz, 2 daqiqa. Sarflanadi: <b>{ $points }</b>, to‘lashga qoladi: { $to_pay }.
  Mehmon o‘z telefonida tasdiqlaydi yoki to‘rt raqamli kodni aytadi: uni shu yerga yozing.
redemption-stop = ✖ Sarflamaslik
redemption-stopped = Sarflanmadi, ballar mehmonda qoldi.
redemption-answered = Mehmon tasdiqlab bo‘ldi, ballar yechildi. Natija pastdagi xabarda.
redemption-done = ✅ Sarflandi: <b>{ $spent }</b>. <b>To‘lash kerak: { $to_pay }.</b> Qolgani uchun: +{ $earned }
redemption-wrong-code = { $left ->
    [0] Kod to‘g‘ri kelmadi. Urinishlar tugadi, so‘rovni qayta yuboring.
   *[other] Kod to‘g‘ri kelmadi. Yana { $left } urinish bor.
  }
why-zero-none = hali ball yo‘q.
why-zero-not-enough = hali ball yo‘q.
why-zero-minimum = ball bir martalik eng kam miqdordan kam.
why-zero-step = ball sarflash qadamidan kam.
why-zero-deficit = qaytarishdan keyin ball qarzi bor.
why-zero-nothing-redeemable = bu tovarlarga ball o‘tmaydi.
spend-confirmed = ✅ { $name } · sarflandi: <b>{ $points }</b>. <b>To‘lash kerak: { $to_pay }.</b> Qolgani uchun: +{ $earned }
spend-declined = { $name }: mehmon tasdiqlamadi. Ballar joyida.
spend-request = { $amount } chek uchun <b>{ $points }</b> sarflaymizmi? To‘lashga { $to_pay } qoladi{ TAIL($location) }
  Tugma yo‘qmi? Kassirga kodni ayting: <b>{ $code }</b>. So‘rov ikki daqiqa yashaydi.
spend-yes = ✅ Tasdiqlash
spend-no = Yo‘q
spend-not-me = Bu men emas
spend-done = ✅ Sarflandi: <b>{ $points }</b>. To‘lash kerak: { $to_pay }. Balans: { $balance }
spend-kept = Yaxshi, ballar joyida.
spend-stopped = To‘xtatdik. Ballar joyida, bu kassir bugun kartangizdan sarflay olmaydi, egasi xabardor.
