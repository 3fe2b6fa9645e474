"""The currencies a program may be kept in, by their ISO 4217 codes."""

_CODES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
    TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())

# Where a till shows no coins, or thousandths; everyone else counts hundredths. The sum is here
# although its tiyin exists on paper: no till in Uzbekistan has shown one for years.
_DIGITS = {
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UZS VND VUV XAF XOF XPF": 0,
    "BHD IQD JOD KWD LYD OMR TND": 3,
}
_DIGITS_BY_CODE = {code: digits for codes, digits in _DIGITS.items() for code in codes.split()}


def digits_of(currency: str) -> int:
    """How many decimals a till of that currency shows, unless the program says otherwise."""
    return _DIGITS_BY_CODE.get(currency, 2)
