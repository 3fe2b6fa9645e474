"""T15: the listener of the whole run does hear a secret, and names the test that said it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.leaks import secrets_in

ROOT = Path(__file__).resolve().parents[2]

SAYING = """
import logging
from pathlib import Path
from tests.leaks import watch

def test_harmless(tmp_path):
    logging.getLogger("x").debug("member 7 paid 45000, card 48201337, +79001234567")

def test_in_a_record():
    logging.getLogger("aiosqlite").debug("INSERT %s", ("7 (900) 123-45-67",))

def test_in_a_traceback():
    try:
        raise ValueError("7 900 123-45-67")
    except ValueError:
        logging.getLogger("x").exception("broken")

def test_in_the_output_of_a_process(tmp_path):
    watch(tmp_path / "bot.log")
    (tmp_path / "bot.log").write_text("polling 7100000000:a-token-for-tests-that-opens-nothing-1")
"""


def _outcome(path: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-p", "tests.leaks", "-p", "no:cacheprovider"]
    command += ["-c", str(path / "none.ini"), "--rootdir", str(path), "-rEfp", *options]
    run = subprocess.run(  # noqa: S603  # our own command
        [*command, str(path / "test_saying.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 1, run.stdout + run.stderr
    return run.stdout


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "workers"])
def test_a_secret_in_a_log_fails_the_test_that_said_it(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    """T15: also under xdist; what the formatter has redacted is no secret."""
    (tmp_path / "test_saying.py").write_text(SAYING)
    (tmp_path / "none.ini").write_text("[pytest]\n")
    printed = _outcome(tmp_path, *options)
    failed = [line for line in printed.splitlines() if line.startswith("ERROR ")]
    names = {line.split("::")[1].split(" ")[0] for line in failed if "::" in line}
    assert names == {
        "test_in_a_record",
        "test_in_a_traceback",
        "test_in_the_output_of_a_process",
    }
    assert "a secret stands in the log" in printed


@pytest.mark.parametrize(
    "harmless",
    [
        "card 4820 1337",
        "at 2026-11-23 09:00:00.790012",
        "member 790 of 12345678901234",
        "[token] [phone]",
        "12:30:59 79 00 12",
    ],
)
def test_figures_are_no_secrets(harmless: str) -> None:
    assert secrets_in(harmless) == []
