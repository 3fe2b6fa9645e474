"""The whole program against kills at chosen moments, lost answers and long silences.

docs/reliability.md, Faults: each test names the row it proves.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio
from sqlalchemy import Connection, select

from models.outbox import OutboxRow, OutboxState
from models.purchases import Purchase
from sandbox import Person
from services import outbox
from services.database import Database
from services.outbox import Lane
from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> AsyncIterator[Counter]:
    """Return the counter of a shop whose bot may be killed."""
    await town.bot.start()
    yield Counter(town)


def bills(tx: Connection) -> list[int]:
    return [minor // 100 for minor in tx.execute(select(Purchase.amount_minor)).scalars()]


async def recorded(here: Counter) -> list[int]:
    """Return the amounts of all bills in the books."""
    database = await here.town.bot.open()
    try:
        return await database.read(bills)
    finally:
        await database.close()


async def die_before_saying(here: Counter, person: Person, part: str) -> None:
    """Kill the program that has done the deed and waits to tell this person of it."""
    sandbox = here.sandbox
    await sandbox.wait_for(
        lambda: [c for c in sandbox.calls() if not c.ok and part in str(c.arguments)],
        what=f"the refused {part!r} to {person.id}",
    )
    await here.town.bot.kill()
    sandbox.clear_faults()
    await here.town.bot.start()


def hold_back(here: Counter, person: Person, part: str) -> None:
    """Let Telegram ask for so much patience that the message does not leave."""
    here.sandbox.fault("429", chat_id=person.id, contains=part, retry_after=50)


async def test_a_bill_recorded_before_the_kill_shows_its_receipt_and_touches_no_other_card(
    here: Counter,
) -> None:
    """F3: the amount must not be left waiting for the next guest's card."""
    maria, anna, boris = await here.cashier(), await here.member(), await here.member("Борис Ким")
    await here.send(maria, here.number(anna), "Сумма чека?")
    hold_back(here, maria, "450")
    here.sandbox.send(maria, "450")
    await die_before_saying(here, maria, "450")
    await here.tells(maria, "✅ Анна К. · 450 ₽ · +22 балла · баланс: 122 балла")
    await here.tells(anna, "+22 балла · чек 450 ₽")
    await here.send(maria, here.number(boris), "Сумма чека?")
    assert await recorded(here) == [450]
    assert not any("Теперь карта гостя" in text for text in here.said(maria))


async def test_a_bill_tapped_again_after_the_kill_shows_the_same_receipt(here: Counter) -> None:
    """F3: the button carries the operation, so a second press repeats the answer alone."""
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    guest = await here.send(maria, here.number(anna), "Сумма чека?")
    data = here.data_of(guest, "450")
    ask = await here.tap(maria, "450", "Это ещё одна покупка?")
    yes = here.data_of(ask, "Да, провести")
    hold_back(here, maria, "баланс: 144")
    here.sandbox.press(maria, data=yes, message_id=ask.id)
    await die_before_saying(here, maria, "баланс: 144")
    await here.tells(maria, "баланс: 144 балла")
    for again in (yes, data):
        here.sandbox.press(maria, data=again, message_id=ask.id)
    await here.send(maria, here.number(anna), "144 балла")
    assert await recorded(here) == [450, 450]


async def test_a_code_that_spent_before_the_kill_is_no_bill_after_it(here: Counter) -> None:
    """F3: the same four digits, handled again, are still the code of the guest."""
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    await here.tap(maria, "💰 Списать", "Сумма чека?")
    await here.send(maria, "450", "Можно списать: до")
    await here.tap(maria, "100", "Ждём гостя, 2 минуты")
    code = await here.code(anna)
    hold_back(here, maria, "Списано")
    here.sandbox.send(maria, code)
    await die_before_saying(here, maria, "Списано")
    await here.tells(maria, "✅ Списано: 100 баллов. К оплате 350 ₽")
    assert await recorded(here) == [450]
    assert not any("Теперь карта гостя" in text for text in here.said(maria))


async def test_a_day_on_which_every_update_comes_twice_is_an_ordinary_day(here: Counter) -> None:
    """F4: one effect, however often Telegram delivers."""
    here.sandbox.fault("duplicate")
    maria, anna = await here.cashier(), await here.member()
    await here.serve(maria, anna, "450")
    await here.tap(maria, "↩️ Отменить", "Отменить чек 450 ₽")
    await here.tap(maria, "Да, отменить", "Чек 450 ₽ отменён")
    await here.serve(maria, anna, "700")
    await here.key(anna, "💳 Карта", "135 баллов")
    assert await recorded(here) == [450, 700]
    said = here.said(maria)
    assert sum("✅ Анна К. · 700 ₽" in text for text in said) == 1


async def test_an_answer_lost_on_the_way_repeats_the_words_and_not_the_deed(here: Counter) -> None:
    """F10: Telegram did send it, and the program cannot know."""
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    here.sandbox.fault("after", method="sendMessage", contains="450", times=2)
    await here.send(maria, "450", "баланс: 122 балла")
    await here.tells(anna, "чек 450 ₽")
    here.sandbox.fault("502html", method="sendMessage", chat_id=anna.id, contains="700", times=1)
    await here.serve(maria, anna, "700")
    here.sandbox.move_clock(timedelta(seconds=30))
    await here.tells(anna, "чек 700 ₽")
    assert await recorded(here) == [450, 700]


async def test_a_silence_of_more_than_a_day_is_told_to_the_owner(here: Counter) -> None:
    """F6: and nothing that waits at Telegram is ever dropped unread."""
    olga = await here.owner()
    assert await here.town.bot.stop() == 0
    here.sandbox.move_clock(timedelta(hours=30))
    boris = here.town.person("Борис Ким")
    here.sandbox.start(boris)
    await here.town.bot.start()
    await here.tells(olga, "⚠️ Бот молчал с")
    await here.tells(boris, "согласие на обработку данных")
    dropped = [c for c in here.sandbox.calls() if "drop_pending_updates" in str(c.arguments)]
    assert dropped == []


async def test_the_shop_works_on_while_telegram_is_away_and_tells_everybody_later(
    here: Counter,
) -> None:
    """F11: what the outbox holds waits for days; the books wait for nobody."""
    anna = await here.member()
    await here.sandbox.stop_server()
    database = await here.town.bot.open()
    try:
        await promise(database, anna, "away")
        await asyncio.sleep(12)
        assert here.town.bot.process is not None
        assert here.town.bot.process.returncode is None
        assert await database.read(states) == {OutboxState.WAITING}
    finally:
        await database.close()
        await here.sandbox.start_server()
    await here.sandbox.wait_for(
        lambda: any("карта гостя" in text for text in here.said(anna)), 90, what="the late word"
    )


async def promise(database: Database, to: Person, reason: str) -> None:
    await database.write(
        outbox.queue,
        to=to.id,
        lane=Lane.NOTICE,
        reason=reason,
        text="help-member",
        now=datetime.now(UTC),
    )


def states(tx: Connection) -> set[OutboxState]:
    rows = tx.execute(select(OutboxRow.state).where(OutboxRow.reason.like("away%")))
    return set(rows.scalars())


async def test_a_broadcast_goes_on_after_each_kill_and_misses_nobody(town: Town) -> None:
    """F22: whoever was being written to at that moment may hear it twice, nobody else."""
    sandbox = town.sandbox
    people = [town.person(f"Гость{number} Иванов") for number in range(60)]
    database = await town.bot.open()
    for person in people:
        sandbox.start(person)
        await promise(database, person, f"away:{person.id}")
    await database.close()

    def heard() -> list[int]:
        return [sum("your guest card" in m.text for m in sandbox.chat(p).said) for p in people]

    def reached() -> int:
        return sum(map(bool, heard()))

    goals, under_way = [12, 24, 36], 0
    while goals:
        await town.bot.start()
        await sandbox.wait_for(lambda: reached() >= goals[0], 60)
        await town.bot.kill()
        under_way += await sending(town)
        goals.pop(0)
    await town.bot.start()
    await sandbox.wait_for(lambda: all(heard()), 60, what="a word to everybody")
    assert sum(heard()) - len(people) <= under_way


async def sending(town: Town) -> int:
    """Return how many messages had been begun and not noted as sent."""
    database = await town.bot.open()
    try:
        return await database.read(begun)
    finally:
        await database.close()


def begun(tx: Connection) -> int:
    found = select(OutboxRow.id).where(OutboxRow.state == OutboxState.SENDING)
    return len(tx.execute(found).all())


def told(town: Town) -> str:
    """Return the first line that is meant for people."""
    lines = town.bot.text().splitlines()
    return next(line for line in lines if " DEBUG " not in line)


async def test_a_data_folder_that_cannot_be_is_told_in_one_line(town: Town) -> None:
    """F15: no traceback, and nothing is started."""
    (town.bot.folder / "a-file").write_text("in the way")
    town.bot.environment = {"KOPILKA_DATA_DIR": str(town.bot.folder / "a-file" / "data")}
    process = await town.bot.spawn()
    assert await process.wait() == 3
    assert "cannot be made" in told(town)
    assert town.bot.troubles() == []
    assert not town.sandbox.calls()


def forget(file: Path) -> None:
    file.unlink()


async def test_a_lost_database_is_told_in_one_line_and_points_to_a_backup(town: Town) -> None:
    """F16: the program does not open an empty shop in the place of a lost one."""
    forget(town.bot.folder / "kopilka.db")
    process = await town.bot.spawn()
    assert await process.wait() == 1
    assert "restore a backup" in told(town)
    assert town.bot.troubles() == []
    assert not town.sandbox.calls()
