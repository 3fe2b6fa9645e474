# Egasining aksiyalari: roʻyxat, bittasi, yangisi.
home-offers = 🎁 Aksiyalar
offering-title = 🎁 <b>Aksiyalar</b>
  Mehmon ularni oʻz kartasida koʻradi. Natijani koʻrish uchun aksiyani bosing.
offering-empty = 🎁 <b>Hali aksiya yoʻq</b>
  Turini tanlang: ishga tushirishgacha toʻrtta bosish.
offering-draft-goods = 🎁 <b>Balansdan sovgʻa</b>
  Son yozsangiz — narx, soʻz yozsangiz — yangi nom.
offering-draft-multiplier = ✖️ <b>Kunlar boʻyicha koʻproq</b>
offering-draft-bonus = ➕ <b>Chek uchun bonus</b>
offering-new-multiplier = ✖️ Kunlar boʻyicha koʻproq
offering-new-goods = 🎁 Balansdan sovgʻa
offering-new-bonus = ➕ Chek uchun bonus
offering-on = ✅ Ishlayapti
offering-paused = ⏸ Toʻxtatilgan
offering-ended = ⏹ Tugagan
offering-guest = Mehmon koʻradi:
offering-result-none = 30 kunda hali hech kim foydalanmadi.
offering-result-goods = 30 kunda olindi: { $times } · berildi: { $used }
offering-result-earned = 30 kunda cheklar: { $times } · ustiga berildi: { $points }
offering-pause = ⏸ Toʻxtatish
offering-resume = ▶️ Davom ettirish
offering-end = ⏹ Tugatish
offering-end-ask = Aksiya butunlay tugatilsinmi? Olingan kuponlar muddatigacha yashaydi.
offering-without = Usiz:
offering-end-yes = Ha, tugatish
offering-has-ended = Aksiya tugadi
offering-is-paused = Aksiya toʻxtatildi
offering-is-on = Aksiya ishlayapti
offering-ask-title = 🎁 Nima sovgʻa qilamiz? Mehmon koʻradigan qilib qisqa yozing. Masalan: Kruassan
offering-cost-goods = Olishi mumkin: { $guests ->
    [one] { $guests } mehmon
   *[other] { $guests } mehmon
  }. Narxi: oyiga koʻpi bilan { $cost }.
offering-cost = Taxminan tushadi: oyiga { $cost } (30 kundagi cheklar: { $bills }).
offering-cost-none = Oxirgi 30 kunda unga hech kim mos kelmasdi.
offering-cost-unknown = Qancha tushishi birinchi xaridlardan keyin koʻrinadi.
offering-launch = 🚀 Ishga tushirish
offering-launched = Aksiya ishlayapti
offering-price = { $chosen ->
    [yes] ● { $points }
   *[no] { $points }
  }
offering-factor = { $chosen ->
    [yes] ● ×{ $factor }
   *[no] ×{ $factor }
  }
offering-amount = { $chosen ->
    [yes] ● { $amount }dan
   *[no] { $amount }dan
  }
offering-gift = { $chosen ->
    [yes] ● +{ $points }
   *[no] +{ $points }
  }
offering-day = { $chosen ->
    [yes] ● { $day }
   *[no] { $day }
  }
offering-hours-all = 🕐 Kun boʻyi
offering-hours = 🕐 { $begins }–{ $ends }
offering-until-none = 📅 Muddatsiz
offering-until = 📅 { DAY($on) }gacha
offering-lives = 🎟 Kupon: { $days } kun
offering-tip = 🎁 ×2 ni yoqish: { $days }
