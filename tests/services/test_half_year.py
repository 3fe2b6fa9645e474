"""Half a year in a shop of each template: whatever happens, every point is accounted for."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from services.program import TEMPLATES, export, from_template
from services.replay import replay

BEGAN = datetime(2026, 6, 1, 5, 30, tzinfo=UTC)
MEMBERS = [f"guest{number}" for number in range(12)]
DAYS = 184


def events(seed: int) -> Iterator[dict[str, Any]]:
    """What a till sends in half a year: the same for the same seed."""
    dice = Random(seed)
    bought: list[str] = []
    for member in MEMBERS:
        yield {"at": BEGAN, "do": "join", "member": member, "birthday": "02-29"}
    for day in range(DAYS):
        for hour in sorted(dice.sample(range(14), 4)):
            at = BEGAN + timedelta(days=day, hours=hour)
            yield {"at": at, **happening(dice, f"{day}-{hour}", bought)}
        if day % 30 == 29:
            yield {"at": at, "do": "tick"}
    yield {"at": BEGAN + timedelta(days=DAYS + 800), "do": "tick"}
    for member in MEMBERS:
        yield {"at": BEGAN + timedelta(days=DAYS + 800), "do": "show", "member": member}


def happening(dice: Random, key: str, bought: list[str]) -> dict[str, Any]:
    member = dice.choice(MEMBERS)
    kind = dice.choices(["buy", "refund", "adjust", "transfer"], [80, 12, 5, 3])[0]
    if kind == "refund" and bought:
        part = dice.choice([{}, {"amount": f"{dice.randint(1, 300)}.{dice.randint(10, 99)}"}])
        return {"do": "refund", "purchase": dice.choice(bought), "key": f"r{key}", **part}
    if kind == "adjust":
        points = dice.randint(-40, 60)
        return {
            "do": "adjust",
            "member": member,
            "key": f"a{key}",
            "points": points,
            "reason": "by hand",
        }
    if kind == "transfer":
        other = MEMBERS[MEMBERS.index(member) - 1]
        return {
            "do": "transfer",
            "from": member,
            "to": other,
            "key": f"t{key}",
            "points": dice.randint(1, 30),
        }
    bought.append(f"p{key}")
    return {"do": "purchase", "member": member, "key": f"p{key}", **receipt(dice)}


def receipt(dice: Random) -> dict[str, Any]:
    minors = [dice.randint(5_000, 900_000) for _ in range(dice.randint(1, 4))]
    lines = [
        {"amount": money(minor), "category": dice.choice(["coffee", "dessert", "hair"])}
        for minor in minors
    ]
    found: dict[str, Any] = {"amount": money(sum(minors)), "lines": lines}
    if dice.random() < 0.4:
        found["redeem"] = dice.choice(["max", dice.randint(1, 400)])
    if dice.random() < 0.2:
        found["discount"] = money(sum(minors) // 10)
    return found


def money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


@pytest.fixture(params=TEMPLATES, scope="module")
def lines(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """What half a year comes to under one template."""
    program = tmp_path_factory.mktemp(request.param) / "program.toml"
    document = from_template(request.param, "Zerno", "RUB", "Europe/Moscow")
    program.write_text(export(document), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    raw = [json.dumps(event, default=datetime.isoformat) for event in events(len(request.param))]
    assert replay(program, raw, out, err) == 0, err.getvalue()
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_change_of_a_balance_is_the_sum_of_its_entries(lines: list[dict[str, Any]]) -> None:
    held: dict[str, int] = defaultdict(int)
    seen = {"refused": 0, "entries": 0}
    for line in lines:
        if "refused" in line:
            seen["refused"] += 1
            continue
        owned = line["balance"] + line["pending"] - line["deficit"]
        moved = sum(entry["points"] for entry in line["entries"])
        assert owned == held[line["member"]] + moved, line
        assert min(line["balance"], line["pending"], line["deficit"]) >= 0, line
        assert not (line["balance"] and line["deficit"]), line
        held[line["member"]] = owned
        seen["entries"] += len(line["entries"])
    assert seen["entries"] > 500
    assert seen["refused"] > 0


def test_the_parts_of_every_award_add_up_to_it(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        for entry in line.get("entries", ()):
            if entry["kind"] == "earn":
                exact = sum(round(float(part["points"]) * 10_000) for part in entry["why"])
                assert exact == entry["points"] * 10_000, entry


def test_money_that_goes_back_never_exceeds_the_money_paid(lines: list[dict[str, Any]]) -> None:
    paid = sum(float(line["to_pay"]) for line in lines if line.get("to_pay"))
    returned = sum(float(line["to_return"]) for line in lines if line.get("to_return"))
    assert 0 < returned < paid


def test_after_two_years_of_silence_no_point_is_left(lines: list[dict[str, Any]]) -> None:
    for line in lines[-len(MEMBERS) :]:
        assert (line["do"], line["balance"], line["pending"]) == ("show", 0, 0)
        assert line["lots"] == []
