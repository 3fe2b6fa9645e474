"""Points from one member to another."""

from datetime import date

from services.domain.book import Book
from services.domain.errors import NotEnoughPoints
from services.domain.gaining import lose
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Entry, Part, Transferred
from services.domain.program import Program
from services.domain.settling import settled
from services.domain.state import MemberState


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
