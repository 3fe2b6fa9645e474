"""Tiers taken back, and tiers counted anew after the ladder was edited."""

from services.domain import events as ev
from services.domain.kinds import TierDown, TierMatch, TierWindow
from services.domain.program import Tiers
from tests.domain.story import Printed, Story, a_program
from tests.domain.test_tiers import COUNT, LADDER, SPEND, a_story, a_tier, tier_on


def end_tier(story: Story, member="anna") -> Printed:
    return story.tell(ev.EndTier(at=story.at, member=member))[0]


def recount(story: Story, member="anna", floor=None) -> Printed:
    return story.tell(ev.Recount(at=story.at, member=member, floor=floor))[0]


def with_ladder(story: Story, *ladder, **tiers) -> None:
    story.change(a_program(tiers=Tiers(ladder=ladder, **tiers)))


def test_a_hand_tier_can_be_taken_back_and_the_own_one_is_left():
    story = a_story()
    story.buy(1000)
    story.set_tier("top")

    assert end_tier(story)["tier"] == "silver"
    assert story.shop._cards["anna"].state.tier.manual is None
    assert tier_on(story, "2027-01-10", "2027-02-10") == ["silver", "base"]


def test_taking_back_leaves_the_higher_of_the_own_tier_and_what_fits():
    story = a_story()
    story.buy(900)
    story.set_tier("gold")
    with_ladder(story, a_tier("base"), a_tier("silver", (SPEND, 80_000)), *LADDER[2:])

    assert end_tier(story)["tier"] == "silver"


def test_taking_back_what_was_never_given_changes_nothing():
    story = a_story()
    story.buy(1000)
    plain = Story()
    plain.join()

    assert end_tier(story)["tier"] == "silver"
    assert end_tier(plain)["tier"] is None


def test_counting_anew_gives_the_tier_that_fits_the_new_thresholds_up_and_down():
    story = a_story()
    story.buy(1000)
    with_ladder(story, a_tier("base"), a_tier("silver", (SPEND, 90_000)), *LADDER[2:])
    same = recount(story)
    period = story.shop._cards["anna"].state.tier
    with_ladder(story, a_tier("base"), a_tier("silver", (SPEND, 200_000)))
    down = recount(story.on("2026-02-01"))
    with_ladder(story, a_tier("base"), a_tier("silver", (COUNT, 1)))
    up = recount(story.on("2026-03-01"))

    assert [line["tier"] for line in (same, down, up)] == ["silver", "base", "silver"]
    assert str(period.since) == "2026-01-10"  # a tier that fits keeps its period
    assert str(story.shop._cards["anna"].state.tier.until) == "2027-03-01"


def test_the_floor_stands_in_the_place_of_a_removed_level():
    story = a_story()
    story.buy(5000)
    with_ladder(story, a_tier("base"), a_tier("silver", (SPEND, 800_000)))

    assert story.show()["tier"] == "base"
    assert recount(story, floor="silver")["tier"] == "silver"
    assert str(story.shop._cards["anna"].state.tier.until) == "2027-01-10"


def test_a_hand_tier_that_was_removed_becomes_the_floor_with_its_end():
    story = a_story()
    story.set_tier("gold", until="2026-03-01")
    with_ladder(story, *LADDER[:2])

    assert recount(story, floor="silver")["tier"] == "silver"
    assert tier_on(story, "2026-03-01", "2026-03-02") == ["silver", "base"]


def test_a_hand_tier_that_was_removed_goes_without_a_floor():
    story = a_story()
    story.set_tier("gold", until="2026-03-01")
    with_ladder(story, *LADDER[:2])

    recount(story)

    tier = story.shop._cards["anna"].state.tier
    assert (tier.manual, tier.manual_until) == (None, None)


def test_a_hand_tier_stays_when_tiers_are_counted_anew():
    story = a_story()
    story.set_tier("gold", until="2026-03-01")

    assert recount(story)["tier"] == "gold"


def test_counting_anew_reads_each_window_and_every_measure():
    ladder = (a_tier("base"), a_tier("gold", (SPEND, 50_000), (COUNT, 2)))
    for window in TierWindow:
        for match in TierMatch:
            story = a_story(ladder=LADDER, window=window, down=TierDown.NEVER)
            story.buy(600)
            with_ladder(story, *ladder, window=window, match=match)
            expected = "gold" if match is TierMatch.ANY else "base"
            assert recount(story)["tier"] == expected, (window, match)


def test_counting_anew_without_tiers_changes_nothing():
    story = Story()
    story.join()

    assert recount(story)["tier"] is None


def test_with_a_floor_nobody_falls_and_who_has_earned_more_rises():
    story = a_story()
    story.buy(1000)
    with_ladder(
        story, a_tier("base"), a_tier("silver", (SPEND, 10**7)), a_tier("gold", (COUNT, 5))
    )
    kept = recount(story, floor="silver")
    with_ladder(
        story, a_tier("base"), a_tier("silver", (SPEND, 10**7)), a_tier("gold", (COUNT, 1))
    )
    risen = recount(story, floor="silver")

    assert (kept["tier"], risen["tier"]) == ("silver", "gold")
