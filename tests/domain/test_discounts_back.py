"""What discounts cost once goods are given back."""

from datetime import UTC, date, datetime
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import DiscountRule
from services.domain.program import Program
from services.domain.purchases import purchase
from services.domain.receipts import Line, Receipt
from services.domain.refunds import refund
from services.domain.state import MemberState, RecordedPurchase
from tests.domain.story import a_line, a_program, minor

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TEN = DiscountRule(id="ten", percent=Fraction(10), when=ALWAYS)
CAKE = DiscountRule(id="cake", percent=Fraction(50), when=Condition(categories=("cake",)))


class Bill:
    """One bill of a guest, and what of it goes back."""

    def __init__(self, program: Program, receipt: Receipt) -> None:
        state = MemberState(joined_on=TODAY, settled_on=TODAY)
        made = purchase(program, state, receipt, NOON, key="sale")
        self.program, self.state = program, made.state
        self.recorded: RecordedPurchase = made.purchase

    def give_back(self, amount_minor=None, lines=None) -> int:
        """Return how much of the discount went back with the goods so far."""
        back = refund(
            self.program, self.state, self.recorded, TODAY, amount_minor=amount_minor, lines=lines
        )
        self.state, self.recorded = back.state, back.purchase
        return self.recorded.off_back_minor


def a_bill(*rules: DiscountRule, amount=1000, **facts) -> Bill:
    return Bill(a_program(discounts=rules), Receipt(amount_minor=minor(amount), **facts))


def test_a_bill_given_back_as_a_whole_cost_no_discount():
    bill = a_bill(TEN)
    assert bill.recorded.off_minor == minor(100)
    assert bill.give_back() == minor(100)


def test_part_of_the_goods_takes_its_share_of_the_discount_back():
    bill = a_bill(TEN)
    assert bill.give_back(minor(300)) == 33_33
    assert bill.give_back(minor(600)) == minor(100)


def test_a_line_takes_back_what_came_off_it():
    lines = (a_line(400, "cake"), a_line(600))
    bill = a_bill(CAKE, lines=lines)
    assert bill.give_back(lines=[1]) == 0
    assert bill.give_back(lines=[0]) == minor(200)


def test_what_the_till_took_off_itself_is_no_discount_of_the_rules():
    lines = (a_line(400, "cake"), a_line(600))
    bill = a_bill(CAKE, TEN, lines=lines, discount_minor=minor(100))
    assert bill.recorded.off_minor == minor(180 + 54)
    assert bill.give_back(lines=[0]) == minor(180)
    assert bill.give_back() == minor(234)


def test_goods_for_nothing_go_back_for_nothing():
    bill = a_bill(DiscountRule(id="all", percent=Fraction(100), when=ALWAYS))
    assert bill.recorded.goods_minor == 0
    assert bill.give_back() == minor(1000)
    assert not bill.recorded.stands


def test_a_bill_nothing_came_off_takes_nothing_back():
    assert a_bill().give_back() == 0


@settings(max_examples=300, deadline=None)
@given(
    amounts=st.lists(st.tuples(st.integers(1, 99_999), st.sampled_from([None, "cake"]))),
    percent=st.fractions(Fraction(1, 100), 99, max_denominator=100),
    pieces=st.lists(st.integers(1, 40_000)),
    till=st.integers(0, 30),
)
def test_pieces_take_back_no_less_each_time_and_all_at_the_end(amounts, percent, pieces, till):
    lines = tuple(Line(amount_minor=amount, category=what) for amount, what in amounts)
    amount = sum(line.amount_minor for line in lines) or 777
    receipt = Receipt(amount_minor=amount, lines=lines, discount_minor=amount * till // 100)
    bill = Bill(
        a_program(discounts=(CAKE, DiscountRule(id="x", percent=percent, when=ALWAYS))), receipt
    )
    last = 0
    for piece in pieces:
        if piece < bill.recorded.goods_minor - bill.recorded.refunded_minor:
            now = bill.give_back(piece)
            assert last <= now <= bill.recorded.off_minor
            last = now
    assert bill.give_back() == bill.recorded.off_minor
