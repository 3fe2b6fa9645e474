"""Bringing a friend in a replay: `invited_by`, and the referrer's entries on a second line."""

import io
import json
from pathlib import Path
from typing import Any

from services.replay import replay

PROGRAM = """
name = "Zerno"
timezone = "Europe/Moscow"
[[earn]]
id = "base"
type = "percent"
percent = "5"
[referral]
referrer = 200
invitee = 150
min_amount = "250"
within_days = 180
per_month = 10
"""
AT = "2026-11-23T10:00:00+03:00"


def run(folder: Path, *events: dict[str, Any]) -> list[dict[str, Any]]:
    (folder / "program.toml").write_text(PROGRAM, encoding="utf-8")
    told = "".join(json.dumps({"at": AT, **event}) + "\n" for event in events)
    out, err = io.StringIO(), io.StringIO()
    assert replay(folder / "program.toml", io.StringIO(told), out, err) == 0, err.getvalue()
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_referrers_entries_are_a_second_line_with_the_same_n(tmp_path: Path) -> None:
    bought = {"do": "purchase", "member": "boris", "key": "p", "amount": "250.00"}
    lines = run(
        tmp_path,
        {"do": "join", "member": "anna"},
        {"do": "join", "member": "boris", "invited_by": "anna"},
        bought,
        {"do": "refund", "purchase": "p", "key": "r", "amount": "0.01"},
        bought,
    )
    assert [(line["n"], line["member"]) for line in lines] == [
        (1, "anna"),
        (2, "boris"),
        (3, "boris"),
        (3, "anna"),
        (4, "boris"),
        (4, "anna"),
        (5, "boris"),
        (5, "anna"),
    ]
    friend, referrer, back, taken, again, repeated = lines[2:]
    assert [entry["points"] for entry in friend["entries"]] == [12, 150]
    assert referrer["entries"][0]["why"] == [
        {"rule": "referral", "points": "200", "text": "brought a friend"}
    ]
    assert (friend["balance"], referrer["balance"]) == (162, 200)
    assert "applied" not in referrer
    assert (back["balance"], back["to_return"], taken["balance"]) == (12, "0.01", 0)
    assert (again, repeated) == (
        {**friend, "n": 5, "replayed": True},
        {**referrer, "n": 5, "replayed": True},
    )
