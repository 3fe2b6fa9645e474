"""Offers in the program file: what they become, what is refused, how the chat edits them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from services.domain.conditions import Condition
from services.domain.kinds import Weekday
from services.domain.program import BonusRule, GoodsOffer, MultiplierRule
from services.program import ProgramRefused, build, describe_change, export, load_document
from services.program.conditions import When
from services.program.document import Document, OfferBonus, OfferGoods, OfferMultiplier
from services.program.offer_edits import (
    new_offer_id,
    with_offer,
    with_offer_ended,
    with_offer_on,
)

PROMO = """[[offer]]
id = "spring"
kind = "promo_code"
code = "SPRING"
points = 5
"""
GOODS = '[[offer]]\nid = "croissant"\nkind = "goods"\nprice_points = 50\n'
DOUBLE = '[[offer]]\nid = "double"\nkind = "multiplier"\nfactor = "2"\n'
BIG = '[[offer]]\nid = "big"\nkind = "bonus"\npoints = 100\n'


def test_goods_become_an_offer_of_the_rules() -> None:
    text = GOODS + 'expires_days = 30\nwhen = { tiers = ["vip"] }\n[[tier]]\nid = "vip"\n'

    assert build(load_document(text)).goods == (
        GoodsOffer(
            id="croissant", price_points=50, expires_days=30, when=Condition(tiers=("vip",))
        ),
    )
    assert build(load_document(GOODS + "on = false")).goods == (
        GoodsOffer(id="croissant", price_points=50, on=False),
    )


def test_a_multiplier_and_a_bonus_become_rules_with_the_offers_ids() -> None:
    text = (
        '[[multiplier]]\nid = "tue"\nfactor = "3"\n'
        + DOUBLE
        + 'when = { weekdays = ["tue"], until = 2026-12-31 }\n'
        + BIG
        + 'when = { amount_min = "1000" }\n'
    )

    program = build(load_document(text))

    assert program.multipliers == (
        MultiplierRule(id="tue", factor=Fraction(3)),
        MultiplierRule(
            id="double",
            factor=Fraction(2),
            when=Condition(weekdays=(Weekday.TUE,), until_on=date(2026, 12, 31)),
        ),
    )
    assert program.bonuses == (
        BonusRule(id="big", points=100, when=Condition(amount_min_minor=100_000)),
    )


def test_a_paused_offer_is_no_rule() -> None:
    program = build(load_document(DOUBLE + "on = false\n" + BIG + "on = false\n"))

    assert (program.multipliers, program.bonuses) == ((), ())


def test_a_cap_may_limit_an_offer_that_earns() -> None:
    cap = '[[cap]]\npoints = 5\nper = "day"\nrule = "double"\n'

    assert build(load_document(DOUBLE + cap)).caps[0].rule == "double"


KINDS = '"goods", "percent_off", "multiplier", "bonus", "promo_code"'


SHAPE = (
    'line 4: [[offer]] "spring" code must be letters and digits, with spaces and hyphens '
    "between them"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[offer]]", "line 1: [[offer]] number 1 needs kind"),
        ('[[offer]]\nkind = "goods"\nid = "a"', 'line 1: [[offer]] "a" needs price_points'),
        (
            '[[offer]]\nid = "a"\nkind = "percent_off"',
            'line 1: [[offer]] "a" needs percent',
        ),
        (
            '[[offer]]\nid = "a"\nkind = "promo_code"',
            'line 1: [[offer]] "a" needs code',
        ),
        (
            '[[offer]]\nid = "a"\nkind = "gift"',
            f'line 3: [[offer]] "a" kind must be one of {KINDS}',
        ),
        (
            PROMO.replace("SPRING", "a b"),
            'line 4: [[offer]] "spring" code must have 4 letters or digits at least',
        ),
        (
            PROMO.replace("SPRING", "SPR!NG"),
            SHAPE,
        ),
        (
            PROMO + PROMO.replace('"spring"', '"other"').replace("SPRING", "spr-1ng"),
            'line 9: [[offer]] "other" code reads the same as the code of another offer',
        ),
        (
            PROMO.replace("points = 5", "total = 5"),
            'line 1: [[offer]] "spring" title is needed where a code gives no points',
        ),
        (
            PROMO + 'when = { items = ["a"] }',
            'line 6: [[offer]] "spring" when.items does not fit goods: no receipt is asked',
        ),
        (
            GOODS + "points = 5",
            'line 5: [[offer]] "croissant" has no key "points"; did you mean "price_points"?',
        ),
        (
            GOODS.replace("50", "0"),
            'line 4: [[offer]] "croissant" price_points must be at least 1',
        ),
        (
            GOODS + "expires_day = 5",
            'line 5: [[offer]] "croissant" has no key "expires_day"; did you mean "expires_days"?',
        ),
        (
            GOODS + 'when = { items = ["a"] }',
            'line 5: [[offer]] "croissant" when.items does not fit goods: no receipt is asked',
        ),
        (
            GOODS + "[offer.when]\nfirst = true",
            'line 6: [[offer]] "croissant" when.first does not fit goods: no receipt is asked',
        ),
        (
            GOODS + 'when = { tiers = ["vip"] }',
            'line 5: [[offer]] "croissant" when.tiers names "vip", and there is no such tier',
        ),
        (
            DOUBLE.replace('"2"', '"0.5"'),
            'line 4: [[offer]] "double" factor must be at least 1',
        ),
        (
            DOUBLE + 'title = { ru = "" }',
            'line 5: [[offer]] "double" title.ru must not be blank',
        ),
        (
            DOUBLE + '[[bonus]]\nid = "double"\npoints = 1',
            'line 2: [[offer]] "double" id is already the id of another [[bonus]]',
        ),
        (GOODS + GOODS, 'line 6: [[offer]] "croissant" id is already the id of another [[offer]]'),
        (
            GOODS + '[[cap]]\npoints = 5\nper = "day"\nrule = "croissant"',
            'line 8: [[cap]] number 1 rule names "croissant", and there is no such rule',
        ),
        (
            BIG + "when = { from = 2026-12-02, until = 2026-12-01 }",
            'line 5: [[offer]] "big" when.until must not be before from',
        ),
        (
            BIG + 'when = { amount_min = "0" }',
            'line 5: [[offer]] "big" when.amount_min must be more than 0',
        ),
    ],
)
def test_a_wrong_offer_is_refused_with_its_line_and_reason(text: str, expected: str) -> None:
    with pytest.raises(ProgramRefused) as refused:
        load_document(text)

    assert [str(problem) for problem in refused.value.problems] == [expected]


def test_offers_that_are_written_out_load_as_the_same() -> None:
    text = (
        GOODS
        + 'expires_days = 30\ntitle = { ru = "Круассан", en = "Croissant" }\n'
        + DOUBLE
        + 'when = { weekdays = ["tue"], hours = ["14:00", "17:00"] }\non = false\n'
        + BIG
    )
    document = load_document(text)

    assert load_document(export(document)) == document


CROISSANT = OfferGoods(kind="goods", id="croissant", price_points=50)


def test_an_offer_is_added_paused_and_ended() -> None:
    empty = Document()
    added = with_offer(empty, CROISSANT)
    paused = with_offer_on(added, "croissant", on=False)
    ended = with_offer_ended(with_offer(added, a_bonus(5)), "croissant", date(2026, 11, 23))

    assert [str(one) for one in describe_change(empty, added)] == ["offer croissant: added"]
    assert [str(one) for one in describe_change(added, paused)] == [
        "offer croissant on: true → false"
    ]
    assert ended.offer[0].when == When(until=date(2026, 11, 22))
    assert ended.offer[1] == a_bonus(5)


@pytest.mark.parametrize(
    ("began", "kept"),
    [(date(2026, 11, 22), date(2026, 11, 22)), (date(2026, 11, 23), None), (None, None)],
)
def test_an_offer_that_ends_before_it_began_never_begins(
    began: date | None, kept: date | None
) -> None:
    offer = CROISSANT.model_copy(update={"when": When(from_=began)})

    ended = with_offer_ended(with_offer(Document(), offer), "croissant", date(2026, 11, 23))

    assert ended.offer[0].when == When(from_=kept, until=date(2026, 11, 22))


def test_an_offer_whose_id_is_taken_is_refused() -> None:
    with pytest.raises(ProgramRefused):
        with_offer(with_offer(Document(), CROISSANT), CROISSANT)


def a_bonus(points: int, **title: str) -> OfferBonus:
    return OfferBonus(kind="bonus", id="new", points=points, title=title)


def test_ids_come_from_titles_and_are_never_given_twice() -> None:
    double = OfferMultiplier(
        kind="multiplier",
        id="new",
        factor=Decimal("1.5"),
        when=When(weekdays=(Weekday.TUE, Weekday.SAT)),
    )
    always = double.model_copy(update={"when": When()})
    taken = with_offer(Document(), CROISSANT)

    assert new_offer_id(taken, a_bonus(1, en="Croissant")) == "croissant-2"
    assert new_offer_id(taken, a_bonus(1, ru="Круассан за 50!")) == "kruassan-za-50"
    for typed in ("Qo‘shimcha", "Qoʻshimcha", "Qo'shimcha"):
        assert new_offer_id(taken, a_bonus(1, uz=typed)) == "qoshimcha"
    assert new_offer_id(taken, a_bonus(1, en="🎁", ru="Щи да каша")) == "schi-da-kasha"
    assert new_offer_id(taken, a_bonus(1, en="A very long title of an offer")) == (
        "a-very-long-title-of-an"
    )
    assert new_offer_id(taken, a_bonus(1, en="Rounding")) == "rounding-2"
    assert new_offer_id(taken, a_bonus(100)) == "bonus-100"
    assert new_offer_id(taken, double) == "x1-5-tue-sat"
    assert new_offer_id(taken, always) == "x1-5"
    assert new_offer_id(taken, CROISSANT) == "goods-50"


FLYER = '[[offer]]\nid = "flyer"\nkind = "promo_code"\ncode = "FLYER"\ntitle = { en = "Tea" }\n'
COUPON = '[[offer]]\nid = "off"\nkind = "percent_off"\npercent = "10"\nprice_points = 0\n'
CARD = '[[stamp_card]]\nid = "card"\nreward = "cup"\n'


@pytest.mark.parametrize(
    ("offers", "named"),
    [(FLYER, "flyer"), (COUPON, "off"), (GOODS, "croissant"), (CARD, "cup")],
)
def test_a_rule_may_ask_for_any_coupon_there_is(offers: str, named: str) -> None:
    text = f'[[bonus]]\nid = "b"\npoints = 5\nwhen = {{ coupon = "{named}" }}\n' + offers

    document = load_document(text)

    assert build(document).bonuses == (BonusRule(id="b", points=5, when=Condition(coupon=named)),)
    assert load_document(export(document)) == document
    assert named in build(document).bill_coupons


@pytest.mark.parametrize("offers", [PROMO, DOUBLE, COUPON.replace("price_points = 0\n", ""), ""])
def test_a_coupon_nobody_can_have_is_refused(offers: str) -> None:
    text = '[[bonus]]\nid = "b"\npoints = 5\nwhen = { coupon = "flyer" }\n'
    named = offers.replace('id = "spring"', 'id = "flyer"').replace('"double"', '"flyer"')

    with pytest.raises(ProgramRefused, match='names "flyer", and there is no such coupon'):
        load_document(text + named.replace('id = "off"', 'id = "flyer"'))


def test_what_is_a_coupon_itself_asks_for_none() -> None:
    asking = 'when = { coupon = "flyer" }\n'
    for offer in (GOODS, PROMO, COUPON):
        with pytest.raises(ProgramRefused, match="does not fit"):
            load_document(FLYER + offer + asking)
