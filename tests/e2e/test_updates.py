"""Updates reach their handlers whatever happens on the way (docs/reliability.md, F1–F12)."""

from datetime import timedelta

from services import inbox
from tests.e2e.running import Town


async def test_a_stranger_who_presses_start_gets_an_answer(shop: Town) -> None:
    anna = shop.person()
    shop.sandbox.start(anna)
    answer = await shop.sandbox.reply(anna)
    assert answer.text


async def test_a_button_nobody_knows_answers_and_draws_a_fresh_screen(shop: Town) -> None:
    anna = shop.person()
    shop.sandbox.start(anna)
    await shop.sandbox.reply(anna)
    before = len(shop.sandbox.chat(anna).messages)
    shop.sandbox.press(anna, data="m-nothing:1")
    toast = await shop.sandbox.wait_for(lambda: shop.sandbox.chat(anna).toast)
    assert toast == "Меню обновилось"
    await shop.sandbox.wait_for(lambda: len(shop.sandbox.chat(anna).messages) > before)


async def test_a_command_nobody_knows_is_answered_in_one_line(shop: Town) -> None:
    anna = shop.person()
    shop.sandbox.start(anna)
    await shop.sandbox.reply(anna)
    shop.sandbox.send(anna, "/dance")
    await shop.sandbox.hears(anna, "Такой команды нет")


async def test_an_update_of_a_newer_telegram_is_put_aside_and_blocks_nobody(shop: Town) -> None:
    """F24: after three tries it waits for the owner."""
    anna = shop.person()
    shop.sandbox.raw_update(
        {
            "message": {
                "message_id": 1,
                "date": 1,
                "chat": {"id": anna.id, "type": "private", "first_name": "A"},
                "from": {"id": anna.id, "is_bot": False, "first_name": "A"},
                "forward_origin": {"type": "hologram", "date": 1},
                "text": "x",
            }
        }
    )
    other = shop.person()
    shop.sandbox.start(other)
    assert (await shop.sandbox.reply(other)).text
    while "parked: ValidationError" not in shop.bot.text():
        shop.sandbox.send(other, "/help")
        await shop.sandbox.hears(other, "карта гостя")
    assert shop.bot.troubles()


async def test_the_token_and_the_phone_of_a_person_never_reach_the_log(shop: Town) -> None:
    anna = shop.person()
    shop.sandbox.start(anna)
    await shop.sandbox.reply(anna)
    shop.sandbox.contact(anna)
    await shop.sandbox.reply(anna)
    log = shop.bot.text()
    assert shop.bot.sandbox.bot.token not in log
    assert anna.phone.removeprefix("+") not in log


async def test_what_was_stored_before_a_kill_is_handled_once_afterwards(town: Town) -> None:
    """F1: stored before Telegram may forget it, handled after the start."""
    await town.bot.start()
    sandbox, anna = town.sandbox, town.person()
    # Telegram asks the bot to wait for its answer, so the update is stored and not handled.
    sandbox.fault("429", method="sendMessage", chat_id=anna.id, retry_after=50)
    sandbox.start(anna)
    await sandbox.wait_for(lambda: any(not c.ok for c in sandbox.calls("sendMessage")))
    await town.bot.kill()
    sandbox.clear_faults()
    await town.bot.start()
    await sandbox.reply(anna)
    database = await town.bot.open()
    try:
        assert await database.read(inbox.parked) == 0
    finally:
        await database.close()
    said = [message.text for message in sandbox.chat(anna).said]
    assert len(said) == len(set(said))
    assert await town.bot.stop() == 0


async def test_an_update_delivered_twice_is_handled_once(shop: Town) -> None:
    """F4: one effect."""
    anna = shop.person()
    shop.sandbox.start(anna)
    await shop.sandbox.reply(anna)
    shop.sandbox.fault("duplicate", contains="/dance", times=1)
    shop.sandbox.send(anna, "/dance")
    await shop.sandbox.hears(anna, "Такой команды нет")
    shop.sandbox.send(anna, "/help")
    await shop.sandbox.hears(anna, "карта гостя")
    said = [message.text for message in shop.sandbox.chat(anna).said]
    assert sum("Такой команды нет" in text for text in said) == 1


async def test_a_lower_update_number_after_a_silent_week_is_heard(shop: Town) -> None:
    """F5: no offset is ever computed from stored numbers."""
    anna = shop.person()
    shop.sandbox.start(anna)
    await shop.sandbox.reply(anna)
    shop.sandbox.bot.updates.next_id = 1000
    shop.sandbox.send(anna, "/help")
    assert (await shop.sandbox.reply(anna)).text


async def test_a_stop_signal_ends_the_program_in_order(town: Town) -> None:
    await town.bot.start()
    anna = town.person()
    town.sandbox.start(anna)
    await town.sandbox.reply(anna)
    assert await town.bot.stop() == 0


async def test_a_second_program_on_the_same_file_is_refused_in_one_sentence(shop: Town) -> None:
    """F21: one program owns a file."""
    process = shop.bot.process
    try:
        second = await shop.bot.spawn()
        assert await second.wait() == 4
    finally:
        shop.bot.process = process
    assert "already running" in shop.bot.text()


async def test_the_clock_of_the_sandbox_moves_the_bot_along(town: Town) -> None:
    await town.bot.start()
    anna = town.person()
    town.sandbox.move_clock(timedelta(days=1))
    town.sandbox.start(anna)
    assert (await town.sandbox.reply(anna)).text
