"""Paying with points: how many are applied, and what the answer says."""

from fractions import Fraction

import pytest

from services.domain.kinds import ExpiryModel, Limit
from services.domain.program import Expiry, PointsRules, RedeemRules
from services.domain.receipts import Receipt, net_lines
from services.domain.redeeming import quote
from tests.domain.story import Story, a_line, a_program, kinds, minor, texts


def applied(
    amount, requested, *, balance=1000, deficit=0, value=100, lines=(), discount=0, **rules
) -> tuple[int, Limit | None]:
    rules = {"max_percent": Fraction(50)} | rules
    program = a_program(redeem=RedeemRules(**rules), points=PointsRules(value_minor=value))
    receipt = Receipt(
        amount_minor=minor(amount), lines=tuple(lines), discount_minor=minor(discount)
    )
    made = quote(program, net_lines(receipt), requested, balance=balance, deficit=deficit)
    return made.applied, made.limit


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"requested": 100}, (100, None)),
        ({"requested": 225}, (225, None)),
        ({"requested": 226}, (225, Limit.MAX_PERCENT)),
        ({"requested": "max"}, (225, Limit.MAX_PERCENT)),
        ({"requested": "max", "balance": 40}, (40, Limit.BALANCE)),
        ({"requested": 50, "balance": 40}, (40, Limit.BALANCE)),
        ({"requested": 50, "balance": 0}, (0, Limit.BALANCE)),
        ({"requested": 50, "balance": 0, "deficit": 7}, (0, Limit.DEFICIT)),
        ({"requested": 109, "step": 10}, (100, Limit.STEP)),
        ({"requested": 100, "step": 10}, (100, None)),
        ({"requested": 9, "step": 10}, (0, Limit.STEP)),
        ({"requested": 99, "min_points": 100}, (0, Limit.MIN_POINTS)),
        ({"requested": 100, "min_points": 100}, (100, None)),
        ({"requested": 105, "step": 10, "min_points": 101}, (0, Limit.MIN_POINTS)),
        ({"requested": "max", "value": 1000}, (22, Limit.MAX_PERCENT)),
        ({"requested": "max", "discount": "0.01"}, (224, Limit.MAX_PERCENT)),
        ({"requested": "max", "max_percent": Fraction(0)}, (0, Limit.MAX_PERCENT)),
        ({"requested": "max", "max_percent": Fraction(100)}, (450, Limit.MAX_PERCENT)),
        ({"requested": 0}, (0, None)),
        ({"requested": None}, (0, None)),
    ],
)
def test_applied_is_the_least_of_request_balance_and_share_then_a_whole_step(asked, expected):
    assert applied(450, **asked) == expected


def test_the_share_is_of_the_redeemable_amount_after_discount():
    lines = [a_line(300, "tobacco"), a_line(100, "tea")]

    assert applied(400, "max", lines=lines, discount=40, exclude=("tobacco",)) == (
        45,
        Limit.MAX_PERCENT,
    )


def test_if_nothing_is_redeemable_the_answer_says_so():
    lines = [a_line(300, "tobacco")]

    assert applied(300, "max", lines=lines, exclude=("tobacco",)) == (
        0,
        Limit.NOTHING_REDEEMABLE,
    )


def a_story(**rules) -> Story:
    story = Story(a_program(redeem=RedeemRules(**rules)))
    story.join()
    return story


def test_only_what_was_applied_is_charged_and_the_rest_is_paid_in_money():
    story = a_story()
    story.adjust(300)

    line = story.buy(450, redeem=300)

    assert (line["applied"], line["to_pay"], line["balance"]) == (225, "225.00", 86)
    assert texts(line, "redeem") == {
        "redeem": "225 points pay 225.00",
        "limit": "no more than 50 % of 450.00",
    }


def test_a_purchase_without_a_request_has_no_redemption():
    assert kinds(a_story().buy(100)) == [("earn", 5)]


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"min_points": 60}, "no fewer than 60"),
        ({"step": 60}, "in steps of 60"),
        ({"exclude": (None,)}, "points cannot pay for these goods"),
    ],
)
def test_a_redemption_of_0_is_an_entry_of_0_with_its_reason_and_the_purchase_goes_on(rules, why):
    story = a_story(**rules)
    story.adjust(50)

    line = story.buy(100, redeem="max")

    assert kinds(line) == [("redeem", 0), ("earn", 5)]
    assert texts(line, "redeem")["limit"] == why


def test_no_points_and_owed_points_are_two_reasons():
    story = a_story()
    empty = story.buy(100, key="sale", redeem=10)
    story.adjust(-5)
    story.refund("sale")

    owing = story.buy(10, redeem=10)

    assert texts(empty, "redeem")["limit"] == "no more points on the balance"
    assert texts(owing, "redeem")["limit"] == "points are owed"


def test_held_points_never_pay_until_their_day_whether_or_not_a_job_has_run():
    story = Story(a_program(points=PointsRules(hold_days=3)))
    story.join()
    story.buy(1000)

    assert story.on("2026-11-25").buy(1000, redeem="max")["applied"] == 0
    assert story.on("2026-11-26").buy(1000, redeem="max")["applied"] == 50


def test_expired_points_never_pay_whether_or_not_a_job_has_run():
    story = a_story()
    story.adjust(50)

    assert story.on("2027-11-24").buy(1000, redeem="max")["applied"] == 0


def test_held_points_are_passed_over_even_if_they_end_first():
    lives = [Expiry(model=ExpiryModel.DAYS, n=days) for days in (20, 300)]
    soon, late = (a_program(points=PointsRules(hold_days=3, expiry=one)) for one in lives)
    story = Story(soon)
    story.join()
    story.buy(200)
    story.change(late)
    story.adjust(30)

    story.buy(20, redeem=7)

    assert [(lot["held"], lot["points"]) for lot in story.show()["lots"][:2]] == [
        (False, 23),
        (True, 10),
    ]
