"""A member's account as a transaction found it, and the cause of what it changes."""

from dataclasses import dataclass
from datetime import date, datetime

from models.members import MemberStatus
from services.actors import Actor
from services.domain.making import maker
from services.domain.state import MemberState


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """A member as the transaction found it; `telegram_id` is None without a chat.

    With `quiet` the open lots were left out, as nothing is due and nothing is drawn.
    """

    member_id: int
    card_number: str
    status: MemberStatus
    joined_at: datetime
    telegram_id: int | None
    name_encrypted: bytes | None
    last_purchase_at: datetime | None
    last_amount_minor: int | None
    head: bytes
    state: MemberState
    quiet: bool = False
    next_due_on: date | None = None
    next_expiry_on: date | None = None


new_account = maker(Account)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """What every entry remembers about where it comes from."""

    actor: Actor
    key: str | None
    version_id: int
    now: datetime
    purchase_id: int | None = None
    refund_id: int | None = None


new_cause = maker(Cause)
