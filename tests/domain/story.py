"""A shop one can tell a story about; after every event it checks the books."""

from collections import Counter
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from services.domain import events as ev
from services.domain.kinds import EarnType
from services.domain.outcome import Outcome
from services.domain.program import EarnRule, Program
from services.domain.receipts import Line, Receipt
from services.domain.replay import Shop
from services.domain.stored import Card

Printed = dict[str, Any]  # a line of the replay


def base(percent=5, **asked) -> EarnRule:
    return EarnRule(id="base", type=EarnType.PERCENT, percent=Fraction(percent), **asked)


def a_program(*earn, **rules) -> Program:
    return Program(earn=earn or (base(),), **rules)


def minor(amount) -> int:
    return int(Fraction(str(amount)) * 100)


def a_line(amount, category=None, item=None, quantity=1) -> Line:
    return Line(amount_minor=minor(amount), category=category, item=item, quantity=quantity)


@dataclass(kw_only=True)
class CheckedCard(Card):
    """Keeps the draws of every lot, as a database would, and compares."""

    drawn: Counter[int] = field(default_factory=Counter)

    def save(self, outcome: Outcome) -> None:
        before = self.state
        Card.save(self, outcome)
        drawn = self.drawn
        check_entries(before, outcome)
        for entry in outcome.entries:
            drawn.update({draw.lot: draw.points for draw in entry.draws})
            drawn.subtract({draw.lot: draw.points for draw in entry.restored})
        for done in outcome.activations:
            drawn[done.lot] += done.repaid
        for number, lot in self.lots.items():
            assert lot.amount - lot.points_left == drawn[number], lot
            assert 0 <= lot.points_left <= lot.amount, lot
        open_lots = [lot for lot in self.lots.values() if lot.points_left]
        assert self.state.lots == tuple(sorted(open_lots, key=lambda lot: lot.number))
        assert self.state.balance == sum(lot.points_left for lot in open_lots if not lot.held)
        assert self.state.pending == sum(lot.points_left for lot in open_lots if lot.held)
        assert not (self.state.balance and self.state.deficit)


def check_entries(before, outcome) -> None:
    state = outcome.state
    if before is not state:
        change = state.balance + state.pending - state.deficit
        change -= before.balance + before.pending - before.deficit
        assert sum(entry.points for entry in outcome.entries) == change
        numbers = [entry.number for entry in outcome.entries]
        assert numbers == list(range(before.next_entry, state.next_entry))
    for entry in outcome.entries:
        assert entry.points == entry.balance + entry.pending - entry.deficit
        assert sum(part.points for part in entry.parts) == entry.points, entry


class Story:
    """Events with little to write: money is decimal text, dates are ISO text."""

    def __init__(self, program=None, on="2026-11-23") -> None:
        self.shop = Shop(program or a_program())
        self.keys = 0
        self.on(on)

    def on(self, when) -> "Story":
        text = when if "T" in when else f"{when}T12:00"
        self.at = datetime.fromisoformat(text).replace(tzinfo=UTC)
        return self

    def tell(self, event) -> list[Printed]:
        joining = isinstance(event, ev.Join)
        printed = self.shop.apply(event)
        if joining and "refused" not in printed[0]:
            self._check_from_now_on(event.member)
        return printed

    def _check_from_now_on(self, member) -> None:
        card = self.shop._cards[member]
        known = {one.name: getattr(card, one.name) for one in fields(Card)}
        self.shop._cards[member] = CheckedCard(**known)

    def key(self) -> str:
        self.keys += 1
        return f"key-{self.keys}"

    def join(self, member="anna", **known) -> Printed:
        return self.tell(ev.Join(at=self.at, member=member, **known))[0]

    def buy(
        self, amount, member="anna", key=None, lines=(), discount=0, *, coupon=None, **asked
    ) -> Printed:
        receipt = Receipt(
            amount_minor=minor(amount),
            discount_minor=minor(discount),
            lines=tuple(lines),
            **asked,
        )
        key = key or self.key()
        bought = ev.Purchase(at=self.at, member=member, key=key, receipt=receipt, coupon=coupon)
        return self.tell(bought)[0]

    def refund(self, purchase, amount=None, lines=None, key=None) -> Printed:
        amount_minor = None if amount is None else minor(amount)
        indexes = None if lines is None else tuple(lines)
        return self.tell(
            ev.Refund(
                at=self.at,
                purchase=purchase,
                key=key or self.key(),
                amount_minor=amount_minor,
                lines=indexes,
            )
        )[0]

    def adjust(self, points, member="anna", key=None, reason="by hand") -> Printed:
        key = key or self.key()
        return self.tell(
            ev.Adjust(at=self.at, member=member, key=key, points=points, reason=reason)
        )[0]

    def transfer(self, points, giver="anna", taker="boris") -> list[Printed]:
        return self.tell(
            ev.Transfer(at=self.at, giver=giver, taker=taker, key=self.key(), points=points)
        )

    def set_tier(self, tier, member="anna", until=None) -> Printed:
        until = date.fromisoformat(until) if until else None
        return self.tell(ev.SetTier(at=self.at, member=member, tier=tier, until=until))[0]

    def set_birthday(self, birthday, member="anna") -> Printed:
        return self.tell(ev.SetBirthday(at=self.at, member=member, birthday=birthday))[0]

    def claim(self, offer="croissant", member="anna", key=None) -> Printed:
        key = key or self.key()
        return self.tell(ev.Claim(at=self.at, member=member, key=key, offer=offer))[0]

    def cancel(self, coupon="croissant:anna:1", member="anna", key=None) -> Printed:
        key = key or self.key()
        return self.tell(ev.Cancel(at=self.at, member=member, key=key, coupon=coupon))[0]

    def erase(self, member="anna") -> Printed:
        return self.tell(ev.Erase(at=self.at, member=member))[0]

    def change(self, program, path="next.toml") -> Printed:
        return self.tell(ev.NewProgram(at=self.at, program=program, path=path))[0]

    def tick(self) -> list[Printed]:
        return self.tell(ev.Tick(at=self.at))

    def show(self, member="anna") -> Printed:
        return self.tell(ev.Show(at=self.at, member=member))[0]


def points(line, kind="earn") -> Any:
    """Return the points of the only entry of a kind."""
    (entry,) = [entry for entry in line["entries"] if entry["kind"] == kind]
    return entry["points"]


def kinds(line) -> list[tuple[str, int]]:
    return [(str(entry["kind"]), entry["points"]) for entry in line["entries"]]


def reasons(line, kind="earn") -> dict[str, str]:
    (entry,) = [entry for entry in line["entries"] if entry["kind"] == kind]
    return {part["rule"]: part["points"] for part in entry["why"]}


def texts(line, kind="earn") -> dict[str, str | None]:
    (entry,) = [entry for entry in line["entries"] if entry["kind"] == kind]
    return {part["rule"]: part.get("text") for part in entry["why"]}
