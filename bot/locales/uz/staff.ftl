staff-role-cashier = kassir
staff-role-manager = menejer
staff-role-owner = ega
staff-title = 🏪 <b>Joylar va xodimlar</b>
staff-line = { $state ->
    [waiting] ⏳ { $name } · { $role }
    [off] ⏸ { $name } · { $role }
   *[on] { $name } · { $role }
  }
staff-add-cashier = + Kassir
staff-add-manager = + Menejer
staff-add-location = + Joy
staff-person = <b>{ $name }</b> · { $role }{ TAIL($location) }
  30 kunda cheklar: { $bills }, bekor qilingan: { $undone }
staff-where = Qaysi joyda?
staff-link = Taklif: { $role }{ TAIL($location) }. Bir marta, 24 soat ichida ishlaydi:
  { $link }
staff-share = 📤 Yuborish
staff-copy = 📋 Nusxalash
staff-off = Oʻchirish
staff-off-ask = { $name } oʻchirilsinmi? Ochiq smena yopiladi, tugmalar darhol ishlamay qoladi.
staff-off-yes = Ha, oʻchirish
staff-is-off = { $name }: oʻchirildi
staff-switch-on = Qayta yoqish
staff-admit = ✅ Ruxsat berish
staff-refuse = Rad etish
staff-admitted = ✅ { $name }: ruxsat berildi
staff-location-ask = Joy nomi nima? Masalan: Navoiy koʻchasi, 5
staff-joined = 👋 { $name } endi kassangizda ishlaydi{ TAIL($location) }
manager-waiting = ⏳ { $name } menejer boʻlib kirmoqchi. Ruxsat berasizmi?
