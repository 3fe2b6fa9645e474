"""Whoever types codes that do not exist has to pause, and the owner hears of it.

docs/reliability.md, T8: five misses an hour of one person, fifty of all together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from models.guesses import Guessed
from services import alerts, till
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.facts import Fact, Key
from services.store import audit_log
from services.store import guesses as store
from services.store import people as people_store
from services.store.audit_log import What

__all__ = ["Guessed", "GuessesPaused", "Missed", "count", "refuse_paused"]

WINDOW = timedelta(hours=1)
MISSES_OF_ONE = 5
MISSES_OF_ALL = 50


@dataclass(kw_only=True, unsafe_hash=True)
class GuessesPaused(Refusal):
    """Too many wrong codes in an hour; right ones have to wait as well."""

    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """A counted failure, so a result; with no tries left the next one is refused."""

    tries_left: int


def refuse_paused(tx: Connection, what: Guessed, actor: Actor, *, now: datetime) -> None:
    """Raise GuessesPaused for somebody, or a shop, that has missed too often."""
    own, of_all = _counted(tx, what, actor, now=now)
    if own >= MISSES_OF_ONE or of_all >= MISSES_OF_ALL:
        raise GuessesPaused(minutes=int(WINDOW.total_seconds() // 60))


def count(tx: Connection, what: Guessed, actor: Actor, *, now: datetime) -> Missed:
    """Write a miss down; the last that is allowed is told to the owners, once an hour."""
    store.forget_guesses(tx, before=now - WINDOW)
    store.insert_guess(tx, what, *_who(actor), now=now)
    audit_log.note(tx, What.GUESSED_WRONG, actor=actor, now=now, facts={"what": what})
    own, of_all = _counted(tx, what, actor, now=now)
    if own >= MISSES_OF_ONE or of_all >= MISSES_OF_ALL:
        _alert(tx, what, actor, own if own >= MISSES_OF_ONE else of_all, now=now)
    return Missed(tries_left=max(0, MISSES_OF_ONE - own))


def _counted(tx: Connection, what: Guessed, actor: Actor, *, now: datetime) -> tuple[int, int]:
    return store.count_guesses(tx, what, *_who(actor), since=now - WINDOW)


def _who(actor: Actor) -> tuple[int | None, int | None]:
    """Return (member, staff): the till guesses as staff, the own chat as a member."""
    if actor.role is Role.MEMBER:
        return actor.member_id, None
    return None, actor.staff_id


def _alert(tx: Connection, what: Guessed, actor: Actor, misses: int, *, now: datetime) -> None:
    member_id, staff_id = _who(actor)
    name = (
        people_store.staff_name(tx, staff_id)
        if staff_id is not None
        else till.name_of_guest(tx, member_id or 0)
    )
    facts: dict[str, Fact] = {
        "name": name or "",
        "count": misses,
        "what": Key(f"guessed-{what}"),
    }
    occasion = f"{what}:{member_id}:{staff_id}:{now:%Y%m%d%H}"
    alerts.tell_owners(tx, "alert-guesses", facts, occasion=occasion, now=now)
