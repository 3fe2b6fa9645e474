"""`python -m benchmarks.templates [--write]`: a year of a shop under each template, in figures.

Guests of the same kind come every time the program is run: the seed is fixed, and chance is asked
for whole numbers only. What they do goes through the same pure core as `kopilka replay`. With
`--write` the tables of docs/templates.md are put in the place of the old ones.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from services.domain import events
from services.domain.lines import Line
from services.domain.receipts import Line as BillLine
from services.domain.receipts import Receipt
from services.domain.replay import Shop
from services.domain.state import Birthday
from services.program import Document, build, load_document

PAGE = Path(__file__).resolve().parent.parent / "docs" / "templates.md"
SEED = 20261123
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ZONE = ZoneInfo("Europe/Moscow")
QUARTERS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), LAST)
OPENS, MINUTES = 9, 12 * 60
DAY = timedelta(days=1)
_MINOR = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Trade:
    """How a kind of shop is lived in; chances are in a thousand.

    `visits` are chances of coming on a day, one for each kind of guest, rare guests first; `bills`
    whole roubles from and to; `spend` the chance that points pay, `back` that goods come back,
    `friends` that somebody new was invited by somebody there.
    """

    guests: int
    visits: tuple[int, ...]
    bills: tuple[tuple[int, int], ...]
    categories: tuple[str, ...]
    spend: int
    back: int
    friends: int = 0


TRADES: Mapping[str, Trade] = {
    "coffee": Trade(
        guests=150,
        visits=(8, 8, 40, 40, 120, 300),
        bills=((180, 320), (180, 320), (250, 480), (400, 900)),
        categories=("coffee", "coffee", "dessert", "food"),
        spend=120,
        back=2,
    ),
    "beauty": Trade(
        guests=120,
        visits=(4, 8, 16, 30),
        bills=((900, 2_500), (1_500, 4_000), (3_000, 9_000)),
        categories=("hair", "nails", "care"),
        spend=220,
        back=4,
    ),
    "retail": Trade(
        guests=200,
        visits=(3, 6, 12, 25),
        bills=((400, 1_500), (1_000, 4_000), (3_000, 12_000)),
        categories=("clothes", "shoes", "home"),
        spend=200,
        back=60,
    ),
    "delivery": Trade(
        guests=150,
        visits=(8, 16, 40, 80),
        bills=((600, 1_200), (900, 1_800), (1_500, 3_500)),
        categories=("pizza", "rolls", "drinks"),
        spend=200,
        back=10,
        friends=250,
    ),
}


@dataclass(kw_only=True, slots=True)
class Figures:
    """A quarter, or the year: points by the kind of their entries, money in minor units."""

    purchases: int = 0
    sales_minor: int = 0
    points: Counter[str] = field(default_factory=Counter)
    outstanding: int = 0

    def count(self, line: Line) -> None:
        entries: Any = line.get("entries", ())
        for entry in entries:
            self.points[entry["kind"]] += entry["points"]

    def add(self, other: "Figures") -> None:
        self.purchases += other.purchases
        self.sales_minor += other.sales_minor
        self.points.update(other.points)
        self.outstanding = other.outstanding

    @property
    def earned(self) -> int:
        return self.points["earn"] + self.points["clawback"]

    @property
    def redeemed(self) -> int:
        return -self.points["redeem"] - self.points["restore"]


@dataclass(kw_only=True, slots=True)
class Year:
    """What became of a shop: its quarters, who stands where at the end, stamp cards filled."""

    value_minor: int
    quarters: list[Figures] = field(default_factory=list)
    tiers: Counter[str] = field(default_factory=Counter)
    full_cards: set[str] = field(default_factory=set)

    @property
    def total(self) -> Figures:
        total = Figures()
        for quarter in self.quarters:
            total.add(quarter)
        return total


class Town:
    """The guests of one shop, day by day."""

    def __init__(self, name: str) -> None:
        self._trade = TRADES[name]
        self._chance = random.Random(f"{SEED}:{name}")
        text = files("services").joinpath("templates", f"{name}.toml").read_text("utf-8")
        program = build(_with_cards(load_document(text)))
        self._rewards = {card.reward for card in program.stamp_cards}
        self._tiers = [tier.id for tier in program.tiers.ladder] if program.tiers else []
        self._shop = Shop(program)
        self._year = Year(value_minor=program.points.value_minor)
        self._now = Figures()
        self._keenness: dict[str, int] = {}
        self._back: list[tuple[date, str, int]] = []
        self._number = 0

    def live(self) -> Year:
        """Live through the year, and close the books at the end of each quarter."""
        day = FIRST
        while day <= LAST:
            self._guests_join(day)
            for minute, guest in sorted(self._visits()):
                self._buys(guest, _at(day, minute))
            self._goods_come_back(day)
            if day in QUARTERS:
                self._close(day)
            day += DAY
        return self._year

    def _guests_join(self, day: date) -> None:
        """Let three guests of four join in the first half of the year."""
        days = (day - FIRST).days
        share = 3 * days if days < 182 else 3 * 182 + (days - 182)
        wanted = min(self._trade.guests, self._trade.guests * share // (3 * 182 + 182) + 1)
        while len(self._keenness) < wanted:
            guest = f"guest {len(self._keenness) + 1}"
            born = date(2000, 1, 1) + self._chance.randrange(366) * DAY
            birthday = Birthday(month=born.month, day=born.day)
            friend = self._friend()
            event = events.Join(at=_at(day, 0), member=guest, birthday=birthday, invited_by=friend)
            self._keenness[guest] = self._chance.choice(self._trade.visits)
            self._tell(event)

    def _friend(self) -> str | None:
        """Return who invited the next guest; a trade without friends takes no chance."""
        share = self._trade.friends
        if not share or not self._keenness or not self._happens(share):
            return None
        return self._chance.choice(list(self._keenness))

    def _visits(self) -> Iterator[tuple[int, str]]:
        for guest, keenness in self._keenness.items():
            if self._happens(keenness):
                yield 1 + self._chance.randrange(MINUTES - 2), guest

    def _buys(self, guest: str, at: datetime) -> None:
        low, high = self._chance.choice(self._trade.bills)
        amount_minor = self._chance.randrange(low, high + 1) * _MINOR
        line = BillLine(
            amount_minor=amount_minor, category=self._chance.choice(self._trade.categories)
        )
        self._number += 1
        key = str(self._number)
        wanted: Literal["max"] | None = "max" if self._happens(self._trade.spend) else None
        receipt = Receipt(amount_minor=amount_minor, lines=(line,), redeem=wanted)
        self._tell(events.Purchase(at=at, member=guest, key=key, receipt=receipt))
        self._now.purchases += 1
        self._now.sales_minor += amount_minor
        if self._happens(self._trade.back):
            on = at.date() + (1 + self._chance.randrange(10)) * DAY
            self._back.append((on, key, amount_minor))

    def _goods_come_back(self, day: date) -> None:
        for on, key, amount_minor in self._back:
            if on == day:
                at = _at(day, MINUTES - 1)
                self._tell(events.Refund(at=at, purchase=key, key=f"back {key}"))
                self._now.sales_minor -= amount_minor
        self._back = [one for one in self._back if one[0] > day]

    def _close(self, day: date) -> None:
        at = _at(day, MINUTES)
        self._tell(events.Tick(at=at))
        self._year.tiers.clear()
        for guest in self._keenness:
            (seen,) = self._shop.apply(events.Show(at=at, member=guest))
            line: Any = seen
            self._now.outstanding += line["balance"] + line["pending"]
            self._year.tiers[line["tier"]] += 1
        self._year.quarters.append(self._now)
        self._now = Figures()

    def _happens(self, in_a_thousand: int) -> bool:
        return self._chance.randrange(1000) < in_a_thousand

    def _tell(self, event: events.Event) -> None:
        for line in self._shop.apply(event):
            assert "refused" not in line, line
            self._now.count(line)
            coupons: Any = line.get("coupons", ())
            self._year.full_cards.update(
                one["id"] for one in coupons if one["id"].partition(":")[0] in self._rewards
            )

    def tiers(self) -> list[str]:
        return self._tiers


def _with_cards(document: Document) -> Document:
    """Let the stamp cards run that a template ships switched off: they cost no points."""
    cards = (card.model_copy(update={"on": True}) for card in document.stamp_card)
    return document.model_copy(update={"stamp_card": tuple(cards)})


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, OPENS, tzinfo=ZONE) + timedelta(minutes=minute)


def tables(name: str) -> str:
    """Live through a template's year; return its table and the line of its tiers."""
    town = Town(name)
    year = town.live()
    rows = [_row(f"Q{number}", one, year) for number, one in enumerate(year.quarters, 1)]
    head = (
        "",
        "purchases",
        "sales, ₽",
        "earned",
        "gifts",
        "redeemed",
        "expired",
        "outstanding",
        "liability, ₽",
        "cost, % of sales",
    )
    rows.append(_row("2026", year.total, year))
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)]), *map(_line, rows)]
    standing = " · ".join(f"{tier}: {year.tiers[tier]}" for tier in town.tiers())
    lines += ["", f"Members per tier at the end of the year: {standing}."]
    if full := len(year.full_cards):
        lines.append(f"Its stamp card, once switched on: filled {full} times.")
    return "\n".join(lines)


def _row(name: str, figures: Figures, year: Year) -> list[str]:
    worth = figures.redeemed * year.value_minor
    return [
        name,
        _whole(figures.purchases),
        _whole(figures.sales_minor // _MINOR),
        _whole(figures.earned),
        _whole(figures.points["gift"]),
        _whole(figures.redeemed),
        _whole(-figures.points["expire"]),
        _whole(figures.outstanding),
        _whole(figures.outstanding * year.value_minor // _MINOR),
        _percent(Fraction(100 * worth, figures.sales_minor)),
    ]


def _line(cells: Any) -> str:
    return f"| {' | '.join(cells)} |"


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def _percent(share: Fraction) -> str:
    tenths = round(share * 10)
    return f"{tenths // 10}.{tenths % 10}"


def written(page: str, name: str, figures: str) -> str:
    """Return the page with these figures between the marks of a template."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert marked.search(page), f"docs/templates.md has no place for {name}"
    return marked.sub(lambda found: f"{found[1]}{figures}\n{found[2]}", page)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.templates")
    parser.add_argument("--write", action="store_true", help="put the tables into the page")
    options = parser.parse_args()
    page = PAGE.read_text("utf-8") if options.write else ""
    for name in TRADES:
        figures = tables(name)
        print(f"{name}\n\n{figures}\n")
        if options.write:
            page = written(page, name, figures)
    if options.write:
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
