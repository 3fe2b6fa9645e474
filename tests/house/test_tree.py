"""What must hold of the tree itself: no test of behaviour would notice."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES_MAX = 400
LINES_MAX_OF_TESTS = 600  # A table of cases is long and still one thing.
# Written in pieces, or the test would find itself.
MACHINE = re.compile(
    "|".join(
        (
            r"pypi\." + r"(?:org|python)",
            "python" + "hosted",
            r"registry\." + "npmjs",
            r"deb\." + "debian",
            "/wor" + "k/",
            "/tm" + "p/bash_",
            r"\." + "library/",
        )
    )
)


def tracked(*patterns: str) -> list[Path]:
    git = ["git", "-C", str(ROOT), "ls-files", "--", *patterns]
    listed = subprocess.run(git, capture_output=True, text=True, check=False)  # noqa: S603
    if listed.returncode:
        pytest.skip("needs the git checkout, to know which files are tracked")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_names_a_machine_or_an_index_host() -> None:
    guilty = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        guilty += [f"{path.relative_to(ROOT)}: {hit}" for hit in MACHINE.findall(text)]

    assert guilty == []


def test_every_module_introduces_itself_and_fits_a_room() -> None:
    guilty = []
    for path in tracked("*.py"):
        text = path.read_text("utf-8")
        if "versions" in path.parts or not text.strip():
            continue
        if "tests" not in path.parts and not text.startswith('"""'):
            guilty.append(f"{path.relative_to(ROOT)} has no first sentence")
        most = LINES_MAX_OF_TESTS if "tests" in path.parts else LINES_MAX
        if text.count("\n") > most:
            guilty.append(f"{path.relative_to(ROOT)} has more than {most} lines")

    assert guilty == []


def test_no_lock_file_that_records_hosts_is_tracked() -> None:
    assert tracked("*uv.lock", "*package-lock.json", "*poetry.lock") == []


def test_the_readme_shows_both_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "make demo" in readme
    assert "make test" in readme
