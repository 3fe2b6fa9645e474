"""How much one member may give another: the least, the day, the month, the balance."""

from datetime import date

import pytest

from services.domain.kinds import Unpaid
from services.domain.program import RefundRules, TransferRules
from services.domain.transferring import (
    Given,
    TransferLimitReached,
    TransferTooSmall,
    most_to_give,
    refuse_over,
)
from tests.domain.story import Story, a_program

LIMITED = TransferRules(min_points=10, per_day=100, per_month=250)


@pytest.mark.parametrize(
    ("given", "balance", "most"),
    [
        (Given(), 500, 100),
        (Given(), 60, 60),
        (Given(), 9, 0),
        (Given(day=91, month=91), 500, 0),
        (Given(day=90, month=90), 500, 10),
        (Given(day=0, month=200), 500, 50),
        (Given(day=0, month=300), 500, 0),
    ],
)
def test_the_largest_gift_is_what_every_limit_and_the_balance_leave(
    given: Given, balance: int, most: int
):
    assert most_to_give(LIMITED, given, balance) == most


def test_without_limits_the_whole_balance_may_go():
    assert most_to_give(TransferRules(), Given(day=10**6, month=10**7), 77) == 77
    refuse_over(TransferRules(), Given(day=10**6, month=10**7), 1)


def test_the_first_limit_without_room_is_named_with_what_is_left():
    with pytest.raises(TransferTooSmall) as small:
        refuse_over(LIMITED, Given(), 9)
    with pytest.raises(TransferLimitReached) as day:
        refuse_over(LIMITED, Given(day=60, month=60), 41)
    with pytest.raises(TransferLimitReached) as month:
        refuse_over(LIMITED, Given(day=0, month=240), 11)

    assert small.value.least == 10
    assert (day.value.per, day.value.most, day.value.left) == ("day", 100, 40)
    assert (month.value.per, month.value.most, month.value.left) == ("month", 250, 10)
    refuse_over(LIMITED, Given(day=60, month=240), 10)


def test_a_limit_lowered_below_what_was_given_leaves_nothing():
    with pytest.raises(TransferLimitReached) as refused:
        refuse_over(LIMITED, Given(day=180, month=180), 10)

    assert refused.value.left == 0


def two(**rules) -> Story:
    story = Story(a_program(**rules))
    story.join()
    story.join("boris")
    return story


def test_goods_brought_back_after_a_gift_are_a_debt_of_the_giver():
    story = two(refund=RefundRules(unpaid=Unpaid.DEFICIT))
    story.buy(1000, key="bill")
    given, taken = story.transfer(50)

    back = story.refund("bill")

    assert (given["balance"], taken["balance"]) == (0, 50)
    assert (back["balance"], back["deficit"]) == (0, 50)


def test_points_paid_come_back_to_the_giver_even_if_the_rest_was_given_away():
    story = two()
    story.adjust(80)
    story.buy(100, key="bill", redeem=30)
    story.transfer(50)

    assert story.refund("bill")["balance"] == 30


def test_given_points_end_on_their_own_day_at_the_taker():
    story = two()
    story.adjust(10)
    story.on("2026-12-23").transfer(10)

    (line,) = [one for one in story.on("2027-11-24").tick() if one["member"] == "boris"]

    assert (line["date"], line["entries"][0]["points"]) == ("2027-11-24", -10)
    assert date.fromisoformat(line["date"]) == date(2027, 11, 24)
