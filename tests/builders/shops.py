"""A launched shop with an owner, cashiers and members, made through the use cases alone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Connection

from services import limits, members, purchases, shifts, shop, staff
from services.actors import Actor, Role, system
from services.database import Database
from services.members import CardView, Joined
from services.purchases import Recorded

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OWNER = 500_000_001
_people = count(600_000_001)
_keys = count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cashier:
    staff_id: int
    telegram_id: int
    shift_id: int
    actor: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Shop:
    database: Database
    owner: Actor


def a_key() -> str:
    """Return an operation key nobody has used."""
    return f"test:{next(_keys)}"


def a_telegram_id() -> int:
    return next(_people)


def a_phone(number: int | None = None) -> str:
    return f"+7900{number if number is not None else next(_people) % 10_000_000:07}"


async def an_owner(database: Database, telegram_id: int = OWNER, *, now: datetime = NOW) -> Actor:
    """Let somebody claim the bot; return the actor of the owner."""
    token = f"claim-{telegram_id}"
    await database.write(staff.claim_link, staff.token_hash(token), now=now)
    claimed = await database.write(
        staff.claim, token, telegram_id, "Ольга Хозяйкина", "ru", now=now
    )
    return Actor(role=Role.OWNER, staff_id=claimed.staff_id, source="test")


async def a_shop(
    database: Database,
    *,
    template: str = "coffee",
    name: str = "Зерно",
    currency: str = "RUB",
    timezone: str = "Europe/Moscow",
    now: datetime = NOW,
    capped: bool = False,
) -> Shop:
    """Claim and launch a shop, in Moscow unless told otherwise.

    Unless `capped`, its owner trusts the till with any number of bills: tests sell a month's
    worth within one moment.
    """
    owner = await an_owner(database, now=now)
    await database.write(
        shop.launch,
        template=template,
        name=name,
        currency=currency,
        timezone=timezone,
        language="ru",
        actor=owner,
        key=a_key(),
        now=now,
    )
    if not capped:
        await database.write(_lift_caps, owner, now)
    return Shop(database=database, owner=owner)


def _lift_caps(tx: Connection, owner: Actor, now: datetime) -> None:
    for limit in limits.Limit:
        limits.set_limit(tx, limit, None, actor=owner, now=now)


async def a_cashier(
    here: Shop, name: str = "Мария Кассирова", *, now: datetime = NOW, open_shift: bool = True
) -> Cashier:
    """Invite somebody, let him accept and, unless told otherwise, open the shift."""
    token, telegram_id = a_key(), a_telegram_id()
    database = here.database
    await database.write(
        staff.invite, Role.CASHIER, 1, staff.token_hash(token), actor=here.owner, now=now
    )
    accepted = await database.write(staff.accept, token, telegram_id, name, "ru", now=now)
    shift_id = 0
    if open_shift:
        shift = await database.write(shifts.open_shift, accepted.staff_id, now=now)
        shift_id = shift.id
    actor = Actor(role=Role.CASHIER, staff_id=accepted.staff_id, location_id=1, source="test")
    return Cashier(
        staff_id=accepted.staff_id, telegram_id=telegram_id, shift_id=shift_id, actor=actor
    )


async def a_member(
    here: Shop,
    name: str = "Анна Кузнецова",
    *,
    telegram_id: int | None = None,
    phone: str | None = None,
    now: datetime = NOW,
    key: str | None = None,
) -> Joined:
    """Let somebody join with a phone of his own."""
    return await here.database.write(
        members.join,
        telegram_id=telegram_id or a_telegram_id(),
        phone_e164=phone or a_phone(),
        name=name,
        language="ru",
        consent_version="2026-11",
        key=key or a_key(),
        now=now,
    )


async def a_bill(
    here: Shop,
    cashier: Cashier,
    member_id: int,
    amount_minor: int = 500_00,
    *,
    now: datetime = NOW,
) -> Recorded:
    """Record a bill; one of the same amount a moment ago is no hindrance."""
    return await here.database.write(
        purchases.record,
        member_id,
        amount_minor,
        actor=cashier.actor,
        key=a_key(),
        now=now,
        repeat_ok=True,
    )


async def card_of(database: Database, member_id: int, *, now: datetime = NOW) -> CardView:
    return await database.read(members.card, member_id, now=now)


JOB = system("job:test")
