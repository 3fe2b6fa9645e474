"""Coupons: taken, shown, handed over, used on bills, given back, rightly or not."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import coupons, purchases
from services.baskets import Basket
from services.domain import coupons as pure
from services.domain import events
from services.domain.errors import Refusal
from services.domain.receipts import Line, Receipt
from services.domain.state import Coupon
from services.offers import ref_of
from tests.builders.shops import a_key
from tests.services.machine.base import Bill, picks
from tests.services.machine.spend_rules import SpendRules
from tests.services.machine.till_rules import lines

SHOWN = timedelta(minutes=15)
BECAME = {
    "used": "coupon-used",
    "cancelled": "already-cancelled",
    "expired": "coupon-expired",
    "withdrawn": "coupon-withdrawn",
}


@dataclass(kw_only=True)
class Taken:
    """A coupon by the id the database gave it, and by the mirror's."""

    coupon_id: int
    member_id: int
    offer: str
    number: int
    shown_until: datetime | None


class CouponRules(SpendRules):
    """The coupons there ever were; what became of them, the mirror knows."""

    def __init__(self, launched: Any) -> None:
        super().__init__(launched)
        self.taken: list[Taken] = []

    def sold(self, made: Any, event: events.Purchase, member_id: int, staff_id: int) -> Bill:
        """Take notice of the coupons that stamp cards opened, too."""
        bill = super().sold(made, event, member_id, staff_id)
        known = {(one.offer, one.number) for one in self.taken if one.member_id == member_id}
        cards = {
            (one.offer, one.number)
            for one in self.mirror.card(member_id).coupons.values()
            if one.card is not None
        }
        if cards - known:
            rows = self.world.outsider.books().coupons
            self.taken += [
                Taken(
                    coupon_id=row.id,
                    member_id=member_id,
                    offer=row.offer,
                    number=row.number,
                    shown_until=None,
                )
                for row in rows
                if row.member_id == member_id and (row.offer, row.number) in cards - known
            ]
        counts = {one.card: one.count for one in made.stamped}
        stamps = self.mirror.card(member_id).state.stamps
        assert counts.items() <= {one.card: one.count for one in stamps}.items()
        return bill

    @precondition(lambda self: self.claimed())
    @rule(
        who=picks, offer=st.sampled_from(["bun", "bun", "cake", "less"]), times=st.integers(1, 3)
    )
    def take(self, who: int, offer: str, times: int) -> None:
        """Claim until the points are not enough."""
        member_id = self.claimed()[who % len(self.claimed())]
        name = self.mirror.known[member_id].name
        for _ in range(times):
            key, at = a_key(), self.world.now
            event = events.Claim(at=at, member=name, key=key, offer=offer)
            refused = self.mirror.foretell(event).get("refused")
            if refused is not None:
                self.refuse(refused, coupons.claim, member_id, ref_of(offer), key=a_key())
                return
            seen = self.do(coupons.claim, member_id, ref_of(offer), key=key)
            open_ones = self.mirror.tell(event)["coupons"]
            _, _, number = open_ones[-1]["id"].rpartition(":")
            end = seen.expires_on and seen.expires_on.isoformat()
            assert (end, seen.shown_until) == (open_ones[-1]["expires_on"], at + SHOWN)
            self.taken.append(
                Taken(
                    coupon_id=seen.coupon_id,
                    member_id=member_id,
                    offer=offer,
                    number=int(number),
                    shown_until=seen.shown_until,
                )
            )

    @precondition(lambda self: self.taken)
    @rule(pick=picks)
    def show(self, pick: int) -> None:
        one = self.taken[-1 - pick % len(self.taken)]
        call = (coupons.show, one.member_id, one.coupon_id)
        (row,) = (row for row in self.before.coupons if row.id == one.coupon_id)
        refused = self._why_closed(one, of_nobody=BECAME.get(row.state, ""))
        if refused is not None:
            self.refuse(refused, *call)
            return
        one.shown_until = self.world.write(*call).shown_until
        assert one.shown_until == self.world.now + SHOWN
        self.step()

    @precondition(lambda self: self.taken)
    @rule(pick=picks, till=picks, late=st.sampled_from([False, False, True]))
    def hand_over(self, pick: int, till: int, *, late: bool) -> None:
        one, cashier = self.taken[-1 - pick % len(self.taken)], self.cashier(till)
        if late:
            self.world.wait(seconds=SHOWN.total_seconds())
        elif self._why_closed(one) is None:
            one.shown_until = self.world.write(
                coupons.show, one.member_id, one.coupon_id
            ).shown_until
        self.before = self.world.outsider.books()
        self._hand_over_once(one, cashier)

    @precondition(lambda self: self.taken)
    @rule(pick=picks, till=picks, basket=lines)
    def use_on_a_bill(self, pick: int, till: int, basket: tuple[Line, ...]) -> None:
        """Sell with a coupon that is shown; of money off it may be kept."""
        one, cashier = self.taken[-1 - pick % len(self.taken)], self.cashier(till)
        known = self.mirror.known.get(one.member_id)
        if known is None or known.telegram_id is None:
            return
        refused = self._why_closed(one)
        if refused is None:
            one.shown_until = self.world.write(
                coupons.show, one.member_id, one.coupon_id
            ).shown_until
        self.before = self.world.outsider.books()
        if (one.member_id, cashier.staff_id, self.world.today) in self.blocked:
            refused = "cashier-blocked"
        # How many of an item a line held is not recorded, and what-ifs are asked of these bills.
        sold = tuple(replace(line, quantity=1) for line in basket)
        receipt = Receipt(amount_minor=sum(line.amount_minor for line in sold), lines=sold)
        event = events.Purchase(
            at=self.world.now,
            member=known.name,
            key=a_key(),
            receipt=receipt,
            coupon=f"{one.offer}:{known.name}:{one.number}",
        )
        call = (purchases.record, one.member_id, receipt.amount_minor)
        also: dict[str, Any] = {
            "actor": cashier.actor,
            "repeat_ok": True,
            "unusual_ok": True,
            "basket": Basket(lines=sold, coupon_id=one.coupon_id),
        }
        if refused is not None:
            self.refuse(refused, *call, key=event.key, **also)
            return
        self.sold(self.do(*call, key=event.key, **also), event, one.member_id, cashier.staff_id)
        made = self.mirror.shop._purchases[event.key][1]
        assert (self._why_closed(one) == "coupon-used") == (made.coupon is not None)

    @precondition(lambda self: self.taken)
    @rule(pick=picks)
    def give_back_a_coupon(self, pick: int) -> None:
        one = self.taken[-1 - pick % len(self.taken)]
        call = (coupons.cancel, one.member_id, one.coupon_id)
        refused = self._why_closed(one, of_nobody="no-card")
        if refused is not None:
            self.refuse(refused, *call, key=a_key())
            return
        key, at = a_key(), self.world.now
        name = self.mirror.known[one.member_id].name
        given = self.do(*call, key=key)
        line = self.mirror.tell(
            events.Cancel(at=at, member=name, key=key, coupon=f"{one.offer}:{name}:{one.number}")
        )
        assert (given.balance, given.points) == (line["balance"], self._coupon(one).points)

    def _hand_over_once(self, one: Taken, cashier: Any) -> None:
        call, also = (coupons.use, one.coupon_id), {"actor": cashier.actor}
        refused = self._why_closed(one, of_nobody="unknown-member")
        if (one.member_id, cashier.staff_id, self.world.today) in self.blocked:
            refused = "cashier-blocked"
        elif refused is None and one.offer in self.mirror.program.bill_coupons:
            refused = "coupon-for-bill"
        elif refused is None and (one.shown_until is None or one.shown_until <= self.world.now):
            refused = "coupon-not-shown"
        if refused is not None:
            self.refuse(refused, *call, key=a_key(), **also)
            return
        card, today = self.mirror.card(one.member_id), self.world.today
        outcome = pure.use(self.mirror.program, card.load(today), self._coupon(one), today)
        handed = self.do(*call, **also)
        card.save(outcome)
        assert (handed.coupon_id, handed.member_id) == (one.coupon_id, one.member_id)
        self.refuse("coupon-used", *call, key=a_key(), **also)

    def _coupon(self, one: Taken) -> Coupon:
        return self.mirror.card(one.member_id).coupons[one.offer, one.number]

    def _why_closed(self, one: Taken, of_nobody: str = "") -> str | None:
        """Return the refusal of a coupon that is not open by today; None for an open one.

        `of_nobody` is the refusal when its member was erased.
        """
        if one.member_id not in self.mirror.known:
            return of_nobody
        card, today = self.mirror.card(one.member_id), self.world.today
        try:
            pure.use(self.mirror.program, card.load(today), self._coupon(one), today)
        except Refusal as refusal:
            return refusal.name
        return None
