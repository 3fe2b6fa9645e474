"""What the front makes of an update before any screen sees it."""

from bot.front import operation_key
from services.keys import Keys

KEYS = Keys(b"only for tests: 32 bytes no more")


def test_a_key_is_the_same_for_the_same_moment_alone() -> None:
    first = operation_key(KEYS, "message 600000001 17")
    assert operation_key(KEYS, "message 600000001 17") == first
    assert operation_key(KEYS, "message 600000001 18") != first
    assert (
        operation_key(Keys(b"another key file: 32 bytes again"), "message 600000001 17") != first
    )


def test_a_key_shows_nothing_of_the_person_and_fits_into_a_button() -> None:
    key = operation_key(KEYS, "message 600000001 17")
    assert "600000001" not in key
    assert len(key) == 12
    assert ":" not in key
