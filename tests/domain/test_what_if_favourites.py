"""Favourites under other rules: what was picked is picked again, and counts where they name it."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from services.domain.conditions import Condition
from services.domain.groups import FavouriteRules
from services.domain.histories import Bought, Deed, History, Picked, Seen, Version
from services.domain.kinds import EarnType
from services.domain.program import EarnRule, Program
from services.domain.receipts import Receipt
from services.domain.what_if import Case, Compared, compare, rules_of
from tests.domain.story import a_line, a_program, base, minor

MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def rules(percent: int = 10, choose: int = 2, of: tuple[str, ...] = ("coffee", "tea")) -> Program:
    own = EarnRule(
        id="favourite",
        type=EarnType.PERCENT,
        percent=Fraction(percent),
        exclusive=True,
        when=Condition(favourite=True),
    )
    return a_program(base(), own, favourites=FavouriteRules(choose=choose, of=of))


def tried(program: Program) -> Compared:
    """Pick tea two days before the window, coffee and tea on its second day; buy 100 of each."""
    deeds: list[Deed] = []

    def note(day: int, deed: type[Deed], **facts: Any) -> None:
        on = (MONDAY + day * DAY).date()
        deeds.append(deed(on=on, order=len(deeds) + 1, version=1, **facts))

    def buy(day: int, earned: int) -> None:
        lines = (a_line(100, "tea"), a_line(100, "coffee"))
        receipt = Receipt(amount_minor=minor(200), lines=lines)
        at = MONDAY + day * DAY
        facts = {"purchase": len(deeds), "receipt": receipt, "applied": 0}
        note(day, Bought, at=at, earned=earned, **facts)

    note(-2, Picked, categories=("tea",))
    buy(0, 15)
    note(1, Picked, categories=("coffee", "tea"))
    buy(1, 20)
    note(1, Seen, balance=35, pending=0, deficit=0)
    version = Version(
        id=1, rules=rules_of(rules()), began=MONDAY - 9 * DAY, since=(MONDAY - 9 * DAY).date()
    )
    joined_on = (MONDAY - 9 * DAY).date()
    case = Case(
        versions=[version],
        begun=1,
        starts_on=MONDAY.date(),
        today=(MONDAY + DAY).date(),
        tried=rules_of(program),
    )
    (compared,) = compare(case, [History(member=1, joined_on=joined_on, deeds=tuple(deeds))])
    assert compared.fits
    assert compared.before.earned == 35
    return compared


def test_picks_of_before_and_in_the_window_count_under_the_tried_percent():
    assert tried(rules()).after.earned == 35
    assert tried(rules(20)).after.earned == 25 + 40


def test_only_what_the_tried_rules_name_counts_and_no_more_than_they_allow():
    assert tried(rules(of=("coffee",), choose=1)).after.earned == 10 + 15
    assert tried(rules(choose=1)).after.earned == 15 + 15


def test_rules_without_favourites_give_what_everything_gives():
    assert tried(a_program()).after.earned == 20
