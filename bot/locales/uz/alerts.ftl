owner-replaced = Botning yangi egasi bor. Sizning ruxsatingiz yopildi. Buni siz qilmagan bo‘lsangiz, @BotFather da tokenni almashtiring.
alert-not-me = ⚠️ { $name }: mehmon ball sarflash usiz so‘ralganini aytdi. Kassir: { $cashier }. Bugun bu kassir bu kartadan sarflay olmaydi.
alert-wrong-codes = ⚠️ Bugun mehmon kodlari ko‘p marta xato kiritildi. Kassir: { $cashier }. Bugun unga kod bilan sarflash yopildi.
alert-lookups = ⚠️ { $cashier } bugun mehmonlarni { $count } marta qidirdi. Tekshirib ko‘ring.
alert-books = ⚠️ Hisob-kitob to‘g‘ri kelmayapti ({ $rule }). Hech narsani o‘zgartirmang: botni to‘xtating va kopilka audit ni ishga tushiring.
alert-backup = ⚠️ Zaxira nusxa olinmadi: { $problem }
alert-disk = ⚠️ Diskda { $megabytes } MB joy qoldi. Joy bo‘shating, aks holda savdo to‘xtaydi.
alert-parked = ⚠️ Chetga qo‘yilgan xabarlar: { $count }. Ularda xatolik bo‘ldi, kodlar server jurnalida.
