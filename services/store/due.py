"""The dates on which something becomes due for a member, kept on the row to be found by."""

from datetime import date

from sqlalchemy import ColumnElement, Connection, or_, select, update

from models.members import Member, MemberStatus
from models.people import Person
from services.domain.state import MemberState


def earliest(*days: date | None) -> date | None:
    """Return the first of the days that are there."""
    return min((day for day in days if day is not None), default=None)


def next_expiry_on(state: MemberState) -> date | None:
    """Return the last usable day of the usable points that end first."""
    return earliest(*(lot.expires_on for lot in state.lots if not lot.held))


def due_members(tx: Connection, today: date, *, limit: int) -> tuple[int, ...]:
    """Return ids of members with something due by `today`, from the index alone."""
    statement = (
        select(Member.id)
        .where(Member.next_due_on <= today, Member.status != MemberStatus.ERASED)
        .order_by(Member.next_due_on, Member.id)
        .limit(limit)
    )
    return tuple(tx.scalars(statement).all())


def tiers_ending(tx: Connection, today: date, through: date) -> tuple[int, ...]:
    """Return living members whose period ends between two days, and who can be written to."""
    statement = (
        select(Member.id)
        .join(Person, Person.member_id == Member.id)
        .where(
            Member.tier_until.between(today, through),
            Member.grace_until.is_(None),
            Member.status != MemberStatus.ERASED,
            Person.telegram_id.is_not(None),
            Person.reachable,
        )
        .order_by(Member.id)
    )
    return tuple(tx.scalars(statement))


def save_tiers_due(tx: Connection, today: date) -> None:
    """Let the next job look at everybody whose tier has an end: no program asked for a while."""
    _save_due(tx, or_(Member.tier_until.is_not(None), Member.manual_until.is_not(None)), today)


def save_birthdays_due(tx: Connection, today: date) -> None:
    """Let the next job look at everybody with a birthday: the gift has new rules."""
    known = select(Person.member_id).where(
        Person.birthday.is_not(None), Person.member_id.is_not(None)
    )
    _save_due(tx, Member.id.in_(known), today)


def _save_due(tx: Connection, whose: ColumnElement[bool], today: date) -> None:
    later = or_(Member.next_due_on.is_(None), Member.next_due_on > today)
    living = Member.status != MemberStatus.ERASED
    tx.execute(update(Member).where(whose, later, living).values(next_due_on=today))
