"""Who may give points to whom: the refusals of a gift, and the checks that raise them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from models.members import MemberStatus
from models.transfers import TransferState
from services.actors import Actor, Role
from services.desk import Desk, open_desk
from services.domain.errors import Refusal
from services.domain.program import TransferRules
from services.member_cards import NoCard
from services.store import ledger
from services.store import transfers as store
from services.store.accounts import Account


@dataclass(kw_only=True, unsafe_hash=True)
class TransfersOff(Refusal):
    """In this shop members give each other nothing."""


@dataclass(kw_only=True, unsafe_hash=True)
class TransferNeedsPurchase(Refusal):
    """Only who has bought something may give: points of empty accounts stay there."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotToYourself(Refusal):
    """The giver's own card."""


@dataclass(kw_only=True, unsafe_hash=True)
class StaffTakesNothing(Refusal):
    """Whoever serves here takes no guests' points."""


@dataclass(kw_only=True, unsafe_hash=True)
class TakerTooNew(Refusal):
    """The card is younger than the program asks; from `ready_at` on it may receive."""

    ready_at: datetime


@dataclass(kw_only=True, unsafe_hash=True)
class TakerGone(Refusal):
    """The card was deleted meanwhile, or has no Telegram."""


@dataclass(kw_only=True, unsafe_hash=True)
class TransferClosed(Refusal):
    """The gift was given, taken back, or never was."""


@dataclass(kw_only=True, unsafe_hash=True)
class TransferExpired(Refusal):
    """The question, or the link, is too old; no point has moved."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotYourTransfer(Refusal):
    """The gift is another member's to give or to take."""


def open_rules(tx: Connection, now: datetime) -> tuple[Desk, TransferRules]:
    """Return the shop and its rules of giving; raise TransfersOff."""
    desk = open_desk(tx, None, 0, now=now)
    if desk.program.transfer is None:
        raise TransfersOff
    return desk, desk.program.transfer


def load(tx: Connection, desk: Desk, member_id: int, *, lock: bool = True) -> Account:
    account = ledger.load_account(tx, member_id, desk.today, lock=lock)
    if account is None:
        raise NoCard
    return account


def own(tx: Connection, transfer_id: int, giver_id: int) -> Row[Any]:
    """Return the giver's own gift, locked; raise TransferClosed and NotYourTransfer."""
    row = store.load_transfer(tx, transfer_id, lock=True)
    if row is None:
        raise TransferClosed
    if row.giver_id != giver_id:
        raise NotYourTransfer
    return row


def refuse_dead(row: Row[Any], alive: TransferState, *, now: datetime) -> None:
    """Raise TransferClosed or TransferExpired; one that was given repeats its answer."""
    if row.state is TransferState.DONE:
        return
    if row.state is not alive:
        raise TransferClosed
    if row.expires_at <= now:
        raise TransferExpired


def refuse_giver(tx: Connection, rules: TransferRules, member_id: int) -> None:
    if rules.buyers_only and not store.has_bought(tx, member_id):
        raise TransferNeedsPurchase


def refuse_taker(tx: Connection, rules: TransferRules, taker: Account, *, now: datetime) -> None:
    """Raise StaffTakesNothing or TakerTooNew (docs/reliability.md, T1 and T6)."""
    if store.serves(tx, taker.member_id):
        raise StaffTakesNothing
    ready_at = taker.joined_at + timedelta(days=rules.newcomer_days)
    if ready_at > now:
        raise TakerTooNew(ready_at=ready_at)


def can_take(account: Account) -> bool:
    """Tell whether a card has somebody behind it who can be told."""
    return account.status is MemberStatus.ACTIVE and account.telegram_id is not None


def member(member_id: int, source: str) -> Actor:
    return Actor(role=Role.MEMBER, member_id=member_id, source=source)
