# Egasining aksiyalari: ro‘yxat, bittasi, yangisi.
home-offers = 🎁 Aksiyalar
offering-title = 🎁 <b>Aksiyalar</b>
  Mehmon ularni o‘z kartasida ko‘radi. Natijani ko‘rish uchun aksiyani bosing.
offering-empty = 🎁 <b>Hali aksiya yo‘q</b>
  Turini tanlang: ishga tushirishgacha to‘rtta bosish.
offering-draft-goods = 🎁 <b>Balansdan sovg‘a</b>
  Son yozsangiz — narx, so‘z yozsangiz — yangi nom.
offering-draft-multiplier = ✖️ <b>Kunlar bo‘yicha ko‘proq</b>
offering-draft-bonus = ➕ <b>Chek uchun bonus</b>
offering-new-multiplier = ✖️ Kunlar bo‘yicha ko‘proq
offering-new-goods = 🎁 Balansdan sovg‘a
offering-new-bonus = ➕ Chek uchun bonus
offering-on = ✅ Ishlayapti
offering-paused = ⏸ To‘xtatilgan
offering-ended = ⏹ Tugagan
offering-guest = Mehmon ko‘radi:
offering-result-none = 30 kunda hali hech kim foydalanmadi.
offering-result-goods = 30 kunda olindi: { $times } · berildi: { $used }
offering-result-earned = 30 kunda cheklar: { $times } · ustiga berildi: { $points }
offering-pause = ⏸ To‘xtatish
offering-resume = ▶️ Davom ettirish
offering-end = ⏹ Tugatish
offering-end-ask = Aksiya butunlay tugatilsinmi? Olingan kuponlar muddatigacha yashaydi.
offering-end-yes = Ha, tugatish
offering-has-ended = Aksiya tugadi
offering-is-paused = Aksiya to‘xtatildi
offering-is-on = Aksiya ishlayapti
offering-ask-title = 🎁 Nima sovg‘a qilamiz? Mehmon ko‘radigan qilib qisqa yozing. Masalan: Kruassan
offering-cost-goods = Olishi mumkin: { $guests ->
    [one] { $guests } mehmon
   *[other] { $guests } mehmon
  }. Narxi: oyiga ko‘pi bilan { $cost }.
offering-cost = Taxminan tushadi: oyiga { $cost } (30 kundagi cheklar: { $bills }).
offering-cost-none = Oxirgi 30 kunda unga hech kim mos kelmasdi.
offering-cost-unknown = Qancha tushishi birinchi xaridlardan keyin ko‘rinadi.
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
offering-hours-all = 🕐 Kun bo‘yi
offering-hours = 🕐 { $begins }–{ $ends }
offering-until-none = 📅 Muddatsiz
offering-until = 📅 { DAY($on) }gacha
offering-lives = 🎟 Kupon: { $days } kun
offering-tip = 🎁 ×2 ni yoqish: { $days }
