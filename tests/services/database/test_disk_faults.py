"""A write or a sync fails, whichever it is: no bill is lost, doubled or half there (SQLite)."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]


def fail_each(template: Path, folder: Path, how: str, *, step: int) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603  # our own interpreter and module
        [
            *(sys.executable, "-m", "tests.services.database.diskfault"),
            *(str(template), str(folder), how, str(step)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("how", ["broken", "full"])
def test_some_write_or_sync_fails_and_the_books_are_whole(
    sqlite_template: Path, tmp_path: Path, how: str
) -> None:
    """F14, F17: an unknown outcome is read back by its key, a refused one is tried again."""
    found = fail_each(sqlite_template, tmp_path, how, step=9)
    assert found["instants"] > 1
    assert found["wrong"] == {}


@pytest.mark.torture
@pytest.mark.parametrize("how", ["broken", "full"])
def test_each_write_and_sync_fails_once_and_the_books_are_whole(
    sqlite_template: Path, tmp_path: Path, how: str
) -> None:
    """F14, F17: the same at every single instant."""
    found = fail_each(sqlite_template, tmp_path, how, step=1)
    assert found["wrong"] == {}
