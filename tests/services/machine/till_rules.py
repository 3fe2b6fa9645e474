"""What happens at the till: bills, undoing, refunds."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import points, purchases
from services.baskets import Basket
from services.domain import events
from services.domain.kinds import Unpaid
from services.domain.ladder import effective_rank, fitting_now
from services.domain.receipts import Line, Receipt
from tests.builders.shops import a_key
from tests.services.machine.base import Base, Bill, picks

UNCLAIMED_PURCHASES = 5
UNCLAIMED_POINTS = 1_000
UNDO_MINUTES = 5

amounts = st.integers(1, 60_000)
lines = st.lists(
    st.builds(
        Line,
        amount_minor=st.integers(1, 30_000),
        category=st.sampled_from(["tea", "cake", "tobacco", None]),
        quantity=st.integers(1, 3),
    ),
    min_size=1,
    max_size=3,
).map(tuple)


class TillRules(Base):
    """Rules of the cashiers, and of the owner for refunds."""

    def bill(self, member_id: int, receipt: Receipt, cashier_pick: int) -> Bill | None:
        """Record a purchase in both shops; None if the card may not have it."""
        cashier, key = self.cashier(cashier_pick), a_key()
        known = self.mirror.known[member_id]
        event = events.Purchase(at=self.world.now, member=known.name, key=key, receipt=receipt)
        asked: dict[str, Any] = {
            "actor": cashier.actor,
            "repeat_ok": True,
            "unusual_ok": True,
            "basket": Basket(lines=tuple(receipt.lines)),
        }
        if known.telegram_id is None and self._is_too_much(member_id, event):
            args = (purchases.record, member_id, receipt.amount_minor)
            self.refuse("unclaimed-limit", *args, key=key, **asked)
            return None
        made = self.do(purchases.record, member_id, receipt.amount_minor, key=key, **asked)
        return self.sold(made, event, member_id, cashier.staff_id)

    def _is_too_much(self, member_id: int, event: events.Purchase) -> bool:
        line = self.quoted(member_id, event)
        known = self.mirror.known[member_id].purchases
        points_after = int(line["balance"]) + int(line["pending"])
        return known >= UNCLAIMED_PURCHASES or points_after > UNCLAIMED_POINTS

    def sold(self, made: Any, event: events.Purchase, member_id: int, staff_id: int) -> Bill:
        """Tell the mirror of a purchase that went through, and compare the answers."""
        line = self.mirror.tell(event)
        recorded = self.mirror.shop._purchases[event.key][1]
        assert made.earned == recorded.earned
        assert made.applied == line["applied"]
        assert made.to_pay_minor == recorded.to_pay_minor
        sums = (made.balance, made.pending, made.deficit)
        assert sums == (line["balance"], line["pending"], line["deficit"])
        assert sum(part.points for part in made.parts) == made.earned
        known = self.mirror.known[member_id]
        known.purchases += 1
        if known.telegram_id is not None:
            self.promised[f"receipt:{event.key}"] = known.telegram_id
        bill = Bill(
            purchase_id=made.purchase_id,
            key=event.key,
            member_id=member_id,
            amount_minor=made.amount_minor,
            at=event.at,
            staff_id=staff_id,
        )
        self.bills.append(bill)
        return bill

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, till=picks, amount=amounts)
    def buy(self, who: int, till: int, amount: int) -> None:
        self.bill(self.member(who), Receipt(amount_minor=amount), till)

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, till=picks, basket=lines)
    def buy_a_basket(self, who: int, till: int, basket: tuple[Line, ...]) -> None:
        total = sum(line.amount_minor for line in basket)
        self.bill(self.member(who), Receipt(amount_minor=total, lines=basket), till)

    @precondition(lambda self: self.bills)
    @rule(which=picks, till=picks)
    def undo(self, which: int, till: int) -> None:
        bill, cashier = self.bills[-1 - which % len(self.bills)], self.cashier(till)
        refusal = self._why_no_undo(bill, cashier.staff_id)
        if refusal is not None:
            self.refuse(
                refusal, purchases.undo, bill.purchase_id, actor=cashier.actor, key=a_key()
            )
            return
        self._give_back(bill, None, purchases.undo, bill.purchase_id, actor=cashier.actor)

    def _why_no_undo(self, bill: Bill, staff_id: int) -> str | None:
        if bill.member_id not in self.mirror.known:
            return "unknown-member"
        made = self.recorded(bill)
        own = self.mirror.card(bill.member_id).lots.get(made.lot or 0)
        spent = own is not None and own.points_left < made.earned
        minutes = (self.world.now - bill.at).total_seconds() / 60
        return next(
            (
                name
                for name, holds in (
                    ("already-refunded", made.refunded_minor > 0),
                    ("not-your-bill", bill.staff_id != staff_id),
                    ("undo-too-late", minutes > UNDO_MINUTES),
                    ("points-already-spent", spent),
                )
                if holds
            ),
            None,
        )

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, till=picks, sums=st.lists(amounts, min_size=2, max_size=4))
    def come_often(self, who: int, till: int, sums: list[int]) -> None:
        for amount in sums:
            self.bill(self.member(who), Receipt(amount_minor=amount), till)

    @precondition(lambda self: self.bills)
    @rule(which=picks, permille=st.none() | st.integers(1, 1_050))
    def refund(self, which: int, permille: int | None) -> None:
        self.give_back(self.bills[-1 - which % len(self.bills)], permille)

    @precondition(lambda self: self.bills)
    @rule(which=picks, shares=st.lists(st.integers(50, 700), min_size=2, max_size=3))
    def refund_in_pieces(self, which: int, shares: list[int]) -> None:
        bill = self.bills[-1 - which % len(self.bills)]
        for permille in (*shares, None):
            self.give_back(bill, permille)

    def give_back(self, bill: Bill, permille: int | None) -> None:
        """Refund a share of what is left of a bill, or all of it."""
        made = self.recorded(bill)
        left = made.goods_minor - made.refunded_minor
        part = None if permille is None else max(1, left * permille // 1_000)
        refusal = self._why_no_refund(bill, part)
        args = (purchases.refund, bill.purchase_id, part)
        if refusal is not None:
            self.refuse(refusal, *args, actor=self.owner, key=a_key())
            return
        self._give_back(bill, part, *args, actor=self.owner)

    def _why_no_refund(self, bill: Bill, part: int | None) -> str | None:
        if bill.member_id not in self.mirror.known:
            return "unknown-member"
        made = self.recorded(bill)
        if not made.stands:
            return "already-refunded"
        left = made.goods_minor - made.refunded_minor
        return "over-refund" if part is not None and part > left else None

    def _give_back(self, bill: Bill, part: int | None, *call: Any, actor: Any) -> None:
        key, at = a_key(), self.world.now
        before = self.recorded(bill)
        made = self.do(*call, actor=actor, key=key)
        line = self.mirror.tell(
            events.Refund(at=at, purchase=bill.key, key=key, amount_minor=part)
        )
        after = self.recorded(bill)
        assert made.to_return_minor == after.returned_minor - before.returned_minor
        assert made.restored == after.restored - before.restored
        assert made.clawed_back == after.clawed - before.clawed
        assert (made.balance, made.deficit) == (line["balance"], line["deficit"])
        assert made.full == (not after.stands)
        telegram_id = self.mirror.known[bill.member_id].telegram_id
        if telegram_id is not None:
            self.promised[f"refund:{key}"] = telegram_id

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, till=picks, basket=lines)
    def i7_buying_and_returning_all_leaves_things_as_they_were(self, who, till, basket) -> None:
        member_id, program = self.member(who), self.mirror.program
        before = self.world.state(program, member_id)
        assert before is not None
        total = sum(line.amount_minor for line in basket)
        bill = self.bill(member_id, Receipt(amount_minor=total, lines=basket), till)
        if bill is None:
            return
        self._give_back(bill, None, purchases.refund, bill.purchase_id, None, actor=self.owner)
        after = self.world.state(program, member_id)
        assert after is not None
        if program.refund.unpaid is Unpaid.DEFICIT or not before.deficit:
            assert _worth(after) == _worth(before)
        for window in ("rolling", "year", "lifetime"):
            assert getattr(after.standing, window) == getattr(before.standing, window)
        used = _used(before)
        # What was used in a period that is over is forgotten by the next purchase.
        assert all(used.get(cap) == points for cap, points in _used(after).items())
        if program.tiers is not None:
            held, now_held = (effective_rank(program.tiers, one) for one in (before, after))
            assert held <= now_held <= max(held, fitting_now(program.tiers, before))

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, change=st.integers(-80, 120).filter(bool))
    def adjust(self, who: int, change: int) -> None:
        self.give(self.member(who), change)

    def give(self, member_id: int, change: int) -> None:
        """Correct points by hand in both shops."""
        key, name = a_key(), self.mirror.known[member_id].name
        line = self.mirror.tell(
            events.Adjust(at=self.world.now, member=name, key=key, points=change, reason="by hand")
        )
        args = (points.adjust, member_id, change, "by hand")
        if "refused" in line:
            self.refuse(line["refused"], *args, actor=self.owner, key=key)
            return
        made = self.do(*args, actor=self.owner, key=key)
        assert (made.balance, made.deficit) == (line["balance"], line["deficit"])

    @precondition(lambda self: len(self.mirror.known) > 1)
    @rule(giver=picks, taker=picks, amount=st.integers(1, 60))
    def transfer(self, giver: int, taker: int, amount: int) -> None:
        one, other = self.member(giver), self.member(taker)
        if one == other:
            other = self.member(taker + 1)
        key, names = a_key(), [self.mirror.known[which].name for which in (one, other)]
        line = self.mirror.tell(
            events.Transfer(
                at=self.world.now, giver=names[0], taker=names[1], key=key, points=amount
            )
        )
        args = (points.transfer, one, other, amount)
        if "refused" in line:
            self.refuse(line["refused"], *args, actor=self.owner, key=key)
            return
        self.do(*args, actor=self.owner, key=key)


def _worth(state: Any) -> int:
    return int(state.balance + state.pending - state.deficit)


def _used(state: Any) -> dict[Any, Any]:
    """Return what was used of each cap; a cap nobody used may be there as 0."""
    return {(one.rule, one.per, one.start): one.points for one in state.usage if one.points}
