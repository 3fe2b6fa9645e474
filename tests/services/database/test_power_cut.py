"""F2: the power goes at any instant; what a cashier was told is on the disk (SQLite)."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def lose_power(
    sqlite_url: str, *, level: str = "FULL", bills: int = 240, cuts: int = 40, seed: int = 1
) -> dict[str, int]:
    """Live on a disk that loses its power; return told, lost, broken over all cuts."""
    print(f"seed {seed}")  # noqa: T201  # whoever repeats it needs the seed
    file = sqlite_url.removeprefix("sqlite+aiosqlite:///")
    done = subprocess.run(  # noqa: S603  # our own interpreter and module
        [
            *(sys.executable, "-m", "tests.services.database.powercut"),
            *(file, level, str(bills), str(cuts), str(seed)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, int] = json.loads(done.stdout)
    print(found)  # noqa: T201
    return found


def test_forty_power_cuts_lose_nothing_a_cashier_was_told(sqlite_url: str) -> None:
    """F2: only what was synced survives, or that and some of the rest."""
    found = lose_power(sqlite_url)
    assert found["told"] > 0
    assert (found["lost"], found["broken"]) == (0, 0)


@pytest.mark.parametrize("level", ["OFF", "NORMAL"])
def test_a_door_that_does_not_wait_for_the_disk_is_found_out(sqlite_url: str, level: str) -> None:
    """F2: the check can fail."""
    found = lose_power(sqlite_url, level=level, bills=160, cuts=12)
    assert found["lost"] + found["broken"] > 0


@pytest.mark.torture
def test_two_hundred_power_cuts_lose_nothing_a_cashier_was_told(sqlite_url: str) -> None:
    """F2: the same for longer."""
    seed = random.randrange(10**9)
    found = lose_power(sqlite_url, bills=4000, cuts=200, seed=seed)
    assert (found["lost"], found["broken"]) == (0, 0)
