"""The page of the templates holds what a year of each comes to, to the point."""

import pytest

from benchmarks.templates import PAGE, TRADES, Town, tables, written
from services.program import TEMPLATES


@pytest.mark.parametrize("name", TRADES)
def test_the_page_holds_what_the_script_prints(name: str) -> None:
    """After a change of the rules: python -m benchmarks.templates --write."""
    page = PAGE.read_text("utf-8")
    assert written(page, name, tables(name)) == page


def test_every_template_for_a_trade_is_lived_in() -> None:
    """The plain one is the coffee shop's without extras; a discount leaves no points to count."""
    assert set(TEMPLATES) - set(TRADES) == {"plain", "discount"}


def test_no_point_is_lost_in_the_columns() -> None:
    total = Town("delivery").live().total
    gifts, expired = total.points["gift"], -total.points["expire"]
    assert total.earned + gifts - total.redeemed - expired == total.outstanding
