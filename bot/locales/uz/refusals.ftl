refusal-already-cancelled = Bu kupon bekor qilingan, ballar qaytgan.
refusal-already-member = Karta allaqachon bor.
refusal-already-refunded = Bu chek boʻyicha qaytariladigan narsa qolmagan.
refusal-already-staff = Siz bu yerda allaqachon ishlaysiz. /start ni bosing.
refusal-amount-in-digits = Summani raqam bilan yozing. Masalan: 450 yoki 450,50
refusal-amount-is-percent = Foiz emas, chek summasi kerak. Masalan: 45 000
refusal-amount-negative = Summa noldan katta boʻlishi kerak. Pulni qaytarish uchun «Cheklar»dan chekni oching.
refusal-amount-not-understood = Summani tushunmadim. Masalan: 45 000
refusal-amount-other-currency = Summa { $expected } da boʻlishi kerak, siz esa { $typed } yozdingiz.
refusal-amount-too-big = Bitta chek uchun bu juda koʻp: koʻpi bilan { MONEY($limit_minor) }. Summani tekshiring.
refusal-amount-too-long = Summa uchun juda uzun. Masalan: 45 000
refusal-amount-too-precise =
    { $digits ->
        [0] Summa butun boʻlishi kerak. Masalan: 45 000
       *[other] Verguldan keyin koʻpi bilan ikki raqam. Masalan: 450,50
    }
refusal-amount-zero = Summa noldan katta boʻlishi kerak. Masalan: 45 000
refusal-approval-closed = Bu soʻrovga javob berilgan.
refusal-approval-expired = Yarim soatdan koʻp vaqt oʻtdi. Kassirdan soʻrovni qayta yuborishni soʻrang.
refusal-bill-too-big = Chek { MONEY($limit_minor) }dan katta: uni egasi tasdiqlaydi.
refusal-birthday-changed-already = Tugʻilgan kun bu yil oʻzgartirilgan. Yana { DAY($next_on) } dan oʻzgartirish mumkin.
refusal-card-not-ours =
    { $kind ->
        [wifi] Bu Wi-Fi kodi, mehmon kartasi emas.
        [payment] Bu toʻlov kodi, mehmon kartasi emas.
        [contact] Bu kontakt, mehmon kartasi emas.
        [other-bot] Bu boshqa doʻkon kartasi.
       *[other] Bu bizning karta emas.
    } Mehmondan kartani shu botda ochishni soʻrang.
refusal-card-unknown = Bunday karta yoʻq. Mehmon uni 10 soniyada ochishi mumkin.
refusal-cashier-blocked = Mehmon soʻrovingizni rad etdi. Bugun bu mehmonning ballarini boshqa kassir yechishi mumkin.
refusal-chiefs-only = Ballarni qoʻlda faqat egasi yoki boshqaruvchi oʻzgartira oladi.
refusal-coupon-expired = Bu kuponning muddati tugagan.
refusal-coupon-not-shown = Mehmon hozir bu kuponni koʻrsatmayapti. Botda «Kassirga koʻrsatish» tugmasini bossin.
refusal-coupon-used = Bu kupon ishlatilgan.
refusal-date-unusable = Taqvimda bunday kun yoʻq. Boshqasini tanlang.
refusal-days-fixed = Bu xabarda kun tanlanmaydi.
refusal-days-out-of-range = Kunlar { $low } dan { $high } gacha butun sonlar boʻlsin, takrorsiz.
refusal-gift-out-of-range = Sovgʻa { $low } dan { $high } gacha butun son boʻlsin.
refusal-guest-without-telegram = Bu kartada Telegram yoʻq, yechishni tasdiqlaydigan odam yoʻq. Mehmon botda karta ochsin.
refusal-key-conflict = Bu tugma boshqa amal uchun ishlatilgan. Qaytadan boshlang.
refusal-last-owner = Siz yagona egasisiz. Avval botni boshqaga topshiring.
refusal-link-expired = Havola eskirgan. Yangisini soʻrang.
refusal-link-used = Havola ishlatilgan. Egasidan yangisini soʻrang.
refusal-location-name-taken = «{ $location }» nuqtasi bor. Boshqa nom bering.
refusal-name-unusable = Nom 1 dan { $limit } tagacha belgidan iborat boʻlsin. Misol: Zerno, Lenin koʻchasi
refusal-no-card = Karta yoʻq. Yangisini ochish: /start
refusal-no-gift = Bu xabarda sovgʻa yoʻq.
refusal-no-shift = Smena allaqachon yopilgan.
refusal-not-enough-points = Balansda { POINTS($available) }, kerak: { POINTS($wanted) }.
refusal-not-serving = Kassa siz uchun oʻchirilgan. Egasidan soʻrang.
refusal-not-the-same-number = Bu boshqa son, qoida oʻzgarmadi. Xuddi shu sonni yana yozing yoki «Bekor»ni bosing.
refusal-not-your-bill = Bu chekni boshqa kassir urgan. Uni oʻsha kassir yoki egasi bekor qila oladi.
refusal-not-your-contact = Bu boshqa odamning raqami. Pastdagi tugmani bosing — Telegram sizning raqamingizni yuboradi.
refusal-not-your-request = Bu tugma siz uchun emas.
refusal-nothing-to-redeem =
    { $why ->
        [not-enough] Balansda foydalanish mumkin boʻlgan ball yoʻq.
        [minimum] Ballar bir martada yechiladigan miqdordan kam.
        [step] Ballar faqat butun qadamlar bilan yechiladi, bir qadamga yetmaydi.
        [deficit] Avval ballar qarzi qaytariladi.
        [nothing-redeemable] Bu tovarlar uchun ball bilan toʻlanmaydi.
       *[other] Bu chek uchun ball yechib boʻlmaydi.
    } Chekni ballsiz oʻtkazish mumkin.
refusal-number-expected = Son yozing. Masalan: 7
refusal-offer-ended = Bu aksiya tugagan. Yangisini boshlash mumkin.
refusal-offer-ends-before = Aksiyaning oxirgi kuni oʻtib ketgan. { DAY($today) } yoki keyinroq kunni tanlang.
refusal-offer-incomplete =
    { $field ->
        [title] Nomini yozing.
        [factor] Necha barobar koʻpligini tanlang.
       *[other] Sonini yozing. Masalan: 50
    }
refusal-offer-not-running = Bu aksiya hozir ishlamayapti.
refusal-offer-out-of-range = Qiymat { $low } dan { $high } gacha boʻlishi kerak.
refusal-other-money = Bu qoidalarda valyuta { $currency }, doʻkon esa boshqasida sotgan.
refusal-over-refund = { MONEY($left_minor) }dan koʻp qaytarib boʻlmaydi: qolgani qaytarilgan.
refusal-own-card = Oʻz kartangizga xizmat koʻrsatib boʻlmaydi. Hamkasbingizdan soʻrang.
refusal-owner-exists = Botning egasi bor. Uni kopilka claim --replace-owner buyrugʻi bilan topshirish mumkin.
refusal-owner-only = Buni faqat egasi qila oladi.
refusal-phone-known = { $phone } raqamli karta bor. Uni raqam boʻyicha toping.
refusal-phone-not-understood = Raqamni tushunmadim. Masalan: +998 90 123 45 67
refusal-phone-taken = Bu raqam boshqa kartada. Kassir uni bir daqiqada koʻchiradi.
refusal-phone-too-long = Raqamda ortiqcha raqamlar bor. Masalan: +998 90 123 45 67
refusal-phone-too-short = Raqamda raqamlar yetishmaydi. Masalan: +998 90 123 45 67
refusal-phone-unknown = { $phone } raqamli karta yoʻq. Mehmon uni 10 soniyada ochishi mumkin.
refusal-photo-not-picture = Bu surat emas. Kodni oddiy surat qilib yuboring.
refusal-photo-too-heavy = Fayl juda katta: koʻpi bilan 5 MB. Oddiy surat qilib yuboring.
refusal-photo-too-large = Surat juda katta: koʻpi bilan { $limit_megapixels } megapiksel. Oddiy surat qilib yuboring.
refusal-photo-without-code = Suratda kod koʻrinmadi. Yaqinroqdan va tekisroq suratga oling yoki karta raqamini yozing.
refusal-points-already-spent = Mehmon bu chek ballarini sarflab boʻlgan. Chekni egasi bekor qila oladi.
refusal-price-changed = Narx oʻzgardi: endi { POINTS($points) }.
refusal-program-changed-meanwhile = Qoidalarni hozirgina boshqa odam oʻzgartirdi. Yangisini koʻrib, takrorlang.
refusal-program-not-launched = Dastur hali ishga tushirilmagan. Egasi uni /start bilan ishga tushiradi.
refusal-quote-changed = Raqamlar oʻzgardi: endi { POINTS($applied) } sarflash mumkin, toʻlov { MONEY($to_pay_minor) }. Tekshirib, qaytadan bosing.
refusal-refund-too-big = { MONEY($limit_minor) }dan katta qaytarishni egasi oʻtkazadi.
refusal-repeated-bill = { MONEY($amount_minor) }lik xuddi shunday chek { $seconds_ago } soniya oldin boʻlgan. Bu yana bir xaridmi?
refusal-request-closed = Bu soʻrovga javob berilgan.
refusal-request-expired = Vaqt tugadi, ballar joyida. Soʻrovni takrorlash mumkin.
refusal-request-open = Mehmon oldingi soʻrovga hali javob bermagan. Javobni kuting yoki uni bekor qiling.
refusal-rule-out-of-range =
    { $rule ->
        [max-percent] Chekning ball bilan toʻlanadigan ulushi.
        [expiry] Kunlar soni.
        [value] Bitta ball qiymati.
        [min-points] Eng kam sarflash.
        [hold] Kutish kunlari.
       *[percent] Hisoblash foizi.
    } { $low } dan { $high } gacha son kerak.
refusal-several-cards = Suratda bir nechta karta bor: { $numbers }. Bittasini suratga oling yoki raqamini yozing.
refusal-shift-closed = Smena yopilgan. Uni oching va takrorlang.
refusal-shop-launched-already = Dastur ishlayapti. Qoidalar «Dastur» boʻlimida oʻzgartiriladi.
refusal-spend-locked = Bugun notoʻgʻri kodlar koʻp boʻldi, yechish ertagacha yopiq. Chekni ballsiz oʻtkazish mumkin.
refusal-unknown-rounding = Yaxlitlashni tugma bilan tanlang.
refusal-text-empty = Matn yoʻq. Mehmon oʻqiydigan matnni yozing.
refusal-text-too-long = Juda uzun: koʻpi bilan { $limit } belgi.
refusal-too-many-requests = { $minutes } daqiqada uchta soʻrov — chegara. Chekni ballsiz oʻtkazish mumkin.
refusal-type-it-yourself = Yuborilgan xabar hisobga olinmaydi. Summa yoki raqamni oʻzingiz yozing.
refusal-unclaimed-limit = Telegramsiz karta { $purchases } xaridda { POINTS($points) }gacha yigʻadi va sarflay olmaydi. Mehmon botda karta ochsin.
refusal-undo-too-late = Chekni dastlabki { $minutes } daqiqada bekor qilish mumkin. Endi buni egasi qiladi yoki qaytarish rasmiylashtiring.
refusal-unknown-coupon = Bunday kupon yoʻq.
refusal-unknown-member = Bunday karta endi yoʻq.
refusal-unknown-offer = Bunday aksiya yoʻq.
refusal-unknown-placeholder = { $placeholder } menga nomaʼlum. Mumkin: { $allowed }.
refusal-unknown-purchase = Bunday chek yoʻq.
refusal-unknown-staff = Bu odam roʻyxatda yoʻq. Roʻyxatni qayta oching.
refusal-unknown-tier = Dasturda bunday daraja yoʻq.
refusal-unknown-version = Qoidalarning bunday versiyasi yoʻq. Roʻyxatni qayta oching.
refusal-unusual-bill = { MONEY($amount_minor) } — odatdagidan ({ MONEY($usual_max_minor) }gacha) oʻn baravardan ham koʻp. Summa toʻgʻrimi?
refusal-window-out-of-range = 1 kundan { $high } kungacha tanlang.
refusal-plan-in-the-way = { DAY($starts_on) }dan boshqa qoidalar rejalashtirilgan, bu oʻzgarish ularga mos kelmaydi. Avval rejani bekor qiling.
refusal-plan-changes-shop = Doʻkon nomi, valyuta, vaqt mintaqasi va ballar nomi faqat darhol oʻzgaradi, sanadan emas.
refusal-plan-too-far = Bunchalik oldindan rejalashtirib boʻlmaydi: koʻpi bilan { $days } kun.
