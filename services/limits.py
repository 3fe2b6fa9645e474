"""What a cashier may do alone: the owner's caps on bills and points, per card and per person.

docs/reliability.md, T1 and T2. Above a cap the bill waits for the owner (services/approvals.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.facts import Key
from services.staff import OwnerOnly
from services.store import audit_log
from services.store import desks as desk_store
from services.store import limits as store
from services.store import shop as shop_store
from services.store.audit_log import What
from services.store.desks import Caps

# The bill that needs the owner's yes, in whole units: about the same meal everywhere.
_BILL = {"KZT": 120_000, "UZS": 3_000_000, "USD": 250, "EUR": 250}
_USUAL_BILL = 20_000
_BILLS_A_DAY, _BILLS_AN_HOUR, _BILLS_OF_A_CASHIER = 10, 100, 700
_PART_OF_BILL_LIMIT = 4


class Limit(StrEnum):
    """What is capped; bills above the sum of `shop.set_bill_limit` are a cap of their own."""

    CARD_DAY_BILLS = "card-day-bills"
    CARD_DAY_POINTS = "card-day-points"
    CASHIER_HOUR_BILLS = "cashier-hour-bills"
    CASHIER_DAY_BILLS = "cashier-day-bills"

    @property
    def column(self) -> str:
        return self.value.replace("-", "_")


@dataclass(kw_only=True, unsafe_hash=True)
class CapReached(Refusal):
    """One bill more than the owner allows without being asked; `limit` is a value of Limit."""

    limit: str
    most: int

    @property
    def words(self) -> Key:
        """Return the cap in words."""
        return Key(f"cap-{self.limit}", {"most": self.most})


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The caps in force (None: no cap), the usual ones, and the largest bill in minor units."""

    most: Mapping[Limit, int | None]
    usual: Mapping[Limit, int]
    bill_limit_minor: int

    def choices(self, limit: Limit) -> tuple[int, ...]:
        """Return values worth a button, smallest first."""
        usual = self.usual[limit]
        return tuple(sorted({max(1, usual // 5), max(1, usual // 2), usual, 2 * usual}))


def usual_bill(currency: str) -> int:
    """Return the largest bill of a new shop that needs no yes, in whole units."""
    return _BILL.get(currency, _USUAL_BILL)


def usual(currency: str) -> dict[Limit, int]:
    """Return the caps of a new shop, far above an honest day."""
    return {
        Limit.CARD_DAY_BILLS: _BILLS_A_DAY,
        Limit.CARD_DAY_POINTS: usual_bill(currency) // _PART_OF_BILL_LIMIT,
        Limit.CASHIER_HOUR_BILLS: _BILLS_AN_HOUR,
        Limit.CASHIER_DAY_BILLS: _BILLS_OF_A_CASHIER,
    }


def usual_columns(currency: str) -> dict[str, int]:
    """Return the usual caps as columns of the settings."""
    return {limit.column: most for limit, most in usual(currency).items()}


def limits(tx: Connection) -> Limits:
    """Read the caps of a launched shop."""
    row = shop_store.load_settings(tx)
    assert row is not None  # noqa: S101  # only a launched shop has a screen for them
    return Limits(
        most={limit: getattr(row, limit.column) for limit in Limit},
        usual=usual(row.currency),
        bill_limit_minor=row.bill_limit_minor,
    )


def set_limit(
    tx: Connection, limit: Limit, most: int | None, *, actor: Actor, now: datetime
) -> None:
    """Set a cap, None for no cap; the database refuses less than one. Raises OwnerOnly."""
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    shop_store.save_settings(tx, {limit.column: most})
    audit_log.note(tx, What.SHOP_CHANGED, actor=actor, now=now, facts={limit.column: most})


def refuse_over_cashier(caps: Caps, actor: Actor) -> None:
    """Raise CapReached if the cashier has had this hour's or this day's bills."""
    if actor.is_chief:
        return
    if caps.cashier_hour_bills is not None and caps.hour_bills >= caps.cashier_hour_bills:
        raise CapReached(limit=Limit.CASHIER_HOUR_BILLS, most=caps.cashier_hour_bills)
    if caps.cashier_day_bills is not None and caps.day_bills >= caps.cashier_day_bills:
        raise CapReached(limit=Limit.CASHIER_DAY_BILLS, most=caps.cashier_day_bills)


@dataclass(frozen=True, kw_only=True, slots=True)
class CardDay:
    """What a card had today before the bill in question."""

    bills: int
    points: int


def card_day(
    tx: Connection, caps: Caps, member_id: int, last_purchase_at: datetime | None, local: datetime
) -> CardDay:
    """Count today's standing bills of a card; most cards have none and cost nothing."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    capped = caps.card_day_bills is not None or caps.card_day_points is not None
    if not capped or last_purchase_at is None or last_purchase_at < midnight:
        return CardDay(bills=0, points=0)
    bills, points = store.load_card_day(tx, member_id, since=midnight)
    return CardDay(bills=bills, points=points)


def refuse_over_card(caps: Caps, actor: Actor, today: CardDay, earns: int) -> None:
    """Raise CapReached if the card has had its bills today, or would get too many points."""
    if actor.is_chief:
        return
    if caps.card_day_bills is not None and today.bills >= caps.card_day_bills:
        raise CapReached(limit=Limit.CARD_DAY_BILLS, most=caps.card_day_bills)
    if caps.card_day_points is not None and today.points + earns > caps.card_day_points:
        raise CapReached(limit=Limit.CARD_DAY_POINTS, most=caps.card_day_points)


def refuse_over(tx: Connection, member_id: int, actor: Actor, *, now: datetime) -> None:
    """Raise CapReached if one more bill of this card by this cashier is one too many."""
    settings = shop_store.load_settings(tx)
    desk = desk_store.load_desk(tx, actor.staff_id, 0, now=now)
    if settings is None or desk is None:
        return  # Before the launch nobody sells.
    refuse_over_cashier(desk.caps, actor)
    local = now.astimezone(ZoneInfo(settings.timezone))
    refuse_over_card(desk.caps, actor, card_day(tx, desk.caps, member_id, now, local), earns=0)
