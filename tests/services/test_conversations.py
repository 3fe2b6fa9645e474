"""What a chat is in the middle of survives a restart and is nobody else's business."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from models.conversations import Conversation
from services import conversations
from services.conversations import Step, Talk
from services.database import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def sealed(tx: Connection) -> bytes | None:
    return tx.execute(select(Conversation.data)).scalar_one()


def chats(tx: Connection) -> list[int]:
    return list(tx.execute(select(Conversation.chat_id)).scalars())


async def test_a_chat_nobody_spoke_in_is_in_the_middle_of_nothing(database: Database) -> None:
    assert await database.read(conversations.load, 7) == Talk()


async def test_step_data_and_screen_are_kept_apart(database: Database) -> None:
    step = Step(state="Purchase:amount", data={"name": "Анна"})
    await database.write(conversations.save_step, 7, step, now=NOW)
    await database.write(conversations.set_screen, 7, 42, has_photo=True, now=NOW)
    assert await database.read(conversations.load, 7) == Talk(
        state="Purchase:amount", data={"name": "Анна"}, screen_id=42, screen_has_photo=True
    )
    await database.write(conversations.save_step, 7, Step(), now=NOW)
    assert await database.read(conversations.load, 7) == Talk(screen_id=42, screen_has_photo=True)


async def test_what_was_typed_is_encrypted(database: Database) -> None:
    await database.write(conversations.save_step, 7, Step(data={"name": "Анна"}), now=NOW)
    kept = await database.read(sealed)
    assert kept is not None
    assert "Анна".encode() not in kept
    await database.write(conversations.save_step, 7, Step(state="A:b"), now=NOW)
    assert await database.read(sealed) is None


async def test_forgetting_a_person_leaves_other_chats(database: Database) -> None:
    for chat in (7, 8):
        await database.write(conversations.save_step, chat, Step(state="A:b"), now=NOW)
    await database.write(conversations.forget, 7)
    await database.write(conversations.save_step, 7, Step(), now=NOW)
    assert await database.read(chats) == [8]
    assert await database.read(conversations.load, 7) == Talk()
    assert await database.read(conversations.load, 8) == Talk(state="A:b")
