"""What every rule of the machine stands on: two shops, and the checks after each step."""

import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from services import programs
from services.birthdays import BirthdaySet
from services.domain.program import Program
from services.domain.state import MemberState, RecordedPurchase
from services.members import CardView
from services.till import Guest
from tests.builders.shops import Cashier, a_key
from tests.services.machine import invariants as checks
from tests.services.machine.mirror import Mirror, comparable
from tests.services.machine.outsider import Books, Row, by
from tests.services.machine.world import Launched, World

AUDIT_EVERY = 40
"""After so many steps, and at the end, all books are looked at and the program audits itself."""

picks = st.integers(0, 7)
"""Which of the members, bills, keys… there are; taken modulo how many."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bill:
    """A purchase that went through, with what undoing and refunding it depends on."""

    purchase_id: int
    key: str
    member_id: int
    amount_minor: int
    at: datetime
    staff_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """An operation that went through, and how to ask for it again."""

    key: str
    again: Callable[[], Coroutine[Any, Any, Any]]
    result: Any


class Base(RuleBasedStateMachine):
    """The real shop as `world`, the pure rules as `mirror`."""

    def __init__(self, launched: Launched) -> None:
        super().__init__()
        self.world = World(launched)
        self.mirror = Mirror(launched.program)
        self.bills: list[Bill] = []
        self.done: list[Done] = []
        self.promised: dict[str, int] = {}
        self.letters: dict[str, Row] = {}
        self.redeem: dict[int, Row] = {}
        stored = self.world.read(programs.current, now=self.world.now)
        self.enacted(stored.version_id, launched.program)
        self.before = self.world.outsider.books()
        self.steps = 0
        self.seen: tuple[date, Program, Books] | None = None

    @property
    def owner(self) -> Any:
        return self.world.owner

    def cashier(self, pick: int) -> Cashier:
        return self.world.cashiers[pick % len(self.world.cashiers)]

    def member(self, pick: int) -> int:
        ids = sorted(self.mirror.known)
        return ids[pick % len(ids)]

    def claimed(self) -> list[int]:
        """Return the members with a Telegram of their own."""
        return sorted(one.member_id for one in self.mirror.known.values() if one.telegram_id)

    def recorded(self, bill: Bill) -> RecordedPurchase:
        """Return the purchase as the mirror keeps it."""
        return self.mirror.shop._purchases[bill.key][1]

    def enacted(self, version_id: int, program: Program) -> None:
        """Remember under which rules points pay from now on."""
        rules = program.redeem
        self.redeem[version_id] = Row(
            max_percent=rules.max_percent,
            step=rules.step,
            min_points=rules.min_points,
            exclude=rules.exclude,
        )

    def do(self, use_case: Callable[..., Any], /, *args: Any, key: str | None = None, **also: Any):
        """Let an operation go through, keep how to repeat it, and check the step it made."""
        key = key or a_key()
        result = self.world.write(use_case, *args, key=key, **also)
        self.keep(key, use_case, *args, result=result, **also)
        self.step()
        return result

    def keep(self, key: str, use_case: Any, /, *args: Any, result: Any, **also: Any) -> None:
        """Remember an operation for repetitions, which come at a later moment."""
        world = self.world

        def again() -> Coroutine[Any, Any, Any]:
            return world.database.write(use_case, *args, key=key, now=world.now, **also)

        self.done.append(Done(key=key, again=again, result=result))

    def refuse(self, word: str, use_case: Callable[..., Any], /, *args: Any, **known: Any):
        """Expect this refusal, and that it leaves no trace in any table."""
        before = self.world.outsider.everything()
        assert self.world.refused(use_case, *args, **known) == word
        assert self.world.outsider.everything() == before

    def step(self) -> None:
        """Check what may change from one moment to the next, and let time go on."""
        after = self.world.outsider.books()
        for check in checks.STEPS:
            check(self.before, after)
        self.before = after
        self.world.wait(seconds=70)

    def quoted(self, member_id: int, event: Any) -> dict[str, Any]:
        """Return what the rules would answer, without telling them."""
        line = self.mirror.foretell(event)
        assert "refused" not in line, (member_id, line)
        return line

    @invariant()
    def all_holds(self) -> None:
        """Check every invariant; each has a name of its own in the traceback.

        What was looked at before and has not changed since is looked at again only now and
        then: all that a step did is in the rows of the members it touched.
        """
        self.steps += 1
        changed, touched = self._touched()
        whole = self.steps % AUDIT_EVERY == 0
        books = self.before if whole else checks.of_members(self.before, changed)
        self.the_books_keep_i1_to_i18(books)
        self.i8_points_pay_within_the_rules(books)
        self.i15_every_operation_has_one_receipt(whole=whole)
        if whole:
            self.i18_the_audit_finds_nothing()
        if touched:
            self._cards_are_those_of_the_mirror(touched)

    def _touched(self) -> tuple[set[int], list[int]]:
        """Return who has other rows than before, and whose card to look at.

        Every card looks different on another day and under other rules.
        """
        seen, self.seen = self.seen, (self.world.today, self.mirror.program, self.before)
        ids = sorted(self.mirror.known)
        if seen is None:
            return {row.id for row in self.before.members}, ids
        changed = checks.changed_members(seen[2], self.before)
        if seen[0] != self.seen[0] or seen[1] is not self.seen[1]:
            return changed, ids
        return changed, [member_id for member_id in ids if member_id in changed]

    def the_books_keep_i1_to_i18(self, books: Books) -> None:
        for check in checks.STATES:
            check(books)

    def i8_points_pay_within_the_rules(self, books: Books) -> None:
        checks.i8_points_pay_within_the_rules(books, self.redeem)

    def i15_every_operation_has_one_receipt(self, *, whole: bool) -> None:
        known = {} if whole else self.letters
        books, keys = self.before, self.world.keys
        self.letters = checks.i15_every_operation_has_one_receipt(
            books, keys, self.promised, known
        )

    def i18_the_audit_finds_nothing(self) -> None:
        assert self.world.audit().difference is None

    def _cards_are_those_of_the_mirror(self, touched: list[int]) -> None:
        """Look at these members once, through the door, and compare."""
        looks = self.world.looks(touched, self.claimed())
        lots = by(self.before.lots, "member_id")
        for member_id, (real, view) in looks.items():
            expected = self.mirror.state(member_id, self.world.today)
            assert real is not None, member_id
            self.one_core_has_two_users(real, expected)
            self.lots_are_the_same_empty_ones_too(member_id, lots[member_id])
            if view is not None:
                self.i9_a_card_shows_what_is_due_as_done(view, expected)

    def one_core_has_two_users(self, real: MemberState, expected: MemberState) -> None:
        """Compare balances, lots, tiers, sums and caps, field by field."""
        assert comparable(real) == comparable(expected)

    def lots_are_the_same_empty_ones_too(self, member_id: int, lots: list[Row]) -> None:
        rows = {row.number: row for row in lots}
        for number, lot in self.mirror.card(member_id).lots.items():
            row = rows[number]
            assert (row.amount, row.points_left) == (lot.amount, lot.points_left)
            assert row.expires_on == (lot.expires_on and lot.expires_on.isoformat())

    def i9_a_card_shows_what_is_due_as_done(self, view: CardView, state: MemberState) -> None:
        seen = (view.balance, view.pending, view.deficit)
        assert seen == (state.balance, state.pending, state.deficit)

    def teardown(self) -> None:
        if sys.exc_info()[0] is not None:
            return  # What broke off the story is what must be read.
        self.the_books_keep_i1_to_i18(self.before)
        self.i8_points_pay_within_the_rules(self.before)
        self.i15_every_operation_has_one_receipt(whole=True)
        self.i18_the_audit_finds_nothing()
        self._cards_are_those_of_the_mirror(sorted(self.mirror.known))
        self.entries_cannot_be_changed()

    def entries_cannot_be_changed(self) -> None:
        """I4: the database itself refuses."""
        refuses = self.world.outsider.refuses
        for table, rows in (
            ("entries", self.before.entries),
            ("draws", self.before.draws),
            ("activations", self.before.activations),
        ):
            if rows:
                assert refuses(f"UPDATE {table} SET points = points + 1")  # noqa: S608 - our own names
                assert refuses(f"DELETE FROM {table}")  # noqa: S608 - our own names


def bare(result: Any) -> Any:
    """Leave out what differs between an answer and its repetition."""
    if isinstance(result, Guest):
        # A guest is always read anew; the card is the same.
        return result.member_id
    if isinstance(result, BirthdaySet):
        # No birthday is kept with its key; the gift is foretold by the rules of today.
        return result.month, result.day
    if hasattr(result, "recorded"):
        return bare(result.recorded)
    for field, value in (("replayed", False), ("name", "")):
        with suppress(TypeError):
            result = replace(result, **{field: value})
    return result
