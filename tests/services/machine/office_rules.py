"""Time goes by, jobs run or do not, the owner changes the rules, and keys come back."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import Row

from services import members, points, programs, purchases
from services.domain import events
from services.domain.errors import KeyConflict
from services.domain.receipts import Receipt
from services.domain.settling import settle
from services.program_versions import of_row, waiting
from services.programs import PlanInTheWay
from tests.builders.shops import a_key
from tests.services.machine import rulebooks
from tests.services.machine.base import Base, bare, picks
from tests.services.machine.till_rules import TillRules, amounts

UNCLAIMED_DAYS = 180


class TimeRules(Base):
    """Days, jobs and programs, at once and from a date."""

    def __init__(self, launched: Any) -> None:
        super().__init__(launched)
        self.plans: list[Row[Any]] = []
        self.world.on_wait = self.begin_what_was_planned

    @rule(days=st.sampled_from([1, 2, 3, 4, 6, 9, 16, 21, 31, 60, 190, 370]))
    def days_go_by(self, days: int) -> None:
        self.world.wait(days=days)

    @rule(times=st.integers(1, 2), backwards=st.booleans(), part=st.integers(1, 3))
    def i9_jobs_run(self, times: int, *, backwards: bool, part: int) -> None:
        """Some of those who wait, in any order, once or twice: the second time does nothing."""
        world = self.world
        due = world.read(points.due_members, now=world.now)[::part]
        for member_id in sorted(due, reverse=backwards):
            outcome = self.mirror.settle(member_id, world.today)
            assert world.write(points.settle_due, [member_id]) == bool(outcome.steps)
        done = world.outsider.everything()
        for _ in range(times - 1):
            assert world.write(points.settle_due, due) == 0
        assert world.outsider.everything() == done
        self.step()

    @rule()
    def i9_two_processes_run_the_jobs_to_the_end(self) -> None:
        world = self.world
        while due := world.read(points.due_members, now=world.now):
            settling = partial(world.database.write, points.settle_due, due, now=world.now)
            first, second = world.at_once(settling, settling)
            expected = [self.mirror.settle(member_id, world.today) for member_id in due]
            assert (first, second) == (sum(bool(one.steps) for one in expected), 0)
        for member_id in self.mirror.known:
            card = self.mirror.card(member_id)
            left = settle(self.mirror.program, card.load(world.today), world.today)
            assert not left.steps, (member_id, left.steps)
        self.step()

    @rule()
    def unclaimed_cards_run_out(self) -> None:
        world = self.world
        joined = {row.id: row.joined_at for row in self.before.members}
        limit = world.now.timestamp() - UNCLAIMED_DAYS * 24 * 3600
        stale = [
            known.member_id
            for known in self.mirror.known.values()
            if known.telegram_id is None and _seconds(joined[known.member_id]) < limit
        ]
        assert world.write(members.drop_unclaimed) == len(stale)
        for member_id in stale:
            self.mirror.erase(member_id, world.now)
        self.step()

    @initialize(name=st.sampled_from(sorted(rulebooks.TEXTS)))
    def the_shop_has_a_program(self, name: str) -> None:
        self.enact(name)

    @rule(name=st.sampled_from(sorted(rulebooks.TEXTS)))
    def the_program_changes(self, name: str) -> None:
        self.enact(name)

    @rule(name=st.sampled_from(sorted(rulebooks.TEXTS)), days=st.integers(1, 30))
    def a_program_is_planned(self, name: str, days: int) -> None:
        world, text = self.world, rulebooks.TEXTS[name]
        starts_on = world.today + timedelta(days=days)
        with suppress(PlanInTheWay):
            world.write(programs.apply, text, actor=self.owner, key=a_key(), starts_on=starts_on)
        self.look_at_plans()
        self.step()

    @precondition(lambda self: self.plans)
    @rule(which=picks)
    def a_plan_is_cancelled(self, which: int) -> None:
        plan = self.plans[which % len(self.plans)]
        with suppress(PlanInTheWay):
            self.world.write(programs.cancel_plan, plan.id, actor=self.owner)
        self.look_at_plans()
        self.step()

    def look_at_plans(self) -> None:
        """Remember what waits: what is planned follows what is changed meanwhile."""
        self.plans = self.world.read(waiting, now=self.world.now)
        for plan in self.plans:
            self.enacted(plan.id, of_row(plan).program)

    def begin_what_was_planned(self) -> None:
        """Tell the other shop at the midnights that have passed; here the job writes them down."""
        begun = [plan for plan in self.plans if plan.starts_at <= self.world.now]
        for plan in begun:
            self.plans.remove(plan)
            self.mirror.tell(events.NewProgram(at=plan.starts_at, program=of_row(plan).program))
        if begun:
            self.world.write(programs.begin)
            self.before = self.world.outsider.books()

    def enact(self, name: str) -> None:
        """Put a program in force in both shops."""
        world, text = self.world, rulebooks.TEXTS[name]
        try:
            applied = world.write(programs.apply, text, actor=self.owner, key=a_key())
        except PlanInTheWay:
            return
        self.look_at_plans()
        if applied.changes:
            program = rulebooks.rules(text, world.today)
            self.mirror.tell(events.NewProgram(at=world.now, program=program))
            self.enacted(applied.version_id, program)
        self.step()


class KeyRules(TillRules):
    """I5: the same key again, later or at once, with the same or other parameters."""

    @precondition(lambda self: self.done)
    @rule(which=st.integers(0, 40))
    def i5_the_same_again_changes_nothing(self, which: int) -> None:
        done = self.done[which % len(self.done)]
        before = self.world.outsider.everything()
        repeated = self.world.repeat(done.again)
        assert bare(repeated) == bare(done.result)
        assert self.world.outsider.everything() == before

    @precondition(lambda self: self.done and self.mirror.known)
    @rule(which=st.integers(0, 40), amount=amounts)
    def i5_the_same_key_for_something_else_is_refused(self, which: int, amount: int) -> None:
        key = self.done[which % len(self.done)].key
        if not any(row.key == key for row in self.world.outsider.everything()["operations"]):
            return  # A tap claims no key of its own: the request is the key.
        call = (points.adjust, self.member(which), amount + 1_000, "something else")
        self.refuse("key-conflict", *call, actor=self.owner, key=key)

    @precondition(lambda self: self.claimed())
    @rule(who=picks, till=picks, amount=amounts, same=st.booleans())
    def i5_two_with_one_key_at_once(self, who: int, till: int, amount: int, *, same: bool) -> None:
        world, key = self.world, a_key()
        member_id, cashier = self.claimed()[who % len(self.claimed())], self.cashier(till)
        first, second = world.at_once(
            *(
                partial(
                    world.database.write,
                    purchases.record,
                    member_id,
                    wanted,
                    actor=cashier.actor,
                    key=key,
                    now=world.now,
                    repeat_ok=True,
                    unusual_ok=True,
                )
                for wanted in (amount, amount if same else amount + 1)
            )
        )
        assert (bare(second) == bare(first)) if same else isinstance(second, KeyConflict)
        event = events.Purchase(
            at=world.now,
            member=self.mirror.known[member_id].name,
            key=key,
            receipt=Receipt(amount_minor=amount),
        )
        self.sold(first, event, member_id, cashier.staff_id)
        self.step()


def _seconds(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp()
