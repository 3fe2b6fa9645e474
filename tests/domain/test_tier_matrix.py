"""Every measure in every window: how long a tier is held, and where it falls to."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import events as ev
from services.domain.book import Book
from services.domain.kinds import TierBasis, TierDown, TierMatch, TierWindow
from services.domain.ladder import fitting_now
from services.domain.program import Threshold, Tier, Tiers
from tests.domain.story import Printed, Story, a_line, a_program

MEASURES = {
    TierBasis.SPEND: 100_00,
    TierBasis.PURCHASES: 1,
    TierBasis.VISITS: 1,
    TierBasis.POINTS: 5,
    TierBasis.SPEND_IN: 100_00,
}
"""What one purchase of a hundred, all of it coffee, comes to."""

# The last day of a tier reached on 11 January 2026, without grace, and with 30 days of it.
LAST_DAYS = {
    TierWindow.ROLLING: (date(2027, 1, 11), date(2027, 2, 10)),
    TierWindow.CALENDAR_YEAR: (date(2027, 12, 31), date(2028, 1, 30)),
}
FALLS = {TierDown.STEP: "silver", TierDown.FIT: "base", TierDown.NEVER: "gold"}


def a_threshold(basis: TierBasis, times: int) -> Threshold:
    category = "coffee" if basis is TierBasis.SPEND_IN else None
    return Threshold(basis=basis, need=MEASURES[basis] * times, category=category)


def a_ladder(basis: TierBasis) -> tuple[Tier, ...]:
    return (
        Tier(id="base"),
        Tier(id="silver", thresholds=(a_threshold(basis, 1),)),
        Tier(id="gold", thresholds=(a_threshold(basis, 2),)),
    )


def coffee(story: Story, on: str, key: str | None = None) -> Printed:
    return story.on(on).buy(100, lines=[a_line(100, "coffee")], key=key)


def a_golden_story(basis: TierBasis, **rules) -> Story:
    """Return somebody who came to silver on 10 January 2026 and to gold on the day after."""
    tiers = Tiers(ladder=a_ladder(basis), **rules)
    story = Story(a_program(tiers=tiers), on="2026-01-10")
    story.join()
    reached = [coffee(story, "2026-01-10")["tier"], coffee(story, "2026-01-11", "last")["tier"]]
    assert reached == ["silver", "gold"]
    return story


def tier_on(story: Story, day: date) -> str:
    tier: str = story.on(day.isoformat()).show()["tier"]
    return tier


@pytest.mark.parametrize(
    ("basis", "window", "down", "graced"),
    list(product(MEASURES, LAST_DAYS, TierDown, (False, True))),
)
def test_a_tier_is_held_through_its_period_and_its_grace_and_then_falls(
    basis, window, down, graced
):
    story = a_golden_story(basis, window=window, down=down, grace_days=30 * graced)
    last = LAST_DAYS[window][graced]
    after = date.fromordinal(last.toordinal() + 1)

    assert [tier_on(story, last), tier_on(story, after)] == ["gold", FALLS[down]]


@pytest.mark.parametrize(("basis", "down"), list(product(MEASURES, TierDown)))
def test_over_a_lifetime_nothing_is_ever_lost(basis, down):
    story = a_golden_story(basis, window=TierWindow.LIFETIME, down=down, grace_days=0)

    assert tier_on(story, date(2046, 1, 1)) == "gold"


@pytest.mark.parametrize(("basis", "window"), list(product(MEASURES, LAST_DAYS)))
def test_who_meets_the_thresholds_again_before_the_end_keeps_the_tier_another_period(
    basis, window
):
    story = a_golden_story(basis, window=window, grace_days=0)
    coffee(story, "2027-01-02")
    coffee(story, "2027-01-03")

    last = LAST_DAYS[window][0]

    assert tier_on(story, date.fromordinal(last.toordinal() + 1)) == "gold"
    story.tick()
    rolling = window is TierWindow.ROLLING
    until = date(2028, 1, 11) if rolling else date(2028, 12, 31)
    assert story.shop._cards["anna"].state.tier.until == until


@pytest.mark.parametrize(("basis", "window"), list(product(MEASURES, LAST_DAYS)))
def test_a_purchase_in_grace_that_reaches_the_thresholds_begins_a_new_period(basis, window):
    story = a_golden_story(basis, window=window, grace_days=30)
    in_grace = LAST_DAYS[window][1]
    two = [coffee(story, (in_grace.replace(day=day)).isoformat())["tier"] for day in (3, 4)]

    assert two == ["gold", "gold"]
    assert story.shop._cards["anna"].state.tier.grace_until is None
    assert story.shop._cards["anna"].state.tier.since == in_grace.replace(day=4)


@pytest.mark.parametrize(("basis", "window"), list(product(MEASURES, TierWindow)))
def test_a_refund_without_which_the_tier_would_not_fit_returns_it_at_once(basis, window):
    story = a_golden_story(basis, window=window, grace_days=30)

    assert story.refund("last")["tier"] == "silver"


@pytest.mark.parametrize(("basis", "window", "down"), list(product(MEASURES, LAST_DAYS, TierDown)))
def test_a_floor_by_hand_outlives_the_own_tier_and_then_what_is_left_counts(basis, window, down):
    story = a_golden_story(basis, window=window, down=down, grace_days=0)
    last = LAST_DAYS[window][0]
    hand_until = last.replace(year=last.year + 1, day=1)
    story.set_tier("gold", until=hand_until.isoformat())

    after = date.fromordinal(hand_until.toordinal() + 1)

    assert [tier_on(story, hand_until), tier_on(story, after)] == ["gold", FALLS[down]]


@pytest.mark.parametrize(("basis", "other"), list(product(MEASURES, MEASURES)))
def test_any_needs_one_of_two_thresholds_and_all_needs_both(basis, other):
    if basis is other:
        return
    both = (a_threshold(basis, 1), a_threshold(other, 3))
    reached = {}
    for match in TierMatch:
        ladder = (Tier(id="base"), Tier(id="gold", thresholds=both))
        story = Story(a_program(tiers=Tiers(ladder=ladder, match=match)), on="2026-01-10")
        story.join()
        days = ("2026-01-10", "2026-01-11", "2026-01-12")
        reached[match] = [coffee(story, day)["tier"] for day in days].index("gold")

    assert reached == {TierMatch.ANY: 0, TierMatch.ALL: 2}


@given(
    basis=st.sampled_from(list(MEASURES)),
    window=st.sampled_from(list(TierWindow)),
    gaps=st.lists(st.integers(0, 300), max_size=6),
    wait=st.integers(0, 800),
)
def test_counting_anew_gives_exactly_what_fits_and_twice_changes_nothing(
    basis, window, gaps, wait
):
    tiers = Tiers(ladder=a_ladder(basis), window=window)
    story = Story(a_program(tiers=tiers), on="2026-01-10")
    story.join()
    day = date(2026, 1, 10).toordinal()
    for gap in gaps:
        day += gap
        coffee(story, date.fromordinal(day).isoformat())
    story.on(date.fromordinal(day + wait).isoformat())

    once = story.tell(ev.Recount(at=story.at, member="anna"))[0]["tier"]
    state = story.shop._cards["anna"].state
    twice = story.tell(ev.Recount(at=story.at, member="anna"))[0]["tier"]

    assert once == twice
    assert story.shop._cards["anna"].state.tier == state.tier
    if state.tier.grace_until is None:
        assert tiers.ladder[fitting_now(tiers, Book(state))].id == once
