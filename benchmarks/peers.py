"""Other bots to stand beside ours: `python -m benchmarks.peers echo|usual URL TOKEN [FOLDER]`.

The echo is the least a bot of this library can be. The usual bot has a middleware that opens an
ORM session for every update and reads who speaks, a tree of routers with magic filters, each a
thread hop, and a handler that records the purchase in that session.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message, TelegramObject

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Data = dict[str, Any]
Handler = Callable[[TelegramObject, Data], Awaitable[Any]]
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

        async def lay_session(handler: Handler, event: TelegramObject, data: Data) -> Any:
            async with ledger.session() as session:
                known = await ledger.knows(session, data["event_from_user"].id)
                return await handler(event, data | {"session": session, "known": known})

        async def buy(message: Message, session: "AsyncSession") -> None:
            amount, card = (message.text or "").split()
            await ledger.buy_in(session, int(card) % 100 + 1)
            await message.answer(f"{amount}: ok")

        dispatcher = Dispatcher()
        dispatcher.message.outer_middleware(lay_session)
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
