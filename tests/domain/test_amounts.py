"""The amount of a bill is read as the cashier meant it, or refused with the reason."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.amounts import (
    MAX_AMOUNT_MINOR,
    Ambiguous,
    Amount,
    AmountIsPercent,
    AmountNegative,
    AmountNotUnderstood,
    AmountOtherCurrency,
    AmountTooBig,
    AmountTooLong,
    AmountTooPrecise,
    AmountZero,
    check_amount,
    looks_mistyped,
    read_amount,
)
from services.domain.errors import Refusal
from services.domain.typed import echo


def roubles(text: str, limit_minor: int = MAX_AMOUNT_MINOR) -> Amount | Ambiguous:
    return read_amount(text, currency="RUB", digits=2, limit_minor=limit_minor)


def soms(text: str) -> Amount | Ambiguous:
    return read_amount(text, currency="UZS", digits=0)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        # B1: every kind of space between the thousands.
        ("1 000,50", 100050),
        ("1\u00a0000,50", 100050),
        ("1\u202f000,50", 100050),
        ("1\u2009000,50", 100050),
        ("12 345 678", 1234567800),
        # B2: points, commas and apostrophes.
        ("1,000.50", 100050),
        ("1.000,50", 100050),
        ("1'000", 100000),
        ("1’000.5", 100050),
        ("1.000.000", 100000000),
        # B9: digits of other scripts.
        ("٣٤٥", 34500),
        ("१२३", 12300),
        ("１２３", 12300),
        # B14: the program's own currency.
        ("500 руб", 50000),
        ("500₽", 50000),
        ("500р.", 50000),
        ("500 Рублей", 50000),
        ("₽ 500", 50000),
        ("500 RUB", 50000),
        # B17: zeros and spaces around.
        ("00100", 10000),
        (" 100 ", 10000),
        ("100\n", 10000),
        # B20: marks without width.
        ("100\u200b", 10000),
        ("\u200f100", 10000),
        ("450", 45000),
        ("450,5", 45050),
        ("0,01", 1),
        ("1000.5", 100050),
    ],
)
def test_an_amount_is_read_in_minor_units(text, minor):
    assert roubles(text) == Amount(amount_minor=minor)


@pytest.mark.parametrize(
    ("text", "thousands", "fraction"),
    [
        ("12.345", 1234500, 1235),
        ("1,234", 123400, 123),
        ("999.999", 99999900, 100000),
        ("1,005 руб", 100500, 101),
    ],
)
def test_thousands_or_a_fraction_is_asked_and_never_guessed(text, thousands, fraction):
    # B3.
    assert roubles(text) == Ambiguous(thousands_minor=thousands, fraction_minor=fraction)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        # B4: more decimals than the currency has.
        ("0,005", AmountTooPrecise(digits=2)),
        ("7.1234", AmountTooPrecise(digits=2)),
        ("1 000.500", AmountTooPrecise(digits=2)),
        ("1.000,500", AmountTooPrecise(digits=2)),
        # B5: below zero, by any dash.
        ("-5", AmountNegative()),
        ("\u22125", AmountNegative()),
        ("–5", AmountNegative()),
        ("--5", AmountNegative()),
        ("- 5 руб", AmountNegative()),
        ("-1.234", AmountNegative()),
        # B7.
        ("0", AmountZero()),
        ("-0", AmountZero()),
        ("0,00", AmountZero()),
        # B13.
        ("9" * 19, AmountTooBig(limit_minor=10**12)),
        ("9" * 5000, AmountTooLong(limit=32)),
        # B15.
        ("$5", AmountOtherCurrency(typed="USD", expected="RUB")),
        ("5€", AmountOtherCurrency(typed="EUR", expected="RUB")),
        ("5 000 soʻm", AmountOtherCurrency(typed="UZS", expected="RUB")),
        ("100%", AmountIsPercent()),
        ("10 %", AmountIsPercent()),
        # B25.
        ("очень длинный текст " * 200, AmountTooLong(limit=32)),
    ],
)
def test_a_refusal_names_what_is_wrong(text, refusal):
    with pytest.raises(type(refusal)) as refused:
        roubles(text)

    assert refused.value == refusal


@pytest.mark.parametrize(
    "text",
    [
        *("+5", "5+"),  # B6
        *("1e9", "1E400", "1e400000"),  # B8
        *("²", "½", "Ⅷ", "五", "IV"),  # B10
        *("NaN", "inf", "-Infinity", "null"),  # B11
        *("1_000", "0x1F", "1+1", "10/2", "=2+2"),  # B12
        *("1 0 0", "10 00", "5,5,5", "1.2.3", "5\n7", "1,23,456", "1 000.000,5"),  # B16
        *(".5", "1.", ",", "   ", "", "500.."),  # B18
        *("O0", "l00", "З00"),  # B19
        "\u202e001",  # B21
        *("1\x00", "\ud800", "1\ud800", "\x1f1"),  # B22
        *("💯", "1\ufe0f\u20e3"),  # B23
        *("5 баллов", "руб 5 руб", "5 руб 50 коп", "руб", "%", "$100%", "1\t000"),
    ],
)
def test_what_is_no_amount_is_not_understood(text):
    with pytest.raises(AmountNotUnderstood) as refused:
        roubles(text)

    assert len(refused.value.typed) <= 50
    assert refused.value.typed.isprintable()
    refused.value.typed.encode()


def test_an_amount_at_the_limit_passes_and_above_it_does_not():
    # B24, the hard limit.
    assert roubles("20 000", limit_minor=2_000_000) == Amount(amount_minor=2_000_000)
    with pytest.raises(AmountTooBig) as refused:
        roubles("20 000,01", limit_minor=2_000_000)
    assert refused.value.limit_minor == 2_000_000


@pytest.mark.parametrize(
    ("amount", "usual_max", "doubtful"),
    [(45_000, 45_000, False), (450_000, 45_000, False), (450_001, 45_000, True), (9**9, 0, False)],
)
def test_over_ten_times_the_usual_maximum_looks_mistyped(amount, usual_max, doubtful):
    # B24, the second confirmation.
    assert looks_mistyped(amount, usual_max) is doubtful


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("45 000", 45000),
        ("45.000", 45000),
        ("45,000", 45000),
        ("45000,00", 45000),
        ("45 000 soʻm", 45000),
        ("45 000 so'm", 45000),
        ("45000 сум", 45000),
        ("45000 сўм", 45000),
        ("UZS 45000", 45000),
    ],
)
def test_a_currency_without_fractions_has_no_ambiguity(text, minor):
    assert soms(text) == Amount(amount_minor=minor)


@pytest.mark.parametrize("text", ["450,5", "450.50", "1.000.000,25", "0.123"])
def test_a_currency_without_fractions_takes_none(text):
    with pytest.raises(AmountTooPrecise) as refused:
        soms(text)

    assert refused.value.digits == 0


def test_a_currency_nobody_listed_is_known_by_its_code():
    assert read_amount("5 MNT", currency="MNT", digits=2) == Amount(amount_minor=500)
    with pytest.raises(AmountOtherCurrency, match="RUB"):
        read_amount("5 руб", currency="MNT", digits=2)


def test_a_word_of_two_currencies_is_the_programs_own():
    assert read_amount("5 р", currency="BYN", digits=2) == Amount(amount_minor=500)
    assert read_amount("5 сом", currency="KGS", digits=2) == Amount(amount_minor=500)


def test_three_decimals_are_exact_where_the_currency_has_them():
    assert read_amount("12.345", currency="KWD", digits=3) == Ambiguous(
        thousands_minor=12345000, fraction_minor=12345
    )


def test_a_long_wrong_line_is_echoed_in_part():
    assert echo("a" * 51) == "a" * 49 + "…"
    assert echo("a" * 50) == "a" * 50
    assert echo("\u202e1\ud800") == "·1·"


@settings(deadline=None)
@given(
    st.integers(1, 10**11),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "'", ",", "."]),
    st.sampled_from([",", "."]),
)
def test_however_an_amount_is_written_it_is_read_back(minor, separator, point):
    whole, fraction = divmod(minor, 100)
    grouped = f"{whole:,}".replace(",", separator)
    if separator == point:
        point = "." if separator == "," else ","

    assert roubles(f"{grouped}{point}{fraction:02}") == Amount(amount_minor=minor)


@settings(deadline=None)
@given(st.text(max_size=40) | st.text("0123456789 .,-+'%eE_xр₽$", max_size=32))
def test_any_text_is_an_amount_above_zero_or_a_refusal(text):
    try:
        read = roubles(text)
    except Refusal:
        return
    match read:
        case Amount(amount_minor=minor):
            assert 0 < minor <= 10**12
        case Ambiguous(thousands_minor=thousands, fraction_minor=fraction):
            assert 0 < fraction < thousands <= 10**12


@pytest.mark.parametrize(
    "text",
    ["1e400000", "9" * 100_000, " " * 32, "1 " * 16, "1," * 16, "-" * 32, "\u200b" * 1_000_000],
)
def test_hostile_text_is_refused_at_once(text):
    started = time.thread_time()
    with pytest.raises(Refusal):
        roubles(text)

    assert time.thread_time() - started < 0.05


@pytest.mark.parametrize(
    ("amount_minor", "refusal"),
    [(-1, AmountNegative), (0, AmountZero), (MAX_AMOUNT_MINOR + 1, AmountTooBig)],
)
def test_an_amount_of_a_forged_button_is_refused(amount_minor, refusal):
    with pytest.raises(refusal):
        check_amount(amount_minor)


def test_an_amount_a_bill_can_have_passes():
    check_amount(1)
    check_amount(MAX_AMOUNT_MINOR)
