"""Messages out: promised once, in order, and honest about what is not known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from models.outbox import OutboxRow, OutboxState
from services import outbox
from services.database import Database
from services.facts import Points
from services.outbox import KEEP_WAITING, LEASE, MAX_TRIES, Buttons, Lane, Letter

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


async def queued(database: Database, reason: str, **facts: Any) -> bool:
    given: dict[str, Any] = {"to": 7, "lane": Lane.RECEIPT, "text": "receipt", "now": NOW} | facts
    return await database.write(outbox.queue, reason=reason, **given)


async def taken(database: Database, now: datetime = NOW, **facts: Any) -> tuple[Letter, ...]:
    return await database.write(outbox.take, now=now, limit=10, **facts)


def states(tx: Connection) -> list[OutboxState]:
    return list(tx.execute(select(OutboxRow.state).order_by(OutboxRow.id)).scalars())


def payloads(tx: Connection) -> list[bytes | None]:
    return list(tx.execute(select(OutboxRow.payload).order_by(OutboxRow.id)).scalars())


async def test_a_reason_is_promised_once(database: Database) -> None:
    assert await queued(database, "receipt:1")
    assert not await queued(database, "receipt:1", text="another")
    (letter,) = await taken(database)
    assert letter.text == "receipt"


async def test_a_letter_carries_its_key_facts_and_buttons(database: Database) -> None:
    await queued(
        database,
        "receipt:1",
        facts={"earned": Points(31), "name": "Анна"},
        buttons=Buttons(kind="receipt", args={"purchase_id": 5}),
        silent=True,
    )
    (sealed,) = await database.read(payloads)
    assert sealed is not None
    assert "Анна".encode() not in sealed
    (letter,) = await taken(database)
    assert letter.facts == {"earned": Points(31), "name": "Анна"}
    assert letter.buttons == Buttons(kind="receipt", args={"purchase_id": 5})
    assert letter.silent


async def test_receipts_go_before_marketing_and_each_chat_gets_one_at_a_time(
    database: Database,
) -> None:
    await queued(database, "news", lane=Lane.MARKETING)
    await queued(database, "first")
    await queued(database, "second")
    await queued(database, "other", to=8, lane=Lane.MARKETING)
    reasons = []
    while letters := await taken(database):
        reasons.append([(letter.to, letter.lane) for letter in letters])
        for letter in letters:
            await database.write(outbox.sent, letter.id, 1, now=NOW)
    assert reasons == [
        [(7, Lane.RECEIPT), (8, Lane.MARKETING)],
        [(7, Lane.RECEIPT)],
        [(7, Lane.MARKETING)],
    ]


async def test_a_chat_waits_while_a_message_to_it_is_under_way(database: Database) -> None:
    await queued(database, "first")
    await queued(database, "second")
    assert len(await taken(database)) == 1
    assert await taken(database) == ()


async def test_busy_chats_and_paused_lanes_wait(database: Database) -> None:
    await queued(database, "first")
    await queued(database, "news", to=8, lane=Lane.MARKETING)
    assert await taken(database, busy=(7,), below_lane=Lane.MARKETING) == ()
    assert len(await taken(database)) == 2


async def test_a_message_goes_at_its_time_and_not_after_its_end(database: Database) -> None:
    await queued(database, "later", due_at=NOW + SECOND)
    await queued(database, "short", to=8, expires_at=NOW + SECOND)
    assert await database.read(outbox.next_due) == NOW
    letters = await taken(database, NOW + SECOND)
    assert [letter.to for letter in letters] == [7]
    assert await database.read(states) == [OutboxState.SENDING, OutboxState.EXPIRED]
    await queued(database, "old", to=9)
    assert await taken(database, NOW + KEEP_WAITING) == ()


async def test_a_finished_message_holds_nothing_personal(database: Database) -> None:
    await queued(database, "receipt:1", facts={"name": "Анна"})
    (letter,) = await taken(database)
    await database.write(outbox.sent, letter.id, 42, now=NOW)
    assert await database.read(payloads) == [None]
    assert await database.read(states) == [OutboxState.SENT]


@pytest.mark.parametrize(
    ("lane", "sendings"), [(Lane.RECEIPT, 2), (Lane.NOTICE, 2), (Lane.MARKETING, 1)]
)
async def test_an_unknown_outcome_is_repeated_once_and_never_for_marketing(
    database: Database, lane: Lane, sendings: int
) -> None:
    await queued(database, "receipt:1", lane=lane)
    moment, count = NOW, 0
    while count < 5 and (letters := await taken(database, moment)):
        count += 1
        await database.write(outbox.outcome_unknown, letters[0], SECOND, now=moment)
        moment += SECOND
    assert count == sendings
    assert await database.read(states) == [OutboxState.UNKNOWN]


async def test_what_a_dead_sender_left_is_decided_at_the_next_start(database: Database) -> None:
    await queued(database, "receipt:1")
    await queued(database, "news", to=8, lane=Lane.MARKETING)
    await taken(database)
    assert await database.write(outbox.recover, now=NOW, alone=False) == 0
    assert await database.write(outbox.recover, now=NOW + 2 * LEASE, alone=False) == 2
    assert await database.read(states) == [OutboxState.WAITING, OutboxState.WAITING]
    for _ in range(MAX_TRIES):
        await taken(database, NOW + 2 * LEASE)
        await database.write(outbox.recover, now=NOW + 2 * LEASE, alone=True)
    assert await database.read(states) == [OutboxState.UNKNOWN, OutboxState.UNKNOWN]


async def test_being_told_to_wait_costs_no_try_and_failing_does(database: Database) -> None:
    await queued(database, "receipt:1")
    moment = NOW
    for _ in range(MAX_TRIES + 3):
        (letter,) = await taken(database, moment)
        assert letter.tries == 1
        await database.write(outbox.wait, letter, SECOND, now=moment)
        moment += SECOND
    for expected in range(1, MAX_TRIES + 1):
        (letter,) = await taken(database, moment)
        assert letter.tries == expected
        await database.write(outbox.postpone, letter, SECOND, now=moment)
        moment += SECOND
    assert await database.read(states) == [OutboxState.REFUSED]


async def test_a_promise_can_be_taken_back_until_it_is_under_way(database: Database) -> None:
    await queued(database, "news")
    assert await database.write(outbox.withdraw, "news")
    assert not await database.write(outbox.withdraw, "news")
    await queued(database, "receipt:1")
    await taken(database)
    assert not await database.write(outbox.withdraw, "receipt:1")


async def test_forgetting_a_person_deletes_his_messages_alone(database: Database) -> None:
    await queued(database, "one")
    await queued(database, "two", to=8)
    await database.write(outbox.forget, 7)
    assert [letter.to for letter in await taken(database)] == [8]
