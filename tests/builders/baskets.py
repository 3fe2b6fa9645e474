"""A bill with goods on it, recorded at the till."""

from services import purchases
from services.baskets import Basket
from services.bills import Recorded
from services.domain.receipts import Line
from tests.builders.shops import NOW, Cashier, Shop, a_key


async def a_bill_of(here: Shop, cashier: Cashier, member_id: int, *categories: str) -> Recorded:
    """Record goods for 100, a line of each category."""
    lines = tuple(Line(amount_minor=100_00, category=category) for category in categories)
    return await here.database.write(
        purchases.record,
        member_id,
        len(lines) * 100_00,
        actor=cashier.actor,
        key=a_key(),
        now=NOW,
        basket=Basket(lines=lines),
    )
