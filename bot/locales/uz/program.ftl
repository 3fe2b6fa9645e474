program-title = ⚙️ <b>«{ $shop }» qoidalari</b>
  Oʻzgartirish uchun qoidani bosing. Avval natijasini koʻrsatamiz.
program-rule-percent = Qoʻshamiz: { $value }
program-rule-max-percent = Sarflash: { $value } gacha
program-rule-expiry = Kuyadi: { $value }
program-rule-value = { $value }
program-rule-min-points = Eng kam sarflash: { $value }
program-rule-hold = Faol: { $value }
program-rule-rounding = Yaxlitlash: { $value }
program-point-value = { $point } = { $value }
program-min-points = { $points }
program-hold = { $days ->
    [0] darhol
   *[other] { $days } kundan keyin
  }
program-rounding-down = pastga
program-rounding-nearest = eng yaqiniga
program-rounding-up = yuqoriga
program-none = yoʻq
program-percent = { $percent }
program-never = hech qachon
program-other-expiry = fayldagi qoida boʻyicha
program-days = { $days } kundan keyin
program-fast-on = Kassa savolsiz: ha
program-fast-off = Kassa savolsiz: yoʻq
program-unit = Nomi: { $unit }
program-versions = 🕓 Kim nimani oʻzgartirdi
program-file = 📄 Qoidalar fayli
program-ask-percent = Xariddan qancha qaytaramiz? Tanlang yoki oʻz soningizni yozing.
program-ask-max-percent = Chekning qancha qismini ball bilan toʻlash mumkin? Tanlang yoki yozing.
program-ask-expiry = Ballar necha kundan keyin kuyadi? Tanlang yoki yozing.
program-ask-value = Toʻlovda bitta ball qancha turadi? Tanlang yoki yozing.
program-ask-min-points = Necha balldan sarflash mumkin? Tanlang yoki yozing.
program-ask-hold = Xariddan necha kun keyin ballarni sarflash mumkin? Tovar koʻp qaytarilsa, kutgani maʼqul.
program-ask-rounding = Chek ballari qanday butunlanadi?
program-ask-unit = Ballarni nima deb ataymiz?
program-was-becomes = Edi: { $before } → boʻladi: <b>{ $after }</b>
program-effect-percent = Chek { $amount }: { $before } → <b>{ $after }</b>
program-effect-max-percent = { $amount } chekdan sarflash mumkin: { $before } → <b>{ $after }</b>
program-effect-expiry = Avval qoʻshilgan ballar oʻz muddatini saqlaydi. Yangi muddat keyingilarga.
program-effect-value = Mehmonlarda hozir: { $points }. Ular toʻlaydi: { $before } → <b>{ $after }</b>
program-effect-min-points = Bali kamroq mehmon yigʻishda davom etadi: kassa sarflashni taklif qilmaydi.
program-effect-hold = Avval qoʻshilgan ballar oʻz kunini saqlaydi. Yangi muddat keyingilarga.
program-effect-rounding = Chekdagi kasrlar qoʻshilib, oxirida bir marta yaxlitlanadi.
program-from-now = Shu daqiqadan ishlaydi.
program-no-button = ⚠️ Kassada tugma uchun joy yetmaydi: { $names }. Ularni chekda belgilab boʻlmaydi.
program-type-again = Bu saxiylik: { $percent }. Saqlash uchun sonni yana bir bor yozing.
program-save = Saqlash
program-cancel = Bekor
program-saved = Saqlandi
program-versions-title = 🕓 <b>Qoidalarning oxirgi versiyalari</b>
program-changed = { $what }: { $before } → { $after }
program-added = + { $what }
program-removed = olib tashlandi: { $what }
program-yes = ha
program-no = yoʻq
program-file-caption = Barcha qoidalar bitta faylda. Uni <code>kopilka program</code> buyrugʻi oʻqiydi va qoʻllaydi.
