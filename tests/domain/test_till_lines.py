"""One message of a cashier holds an amount, a card, a phone, or two of them."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.amounts import (
    MAX_AMOUNT_MINOR,
    Ambiguous,
    Amount,
    AmountNegative,
    AmountNotUnderstood,
    AmountTooBig,
    AmountTooLong,
)
from services.domain.cards import CardNotOurs, card_link, new_number, printed
from services.domain.errors import Refusal
from services.domain.till_lines import (
    AmountReading,
    CardReading,
    PhoneReading,
    TailReading,
    TillReading,
    read_till_line,
)

BOT = "zerno_bot"
NUMBER = new_number(0, random.Random(1).randrange)
LONG = new_number(300_000, random.Random(1).randrange)
LINK = card_link(BOT, NUMBER)
IN_RUSSIAN = LINK.translate(
    str.maketrans("qwertyuiopasdfghjklzxcvbnm:./?=", "йцукенгшщзфывапролдячсмитьЖю.,=")
)
BILL = Amount(amount_minor=45000)


def read(text: str, limit_minor: int = MAX_AMOUNT_MINOR) -> tuple[TillReading, ...]:
    return read_till_line(
        text, currency="RUB", digits=2, bot_username=BOT, limit_minor=limit_minor
    )


@pytest.mark.parametrize(
    "text",
    [LINK, IN_RUSSIAN, NUMBER, printed(NUMBER), f"/start {NUMBER}", f"карта {printed(NUMBER)}"],
)
def test_a_card_alone_comes_first(text):
    assert read(text)[0] == CardReading(number=NUMBER, amount=None)


@pytest.mark.parametrize(
    "text",
    [
        f"450 {NUMBER}",
        f"{NUMBER} 450",
        f"450 {printed(NUMBER)}",
        f"{printed(NUMBER)} 450 руб",
        f"450 {LINK}",
        f"450 {IN_RUSSIAN}",
        f"{LINK} 450",
    ],
)
def test_a_card_and_an_amount_in_either_order(text):
    assert read(text) == (CardReading(number=NUMBER, amount=BILL),)


def test_a_long_number_is_a_card_before_it_is_a_phone():
    assert read(LONG)[:2] == (
        CardReading(number=LONG, amount=None),
        PhoneReading(typed=LONG, amount=None),
    )


def test_a_card_nobody_has_gives_way_to_the_amount():
    assert read(NUMBER) == (
        CardReading(number=NUMBER, amount=None),
        AmountReading(amount=Amount(amount_minor=int(NUMBER) * 100)),
    )


def test_a_printed_card_nobody_has_gives_way_to_an_amount_and_four_digits():
    first, last = printed(NUMBER).split()

    assert read(printed(NUMBER)) == (
        CardReading(number=NUMBER, amount=None),
        TailReading(amount=Amount(amount_minor=int(first) * 100), last_four=last),
    )


@pytest.mark.parametrize(
    "text", [f"{NUMBER} руб", f"₽{NUMBER}", NUMBER[:2] + " " + NUMBER[2:5] + " " + NUMBER[5:]]
)
def test_digits_with_a_currency_or_in_thousands_are_an_amount(text):
    assert read(text)[-1] == AmountReading(amount=Amount(amount_minor=int(NUMBER) * 100))


def test_digits_named_as_money_are_no_card():
    assert read(f"{NUMBER} руб") == (AmountReading(amount=Amount(amount_minor=int(NUMBER) * 100)),)


@pytest.mark.parametrize("text", ["450", "450,00", "450 руб", " 450 ", "450\n"])
def test_an_amount_alone(text):
    assert read(text) == (AmountReading(amount=BILL),)


def test_an_ambiguous_amount_stays_ambiguous_beside_a_card():
    both = Ambiguous(thousands_minor=1234500, fraction_minor=1235)

    assert read("12.345") == (AmountReading(amount=both),)
    assert read(f"12.345 {NUMBER}") == (CardReading(number=NUMBER, amount=both),)


@pytest.mark.parametrize(
    ("text", "minor"),
    [("450 5678", 45000), ("1 000 5678", 100000), ("450р 5678", 45000), ("4501 5678", 450100)],
)
def test_four_digits_behind_an_amount_are_the_end_of_a_phone(text, minor):
    assert read(text) == (TailReading(amount=Amount(amount_minor=minor), last_four="5678"),)


@pytest.mark.parametrize(
    "text", ["+79001234567", "+7 (900) 123-45-67", "8 (900) 123-45-67", "90 123 45 67"]
)
def test_a_phone_alone(text):
    assert read(text) == (PhoneReading(typed=text, amount=None),)


def test_nine_digits_in_one_run_are_a_phone_before_they_are_an_amount():
    assert read("901234567") == (
        PhoneReading(typed="901234567", amount=None),
        AmountReading(amount=Amount(amount_minor=90123456700)),
    )
    assert read("901 234 567") == (AmountReading(amount=Amount(amount_minor=90123456700)),)


@pytest.mark.parametrize("phone", ["+7 900 123-45-67", "89001234567", "8(900)123-45-67"])
def test_a_phone_behind_an_amount(phone):
    assert read(f"450 {phone}") == (PhoneReading(typed=phone, amount=BILL),)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("-5", AmountNegative),
        ("+5", AmountNotUnderstood),
        ("", AmountNotUnderstood),
        ("привет", AmountNotUnderstood),
        ("1 0 0", AmountNotUnderstood),
        ("-5 5678", AmountNotUnderstood),
        (f"5,5,5 {NUMBER}", AmountNotUnderstood),
        ("450 12345678", AmountNotUnderstood),
        ("абв +79001234567", AmountNotUnderstood),
        ("450 +7900", AmountNotUnderstood),
        ("9" * 19, AmountTooBig),
        ("9" * 100, AmountTooLong),
        ("9" * 5000, AmountTooLong),
        (f"https://t.me/{BOT}?start=s7", AmountNotUnderstood),
        ("https://t.me/other_bot?start=" + NUMBER, CardNotOurs),
        ("450 https://example.com/" + NUMBER, CardNotOurs),
        ("WIFI:S:Zerno;;", CardNotOurs),
    ],
)
def test_what_the_till_does_not_know_is_refused_with_the_reason(text, refusal):
    with pytest.raises(refusal):
        read(text)


def test_the_limit_of_a_bill_holds_beside_a_card_too():
    with pytest.raises(AmountNotUnderstood):
        read(f"450 {NUMBER}", limit_minor=100)
    with pytest.raises(AmountTooBig):
        read("450", limit_minor=100)


@settings(deadline=None)
@given(st.integers(1, 9_999_999), st.integers(0, 9999))
def test_an_amount_and_four_digits_are_never_confused(minor, tail):
    whole, fraction = divmod(minor, 100)

    assert TailReading(amount=Amount(amount_minor=minor), last_four=f"{tail:04}") in read(
        f"{whole},{fraction:02} {tail:04}"
    )


@settings(deadline=None)
@given(st.text(max_size=80) | st.text("0123456789 +-().,", max_size=64))
def test_any_line_gives_readings_or_one_refusal(text):
    try:
        readings = read(text)
    except Refusal:
        return
    assert readings
    assert len(set(readings)) == len(readings)


@pytest.mark.parametrize(
    "text",
    ["9 " * 32, "+" * 64, "1+" * 32, "(" * 64, "9" * 4096, "https://t.me/" * 300, "ж" * 4096],
)
def test_a_hostile_line_is_refused_at_once(text):
    started = time.thread_time()
    with pytest.raises(Refusal):
        read(text)

    assert time.thread_time() - started < 0.05
