redemption-offer = Chek <b>{ $amount }</b>. Sarflash mumkin: <b>{ $most }</b> gacha
redemption-choice = { $points }
redemption-other = ✏️ Boshqa miqdor
redemption-earn = Sarflamasdan, qoʻshish
redemption-nothing = Sarflab boʻlmaydi: { $why }
redemption-type = Qancha sarflaymiz? Sonini yozing.
redemption-waiting = ⏳ Mehmonni kutamiz, 2 daqiqa. Sarflanadi: <b>{ $points }</b>, toʻlashga qoladi: { $to_pay }.
  Mehmon oʻz telefonida tasdiqlaydi yoki toʻrt raqamli kodni aytadi: uni shu yerga yozing.
redemption-stop = ✖ Sarflamaslik
redemption-stopped = Sarflanmadi, ballar mehmonda qoldi.
redemption-answered = Mehmon tasdiqlab boʻldi, ballar yechildi. Natija pastdagi xabarda.
redemption-done = ✅ Sarflandi: <b>{ $spent }</b>. <b>Toʻlash kerak: { $to_pay }.</b> Qolgani uchun: +{ $earned }
redemption-wrong-code = { $left ->
    [0] Kod toʻgʻri kelmadi. Urinishlar tugadi, soʻrovni qayta yuboring.
   *[other] Kod toʻgʻri kelmadi. Yana { $left } urinish bor.
  }
why-zero-none = hali ball yoʻq.
why-zero-not-enough = hali ball yoʻq.
why-zero-minimum = ball bir martalik eng kam miqdordan kam.
why-zero-step = ball sarflash qadamidan kam.
why-zero-deficit = qaytarishdan keyin ball qarzi bor.
why-zero-nothing-redeemable = bu tovarlarga ball oʻtmaydi.
spend-confirmed = ✅ { $name } · sarflandi: <b>{ $points }</b>. <b>Toʻlash kerak: { $to_pay }.</b> Qolgani uchun: +{ $earned }
spend-declined = { $name }: mehmon tasdiqlamadi. Ballar joyida.
spend-request = { $amount } chek uchun <b>{ $points }</b> sarflaymizmi? Toʻlashga { $to_pay } qoladi{ TAIL($location) }
  Tugma yoʻqmi? Kassirga kodni ayting: <b>{ $code }</b>. Soʻrov ikki daqiqa yashaydi.
spend-yes = ✅ Tasdiqlash
spend-no = Yoʻq
spend-not-me = Bu men emas
spend-done = ✅ Sarflandi: <b>{ $points }</b>. Toʻlash kerak: { $to_pay }. Balans: { $balance }
spend-kept = Yaxshi, ballar joyida.
spend-stopped = Toʻxtatdik. Ballar joyida, bu kassir bugun kartangizdan sarflay olmaydi, egasi xabardor.
