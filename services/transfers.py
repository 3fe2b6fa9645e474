"""Points from member to member: asked about with figures, then given for good.

docs/semantics.md, "Gifts from member to member". A gift is a row before it happens: the giver
reads to whom it goes and what is left, and only that row can be said yes to. Limits, the balance
and both entries are one transaction behind the locks of both accounts.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from models.transfers import TransferState
from services import accounts, guesses, operations, till
from services.desk import Desk
from services.domain.book import drawing_order
from services.domain.errors import NotEnoughPoints
from services.domain.program import TransferRules
from services.domain.settling import settle
from services.domain.state import MemberState
from services.domain.transferring import (
    Given,
    TransferLimitReached,
    TransferTooSmall,
    most_to_give,
    refuse_over,
    transfer,
)
from services.guesses import Guessed, GuessesPaused, Missed
from services.spend_requests import day_began
from services.store import audit_log, ledger
from services.store import members as member_store
from services.store import people as people_store
from services.store import transfers as store
from services.store.accounts import Account
from services.store.audit_log import What
from services.transfer_guards import (
    NotToYourself,
    NotYourTransfer,
    StaffTakesNothing,
    TakerGone,
    TakerTooNew,
    TransferClosed,
    TransferExpired,
    TransferNeedsPurchase,
    TransfersOff,
    can_take,
    load,
    member,
    open_rules,
    own,
    refuse_dead,
    refuse_giver,
    refuse_taker,
)
from services.transfer_letters import tell_both

__all__ = [
    "Asked",
    "Giving",
    "GuessesPaused",
    "Missed",
    "NotToYourself",
    "NotYourTransfer",
    "Sent",
    "StaffTakesNothing",
    "TakerGone",
    "TakerTooNew",
    "TransferClosed",
    "TransferExpired",
    "TransferLimitReached",
    "TransferNeedsPurchase",
    "TransferTooSmall",
    "TransfersOff",
    "Waiting",
    "ask",
    "confirm",
    "giving",
    "move",
]

LIFE = timedelta(minutes=10)
"""A question to the giver lives as long as a quote at the till."""

LOOK_UPS_A_DAY = 20
"""So many strangers' names a member may be shown; nobody has more friends to thank."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A link nobody has used yet."""

    transfer_id: int
    points: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Giving:
    """What a member may give now: from `least` to `most` points, nothing if `most` is 0."""

    balance: int
    least: int
    most: int
    per_day: int | None
    per_month: int | None
    given: Given
    links: tuple[Waiting, ...]

    @property
    def choices(self) -> tuple[int, ...]:
        """Return amounts worth a button, smallest first."""
        steps = [digit * 10**power for power in range(9) for digit in (1, 2, 5)]
        fit = [step for step in steps if self.least <= step < self.most]
        return (*fit[-3:], self.most) if self.most else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A gift the giver has not said yes to; without a name it becomes a link.

    `first_end` is the last day of those points that end first, None if they never do.
    """

    transfer_id: int
    points: int
    left: int
    first_end: date | None
    name: str | None = None
    card_number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """Points given; `balance` is the giver's afterwards."""

    transfer_id: int
    points: int
    balance: int
    name: str = ""
    replayed: bool = False


def giving(tx: Connection, member_id: int, *, now: datetime) -> Giving:
    """Return what the member may give. Raises TransfersOff, TransferNeedsPurchase, NoCard."""
    desk, rules = open_rules(tx, now)
    account = load(tx, desk, member_id, lock=False)
    refuse_giver(tx, rules, member_id)
    balance = settle(desk.program, account.state, desk.today).state.balance
    given = store.load_given(tx, member_id, desk.today)
    return Giving(
        balance=balance,
        least=rules.min_points,
        most=most_to_give(rules, given, balance),
        per_day=rules.per_day,
        per_month=rules.per_month,
        given=given,
        links=tuple(
            Waiting(transfer_id=row.id, points=row.points, expires_at=row.expires_at)
            for row in store.load_links(tx, member_id, now=now)
        ),
    )


def ask(
    tx: Connection,
    giver_id: int,
    points: int,
    *,
    cards: tuple[str, ...] = (),
    phone_e164: str | None = None,
    telegram_id: int | None = None,
    now: datetime,
) -> Asked | Missed:
    """Find the taker and show the giver what would happen; nothing moves yet.

    A number without a card, and a card without Telegram, are one and the same miss, and counted.
    Raises what `giving` does, GuessesPaused, NotToYourself, StaffTakesNothing, TakerTooNew,
    NotEnoughPoints, TransferTooSmall and TransferLimitReached.
    """
    desk, rules = open_rules(tx, now)
    actor = member(giver_id, "transfers")
    guesses.refuse_paused(tx, Guessed.CARD, actor, now=now)
    if store.count_asked(tx, giver_id, day_began(tx, now)) >= LOOK_UPS_A_DAY:
        raise GuessesPaused(minutes=24 * 60)
    taker_id = _found(tx, cards, phone_e164, telegram_id)
    if taker_id == giver_id:
        raise NotToYourself
    taker = None if taker_id is None else ledger.load_account(tx, taker_id, desk.today, lock=False)
    if taker is None or not can_take(taker):
        return guesses.count(tx, Guessed.CARD, actor, now=now)
    refuse_taker(tx, rules, taker, now=now)
    asked = draft(tx, desk, rules, giver_id, points, taker_id=taker.member_id)
    name = till.name_of_guest(tx, taker.member_id)
    return replace(asked, name=name, card_number=taker.card_number)


def confirm(tx: Connection, transfer_id: int, giver_id: int, *, now: datetime) -> Sent:
    """Give, by the giver's own tap; a second tap gives the same answer and nothing more.

    Raises NotYourTransfer, TransferClosed, TransferExpired and what `ask` does.
    """
    row = own(tx, transfer_id, giver_id)
    if row.by_link or row.taker_id is None:
        raise TransferClosed
    refuse_dead(row, TransferState.ASKED, now=now)
    return move(tx, row, row.taker_id, now=now)


def move(tx: Connection, row: Row[Any], taker_id: int, *, now: datetime) -> Sent:
    """Move the points of a gift that both sides agreed to, once, and tell both."""
    key = f"transfer:{row.id}"
    claimed = operations.claim(tx, key, "give", {"transfer": row.id, "taker": taker_id}, now=now)
    if claimed.stored is not None:
        return _named(tx, operations.repeated(claimed, Sent), taker_id)
    desk, rules = open_rules(tx, now)
    giver, taker = _both(tx, desk, row.giver_id, taker_id)
    refuse_giver(tx, rules, giver.member_id)
    refuse_taker(tx, rules, taker, now=now)
    refuse_over(rules, store.load_given(tx, giver.member_id, desk.today), row.points)
    moved = transfer(desk.program, giver.state, taker.state, row.points, desk.today)
    cause = desk.cause(member(giver.member_id, key), key)
    # In the order of ids, as they were locked.
    for account, outcome in sorted(
        [(giver, moved.giver), (taker, moved.taker)], key=lambda side: side[0].member_id
    ):
        accounts.save(tx, account, outcome, desk.program, cause, asleep=account is taker)
    store.save_transfer(
        tx,
        row.id,
        {
            "state": TransferState.DONE,
            "taker_id": taker_id,
            "settled_at": now,
            "on": desk.today,
            "key": key,
        },
    )
    facts = {"transfer": row.id, "taker": taker_id, "points": row.points}
    audit_log.note(tx, What.TRANSFERRED, actor=cause.actor, now=now, facts=facts)
    tell_both(tx, row, giver, taker, moved, now=now)
    sent = Sent(transfer_id=row.id, points=row.points, balance=moved.giver.state.balance)
    return _named(tx, operations.finish(tx, claimed, sent), taker_id)


def draft(
    tx: Connection,
    desk: Desk,
    rules: TransferRules,
    giver_id: int,
    points: int,
    *,
    taker_id: int | None,
) -> Asked:
    """Write the question down; an earlier one of this giver is void."""
    giver = load(tx, desk, giver_id)
    refuse_giver(tx, rules, giver_id)
    refuse_over(rules, store.load_given(tx, giver_id, desk.today), points)
    state = settle(desk.program, giver.state, desk.today).state
    if points > state.balance:
        raise NotEnoughPoints(available=state.balance, wanted=points)
    store.withdraw_asked(tx, giver_id, now=desk.now)
    transfer_id = store.insert_transfer(
        tx,
        {
            "giver_id": giver_id,
            "taker_id": taker_id,
            "points": points,
            "by_link": taker_id is None,
            "state": TransferState.ASKED,
            "asked_at": desk.now,
            "expires_at": desk.now + LIFE,
            "settled_at": None,
            "on": None,
            "key": None,
        },
    )
    return Asked(
        transfer_id=transfer_id,
        points=points,
        left=state.balance - points,
        first_end=_first_end(state),
    )


def _found(
    tx: Connection, cards: tuple[str, ...], phone_e164: str | None, telegram_id: int | None
) -> int | None:
    """Return whose number this is: Telegram's own word first, then the phone, then a card."""
    found = store.member_of_telegram(tx, telegram_id) if telegram_id is not None else None
    if found is None and phone_e164 is not None:
        person = people_store.load_by_phone(tx, phone_e164)
        found = person.member_id if person is not None else None
    for card in cards:
        found = found or member_store.member_by_card(tx, card)
    return found


def _both(tx: Connection, desk: Desk, giver_id: int, taker_id: int) -> tuple[Account, Account]:
    """Lock both accounts in the order of ids: gifts the other way round never wait in a ring."""
    accounts = {
        one: ledger.load_account(tx, one, desk.today) for one in sorted({giver_id, taker_id})
    }
    giver, taker = accounts[giver_id], accounts[taker_id]
    if giver is None:
        raise TransferClosed
    if taker is None or not can_take(taker):
        raise TakerGone
    return giver, taker


def _first_end(state: MemberState) -> date | None:
    usable = sorted((lot for lot in state.lots if not lot.held), key=drawing_order)
    return usable[0].expires_on if usable else None


def _named(tx: Connection, sent: Sent, taker_id: int) -> Sent:
    # No name is kept with the key: it would outlive its person.
    return replace(sent, name=till.name_of_guest(tx, taker_id))
