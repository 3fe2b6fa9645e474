"""Stamp cards: collected, completed, taken back."""

from dataclasses import replace
from datetime import date

import pytest

from services.domain import coupons, recording
from services.domain.conditions import Condition
from services.domain.errors import CouponWithdrawn
from services.domain.kinds import CouponState, Each, Weekday
from services.domain.program import GoodsOffer, Program, StampCard
from services.domain.receipts import Line
from tests.domain.story import Story, a_line, a_program, base, kinds, texts

COFFEE = StampCard(
    id="coffee",
    each=Each.ITEM,
    needed=10,
    reward="free-coffee",
    reward_days=30,
    when=Condition(categories=("coffee",)),
)
BILLS = StampCard(id="bills", each=Each.PURCHASE, needed=3, reward="gift", reward_days=10)
VISITS = StampCard(id="visits", each=Each.VISIT, needed=2, reward="gift", reward_days=10)


def a_shop(*cards, **rules) -> Program:
    return a_program(stamp_cards=cards or (COFFEE,), **rules)


def opened(*cards, **rules) -> Story:
    story = Story(a_shop(*cards, **rules))
    story.join()
    return story


def cups(number, amount=100) -> list[Line]:
    return [a_line(amount, "coffee", quantity=number)]


def use(story, coupon="free-coffee:anna:1", member="anna") -> None:
    """Hand a coupon over, as the till does; a replay has no event for that."""
    card = story.shop._cards[member]
    _, claimed = story.shop._coupons[coupon]
    today = story.at.date()
    card.save(coupons.use(story.shop.program, card.load(today), card.coupons[claimed], today))


def test_a_coupon_that_ends_on_the_way_to_a_purchase_is_no_new_one():
    story = opened()
    story.buy(1000, lines=cups(10))
    assert [one["id"] for one in story.show()["coupons"]] == ["free-coffee:anna:1"]

    story.on("2027-01-15")
    assert story.buy(1000, lines=cups(10))["coupons"][0]["id"] == "free-coffee:anna:2"


def test_items_bring_stamps_by_their_quantity():
    story = opened()

    line = story.buy(300, lines=[*cups(3), a_line(200, "cake", quantity=5)])

    assert line["stamps"] == {"coffee": 3}
    assert texts(line)["coffee"] == "+3 stamps: 3 of 10"


def test_one_stamp_is_told_in_the_singular():
    line = opened().buy(100, lines=cups(1))

    assert texts(line)["coffee"] == "+1 stamp: 1 of 10"


def test_the_tenth_is_paid_and_then_there_is_one_coupon():
    story = opened()
    story.buy(900, lines=cups(9, 900))

    line = story.buy(100, lines=cups(1))

    assert line["stamps"] == {"coffee": 0}
    assert line["coupons"] == [{"id": "free-coffee:anna:1", "expires_on": "2026-12-23"}]
    assert kinds(line) == [("earn", 5), ("gift", 0)]
    assert texts(line, "gift") == {"offer": "card coffee complete: offer free-coffee, coupon 1"}
    assert texts(line)["coffee"] == "+1 stamp: 1 card complete, 0 of 10"


def test_a_receipt_may_complete_several_cards():
    story = opened(COFFEE, replace(COFFEE, id="any", needed=5, reward="bun", when=Condition()))

    line = story.buy(2500, lines=cups(25, 2500))

    assert line["stamps"] == {"coffee": 5, "any": 0}
    assert [one["id"] for one in line["coupons"]] == [
        "free-coffee:anna:1",
        "free-coffee:anna:2",
        *(f"bun:anna:{n}" for n in range(1, 6)),
    ]
    assert texts(line)["coffee"] == "+25 stamps: 2 cards complete, 5 of 10"


def test_two_cards_may_share_a_reward_and_its_numbers():
    story = opened(BILLS, replace(VISITS, needed=1))
    story.buy(1)
    story.on("2026-11-24").buy(1)

    line = story.on("2026-11-25").buy(1)

    ids = [one["id"] for one in line["coupons"]]
    assert ids == ["gift:anna:1", "gift:anna:2", "gift:anna:3", "gift:anna:4"]


def test_a_reward_may_be_goods_that_are_taken_for_points_too():
    goods = GoodsOffer(id="free-coffee", price_points=5, expires_days=3)
    story = opened(replace(COFFEE, needed=1), goods=(goods,))
    story.adjust(50)
    story.claim("free-coffee")

    line = story.buy(100, lines=cups(1))

    assert [one["id"] for one in line["coupons"]] == ["free-coffee:anna:1", "free-coffee:anna:2"]
    assert story.claim("free-coffee")["coupons"][2]["id"] == "free-coffee:anna:3"


def test_stamps_are_never_rounded_by_rules_about_money():
    line = opened().buy("0.01", lines=cups(1, "0.01"))

    assert (line["stamps"], line["balance"]) == ({"coffee": 1}, 0)


def test_stamps_do_not_ask_how_a_bill_was_paid():
    story = opened()
    story.adjust(1000)

    line = story.buy(100, lines=cups(2), redeem="max")

    assert (line["applied"], line["stamps"]) == (50, {"coffee": 2})


def test_a_receipt_without_lines_is_one_item_without_a_category():
    story = opened(COFFEE, replace(COFFEE, id="any", when=Condition()))

    assert story.buy(100)["stamps"] == {"coffee": 0, "any": 1}


def test_what_the_till_counted_stands_in_place_of_the_lines():
    story = opened(COFFEE, BILLS)

    line = story.buy(450, key="sale", counted=(("coffee", 4),))

    assert line["stamps"] == {"coffee": 4, "bills": 1}
    assert story.buy(450, counted=(("coffee", 0),))["stamps"]["coffee"] == 4
    assert story.refund("sale", 225)["stamps"]["coffee"] == 2


def test_every_purchase_brings_one_stamp_however_large():
    story = opened(BILLS)
    story.buy(100, lines=cups(9))

    assert story.buy(9999)["stamps"] == {"bills": 2}


def test_a_visit_is_the_first_purchase_of_a_local_day():
    story = opened(VISITS)
    story.buy(100)
    assert story.buy(100)["stamps"] == {"visits": 1}

    line = story.on("2026-11-24").buy(100)

    assert (line["stamps"], len(line["coupons"])) == ({"visits": 0}, 1)


@pytest.mark.parametrize("card", [BILLS, VISITS])
def test_a_gap_keeps_two_stamps_apart(card):
    card = replace(card, needed=9, gap_minutes=60)
    story = opened(card).on("2026-11-23T23:30")
    assert story.buy(100)["stamps"] == {card.id: 1}
    line = story.on("2026-11-24T00:29").buy(100, key="early")

    assert line["stamps"] == {card.id: 1}
    assert texts(line)[card.id] == "no stamp within 60 minutes of the last"
    story.refund("early")
    assert story.on("2026-11-24T00:30").buy(100)["stamps"] == {card.id: 2}


def test_a_stamp_that_went_back_makes_nobody_wait():
    story = opened(replace(BILLS, gap_minutes=60), replace(VISITS, gap_minutes=60))
    story.buy(100, key="wrong")
    story.refund("wrong")

    assert story.buy(10)["stamps"] == {"bills": 1, "visits": 1}


def test_conditions_are_those_of_every_rule():
    card = replace(BILLS, when=Condition(weekdays=(Weekday.TUE,), amount_min_minor=10000))
    cake = replace(BILLS, id="cake", when=Condition(categories=("cake",)))
    story = opened(card, cake)
    assert story.buy(100)["stamps"] == {"bills": 0, "cake": 0}

    story.on("2026-11-24").buy(99)
    assert story.buy(100, lines=[a_line(100, "cake")])["stamps"] == {"bills": 1, "cake": 1}


def test_a_card_that_is_off_brings_nothing_and_loses_nothing():
    story = opened(BILLS)
    story.buy(100)

    story.change(a_shop(replace(BILLS, on=False)))
    assert story.buy(100)["stamps"] == {"bills": 1}
    story.change(a_shop(BILLS))

    assert story.buy(100)["stamps"] == {"bills": 2}


def test_a_shop_of_stamps_alone_says_nothing_of_points():
    story = Story(Program(stamp_cards=(BILLS,)))
    story.join()

    line = story.buy(100)

    assert texts(line) == {"bills": "+1 stamp: 1 of 3"}


def test_a_shop_of_stamps_alone_says_so_when_there_are_none():
    story = Story(Program(stamp_cards=(COFFEE,)))
    story.join()

    assert texts(story.buy(100)) == {"none": "no rule applies"}


def test_fewer_stamps_asked_for_are_counted_from_the_next_one_on():
    story = opened()
    story.buy(900, lines=cups(9, 900))

    story.change(a_shop(replace(COFFEE, needed=4)))

    assert story.show()["coupons"] == []
    line = story.buy(100, lines=cups(1))
    assert (line["stamps"], len(line["coupons"])) == ({"coffee": 2}, 2)


# --- Refunds --------------------------------------------------------------------------------


def test_items_take_their_stamps_with_them_line_by_line():
    story = opened()
    lines = [*cups(2), *cups(3), a_line(100, "cake")]
    story.buy(300, key="sale", lines=lines)

    line = story.refund("sale", lines=[1])

    assert line["stamps"] == {"coffee": 2}
    assert texts(line, "clawback")["coffee"] == "−3 stamps, refund of sale: 2 left"


def test_by_amount_the_floor_of_the_cumulated_share_goes_back():
    story = opened()
    story.buy(300, key="sale", lines=cups(3, 300))

    left = [story.refund("sale", amount)["stamps"]["coffee"] for amount in (99, 1, 150, 50)]

    assert left == [3, 2, 1, 0]


def test_any_pieces_end_where_one_full_refund_ends():
    story = opened(COFFEE, BILLS, VISITS)
    story.buy("100.01", key="sale", lines=[*cups(4, "33.34"), *cups(3, "66.67")])

    story.refund("sale", lines=[0])
    story.refund("sale", "13.37")

    assert story.refund("sale")["stamps"] == {"coffee": 0, "bills": 0, "visits": 0}


def test_a_purchase_s_own_stamp_stays_until_all_of_it_went_back():
    story = opened(BILLS)
    story.buy(100, key="sale")

    assert story.refund("sale", "99.99")["stamps"] == {"bills": 1}
    assert story.refund("sale")["stamps"] == {"bills": 0}


def test_a_visit_s_stamp_stays_while_any_purchase_of_the_day_stands():
    story = opened(replace(VISITS, needed=9))
    story.buy(100, key="first")
    story.buy(100, key="second")

    assert story.refund("first")["stamps"] == {"visits": 1}
    assert story.on("2026-11-25").refund("second")["stamps"] == {"visits": 0}


def test_an_unused_coupon_is_withdrawn_with_its_stamp():
    story = opened()
    story.buy(900, lines=cups(9, 900))
    story.buy(100, key="tenth", lines=cups(1))

    line = story.refund("tenth")

    assert (line["stamps"], line["coupons"]) == ({"coffee": 9}, [])
    assert texts(line, "clawback")["offer"] == (
        "card coffee not complete: offer free-coffee, coupon 1 withdrawn"
    )
    assert story.cancel("free-coffee:anna:1")["refused"] == "coupon-withdrawn"
    assert story.buy(100, lines=cups(1))["coupons"][0]["id"] == "free-coffee:anna:2"


def test_the_newest_unused_coupons_go_first_and_only_as_many_as_needed():
    story = opened(replace(COFFEE, needed=2), BILLS)
    story.buy(100, key="sale", lines=cups(5))

    line = story.refund("sale", 50)

    assert [one["id"] for one in line["coupons"]] == ["free-coffee:anna:1"]
    assert line["stamps"]["coffee"] == 1
    assert story.refund("sale")["stamps"] == {"coffee": 0, "bills": 0}


def test_a_used_coupon_is_repaid_by_the_next_stamp():
    story = opened()
    story.buy(900, lines=cups(9, 900))
    story.buy(200, key="last", lines=cups(2, 200))
    use(story)

    line = story.refund("last")

    assert line["stamps"] == {"coffee": -1}
    assert texts(line, "clawback")["coffee"] == "−2 stamps, refund of last: 1 owed"
    assert story.buy(100, lines=cups(1))["stamps"] == {"coffee": 0}
    assert len(story.buy(1000, lines=cups(10, 1000))["coupons"]) == 1


def test_stamps_still_owed_are_told():
    story = opened(replace(COFFEE, needed=3))
    story.buy(300, key="sale", lines=cups(3, 300))
    use(story)
    story.refund("sale")

    line = story.buy(100, lines=cups(1))

    assert texts(line)["coffee"] == "+1 stamp: 2 still owed"


def test_a_coupon_that_has_ended_is_owed_like_a_used_one():
    story = opened(replace(COFFEE, needed=1, reward_days=1))
    story.buy(100, key="sale", lines=cups(1))

    assert story.on("2026-12-01").refund("sale")["stamps"] == {"coffee": -1}


def test_coupons_of_other_cards_and_of_points_stay():
    goods = GoodsOffer(id="tea", price_points=1)
    story = opened(BILLS, replace(COFFEE, needed=1), goods=(goods,))
    story.adjust(10)
    story.claim("tea")
    story.buy(100, key="bill")
    story.buy(100, lines=cups(1))
    story.buy(100)

    line = story.refund("bill")

    assert [one["id"] for one in line["coupons"]] == ["tea:anna:1", "free-coffee:anna:1"]


def test_a_refund_takes_back_what_a_card_out_of_the_program_brought():
    story = opened()
    story.buy(100, key="sale", lines=cups(3))
    story.change(a_program(base()))
    story.refund("sale")

    story.change(a_shop())

    assert story.show()["stamps"] == {"coffee": 0}


def test_a_coupon_gives_back_the_stamps_it_took_whatever_is_asked_today():
    story = opened()
    story.buy(1000, key="sale", lines=cups(10, 1000))
    story.change(a_shop(replace(COFFEE, needed=3)))

    assert story.refund("sale", 100)["stamps"] == {"coffee": 9}


def test_stamps_that_go_back_are_told_beside_the_points_taken_back():
    story = opened()
    story.adjust(50)
    story.buy(200, key="sale", lines=cups(3, 200), redeem=50)

    line = story.refund("sale")

    assert kinds(line) == [("restore", 50), ("clawback", -7)]
    assert list(texts(line, "clawback")) == ["clawback", "coffee"]


def test_a_refund_without_stamps_says_nothing_of_them():
    story = opened()
    story.buy(100, key="sale")

    assert kinds(story.refund("sale")) == [("clawback", -5)]


# --- Coupons --------------------------------------------------------------------------------


def test_the_coupon_lives_for_its_days_and_ends_without_its_stamps():
    story = opened(replace(COFFEE, needed=1, reward_days=2))
    story.buy(100, lines=cups(1))

    assert story.on("2026-11-25").show()["coupons"] != []
    line = story.on("2026-11-26").show()
    assert (line["coupons"], line["stamps"]) == ([], {"coffee": 0})


def test_without_days_the_coupon_lives_as_long_as_points():
    story = opened(replace(COFFEE, needed=1, reward_days=None))

    line = story.buy(100, lines=cups(1))

    assert line["coupons"][0]["expires_on"] == "2027-11-23"


def test_cancelling_a_card_s_coupon_gives_nothing_back():
    story = opened(replace(COFFEE, needed=1))
    story.buy(100, lines=cups(1))

    line = story.cancel("free-coffee:anna:1")

    assert (kinds(line), line["stamps"]) == ([("restore", 0)], {"coffee": 0})


def test_stamps_and_coupons_end_with_the_card():
    story = opened()
    story.buy(1100, lines=cups(11, 1100))

    line = story.erase()

    assert (line["stamps"], line["coupons"]) == ({"coffee": 0}, [])


def test_withdrawn_coupons_are_refused_by_name():
    story = opened(replace(COFFEE, needed=1))
    story.buy(100, key="sale", lines=cups(1))
    story.refund("sale")
    card = story.shop._cards["anna"]
    (coupon,) = card.coupons.values()

    assert coupon.state is CouponState.WITHDRAWN
    with pytest.raises(CouponWithdrawn):
        coupons.use(story.shop.program, card.state, coupon, date(2026, 11, 23))


def test_stamps_that_go_to_columns_as_text_come_back_equal():
    story = opened(replace(COFFEE, needed=2), BILLS)
    story.buy(100, key="sale", lines=cups(3))
    state = story.shop._cards["anna"].state
    _, made = story.shop._purchases["sale"]

    found = recording.load_counters(recording.dump_counters(state))

    assert (found.stamps, found.coupons) == (state.stamps, state.coupons)
    assert recording.load_lines(recording.dump_lines(made.lines)) == made.lines
