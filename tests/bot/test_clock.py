"""The clock, real or moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Clock


def _away(clock: Clock) -> float:
    return (clock.now() - datetime.now(UTC)).total_seconds()


def test_without_a_file_it_is_the_real_time_in_utc() -> None:
    assert abs(_away(Clock())) < 5
    assert Clock().now().utcoffset() == timedelta(0)


def test_the_file_says_how_many_seconds_to_add(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = Clock(file)
    assert abs(_away(clock)) < 5
    for shift in (86400, -3600):
        file.write_text(f"{shift}\n")
        assert abs(_away(clock) - shift) < 5


def test_half_a_number_leaves_the_last_shift(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("100")
    clock = Clock(file)
    clock.now()
    file.write_text("1e")
    assert abs(_away(clock) - 100) < 5
