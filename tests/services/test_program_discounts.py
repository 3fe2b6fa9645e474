"""Money off in the program file: what it becomes, what is refused, and a replay of it."""

import io
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.domain.program import GoodsOffer
from services.program import ProgramRefused, build, export, load_document
from services.program.discounts import gives_discounts
from services.replay import replay

# Three percent for everybody, five from 10 000, ten from 50 000 a year.
LADDER = """
timezone = "Europe/Moscow"
[[tier]]
id = "guest"
discount = "3"
[[tier]]
id = "regular"
spend = "10000"
discount = "5"
[[tier]]
id = "vip"
spend = "50000"
discount = "10"
"""
BIRTHDAY = '[birthday]\ndiscount = "20"\nbefore = 7\nafter = 0\n'
AUTUMN = '[[offer]]\nid = "autumn"\nkind = "percent_off"\npercent = "12.5"\n'


def rule(rule_id: str, percent: str, when: Condition = ALWAYS, **more: Any) -> DiscountRule:
    return DiscountRule(id=rule_id, percent=Fraction(percent), when=when, **more)


def problems(text: str) -> list[str]:
    with pytest.raises(ProgramRefused) as refused:
        load_document(text)
    return [str(problem) for problem in refused.value.problems]


def test_a_ladder_is_a_rule_for_each_tier_that_takes_anything_off() -> None:
    text = LADDER.replace('discount = "3"', 'discount = "0"')

    assert build(load_document(text)).discounts == (
        rule("regular", "5", Condition(tiers=("regular",))),
        rule("vip", "10", Condition(tiers=("vip",))),
    )


def test_a_discount_has_conditions_and_may_stack() -> None:
    text = (
        '[[discount]]\nid = "morning"\npercent = "10"\nstack = true\n'
        'when = { categories = ["tea"] }\n'
    )

    assert build(load_document(text)).discounts == (
        rule("morning", "10", Condition(categories=("tea",)), stack=True),
    )


def test_the_birthday_takes_off_in_the_window_of_the_birthday() -> None:
    assert build(load_document(BIRTHDAY)).birthday_discount == BirthdayDiscount(
        rule=rule("birthday", "20"), before=7, after=0, known_days=14
    )
    assert build(load_document(BIRTHDAY + "on = false")).birthday_discount is None
    assert build(load_document("[birthday]\npoints = 5")).birthday_discount is None


def test_an_offer_without_a_price_works_by_itself_while_it_is_on() -> None:
    audience = 'audience = "dormant"\n'

    assert build(load_document(AUTUMN + audience)).discounts == (
        rule("autumn", "12.5", Condition(audience="dormant")),
    )
    assert build(load_document(AUTUMN + "on = false")).discounts == ()


def test_an_offer_with_a_price_is_a_coupon_asked_in_the_chat_and_at_the_till() -> None:
    text = (
        AUTUMN + 'price_points = 50\nexpires_days = 14\naudience = "dormant"\nstack = true\n'
        'when = { weekdays = ["tue"], amount_min = "500" }\n'
    )

    program = build(load_document(text))

    assert program.discounts == ()
    assert program.goods == (
        GoodsOffer(
            id="autumn",
            price_points=50,
            expires_days=14,
            when=Condition(weekdays=("tue",), audience="dormant"),  # type: ignore[arg-type]
        ),
    )
    assert program.coupon_discounts == {
        "autumn": rule("autumn", "12.5", Condition(amount_min_minor=500_00), stack=True)
    }


def test_a_free_coupon_is_taken_once_unless_the_file_says_more() -> None:
    (free,) = build(load_document(AUTUMN + "price_points = 0")).goods
    (thrice,) = build(load_document(AUTUMN + "price_points = 0\nper_member = 3")).goods

    assert (free.per_member, thrice.per_member) == (1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AUTUMN + "per_member = 2", 'line 5: [[offer]] "autumn" per_member is for a coupon: '),
        (AUTUMN + "expires_days = 2", 'line 5: [[offer]] "autumn" expires_days is for a coupon: '),
        (
            LADDER + AUTUMN.replace("autumn", "vip"),
            'line 15: [[offer]] "vip" id is already what explanations call the discount of tier',
        ),
        (
            BIRTHDAY + '[[discount]]\nid = "birthday"\npercent = "5"',
            'line 6: [[discount]] "birthday" id is already what explanations call',
        ),
        (AUTUMN + AUTUMN, 'line 6: [[offer]] "autumn" id is already the id of another [[offer]]'),
        (
            '[[discount]]\nid = "a"\npercent = "101"',
            'line 3: [[discount]] "a" percent must be at most 100',
        ),
        (
            '[[discount]]\nid = "a"\npercent = "1"\nwhen = { tiers = ["x"] }',
            'line 4: [[discount]] "a" when.tiers names "x", and there is no such tier',
        ),
        (
            '[[discount]]\nid = "a"\npercent = "1"\n[[cap]]\npoints = 1\nper = "day"\nrule = "a"',
            'line 7: [[cap]] number 1 rule names "a", and there is no such rule',
        ),
    ],
)
def test_what_is_wrong_with_a_discount_is_said_with_its_line(text: str, expected: str) -> None:
    (only,) = problems(text)
    assert only.startswith(expected)


def test_an_exported_program_takes_off_the_same() -> None:
    document = load_document(LADDER + BIRTHDAY + AUTUMN + "price_points = 0\n")

    assert build(load_document(export(document))) == build(document)


@pytest.mark.parametrize(
    ("text", "gives"),
    [(LADDER, True), (BIRTHDAY, True), (AUTUMN, True), ("", False), ('[[tier]]\nid = "a"', False)],
)
def test_a_program_tells_whether_it_ever_takes_money_off(text: str, gives: bool) -> None:
    assert gives_discounts(load_document(text)) is gives


def test_a_replay_of_the_ladder_says_what_is_to_be_paid_and_why(tmp_path: Path) -> None:
    program = tmp_path / "ladder.toml"
    program.write_text(LADDER + AUTUMN + "price_points = 0\n", encoding="utf-8")
    at = "2026-11-23T10:00:00+03:00"
    events = [
        {"do": "join", "member": "anna"},
        {"do": "purchase", "member": "anna", "key": "a", "amount": "10400"},
        {"do": "claim", "member": "anna", "key": "b", "offer": "autumn"},
        {
            "do": "purchase",
            "member": "anna",
            "key": "c",
            "amount": "100",
            "discount": "20",
            "coupon": "autumn:anna:1",
        },
    ]
    out, err = io.StringIO(), io.StringIO()
    lines = [json.dumps({"at": at, **event}) + "\n" for event in events]

    assert (replay(program, lines, out, err), err.getvalue()) == (0, "")

    _, first, _, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["to_pay"], first["discount"], first["tier"]) == ("10088.00", "312.00", "regular")
    assert first["less"] == [{"rule": "guest", "amount": "312", "text": "3 % of 10400.00"}]
    assert first["qualifying"]["spend"] == "10088.00"
    assert [entry["points"] for entry in first["entries"]] == [0]
    assert (second["to_pay"], second["discount"], second["coupons"]) == ("70.00", "10.00", [])
