limits-title = 🚦 <b>Kassa chegaralari</b>
  Chegaradan oshgan chek sizning roziligingizni kutadi. Sizga va menejerlarga chegaralar tegishli emas.
limits-open = 🚦 Kassa chegaralari
limits-card-day-bills = Karta kuniga cheklari: { $most }
limits-card-day-points = Karta kuniga oladi: { $most }
limits-cashier-hour-bills = Kassir cheklari soatiga: { $most }
limits-cashier-day-bills = Kassir cheklari 24 soatda: { $most }
limits-none = chegarasiz
limits-line = { $line }
limits-value = { $most }
limits-choose = { $line }
  Qanday chegara qoʻyamiz? Tanlang yoki son yozing.
limits-wrong = 1 dan boshlab butun son kerak. Masalan: 10
cap-card-day-bills = Bitta kartaning kunlik cheklari: koʻpi bilan { $most }.
cap-card-day-points = Bitta kartaga kuniga: koʻpi bilan { POINTS($most) }.
cap-cashier-hour-bills = Kassirning soatlik cheklari: koʻpi bilan { $most }.
cap-cashier-day-bills = Kassirning 24 soatdagi cheklari: koʻpi bilan { $most }.
bill-over-cap = 🚦 { $cashier } <b>{ $amount }</b> chekni oʻtkazishni soʻrayapti, mehmon: { $name }
  { $why }
purchase-over-cap = ⏳ <b>{ $amount }</b> chekni ({ $name }) egasi tasdiqlaydi. { $why } Soʻrov yuborildi, javob shu yerga keladi.
refusal-cap-reached = { $limit ->
    [card-day-bills] Bitta kartaning kunlik cheklari: koʻpi bilan { $most }. Bundan keyin egasi hal qiladi: chekni sarflamasdan oʻtkazing, soʻrov unga boradi.
    [card-day-points] Bitta kartaga kuniga: koʻpi bilan { POINTS($most) }. Bundan keyin egasi hal qiladi: chekni sarflamasdan oʻtkazing, soʻrov unga boradi.
    [cashier-hour-bills] Kassirning soatlik cheklari: koʻpi bilan { $most }. Bundan keyin egasi hal qiladi: chekni sarflamasdan oʻtkazing, soʻrov unga boradi.
   *[other] Kassirning 24 soatdagi cheklari: koʻpi bilan { $most }. Bundan keyin egasi hal qiladi: chekni sarflamasdan oʻtkazing, soʻrov unga boradi.
  }
refusal-spend-not-agreed = Mehmon sarflashga rozilik bermagan. «Sarflash»ni bosib, yana soʻrang.
