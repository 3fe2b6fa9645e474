"""The replay's lines: shapes, keys, refusals, ticks."""

import json
from datetime import timedelta
from typing import Any

import pytest

from services.domain import events as ev
from services.domain.kinds import TierBasis, TierDown
from services.domain.program import PointsRules, RedeemRules, Threshold, Tier, Tiers, Welcome
from tests.domain.story import Story, a_program, base, kinds


def test_the_line_of_the_contract_to_the_letter():
    program = a_program(tiers=Tiers(ladder=(Tier(id="base"),)), welcome=Welcome(points=225))
    story = Story(program)
    story.join()
    story.join("boris")

    line = story.buy(450, redeem=225)

    redeem, earn = line["entries"]
    assert json.loads(json.dumps(line)) == {
        "n": 3,
        "do": "purchase",
        "member": "anna",
        "applied": 225,
        "to_pay": "225.00",
        "entries": [redeem, earn],
        "balance": 11,
        "pending": 0,
        "deficit": 0,
        "tier": "base",
        "qualifying": {"spend": "225.00", "purchases": 1, "visits": 1},
        "stamps": {},
        "coupons": [],
    }
    assert (redeem["kind"], redeem["points"]) == ("redeem", -225)
    assert earn == {
        "kind": "earn",
        "points": 11,
        "activates_on": None,
        "expires_on": "2027-11-23",
        "why": [
            {"rule": "base", "points": "11.25", "text": "5 % of 225.00"},
            {"rule": "rounding", "points": "-0.25"},
        ],
    }


def test_a_refund_says_what_to_return():
    story = Story()
    story.join()
    story.buy(100, key="sale")

    line = story.refund("sale", 40)

    assert (line["do"], line["to_return"]) == ("refund", "40.00")


def test_the_same_key_again_is_the_first_line_with_the_new_number():
    story = Story()
    story.join()
    first = story.buy(100, key="sale")
    story.buy(100)

    again = story.on("2026-12-24").buy(100, key="sale")

    assert again == {**first, "n": 4, "replayed": True}
    assert story.show()["balance"] == 10


def test_both_lines_of_a_transfer_are_repeated():
    story = Story()
    story.join("anna")
    story.join("boris")
    story.adjust(10)
    event = ev.Transfer(at=story.at, giver="anna", taker="boris", key="gift", points=5)
    story.tell(event)

    lines = story.tell(event)

    assert [(line["n"], line["member"], line["replayed"]) for line in lines] == [
        (5, "anna", True),
        (5, "boris", True),
    ]


def test_the_same_key_with_other_parameters_is_a_conflict_across_all_events():
    story = Story()
    story.join()
    story.buy(100, key="one")

    dearer, adjusted = story.buy(101, key="one"), story.adjust(5, key="one")

    assert dearer["refused"] == adjusted["refused"] == "key-conflict"
    assert dearer["facts"] == {"key": "one"}


def test_what_is_refused_changes_nothing_and_does_not_use_the_key_up():
    story = Story()
    story.join()
    story.adjust(5)
    before = story.show()
    refused = story.on("2028-01-01").adjust(-6, key="minus")

    assert refused == {
        "n": 4,
        "do": "adjust",
        "member": "anna",
        "refused": "not-enough-points",
        "facts": {"available": 0, "wanted": 6},
    }
    assert story.on("2026-11-23").show() == {**before, "n": 5}
    story.adjust(1)
    assert kinds(story.adjust(-6, key="minus")) == [("adjust", -6)]


@pytest.mark.parametrize("event", ["buy", "adjust", "erase", "show"])
def test_nobody_but_members_can_do_anything(event):
    story = Story()
    arguments = {"buy": (100,), "adjust": (1,)}.get(event, ())

    line = getattr(story, event)(*arguments)

    assert (line["refused"], line["facts"]) == ("unknown-member", {"member": "anna"})


def test_a_transfer_to_a_stranger_is_refused():
    story = Story()
    story.join()

    (line,) = story.transfer(5)

    assert (line["refused"], line["facts"]) == ("unknown-member", {"member": "boris"})


def test_entries_that_settling_made_come_first():
    story = Story()
    story.join()
    story.adjust(5)

    assert kinds(story.on("2027-11-24").buy(100)) == [("expire", -5), ("earn", 5)]


def test_a_tick_prints_one_line_per_date_job_and_member_in_order_of_joining():
    story = Story(a_program(points=PointsRules(hold_days=1)))
    for member in ("zoe", "anna"):
        story.join(member)
        story.buy(100, member)
        story.adjust(1, member)

    lines = story.on("2028-01-01").tick()

    assert [(line["n"], line["date"], line["job"], line["member"]) for line in lines] == [
        (7, "2026-11-24", "activate", "zoe"),
        (7, "2026-11-24", "activate", "anna"),
        (7, "2027-11-24", "expire", "zoe"),
        (7, "2027-11-24", "expire", "anna"),
        (7, "2027-11-25", "expire", "zoe"),
        (7, "2027-11-25", "expire", "anna"),
    ]
    assert lines[2]["balance"] == 5
    assert list(lines[2])[:6] == ["n", "do", "date", "job", "member", "entries"]


def test_a_tick_with_nothing_due_prints_nothing():
    assert Story().tick() == []


def test_a_program_holds_from_now_on_with_its_own_timezone():
    story = Story()
    story.join()

    line = story.on("2026-11-23T20:00").change(a_program(base(10), timezone="Asia/Tashkent"))

    assert line == {"n": 2, "do": "program", "program": "next.toml"}
    assert story.buy(100)["entries"][0]["expires_on"] == "2027-11-24"


def test_show_prints_lots_and_changes_nothing():
    story = Story(a_program(points=PointsRules(hold_days=2), redeem=RedeemRules()))
    story.join()
    story.adjust(3)
    story.buy(100)

    shown = story.show()

    assert shown["lots"] == [
        {"points": 3, "held": False, "activates_on": None, "expires_on": "2027-11-23"},
        {"points": 5, "held": True, "activates_on": "2026-11-25", "expires_on": "2027-11-25"},
    ]
    later = story.on("2030-01-01").show()
    assert (later["entries"], later["balance"], later["lots"]) == ([], 0, [])
    assert story.on("2026-11-23").show() == {**shown, "n": 6}


def test_the_same_events_give_the_same_lines():
    def told() -> list[dict[str, Any]]:
        story = Story(a_program(points=PointsRules(hold_days=2)))
        lines = [story.join(), story.buy(100, key="sale"), story.refund("sale", 30)]
        return lines + story.on("2027-12-01").tick()

    assert told() == told()


def test_days_between_two_events_are_loaded_however_far_apart_they_are():
    story = Story(a_program(tiers=Tiers(ladder=(Tier(id="base"),))), on="2024-01-01")
    story.join()
    for week in range(60):
        story.at += timedelta(days=7)
        story.buy(1, key=f"week-{week}")

    assert story.show()["qualifying"] == {"spend": "53.00", "purchases": 53, "visits": 53}
    assert story.on("2030-01-01").show()["qualifying"]["purchases"] == 0


@pytest.mark.parametrize("ticking", [True, False])
def test_what_fell_due_before_new_rules_is_done_by_the_old_ones(ticking):
    needs = (Threshold(basis=TierBasis.SPEND, need=100_000),)
    ladder = (Tier(id="base"), Tier(id="gold", thresholds=needs))
    story = Story(a_program(tiers=Tiers(ladder=ladder, grace_days=0)), on="2026-01-10")
    story.join()
    story.buy(1000)
    story.on("2027-02-01")
    if ticking:
        story.tick()
    story.change(a_program(tiers=Tiers(ladder=ladder, down=TierDown.NEVER)))

    line = story.buy(100)

    assert line["tier"] == "base"
    assert kinds(line) == [("earn", 5)] if ticking else [("expire", -50), ("earn", 5)]


def test_what_was_done_before_new_rules_is_printed_by_the_next_tick():
    story = Story()
    story.join()
    story.adjust(5)
    story.on("2028-01-01").change(a_program(base(10)))

    lines = story.tick()

    assert [(line["date"], line["job"]) for line in lines] == [("2027-11-24", "expire")]
    assert story.tick() == []
