"""Weeks to draw: the usual one, one of zeros, and ones that strain the drawing."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.texts import TextLibrary
from handlers.formats import Locality
from handlers.texts import Texts
from services import shop
from services.database import Database
from services.week import Day, Quiet, TierCount, Totals, Week
from tests.builders.shops import Shop, a_key, an_owner

MONDAY = date(2026, 11, 9)
LANGUAGES = ("ru", "en", "uz")


def days(monday: date, *amounts: int) -> tuple[Day, ...]:
    """Return seven days with these sums in whole units, a bill for each 650 of them."""
    return tuple(
        Day(on=monday + timedelta(days=number), bills=amount // 650, amount_minor=amount * 100)
        for number, amount in enumerate(amounts)
    )


def tiers(*counted: tuple[str, int]) -> tuple[TierCount, ...]:
    return tuple(TierCount(names={"ru": name}, members=number) for name, number in counted)


USUAL = Week(
    shop="Кофейня «Зерно»",
    locations=2,
    complete=True,
    through=MONDAY + timedelta(days=6),
    days=days(MONDAY, 58_200, 41_100, 62_400, 65_900, 79_300, 97_600, 81_700),
    before_days=days(
        MONDAY - timedelta(days=7), 55_000, 47_000, 54_000, 61_000, 70_000, 81_000, 66_000
    ),
    totals=Totals(amount_minor=486_200_00, bills=742, new_members=63, guests=400, returned=164),
    before=Totals(amount_minor=434_000_00, bills=687, new_members=66, guests=371, returned=141),
    earned=24_310,
    redeemed=9_820,
    tiers=tiers(("Новичок", 812), ("Бронза", 421), ("Золото", 137), ("Платина", 28)),
    quiet=Quiet(on=MONDAY + timedelta(days=1), amount_minor=41_100_00, below_percent=41),
)
FIRST = replace(
    USUAL,
    locations=1,
    days=days(MONDAY, 0, 0, 0, 0, 0, 450, 0),
    before_days=days(MONDAY - timedelta(days=7), 0, 0, 0, 0, 0, 0, 0),
    totals=Totals(amount_minor=450_00, bills=1, new_members=0, guests=1, returned=0),
    before=Totals(amount_minor=0, bills=0, new_members=0, guests=0, returned=0),
    earned=0,
    redeemed=0,
    tiers=tiers(("Новичок", 0), ("Друг", 0)),
    quiet=None,
)
HUGE = replace(
    USUAL,
    shop="Кондитерская и пекарня «У Вильгельма на Большой Никитской, во дворе направо» & <b>",
    locations=1_204,
    days=days(MONDAY, *(98_765_432_109 + 10**9 * number for number in range(7))),
    before_days=days(MONDAY - timedelta(days=7), *[12] * 7),
    totals=Totals(
        amount_minor=712_358_024_763_99,
        bills=12_345_678,
        new_members=9_876_543,
        guests=1,
        returned=1,
    ),
    before=Totals(
        amount_minor=84_00, bills=12_345_678, new_members=98_765_432, guests=3, returned=0
    ),
    earned=123_456_789_012,
    redeemed=123_456_789_012,
    tiers=tiers(*((f"Заслуженный ценитель эклеров № {number}", 1_234_567) for number in range(9))),
    quiet=Quiet(on=MONDAY, amount_minor=98_765_432_109_99, below_percent=99),
)
WITHOUT_TIERS = replace(
    USUAL,
    tiers=(),
    complete=False,
    through=MONDAY + timedelta(days=3),
    days=days(MONDAY, 58_200, 41_100, 62_400, 65_900, 0, 0, 0),
)
WEEKS = {"usual": USUAL, "first": FIRST, "huge": HUGE, "without tiers": WITHOUT_TIERS}


async def a_shop_in_berlin(database: Database, *, now: datetime) -> Shop:
    """Launch a shop where the clocks change: on 29 March and on 25 October of 2026."""
    owner = await an_owner(database, now=now)
    await database.write(
        shop.launch,
        template="coffee",
        name="Korn",
        currency="EUR",
        timezone="Europe/Berlin",
        language="en",
        actor=owner,
        key=a_key(),
        now=now,
    )
    return Shop(database=database, owner=owner)


def speaking(language: str, *, currency: str = "RUB") -> Texts:
    return TextLibrary(strict=True).speak(language, Locality(currency=currency))
