"""Segments: exactly one of five for everybody, VIP beside it, and audiences drawn from them."""

from datetime import date

import pytest

from services.domain.audiences import UNKNOWN, Profile, belongs, groups_of
from services.domain.conditions import Condition
from services.domain.groups import Audience, Bought, SegmentRules
from services.domain.kinds import EarnType, Segment, TierBasis
from services.domain.program import BonusRule, EarnRule, Threshold, Tier, Tiers
from services.domain.segments import is_vip, mostly, segment_of, segments_of
from services.domain.state import Birthday, Figures, MemberState, Standing, TierState
from tests.domain.story import Story, a_line, a_program

TODAY = date(2026, 11, 23)
RULES = SegmentRules(new_days=30, regular_visits=3, dormant_days=60, lost_days=180)
LADDER = Tiers(
    ladder=(
        Tier(id="base"),
        Tier(id="gold", thresholds=(Threshold(basis=TierBasis.SPEND, need=1000),)),
    )
)


def a_state(joined="2025-01-01", last=None, visits=0, spend=0, **also) -> MemberState:
    lifetime = Figures(categories=also.pop("categories", {}))
    return MemberState(
        joined_on=date.fromisoformat(joined),
        settled_on=TODAY,
        last_purchase_on=date.fromisoformat(last) if last else None,
        standing=Standing(rolling=Figures(visits=visits, spend_minor=spend), lifetime=lifetime),
        **also,
    )


@pytest.mark.parametrize(
    ("state", "segment"),
    [
        (a_state(joined="2026-11-23"), Segment.NEW),
        (a_state(joined="2026-10-25", last="2026-10-25"), Segment.NEW),
        (a_state(joined="2026-10-24", last="2026-10-25"), Segment.ACTIVE),
        (a_state(last="2026-11-20"), Segment.ACTIVE),
        (a_state(last="2026-11-20", visits=2), Segment.ACTIVE),
        (a_state(last="2026-11-20", visits=3), Segment.REGULAR),
        (a_state(joined="2026-11-20", last="2026-11-22", visits=3), Segment.REGULAR),
        (a_state(last="2026-09-25", visits=9), Segment.REGULAR),
        (a_state(last="2026-09-24", visits=9), Segment.DORMANT),
        (a_state(joined="2026-09-24"), Segment.DORMANT),
        (a_state(last="2026-05-28"), Segment.DORMANT),
        (a_state(last="2026-05-27"), Segment.LOST),
        (a_state(joined="2026-05-27"), Segment.LOST),
    ],
)
def test_everybody_is_in_exactly_one_of_five_segments(state, segment):
    program = a_program(segments=RULES)

    assert segment_of(program, state, TODAY) is segment
    assert segments_of(program, state, TODAY) == {segment}


@pytest.mark.parametrize(
    ("rules", "tiers", "state", "vip"),
    [
        (SegmentRules(), LADDER, a_state(tier=TierState(tier="gold")), True),
        (SegmentRules(), LADDER, a_state(tier=TierState(manual="gold")), True),
        (SegmentRules(), LADDER, a_state(tier=TierState(tier="base")), False),
        (SegmentRules(vip_top_tier=False), LADDER, a_state(tier=TierState(tier="gold")), False),
        (SegmentRules(), Tiers(ladder=(Tier(id="base"),)), a_state(), False),
        (SegmentRules(), None, a_state(spend=10**9), False),
        (SegmentRules(vip_spend_minor=100), None, a_state(spend=100), True),
        (SegmentRules(vip_spend_minor=100), LADDER, a_state(spend=99), False),
    ],
)
def test_a_vip_has_the_top_tier_or_spent_enough_in_the_year(rules, tiers, state, vip):
    program = a_program(segments=rules, tiers=tiers)

    assert is_vip(program, state) is vip
    assert (Segment.VIP in segments_of(program, state, TODAY)) is vip


def test_the_main_category_is_where_most_money_went():
    assert mostly({}) is None
    assert mostly({"tea": 100, "coffee": 200}) == "coffee"
    assert mostly({"tea": 100, "coffee": 100}) == "coffee"


TEA = Bought(category="tea", days=30)
DRANK_TEA = Profile(bought_on={"tea": date(2026, 10, 25)})
DRANK_BEFORE = Profile(bought_on={"tea": date(2026, 10, 24)})
USUAL = a_state(last="2026-11-20", visits=5, spend=500)


@pytest.mark.parametrize(
    ("asked", "state", "profile", "answer"),
    [
        ({}, USUAL, UNKNOWN, True),
        ({"segments": (Segment.REGULAR, Segment.VIP)}, USUAL, UNKNOWN, True),
        ({"segments": (Segment.VIP,)}, USUAL, UNKNOWN, False),
        ({"tiers": ("base",)}, USUAL, UNKNOWN, True),
        ({"tiers": ("gold",)}, USUAL, UNKNOWN, False),
        ({"spend_min_minor": 500, "spend_max_minor": 500}, USUAL, UNKNOWN, True),
        ({"spend_min_minor": 501}, USUAL, UNKNOWN, False),
        ({"spend_max_minor": 499}, USUAL, UNKNOWN, False),
        ({"visits_min": 5, "visits_max": 5}, USUAL, UNKNOWN, True),
        ({"visits_min": 6}, USUAL, UNKNOWN, False),
        ({"visits_max": 4}, USUAL, UNKNOWN, False),
        ({"absent_min": 3, "absent_max": 3}, USUAL, UNKNOWN, True),
        ({"absent_min": 4}, USUAL, UNKNOWN, False),
        ({"absent_max": 2}, USUAL, UNKNOWN, False),
        ({"bought": TEA}, USUAL, DRANK_TEA, True),
        ({"bought": TEA}, USUAL, DRANK_BEFORE, False),
        ({"bought": TEA}, USUAL, UNKNOWN, False),
        ({"not_bought": TEA}, USUAL, DRANK_TEA, False),
        ({"not_bought": TEA}, USUAL, DRANK_BEFORE, True),
        ({"not_bought": TEA}, USUAL, UNKNOWN, True),
        ({"mostly": ("tea",)}, a_state(categories={"tea": 5, "bun": 4}), UNKNOWN, True),
        ({"mostly": ("bun",)}, a_state(categories={"tea": 5, "bun": 4}), UNKNOWN, False),
        ({"mostly": ("bun",)}, USUAL, UNKNOWN, False),
        ({"birthday_months": (3, 4)}, a_state(birthday=Birthday(month=4, day=1)), UNKNOWN, True),
        ({"birthday_months": (3,)}, a_state(birthday=Birthday(month=4, day=1)), UNKNOWN, False),
        ({"birthday_months": (3,)}, USUAL, UNKNOWN, False),
        ({"locations": ("north",)}, USUAL, Profile(location="north"), True),
        ({"locations": ("north",)}, USUAL, UNKNOWN, False),
        ({"languages": ("uz", "en")}, USUAL, Profile(language="uz"), True),
        ({"languages": ("uz",)}, USUAL, Profile(language="ru"), False),
    ],
)
def test_an_audience_is_whoever_meets_everything_it_asks(asked, state, profile, answer):
    program = a_program(segments=RULES, tiers=LADDER)

    assert belongs(program, Audience(id="some", **asked), state, profile, TODAY) is answer


def test_without_tiers_nobody_is_in_an_audience_of_a_tier():
    gold = Audience(id="some", tiers=("gold",))

    assert not belongs(a_program(segments=RULES), gold, USUAL, UNKNOWN, TODAY)


def test_groups_are_worked_out_only_if_a_rule_asks_and_as_far_as_it_does():
    tea, rich = Audience(id="tea", bought=TEA), Audience(id="rich", spend_min_minor=1)
    bonus = BonusRule(id="b", points=1, when=Condition(segments=("regular", "tea")))
    silent = a_program(segments=RULES, audiences=(tea, rich))
    asking = a_program(segments=RULES, audiences=(tea, rich), bonuses=(bonus,))

    assert groups_of(silent, USUAL, DRANK_TEA, TODAY) == frozenset()
    assert asking.asked_audiences == (tea,)
    assert groups_of(asking, USUAL, DRANK_TEA, TODAY) == {"regular", "tea"}
    assert groups_of(asking, USUAL, UNKNOWN, TODAY) == {"regular"}


# What the rules make of it, told by a whole shop.


def bonus(points, **asked) -> BonusRule:
    return BonusRule(id=f"b{points}", points=points, when=Condition(**asked))


def test_the_segment_that_counts_is_the_one_before_the_sale():
    program = a_program(
        EarnRule(id="base", type=EarnType.FIXED),
        bonuses=(bonus(50, segments=("dormant",)), bonus(7, segments=("new", "active"))),
    )
    story = Story(program)
    story.join()

    assert story.buy("100")["balance"] == 7
    assert story.on("2027-01-21").buy("100")["balance"] == 14
    assert story.on("2027-03-22").buy("100")["balance"] == 64
    assert story.on("2027-03-23").buy("100")["balance"] == 71


def test_an_audience_of_bought_this_not_that_is_asked_again_at_every_sale():
    audience = Audience(
        id="shirts",
        bought=Bought(category="shirt", days=30),
        not_bought=Bought(category="tie", days=30),
    )
    program = a_program(
        EarnRule(id="base", type=EarnType.FIXED),
        audiences=(audience,),
        bonuses=(bonus(10, audience="shirts"),),
    )
    story = Story(program)
    story.join()

    def sell(category) -> int:
        balance: int = story.buy("10", lines=[a_line("10", category)])["balance"]
        return balance

    assert sell("shirt") == 0
    assert story.on("2026-11-24").buy("10")["balance"] == 10
    assert sell("tie") == 20
    assert sell("shirt") == 20
    assert story.on("2026-12-23").buy("10")["balance"] == 20
    assert story.on("2026-12-24").buy("10")["balance"] == 20


def test_where_somebody_bought_last_is_remembered_from_sale_to_sale():
    program = a_program(
        EarnRule(id="base", type=EarnType.FIXED),
        audiences=(Audience(id="north", locations=("north",)),),
        bonuses=(bonus(10, segments=("north",)),),
    )
    story = Story(program)
    story.join()

    assert story.buy("10", location="north")["balance"] == 0
    assert story.buy("10", location="south")["balance"] == 10
    assert story.buy("10", location="north")["balance"] == 10
