"""`kopilka program plans` and `cancel`, as somebody at a terminal meets them."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.exits import Exit
from services.programs import VersionState
from tests.bot.test_program_command import file, said, versions_of

__all__ = ["file"]

IN_ENGLISH = ["--language", "en"]
PLAN = "No. 2 · from 1 Dec · from the command line"
CHANGE = "  Earning “base”, percent: 5 → 7"


@pytest.fixture
def planned(file: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Make a shop with one plan."""
    assert main(["program", "apply", str(file), "--from", "2026-12-01", "--yes"]) == Exit.OK
    capsys.readouterr()
    return file


@pytest.mark.usefixtures("planned")
def test_plans_are_listed_with_what_they_will_change(capsys: pytest.CaptureFixture[str]):
    assert main(["program", "plans", *IN_ENGLISH]) == Exit.OK
    lines = said(capsys).splitlines()
    assert lines[0] == PLAN
    assert CHANGE in lines
    assert main(["program", "plans"]) == Exit.OK
    assert said(capsys).startswith("№ 2 · с 1 дек · из командной строки\n")


def test_cancelling_shows_the_plan_withdraws_it_and_cannot_be_done_twice(
    planned: Path, capsys: pytest.CaptureFixture[str]
):
    words = ["program", "cancel", "2", "--yes", *IN_ENGLISH]
    assert main(words) == Exit.OK
    lines = said(capsys).splitlines()
    assert lines[0] == PLAN
    assert lines[-1] == "Plan No. 2 is cancelled."
    assert [one.state for one in versions_of(planned)] == [VersionState.IN_FORCE]

    assert main(words) == Exit.FAILED
    no = "No. 2 is not planned. kopilka program plans shows what is.\n"
    assert capsys.readouterr().err == no
    assert main(["program", "plans", *IN_ENGLISH]) == Exit.OK
    assert said(capsys) == "Nothing is planned.\n"


@pytest.mark.parametrize(("answer", "kept"), [("n", True), ("", True), ("Y ", False)])
def test_at_a_terminal_it_asks_first(
    planned: Path, monkeypatch: pytest.MonkeyPatch, answer: str, kept: bool
):
    asked: list[str] = []

    def reply(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", reply)
    code = main(["program", "cancel", "2", *IN_ENGLISH])
    assert asked == ["Cancel? [y/N] "]
    assert code == (Exit.FAILED if kept else Exit.OK)
    assert (len(versions_of(planned)) == 2) is kept


def test_nobody_at_a_terminal_means_no(planned: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["program", "cancel", "2", *IN_ENGLISH]) == Exit.FAILED
    assert capsys.readouterr().err == "Nothing was changed. With --yes there is no question.\n"
    assert len(versions_of(planned)) == 2


@pytest.mark.usefixtures("file")
def test_the_version_in_force_is_no_plan(capsys: pytest.CaptureFixture[str]):
    assert main(["program", "cancel", "1", "--yes", *IN_ENGLISH]) == Exit.FAILED
    assert "No. 1 is not planned" in capsys.readouterr().err
