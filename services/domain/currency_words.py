"""The words and signs by which people name a currency when they type an amount."""

_WORDS = {
    "RUB": "₽ р руб рубль рубля рублей рубли rub rur rubl ruble rubles rouble roubles",
    "UZS": "сум сўм сумов сума som soum sum so'm uzs сом",
    "KZT": "₸ т тг тнг тенге теңге tg tenge teñge kzt",
    "USD": "$ us$ usd долл доллар доллара долларов dollar dollars dollari",
    "EUR": "€ eur евро euro euros yevro",
    "GBP": "£ gbp фунт фунта фунтов pound pounds",
    "BYN": "br byn р руб рубль рубля рублей",
    "UAH": "₴ грн гривна гривны гривен uah",
    "KGS": "⃀ с сом сома сомов som kgs",
    "TJS": "сомони somoni tjs с",
    "AZN": "₼ ман манат маната манатов manat azn",
    "AMD": "֏ др драм драма драмов dram amd",
    "GEL": "₾ лари lari gel",
    "TRY": "₺ tl лира лиры лир lira try",
    "AED": "aed дирхам дирхама дирхамов dirham dirhams dh",
    "ILS": "₪ ils шекель шекеля шекелей shekel shekels",
    "INR": "₹ inr рупия рупии рупий rupee rupees",
    "CNY": "¥ cny юань юаня юаней yuan",
    "JPY": "¥ jpy иена иены иен йен yen",
}

_CODES_BY_WORD: dict[str, tuple[str, ...]] = {}
for _code, _words in _WORDS.items():
    for _word in _words.split():
        _CODES_BY_WORD[_word] = (*_CODES_BY_WORD.get(_word, ()), _code)

_APOSTROPHES = str.maketrans(dict.fromkeys("ʻ’‘`´ʼ", "'"))


def currencies_called(word: str, *, own: str) -> tuple[str, ...]:
    """Name the currencies a word may mean, as ISO codes; the program's `own` code is a word too.

    Case and the kind of apostrophe do not matter, nor one full stop after an abbreviation.
    """
    bare = word.casefold().removesuffix(".").translate(_APOSTROPHES)
    if bare == own.casefold():
        return (own,)
    return _CODES_BY_WORD.get(bare, ())
