"""`kopilka what-if`, as somebody at a terminal meets it."""

import asyncio
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.commands.what_if import lines
from bot.exits import Exit
from services import points, programs, schema
from services.database import open_database
from services.domain.histories import Missed
from services.keys import open_keys
from services.what_if import Affected, Check, Moved, Shortage, Side, WhatIf
from tests.builders.shops import NOW, a_bill, a_cashier, a_key, a_member, a_shop

LOWER = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "2"
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a data folder with a shop of one member, who bought yesterday and the day before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    # The clock of the command stands a day after the builder's.
    ahead = NOW + timedelta(days=1) - datetime.now(UTC)
    (tmp_path / "clock").write_text(f"{int(ahead.total_seconds())}\n", "ascii")
    monkeypatch.setenv("KOPILKA_TEST_CLOCK", str(tmp_path / "clock"))
    monkeypatch.setenv("KOPILKA_BOT_API_BASE", "http://127.0.0.1:1")
    asyncio.run(_fill(tmp_path))
    (tmp_path / "new.toml").write_text(LOWER, "utf-8")
    return tmp_path


async def _fill(folder: Path) -> None:
    url = f"sqlite+aiosqlite:///{folder / 'kopilka.db'}"
    keys = open_keys(folder / "kopilka.key")
    await schema.prepare(url, keys, now=NOW)
    database = await open_database(url, keys)
    here = await a_shop(database, now=NOW - timedelta(days=1))
    await database.write(
        programs.apply,
        LOWER.replace('"2"', '"5"'),
        actor=here.owner,
        key=a_key(),
        now=NOW - timedelta(days=1),
    )
    till = await a_cashier(here, now=NOW - timedelta(days=1))
    member = await a_member(here, now=NOW - timedelta(days=1))
    await a_bill(here, till, member.member_id, 1_000_00, now=NOW - timedelta(days=1))
    await a_bill(here, till, member.member_id, 500_00)
    await database.write(
        points.adjust, member.member_id, -75, "", actor=here.owner, key=a_key(), now=NOW
    )
    await database.close()


@pytest.mark.usefixtures("data")
def test_it_says_what_other_rules_would_have_cost(capsys: pytest.CaptureFixture[str]):
    assert main(["what-if", "--program", "new.toml", "--days", "30"]) == Exit.OK
    said = capsys.readouterr().out.splitlines()
    card = said[-3].split("Lose most: ")[1][:9]
    assert said == [
        "2026-10-26 to 2026-11-24: 30 days, 2 purchases, 1 member looked at.",
        "",
        "                 rules in force  rules tried  difference",
        "points issued                75           30         -45",
        "their cost, RUB           75.00        30.00      -45.00",
        "points redeemed               0            0          +0",
        "worth, RUB                 0.00         0.00       +0.00",
        "",
        "Up: nobody. Down: nobody.",
        f"Lose most: {card} -45 points (-45.00 RUB).",
        f"Corrections that could not have taken all: 1, 45 points in all ({card}).",
        (
            "Checked: the rules of those days give the recorded 75 points, "
            "and everybody ends as the books say."
        ),
    ]


@pytest.mark.usefixtures("data")
def test_it_prints_how_far_it_is_and_the_answer_for_a_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stdin", io.StringIO(LOWER))
    assert main(["what-if", "--program", "-", "--json"]) == Exit.OK
    *steps, last = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert steps == [{"done": 0, "of": 1}, {"done": 1, "of": 1}]
    assert last["answer"]["cost_minor"] == -45_00
    assert last["answer"]["check"]["odd"] == 0


@pytest.mark.usefixtures("data")
def test_a_terminal_sees_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["what-if", "--program", "new.toml"]) == Exit.OK
    assert capsys.readouterr().err == "\r0 of 1 members\r\x1b[K"


@pytest.mark.parametrize(
    ("text", "days", "sentence"),
    [
        ("version = 2", "30", "version"),
        (LOWER.replace("RUB", "USD"), "30", "The file counts in USD"),
        (LOWER, "0", "--days must be from 1 to 3660."),
        (None, "30", "cannot be read (No such file or directory)."),
    ],
)
def test_what_cannot_be_tried_is_told_in_a_sentence(
    data: Path, text: str | None, days: str, sentence: str, capsys: pytest.CaptureFixture[str]
):
    path = data / "other.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    assert main(["what-if", "--program", str(path), "--days", days]) == Exit.FAILED
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_a_shop_that_was_not_launched_has_nothing_to_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("KOPILKA_DATA_DIR", str(tmp_path))
    path = tmp_path / "new.toml"
    path.write_text(LOWER, "utf-8")
    assert main(["what-if", "--program", str(path)]) == Exit.FAILED
    assert "launch the shop in the chat first" in capsys.readouterr().err


def test_every_part_of_an_answer_is_said():
    side = Side(issued=10, cost_minor=10, redeemed=4, redeemed_minor=4)
    affected = Affected(
        member_id=1, card_number="48201337", name="Анна К.", points=5, worth_minor=5
    )
    answer = WhatIf(
        currency="UZS",
        digits=0,
        since=NOW.date(),
        through=NOW.date(),
        days=1,
        members=3,
        purchases=9,
        before=side,
        after=side,
        cost_minor=0,
        up=(Moved(tier="gold", names={}, members=3), Moved(tier="silver", names={}, members=1)),
        down=(Moved(tier="new", names={}, members=2),),
        gain=(affected, affected),
        lose=(),
        short=(Shortage(kind=Missed.PAYMENT, times=2, points=7, members=(affected,)),),
        check=Check(recorded=10, replayed=9, members=3, odd=1, cards=("48201337",)),
    )
    said = list(lines(answer))
    assert "Up: 3 to gold, 1 to silver. Down: 2 to new." in said
    assert said[-3:] == [
        "Gain most: 4820 1337 +5 points (5 UZS); 4820 1337 +5 points (5 UZS).",
        "Payments with points that would have been smaller: 2, 7 points in all (4820 1337).",
        (
            "NOT REPRODUCED: the books have 10 points, the rules of those days give 9 points; "
            "1 of 3 members differ (4820 1337)."
        ),
    ]


def test_discounts_are_told_beside_points():
    side = Side(issued=10, cost_minor=10, redeemed=4, redeemed_minor=4, off_minor=30)
    check = Check(
        recorded=10,
        replayed=10,
        off_recorded_minor=30,
        off_replayed_minor=30,
        members=3,
        odd=0,
        cards=(),
    )
    answer = WhatIf(
        currency="UZS",
        digits=0,
        since=NOW.date(),
        through=NOW.date(),
        days=1,
        members=3,
        purchases=9,
        before=side,
        after=replace(side, off_minor=50),
        cost_minor=20,
        takes_off=True,
        up=(),
        down=(),
        gain=(),
        lose=(),
        short=(),
        check=check,
    )
    said = list(lines(answer))
    assert said[7:9] == [
        "discounts, UZS                         30           50         +20",
        "points and discounts, UZS              40           60         +20",
    ]
    assert said[-1].startswith(
        "Checked: the rules of those days give the recorded 10 points and 30 UZS of discounts"
    )
