"""Whoever is erased is gone: from every row, every free page, the log, and every new copy."""

import base64
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from models.base import Base
from services import backups, inbox, members, outbox
from services.actors import Actor, Role
from services.backups.sealing import unseal
from services.database import Database
from services.inbox import Arrival
from services.keys import Keys, WrongKey
from tests.builders.doorway import Heard
from tests.builders.shops import NOW as BUILT
from tests.builders.shops import a_bill, a_cashier, a_key, a_member, a_shop
from tests.threats.town import NOW, Town

CHAT = 7_123_456_789
PHONE = "+79161112233"
FIRST, LAST = "Аполлинария", "Незабудкина"


def varint(number: int) -> bytes:
    """Return the number as SQLite writes a key of a table: seven bits a byte."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))


def traces() -> dict[str, bytes]:
    """Return everything of the person that could stand somewhere, in every way of writing."""
    words = {
        "first name": FIRST,
        "last name": LAST,
        "phone": PHONE,
        "phone without plus": PHONE[1:],
        "national phone": PHONE[2:],
        "chat": str(CHAT),
        "chat in hex": f"{CHAT:x}",
    }
    found = {}
    for name, word in words.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            found[f"{name}, {encoding}"] = word.encode(encoding)
        found[f"{name}, escaped"] = word.encode("ascii", "backslashreplace")
        for start in range(3):
            # What stands inside a longer text changes with its place in three ways.
            whole = base64.b64encode(b"\0" * start + word.encode())
            found[f"{name}, base64 at {start}"] = whole[4:-4]
    found |= {
        "chat as a value": CHAT.to_bytes(6, "big"),
        "chat as a key": varint(CHAT),
        "chat, 8 bytes": CHAT.to_bytes(8, "big"),
        "chat, 8 bytes turned": CHAT.to_bytes(8, "little"),
    }
    return found


def left_in(data: bytes) -> list[str]:
    return [name for name, trace in traces().items() if trace in data]


def values(tx: Connection) -> Iterator[tuple[str, Any]]:
    """Yield every value of every table with the name of its column."""
    for table in Base.metadata.sorted_tables:
        for row in tx.execute(select(*(text(f'"{c.name}"') for c in table.c)).select_from(table)):
            for column, value in zip(table.c, row, strict=True):
                yield f"{table.name}.{column.name}", value


def readable(tx: Connection, keys: Keys) -> list[str]:
    """Return the columns in which the person can be read by whoever has the key."""
    found = []
    for name, value in values(tx):
        if isinstance(value, bytes):
            try:
                plain = keys.decrypt(value).encode()
            except WrongKey:
                plain = value
        else:
            plain = str(value).encode()
        if left_in(plain):
            found.append(name)
    return found


def sealed(tx: Connection) -> set[bytes]:
    """Return every encrypted value there is."""
    return {value for _, value in values(tx) if isinstance(value, bytes) and len(value) > 90}


def totals(tx: Connection) -> list[Any]:
    statements = (
        "SELECT sum(amount_minor), count(*), sum(earned) FROM purchases",
        "SELECT sum(points), count(*) FROM entries WHERE kind <> 'expire'",
        "SELECT sum(amount), count(*) FROM lots",
        "SELECT sum(refunded_minor) FROM purchases",
    )
    return [tuple(tx.execute(text(statement)).one()) for statement in statements]


async def hears(town: Town, payload: dict[str, Any]) -> Heard:
    """Let the person say something, which is stored first as every update is."""
    door, now = town.door, town.door.clock.now()
    user = {"id": CHAT, "is_bot": False, "first_name": FIRST, "last_name": LAST}
    user["language_code"] = "ru"
    chat = {"id": CHAT, "type": "private", "first_name": FIRST}
    if "text" in payload or "contact" in payload:
        number = 50_000 + len(door.books()["inbox"])
        message = {"message_id": number, "date": int(now.timestamp()), "chat": chat, "from": user}
        update = {"message": message | payload}
    else:
        number = 50_000 + len(door.books()["inbox"])
        under = {"message_id": 7, "date": int(now.timestamp()), "chat": chat, "text": "x"}
        tap = {"id": str(number), "from": user, "chat_instance": "1", "message": under}
        update = {"callback_query": tap | payload}
    arrival = Arrival(update_id=number, chat_id=CHAT, payload=update)
    (stored,) = await door.database.write(inbox.store_updates, [arrival], now=now)
    heard = await door.hears(update, CHAT)
    if number % 3:  # Every third is put aside, with its payload, as after an error.
        await door.database.write(inbox.finish, stored.id, now=now)
    else:
        await door.database.write(inbox.park, stored.id, "x", now=now)
    return heard


async def live(town: Town) -> None:
    """Let the person join, be served, asked, look at everything and be talked about."""
    door, them = town.door, town.people
    await hears(town, {"text": "/start sposter"})
    contact = {"phone_number": PHONE, "first_name": FIRST, "last_name": LAST, "user_id": CHAT}
    await hears(town, {"contact": contact})
    for data in ("m-mark:1", "m-day:3:17", "m-hist:0", "m-data", "m-set", "m-card"):
        await hears(town, {"data": data})
    card = next(row for row in reversed(door.books()["members"]))
    for line in (PHONE, f"{card['card_number']} 450", f"{card['card_number']}"):
        await door.says(them.cashier, line)
    await door.taps(them.cashier, f"k-ask:{card['id']}:30000:50:Zz0000aa")
    request = door.books()["redemption_requests"][-1]["id"]
    await hears(town, {"data": f"m-notme:{request}"})
    await hears(town, {"text": f"I am {FIRST} {LAST}, {PHONE}"})
    await door.database.write(deliver, town.door.clock.now())


def deliver(tx: Connection, now: datetime) -> None:
    """Let everything that was promised to others arrive; it is emptied by that."""
    while letters := outbox.take(tx, now=now, limit=100):
        for letter in letters:
            outbox.sent(tx, letter.id, 1, now=now)


async def test_not_a_byte_of_an_erased_person_stays_in_the_file_or_in_a_new_copy(
    town: Town, keys: Keys, tmp_path: Path
) -> None:
    """G12: names, phone and Telegram id, plain, in any encoding, and every encrypted row."""
    door = town.door
    others = await door.database.read(sealed)
    await live(town)
    assert left_in(_on_disk(town.path)), "the search sees nothing even before"
    before = await door.database.read(totals)
    own = await door.database.read(sealed) - others

    assert (await hears(town, {"data": "m-del:1"})).texts
    assert await door.database.scrub()

    assert await door.database.read(readable, keys) == []
    assert await door.database.read(totals) == before
    kept = await door.database.read(sealed)
    copy = _new_copy(town.path, keys, tmp_path)
    for found in (_on_disk(town.path), copy):
        assert left_in(found) == []
        assert [one for one in own - kept if one in found] == []


def _on_disk(path: Path) -> bytes:
    files = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
    return b"".join(file.read_bytes() for file in files if file.exists())


def _new_copy(path: Path, keys: Keys, folder: Path) -> bytes:
    made = backups.backup(f"sqlite+aiosqlite:///{path}", keys, folder / "copies", now=NOW)
    assert left_in(made.path.read_bytes()) == []
    plain = folder / "opened.db"
    unseal(made.path, plain, keys)
    return plain.read_bytes()


async def test_no_row_can_be_read_as_an_erased_person_on_either_database(
    database: Database, keys: Keys
) -> None:
    """G12: whoever has the key and every table finds nobody; the sums are what they were."""
    here = await a_shop(database)
    cashier = await a_cashier(here)
    joined = await a_member(here, f"{FIRST} {LAST}", telegram_id=CHAT, phone=PHONE)
    await a_bill(here, cashier, joined.member_id)
    assert await database.read(readable, keys) != []
    before = await database.read(totals)
    actor = Actor(role=Role.MEMBER, member_id=joined.member_id, source="test")
    await database.write(members.erase, joined.member_id, key=a_key(), now=BUILT, actor=actor)
    assert await database.read(readable, keys) == []
    assert await database.read(totals) == before


@pytest.mark.parametrize("number", [0, 127, 128, 300, CHAT])
def test_a_key_is_written_as_sqlite_writes_it(number: int) -> None:
    read = 0
    for byte in varint(number):
        read = read << 7 | byte & 0x7F
    assert read == number
