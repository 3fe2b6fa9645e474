"""Other bots to stand beside ours: `python -m benchmarks.peers echo|usual URL TOKEN [FOLDER]`.

The echo is the least a bot of this library can be. The usual bot has a tree of routers with
magic filters, each a thread hop, and an ORM session around every purchase.
"""

import asyncio
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message

_ROUTERS = 12


def echo() -> Dispatcher:
    """Answer every text with itself."""
    dispatcher = Dispatcher()

    async def answer(message: Message) -> None:
        await message.answer(message.text or "")

    dispatcher.message.register(answer)
    return dispatcher


async def main(kind: str, url: str, token: str, folder: str = ".") -> None:
    """Poll until killed."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    if kind == "echo":
        await echo().start_polling(bot, handle_signals=False)
        return
    # The echo must not carry the weight of a database it does not use.
    from benchmarks.usual import UsualLedger  # noqa: PLC0415

    async with UsualLedger(Path(folder), members=100) as ledger:

        async def buy(message: Message) -> None:
            amount, card = (message.text or "").split()
            await ledger.buy(int(card) % 100 + 1)
            await message.answer(f"{amount}: ok")

        dispatcher = Dispatcher()
        dispatcher.include_routers(*(_screens(number) for number in range(_ROUTERS)))
        till = Router()
        till.message.register(buy, F.text.regexp(r"^\d+\.\d\d \d+$"))
        dispatcher.include_router(till)
        await dispatcher.start_polling(bot, handle_signals=False)


def _screens(number: int) -> Router:
    """Return a router as most bots have a dozen of: two commands, three labels."""
    router = Router()

    async def nothing(_message: Message) -> None:
        return None

    for name in ("show", "edit"):
        router.message.register(nothing, Command(f"{name}{number}"))
    for name in ("Open", "Close", "Back"):
        router.message.register(nothing, F.text == f"{name} {number}")
    return router


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
