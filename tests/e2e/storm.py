"""A busy shop whose program is killed again and again, and what must be true afterwards.

Every bill has an amount of its own, so that what the bot said can be looked up in the
books, and the books in what the bot said.
"""

import asyncio
import random
import re
import time
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from sqlalchemy import Connection, select

from models.inbox import InboxRow, InboxState
from models.outbox import OutboxRow, OutboxState
from models.purchases import Purchase, Refund
from sandbox import Person
from services.database import Database
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town, output_of

PATIENCE_S = 60
_BILL = re.compile(r"^✅ \w+ \w\. · ([\d ]+) ₽")
_RECEIPT = re.compile(r"чек ([\d ]+) ₽")
_UNDONE = re.compile(r"^↩️ Чек ([\d ]+) ₽ отменён \(")


@dataclass(kw_only=True)
class Storm:
    """What goes on in the shop, and what was seen of it."""

    town: Town
    seed: int
    here: Counter = field(init=False)
    chance: random.Random = field(init=False)
    over: bool = False
    deeds: int = 0
    updates: set[int] = field(default_factory=set)
    starts_s: list[float] = field(default_factory=list)
    amounts: Iterator[int] = field(default_factory=lambda: count(301))
    tills: list["Till"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = Counter(self.town)
        self.chance = random.Random(self.seed)
        self.town.sandbox.bot.updates.on_put.append(lambda item: self.updates.add(item.update_id))

    async def open(self, tills: int, guests: int) -> None:
        """Start the bot, hire the cashiers and let the guests join."""
        await self.town.bot.start()
        for number in range(tills):
            cashier = await self.here.cashier(f"Кассир{number} Смирнова")
            people = [await self.here.member(f"Гость{number}{n} Иванов") for n in range(guests)]
            self.tills.append(Till(self, cashier, people))

    async def rage(self, kills: int) -> None:
        """Serve at every till while the program is killed so many times; then serve calmly."""
        serving = [asyncio.ensure_future(till.serve()) for till in self.tills]
        try:
            for _ in range(kills):
                await self._kill_and_start(serving)
            self.over = True
            async with asyncio.timeout(PATIENCE_S):
                await asyncio.gather(*serving)
        finally:
            for task in serving:
                task.cancel()
            await asyncio.gather(*serving, return_exceptions=True)

    async def _kill_and_start(self, serving: Sequence[asyncio.Future[None]]) -> None:
        goal = self.deeds + self.chance.randrange(1, 9)
        await self.town.sandbox.wait_for(
            lambda: self.deeds >= goal or any(task.done() for task in serving), PATIENCE_S
        )
        await asyncio.sleep(self.chance.random() * 0.1)
        for task in serving:
            if task.done():
                task.result()
        await self.town.bot.kill()
        began = time.monotonic()
        await self.town.bot.start()
        self.starts_s.append(time.monotonic() - began)

    async def calm(self, database: Database) -> None:
        """Wait until nothing is left to handle or to send."""
        async with asyncio.timeout(PATIENCE_S):
            # The database tells nobody that it changed.
            while await database.read(_left):  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    # What was seen

    def told(self, pattern: re.Pattern[str], people: list[Person]) -> "Tally[int]":
        """Count the messages of these people by the amount each names."""
        found = (pattern.search(text) for person in people for text in self.here.said(person))
        return Tally(int(hit.group(1).replace(" ", "")) for hit in found if hit)

    @property
    def cashiers(self) -> list[Person]:
        return [till.cashier for till in self.tills]

    @property
    def guests(self) -> list[Person]:
        return [guest for till in self.tills for guest in till.guests]


class Till:
    """One cashier and the guests who stand there; one thing at a time, as people do."""

    def __init__(self, storm: Storm, cashier: Person, guests: list[Person]) -> None:
        self.storm = storm
        self.here = storm.here
        self.cashier = cashier
        self.guests = guests
        self.billed: set[int] = set()
        self.undone: set[int] = set()

    async def serve(self) -> None:
        """Do what people do at a till, each time waiting for the answer."""
        chance = self.storm.chance
        while not self.storm.over:
            guest = chance.choice(self.guests)
            deed = chance.choices(
                (self.bill, self.take_back, self.spend, self.look), weights=(6, 2, 2, 2)
            )[0]
            await deed(guest)
            self.storm.deeds += 1
            self.here.sandbox.world.hub.publish("state")

    async def bill(self, guest: Person) -> int:
        """Record a bill in two lines, as at most tills."""
        amount = next(self.storm.amounts)
        await self._say(self.here.number(guest), "Сумма чека?")
        await self._say(str(amount), f"· {_spaced(amount)} ₽ ·")
        self.billed.add(amount)
        return amount

    async def take_back(self, guest: Person) -> None:
        amount = await self.bill(guest)
        await self._tap(self.cashier, "↩️ Отменить", f"Отменить чек {_spaced(amount)} ₽")
        await self._tap(self.cashier, "Да, отменить", f"Чек {_spaced(amount)} ₽ отменён")
        self.undone.add(amount)

    async def spend(self, guest: Person) -> None:
        """Ask to spend; the guest agrees by a tap."""
        amount = next(self.storm.amounts)
        await self._say(self.here.number(guest), "Сумма чека?")
        if not self._offers("💰 Списать"):
            return
        await self._tap(self.cashier, "💰 Списать", "Списываем баллы. Сумма чека?")
        await self._say(str(amount), "")
        if not self._offers("✏️ Другая сумма"):
            return
        await self._tap(self.cashier, "✏️ Другая сумма", "Сколько списать?")
        await self._say("5", "")
        if not self._offers("✖ Не списывать"):
            # Three requests in ten minutes are enough: this bill is dropped.
            await self._tap(self.cashier, "✖ Отмена", "Чек не проведён")
            return
        await self._hear(guest, f"за чек {_spaced(amount)} ₽")
        self._press(guest, "✅ Подтвердить")
        await self._hear(self.cashier, f"К оплате {_spaced(amount - 5)} ₽")
        self.billed.add(amount)

    async def look(self, guest: Person) -> None:
        self.here._since[guest.id] = self.here.sandbox.key(guest, "💳 Карта")["message_id"]
        await self._answer(guest, "Номер карты:")

    # The steps wait through a kill and the start after it.

    async def _say(self, text: str, part: str) -> None:
        sent = self.here.sandbox.send(self.cashier, text)
        self.here._since[self.cashier.id] = sent["message_id"]
        await self._answer(self.cashier, part)

    async def _tap(self, person: Person, label: str, part: str) -> None:
        self._press(person, label)
        await self._answer(person, part)

    def _press(self, person: Person, label: str) -> None:
        said = self.here.chat(person).said
        tapped = next(m for m in reversed(said) if _has(m.buttons, label))
        self.here._since[person.id] = tapped.id
        self.here.sandbox.press(person, label, message_id=tapped.id)

    async def _answer(self, person: Person, part: str) -> None:
        since = self.here._since[person.id]

        def answers() -> list[str]:
            fresh = [m for m in self.here.chat(person).said if m.id >= since]
            return [flat(m.text) for m in fresh if part in flat(m.text)]

        await self._wait(person, answers, part)

    async def _hear(self, person: Person, part: str) -> None:
        await self._wait(person, lambda: [t for t in self.here.said(person) if part in t], part)

    async def _wait(self, person: Person, ready: object, part: str) -> None:
        try:
            await self.here.sandbox.wait_for(ready, PATIENCE_S, what=repr(part))  # type: ignore[arg-type]
        except AssertionError as error:
            tail = "\n".join(str(self.here.chat(person)).splitlines()[-12:])
            error.add_note(f"the end of the chat:\n{tail}")
            raise

    def _offers(self, label: str) -> bool:
        return _has(self.here.chat(self.cashier).last.buttons, label)


def _has(buttons: list[list[str]], label: str) -> bool:
    return any(label in text for row in buttons for text in row)


def _spaced(amount: int) -> str:
    return f"{amount:,}".replace(",", " ")


def _left(tx: Connection) -> bool:
    """Tell whether any update or message still waits."""
    new = select(InboxRow.id).where(InboxRow.state == InboxState.NEW).limit(1)
    unsent = (
        select(OutboxRow.id)
        .where(OutboxRow.state.in_((OutboxState.WAITING, OutboxState.SENDING)))
        .limit(1)
    )
    return tx.execute(new).first() is not None or tx.execute(unsent).first() is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """What the database holds after the storm."""

    bills: "Tally[int]"
    undone: "Tally[int]"
    handled: set[int]
    unhandled: list[tuple[int, str]]
    unsent: list[str]


def books(tx: Connection) -> Books:
    bills = tx.execute(select(Purchase.amount_minor)).scalars()
    undone = tx.execute(
        select(Purchase.amount_minor).join(Refund, Refund.purchase_id == Purchase.id)
    ).scalars()
    rows = tx.execute(select(InboxRow.update_id, InboxRow.state, InboxRow.problem)).all()
    letters = tx.execute(
        select(OutboxRow.reason, OutboxRow.state).where(
            OutboxRow.state.not_in((OutboxState.SENT, OutboxState.UNKNOWN))
        )
    ).all()
    return Books(
        bills=Tally(minor // 100 for minor in bills),
        undone=Tally(minor // 100 for minor in undone),
        handled={row.update_id for row in rows if row.state is InboxState.DONE},
        unhandled=[
            (row.update_id, str(row.problem)) for row in rows if row.state is not InboxState.DONE
        ],
        unsent=[f"{row.reason} {row.state}" for row in letters],
    )


async def survives(town: Town, *, kills: int, seed: int, tills: int = 3, guests: int = 3) -> str:
    """Let the storm rage and check everything; return one line of figures."""
    print(f"seed {seed}, {kills} kills")  # noqa: T201  # whoever repeats it needs the seed
    storm = Storm(town=town, seed=seed)
    await storm.open(tills, guests)
    await storm.rage(kills)
    database = await town.bot.open()
    try:
        await storm.calm(database)
        found = await database.report(books)
    finally:
        await database.close()
    assert await town.bot.stop() == 0
    repeated = _check(storm, found, kills)
    await _audit(town)
    starts = sorted(storm.starts_s)
    return (
        f"{kills} kills, {storm.deeds} deeds, {sum(found.bills.values())} bills, "
        f"{sum(found.undone.values())} taken back, {repeated} messages repeated, "
        f"serving again after {starts[len(starts) // 2]:.1f} s (at most {starts[-1]:.1f} s)"
    )


def _check(storm: Storm, found: Books, kills: int) -> int:
    """Compare what was said with what is in the books; return the number of repetitions."""
    at_the_till = storm.told(_BILL, storm.cashiers)
    receipts = storm.told(_RECEIPT, storm.guests)
    billed = set[int]().union(*(till.billed for till in storm.tills))
    undone = set[int]().union(*(till.undone for till in storm.tills))
    # Nothing that anybody was told is missing, and nothing happened twice.
    assert (billed | set(at_the_till) | set(receipts)) - set(found.bills) == set()
    assert undone - set(found.undone) == set()
    assert [amount for amount, times in (found.bills + found.undone).items() if times > 2] == []
    assert [amount for amount, times in found.bills.items() if times > 1] == []
    assert [amount for amount, times in found.undone.items() if times > 1] == []
    # Every bill has reached its guest, and every update its handler.
    assert set(found.bills) - set(receipts) == set()
    assert storm.updates - found.handled == set()
    assert found.unhandled == []
    assert found.unsent == []
    again = sum(
        times - 1
        for told in (at_the_till, storm.told(_UNDONE, storm.cashiers))
        for times in told.values()
    )
    assert again <= kills
    assert storm.deeds >= kills
    return again


async def _audit(town: Town) -> None:
    environment = {"KOPILKA_DATA_DIR": str(town.bot.folder)}
    if town.bot.database is not None:
        environment["KOPILKA_DATABASE_URL"] = town.bot.database
    code, printed = await output_of("audit", environment=environment)
    assert code == 0, printed
