"""Getting a card: a new one, the one opened at the till, or the one the person has."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from models.members import MemberStatus
from services import operations, programs, referral_links
from services.actors import Actor, Role
from services.domain import members as rules
from services.domain.cards import new_number
from services.domain.errors import Refusal
from services.domain.kinds import Occasion
from services.keys import keys_of
from services.names import clean_name
from services.store import audit_log, ledger, occasions
from services.store import members as store
from services.store import people as people_store
from services.store import staff as staff_store
from services.store.accounts import Cause
from services.store.audit_log import What

PROCESSING = "processing"


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneTaken(Refusal):
    """Another person's card has this phone; the cashier can move it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """The card; `returned` says the person had it before and nothing was given.

    `claimed_*` is what a card opened at the till had collected for this phone.
    """

    member_id: int
    card_number: str
    welcome_points: int = 0
    claimed_points: int = 0
    claimed_purchases: int = 0
    returned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Newcomer:
    """What is known about the person who joins, and the moment."""

    person_id: int
    telegram_id: int
    phone_e164: str
    name: str
    language: str
    consent_version: str
    actor: Actor
    key: str
    now: datetime


def join(
    tx: Connection,
    *,
    telegram_id: int,
    phone_e164: str,
    name: str,
    language: str,
    consent_version: str,
    key: str,
    now: datetime,
    actor: Actor | None = None,
    draw: Callable[[int], int] = secrets.randbelow,
) -> Joined:
    """Give the person a card and write down the consent with its text version.

    The welcome gift comes once per person ever (docs/semantics.md, Occasions). `draw` picks
    the number of a new card. Raises PhoneTaken.
    """
    keys = keys_of(tx)
    identity = {
        "telegram": keys.digest("telegram", str(telegram_id)).hex(),
        "phone": keys.digest("phone", phone_e164).hex(),
    }
    claimed = operations.claim(tx, key, "join", identity, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, Joined)
    newcomer = _Newcomer(
        person_id=people_store.ensure_person(tx, telegram_id, clean_name(name), language, now=now),
        telegram_id=telegram_id,
        phone_e164=phone_e164,
        name=clean_name(name),
        language=language,
        consent_version=consent_version,
        actor=actor or Actor(role=Role.MEMBER, source=key),
        key=key,
        now=now,
    )
    return operations.finish(tx, claimed, _join(tx, newcomer, draw))


def _join(tx: Connection, newcomer: _Newcomer, draw: Callable[[int], int]) -> Joined:
    member_id = people_store.member_of(tx, newcomer.person_id)
    has_phone = people_store.load_by_phone(tx, newcomer.phone_e164)
    if has_phone is not None and has_phone.telegram_id not in {None, newcomer.telegram_id}:
        raise PhoneTaken
    if member_id is not None:
        return _come_back(tx, newcomer, member_id, phone_is_free=has_phone is None)
    if has_phone is not None and has_phone.member_id is not None:
        return _claim_card(tx, newcomer, has_phone.id, has_phone.member_id)
    return _open_card(tx, newcomer, draw)


def _come_back(
    tx: Connection, newcomer: _Newcomer, member_id: int, *, phone_is_free: bool
) -> Joined:
    """Return the card the person has, with the phone of today."""
    if phone_is_free:
        columns = people_store.phone_columns(keys_of(tx), newcomer.phone_e164)
        people_store.save_person(tx, newcomer.person_id, columns)
    card = store.load_card(tx, member_id)
    assert card is not None  # noqa: S101  # an erased member has no person
    return Joined(member_id=member_id, card_number=card.card_number, returned=True)


def _claim_card(
    tx: Connection, newcomer: _Newcomer, unclaimed_person_id: int, member_id: int
) -> Joined:
    """Hand the card opened at the till to the owner of its phone, and welcome him now."""
    collected = store.collected(tx, member_id)
    people_store.drop_person(tx, unclaimed_person_id)
    _settle_in(tx, newcomer, member_id)
    store.mark_claimed(tx, member_id)
    welcome_points = 0
    program = programs.current(tx, now=newcomer.now)
    today = programs.local_day(program.program, newcomer.now)
    _note_greeting(tx, newcomer, member_id, today)
    start = people_store.peek_start(tx, newcomer.telegram_id, now=newcomer.now)
    # Whoever has a card from the till is no new guest.
    _accept(tx, newcomer, member_id, referral_links.referrer_of(tx, start), known=True)
    if not _was_welcomed(tx, newcomer, today):
        account = ledger.load_account(tx, member_id, today)
        assert account is not None  # noqa: S101  # its person was just found
        outcome = rules.welcome(program.program, account.state, today)
        cause = _cause(newcomer, program.version_id)
        ledger.save_outcome(tx, account, outcome, program.program, cause)
        welcome_points = sum(entry.points for entry in outcome.entries)
    card = store.load_card(tx, member_id)
    assert card is not None  # noqa: S101  # it was just claimed
    return Joined(
        member_id=member_id,
        card_number=card.card_number,
        welcome_points=welcome_points,
        claimed_points=collected.points,
        claimed_purchases=collected.purchases,
    )


def _open_card(tx: Connection, newcomer: _Newcomer, draw: Callable[[int], int]) -> Joined:
    start = people_store.take_start(tx, newcomer.telegram_id, now=newcomer.now)
    people_store.save_person(tx, newcomer.person_id, {"source": start})
    program = programs.current(tx, now=newcomer.now)
    today = programs.local_day(program.program, newcomer.now)
    known = _was_welcomed(tx, newcomer, today)
    outcome = rules.join(program.program, today, welcomed=known)
    referrer_id = referral_links.referrer_of(tx, start)
    number = free_number(tx, draw)
    member_id = ledger.insert_member(
        tx,
        outcome,
        program.program,
        card_number=number,
        status=MemberStatus.ACTIVE,
        cause=_cause(newcomer, program.version_id),
        invited_by=referrer_id,
    )
    _accept(tx, newcomer, member_id, referrer_id, known=known)
    _settle_in(tx, newcomer, member_id)
    _note_greeting(tx, newcomer, member_id, today)
    return Joined(member_id=member_id, card_number=number, welcome_points=outcome.state.balance)


def free_number(tx: Connection, draw: Callable[[int], int] = secrets.randbelow) -> str:
    """Draw card numbers until one is free; the unique index has the last word."""
    issued = store.count_cards(tx)
    while True:
        number = new_number(issued, draw)
        if not store.card_is_taken(tx, number):
            return number


def _settle_in(tx: Connection, newcomer: _Newcomer, member_id: int) -> None:
    """Tie the person to the card, and write down the consent that allows it."""
    keys = keys_of(tx)
    values = {
        "member_id": member_id,
        "name_encrypted": keys.encrypt(newcomer.name),
        "language": newcomer.language,
        "reachable": True,
        **people_store.phone_columns(keys, newcomer.phone_e164),
    }
    people_store.save_person(tx, newcomer.person_id, values)
    consent = {
        "member_id": member_id,
        "purpose": PROCESSING,
        "agreed": True,
        "text_version": newcomer.consent_version,
        "given_at": newcomer.now,
    }
    store.insert_consent(tx, consent)
    audit_log.note(tx, What.JOINED, actor=newcomer.actor, now=newcomer.now, member_id=member_id)


def _note_greeting(tx: Connection, newcomer: _Newcomer, member_id: int, today: date) -> None:
    """Count the greeting, which is the answer to joining and needs no message of its own."""
    occasions.claim(tx, member_id, Occasion.WELCOME, "", today, now=newcomer.now)


def _cause(newcomer: _Newcomer, version_id: int) -> Cause:
    return Cause(actor=newcomer.actor, key=newcomer.key, version_id=version_id, now=newcomer.now)


def _was_welcomed(tx: Connection, newcomer: _Newcomer, today: date) -> bool:
    return people_store.was_erased(tx, newcomer.telegram_id, newcomer.phone_e164, today=today)


def _accept(
    tx: Connection, newcomer: _Newcomer, member_id: int, referrer_id: int | None, *, known: bool
) -> None:
    """Keep whose link brought the newcomer, with why it may bring nothing."""
    serves = staff_store.load_by_person(tx, newcomer.person_id) is not None
    referral_links.accept(tx, member_id, referrer_id, known=known, serves=serves, now=newcomer.now)
