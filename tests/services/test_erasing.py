"""A person's own data: handed out whole, and erased without a trace in any total."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from services import inbox, members, people, till
from services.actors import Actor, Role
from services.database import Database
from services.members import Erased, NoCard
from services.outbox import Lane, queue
from tests.builders.shops import (
    NOW,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_phone,
    a_shop,
    a_telegram_id,
    card_of,
)

PHONE = "+79001234567"


async def erased(
    here: Shop, member_id: int, *, now: datetime = NOW, key: str | None = None
) -> Erased:
    actor = Actor(role=Role.MEMBER, member_id=member_id, source="test")
    return await here.database.write(
        members.erase, member_id, key=key or a_key(), now=now, actor=actor
    )


async def test_unclaimed_cards_go_after_half_a_year(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    unclaimed = await database.write(
        till.open_unclaimed, cashier.staff_id, PHONE, key=a_key(), now=NOW
    )
    await a_bill(here, cashier, unclaimed.member_id)
    assert await database.write(members.drop_unclaimed, now=NOW + timedelta(days=180)) == 0
    assert await database.write(members.drop_unclaimed, now=NOW + timedelta(days=181)) == 1
    with pytest.raises(NoCard):
        await card_of(database, unclaimed.member_id)


async def test_the_export_is_json_and_holds_everything(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here, phone=PHONE)
    await a_bill(here, cashier, joined.member_id)
    exported = await database.read(members.export, joined.member_id, now=NOW)
    assert json.loads(json.dumps(exported)) == exported
    assert exported["person"]["phone"] == PHONE
    assert exported["person"]["name"] == "Анна Кузнецова"
    assert [one["amount_minor"] for one in exported["purchases"]] == [500_00]
    assert [one["points"] for one in exported["points"]] == [25, 100]


def totals(tx: Connection) -> list[int]:
    return [
        tx.execute(text(statement)).scalar_one() or 0
        for statement in (
            "SELECT sum(amount_minor) FROM purchases",
            "SELECT count(*) FROM purchases",
            "SELECT sum(earned) FROM purchases",
            "SELECT sum(points) FROM entries WHERE kind = 'earn'",
        )
    ]


async def test_erasing_leaves_every_total_and_writes_the_balance_off(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here)
    await a_bill(here, cashier, joined.member_id)
    before = await database.read(totals)
    gone = await erased(here, joined.member_id)
    assert gone.points == 125
    assert await database.read(totals) == before
    with pytest.raises(NoCard):
        await card_of(database, joined.member_id)
    with pytest.raises(till.CardUnknown):
        await database.write(till.find_by_card, cashier.staff_id, (joined.card_number,), now=NOW)


async def test_erasing_twice_under_one_key_is_once(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)
    key = a_key()
    first = await erased(here, joined.member_id, key=key)
    assert await erased(here, joined.member_id, key=key) == first
    with pytest.raises(NoCard):
        await erased(here, joined.member_id)


async def test_an_erased_person_who_returns_within_a_year_gets_no_second_gift(
    database: Database,
):
    here = await a_shop(database)
    chat = a_telegram_id()
    joined = await a_member(here, telegram_id=chat, phone=PHONE)
    await erased(here, joined.member_id)
    again = await a_member(here, telegram_id=chat, phone=a_phone(1))
    assert again.member_id != joined.member_id
    assert (again.welcome_points, again.returned) == (0, False)
    same_phone = await a_member(here, phone=PHONE)
    assert same_phone.welcome_points == 0


async def test_an_erased_person_is_remembered_through_the_same_local_date_a_year_later(
    database: Database,
):
    here = await a_shop(database)
    late = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # the 24th in Moscow
    chat = a_telegram_id()
    for gift, days in ((100, 0), (0, 365), (0, 731), (100, 1098)):
        now = late + timedelta(days=days)
        joined = await a_member(here, telegram_id=chat, phone=PHONE, now=now)
        assert joined.welcome_points == gift
        await erased(here, joined.member_id, now=now)


async def test_after_a_year_nobody_remembers_the_erased_person(database: Database):
    here = await a_shop(database)
    chat = a_telegram_id()
    joined = await a_member(here, telegram_id=chat, phone=PHONE)
    await erased(here, joined.member_id)
    again = await a_member(here, telegram_id=chat, phone=PHONE, now=NOW + timedelta(days=366))
    assert again.welcome_points == 100
    assert await database.write(members.forget_erased, now=NOW + timedelta(days=364)) == 0
    assert await database.write(members.forget_erased, now=NOW + timedelta(days=366)) == 1
    assert await database.write(members.forget_erased, now=NOW + timedelta(days=366)) == 0


async def test_a_cashier_who_deletes_the_card_still_serves(database: Database):
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here, telegram_id=cashier.telegram_id)
    await erased(here, joined.member_id)
    who = await database.read(people.who, cashier.telegram_id)
    assert (who.member_id, who.role) == (None, Role.CASHIER)


async def test_no_byte_of_an_erased_person_stays_in_the_file(
    sqlite_database: Database, sqlite_url: str
):
    here = await a_shop(sqlite_database)
    chat = 7_123_456_789
    joined = await a_member(here, "Аполлинария Незабудкина", telegram_id=chat, phone=PHONE)
    await sqlite_database.write(people.remember_start, chat, "s_poster", "ru", now=NOW)
    born = (joined.member_id, 11, 13)
    await sqlite_database.write(members.set_birthday, *born, key=a_key(), now=NOW)

    def write(tx: Connection) -> None:
        inbox.store_updates(tx, [_update(chat)], now=NOW)
        queue(tx, to=chat, lane=Lane.RECEIPT, reason="receipt:x", text="receipt", now=NOW)

    await sqlite_database.write(write)
    await erased(here, joined.member_id)
    assert await sqlite_database.scrub()
    path = sqlite_url.removeprefix("sqlite+aiosqlite:///")
    found = b"".join(_bytes(Path(path + suffix)) for suffix in ("", "-wal"))
    for trace in ("Аполлинария", "Незабудкина", PHONE, PHONE[1:], str(chat), '"day":13'):
        assert trace.encode() not in found
    assert chat.to_bytes(6, "big") not in found


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _update(chat: int) -> inbox.Arrival:
    payload = {"update_id": 1, "message": {"from": {"id": chat, "first_name": "Аполлинария"}}}
    return inbox.Arrival(update_id=1, chat_id=chat, payload=payload)


async def test_a_bot_without_a_shop_has_nobody_to_forget(database: Database):
    assert await database.write(members.forget_erased, now=NOW) == 0
    assert await database.write(members.drop_unclaimed, now=NOW) == 0


async def test_a_birthday_told_again_after_the_card_is_gone_changes_nothing(database: Database):
    here = await a_shop(database)
    joined = await a_member(here)

    async def tell(key: str) -> members.BirthdaySet:
        return await database.write(
            members.set_birthday, joined.member_id, 3, 17, key=key, now=NOW
        )

    await tell("first")
    await erased(here, joined.member_id)
    again = await tell("first")
    assert (again.month, again.day, again.gift) == (3, 17, None)
    with pytest.raises(NoCard):
        await tell("second")
