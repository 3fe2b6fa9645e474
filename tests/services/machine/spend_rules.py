"""Paying with points: the till asks, the member answers, rightly or not."""

from collections import Counter
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import redemptions
from services.domain import events
from services.domain.receipts import Receipt
from services.redemptions import WrongCode
from tests.builders.shops import a_key
from tests.services.machine.base import picks
from tests.services.machine.till_rules import TillRules, amounts

ASKED_MOST, WINDOW = 3, timedelta(minutes=10)
WRONG_A_REQUEST, WRONG_A_MEMBER, WRONG_A_CASHIER = 3, 5, 10


class SpendRules(TillRules):
    """Requests to spend, with every limit of docs/architecture.md counted beside."""

    def __init__(self, launched: Any) -> None:
        super().__init__(launched)
        self.asked: dict[int, list[Any]] = {}
        self.wrong: Counter[Any] = Counter()
        self.blocked: set[Any] = set()

    @precondition(lambda self: self.mirror.known)
    @rule(
        who=picks,
        till=picks,
        amount=amounts,
        wanted=st.integers(1, 400),
        answer=st.sampled_from(
            ["tap", "tap", "code", "code", "wrong", "wrong", "no", "not me", "late", "changed"]
        ),
        wrong=st.integers(1, 3),
    )
    def spend(self, who, till, amount, wanted, *, answer, wrong) -> None:
        member_id, cashier = self.member(who), self.cashier(till)
        known = self.mirror.known[member_id]
        receipt = Receipt(amount_minor=amount, redeem=wanted)
        event = events.Purchase(
            at=self.world.now, member=known.name, key="foreseen", receipt=receipt
        )
        applied = int(self.quoted(member_id, event)["applied"])
        refusal = self._why_no_request(member_id, cashier.staff_id, applied)
        call = (redemptions.ask, member_id, amount, wanted)
        also = {"actor": cashier.actor, "code": "4711"}
        if refusal is not None:
            self.refuse(refusal, *call, key=a_key(), **also)
            return
        self.asked.setdefault(member_id, []).append(self.world.now)
        asked = self.world.write(*call, key=a_key(), **also)
        assert (asked.points, asked.amount_minor) == (applied, amount)
        self.world.wait(seconds=5)
        self._answer(asked, member_id, cashier, answer, wrong)
        self.step()

    @precondition(lambda self: self.claimed())
    @rule(who=picks, till=picks, first=amounts, second=amounts, permille=st.integers(100, 1_000))
    def spend_what_a_bill_gave_and_bring_its_goods_back(
        self, who, till, first, second, *, permille
    ) -> None:
        """Who spent the points of a bill owes them when its goods come back."""
        member_id = self.claimed()[who % len(self.claimed())]
        bill = self.bill(member_id, Receipt(amount_minor=first), till)
        place = sorted(self.mirror.known).index(member_id)
        self.spend(place, till, second, 10_000, answer="tap", wrong=1)
        assert bill is not None
        self.give_back(bill, permille)

    def _why_no_request(self, member_id: int, staff_id: int, applied: int) -> str | None:
        recent = [at for at in self.asked.get(member_id, []) if at >= self.world.now - WINDOW]
        return next(
            (
                name
                for name, holds in (
                    ("guest-without-telegram", self.mirror.known[member_id].telegram_id is None),
                    ("cashier-blocked", (member_id, staff_id, self.world.today) in self.blocked),
                    ("spend-locked", self._is_locked(member_id, staff_id)),
                    ("too-many-requests", len(recent) >= ASKED_MOST),
                    ("nothing-to-redeem", applied == 0),
                )
                if holds
            ),
            None,
        )

    def _is_locked(self, member_id: int, staff_id: int) -> bool:
        today = self.world.today
        return (
            self.wrong["member", member_id, today] >= WRONG_A_MEMBER
            or self.wrong["staff", staff_id, today] >= WRONG_A_CASHIER
        )

    def _answer(self, asked: Any, member_id: int, cashier: Any, answer: str, wrong: int) -> None:
        tap = (redemptions.confirm, asked.request_id, member_id)
        if answer == "wrong" and not self._say_wrong_codes(asked, member_id, cashier, wrong):
            return
        if answer in {"no", "not me"}:
            say = redemptions.decline if answer == "no" else redemptions.not_me
            self.world.write(say, asked.request_id, member_id)
            if answer == "not me":
                self.blocked.add((member_id, cashier.staff_id, self.world.today))
            self.refuse("request-closed", *tap, key=a_key())
        elif answer == "late":
            self.world.wait(minutes=2)
            self.refuse("request-expired", *tap, key=a_key())
        elif answer == "changed":
            self.give(member_id, 1)
            self.world.wait(seconds=-70)
            self.refuse("quote-changed", *tap, key=a_key())
            self.world.write(redemptions.decline, asked.request_id, member_id)
        else:
            self._agree(asked, member_id, cashier, by_tap=answer == "tap")

    def _say_wrong_codes(self, asked: Any, member_id: int, cashier: Any, times: int) -> bool:
        """Name wrong codes; tell whether the right one may still come."""
        call = (redemptions.confirm_by_code, asked.request_id)
        stranger = self.cashier(self.world.cashiers.index(cashier) + 1)
        self.refuse("not-your-request", *call, "4711", stranger.staff_id, key=a_key())
        today = self.world.today
        for turn in range(1, times + 1):
            if self._is_locked(member_id, cashier.staff_id):
                self.refuse("spend-locked", *call, "4711", cashier.staff_id, key=a_key())
                self.world.write(redemptions.withdraw, asked.request_id, cashier.staff_id)
                return False
            said = self.world.write(*call, f"{turn:04}", cashier.staff_id, key=a_key())
            assert said == WrongCode(tries_left=WRONG_A_REQUEST - turn)
            self.wrong["member", member_id, today] += 1
            self.wrong["staff", cashier.staff_id, today] += 1
        if times == WRONG_A_REQUEST:
            self.refuse("request-closed", *call, "4711", cashier.staff_id, key=a_key())
            return False
        if self._is_locked(member_id, cashier.staff_id):
            self.refuse("spend-locked", *call, "4711", cashier.staff_id, key=a_key())
            self.world.write(redemptions.withdraw, asked.request_id, cashier.staff_id)
            return False
        return True

    def _agree(self, asked: Any, member_id: int, cashier: Any, *, by_tap: bool) -> None:
        if by_tap:
            self.refuse("not-your-request", redemptions.confirm, asked.request_id, -1, key=a_key())
            args: Any = (redemptions.confirm, asked.request_id, member_id)
        else:
            args = (redemptions.confirm_by_code, asked.request_id, "4711", cashier.staff_id)
        at, key = self.world.now, f"redemption:{asked.request_id}"
        tapped = a_key()
        made = self.world.write(*args, key=tapped).recorded
        self.keep(tapped, *args, result=made)
        receipt = Receipt(amount_minor=asked.amount_minor, redeem=asked.points)
        name = self.mirror.known[member_id].name
        event = events.Purchase(at=at, member=name, key=key, receipt=receipt)
        bill = self.sold(made, event, member_id, cashier.staff_id)
        assert made.applied == asked.points
        assert made.to_pay_minor == asked.to_pay_minor
        assert bill.key == key
