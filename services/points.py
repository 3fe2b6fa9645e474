"""Points moved by hand and by the calendar: corrections, transfers, tiers given, settling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import accounts, operations
from services.actors import Actor, system
from services.desk import Desk, open_account, open_desk
from services.domain import adjusting, settling, tiers, transferring
from services.domain.errors import Refusal
from services.domain.ladder import effective_tier
from services.store import audit_log, ledger
from services.store import due as due_store
from services.store.audit_log import What

SETTLED_AT_ONCE = 200


@dataclass(kw_only=True, unsafe_hash=True)
class ChiefsOnly(Refusal):
    """Only the owner or a manager moves points by hand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjusted:
    """A correction by hand and the balance after it."""

    member_id: int
    points: int
    balance: int
    deficit: int
    replayed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A transfer and both balances after it."""

    points: int
    giver_balance: int
    taker_balance: int
    replayed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TierGiven:
    """The tier that counts now."""

    member_id: int
    tier: str | None
    until: date | None
    replayed: bool = False


def adjust(
    tx: Connection,
    member_id: int,
    points: int,
    reason: str,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Adjusted:
    """Give or take points by hand, with a reason. Raises ChiefsOnly, NotEnoughPoints."""
    parameters = {"member": member_id, "points": points, "reason": reason}
    claimed = operations.claim(tx, key, "adjust", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, Adjusted)
    desk = _chiefs_desk(tx, actor, now)
    account = open_account(tx, desk, member_id)
    outcome = adjusting.adjust(desk.program, account.state, points, desk.today, reason=reason)
    accounts.save(tx, account, outcome, desk.program, desk.cause(actor, key), asleep=True)
    adjusted = Adjusted(
        member_id=member_id,
        points=points,
        balance=outcome.state.balance,
        deficit=outcome.state.deficit,
    )
    return operations.finish(tx, claimed, adjusted)


def transfer(
    tx: Connection,
    giver_id: int,
    taker_id: int,
    points: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Moved:
    """Move usable points to another member; they keep their expiry. Raises NotEnoughPoints."""
    parameters = {"giver": giver_id, "taker": taker_id, "points": points}
    claimed = operations.claim(tx, key, "transfer", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, Moved)
    desk = _chiefs_desk(tx, actor, now)
    # In the order of ids, so that two transfers the other way round do not wait in a ring.
    both = {one: open_account(tx, desk, one) for one in sorted({giver_id, taker_id})}
    giver, taker = both[giver_id], both[taker_id]
    moved = transferring.transfer(desk.program, giver.state, taker.state, points, desk.today)
    cause = desk.cause(actor, key)
    accounts.save(tx, giver, moved.giver, desk.program, cause, asleep=True)
    accounts.save(tx, taker, moved.taker, desk.program, cause, asleep=True)
    result = Moved(
        points=points,
        giver_balance=moved.giver.state.balance,
        taker_balance=moved.taker.state.balance,
    )
    return operations.finish(tx, claimed, result)


def set_tier(
    tx: Connection,
    member_id: int,
    tier: str | None,
    until: date | None,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> TierGiven:
    """Give a tier by hand as a floor through `until`; None takes it back.

    Raises ChiefsOnly, UnknownTier.
    """
    parameters = {"member": member_id, "tier": tier, "until": until and until.isoformat()}
    claimed = operations.claim(tx, key, "set-tier", parameters, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, TierGiven)
    desk = _chiefs_desk(tx, actor, now)
    account = open_account(tx, desk, member_id)
    outcome = tiers.set_tier(desk.program, account.state, tier, until, desk.today)
    ledger.save_outcome(tx, account, outcome, desk.program, desk.cause(actor, key))
    facts = {"tier": tier, "until": until and until.isoformat()}
    audit_log.note(tx, What.TIER_GIVEN, actor=actor, now=now, member_id=member_id, facts=facts)
    now_held = effective_tier(desk.program, outcome.state)
    given = TierGiven(member_id=member_id, tier=now_held.id if now_held else None, until=until)
    return operations.finish(tx, claimed, given)


def due_members(tx: Connection, *, now: datetime, limit: int = SETTLED_AT_ONCE) -> tuple[int, ...]:
    """Return members for whom something is due by the local date, those waiting longest first."""
    desk = open_desk(tx, None, 0, now=now)
    return due_store.due_members(tx, desk.today, limit=limit)


def settle_due(tx: Connection, member_ids: Iterable[int], *, now: datetime) -> int:
    """Do what is due for these members (at most 200 at once); return how many changed.

    Doing it twice, late or in two processes changes nothing more: the dates decide.
    """
    desk = open_desk(tx, None, 0, now=now)
    cause = desk.cause(system("job:settle"), None)
    changed = 0
    for member_id in sorted(set(member_ids)):
        account = ledger.load_account(tx, member_id, desk.today)
        if account is None:
            continue
        outcome = settling.settle(desk.program, account.state, desk.today)
        accounts.save(tx, account, outcome, desk.program, cause, asleep=True)
        changed += bool(outcome.steps)
    return changed


def _chiefs_desk(tx: Connection, actor: Actor, now: datetime) -> Desk:
    if not actor.is_chief:
        raise ChiefsOnly
    return open_desk(tx, actor.staff_id, 0, now=now)
