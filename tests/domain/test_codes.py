"""Codes are drawn without look-alikes and read from any keyboard."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain.amounts import Ambiguous, Amount
from services.domain.codes import (
    ALPHABET,
    LENGTH,
    coupon_code,
    folded,
    is_code,
    new_code,
    printed_code,
)
from services.domain.errors import Refusal
from services.domain.till_lines import read_till_line


def test_the_alphabet_has_no_look_alikes():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("0O1IL")


@given(st.integers(0, 2**32))
def test_a_new_code_is_a_code_and_never_anything_else_at_the_till(seed: int):
    dice = random.Random(seed)
    code = new_code(dice.randrange)

    assert len(code) == LENGTH >= 8
    assert is_code(code)
    assert coupon_code(printed_code(code)) == code
    for typed in (code, printed_code(code), code.lower()):
        for currency in ("RUB", "UZS", "USD"):
            with pytest.raises(Refusal):
                read_till_line(typed, currency=currency, digits=2, bot_username="zerno_bot")


@pytest.mark.parametrize(
    "typed", ["K7MD-R9T3", "k7md r9t3", " K7MDR9T3 ", "К7МDR9Т3", "k7md–r9t3", "K7M D-R9-T3"]
)
def test_a_coupons_code_is_read_however_it_is_typed(typed: str):
    assert coupon_code(typed) == "K7MDR9T3"


@pytest.mark.parametrize(
    "typed", ["", "450", "K7MDR9T", "K7MDR9T33", "KASSIRKA", "22225SUM", "K7MDR9O3", "A2222234"]
)
def test_what_is_no_code_is_left_to_the_other_readings(typed: str):
    assert coupon_code(typed) is None


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ABC 2026", "авс-2026"),
        ("SPRING 26", "spr1ng26"),
        ("Весна", "BECHA"),
        ("HELLO", "HE110"),
        ("ЛЕТО 26", "лет0 26"),
    ],
)
def test_promo_codes_are_the_same_however_they_are_spelled(typed: str, same: str):
    assert folded(typed) == folded(same)


@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert folded(folded(text)) == folded(text)


def test_other_words_stay_apart():
    words = ("ВЕСНА", "ЛЕТО", "ОСЕНЬ", "ЗИМА", "SPRING", "SUMMER")
    assert len({folded(word) for word in words}) == len(words)


def test_readings_of_amounts_are_not_touched():
    (reading,) = read_till_line("450", currency="RUB", digits=2, bot_username="zerno_bot")
    assert isinstance(getattr(reading, "amount", None), Amount | Ambiguous)
