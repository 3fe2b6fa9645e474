"""Corrections by the staff, with a reason."""

from datetime import date

from services.domain.errors import NotEnoughPoints
from services.domain.expiry import expires_on
from services.domain.gaining import gain, lose
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Outcome, Part
from services.domain.program import Program
from services.domain.settling import settled
from services.domain.state import MemberState


def adjust(
    program: Program, state: MemberState, points: int, today: date, *, reason: str
) -> Outcome:
    """Give or take points by hand; given ones get the default expiry and no hold.

    Raises NotEnoughPoints if more would be taken than the balance holds.
    """
    book = settled(program, state, today)
    part = Part.of("adjust", points, Reason.ADJUSTED, {"reason": reason})
    if points >= 0:
        end = expires_on(program.points.expiry, today)
        gain(book, EntryKind.ADJUST, points, today, [part], expires_on=end)
    elif -points > book.balance:
        raise NotEnoughPoints(available=book.balance, wanted=-points)
    else:
        lose(book, EntryKind.ADJUST, -points, today, [part])
    return book.close()
