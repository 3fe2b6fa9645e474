"""One phone is one text, however Telegram or a person wrote it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.errors import Refusal
from services.phones import (
    Phone,
    PhoneNotUnderstood,
    PhoneTooLong,
    PhoneTooShort,
    contact_phone,
    last_four,
    masked,
    region_of,
    typed_phone,
)


@pytest.mark.parametrize(
    ("contact", "e164"),
    [
        ("79001234567", "+79001234567"),
        ("+79001234567", "+79001234567"),
        ("998901234567", "+998901234567"),
        # With a region of Russia these two would become Russian numbers.
        ("4915112345678", "+4915112345678"),
        ("380441234567", "+380441234567"),
    ],
)
def test_a_contact_is_international_with_a_plus_or_without(contact, e164):
    assert contact_phone(contact) == Phone(e164=e164, callable=True)


@pytest.mark.parametrize("contact", ["88804567890", "+888 0456 7890", "+8880456"])
def test_an_anonymous_number_is_an_identity_that_cannot_be_called(contact):
    phone = contact_phone(contact)

    assert phone.e164.startswith("+8880456")
    assert not phone.callable
    assert region_of(phone.e164) is None


@pytest.mark.parametrize(
    "text",
    [
        "8 900 123-45-67",
        "+7(900)1234567",
        "+7 (900) 123–45–67",
        "9001234567",
        "79001234567",
        "8.900.123.45.67",
        "８９００１２３４５６７",
        "\u200e+79001234567\u200b",
        "8\u00a0900\u00a01234567",
    ],
)
def test_every_way_to_type_a_phone_is_one_number(text):
    # B40.
    assert typed_phone(text, "RU") == Phone(e164="+79001234567", callable=True)


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("901234567", "UZ", "+998901234567"),
        ("998901234567", "UZ", "+998901234567"),
        ("8 701 123 4567", "KZ", "+77011234567"),
        ("+1 202 555 0123", "RU", "+12025550123"),
        ("998901234567", "RU", "+998901234567"),
        ("+888 0456 7890", "RU", "+88804567890"),
    ],
)
def test_a_typed_phone_belongs_to_the_region_of_the_shop_unless_it_says_otherwise(
    text, region, e164
):
    assert typed_phone(text, region).e164 == e164


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        # B41.
        ("112", PhoneTooShort),
        ("+7000", PhoneTooShort),
        ("1" * 16, PhoneTooLong),
        ("+" + "1" * 16, PhoneTooLong),
        ("+" + "1" * 30, PhoneTooLong),
        ("0012025550123", PhoneTooLong),
        ("1" * 5000, PhoneTooLong),
        ("+7", PhoneNotUnderstood),
        ("00", PhoneTooShort),
        ("8107", PhoneTooShort),
        ("12345678", PhoneTooShort),
        ("+999 123 456 789", PhoneNotUnderstood),
        ("", PhoneNotUnderstood),
        ("+", PhoneNotUnderstood),
        ("8-800-SHOP", PhoneNotUnderstood),
        ("+79001234567;ext=1", PhoneNotUnderstood),
        ("\u202e79001234567", PhoneNotUnderstood),
        ("<b>", PhoneNotUnderstood),
    ],
)
def test_what_is_no_phone_is_refused_with_the_reason(text, refusal):
    with pytest.raises(refusal):
        typed_phone(text, "RU")


def test_a_contact_that_is_no_phone_is_refused():
    with pytest.raises(Refusal):
        contact_phone("hello")


def test_staff_see_four_digits_and_no_more():
    assert masked("+79001234567") == "•• 45 67"
    assert last_four("+79001234567") == "4567"


def test_the_country_of_a_number_is_known_if_it_has_one():
    assert region_of("+79001234567") == "RU"
    assert region_of("+77011234567") == "KZ"
    assert region_of("+80012345678") is None


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("0123456789 +-().", max_size=60))
def test_any_text_is_a_phone_or_a_refusal(text):
    try:
        phone = typed_phone(text, "RU")
    except Refusal:
        return
    assert phone.e164[0] == "+"
    assert phone.e164[1:].isdecimal()
    assert typed_phone(phone.e164, "UZ") == phone


@pytest.mark.parametrize("text", ["9" * 100_000, "(" * 40, "+" * 40, "\u200b" * 1_000_000])
def test_a_hostile_phone_is_refused_at_once(text):
    typed_phone("+79001234567", "RU")
    started = time.thread_time()
    with pytest.raises(Refusal):
        typed_phone(text, "RU")

    assert time.thread_time() - started < 0.05
