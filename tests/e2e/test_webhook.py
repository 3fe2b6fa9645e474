"""The real program behind a webhook: Telegram brings, the bot stores, answers and hands over."""

import json

from aiohttp.test_utils import unused_port

from tests.e2e.counter import Counter
from tests.e2e.running import Town, output_of

SECRET = "a_secret-of-forty-characters-or-more-0001"


async def test_updates_are_brought_after_a_restart_and_polling_takes_them_back(town: Town) -> None:
    sandbox, anna = town.sandbox, town.person()
    port, health = unused_port(), unused_port()
    environment = {"KOPILKA_HEALTH_PORT": str(health)}
    town.bot.environment = environment | {
        "KOPILKA_WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "KOPILKA_WEBHOOK_SECRET": SECRET,
        "KOPILKA_LISTEN": f"127.0.0.1:{port}",
    }
    process = await town.bot.spawn()
    await sandbox.wait_for(
        lambda: sandbox.bot.webhook or process.returncode is not None, 180, what="the webhook"
    )
    assert process.returncode is None, town.bot.text()
    sandbox.start(anna)
    assert (await sandbox.reply(anna)).text
    hook = sandbox.bot.webhook
    assert hook is not None
    assert (hook.secret, hook.last_error) == (SECRET, None)
    assert not sandbox.calls("getUpdates")
    code, printed = await output_of("health", environment=environment)
    assert (code, json.loads(printed)["mode"]) == (0, "webhook")

    # What comes while the bot is away is brought when it is back, now by polling.
    assert await town.bot.stop() == 0
    sandbox.send(anna, "/help")
    town.bot.environment = environment
    await town.bot.start()
    await Counter(town).tells(anna, "карта гостя")
    assert sandbox.bot.webhook is None
    code, printed = await output_of("health", environment=environment)
    assert (code, json.loads(printed)["mode"]) == (0, "polling")
    assert await town.bot.stop() == 0
    assert town.bot.troubles() == []


async def test_a_webhook_without_a_secret_is_refused_before_anything_starts(town: Town) -> None:
    town.bot.environment = {"KOPILKA_WEBHOOK_URL": "https://bot.example.com/telegram"}
    process = await town.bot.spawn()
    assert await process.wait() == 3
    assert town.bot.text().startswith("KOPILKA_WEBHOOK_SECRET is not set")
    assert not town.sandbox.calls()
