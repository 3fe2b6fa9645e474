"""The page of the templates holds what a year of each comes to, to the point."""

import pytest

from benchmarks.templates import PAGE, TRADES, Town, tables, written
from services.program import TEMPLATES


@pytest.mark.parametrize("name", TRADES)
def test_the_page_holds_what_the_script_prints(name: str) -> None:
    """After a change of the rules: python -m benchmarks.templates --write."""
    page = PAGE.read_text("utf-8")
    assert written(page, name, tables(name)) == page


def test_every_template_but_the_plain_one_is_lived_in() -> None:
    assert set(TEMPLATES) - set(TRADES) == {"plain"}


def test_no_point_is_lost_in_the_columns() -> None:
    total = Town("delivery").live().total
    gifts, expired = total.points["gift"], -total.points["expire"]
    assert total.earned + gifts - total.redeemed - expired == total.outstanding
