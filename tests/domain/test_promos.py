"""Promo codes: what they give, to whom, how often; and what a replay prints."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.domain import events as ev
from services.domain import promos
from services.domain.conditions import Condition
from services.domain.errors import OfferNotRunning, PromoUsedAlready, PromoUsedUp, UnknownOffer
from services.domain.kinds import Weekday
from services.domain.members import join
from services.domain.program import Program, PromoCode
from services.domain.promos import Used
from tests.domain.story import Story, a_program, kinds, texts

SPRING = PromoCode(id="spring", code="SPR1NG", points=100, expires_days=10)
CAKE = PromoCode(id="cake", code="CAKE", per_member=2, total=3)
NEVER = Used(member=0, all=0)
NOW = datetime.fromisoformat("2026-11-23T12:00:00+03:00")


def a_shop(*codes: PromoCode) -> Program:
    return a_program(promos=codes or (SPRING, CAKE))


def claim(story: Story, offer="spring", member="anna", key=None):
    event = ev.Claim(at=story.at, member=member, key=key or story.key(), offer=offer)
    return story.tell(event)[0]


def joined(*members, program=None) -> Story:
    story = Story(program or a_shop())
    for member in members or ("anna",):
        story.join(member)
    return story


def test_a_code_gives_points_with_an_end_of_their_own():
    line = claim(joined())

    assert kinds(line) == [("gift", 100)]
    assert line["entries"][0]["expires_on"] == "2026-12-03"
    assert texts(line, "gift") == {"promo": "promo code of spring"}
    assert (line["balance"], line["coupons"]) == (100, [])


def test_without_days_the_points_live_as_long_as_others():
    code = PromoCode(id="spring", code="SPR1NG", points=5)

    line = claim(joined(program=a_shop(code)))

    assert line["entries"][0]["expires_on"] == "2027-11-23"


def test_a_code_without_points_gives_a_coupon_that_costs_nothing():
    story = joined()

    line = claim(story, "cake")

    assert kinds(line) == [("redeem", 0)]
    assert line["coupons"] == [{"id": "cake:anna:1", "expires_on": "2027-11-23"}]
    cancel = ev.Cancel(at=story.at, member="anna", key=story.key(), coupon="cake:anna:1")
    assert story.tell(cancel)[0]["coupons"] == []


def test_a_member_uses_a_code_as_often_as_it_says():
    story = joined()
    claim(story)

    refused = claim(story, key="again")

    assert (refused["refused"], refused["facts"]) == ("promo-used-already", {"offer": "spring"})
    assert [claim(story, "cake")["coupons"][-1]["id"] for _ in range(2)] == [
        "cake:anna:1",
        "cake:anna:2",
    ]
    assert claim(story, "cake")["refused"] == "promo-used-already"


def test_all_members_together_use_it_no_more_than_its_total():
    story = joined("anna", "boris", "vera")
    for member in ("anna", "anna", "boris"):
        claim(story, "cake", member)

    assert claim(story, "cake", "vera")["refused"] == "promo-used-up"


def test_a_code_for_a_group_gives_nothing_to_others():
    story = joined(program=a_shop(replace(SPRING, when=Condition(audience="active"))))

    assert claim(story)["refused"] == "offer-not-running"

    story.buy("100")
    story.on("2026-12-24").buy("100")
    assert kinds(claim(story)) == [("gift", 100)]


def test_the_same_claim_again_is_the_first_answer():
    story = joined()
    first = claim(story, key="k")

    assert claim(story, key="k") == {**first, "n": 3, "replayed": True}


@pytest.mark.parametrize(
    ("code", "used", "why"),
    [
        (PromoCode(id="c", code="C", points=1, on=False), NEVER, OfferNotRunning),
        (
            PromoCode(id="c", code="C", points=1, when=Condition(until_on=date(2026, 11, 22))),
            NEVER,
            OfferNotRunning,
        ),
        (
            PromoCode(id="c", code="C", points=1, when=Condition(weekdays=(Weekday.TUE,))),
            NEVER,
            OfferNotRunning,
        ),
        (PromoCode(id="c", code="C", points=1), Used(member=1, all=1), PromoUsedAlready),
        (PromoCode(id="c", code="C", points=1, total=5), Used(member=0, all=5), PromoUsedUp),
        (PromoCode(id="other", code="C", points=1), NEVER, UnknownOffer),
    ],
)
def test_a_code_that_gives_nothing_says_why(code, used, why):
    program = a_shop(code)
    state = join(program, NOW.date()).state

    with pytest.raises(why):
        promos.claim(program, state, "c", NOW, used=used)


def test_a_code_is_found_however_it_is_typed():
    program = a_shop()

    assert promos.find(program, " spr-ing ") is SPRING
    assert promos.find(program, "") is None
    assert promos.find(program, "SPRING2") is None
    assert promos.is_promo(program, "cake")
    assert not promos.is_promo(program, "cakes")
