"""`kopilka program apply`, as somebody at a terminal meets it."""

import asyncio
from pathlib import Path

import pytest

from bot.cli import main
from bot.exits import Exit
from services import programs, schema
from services.database import open_database
from services.keys import open_keys
from services.programs import Stored, VersionView
from tests.builders.shops import NOW, a_shop


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a data folder with a shop in it, and a file that gives 7 % instead of 5."""
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KOPILKA_BOT_API_BASE", "http://127.0.0.1:8081")
    monkeypatch.setenv("KOPILKA_TEST_CLOCK", NOW.isoformat())
    stored, _ = asyncio.run(_opened(tmp_path, fill=True))
    path = tmp_path / "new.toml"
    path.write_text(stored.text.replace('percent = "5"', 'percent = "7"'), "utf-8")
    return path


async def _opened(folder: Path, *, fill: bool = False) -> tuple[Stored, tuple[VersionView, ...]]:
    url = f"sqlite+aiosqlite:///{folder / 'kopilka.db'}"
    keys = open_keys(folder / "kopilka.key")
    await schema.prepare(url, keys, now=NOW)
    database = await open_database(url, keys)
    if fill:
        await a_shop(database)
    stored = await database.read(programs.current, now=NOW)
    versions = await database.read(programs.history, now=NOW)
    await database.close()
    return stored, versions


def versions_of(file: Path) -> tuple[VersionView, ...]:
    return asyncio.run(_opened(file.parent))[1]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_apply_says_what_changes_in_the_shops_language_and_does_it(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["program", "apply", str(file), "--yes"]) == Exit.OK
    lines = said(capsys).splitlines()
    assert lines[0] == "Если применить new.toml, изменится:"
    assert "  Начисление «base», процент: 5 → 7" in lines
    assert lines[-1] == "Версия 2 действует."
    assert main(["program", "apply", str(file)]) == Exit.OK
    assert said(capsys) == "Эти правила и так будут действовать. Ничего не изменилось.\n"


def test_apply_asks_nobody_but_a_terminal_and_changes_nothing_without_a_yes(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["program", "apply", str(file), "--language", "en"]) == Exit.FAILED
    told = capsys.readouterr()
    assert "Earning “base”, percent: 5 → 7" in told.out
    assert told.err == "Nothing was changed. With --yes there is no question.\n"
    assert len(versions_of(file)) == 1


def test_rules_from_a_date_are_planned(file: Path, capsys: pytest.CaptureFixture[str]):
    words = ["program", "apply", str(file), "--from", "2026-12-01", "--yes", "--language", "en"]
    assert main(words) == Exit.OK
    lines = said(capsys).splitlines()
    assert lines[0] == "Applying new.toml changes from 1 Dec on:"
    assert lines[-1] == "Version 2 takes effect on 1 Dec, at midnight."
    assert versions_of(file)[0].state is programs.VersionState.PLANNED


def test_what_cannot_be_planned_is_said_in_a_sentence(
    file: Path, capsys: pytest.CaptureFixture[str]
):
    words = ["program", "apply", str(file), "--from", "2062-12-01", "--yes"]
    assert main([*words, "--language", "en"]) == Exit.FAILED
    assert capsys.readouterr().err == "That is too far ahead: 366 days at most.\n"
    with pytest.raises(SystemExit):
        main(["program", "apply", str(file), "--from", "tomorrow"])
