"""Goods for points: claimed, cancelled, used, ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain import coupons, recording
from services.domain.conditions import Condition, Hours
from services.domain.errors import AlreadyCancelled, CouponExpired, CouponUsed
from services.domain.kinds import CouponState, ExpiryModel, Weekday
from services.domain.program import Expiry, GoodsOffer, PointsRules, Program, Tier, Tiers
from services.domain.state import Coupon, MemberState
from tests.domain.story import Story, a_program, kinds, texts

CROISSANT = GoodsOffer(id="croissant", price_points=50, expires_days=30)
TUESDAY = "2026-11-24"


def a_shop(*goods, **rules) -> Program:
    return a_program(goods=goods or (CROISSANT,), **rules)


def with_points(points=80, program=None) -> Story:
    story = Story(program or a_shop())
    story.join()
    story.adjust(points)
    return story


def test_a_claim_pays_the_price_and_opens_a_coupon():
    line = with_points().claim()

    assert (line["do"], line["member"], line["balance"]) == ("claim", "anna", 30)
    assert kinds(line) == [("redeem", -50)]
    assert line["coupons"] == [{"id": "croissant:anna:1", "expires_on": "2026-12-23"}]
    assert texts(line, "redeem") == {"offer": "offer croissant, coupon 1"}


def test_the_points_that_end_first_pay_first():
    story = with_points(30, a_shop(points=PointsRules(expiry=Expiry(n=10))))
    story.change(a_shop(points=PointsRules(expiry=Expiry(n=5))))
    story.adjust(30)

    story.claim()

    assert [(lot["points"], lot["expires_on"]) for lot in story.show()["lots"]] == [
        (10, "2026-12-03")
    ]


def test_coupons_are_numbered_by_member_and_offer_closed_ones_too():
    story = with_points(500, a_shop(CROISSANT, replace(CROISSANT, id="tea")))
    story.join("boris")
    story.adjust(50, "boris")
    story.claim()
    story.cancel()

    story.claim()
    story.claim("tea")

    assert [one["id"] for one in story.show()["coupons"]] == ["croissant:anna:2", "tea:anna:1"]
    assert story.claim(member="boris")["coupons"][0]["id"] == "croissant:boris:1"


def test_an_id_is_not_given_again_to_a_member_who_came_back():
    story = with_points()
    story.claim()
    story.erase()
    story.join()
    story.adjust(50)

    assert story.claim()["coupons"][0]["id"] == "croissant:anna:2"
    assert story.cancel("croissant:anna:1")["refused"] == "unknown-coupon"


def test_a_coupon_without_days_lives_as_long_as_points():
    offer = replace(CROISSANT, expires_days=None)

    line = with_points(program=a_shop(offer)).claim()

    assert line["coupons"] == [{"id": "croissant:anna:1", "expires_on": "2027-11-23"}]


def test_a_coupon_need_not_end_at_all():
    never = PointsRules(expiry=Expiry(model=ExpiryModel.NEVER))
    story = with_points(program=a_shop(replace(CROISSANT, expires_days=None), points=never))
    story.claim()

    assert story.on("2090-01-01").show()["coupons"] == [
        {"id": "croissant:anna:1", "expires_on": None}
    ]


def test_too_few_points_are_refused_with_both_figures():
    line = with_points(49).claim()

    assert (line["refused"], line["facts"]) == (
        "not-enough-points",
        {"available": 49, "wanted": 50},
    )


def test_held_points_buy_nothing():
    story = Story(a_shop(points=PointsRules(hold_days=3)))
    story.join()
    story.buy(1000)

    assert story.claim()["facts"] == {"available": 0, "wanted": 50}
    assert kinds(story.on("2026-11-26").claim()) == [("redeem", -50)]


@pytest.mark.parametrize(
    ("offer", "refusal"),
    [
        ({"id": "bun"}, "unknown-offer"),
        ({"on": False}, "offer-not-running"),
        ({"when": Condition(until_on=date(2026, 11, 23))}, "offer-not-running"),
        ({"when": Condition(from_on=date(2026, 11, 25))}, "offer-not-running"),
        ({"when": Condition(weekdays=(Weekday.WED,))}, "offer-not-running"),
        ({"when": Condition(hours=Hours(start_minute=0, end_minute=600))}, "offer-not-running"),
        ({"when": Condition(tiers=("gold",))}, "offer-not-running"),
        ({"when": Condition(birthday=True)}, "offer-not-running"),
        ({"when": Condition(weekdays=(Weekday.TUE,), tiers=("plain",))}, None),
        ({"when": Condition(until_on=date(2026, 11, 24))}, None),
    ],
)
def test_only_an_offer_that_runs_can_be_claimed(offer, refusal):
    ladder = Tiers(ladder=(Tier(id="plain"), Tier(id="gold")))
    story = with_points(program=a_shop(replace(CROISSANT, **offer), tiers=ladder)).on(TUESDAY)

    line = story.claim()

    assert line.get("refused") == refusal
    if refusal:
        assert line["facts"] == {"offer": "croissant"}


def test_points_out_of_two_lots_come_back_into_both():
    story = with_points(30)
    story.on("2026-11-24").adjust(30)
    before = story.show()["lots"]
    story.claim()

    line = story.cancel()

    assert kinds(line) == [("restore", 50)]
    assert texts(line, "restore") == {"offer": "offer croissant, coupon 1 cancelled"}
    assert (line["coupons"], story.show()["lots"]) == ([], before)


def test_points_whose_last_day_passed_meanwhile_end_at_once():
    story = with_points(30, a_shop(points=PointsRules(expiry=Expiry(n=10))))
    story.on("2026-11-30").adjust(30)
    story.claim()

    line = story.on("2026-12-04").cancel()

    assert kinds(line) == [("restore", 50), ("expire", -30)]
    assert line["balance"] == 30


def test_what_comes_back_repays_a_deficit_first():
    story = Story(a_shop())
    story.join()
    story.buy(1200, key="sale")
    story.claim()
    story.refund("sale")
    assert story.show()["deficit"] == 50

    line = story.cancel()

    assert kinds(line) == [("restore", 50)]
    assert (line["balance"], line["deficit"]) == (0, 0)


def test_points_that_ended_repay_no_deficit():
    story = Story(a_shop(points=PointsRules(expiry=Expiry(n=10))))
    story.join()
    story.buy(1000, key="sale")
    story.claim()
    story.refund("sale")

    line = story.on("2026-12-10").cancel()

    assert kinds(line) == [("restore", 50), ("expire", -50)]
    assert (line["balance"], line["deficit"]) == (0, 50)


def test_a_coupon_is_cancelled_once_and_by_its_own_member():
    story = with_points()
    story.join("boris")
    story.claim()

    assert story.cancel(member="boris")["refused"] == "unknown-coupon"
    assert story.cancel("croissant:anna:2")["facts"] == {"coupon": "croissant:anna:2"}
    story.cancel()
    assert story.cancel()["refused"] == "already-cancelled"


def test_the_same_keys_again_are_the_first_lines():
    story = with_points()
    claimed, cancelled = story.claim(key="take"), story.cancel(key="give")

    assert story.claim(key="take") == {**claimed, "n": 5, "replayed": True}
    assert story.cancel(key="give") == {**cancelled, "n": 6, "replayed": True}
    assert story.claim("tea", key="take")["refused"] == "key-conflict"
    assert story.show()["balance"] == 80


def test_a_coupon_is_good_on_its_last_day_and_gone_on_the_next():
    story = with_points()
    story.claim()

    assert story.on("2026-12-23").show()["coupons"]
    (line,) = story.on("2027-01-05").tick()

    assert (line["date"], line["job"], line["entries"]) == ("2026-12-24", "expire", [])
    assert (line["coupons"], line["balance"]) == ([], 30)
    assert story.cancel()["refused"] == "coupon-expired"


def test_points_and_coupons_that_end_together_are_one_step():
    story = with_points(80, a_shop(points=PointsRules(expiry=Expiry(n=30))))
    story.claim()

    (line,) = story.on("2027-01-05").tick()

    assert (kinds(line), line["coupons"]) == ([("expire", -30)], [])


def test_a_purchase_and_a_refund_end_what_is_over():
    story = with_points()
    story.claim()
    story.buy(100, key="sale")
    story.on("2026-12-24").refund("sale")

    card = story.shop._cards["anna"]

    assert card.coupons["croissant", 1].state is CouponState.EXPIRED
    story.on("2026-12-25").claim("croissant")
    assert kinds(story.adjust(50)) == [("adjust", 50)]


def test_coupons_end_with_the_card():
    story = with_points()
    story.claim()

    line = story.erase()

    assert (kinds(line), line["coupons"]) == ([("expire", -30)], [])


def claimed(on: str = "2026-11-23") -> tuple[Program, MemberState, Coupon]:
    story = with_points().on(on)
    story.claim()
    card = story.shop._cards["anna"]
    return a_shop(), card.state, card.coupons["croissant", 1]


def test_a_used_coupon_is_gone_and_no_point_moves():
    program, state, coupon = claimed()

    outcome = coupons.use(program, state, coupon, date(2026, 12, 23))

    assert (outcome.entries, outcome.state.coupons) == ((), ())
    assert outcome.state.balance == state.balance
    assert outcome.coupons == (replace(coupon, state=CouponState.USED),)


@pytest.mark.parametrize("decide", [coupons.use, coupons.cancel])
@pytest.mark.parametrize(
    ("became", "refusal"),
    [
        (CouponState.USED, CouponUsed),
        (CouponState.CANCELLED, AlreadyCancelled),
        (CouponState.EXPIRED, CouponExpired),
    ],
)
def test_what_became_of_a_coupon_is_named(decide, became, refusal):
    program, state, coupon = claimed()
    closed = replace(coupon, state=became)

    with pytest.raises(refusal):
        decide(program, replace(state, coupons=()), closed, date(2026, 11, 23))


@pytest.mark.parametrize("decide", [coupons.use, coupons.cancel])
def test_a_coupon_read_before_its_end_is_refused_after_it(decide):
    program, state, coupon = claimed()

    with pytest.raises(CouponExpired):
        decide(program, state, coupon, date(2026, 12, 24))


def test_open_coupons_come_back_equal_from_the_text_of_a_column():
    _, state, coupon = claimed()

    assert recording.load_counters(recording.dump_counters(state))[2] == (coupon,)


days = st.integers(0, 12)


@settings(max_examples=80, deadline=None)
@given(
    gifts=st.lists(st.tuples(days, st.integers(1, 60)), min_size=1, max_size=5),
    wait=days,
    price=st.integers(1, 120),
)
def test_claim_then_cancel_returns_everything_that_has_not_ended(gifts, wait, price):
    offer = replace(CROISSANT, price_points=price)
    story = Story(a_shop(offer, points=PointsRules(expiry=Expiry(n=15))))
    story.join()
    for day, points in sorted(gifts):
        story.on((date(2026, 11, 23) + timedelta(days=day)).isoformat())
        story.adjust(points)
    plain = story.show()
    if "refused" in story.claim():
        assert plain["balance"] < price
        return
    story.on((story.at.date() + timedelta(days=wait)).isoformat())

    line = story.cancel()

    assert line["entries"][-1]["kind"] in {"restore", "expire"}
    untouched = Story(a_shop(offer, points=PointsRules(expiry=Expiry(n=15))))
    untouched.join()
    for day, points in sorted(gifts):
        untouched.on((date(2026, 11, 23) + timedelta(days=day)).isoformat())
        untouched.adjust(points)
    untouched.on(story.at.date().isoformat())
    seen = ("balance", "deficit", "lots")
    assert [story.show()[name] for name in seen] == [untouched.show()[name] for name in seen]
