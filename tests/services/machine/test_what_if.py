"""The what-if over random histories: the recorded rules give exactly what the books have."""

import os
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from services import programs
from services.domain.receipts import Receipt
from services.what_if import what_if
from tests.services.machine.base import Bill
from tests.services.machine.coupon_rules import CouponRules
from tests.services.machine.favourite_rules import FavouriteRules
from tests.services.machine.gift_rules import GiftRules
from tests.services.machine.office_rules import KeyRules, TimeRules
from tests.services.machine.people_rules import PeopleRules
from tests.services.machine.promo_rules import PromoRules
from tests.services.machine.test_machine import on_postgresql, on_sqlite
from tests.services.machine.world import Launched

__all__ = ["on_postgresql", "on_sqlite"]

WINDOWS = (1, 2, 5, 20, 60, 400, 3000)


class Asking(CouponRules, PromoRules, GiftRules, PeopleRules, FavouriteRules, TimeRules, KeyRules):
    """The shop of the machine; its books are looked at elsewhere, here they are replayed."""

    def all_holds(self) -> None:
        """Leave this to the machine's own test."""

    def step(self) -> None:
        self.before = self.world.outsider.books()
        self.world.wait(seconds=70)

    def bill(self, member_id: int, receipt: Receipt, cashier_pick: int) -> Bill | None:
        """Sell one of each: how many of an item a line held is not recorded."""
        lines = tuple(replace(line, quantity=1) for line in receipt.lines)
        return super().bill(member_id, replace(receipt, lines=lines), cashier_pick)

    @rule(days=st.sampled_from(WINDOWS))
    def ask(self, days: int) -> None:
        """Try the rules in force on the days that were lived under them and under others."""
        world = self.world
        document = world.read(programs.current, now=world.now).document
        answer = world.run(world.database.report(what_if, document, days=days, now=world.now))
        assert answer.check.passed, (days, answer)
        assert answer.check.recorded == answer.check.replayed
        assert (answer.before, answer.cost_minor) == (answer.after, 0)
        assert [*answer.up, *answer.down, *answer.gain, *answer.lose] == []

    def teardown(self) -> None:
        for days in WINDOWS:
            self.ask(days)


def live(launched: Launched, number: int, stories: int, *, steps: int = 50) -> None:
    class Machine(Asking):
        def __init__(self) -> None:
            super().__init__(launched)

    run_state_machine_as_test(
        seed(number)(Machine),
        settings=settings(
            max_examples=stories,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_rules_of_those_days_give_what_was_recorded(on_sqlite: Launched):
    live(on_sqlite, 20261123, stories=25)


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_rules_of_those_days_give_what_postgresql_recorded(on_postgresql: Launched):
    live(on_postgresql, 20261124, stories=4)


@pytest.mark.torture
def test_many_more_histories_are_replayed_exactly(on_sqlite: Launched):
    live(
        on_sqlite,
        random.randrange(1, 2**32),
        stories=int(os.environ.get("KOPILKA_WHAT_IF_STORIES", "2000")),
    )
