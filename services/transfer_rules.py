"""Gifts between members as the owner sees and sets them in the chat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.domain.errors import Refusal
from services.program.problems import ProgramRefused
from services.program.templates import sized
from services.program.transfer_edits import with_transfer, with_transfer_on
from services.program_owner import save_as_owner
from services.programs import Applied

MOST_POINTS = 1_000_000
MOST_DAYS = 30

# In points worth roubles, as the first limits are.
_USUAL = {
    "min_points": (1, 10, 50, 100),
    "per_day": (100, 300, 500, 1_000),
    "per_month": (500, 1_000, 2_000, 5_000),
}
_DAYS = (0, 1, 3, 7)


class Field(StrEnum):
    """What has a number; the names are the keys of the file's table."""

    MIN_POINTS = "min_points"
    PER_DAY = "per_day"
    PER_MONTH = "per_month"
    NEWCOMER_DAYS = "newcomer_days"

    @property
    def may_be_none(self) -> bool:
        """Tell whether there may be no limit at all."""
        return self in {Field.PER_DAY, Field.PER_MONTH}


@dataclass(kw_only=True, unsafe_hash=True)
class TransferOutOfRange(Refusal):
    """The value is no whole number between `low` and `high`."""

    low: int
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class TransferLimitsCross(Refusal):
    """A month's limit below a day's, or a day's below the smallest gift."""


@dataclass(kw_only=True, unsafe_hash=True)
class TransferNeedsDebts(Refusal):
    """Refunds forget points that were spent: gifts would make them for nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TransferView:
    """The rules in force; None where there is no limit."""

    version_id: int
    on: bool
    buyers_only: bool
    values: dict[Field, int | None]
    choices: dict[Field, tuple[int, ...]]


def view(tx: Connection, *, now: datetime) -> TransferView:
    """Read the rules; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    transfer, currency = stored.document.transfer, stored.document.currency
    choices = {
        Field(name): tuple(sorted({sized(size, currency) for size in sizes}))
        for name, sizes in _USUAL.items()
    }
    return TransferView(
        version_id=stored.version_id,
        on=transfer.on,
        buyers_only=transfer.buyers_only,
        values={field: getattr(transfer, field) for field in Field},
        choices={**choices, Field.NEWCOMER_DAYS: _DAYS},
    )


def switch(
    tx: Connection, on: bool, *, based_on: int, actor: Actor, key: str, now: datetime
) -> Applied:
    """Switch gifts; raise OwnerOnly, TransferNeedsDebts, ProgramChangedMeanwhile."""
    document = programs.current(tx, now=now).document
    if on and document.refund.unpaid == "clamp":
        raise TransferNeedsDebts
    switched = with_transfer_on(document, on=on)
    return save_as_owner(tx, switched, based_on=based_on, actor=actor, key=key, now=now)


def set_buyers_only(
    tx: Connection, buyers_only: bool, *, based_on: int, actor: Actor, key: str, now: datetime
) -> Applied:
    """Say whether only who has bought may give; raise as `switch` does."""
    document = with_transfer(programs.current(tx, now=now).document, {"buyers_only": buyers_only})
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def set_value(
    tx: Connection,
    field: Field,
    value: int | None,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Set a number, None for no limit; raise TransferOutOfRange, TransferLimitsCross."""
    low = 0 if field is Field.NEWCOMER_DAYS else 1
    high = MOST_DAYS if field is Field.NEWCOMER_DAYS else MOST_POINTS
    fits = field.may_be_none if value is None else low <= value <= high
    if not fits:
        raise TransferOutOfRange(low=low, high=high)
    try:
        document = with_transfer(programs.current(tx, now=now).document, {field.value: value})
    except ProgramRefused:
        raise TransferLimitsCross from None
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)
