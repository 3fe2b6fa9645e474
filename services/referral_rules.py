"""Bringing friends as the owner sees and sets it in the chat, and what it has brought."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.domain.errors import Refusal
from services.program.referral import Referral
from services.program.referral_edits import with_referral, with_referral_on
from services.program.templates import sized
from services.program_owner import save_as_owner
from services.programs import Applied
from services.store import referrals as store
from services.store.referrals import Counts

MOST_POINTS = 1_000_000
MOST_MONEY = 1_000_000_000
MOST_DAYS = 3_650
MOST_FRIENDS = 1_000

# In points worth roubles, and roubles, as the first values are.
_USUAL = {
    "referrer": (0, 100, 200, 500),
    "invitee": (0, 100, 200, 500),
    "min_amount": (100, 250, 500, 1_000),
}
_DAYS, _FRIENDS = (30, 90, 180, 365), (3, 5, 10, 20)


class Field(StrEnum):
    """What has a number; the names are the keys of the file's table."""

    REFERRER = "referrer"
    INVITEE = "invitee"
    MIN_AMOUNT = "min_amount"
    WITHIN_DAYS = "within_days"
    PER_MONTH = "per_month"

    @property
    def range(self) -> tuple[int, int]:
        """Return the least and the most; of money in whole units, 0 for any purchase."""
        return _RANGES[self]


_RANGES = {
    Field.REFERRER: (0, MOST_POINTS),
    Field.INVITEE: (0, MOST_POINTS),
    Field.MIN_AMOUNT: (0, MOST_MONEY),
    Field.WITHIN_DAYS: (0, MOST_DAYS),
    Field.PER_MONTH: (1, MOST_FRIENDS),
}


@dataclass(kw_only=True, unsafe_hash=True)
class ReferralOutOfRange(Refusal):
    """The value is no whole number between `low` and `high`."""

    low: int
    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class ReferralNeedsPoints(Refusal):
    """With nothing for either side there is nothing to invite to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferralView:
    """The rules in the file, and the results of all times; `min_minor` is None for any bill."""

    version_id: int
    on: bool
    values: dict[Field, int]
    min_minor: int | None
    choices: dict[Field, tuple[int, ...]]
    counts: Counts


def view(tx: Connection, *, now: datetime) -> ReferralView:
    """Read rules and results; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    referral, currency = stored.document.referral, stored.document.currency
    choices = {
        Field(name): tuple(sorted({sized(size, currency) if size else 0 for size in sizes}))
        for name, sizes in _USUAL.items()
    }
    return ReferralView(
        version_id=stored.version_id,
        on=referral.on,
        values=_values(referral),
        min_minor=_min_minor(referral, stored.program.digits),
        choices={**choices, Field.WITHIN_DAYS: _DAYS, Field.PER_MONTH: _FRIENDS},
        counts=store.counts(tx),
    )


def _values(referral: Referral) -> dict[Field, int]:
    return {
        Field.REFERRER: referral.referrer,
        Field.INVITEE: referral.invitee,
        Field.MIN_AMOUNT: int(referral.min_amount or 0),
        Field.WITHIN_DAYS: referral.within_days,
        Field.PER_MONTH: referral.per_month,
    }


def _min_minor(referral: Referral, digits: int) -> int | None:
    return None if referral.min_amount is None else int(referral.min_amount.scaleb(digits))


def switch(
    tx: Connection, on: bool, *, based_on: int, actor: Actor, key: str, now: datetime
) -> Applied:
    """Switch it; raise OwnerOnly, ProgramChangedMeanwhile."""
    document = with_referral_on(programs.current(tx, now=now).document, on=on)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def set_value(
    tx: Connection,
    field: Field,
    value: int,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Set a number; raise ReferralOutOfRange, ReferralNeedsPoints and as `switch` does."""
    low, high = field.range
    if not low <= value <= high:
        raise ReferralOutOfRange(low=low, high=high)
    written: object = value
    if field is Field.MIN_AMOUNT:
        written = Decimal(value) if value else None
    document = with_referral(programs.current(tx, now=now).document, {field.value: written})
    if not (document.referral.referrer or document.referral.invitee):
        raise ReferralNeedsPoints
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)
