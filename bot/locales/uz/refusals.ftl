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
refusal-card-not-ours =
    { $kind ->
        [wifi] Bu Wi-Fi kodi, mehmon kartasi emas.
        [payment] Bu toʻlov kodi, mehmon kartasi emas.
        [contact] Bu kontakt, mehmon kartasi emas.
        [other-bot] Bu boshqa doʻkon kartasi.
       *[other] Bu bizning karta emas.
    } Mehmondan kartani shu botda ochishni soʻrang.
refusal-phone-not-understood = Raqamni tushunmadim. Masalan: +998 90 123 45 67
refusal-phone-too-long = Raqamda ortiqcha raqamlar bor. Masalan: +998 90 123 45 67
refusal-phone-too-short = Raqamda raqamlar yetishmaydi. Masalan: +998 90 123 45 67
refusal-photo-not-picture = Bu surat emas. Kodni oddiy surat qilib yuboring.
refusal-photo-too-heavy = Fayl juda katta: koʻpi bilan 5 MB. Oddiy surat qilib yuboring.
refusal-photo-too-large = Surat juda katta: koʻpi bilan { $limit_megapixels } megapiksel. Oddiy surat qilib yuboring.
refusal-photo-without-code = Suratda kod koʻrinmadi. Yaqinroqdan va tekisroq suratga oling yoki karta raqamini yozing.
