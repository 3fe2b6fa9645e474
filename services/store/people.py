"""The rows of people: who stands behind a Telegram id, and which chat belongs to a card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, literal, or_, select, true, update

from models.members import Member
from models.people import Erasure, Person, Start
from models.shifts import Shift
from models.shop import Setting
from models.staff import Staff
from services.actors import CHIEFS, Role
from services.keys import Keys, keys_of
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared
from services.store.rows import first, insert_row, rows

START_DAYS = 30

NO_CARD = {
    "member_id": None,
    "phone_encrypted": None,
    "phone_digest": None,
    "last4_encrypted": None,
    "last4_digest": None,
    "marketing": None,
    "birthday": None,
    "birthday_known_on": None,
    "birthday_changed_in": None,
    "birth_year_encrypted": None,
    "source": None,
}
"""What is left of a person who serves here and gave the card up: a name and a chat."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chat:
    """Where a person can be written to."""

    telegram_id: int
    language: str
    reachable: bool


_ONE = select(literal(1).label("one")).subquery("one")

# One row always, even for a stranger of a shop that is not set up yet: every part is optional.
_WHO = Prepared(
    select(
        Person.id.label("person_id"),
        Person.member_id,
        Member.card_number,
        Person.language,
        Person.reachable,
        Person.name_encrypted,
        Staff.id.label("staff_id"),
        Staff.role,
        Staff.location_id,
        Shift.id.label("shift_id"),
        Setting.launched_at,
        Setting.currency,
        Setting.digits,
        Setting.timezone,
        Setting.unit,
    )
    .select_from(_ONE)
    .outerjoin(Setting, true())
    .outerjoin(Person, Person.telegram_id == bindparam("telegram_id"))
    .outerjoin(Member, Member.id == Person.member_id)
    .outerjoin(Staff, (Staff.person_id == Person.id) & Staff.active)
    .outerjoin(Shift, (Shift.staff_id == Staff.id) & Shift.closed_at.is_(None))
)


def load_who(tx: Connection, telegram_id: int) -> Row[Any]:
    (row,) = _WHO.all(tx, {"telegram_id": telegram_id})
    found: Row[Any] = row
    return found


_PERSON_OF = Prepared(select(*Person.__table__.c).where(Person.member_id == bindparam("member")))
_BY_PHONE = Prepared(select(*Person.__table__.c).where(Person.phone_digest == bindparam("digest")))


def load_person_of(tx: Connection, member_id: int) -> Row[Any] | None:
    return first(tx, _PERSON_OF, member=member_id)


def member_of(tx: Connection, person_id: int) -> int | None:
    return tx.scalar(select(Person.member_id).where(Person.id == person_id))


def load_by_phone(tx: Connection, phone_e164: str) -> Row[Any] | None:
    return first(tx, _BY_PHONE, digest=keys_of(tx).digest("phone", phone_e164))


def members_by_last4(tx: Connection, last4: str, *, limit: int) -> list[int]:
    digest = keys_of(tx).digest("phone-last4", last4)
    statement = (
        select(Person.member_id)
        .where(Person.last4_digest == digest, Person.member_id.is_not(None))
        .order_by(Person.id)
        .limit(limit)
    )
    return [row.member_id for row in rows(tx, statement)]


def ensure_person(
    tx: Connection, telegram_id: int, name: str, language: str, *, now: datetime
) -> int:
    """Return the id of the person behind the Telegram id; make the row if there is none."""
    values = {
        "telegram_id": telegram_id,
        "name_encrypted": keys_of(tx).encrypt(name),
        "language": language,
        "reachable": True,
        "created_at": now,
    }
    insert_unless_there(tx, Person, values)
    return tx.execute(select(Person.id).where(Person.telegram_id == telegram_id)).scalar_one()


def save_unclaimed(
    tx: Connection, member_id: int, phone_e164: str, language: str, *, now: datetime
) -> bool:
    """Add the person of a card without Telegram; False if the phone is known already.

    Of the phone only the keyed digest and the last four digits are kept.
    """
    keys = keys_of(tx)
    values = {
        "member_id": member_id,
        "phone_digest": keys.digest("phone", phone_e164),
        "last4_encrypted": keys.encrypt(phone_e164[-4:]),
        "last4_digest": keys.digest("phone-last4", phone_e164[-4:]),
        "language": language,
        "reachable": False,
        "created_at": now,
    }
    return insert_unless_there(tx, Person, values)


def phone_columns(keys: Keys, phone_e164: str) -> dict[str, bytes]:
    """Return the four columns that hold a phone: encrypted, and as digests to look it up."""
    return {
        "phone_encrypted": keys.encrypt(phone_e164),
        "phone_digest": keys.digest("phone", phone_e164),
        "last4_encrypted": keys.encrypt(phone_e164[-4:]),
        "last4_digest": keys.digest("phone-last4", phone_e164[-4:]),
    }


def save_person(tx: Connection, person_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Person).where(Person.id == person_id).values(**values))


def save_birthday(tx: Connection, member_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Person).where(Person.member_id == member_id).values(**values))


def save_telegram_flags(tx: Connection, telegram_id: int, values: Mapping[str, Any]) -> None:
    tx.execute(update(Person).where(Person.telegram_id == telegram_id).values(**values))


def chat_of(tx: Connection, member_id: int) -> Chat | None:
    """Return the member's chat; None for an unclaimed card and for an erased person."""
    return _chat(tx, Person.member_id == member_id)


def staff_chat(tx: Connection, staff_id: int) -> Chat | None:
    person_id = select(Staff.person_id).where(Staff.id == staff_id).scalar_subquery()
    return _chat(tx, Person.id == person_id)


def _chat(tx: Connection, condition: Any) -> Chat | None:
    row = tx.execute(
        select(Person.telegram_id, Person.language, Person.reachable).where(
            condition, Person.telegram_id.is_not(None)
        )
    ).one_or_none()
    return Chat(**row._asdict()) if row else None


def owner_chats(tx: Connection, *, managers: bool = False) -> tuple[Chat, ...]:
    """Return the chats of active owners, and of managers too if asked."""
    roles = CHIEFS if managers else {Role.OWNER}
    rows = tx.execute(
        select(Person.telegram_id, Person.language, Person.reachable)
        .join(Staff, Staff.person_id == Person.id)
        .where(Staff.active, Staff.role.in_(sorted(roles)), Person.telegram_id.is_not(None))
        .order_by(Staff.id)
    )
    return tuple(Chat(**row._asdict()) for row in rows)


def name_of(tx: Connection, member_id: int) -> str | None:
    """Return the member's whole name; None if it is unknown or forgotten."""
    token = tx.scalar(select(Person.name_encrypted).where(Person.member_id == member_id))
    return keys_of(tx).decrypt(token) if token else None


def staff_name(tx: Connection, staff_id: int) -> str | None:
    token = tx.scalar(
        select(Person.name_encrypted)
        .join(Staff, Staff.person_id == Person.id)
        .where(Staff.id == staff_id)
    )
    return keys_of(tx).decrypt(token) if token else None


def remember_start(
    tx: Connection, telegram_id: int, payload: str, language: str, *, now: datetime
) -> bool:
    """Keep the first code; forget those older than 30 days. True if this one was kept."""
    tx.execute(delete(Start).where(Start.came_at < now - timedelta(days=START_DAYS)))
    values = {
        "telegram_digest": _telegram_digest(tx, telegram_id),
        "payload": payload,
        "language": language,
        "came_at": now,
    }
    return insert_unless_there(tx, Start, values)


def take_start(tx: Connection, telegram_id: int, *, now: datetime) -> str | None:
    """Return the remembered code and forget it."""
    payload = peek_start(tx, telegram_id, now=now)
    mine = Start.telegram_digest == _telegram_digest(tx, telegram_id)
    tx.execute(delete(Start).where(mine))
    return payload


def peek_start(tx: Connection, telegram_id: int, *, now: datetime) -> str | None:
    """Return the remembered code, and keep it."""
    mine = Start.telegram_digest == _telegram_digest(tx, telegram_id)
    fresh = Start.came_at >= now - timedelta(days=START_DAYS)
    payload: str | None = tx.scalar(select(Start.payload).where(mine, fresh))
    return payload


def was_erased(tx: Connection, telegram_id: int, phone_e164: str, *, today: date) -> bool:
    """Whether this person was a member before and asked to be forgotten, 12 months back."""
    phone = keys_of(tx).digest("phone", phone_e164)
    found = tx.scalar(
        select(Erasure.id)
        .where(
            or_(
                Erasure.telegram_digest == _telegram_digest(tx, telegram_id),
                Erasure.phone_digest == phone,
            ),
            Erasure.forget_on > today,
        )
        .limit(1)
    )
    return found is not None


def save_erasure(tx: Connection, values: Mapping[str, Any]) -> None:
    insert_row(tx, Erasure, values)


def forget_erasures(tx: Connection, today: date) -> int:
    """Empty the digests whose time is over; the rows stay as the log of erasures."""
    done = tx.execute(
        update(Erasure)
        .where(Erasure.forget_on <= today)
        .values(telegram_digest=None, phone_digest=None, forget_on=None)
    )
    return done.rowcount


def drop_person(tx: Connection, person_id: int) -> None:
    tx.execute(delete(Person).where(Person.id == person_id))


def _telegram_digest(tx: Connection, telegram_id: int) -> bytes:
    return keys_of(tx).digest("telegram", str(telegram_id))
