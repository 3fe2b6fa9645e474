"""Shares over one denominator, and makers: quicker ways to what is said plainly elsewhere."""

from dataclasses import FrozenInstanceError, dataclass, field, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.exact import Shares, less, ratio, shared, spread
from services.domain.making import maker
from services.domain.outcome import Outcome, Purchased

exact = st.integers(0, 10**6) | st.fractions(0, 10**6, max_denominator=500)
weights = st.lists(exact, min_size=1, max_size=5)


@given(st.fractions(max_denominator=500), st.fractions(min_value=Fraction(1, 500)))
def test_a_ratio_is_the_fraction_and_a_whole_one_an_int(one, other):
    found = ratio(one, other)

    assert found == Fraction(one) / other
    assert hash(found) == hash(Fraction(one) / other)
    assert isinstance(found, int) == ((Fraction(one) / other).denominator == 1)
    assert str(found) == str(Fraction(one) / other)


@given(weights, st.integers(0, 50), st.integers(1, 50))
def test_shares_over_one_denominator_are_the_same_numbers(values, numerator, denominator):
    shares = Shares.of(values)

    assert shares.each() == tuple(values)
    assert shares.total() == sum(values)
    times = shares.times(numerator, denominator)
    assert times.each() == tuple(Fraction(value) * numerator / denominator for value in values)


@given(weights, st.data())
def test_lines_that_are_not_meant_have_no_share(values, data):
    mine = [data.draw(st.booleans()) for _ in values]

    only = Shares.of(values).only(mine)

    assert only.each() == tuple(
        value if meant else 0 for value, meant in zip(values, mine, strict=True)
    )


@given(exact, weights)
def test_what_is_spread_adds_up_and_follows_the_weights(amount, values):
    parts = spread(amount, values)

    assert sum(parts) == amount
    whole = sum(values)
    if whole:
        assert parts == tuple(Fraction(amount) * value / whole for value in values)
    assert len(set(parts)) == 1 or whole


@given(st.integers(0, 1000), st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_whole_amounts_are_shared_without_a_rest(amount, values):
    assert shared(amount, values).each() == spread(amount, values)
    assert less(amount, Fraction(1, 3)) == amount - Fraction(1, 3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    name: str
    size: int = 1
    tags: dict[str, int] = field(default_factory=dict)
    later: int = field(init=False, compare=False)


def test_a_maker_does_what_calling_the_class_does():
    make = maker(Thing)

    assert make(name="a") == Thing(name="a")
    assert make(name="a", size=2, tags={"x": 1}) == Thing(name="a", size=2, tags={"x": 1})
    assert type(make(name="a")) is Thing
    assert make(name="a").tags is not make(name="b").tags
    with pytest.raises(TypeError):
        make(name="a", colour="red")  # type: ignore[call-arg]


def test_what_a_maker_made_is_frozen_and_can_be_replaced():
    made = maker(Thing)(name="a")

    with pytest.raises(FrozenInstanceError):
        made.name = "b"  # type: ignore[misc]
    assert replace(made, name="b") == Thing(name="b")


def test_a_maker_of_a_subclass_fills_the_fields_of_both():
    facts = {"state": 1, "purchase": 2, "quote": 3}
    made = maker(Purchased)(**facts)  # type: ignore[arg-type]

    assert isinstance(made, Outcome)
    assert made == Purchased(**facts)  # type: ignore[arg-type]
