"""The money part of a purchase by category, in whole minor units."""

from services.domain.exact import Exact, half_up
from services.domain.state import RecordedPurchase


def category_money(made: RecordedPurchase) -> dict[str, int]:
    """Return what was paid in money per category, refunds taken out, halves up."""
    exact: dict[str, Exact] = {}
    for line in made.lines:
        if line.category is not None:
            money = line.net - line.paid * made.value_minor if line.paid else line.net
            if line.refunded:
                money *= 1 - line.refunded
            known = exact.get(line.category)
            exact[line.category] = known + money if known else money
    return {category: half_up(money) for category, money in exact.items()}
