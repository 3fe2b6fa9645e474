"""What happened in a shop, told by how many days ago, for questions of what if."""

from datetime import timedelta
from typing import Any

from services import programs, purchases
from services.program import load_document
from services.what_if import WhatIf, what_if
from tests.builders.shops import NOW, Cashier, Shop, a_key, a_member

DAY = timedelta(days=1)


class Diary:
    """A shop, its till and its guests in the order they joined; days are counted from today."""

    def __init__(self, here: Shop, till: Cashier) -> None:
        self.here, self.till = here, till
        self.ids: list[int] = []
        self.write = here.database.write

    async def enact(self, ago: int, text: str) -> None:
        owner = self.here.owner
        await self.write(programs.apply, text, actor=owner, key=a_key(), now=NOW - ago * DAY)

    async def join(self, ago: int) -> None:
        self.ids.append((await a_member(self.here, now=NOW - ago * DAY)).member_id)

    async def bill(self, ago: int, who: int, amount: int, **asked: Any) -> purchases.Recorded:
        """Record a bill as it was meant, however odd it looks beside the others."""
        return await self.write(
            purchases.record,
            self.ids[who],
            amount,
            key=a_key(),
            now=NOW - ago * DAY,
            repeat_ok=True,
            unusual_ok=True,
            **({"actor": self.till.actor} | asked),
        )

    async def refund(self, ago: int, purchase_id: int, amount: int | None = None) -> None:
        await self.write(
            purchases.refund,
            purchase_id,
            amount,
            actor=self.here.owner,
            key=a_key(),
            now=NOW - ago * DAY,
        )

    async def tried(self, text: str, days: int) -> WhatIf:
        document = load_document(text)
        return await self.here.database.report(what_if, document, days=days, now=NOW)
