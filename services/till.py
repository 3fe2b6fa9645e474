"""Finding the guest at the till: every look-up is written down, nobody serves himself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from models.members import MemberStatus
from services import alerts, operations, perks, programs
from services.domain import members as rules
from services.domain.errors import Refusal
from services.domain.ladder import effective_tier
from services.joining import free_number
from services.keys import keys_of
from services.member_cards import settled_state
from services.names import short_name
from services.phones import masked
from services.rates import deals_in_points, discount_of, percent_of
from services.reports import midnight
from services.serving import OwnCard, Serving, refuse_own_card, serving
from services.shifts import NotServing, ShiftClosed
from services.stamps import MemberCard, cards_of
from services.store import audit_log, ledger
from services.store import members as store
from services.store import people as people_store
from services.store import shop as shop_store
from services.store.accounts import Cause
from services.store.audit_log import What
from services.units import DEFAULT, PointsUnit, of_forms

__all__ = [
    "CardUnknown",
    "Guest",
    "NotServing",
    "OwnCard",
    "PhoneKnown",
    "PhoneUnknown",
    "Serving",
    "ShiftClosed",
    "chosen",
    "find_by_card",
    "find_by_last4",
    "find_by_phone",
    "guest",
    "guest_name",
    "identify",
    "name_of_guest",
    "open_unclaimed",
    "refuse_own_card",
    "serving",
]

LOOK_UPS_A_DAY = 100
USUAL_AMOUNTS = 3
SAME_LAST_DIGITS = 6
BIRTHDAY_DAYS = 3


@dataclass(kw_only=True, unsafe_hash=True)
class CardUnknown(Refusal):
    """No card has this number."""


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneUnknown(Refusal):
    """No card has this phone; `phone` is masked."""

    phone: str


@dataclass(kw_only=True, unsafe_hash=True)
class PhoneKnown(Refusal):
    """A card with this phone exists already; `phone` is masked."""

    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """What the cashier sees of a guest; money in minor units, percent as decimal text.

    `birthday_in_days` is -3 to 3 around the birthday, None otherwise; `usual_amounts_minor`
    are up to three sums worth a button. `perks` are what the tier gives in words, by language.
    `discount` comes off every bill, `points` tells whether the program deals in points.
    """

    member_id: int
    name: str
    masked_phone: str | None
    tier_name: Mapping[str, str] | None
    percent: str
    discount: str
    points: bool
    balance: int
    birthday_in_days: int | None
    last_visit_days: int | None
    usual_amounts_minor: tuple[int, ...]
    unclaimed: bool
    points_unit: PointsUnit
    perks: Mapping[str, str] = field(default_factory=dict)
    stamp_cards: tuple[MemberCard, ...] = ()


def find_by_card(
    tx: Connection, staff_id: int, numbers: tuple[str, ...], *, now: datetime
) -> Guest:
    """Return the guest of the first number that is a card.

    Raises CardUnknown, OwnCard, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    return _looked_up(tx, who, (_of_card(tx, numbers),), "card", now=now)[0]


def identify(tx: Connection, staff_id: int, numbers: tuple[str, ...], *, now: datetime) -> int:
    """Return only who the guest of `find_by_card` is; a look-up that is noted all the same.

    Raises CardUnknown, OwnCard, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    member_id = _of_card(tx, numbers)
    _note_look_up(tx, who, (member_id,), "card", now=now)
    return member_id


def _of_card(tx: Connection, numbers: tuple[str, ...]) -> int:
    found = (store.member_by_card(tx, number) for number in numbers)
    member_id = next((member_id for member_id in found if member_id is not None), None)
    if member_id is None:
        raise CardUnknown
    return member_id


def find_by_phone(
    tx: Connection, staff_id: int, phone_e164: str, *, now: datetime
) -> tuple[Guest, ...]:
    """Return the guest with this phone, to be confirmed by a tap.

    Raises PhoneUnknown, OwnCard, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    person = people_store.load_by_phone(tx, phone_e164)
    if person is None or person.member_id is None:
        raise PhoneUnknown(phone=masked(phone_e164))
    return _looked_up(tx, who, (person.member_id,), "phone", now=now)


def find_by_last4(
    tx: Connection, staff_id: int, last4: str, *, now: datetime
) -> tuple[Guest, ...]:
    """Return up to six guests whose phones end so; always confirmed by a tap.

    Raises PhoneUnknown, OwnCard, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    found = people_store.members_by_last4(tx, last4, limit=SAME_LAST_DIGITS)
    if not found:
        raise PhoneUnknown(phone=masked(last4))
    others = tuple(member_id for member_id in found if member_id != who.member_id)
    return _looked_up(tx, who, others or tuple(found), "last4", now=now)


def guest(tx: Connection, staff_id: int, member_id: int, *, now: datetime) -> Guest:
    """Read a guest who was found before anew; not a look-up of its own."""
    who = serving(tx, staff_id)
    refuse_own_card(who, member_id)
    return _guest(tx, who, member_id, now=now)


def chosen(tx: Connection, staff_id: int, member_id: int, *, now: datetime) -> Guest:
    """Return the guest behind a button; whom this person has not found today is looked up.

    A button is what any client says it is: without this, numbers could be counted through
    and nobody would know. Raises CardUnknown, OwnCard, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    if audit_log.was_looked_up(tx, staff_id, member_id, _day_began(tx, now)):
        refuse_own_card(who, member_id)
        return _guest(tx, who, member_id, now=now)
    return _looked_up(tx, who, (member_id,), "button", now=now)[0]


def open_unclaimed(
    tx: Connection,
    staff_id: int,
    phone_e164: str,
    *,
    key: str,
    now: datetime,
) -> Guest:
    """Open a card for a guest without Telegram: a keyed digest of the phone, no gifts.

    It collects up to the limits of docs/architecture.md, "Cards and codes", until its guest
    claims it by his own contact. Raises PhoneKnown, ShiftClosed and NotServing.
    """
    who = serving(tx, staff_id)
    digest = keys_of(tx).digest("phone", phone_e164).hex()
    claimed = operations.claim(
        tx, key, "open-unclaimed", {"staff_id": staff_id, "phone": digest}, now=now
    )
    if claimed.stored is None:
        member_id = _open_unclaimed(tx, who, phone_e164, key=key, now=now)
        operations.finish(tx, claimed, member_id)
    else:
        member_id = operations.repeated(claimed, int)
        if store.load_card(tx, member_id) is None:
            return _nobody(tx, member_id)
    return _guest(tx, who, member_id, now=now)


def _open_unclaimed(
    tx: Connection, who: Serving, phone_e164: str, *, key: str, now: datetime
) -> int:
    if people_store.load_by_phone(tx, phone_e164) is not None:
        raise PhoneKnown(phone=masked(phone_e164))
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    actor = who.actor(key)
    member_id = ledger.insert_member(
        tx,
        rules.join(stored.program, today, welcomed=True),
        stored.program,
        card_number=free_number(tx),
        status=MemberStatus.UNCLAIMED,
        cause=Cause(actor=actor, key=key, version_id=stored.version_id, now=now),
    )
    language = shop_store.shop_language(tx)
    if not people_store.save_unclaimed(tx, member_id, phone_e164, language, now=now):
        raise PhoneKnown(phone=masked(phone_e164))
    audit_log.note(tx, What.CARD_OPENED, actor=actor, now=now, member_id=member_id)
    return member_id


def _looked_up(
    tx: Connection, who: Serving, found: tuple[int, ...], way: str, *, now: datetime
) -> tuple[Guest, ...]:
    _note_look_up(tx, who, found, way, now=now)
    return tuple(_guest(tx, who, member_id, now=now) for member_id in found)


def _note_look_up(
    tx: Connection, who: Serving, found: tuple[int, ...], way: str, *, now: datetime
) -> None:
    """Write the look-up down, and tell the owners of the hundredth."""
    for member_id in found:
        refuse_own_card(who, member_id)
        audit_log.note(
            tx,
            What.LOOKED_UP,
            actor=who.actor("till"),
            now=now,
            member_id=member_id,
            facts={"by": way},
        )
    _alert_when_many(tx, who.staff_id, now=now)


def _alert_when_many(tx: Connection, staff_id: int, *, now: datetime) -> None:
    since = _day_began(tx, now)
    count = audit_log.count_since(tx, staff_id, What.LOOKED_UP, since)
    if count < LOOK_UPS_A_DAY:
        return
    alerts.tell_owners(
        tx,
        "alert-lookups",
        {"cashier": people_store.staff_name(tx, staff_id) or "", "count": count},
        occasion=f"{staff_id}:{since.date()}",
        now=now,
    )


def _day_began(tx: Connection, now: datetime) -> datetime:
    zone = ZoneInfo(programs.current(tx, now=now).program.timezone)
    return midnight(now.astimezone(zone).date(), zone)


def _guest(tx: Connection, who: Serving, member_id: int, *, now: datetime) -> Guest:
    row = store.load_card(tx, member_id)
    settings = shop_store.load_settings(tx)
    if row is None or settings is None:
        raise CardUnknown
    stored = programs.current(tx, now=now)
    program = stored.program
    today = programs.local_day(program, now)
    state = settled_state(tx, program, member_id, today)
    tier = effective_tier(program, state)
    keys = keys_of(tx)
    last4 = keys.decrypt(row.last4_encrypted) if row.last4_encrypted else None
    return Guest(
        member_id=member_id,
        name=guest_name(tx, row),
        masked_phone=masked(last4) if last4 else None,
        tier_name=tier.name if tier else None,
        percent=percent_of(program, tier),
        discount=discount_of(program, tier),
        points=deals_in_points(program),
        balance=state.balance,
        birthday_in_days=_days_to_birthday(row.birthday, today),
        last_visit_days=(today - row.last_purchase_on).days if row.last_purchase_on else None,
        usual_amounts_minor=_usual(tx, who.staff_id, member_id, now=now),
        unclaimed=row.telegram_id is None,
        points_unit=of_forms(settings.unit),
        perks=perks.words_of(tier) if tier else {},
        stamp_cards=cards_of(stored.document, state),
    )


def _nobody(tx: Connection, member_id: int) -> Guest:
    """Return a card that was opened once and has run out or was erased since: nobody's."""
    settings = shop_store.load_settings(tx)
    return Guest(
        member_id=member_id,
        name="",
        masked_phone=None,
        tier_name=None,
        percent="0",
        discount="0",
        points=True,
        balance=0,
        birthday_in_days=None,
        last_visit_days=None,
        usual_amounts_minor=(),
        unclaimed=True,
        points_unit=of_forms(settings.unit) if settings else DEFAULT,
    )


def guest_name(tx: Connection, row: Row[Any]) -> str:
    """Return the short name of a card's row: "Анна К."."""
    name = keys_of(tx).decrypt_name(row.name_encrypted) if row.name_encrypted else None
    return short_name(name, row.card_number)


def name_of_guest(tx: Connection, member_id: int) -> str:
    """Return the short name of a guest; empty for an erased one."""
    row = store.load_card(tx, member_id)
    return guest_name(tx, row) if row is not None else ""


def _usual(tx: Connection, staff_id: int, member_id: int, *, now: datetime) -> tuple[int, ...]:
    """Return the guest's own sums first, filled up with those of this till."""
    own = store.usual_amounts(tx, member_id, now=now, limit=USUAL_AMOUNTS)
    if len(own) < USUAL_AMOUNTS:
        own += store.usual_at_till(tx, staff_id, limit=USUAL_AMOUNTS * 2)
    return tuple(sorted(list(dict.fromkeys(own))[:USUAL_AMOUNTS]))


def _days_to_birthday(birthday: int | None, today: date) -> int | None:
    """Count days to the nearest birthday; 29 February is kept on the 28th in common years."""
    if birthday is None:
        return None
    near = [
        (_birthday_in(year, birthday) - today).days
        for year in (today.year - 1, today.year, today.year + 1)
    ]
    days = min(near, key=abs)
    return days if abs(days) <= BIRTHDAY_DAYS else None


def _birthday_in(year: int, birthday: int) -> date:
    month, day = divmod(birthday, 100)
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)
