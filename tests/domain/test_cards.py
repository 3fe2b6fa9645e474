"""Card numbers are made, checked, printed and found in whatever reaches the till."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain.cards import (
    CardNotOurs,
    ForeignCode,
    card_link,
    find_card,
    find_card_in,
    is_card_number,
    new_number,
    number_digits,
    printed,
)

BOT = "zerno_coffee_bot"
US = "qwertyuiopasdfghjklzxcvbnm:_./?=&"
RUSSIAN = "йцукенгшщзфывапролдячсмитьЖ_ю.,=?"
UZBEK = "йцукенгшўзфқвапролдячсмитьЖҒю.,ҳ?"


def a_number(seed: int = 1, *, issued: int = 0) -> str:
    return new_number(issued, random.Random(seed).randrange)


def typed_on(layout: str, text: str) -> str:
    return text.translate(str.maketrans(US, layout))


NUMBER = a_number()
OTHER = a_number(2)
LONG = a_number(3, issued=300_000)
LINK = card_link(BOT, NUMBER)


@settings(deadline=None)
@given(st.integers(0, 10**6 - 1))
def test_every_number_made_is_a_card_number(drawn):
    short, long = new_number(0, lambda _: drawn), new_number(300_000, lambda _: drawn)

    assert is_card_number(short)
    assert is_card_number(long)
    assert (len(short), len(long), long[0]) == (8, 12, "0")


@settings(deadline=None)
@given(st.integers(0, 10**6 - 1), st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_no_card(drawn, place, shift):
    number = new_number(0, lambda _: drawn)
    digit = str((int(number[place]) + shift) % 10)

    assert not is_card_number(number[:place] + digit + number[place + 1 :])


@settings(deadline=None)
@given(st.integers(0, 10**6 - 1), st.integers(0, 6))
def test_two_swapped_digits_are_no_card(drawn, place):
    number = new_number(0, lambda _: drawn)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert swapped == number or not is_card_number(swapped)


def test_the_number_comes_from_the_draw_and_from_nothing_else():
    assert new_number(0, lambda below: below - 1).startswith("999999")
    assert new_number(300_000, lambda below: below - 1).startswith("0999999999")
    assert new_number(0, lambda _: 0) == "00000098"


def test_a_program_gets_longer_numbers_before_the_short_ones_run_out():
    assert [number_digits(n) for n in (0, 299_999, 300_000)] == [8, 8, 12]


@pytest.mark.parametrize("number", ["", "1337", "4820133x", "٤٨٢٠١٣٣٧", "1" * 12, "0" * 11])
def test_other_lengths_letters_and_long_numbers_without_the_zero_are_no_cards(number):
    assert not is_card_number(number)


def test_a_number_is_printed_in_fours():
    assert printed("48201337") == "4820 1337"
    assert printed("048201337519") == "0482 0133 7519"


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        LINK.upper(),
        LINK + "\r\n",
        f"Моя карта: {LINK}.",
        f"t.me/{BOT}?start={NUMBER}",
        f"https://telegram.me/{BOT}/?start={NUMBER}",
        f"https://t.me/{BOT}/app?startapp={NUMBER}",
        f"https://t.me/{BOT}?utm=x&start={NUMBER}",
        f"tg://resolve?domain={BOT}&start={NUMBER}",
        f"tg:resolve?domain={BOT.upper()}&start={NUMBER}",
        typed_on(RUSSIAN, LINK),
        typed_on(RUSSIAN, LINK) + "\n",
        typed_on(UZBEK, LINK),
        typed_on(RUSSIAN, f"tg://resolve?domain={BOT}&start={NUMBER}"),
        f"/start {NUMBER}",
        f"/start@{BOT}2026 {NUMBER}",
        NUMBER,
        f"  {printed(NUMBER)}  ",
        printed(NUMBER).replace(" ", "\u00a0"),
        printed(NUMBER).replace(" ", "-"),
        " ".join(NUMBER[i : i + 2] for i in range(0, 8, 2)),
        f"карта № {printed(NUMBER)}",
        f"\u200b{NUMBER}\u200e",
        "".join(chr(0xFF10 + int(digit)) for digit in NUMBER),
    ],
)
def test_one_parser_finds_the_number_however_it_arrives(text):
    assert find_card(text, BOT) == (NUMBER,)


def test_a_long_number_is_found_in_one_run_and_in_groups():
    assert find_card(LONG, BOT) == (LONG,)
    assert find_card(printed(LONG), BOT) == (LONG,)


def test_all_candidates_are_given_in_order_each_once():
    assert find_card(f"{OTHER}, {NUMBER}, {OTHER}", BOT) == (OTHER, NUMBER)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "привет",
        NUMBER[:-1],
        NUMBER + "0",
        NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10),
        f"a{NUMBER}",
        f"{NUMBER[:4]} x {NUMBER[4:]}",
        f"{NUMBER[:3]} {NUMBER[3:]} кг",
        f"https://t.me/{BOT}",
        f"https://t.me/{BOT}?start=s7",
        f"https://t.me/{BOT}?start={NUMBER}x",
        f"\u202e{NUMBER}",
        "1 2 3 4 5 6 7 8",
        "9" * 5000,
        "9 " * 2000,
    ],
)
def test_what_is_no_card_gives_no_number(text):
    assert find_card(text, BOT) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"https://t.me/other_bot?start={NUMBER}", ForeignCode.OTHER_BOT),
        (f"tg://resolve?domain=other_bot&start={NUMBER}", ForeignCode.OTHER_BOT),
        (typed_on(RUSSIAN, f"https://t.me/other_bot?start={NUMBER}"), ForeignCode.OTHER_BOT),
        (f"https://example.com/?card={NUMBER}", ForeignCode.LINK),
        ("https://qr.nspk.ru/AS10003P3RH0LJ2A9ROO038L6NT5RU1M", ForeignCode.PAYMENT),
        ("https://my.click.uz/services/pay?id=12345678", ForeignCode.PAYMENT),
        (f"ST00012|Name=ООО Зерно|PersonalAcc={NUMBER}", ForeignCode.PAYMENT),
        ("00020101021129370016A000000677010111", ForeignCode.PAYMENT),
        (f"WIFI:T:WPA;S:Zerno;P:{NUMBER};;", ForeignCode.WIFI),
        (f"BEGIN:VCARD\nTEL:{NUMBER}\nEND:VCARD", ForeignCode.CONTACT),
        ("tel:+79001234567", ForeignCode.CONTACT),
        ("BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT", ForeignCode.LINK),
    ],
)
def test_a_code_of_somebody_else_is_named(text, kind):
    with pytest.raises(CardNotOurs) as refused:
        find_card(text, BOT)

    assert refused.value.kind == kind
    assert refused.value.name == "card-not-ours"


def test_a_card_beside_foreign_codes_on_a_photo_is_still_found():
    wifi = "WIFI:T:WPA;S:Zerno;P:secret;;"

    assert find_card_in([wifi, LINK, card_link(BOT, OTHER)], BOT) == (NUMBER, OTHER)
    assert find_card_in(["hello"], BOT) == ()
    with pytest.raises(CardNotOurs, match="wifi"):
        find_card_in([wifi, "https://example.com"], BOT)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_numbers_or_a_refusal_and_nothing_else(text):
    try:
        numbers = find_card(text, BOT)
    except CardNotOurs:
        return
    assert all(is_card_number(number) for number in numbers)
