"""What the owner does with segments and audiences, and what an offer makes of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services import audiences, coupons, offers, programs, purchases, segments
from services.audiences import (
    AudienceAsksNothing,
    AudienceContradictsItself,
    AudienceUsed,
    TooManyAudiences,
    UnknownAudience,
)
from services.baskets import Basket
from services.database import Database
from services.domain.errors import OfferNotRunning
from services.domain.groups import Audience, Bought
from services.domain.kinds import OfferKind, Segment
from services.domain.receipts import Line
from services.offers import OfferDraft
from services.program.segments import MOST_AUDIENCES
from services.segments import Boundary, BoundaryOutOfRange
from tests.builders.shops import JOB, NOW, Shop, a_key, a_member, a_shop

SLEEPING = Audience(id="any", absent_min=30)
SHIRT_NO_TIE = Audience(
    id="any",
    bought=Bought(category="shirt", days=60),
    not_bought=Bought(category="tie", days=60),
)
LATER = NOW + timedelta(days=40)


async def save(here: Shop, asked: Audience, name: str = "", **also: Any) -> str:
    given: dict[str, Any] = {"ref": None, "actor": here.owner, "key": a_key(), "now": NOW, **also}
    return await here.database.write(audiences.save, asked, {"ru": name} if name else {}, **given)


async def buy(here: Shop, member_id: int, category: str | None = None, **also: Any) -> int:
    lines = [Line(amount_minor=100_00, category=category)] if category else []
    given: dict[str, Any] = {"actor": JOB, "key": a_key(), "now": NOW, "repeat_ok": True}
    made = await here.database.write(
        purchases.record,
        member_id,
        100_00,
        **{**given, "basket": Basket(lines=tuple(lines)), **also},
    )
    return made.earned


async def test_an_audience_is_saved_counted_changed_and_deleted(database: Database):
    here = await a_shop(database)
    await a_member(here)
    await a_member(here, now=LATER - timedelta(days=1))

    ref = await save(here, SLEEPING, "  Давно   не были ")
    (view,) = await database.read(audiences.audiences, now=LATER)
    assert (view.ref, view.name, view.guests) == (ref, {"ru": "Давно не были"}, 1)
    assert view.asked.id == "davno-ne-byli"
    again = await save(here, Audience(id="any", absent_max=60), "Новое имя", ref=ref)
    view = await database.read(audiences.audience, ref, now=LATER)
    assert (again, view.asked.absent_min, view.guests) == (ref, None, 2)
    await database.write(audiences.delete, ref, actor=here.owner, key="gone", now=NOW)
    await database.write(audiences.delete, ref, actor=here.owner, key="gone", now=NOW)
    assert await database.read(audiences.audiences, now=LATER) == ()
    with pytest.raises(UnknownAudience):
        await database.read(audiences.audience, ref, now=LATER)


async def test_the_same_tap_saves_one_audience(database: Database):
    here = await a_shop(database)

    first = await save(here, SLEEPING, key="once")
    second = await save(here, SLEEPING, key="once")

    assert first == second
    assert len(await database.read(audiences.audiences, now=NOW)) == 1


async def test_an_audience_without_a_name_gets_an_id_of_its_own(database: Database):
    here = await a_shop(database)

    await save(here, SLEEPING)
    await save(here, SLEEPING, "vip")

    found = await database.read(audiences.audiences, now=NOW)
    assert [one.asked.id for one in found] == ["guests", "vip-2"]


async def test_an_audience_that_makes_no_sense_is_refused(database: Database):
    here = await a_shop(database)

    with pytest.raises(AudienceAsksNothing):
        await save(here, Audience(id="any"))
    with pytest.raises(AudienceContradictsItself):
        await save(here, Audience(id="any", visits_min=3, visits_max=2))
    with pytest.raises(UnknownAudience):
        await save(here, SLEEPING, ref="c0ffee")


async def test_there_are_only_so_many_audiences(database: Database):
    here = await a_shop(database)
    text = (await database.read(programs.current, now=NOW)).text
    rows = [f'[[audience]]\nid = "a{n}"\nabsent_min = {n}\n' for n in range(MOST_AUDIENCES)]
    whole = text + "\n".join(rows)
    await database.write(programs.apply, whole, actor=here.owner, key=a_key(), now=NOW)

    with pytest.raises(TooManyAudiences):
        await save(here, SLEEPING)


async def test_bought_this_not_that_counts_and_names_its_members(database: Database):
    here = await a_shop(database)
    anna, boris, clara = [(await a_member(here)).member_id for _ in range(3)]
    for member_id, category in ((anna, "shirt"), (boris, "shirt"), (boris, "tie"), (clara, "tie")):
        await buy(here, member_id, category)

    ref = await save(here, SHIRT_NO_TIE)

    assert (await database.read(audiences.audience, ref, now=NOW)).guests == 1
    page = await database.read(audiences.member_ids, "guests", after=0, limit=10, now=NOW)
    assert page == [anna]
    assert await database.read(audiences.member_ids, "new", after=anna, limit=1, now=NOW) == [
        boris
    ]
    assert (await database.read(audiences.choices, now=NOW)).categories == ("shirt", "tie")


async def test_the_segments_are_counted_and_their_boundaries_move(database: Database):
    here = await a_shop(database)
    for days in (0, 10, 40, 100):
        await a_member(here, now=NOW - timedelta(days=days))

    view = await database.read(segments.guests, now=NOW)
    assert (view.total, view.has_ladder) == (4, True)
    known = {segment: number for segment, number in view.counts.items() if number}
    assert known == {Segment.NEW: 2, Segment.DORMANT: 1, Segment.LOST: 1}
    bound = await database.read(segments.boundary, Boundary.DORMANT_DAYS, now=NOW)
    assert (bound.value, bound.guests, bound.low, bound.high) == (21, 1, 1, 89)
    assert {one.value: one.guests for one in bound.choices} == {14: 1, 21: 1, 30: 1, 45: 0, 60: 0}

    async def move(days: int, key: str) -> None:
        await database.write(
            segments.set_boundary,
            Boundary.DORMANT_DAYS,
            days,
            actor=here.owner,
            key=key,
            now=NOW,
        )

    await move(45, "move")
    await move(45, "move")
    view = await database.read(segments.guests, now=NOW)
    assert (view.counts[Segment.DORMANT], view.counts[Segment.ACTIVE]) == (0, 1)
    with pytest.raises(BoundaryOutOfRange) as no:
        await move(90, a_key())
    assert (no.value.low, no.value.high) == (1, 89)


@pytest.mark.parametrize(
    ("boundary", "value", "said"),
    [
        (Boundary.VIP_SPEND, 90, 90),
        (Boundary.VIP_SPEND, 0, 0),
        (Boundary.VIP_TOP_TIER, 0, 0),
        (Boundary.NEW_DAYS, 60, 60),
        (Boundary.REGULAR_VISITS, 1, 1),
        (Boundary.LOST_DAYS, 365, 365),
    ],
)
async def test_every_boundary_can_be_moved(
    sqlite_database: Database, boundary: Boundary, value: int, said: int
):
    here = await a_shop(sqlite_database)

    await sqlite_database.write(
        segments.set_boundary, boundary, value, actor=here.owner, key=a_key(), now=NOW
    )

    view = await sqlite_database.read(segments.boundary, boundary, now=NOW)
    assert view.value == said


async def test_money_makes_a_vip(sqlite_database: Database):
    here = await a_shop(sqlite_database)
    anna = (await a_member(here)).member_id
    await buy(here, anna)
    bound = await sqlite_database.read(segments.boundary, Boundary.VIP_SPEND, now=NOW)
    assert (bound.value, bound.guests) == (0, 0)

    await sqlite_database.write(
        segments.set_boundary, Boundary.VIP_SPEND, 100, actor=here.owner, key=a_key(), now=NOW
    )

    view = await sqlite_database.read(segments.guests, now=NOW)
    assert view.counts[Segment.VIP] == 1


# An offer for some.


async def launch(here: Shop, kind: OfferKind, group: str, **also: Any) -> str:
    draft = OfferDraft(
        kind=kind, title={"ru": "Для своих"}, audience=audiences.ref_of(group), **also
    )
    shown = await here.database.read(offers.preview, draft, now=NOW)
    assert shown.audience is not None
    launched = await here.database.write(
        offers.launch,
        draft,
        based_on=shown.version_id,
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )
    assert launched.audience is not None
    assert launched.audience.id == group
    return launched.ref


async def seen(here: Shop, member_id: int) -> list[str]:
    view = await here.database.read(offers.member_offers, member_id, now=NOW)
    assert view.count == await here.database.read(offers.count_for, member_id, now=NOW)
    return [one.id for one in view.offers]


async def test_an_offer_for_an_audience_is_seen_and_earned_by_its_members_alone(
    database: Database,
):
    here = await a_shop(database)
    anna, boris = [(await a_member(here)).member_id for _ in range(2)]
    await buy(here, anna, "shirt")
    await buy(here, boris, "tie")
    await save(here, SHIRT_NO_TIE, "Shirts")
    await launch(here, OfferKind.BONUS, "shirts", points=50, amount_min_minor=1_00)

    assert (await seen(here, anna), await seen(here, boris)) == (["dlya-svoikh"], [])
    quoted = await database.read(purchases.quote, anna, 100_00, staff_id=None, now=NOW)
    assert (quoted.earned, await buy(here, anna), await buy(here, boris)) == (55, 55, 5)
    # With the tie he leaves the audience; this bill is still one of a member of it.
    assert await buy(here, anna, "tie") == 55
    assert (await seen(here, anna), await buy(here, anna)) == ([], 5)


async def test_goods_for_a_segment_are_refused_to_others_when_they_are_taken(
    database: Database,
):
    here = await a_shop(database)
    anna = (await a_member(here)).member_id
    old = (await a_member(here, now=NOW - timedelta(days=60))).member_id
    ref = await launch(here, OfferKind.GOODS, "new", price_points=50)

    assert (await seen(here, anna), await seen(here, old)) == (["dlya-svoikh"], [])
    await database.write(coupons.claim, anna, ref, key=a_key(), now=NOW)
    with pytest.raises(OfferNotRunning):
        await database.write(coupons.claim, old, ref, key=a_key(), now=NOW)


async def test_the_preview_of_an_offer_counts_its_audience_and_its_bills(database: Database):
    here = await a_shop(database)
    anna = (await a_member(here)).member_id
    old = (await a_member(here, now=NOW - timedelta(days=60))).member_id
    await buy(here, anna)
    await buy(here, old)
    draft = OfferDraft(kind=OfferKind.BONUS, points=10, amount_min_minor=1_00)
    gift = OfferDraft(kind=OfferKind.GOODS, title={"ru": "Б"}, price_points=1)
    new = audiences.ref_of("new")

    for kind, touched in ((draft, 2), (gift, 2)):
        everybody = await database.read(offers.preview, kind, now=NOW)
        assert (everybody.purchases or everybody.guests, everybody.audience) == (touched, None)
    shown = await database.read(offers.preview, replace_audience(draft, new), now=NOW)
    assert shown.audience is not None
    assert (shown.purchases, shown.audience.guests) == (1, 1)
    shown = await database.read(offers.preview, replace_audience(gift, new), now=NOW)
    assert shown.guests == 1
    with pytest.raises(UnknownAudience):
        await database.read(offers.preview, replace_audience(draft, "c0ffee"), now=NOW)


def replace_audience(draft: OfferDraft, ref: str) -> OfferDraft:
    return replace(draft, audience=ref)


async def test_an_audience_that_an_offer_names_stays(database: Database):
    here = await a_shop(database)
    ref = await save(here, SLEEPING, "Sleeping")
    await launch(here, OfferKind.BONUS, "sleeping", points=50, amount_min_minor=1_00)

    (view,) = await database.read(audiences.audiences, now=NOW)
    assert view.used_by == ("dlya-svoikh",)
    with pytest.raises(AudienceUsed) as no:
        await database.write(audiences.delete, ref, actor=here.owner, key=a_key(), now=NOW)
    assert no.value.rule == "dlya-svoikh"


async def test_the_groups_to_choose_from_are_segments_and_audiences(database: Database):
    here = await a_shop(database)
    await a_member(here)
    await save(here, SLEEPING, "Sleeping")

    found = await database.read(audiences.groups, now=NOW)

    assert [one.group.id for one in found] == [*Segment, "sleeping"]
    assert (found[0].guests, found[-1].guests) == (1, 0)
