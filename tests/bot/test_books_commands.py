"""`kopilka audit`, `backup` and `restore`, as somebody at a terminal meets them."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from bot.exits import Exit
from services import purchases, schema
from services.actors import system
from services.database import open_database
from services.keys import open_keys
from tests.builders.shops import NOW, a_member, a_shop


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a data folder with a shop of one member in it."""
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    asyncio.run(_fill(tmp_path))
    return tmp_path


async def _fill(folder: Path) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'kopilka.db'}"
    keys = open_keys(folder / "kopilka.key")
    await schema.prepare(url, keys, now=NOW)
    database = await open_database(url, keys)
    await a_member(await a_shop(database))
    await database.close()


def edit(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as driver:
        driver.execute(statement)
    driver.close()


@pytest.mark.usefixtures("data")
def test_an_audit_in_order_ends_with_zero(capsys: pytest.CaptureFixture[str]):
    assert main(["audit"]) == Exit.OK
    assert capsys.readouterr().out == "ok: 1 members, 1 entries, 0 purchases\n"


def test_an_audit_that_finds_a_difference_ends_with_one_and_names_it(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    edit(data / "kopilka.db", "UPDATE members SET balance = 1000000")

    assert main(["audit"]) == Exit.FAILED
    said = capsys.readouterr().err
    assert said == "DIFFERENCE: member 1, balance (I1): expected 100, found 1000000\n"


def test_a_backup_can_be_put_back(data: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["backup"]) == Exit.OK
    (copy,) = (data / "backups").glob("*.db")
    assert str(copy) in capsys.readouterr().out
    edit(data / "kopilka.db", "UPDATE members SET balance = 1000000")

    assert main(["restore", str(copy)]) == Exit.OK

    assert "the old file is" in capsys.readouterr().out
    assert main(["audit"]) == Exit.OK


def test_a_backup_of_differing_books_fails(data: Path, capsys: pytest.CaptureFixture[str]):
    edit(data / "kopilka.db", "UPDATE members SET balance = 1000000")

    assert main(["backup"]) == Exit.FAILED
    assert "not in order" in capsys.readouterr().err


def test_a_restore_of_nothing_fails_and_changes_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    before = (data / "kopilka.db").read_bytes()

    assert main(["restore", str(data / "nothing.db")]) == Exit.FAILED

    assert "cannot be read" in capsys.readouterr().err
    assert (data / "kopilka.db").read_bytes() == before


def test_a_backup_of_no_database_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))

    assert main(["backup"]) == Exit.FAILED

    assert "There is no database" in capsys.readouterr().err
    assert not (tmp_path / "kopilka.db").exists()


def test_a_backup_never_lies_beside_its_key(data: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["backup", str(data)]) == Exit.FAILED
    assert "The key file lies in" in capsys.readouterr().err


def test_a_backup_into_a_folder_that_cannot_be_made_says_so(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    (data / "taken").write_text("a file in the way")
    assert main(["backup", str(data / "taken" / "copies")]) == Exit.FAILED
    assert "No copy was made" in capsys.readouterr().err


def test_a_restore_on_a_new_machine_needs_the_old_key(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    """F26: one command, and the key, and the shop is back; a new key is not made up."""
    assert main(["backup"]) == Exit.OK
    (copy,) = (data / "backups").glob("*.db")
    key = data / "kopilka.key"
    secret = key.read_bytes()
    key.unlink()
    (data / "kopilka.db").unlink()

    assert main(["restore", str(copy)]) == Exit.FAILED
    assert "bring the one the backup was made with" in capsys.readouterr().err
    assert not key.exists()

    key.write_bytes(secret)
    assert main(["restore", str(copy)]) == Exit.OK
    assert capsys.readouterr().out == "restored: 1 members, 1 entries, 0 purchases, audited\n"


def test_a_restore_says_which_receipts_the_copy_does_not_know(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["backup"]) == Exit.OK
    (copy,) = (data / "backups").glob("*.db")
    asyncio.run(_sell(data))
    capsys.readouterr()

    assert main(["restore", str(copy)]) == Exit.OK

    assert "not in this copy: 2 bills, receipts 1 to 2\n" in capsys.readouterr().out


async def _sell(folder: Path) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'kopilka.db'}"
    database = await open_database(url, open_keys(folder / "kopilka.key"))
    for minor in (10_000, 20_000):
        await database.write(
            purchases.record, 1, minor, actor=system("import"), key=f"sold:{minor}", now=NOW
        )
    await database.close()
