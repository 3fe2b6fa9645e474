"""What can happen in a replay: one frozen dataclass per `do` of the contract.

`at` is an aware instant; it is no parameter, so two events that differ in it alone are equal.
Money is minor units. Entered by a reader that has checked shapes, never by hand.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from services.domain.making import maker
from services.domain.program import Program
from services.domain.receipts import Receipt
from services.domain.state import Birthday


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    at: datetime = field(compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Join(Happened):
    do: ClassVar[str] = "join"
    member: str
    birthday: Birthday | None = None
    invited_by: str | None = None
    phone: str | None = None


new_join = maker(Join)


@dataclass(frozen=True, kw_only=True, slots=True)
class SetBirthday(Happened):
    do: ClassVar[str] = "set_birthday"
    member: str
    birthday: Birthday


@dataclass(frozen=True, kw_only=True, slots=True)
class Purchase(Happened):
    do: ClassVar[str] = "purchase"
    member: str
    key: str
    receipt: Receipt
    coupon: str | None = None


new_purchase = maker(Purchase)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refund(Happened):
    """`amount_minor` or `lines` (indexes from 0); neither: all the rest."""

    do: ClassVar[str] = "refund"
    purchase: str
    key: str
    amount_minor: int | None = None
    lines: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjust(Happened):
    do: ClassVar[str] = "adjust"
    member: str
    key: str
    points: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer(Happened):
    do: ClassVar[str] = "transfer"
    giver: str
    taker: str
    key: str
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SetTier(Happened):
    """`tier` None takes back what was given by hand."""

    do: ClassVar[str] = "set_tier"
    member: str
    tier: str | None
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EndTier(SetTier):
    do: ClassVar[str] = "end_tier"
    tier: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recount(Happened):
    """The tier that fits, never below `floor`, whatever was held."""

    do: ClassVar[str] = "recount"
    member: str
    floor: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim(Happened):
    do: ClassVar[str] = "claim"
    member: str
    key: str
    offer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancel(Happened):
    do: ClassVar[str] = "cancel"
    member: str
    key: str
    coupon: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choose(Happened):
    """The member's favourites."""

    do: ClassVar[str] = "choose"
    member: str
    categories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Erase(Happened):
    do: ClassVar[str] = "erase"
    member: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NewProgram(Happened):
    """These rules from now on; `path` is what the event named."""

    do: ClassVar[str] = "program"
    program: Program
    path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick(Happened):
    do: ClassVar[str] = "tick"


@dataclass(frozen=True, kw_only=True, slots=True)
class Show(Happened):
    do: ClassVar[str] = "show"
    member: str


Event = (
    Join
    | SetBirthday
    | Purchase
    | Refund
    | Adjust
    | Transfer
    | SetTier
    | Recount
    | Claim
    | Cancel
    | Choose
    | Erase
    | NewProgram
    | Tick
    | Show
)
