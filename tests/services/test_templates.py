"""The programs a shop may start from."""

from decimal import Decimal

import pytest

from services.program import (
    TEMPLATES,
    ProgramRefused,
    base_percent,
    build,
    export,
    from_template,
    load_document,
    sized,
)
from services.rates import deals_in_points


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("currency", ["RUB", "UZS", "USD", "KZT", "JPY"])
def test_every_template_fits_every_currency(template: str, currency: str) -> None:
    document = from_template(template, "Зерно", currency, "Asia/Tashkent")
    assert load_document(export(document)) == document
    program = build(document)
    assert (program.name, program.currency, program.timezone) == (
        "Зерно",
        currency,
        "Asia/Tashkent",
    )


@pytest.mark.parametrize(
    ("template", "percent", "share", "days", "rates"),
    [
        ("coffee", 5, 50, 180, [5, 7, 10]),
        ("beauty", 5, 30, 365, [5, 7, 10]),
        ("retail", 1, 30, 365, [1, 3, 5]),
        ("delivery", 5, 30, 90, [5, 7]),
        ("plain", 5, 50, 365, []),
    ],
)
def test_the_templates_promise_what_the_wizard_says(
    template: str, percent: int, share: int, days: int, rates: list[int]
) -> None:
    document = from_template(template, "Zerno", "RUB", "Europe/Moscow")
    program = build(document)
    assert base_percent(document) == percent
    assert program.redeem.max_percent == share
    assert program.points.expiry.n == days
    assert [tier.percent for tier in (program.tiers.ladder if program.tiers else ())] == rates


def test_the_template_of_discounts_is_a_ladder_without_points() -> None:
    program = build(from_template("discount", "Zerno", "UZS", "Asia/Tashkent"))
    assert [str(rule.percent) for rule in program.discounts] == ["3", "5", "10"]
    assert program.tiers is not None
    assert [tier.thresholds[0].need for tier in program.tiers.ladder[1:]] == [1_500_000, 7_500_000]
    assert not deals_in_points(program)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_tier_of_a_template_has_a_name_in_every_language(template: str) -> None:
    for tier in from_template(template, "Zerno", "RUB", "Europe/Moscow").tier:
        assert set(tier.name) == {"ru", "en", "uz"}


def test_sums_have_the_size_of_the_currency() -> None:
    in_sums = from_template("beauty", "Zerno", "UZS", "Asia/Tashkent")
    assert [tier.spend for tier in in_sums.tier] == [None, Decimal(2_200_000), Decimal(7_500_000)]
    assert from_template("coffee", "Zerno", "UZS", "Asia/Tashkent").welcome.points == 15_000
    assert from_template("coffee", "Zerno", "USD", "Europe/Riga").welcome.points == 1


def test_a_sum_in_roubles_becomes_a_round_one_of_the_same_size() -> None:
    assert [sized(roubles, "RUB") for roubles in (0, 50, 500)] == [0, 50, 500]
    assert [sized(roubles, "UZS") for roubles in (0, 50, 500)] == [0, 7_500, 75_000]
    assert [sized(roubles, "EUR") for roubles in (0, 50, 500)] == [0, 1, 5]
    assert sized(300, "UAH") == 300


def test_a_template_needs_a_known_name_a_shop_and_a_place() -> None:
    with pytest.raises(KeyError):
        from_template("../coffee", "Zerno", "RUB", "Europe/Moscow")
    for shop, currency, timezone in (
        ("", "RUB", "UTC"),
        ("Zerno", "ABC", "UTC"),
        ("Zerno", "RUB", "Nowhere"),
    ):
        with pytest.raises(ProgramRefused):
            from_template("coffee", shop, currency, timezone)
