"""One question to Telegram without the whole bot library: who does this token belong to."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.settings import Settings, SettingsWrong

PATIENCE = aiohttp.ClientTimeout(total=15)


class TelegramSilent(Exception):
    """Telegram did not answer; the text says what happened, without the token."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """The bot as Telegram knows it; `date` is the server's Date header, if it sent one."""

    id: int
    username: str
    name: str
    date: str | None


async def who_am_i(settings: Settings) -> Me:
    """Ask getMe; raise `SettingsWrong` for a refused token, `TelegramSilent` for silence."""
    url = f"{settings.bot_api_base}/bot{settings.token}/getMe"
    try:
        async with aiohttp.ClientSession(timeout=PATIENCE) as session, session.get(url) as answer:
            body: dict[str, Any] = await answer.json(content_type=None)
            date = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise TelegramSilent(
            f"{settings.bot_api_base} does not answer ({type(error).__name__})."
        ) from None
    if not body.get("ok"):
        raise SettingsWrong(
            f"Telegram refuses this token: {body.get('description', 'no reason given')}. "
            "Ask @BotFather for a new one and set BOT_TOKEN."
        )
    me = body["result"]
    return Me(id=me["id"], username=me.get("username", ""), name=me["first_name"], date=date)
