"""The dates on which something becomes due for a member, kept on the row to be found by."""

from datetime import date

from services.domain.dates import next_day
from services.domain.program import Program
from services.domain.reviewing import next_review
from services.domain.state import MemberState


def next_due_on(program: Program, state: MemberState) -> date | None:
    """Return the first local date on which settling changes something without an event."""
    due = [lot.activates_on for lot in state.lots if lot.held]
    due += [next_day(lot.expires_on) for lot in state.lots if not lot.held and lot.expires_on]
    if program.tiers is not None:
        due.append(next_review(state.tier))
    return min((day for day in due if day is not None), default=None)


def next_expiry_on(state: MemberState) -> date | None:
    """Return the last usable day of the usable points that end first."""
    ends = (lot.expires_on for lot in state.lots if not lot.held)
    return min((day for day in ends if day is not None), default=None)
