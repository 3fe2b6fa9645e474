"""A whole number as people type it where nothing else is asked for."""

import pytest

from services.domain.typed import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        (" 1 000 ", 1_000),
        ("1\u00a0000", 1_000),
        ("١٢", 12),
        ("\u200e007", 7),
        ("0", 0),
    ],
)
def test_spaces_and_any_script_s_digits_make_a_number(text: str, number: int) -> None:
    assert whole_number(text, 9) == number


@pytest.mark.parametrize("text", ["", "семь", "7,5", "-7", "²", "1234567890", "1" * 100])
def test_what_is_no_whole_number_of_so_many_digits_is_none(text: str) -> None:
    assert whole_number(text, 9) is None
