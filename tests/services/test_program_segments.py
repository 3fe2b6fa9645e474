"""Segments and audiences in the program file: what they become, what is refused, in a replay."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from services.domain.conditions import Condition
from services.domain.groups import Audience, Bought, SegmentRules
from services.domain.kinds import Segment
from services.domain.program import BonusRule
from services.program import (
    TEMPLATES,
    ProgramRefused,
    build,
    checked,
    describe_change,
    export,
    from_template,
    load_document,
)
from services.program.document import Document
from services.program.segments import AudiencePart
from services.replay import replay

TIER = '[[tier]]\nid = "gold"\n'
BONUS = '[[bonus]]\nid = "b"\npoints = 5\n'
AUDIENCE = '[[audience]]\nid = "tea"\n'
EVERYTHING = """
name = { ru = "Чай" }
segments = ["regular", "vip"]
tiers = ["gold"]
spend_min = "10"
spend_max = "20.50"
visits_min = 1
visits_max = 2
absent_min = 0
absent_max = 30
bought = { category = "tea", days = 10 }
not_bought = { category = "bun", days = 20 }
mostly = ["tea"]
birthday_months = [3, 4]
locations = ["north"]
languages = ["uz"]
"""


def test_the_boundaries_are_rules_with_money_in_minor_units() -> None:
    text = '[segments]\nnew_days = 7\nvip_spend = "100.50"\nvip_top_tier = false\n'

    assert build(load_document("")).segments == SegmentRules()
    assert build(load_document(text)).segments == SegmentRules(
        new_days=7, vip_spend_minor=10_050, vip_top_tier=False
    )


def test_an_audience_becomes_a_rule_and_comes_back_from_its_own_text() -> None:
    document = load_document(AUDIENCE + EVERYTHING + TIER)

    assert load_document(export(document)) == document
    assert build(document).audiences == (
        Audience(
            id="tea",
            segments=(Segment.REGULAR, Segment.VIP),
            tiers=("gold",),
            spend_min_minor=1_000,
            spend_max_minor=2_050,
            visits_min=1,
            visits_max=2,
            absent_min=0,
            absent_max=30,
            bought=Bought(category="tea", days=10),
            not_bought=Bought(category="bun", days=20),
            mostly=("tea",),
            birthday_months=(3, 4),
            locations=("north",),
            languages=("uz",),
        ),
    )


def test_rules_and_offers_name_segments_and_audiences() -> None:
    text = (
        AUDIENCE
        + "absent_min = 3\n"
        + BONUS
        + 'when = { segments = ["lost", "tea"] }\n'
        + '[[offer]]\nid = "o"\nkind = "bonus"\npoints = 7\naudience = "tea"\n'
    )

    program = build(load_document(text))

    assert program.bonuses == (
        BonusRule(id="b", points=5, when=Condition(segments=("lost", "tea"))),
        BonusRule(id="o", points=7, when=Condition(audience="tea")),
    )
    assert program.asked_groups == {"lost", "tea"}
    assert [one.id for one in program.asked_audiences] == ["tea"]


BAD = (
    ("[segments]\ndormant_days = 180", "[segments] lost_days must be more than dormant_days"),
    ("[segments]\nnew_days = 0", "line 2: [segments] new_days"),
    ('[segments]\nvip_spend = "0"', "line 2: [segments] vip_spend must be more than 0"),
    ('[segments]\nvip_spend = "1.001"', "at most 2 decimals"),
    ("[segments]\nnew_day = 3", 'did you mean "new_days"?'),
    (AUDIENCE, '[[audience]] "tea" asks nothing: it would be everybody'),
    (
        AUDIENCE + "visits_min = 3\nvisits_max = 2",
        'line 4: [[audience]] "tea" visits_max must not be less than visits_min',
    ),
    (AUDIENCE + 'tiers = ["vip"]', 'names "vip", and there is no such tier'),
    (AUDIENCE + 'segments = ["vips"]', '[[audience]] "tea" segments must be'),
    (AUDIENCE + "birthday_months = [13]", '[[audience]] "tea" birthday_months'),
    (AUDIENCE + 'spend_max = "-1"', '[[audience]] "tea" spend_max'),
    (AUDIENCE + "bought = { days = 3 }", '[[audience]] "tea" bought needs category'),
    ('[[audience]]\nid = "vip"\nabsent_min = 1', "is the name of a segment: choose another"),
    (
        2 * (AUDIENCE + "absent_min = 1\n"),
        'line 5: [[audience]] "tea" id is already the id of another [[audience]]',
    ),
    (
        BONUS + 'when = { segments = ["tea"] }',
        'names "tea", and there is no such segment or audience',
    ),
    (
        '[[offer]]\nid = "o"\nkind = "bonus"\npoints = 7\naudience = "tea"',
        'line 5: [[offer]] "o" audience names "tea", and there is no such segment or audience',
    ),
)


@pytest.mark.parametrize(("text", "expected"), BAD, ids=map(str, range(len(BAD))))
def test_what_cannot_be_meant_is_refused_with_its_line(text: str, expected: str) -> None:
    with pytest.raises(ProgramRefused) as refused:
        load_document(text)

    assert expected in str(refused.value)


def test_there_are_fifty_audiences_at_most() -> None:
    many = tuple(AudiencePart(id=f"a{n}", absent_min=n) for n in range(51))

    with pytest.raises(ProgramRefused, match="is one too many: 50 at most"):
        checked(Document(audience=many))


def test_a_moved_boundary_and_a_new_audience_are_changes_in_words() -> None:
    before = load_document("")
    after = load_document("[segments]\nnew_days = 7\n" + AUDIENCE + "absent_min = 3\n")

    assert [str(one) for one in describe_change(before, after)] == [
        "segments new_days: 30 → 7",
        "audience tea: added",
    ]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_has_boundaries_of_its_own(template: str) -> None:
    roubles = from_template(template, "Зерно", "RUB", "Europe/Moscow").segments
    sums = from_template(template, "Зерно", "UZS", "Asia/Tashkent").segments

    assert roubles.dormant_days < roubles.lost_days
    assert sums.regular_visits == roubles.regular_visits
    assert sums.vip_spend == (roubles.vip_spend and roubles.vip_spend * Decimal(150))


PROGRAM = """
timezone = "Europe/Moscow"
[segments]
dormant_days = 21
[[audience]]
id = "shirts"
bought = { category = "shirt", days = 30 }
not_bought = { category = "tie", days = 30 }
[[bonus]]
id = "again"
points = 100
when = { segments = ["dormant"] }
[[offer]]
id = "a-tie"
kind = "goods"
price_points = 1
audience = "shirts"
"""


def told(tmp_path: Path, *events: dict[str, Any]) -> list[dict[str, Any]]:
    program = tmp_path / "program.toml"
    program.write_text(PROGRAM, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    lines = [json.dumps(event) + "\n" for event in events]
    assert (replay(program, lines, out, err), err.getvalue()) == (0, "")
    return [json.loads(line) for line in out.getvalue().splitlines()]


def an_event(do: str, on: str, **fields: Any) -> dict[str, Any]:
    return {"at": f"{on}T10:00:00+03:00", "do": do, "member": "anna", **fields}


def test_a_replay_knows_segments_and_audiences(tmp_path: Path) -> None:
    def bought(key: str, on: str, category: str) -> dict[str, Any]:
        lines = [{"amount": "10", "category": category}]
        return an_event("purchase", on, key=key, amount="10", lines=lines)

    lines = told(
        tmp_path,
        an_event("join", "2026-11-01"),
        bought("a", "2026-11-21", "bun"),
        bought("b", "2026-12-12", "bun"),
        an_event("claim", "2026-12-12", key="c", offer="a-tie"),
        bought("d", "2026-12-13", "shirt"),
        an_event("claim", "2026-12-13", key="e", offer="a-tie"),
        bought("f", "2026-12-14", "tie"),
        an_event("claim", "2026-12-14", key="g", offer="a-tie"),
    )

    assert [line["balance"] for line in lines[1:3]] == [0, 100]
    assert lines[3]["refused"] == "offer-not-running"
    assert lines[5]["balance"] == 99
    assert lines[7]["refused"] == "offer-not-running"
