"""A daily look at the last month for what a dishonest till would leave in the books.

docs/reliability.md, T1 and T3. The database groups the bills; only the few cards that stand
out are looked at one by one. A card that always meets the same cashier because nobody else
worked at that hour does not stand out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import exp, lgamma, log, prod, sqrt
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from models.watch import Pattern
from services.store import shop as shop_store
from services.store import watch as store
from services.store.watch import Span

DAYS = 30
HOUR = 9
"""The shop's local hour at which yesterday is over and the owner awake."""

BILLS_MIN = 100
"""A shop with fewer bills a month has no habits to compare with."""

OFTEN_DAYS, OFTEN_PEAK = 6, 4
PAIR_BILLS, PAIR_SIGMAS, PAIR_ALWAYS = 12, 3.5, 60
ONLY_BILLS, ONLY_CHANCE = 8, 0.001
ROUND_BILLS, ROUND_CHANCE = 6, 0.0001
MUCH_TIMES = 10
UNDONE_BILLS, UNDONE_CHANCE = 8, 0.0001
GATHER_CARDS = 5

_CANDIDATES_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A pattern of a card, a cashier or both; `facts` are whole numbers for the sentence."""

    pattern: Pattern
    span: Span
    member_id: int | None = None
    staff_id: int | None = None
    facts: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.pattern}:{self.member_id or '-'}:{self.staff_id or '-'}"


def due(tx: Connection, *, now: datetime) -> date | None:
    """Return today's local date once its hour has struck and nobody has looked yet."""
    settings = shop_store.load_settings(tx)
    if settings is None or settings.launched_at is None:
        return None
    local = now.astimezone(ZoneInfo(settings.timezone))
    if local.hour < HOUR or store.was_looked(tx, local.date()):
        return None
    return local.date()


def look(tx: Connection, today: date) -> tuple[Found, ...]:
    """Look at the `DAYS` days before today; nothing is written. For `report`."""
    span = Span(since=today - timedelta(days=DAYS), until=today - timedelta(days=1))
    gathered = tuple(_gather(tx, span))
    bills, minor = store.load_totals(tx, span)
    if bills < BILLS_MIN:
        return gathered
    return (
        *gathered,
        *_often(tx, span),
        *_together(tx, span),
        *_round(tx, span, bills, minor),
        *_much(tx, span),
        *_undone(tx, span),
    )


def _gather(tx: Connection, span: Span) -> Iterator[Found]:
    """Find cards that other cards give their points to; no habits are needed to see it."""
    for row in store.load_gathering(tx, span, cards=GATHER_CARDS):
        facts = {"cards": row.cards, "points": int(row.points)}
        yield Found(pattern=Pattern.GATHER, span=span, member_id=row.member_id, facts=facts)


def _often(tx: Connection, span: Span) -> Iterator[Found]:
    """Find cards with several bills a day."""
    for row in store.load_often(tx, span, days=OFTEN_DAYS, peak=OFTEN_PEAK):
        facts = {"days": row.days, "peak": row.peak}
        yield Found(pattern=Pattern.OFTEN, span=span, member_id=row.member_id, facts=facts)


def _together(tx: Connection, span: Span) -> Iterator[Found]:
    """Find cards that meet one cashier more often than the others at work explain."""
    pairs = store.load_pairs(tx, span, bills=min(PAIR_BILLS, ONLY_BILLS))
    tills = _Tills(store.load_tills(tx, span))
    for start in range(0, len(pairs), _CANDIDATES_AT_ONCE):
        some = pairs[start : start + _CANDIDATES_AT_ONCE]
        by_card: dict[int, list[Row[Any]]] = defaultdict(list)
        for bill in store.load_bills_of(tx, span, {pair.member_id for pair in some}):
            by_card[bill.member_id].append(bill)
        for pair in some:
            bills = by_card[pair.member_id]
            pattern = _unlikely(pair, [tills.share(pair.staff_id, bill) for bill in bills])
            if pattern is not None:
                yield Found(
                    pattern=pattern,
                    span=span,
                    member_id=pair.member_id,
                    staff_id=pair.staff_id,
                    facts={"bills": pair.bills, "all": len(bills)},
                )


def _unlikely(pair: Row[Any], shares: Sequence[float]) -> Pattern | None:
    """Compare the meetings with chance; `shares` are the cashier's chances at each bill."""
    if pair.bills == len(shares) and pair.bills >= ONLY_BILLS and prod(shares) < ONLY_CHANCE:
        return Pattern.ONLY
    if pair.bills < PAIR_BILLS:
        return None
    expected = sum(shares)
    spread = sqrt(sum(share * (1 - share) for share in shares))
    if pair.bills >= PAIR_ALWAYS or pair.bills > expected + PAIR_SIGMAS * spread > expected:
        return Pattern.PAIR
    return None


class _Tills:
    """Who was at work on a day, from the first bill to the last, and how busy."""

    def __init__(self, found: Iterable[Row[Any]]) -> None:
        self._days: dict[date, list[Row[Any]]] = defaultdict(list)
        for row in found:
            self._days[row.on].append(row)

    def share(self, staff_id: int, bill: Row[Any]) -> float:
        """Return the chance that this cashier served a bill, among those at work then."""
        at_work = [one for one in self._days[bill.on] if _was_at_work(one, bill.at)]
        own = sum(_pace(one) for one in at_work if one.staff_id == staff_id)
        return own / sum(_pace(one) for one in at_work)


def _was_at_work(till: Row[Any], at: datetime) -> bool:
    """Tell whether a shift took in this moment: it began and ended about a bill's time off."""
    margin = (till.last - till.first) / till.bills
    began: datetime = till.first - margin
    ended: datetime = till.last + margin
    return began <= at <= ended


def _pace(till: Row[Any]) -> float:
    """Return the bills an hour: who works all day is not twice as likely at noon."""
    bills: int = till.bills
    hours: float = (till.last - till.first) / timedelta(hours=1)
    return bills / max(1.0, hours)


def _round(tx: Connection, span: Span, bills: int, minor: int) -> Iterator[Found]:
    """Find cards whose sums are round where the shop's are not: nobody ate for 1 000 sharp."""
    step = 10 ** (len(str(minor // bills)) - 1)
    usual = store.count_round(tx, span, step) / bills
    for row in store.load_round(tx, span, step=step, bills=ROUND_BILLS):
        if _at_least(row.round, of=row.bills, share=usual) < ROUND_CHANCE:
            yield Found(
                pattern=Pattern.ROUND,
                span=span,
                member_id=row.member_id,
                facts={"bills": row.round, "all": row.bills, "step": step},
            )


def _much(tx: Connection, span: Span) -> Iterator[Found]:
    """Find cards that earned in a day what others earn in many visits."""
    days, points = store.load_card_days(tx, span)
    above = MUCH_TIMES * points // max(1, days)
    if not above:
        return
    # The biggest day of a card comes last and is the one that is told.
    biggest = {row.member_id: row for row in store.load_much(tx, span, above=above)}
    for row in biggest.values():
        yield Found(
            pattern=Pattern.MUCH,
            span=Span(since=row.on, until=row.on),
            member_id=row.member_id,
            facts={"points": int(row.points)},
        )


def _undone(tx: Connection, span: Span) -> Iterator[Found]:
    """Find cashiers whose bills go back more often than those of the others."""
    found = store.load_undone(tx, span)
    bills, undone = sum(row.bills for row in found), sum(row.undone for row in found)
    for row in found:
        others = bills - row.bills
        if row.undone < UNDONE_BILLS or not others:
            continue
        # One more than there were: a shop that never took a bill back yet is no proof.
        usual = (undone - row.undone + 1) / (others + 1)
        if _at_least(row.undone, of=row.bills, share=min(1.0, usual)) < UNDONE_CHANCE:
            yield Found(
                pattern=Pattern.UNDONE,
                span=span,
                staff_id=row.staff_id,
                facts={"bills": int(row.undone), "all": row.bills},
            )


def _at_least(count: int, *, of: int, share: float) -> float:
    """Return how likely so many of so many are, each having this chance."""
    if not 0 < share < 1:
        return share
    # In logarithms: a busy cashier's thousands of bills are beyond a float otherwise.
    whole = lgamma(of + 1)
    return sum(
        exp(
            whole
            - lgamma(number + 1)
            - lgamma(of - number + 1)
            + number * log(share)
            + (of - number) * log(1 - share)
        )
        for number in range(count, of + 1)
    )
