"""Offers in a replay: events of coupons from a file, and the rules that offers become."""

import io
import json
from pathlib import Path
from typing import Any

from services.replay import replay

PROGRAM = """
timezone = "Europe/Moscow"
[[earn]]
id = "base"
type = "percent"
percent = "10"
[[offer]]
id = "croissant"
kind = "goods"
price_points = 50
expires_days = 30
[[offer]]
id = "double"
kind = "multiplier"
factor = "2"
when = { weekdays = ["tue"] }
[[offer]]
id = "big"
kind = "bonus"
points = 7
when = { amount_min = "1000" }
[[offer]]
id = "asleep"
kind = "bonus"
points = 1000
on = false
"""


def an_event(do: str, day: int = 23, **fields: Any) -> dict[str, Any]:
    return {"at": f"2026-11-{day}T10:00:00+03:00", "do": do, "member": "anna", **fields}


def told(tmp_path: Path, *events: dict[str, Any]) -> list[dict[str, Any]]:
    program = tmp_path / "program.toml"
    program.write_text(PROGRAM, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    lines = [json.dumps(event) + "\n" for event in events]
    assert (replay(program, lines, out, err), err.getvalue()) == (0, "")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_offers_earn_under_their_own_ids(tmp_path: Path) -> None:
    monday, tuesday = told(
        tmp_path,
        an_event("join"),
        an_event("purchase", key="a", amount="1000"),
        an_event("purchase", 24, key="b", amount="100"),
    )[1:]

    assert [(why["rule"], why["points"]) for why in monday["entries"][0]["why"]] == [
        ("base", "100"),
        ("big", "7"),
    ]
    assert [(why["rule"], why["points"]) for why in tuesday["entries"][0]["why"]] == [
        ("base", "10"),
        ("double", "10"),
    ]


def test_a_coupon_is_claimed_and_cancelled_by_events(tmp_path: Path) -> None:
    lines = told(
        tmp_path,
        an_event("join"),
        an_event("purchase", key="a", amount="600"),
        an_event("claim", key="c", offer="croissant"),
        an_event("claim", key="c", offer="croissant"),
        an_event("claim", key="d", offer="croissant"),
        an_event("claim", key="d", offer="double"),
        an_event("cancel", 24, key="e", coupon="croissant:anna:1"),
        an_event("cancel", 24, key="f", coupon="croissant:anna:1"),
        an_event("cancel", 24, key="f", coupon="croissant:anna:2"),
    )[2:]

    assert lines[0] == {
        "n": 3,
        "do": "claim",
        "member": "anna",
        "entries": [
            {
                "kind": "redeem",
                "points": -50,
                "why": [{"rule": "offer", "points": "-50", "text": "offer croissant, coupon 1"}],
            }
        ],
        "balance": 10,
        "pending": 0,
        "deficit": 0,
        "tier": None,
        "qualifying": {"spend": "600.00", "purchases": 1, "visits": 1},
        "stamps": {},
        "coupons": [{"id": "croissant:anna:1", "expires_on": "2026-12-23"}],
    }
    assert lines[1] == {**lines[0], "n": 4, "replayed": True}
    assert [(line.get("refused"), line.get("facts")) for line in lines[2:4]] == [
        ("not-enough-points", {"available": 10, "wanted": 50}),
        ("unknown-offer", {"offer": "double"}),
    ]
    assert (lines[4]["balance"], lines[4]["coupons"]) == (60, [])
    assert [line["refused"] for line in lines[5:]] == ["already-cancelled", "unknown-coupon"]
