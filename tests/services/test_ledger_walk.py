"""Random weeks in a shop: whatever happens, the books agree with the pure rules.

The same events go through the use cases, on a real database, and through the replay,
which has none; each must answer the same to each, and the audit must find nothing.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.members import Member
from services import points, programs, purchases
from services.actors import Role
from services.audit import audit
from services.database import Database
from services.domain import events, replay
from services.domain.errors import Refusal
from services.domain.receipts import Receipt
from services.program import load_program
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop

STEPS = 150
RULES = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[points]
hold_days = 3
expiry = { model = "days", n = 20 }
[redeem]
max_percent = 60
step = 5
[refund]
unpaid = "deficit"
restore_days = 4
[[earn]]
id = "base"
type = "percent"
percent = "7"
[[bonus]]
id = "big"
points = 15
when = { amount_min = "500" }
[[cap]]
points = 90
per = "day"
[[cap]]
points = 2000
per = "month"
budget = true
[tiers]
window = "rolling"
grace_days = 5
[[tier]]
id = "new"
percent = "7"
[[tier]]
id = "friend"
percent = "10"
purchases = 6
[welcome]
points = 30
"""


Sums = tuple[int, int, int]


@dataclass(kw_only=True)
class Walk:
    """Two shops, one of rows and one of pure rules, and the way of chance through both."""

    here: Shop
    cashier: Cashier
    mirror: replay.Shop
    chance: random.Random
    now: datetime = NOW
    members: list[int] = field(default_factory=list)
    bills: dict[str, tuple[int, int]] = field(default_factory=dict)

    async def join(self) -> None:
        joined = await a_member(self.here, now=self.now)
        self.members.append(joined.member_id)
        self.mirror.apply(events.Join(at=self.now, member=str(joined.member_id)))

    async def buy(self) -> None:
        member, key = self.chance.choice(self.members), a_key()
        amount = self.chance.randrange(1, 90_000)
        redeem = self.chance.choice([0, 0, 7, 60, 500])
        quote = await self.here.database.read(
            purchases.quote, member, amount, redeem, staff_id=self.cashier.staff_id, now=self.now
        )
        receipt = Receipt(amount_minor=amount, redeem=redeem or None)
        event = events.Purchase(at=self.now, member=str(member), key=key, receipt=receipt)
        recorded = await self.agree(
            event,
            purchases.record,
            member,
            amount,
            actor=replace(self.cashier.actor, role=Role.SYSTEM),
            redeem_points=redeem,
            expected=quote.digest,
            repeat_ok=True,
            unusual_ok=True,
        )
        if recorded is not None:
            self.bills[key] = (recorded.purchase_id, amount)

    async def refund(self) -> None:
        if not self.bills:
            return
        bill = self.chance.choice(list(self.bills))
        purchase_id, amount = self.bills[bill]
        part = self.chance.choice([None, amount, 1 + amount // 3, 1 + amount // 2])
        event = events.Refund(at=self.now, purchase=bill, key=a_key(), amount_minor=part)
        await self.agree(event, purchases.refund, purchase_id, part, actor=self.here.owner)

    async def adjust(self) -> None:
        member, change = self.chance.choice(self.members), self.chance.randrange(-60, 60)
        event = events.Adjust(
            at=self.now, member=str(member), key=a_key(), points=change, reason="walk"
        )
        await self.agree(event, points.adjust, member, change, "walk", actor=self.here.owner)

    async def transfer(self) -> None:
        giver, taker = self.chance.sample(self.members, 2)
        amount = self.chance.randrange(1, 80)
        event = events.Transfer(
            at=self.now, giver=str(giver), taker=str(taker), key=a_key(), points=amount
        )
        await self.agree(event, points.transfer, giver, taker, amount, actor=self.here.owner)

    async def wait(self) -> None:
        self.now += timedelta(hours=self.chance.choice([1, 9, 30, 24 * 8]))
        if self.chance.random() < 0.5:
            self.mirror.apply(events.Tick(at=self.now))
            ids = await self.here.database.read(points.due_members, now=self.now)
            await self.here.database.write(points.settle_due, ids, now=self.now)

    async def agree(self, event: Any, use_case: Any, *args: Any, **also: Any) -> Any:
        """Let both shops do it: they refuse alike, or end with the same sums."""
        lines = self.mirror.apply(event)
        result, refused = None, None
        try:
            result = await self.here.database.write(
                use_case, *args, key=event.key, now=self.now, **also
            )
        except Refusal as refusal:
            # The till has a word of its own for a bill of which nothing is left.
            refused = refusal.name.replace("already-refunded", "over-refund")
        assert lines[0].get("refused") == refused, event
        if refused is not None:
            return None
        for line in lines:
            shown = (line["balance"], line["pending"], line["deficit"])
            assert await self.sums(int(str(line["member"]))) == shown, event
        return result

    async def sums(self, member: int) -> Sums:
        statement = select(Member.balance, Member.pending, Member.deficit)
        row = await self.here.database.read(
            lambda tx: tx.execute(statement.where(Member.id == member)).one()
        )
        return row.balance, row.pending, row.deficit


async def a_walk(database: Database, seed: int) -> Walk:
    here = await a_shop(database)
    await database.write(programs.apply, RULES, actor=here.owner, key=a_key(), now=NOW)
    walk = Walk(
        here=here,
        cashier=await a_cashier(here),
        mirror=replay.Shop(load_program(RULES)),
        chance=random.Random(seed),
    )
    for _ in range(3):
        await walk.join()
    return walk


@pytest.mark.parametrize("seed", range(2))
async def test_the_books_agree_with_the_rules_after_every_step(database: Database, seed: int):
    await walk_through(database, seed)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 200))
async def test_the_books_agree_with_the_rules_on_a_hundred_walks(database: Database, seed: int):
    await walk_through(database, seed)


async def walk_through(database: Database, seed: int) -> None:
    walk = await a_walk(database, seed)
    steps = [walk.buy] * 5 + [walk.refund] * 3 + [walk.adjust, walk.transfer] + [walk.wait] * 3

    for _ in range(STEPS):
        await walk.chance.choice(steps)()

    found = await database.report(audit)
    assert found.difference is None, f"seed {seed}: {found.difference}"
    assert len(walk.bills) > STEPS // 5
