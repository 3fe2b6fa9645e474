"""Updates in: stored once, taken over after a death, parked when nothing helps."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from models.inbox import InboxRow
from services import inbox
from services.database import Database
from services.inbox import MAX_DEATHS, REMEMBER, Arrival

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def an_arrival(number: int, chat: int = 7) -> Arrival:
    return Arrival(
        update_id=number,
        chat_id=chat,
        payload={"update_id": number, "message": {"text": "привет"}},
    )


def payloads(tx: Connection) -> list[bytes | None]:
    return list(tx.execute(select(InboxRow.payload).order_by(InboxRow.id)).scalars())


async def test_an_update_is_stored_once_however_often_it_comes(database: Database) -> None:
    first = await database.write(
        inbox.store_updates, [an_arrival(1), an_arrival(2), an_arrival(1)], now=NOW
    )
    again = await database.write(inbox.store_updates, [an_arrival(2), an_arrival(3)], now=NOW)
    assert [pending.update_id for pending in first] == [1, 2]
    assert [pending.update_id for pending in again] == [3]
    assert await database.read(inbox.waiting) == 3


async def test_nothing_arrived_is_nothing_stored(database: Database) -> None:
    assert await database.write(inbox.store_updates, [], now=NOW) == ()


async def test_the_payload_is_encrypted_and_emptied_once_handled(database: Database) -> None:
    (pending,) = await database.write(inbox.store_updates, [an_arrival(1)], now=NOW)
    (sealed,) = await database.read(payloads)
    assert sealed is not None
    assert "привет".encode() not in sealed
    await database.write(inbox.finish, pending.id, now=NOW)
    assert await database.read(payloads) == [None]
    assert await database.read(inbox.waiting) == 0


async def test_what_a_dead_process_left_is_taken_over_in_order(database: Database) -> None:
    await database.write(inbox.store_updates, [an_arrival(5), an_arrival(4)], now=NOW)
    left = await database.write(inbox.take_over, now=NOW)
    assert [pending.update_id for pending in left] == [5, 4]
    assert left[0].payload["message"] == {"text": "привет"}
    assert left[0].tries == 1


async def test_an_update_begun_ten_times_and_never_finished_is_parked(
    database: Database,
) -> None:
    await database.write(inbox.store_updates, [an_arrival(1)], now=NOW)
    begun = 1
    while await database.write(inbox.take_over, now=NOW):
        begun += 1
    assert begun == MAX_DEATHS
    assert await database.read(inbox.parked) == 1
    assert await database.read(inbox.waiting) == 0


async def test_a_lower_number_after_a_silent_week_is_new(database: Database) -> None:
    await database.write(inbox.store_updates, [an_arrival(900_000_000)], now=NOW)
    (pending,) = await database.write(inbox.store_updates, [an_arrival(17)], now=NOW)
    assert pending.update_id == 17


async def test_a_number_is_forgotten_after_two_days(database: Database) -> None:
    (pending,) = await database.write(inbox.store_updates, [an_arrival(1)], now=NOW)
    await database.write(inbox.finish, pending.id, now=NOW)
    assert await database.write(inbox.sweep, now=NOW + REMEMBER / 2) == 0
    assert await database.write(inbox.sweep, now=NOW + REMEMBER * 1.1) == 1
    assert len(await database.write(inbox.store_updates, [an_arrival(1)], now=NOW)) == 1


async def test_forgetting_a_person_deletes_what_came_from_him_alone(database: Database) -> None:
    await database.write(inbox.store_updates, [an_arrival(1, 7), an_arrival(2, 8)], now=NOW)
    await database.write(inbox.forget, 7)
    assert [p.chat_id for p in await database.write(inbox.take_over, now=NOW)] == [8]


async def test_half_a_character_does_not_stop_the_inbox(database: Database) -> None:
    broken = Arrival(update_id=1, chat_id=7, payload={"message": {"text": "1\ud800"}})
    (first, _) = await database.write(inbox.store_updates, [broken, an_arrival(2)], now=NOW)
    assert first.payload == {"message": {"text": "1?"}}
    assert await database.read(inbox.waiting) == 2
