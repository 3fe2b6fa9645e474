"""P5: from a typed bill to its answer through the sandbox, against other bots on the same.

Counted is one thing for every bot: the answer in the chat of the cashier who typed. 16 cashiers
type, each the next bill when the last is answered, and every bot is a process of its own that
polls; the sandbox runs in this one, so all pay for it alike, and nothing is paced but receipts.

Ours stores the update, knows who types, finds the card and notes that, records the purchase
durably, promises the guest a receipt and answers. It also sends 25 receipts a second while it is
measured; the rest goes out before another bot's turn, for how fast they go is Telegram's limit
and nobody's merit. The echo sends the text back. The usual bot knows who types, finds the card,
records a purchase without rules as durably, and answers; its receipts it only writes down.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, takewhile
from pathlib import Path

from benchmarks.processes import ECHO, OURS, USUAL, our_bot, peer
from benchmarks.report import Row, at_least
from benchmarks.rounds import Figures, Rounds, at_once, in_turn
from sandbox import Person, Sandbox
from sandbox.actions import Hand
from sandbox.calls import Call, CallLog
from services import schema
from services.database import open_database
from services.keys import open_keys
from tests.builders.shops import OWNER, a_cashier, a_member, a_shop

_CASHIERS = 16
_MEMBERS = 48
_BILLS = 96
_ANSWER_S = 60.0
_numbers = count(1)


@dataclass(kw_only=True, slots=True)
class Street:
    """The people at the tills of all bots, and who waits for an answer."""

    sandbox: Sandbox
    cashiers: list[Person] = field(default_factory=list)
    members: list[Person] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    waiting: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    receipts: int = 0

    async def type_bill(self, token: str, cashier: Person) -> None:
        """Type an amount and a card, and wait for the answer."""
        number = next(_numbers)
        card = self.cards[number % len(self.cards)]
        answered = asyncio.get_running_loop().create_future()
        self.waiting[cashier.id] = answered
        hand = Hand(self.sandbox.world, self.sandbox.world.bot(token), cashier)
        hand.send(f"{150 + number % 700}.{number % 90 + 10} {card}")
        await asyncio.wait_for(answered, _ANSWER_S)

    async def watch(self) -> None:
        """Tell each cashier of his answer as soon as the sandbox has it."""
        world, seen = self.sandbox.world, 0
        guests = {person.id for person in self.members}
        while True:
            for call in _since(world.calls, seen):
                seen = call.n
                if call.method not in {"sendMessage", "editMessageText"}:
                    continue
                chat = int(call.chat_id or 0)
                self.receipts += chat in guests
                if not call.ok:
                    raise RuntimeError(f"a bot was refused: {call}")
                answered = self.waiting.pop(chat, None)
                if answered is not None and not answered.done():
                    answered.set_result(None)
            await world.hub.changed()


def _since(calls: CallLog, seen: int) -> list[Call]:
    """Return the calls after number `seen` without walking over all that came before."""
    return list(takewhile(lambda call: call.n > seen, reversed(calls.kept)))[::-1]


def run() -> list[Row]:
    """Measure P5."""
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(_measure(Path(folder)))
    echo = found.ratio("ours", "echo", lambda one: one.rate)
    usual = found.ratio("ours", "usual", lambda one: one.rate)
    return [
        at_least("P5", "bill to answer, 16 tills / a bare echo", echo, limit=0.5, goal=0.9),
        at_least("P5", "the same / the usual bot", usual, limit=5, goal=15),
    ]


async def _measure(folder: Path) -> Rounds:
    async with AsyncExitStack() as stack:
        sandbox = await stack.enter_async_context(Sandbox(token=OURS, username="zerno_bot"))
        street = Street(sandbox=sandbox)
        await _furnish(street, folder)
        await stack.enter_async_context(_watched(street))
        for bot in (
            our_bot(sandbox, folder),
            peer(sandbox, "echo", ECHO, folder),
            peer(sandbox, "usual", USUAL, folder),
        ):
            await stack.enter_async_context(bot)
        designs = {
            "ours": lambda: _ours(street),
            "echo": lambda: _burst(street, ECHO),
            "usual": lambda: _burst(street, USUAL),
        }
        return await in_turn(designs)


async def _ours(street: Street) -> Figures:
    """Let the receipts go out before another bot is measured."""
    before = street.receipts
    figures = await _burst(street, OURS)
    async with asyncio.timeout(_ANSWER_S):
        while street.receipts < before + _BILLS:
            await street.sandbox.world.hub.changed()
    return figures


async def _burst(street: Street, token: str) -> Figures:
    free = list(street.cashiers)

    async def bill(_: int) -> None:
        cashier = free.pop()
        await street.type_bill(token, cashier)
        free.append(cashier)

    return await at_once(bill, count=_BILLS, in_flight=_CASHIERS)


async def _furnish(street: Street, folder: Path) -> None:
    """Launch the shop, and bring everybody to the chats of all bots."""
    now = datetime.now(UTC)
    url, keys = f"sqlite+aiosqlite:///{folder / 'kopilka.db'}", open_keys(folder / "kopilka.key")
    await schema.prepare(url, keys, now=now)
    database = await open_database(url, keys)
    try:
        here = await a_shop(database, now=now)
        for _ in range(_CASHIERS):
            cashier = await a_cashier(here, now=now)
            street.cashiers.append(street.sandbox.person("Мария", id=cashier.telegram_id))
        for number in range(_MEMBERS):
            person = street.sandbox.person("Анна", id=800_000_001 + number)
            joined = await a_member(here, telegram_id=person.id, now=now)
            street.members.append(person)
            street.cards.append(joined.card_number)
    finally:
        await database.close()
    owner = street.sandbox.person("Ольга", id=OWNER)
    for token in (OURS, ECHO, USUAL):
        for person in (owner, *street.cashiers, *street.members):
            world = street.sandbox.world
            Hand(world, world.bot(token), person).chat.started = True


@asynccontextmanager
async def _watched(street: Street) -> AsyncIterator[None]:
    watching = asyncio.ensure_future(street.watch())
    try:
        yield
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
