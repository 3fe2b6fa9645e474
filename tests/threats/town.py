"""A shop with somebody of every role and something of every kind to lay hands on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from services import approvals, purchases, redemptions, staff
from services.actors import Actor, Role
from services.database import Database, open_database
from services.keys import Keys
from services.staff import token_hash
from tests.builders.doorway import Doorway
from tests.builders.shops import (
    OWNER,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)

PHONES = ("+79161234567", "+79167654321")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ROLES = ("owner", "manager", "cashier", "member", "stranger")


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """Telegram ids by role, and the numbers of what is theirs and of what is others'.

    `cashier` has an open shift. `bill` was typed by the cashier for `member`; the request to
    spend and the approval were asked by `other_cashier` for `other_member`.
    """

    owner: int
    manager: int
    cashier: int
    member: int
    stranger: int
    other_cashier: int
    fired: int
    member_id: int
    card: str
    other_member: int
    other_member_id: int
    other_card: str
    staff_id: int
    manager_staff_id: int
    other_staff_id: int
    bill: int
    other_bill: int
    request: int
    code: str
    approval: int
    invite: str

    def of(self, role: str) -> int:
        number: int = getattr(self, role)
        return number


async def _bill(database: Database, actor: Actor, member_id: int, now: datetime) -> int:
    recorded = await database.write(
        purchases.record, member_id, 500_00, actor=actor, key=a_key(), now=now, repeat_ok=True
    )
    return recorded.purchase_id


async def _a_manager(here: Shop, now: datetime) -> tuple[int, int]:
    token, chat = a_key(), a_telegram_id()
    write = here.database.write
    await write(staff.invite, Role.MANAGER, 1, token_hash(token), actor=here.owner, now=now)
    accepted = await write(staff.accept, token, chat, "Игорь Управляев", "ru", now=now)
    await write(staff.approve_manager, accepted.staff_id, actor=here.owner, now=now)
    return chat, accepted.staff_id


async def populate(
    database: Database, *, now: datetime, name: str | None = None, shop_name: str = "Зерно"
) -> People:
    """Launch the shop and let everybody come in; `name`: how all of them are called."""
    here = await a_shop(database, name=shop_name, now=now - timedelta(hours=3))
    manager, manager_staff_id = await _a_manager(here, now)
    cashier = await a_cashier(here, name or "Мария Кассирова", now=now)
    other = await a_cashier(here, name or "Пётр Сменщиков", now=now)
    fired = await a_cashier(here, "Фёдор Бывший", now=now)
    await database.write(staff.switch_off, fired.staff_id, actor=here.owner, now=now)
    member, other_member, stranger = a_telegram_id(), a_telegram_id(), a_telegram_id()
    anna = await a_member(
        here, name or "Анна Кузнецова", phone=PHONES[0], telegram_id=member, now=now
    )
    boris = await a_member(
        here, name or "Борис Иванов", phone=PHONES[1], telegram_id=other_member, now=now
    )
    bill = await _bill(database, cashier.actor, anna.member_id, now)
    other_bill = await _bill(database, other.actor, boris.member_id, now)
    code, invite = "4821", "Yb3kQ9-wZr_5uLm2NfTa1A"
    asked = await database.write(
        redemptions.ask,
        boris.member_id,
        450_00,
        50,
        actor=other.actor,
        key=a_key(),
        now=now,
        code=code,
    )
    approval = await database.write(
        approvals.ask, boris.member_id, 90_000_00, actor=other.actor, key=a_key(), now=now
    )
    await database.write(
        staff.invite, Role.CASHIER, 1, token_hash(invite), actor=here.owner, now=now
    )
    return People(
        owner=OWNER,
        manager=manager,
        cashier=cashier.telegram_id,
        member=member,
        stranger=stranger,
        other_cashier=other.telegram_id,
        fired=fired.telegram_id,
        member_id=anna.member_id,
        card=anna.card_number,
        other_member=other_member,
        other_member_id=boris.member_id,
        other_card=boris.card_number,
        staff_id=cashier.staff_id,
        manager_staff_id=manager_staff_id,
        other_staff_id=other.staff_id,
        bill=bill,
        other_bill=other_bill,
        request=asked.request_id,
        code=code,
        approval=approval,
        invite=invite,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """The bot's door, the people before it, and the file behind it."""

    door: Doorway
    people: People
    path: Path


async def furnish(path: Path, keys: Keys) -> People:
    """Put the shop into the migrated file at `path`."""
    async with a_database(path, keys) as database:
        return await populate(database, now=NOW)


@asynccontextmanager
async def opened(path: Path, people: People, keys: Keys) -> AsyncIterator[Town]:
    """Open the door of a furnished shop; it is noon for as long as the test wants."""
    async with a_database(path, keys) as database:
        door = Doorway(database, path, NOW + timedelta(seconds=30))
        try:
            yield Town(door=door, people=people, path=path)
        finally:
            door.close()


@asynccontextmanager
async def a_database(path: Path, keys: Keys) -> AsyncIterator[Database]:
    """Open the file; afterwards all of it is in that one file."""
    url = f"sqlite+aiosqlite:///{path}"
    database = await open_database(url, keys, alone=True, on_death=_raise)
    try:
        yield database
    finally:
        await database.close()


def _raise(error: BaseException) -> None:
    raise AssertionError("the writer died") from error
