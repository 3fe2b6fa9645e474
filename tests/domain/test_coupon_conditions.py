"""Rules that ask for a coupon: they hold on the bill that uses it."""

from fractions import Fraction

import pytest

from services.domain.conditions import Condition
from services.domain.discount_rules import DiscountRule
from services.domain.kinds import EarnType
from services.domain.program import (
    BonusRule,
    EarnRule,
    GoodsOffer,
    MultiplierRule,
    Program,
    PromoCode,
)
from tests.domain.story import Story, a_line, a_program, base, points, reasons, texts

FLYER = PromoCode(id="flyer", code="FLYER", points=None)
BY_FLYER = Condition(coupon="flyer")
TWENTY = DiscountRule(id="twenty", percent=Fraction(20), when=Condition(categories=("cake",)))
BY_TWENTY = Condition(coupon="twenty")


def a_shop(**rules) -> Story:
    earn = rules.pop("earn", (base(),))
    promos = rules.pop("promos", (FLYER,))
    story = Story(a_program(*earn, promos=promos, **rules))
    story.join()
    return story


def with_flyer(**rules) -> Story:
    story = a_shop(**rules)
    story.claim("flyer")
    return story


def with_twenty(**rules) -> Story:
    offer = GoodsOffer(id="twenty", price_points=0)
    story = a_shop(goods=(offer,), coupon_discounts={"twenty": TWENTY}, **rules)
    story.claim("twenty")
    return story


def earn(kind: EarnType, **facts) -> EarnRule:
    return EarnRule(id="more", type=kind, when=BY_FLYER, **facts)


@pytest.mark.parametrize(
    ("rules", "more", "said"),
    [
        (
            {"earn": (base(), earn(EarnType.PERCENT, percent=Fraction(10)))},
            "10",
            "10 % of 100.00, coupon of flyer",
        ),
        (
            {"earn": (base(), earn(EarnType.BLOCKS, points=1, per_minor=50_00))},
            "2",
            "1 per 50.00 of 100.00, coupon of flyer",
        ),
        (
            {"earn": (base(), earn(EarnType.FIXED, points=30))},
            "30",
            "30 for a purchase, coupon of flyer",
        ),
        (
            {"multipliers": (MultiplierRule(id="more", factor=Fraction(3), when=BY_FLYER),)},
            "10",
            "×3, coupon of flyer",
        ),
        (
            {"bonuses": (BonusRule(id="more", points=40, when=BY_FLYER),)},
            "40",
            "bonus 40, coupon of flyer",
        ),
    ],
)
def test_every_kind_of_rule_holds_on_the_bill_that_uses_the_coupon(rules, more, said):
    story = with_flyer(**rules)
    assert "more" not in reasons(story.buy(100))
    used = story.buy(100, coupon="flyer:anna:1")
    assert (reasons(used)["more"], texts(used)["more"]) == (more, said)
    assert used["coupons"] == []
    assert story.buy(100, coupon="flyer:anna:1")["refused"] == "coupon-used"
    assert "more" not in reasons(story.buy(100))


def test_another_coupon_does_not_count():
    other = PromoCode(id="other", code="OTHER", points=None)
    bonus = BonusRule(id="more", points=40, when=BY_FLYER)
    story = a_shop(promos=(FLYER, other), bonuses=(bonus,))
    story.claim("other")
    assert points(story.buy(100, coupon="other:anna:1")) == 5


def test_a_coupon_that_is_kept_because_it_took_nothing_off_gives_nothing_else():
    story = with_twenty(bonuses=(BonusRule(id="more", points=40, when=BY_TWENTY),))
    tea = story.buy(100, coupon="twenty:anna:1")
    assert (points(tea), len(tea["coupons"])) == (5, 1)
    cake = story.buy(100, coupon="twenty:anna:1", lines=(a_line(100, "cake"),))
    assert (points(cake), cake["discount"], cake["coupons"]) == (44, "20.00", [])


def test_a_discount_that_asks_for_a_coupon_uses_it_up():
    rule = DiscountRule(id="half", percent=Fraction(50), when=BY_TWENTY)
    story = with_twenty(
        discounts=(rule,), bonuses=(BonusRule(id="more", points=40, when=BY_TWENTY),)
    )
    assert "discount" not in story.buy(100)
    line = story.buy(100, coupon="twenty:anna:1")
    assert (line["discount"], points(line), line["coupons"]) == ("50.00", 42, [])


def test_of_equal_percents_the_rule_that_asks_for_no_coupon_leaves_it_to_the_guest():
    asking = DiscountRule(id="a", percent=Fraction(10), when=BY_TWENTY)
    plain = DiscountRule(id="b", percent=Fraction(10), when=Condition())
    story = with_twenty(discounts=(asking, plain))
    line = story.buy(100, coupon="twenty:anna:1")
    assert [part["rule"] for part in line["less"]] == ["b"]
    assert len(line["coupons"]) == 1


def test_a_refund_takes_the_points_back_and_gives_the_coupon_back():
    story = with_flyer(bonuses=(BonusRule(id="more", points=40, when=BY_FLYER),))
    story.buy(100, coupon="flyer:anna:1", key="sale")
    back = story.refund("sale")
    assert (points(back, "clawback"), len(back["coupons"])) == (-45, 1)
    assert points(story.buy(100, coupon="flyer:anna:1")) == 45


def test_a_program_knows_the_coupons_that_belong_to_bills():
    program = a_program(
        promos=(FLYER,),
        bonuses=(BonusRule(id="more", points=40, when=BY_FLYER),),
        coupon_discounts={"twenty": TWENTY},
    )
    assert program.bill_coupons == {"flyer", "twenty"}
    assert Program().bill_coupons == frozenset()
