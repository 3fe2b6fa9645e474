"""Numbers, money, points and dates as one language and one shop write them."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from babel.plural import to_python

from services.facts import Localized
from services.units import DEFAULT, LANGUAGES, PointsUnit

NO_BREAK = "\u00a0"
MINUS = "\u2212"
SYMBOLS = {
    "RUB": "₽", "KZT": "₸", "USD": "$", "EUR": "€", "GBP": "£", "UAH": "₴", "GEL": "₾",
    "AMD": "֏", "AZN": "₼", "TRY": "₺", "BYN": "Br", "ILS": "₪", "INR": "₹", "CNY": "¥",
}  # fmt: skip
SPOKEN_SYMBOLS = {
    "UZS": {"ru": "сум", "uz": "soʻm", "en": "soʻm"},
    "KGS": {"ru": "сом", "uz": "som", "en": "som"},
    "TJS": {"ru": "сомони", "uz": "somoniy", "en": "somoni"},
}
_LOCALES = {language: Locale.parse(language) for language in LANGUAGES}
# Babel asks a locale anew for each number, which takes longer than a whole sentence.
_GROUPS = {language: get_group_symbol(locale) for language, locale in _LOCALES.items()}
_POINTS = {language: get_decimal_symbol(locale) for language, locale in _LOCALES.items()}
_PLURALS = {language: to_python(locale.plural_form) for language, locale in _LOCALES.items()}
# What a person reads as a date: (day and month, the short form, with the year).
DATES = {
    "ru": ("d MMMM", "d MMM", "d MMMM y"),
    "en": ("d MMM", "d MMM", "d MMM y"),
    "uz": ("d-MMMM", "d-MMM", "y-'yil' d-MMMM"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Locality:
    """What a shop's numbers look like: its currency, its points' name, its clock."""

    currency: str = "RUB"
    digits: int = 2
    timezone: str = "Europe/Moscow"
    unit: PointsUnit = DEFAULT


class Formats:
    """How one language prints what a shop counts; pictures use it piecewise."""

    def __init__(self, *, language: str, locality: Locality) -> None:
        self.language = language
        self.locality = locality

    def number(self, number: int | Decimal) -> str:
        if isinstance(number, int):
            return f"{MINUS if number < 0 else ''}{self._grouped(abs(number))}"
        return str(format_decimal(number, locale=self._locale)).replace("-", MINUS)

    def unit(self, points: int) -> str:
        """Return the noun alone, in the form this number asks for."""
        return self.locality.unit.form(self.language, _PLURALS[self.language](abs(points)))

    def points(self, points: int) -> str:
        return f"{self.number(points)}{NO_BREAK}{self.unit(points)}"

    def money(self, minor: int) -> str:
        """Return "450 ₽", or "450,50 ₽" when there are minor units to show."""
        digits = self.locality.digits
        whole, rest = divmod(abs(minor), 10**digits)
        shown = self._grouped(whole)
        if rest:
            shown += f"{_POINTS[self.language]}{rest:0{digits}}"
        return f"{MINUS if minor < 0 else ''}{shown}{NO_BREAK}{self._symbol}"

    def percent(self, percent: str | Decimal) -> str:
        space = "" if self.language == "en" else NO_BREAK
        return f"{self.number(Decimal(percent))}{space}%"

    def day(self, on: date) -> str:
        return str(format_date(on, format=self._dates[0], locale=self._locale))

    def short_day(self, on: date) -> str:
        return str(format_date(on, format=self._dates[1], locale=self._locale)).replace(".", "")

    def full_day(self, on: date) -> str:
        return str(format_date(on, format=self._dates[2], locale=self._locale))

    def time(self, at: datetime) -> str:
        return str(format_datetime(at.astimezone(self._zone), "HH:mm", locale=self._locale))

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{self.day(local.date())}, {self.time(at)}"

    def name(self, localized: Localized) -> str:
        names = localized.names
        return names.get(self.language) or names.get("en") or next(iter(names.values()), "")

    def _grouped(self, number: int) -> str:
        """Write a number from 0 on in groups of three digits, as all our languages do."""
        return f"{number:,}".replace(",", _GROUPS[self.language])

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    @property
    def _zone(self) -> tzinfo:
        return ZoneInfo(self.locality.timezone)

    @property
    def _dates(self) -> tuple[str, str, str]:
        return DATES[self.language]

    @property
    def _symbol(self) -> str:
        currency = self.locality.currency
        spoken = SPOKEN_SYMBOLS.get(currency)
        return spoken[self.language] if spoken else SYMBOLS.get(currency, currency)

    def local(self, at: datetime) -> date:
        """Return the shop's date at this moment."""
        return at.astimezone(self._zone).date()
