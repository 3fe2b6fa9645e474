"""Points from one member to another."""

from dataclasses import dataclass
from datetime import date

from services.domain.book import Book
from services.domain.errors import NotEnoughPoints, Refusal
from services.domain.gaining import lose
from services.domain.kinds import EntryKind, Period, Reason
from services.domain.outcome import Entry, Part, Transferred
from services.domain.program import Program, TransferRules
from services.domain.settling import settled
from services.domain.state import MemberState


@dataclass(kw_only=True, unsafe_hash=True)
class TransferTooSmall(Refusal):
    """The program knows no gift this small."""

    least: int


@dataclass(kw_only=True, unsafe_hash=True)
class TransferLimitReached(Refusal):
    """More than one member may give in this period ("day" or "month"); `left` is the rest."""

    per: str
    most: int
    left: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """Points a member has given today and in this calendar month, by the shop's dates."""

    day: int = 0
    month: int = 0


def most_to_give(rules: TransferRules, given: Given, balance: int) -> int:
    """Return the largest gift there is room for; 0 if even the smallest has none."""
    rooms = [most - gone for _, most, gone in _limits(rules, given)]
    most = min([balance, *rooms])
    return most if most >= rules.min_points else 0


def refuse_over(rules: TransferRules, given: Given, points: int) -> None:
    """Raise TransferTooSmall, or TransferLimitReached for the first period without room."""
    if points < rules.min_points:
        raise TransferTooSmall(least=rules.min_points)
    for per, most, gone in _limits(rules, given):
        if gone + points > most:
            raise TransferLimitReached(per=per.value, most=most, left=max(0, most - gone))


def _limits(rules: TransferRules, given: Given) -> list[tuple[Period, int, int]]:
    """Return the limits there are, each with what is gone of it."""
    limits = (
        (Period.DAY, rules.per_day, given.day),
        (Period.MONTH, rules.per_month, given.month),
    )
    return [(per, most, gone) for per, most, gone in limits if most is not None]


def transfer(
    program: Program, giver: MemberState, taker: MemberState, points: int, today: date
) -> Transferred:
    """Move usable points; every lot keeps its expiry at the taker. Raises NotEnoughPoints."""
    giving, taking = settled(program, giver, today), settled(program, taker, today)
    if points > giving.balance:
        raise NotEnoughPoints(available=giving.balance, wanted=points)
    part = Part.of("transfer", -points, Reason.TRANSFERRED)
    given = lose(giving, EntryKind.TRANSFER, points, today, [part])
    _take_over(giving, taking, given, today)
    return Transferred(giver=giving.close(), taker=taking.close())


def _take_over(giving: Book, taking: Book, given: Entry, today: date) -> None:
    before = taking.sums()
    opened = tuple(
        taking.open_lot(draw.points, today, giving.lots[draw.lot].expires_on)
        for draw in given.draws
    )
    draws = taking.repay(lot.number for lot in opened)
    part = Part.of("transfer", -given.points, Reason.TRANSFERRED)
    taking.enter(EntryKind.TRANSFER, today, before, [part], opened=opened, draws=draws)
