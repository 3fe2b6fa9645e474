"""Offers: what runs for a member, what the owner launches, what it costs and what it did."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from services import coupons, members, offers, points, programs, purchases, refunds
from services.database import Database
from services.domain.errors import UnknownOffer
from services.domain.kinds import OfferKind, Weekday
from services.facts import Localized
from services.offers import (
    MemberOffer,
    OfferDraft,
    OfferEnded,
    OfferEndsBefore,
    OfferIncomplete,
    OfferOutOfRange,
    OfferResult,
    OfferState,
    OwnerOffer,
    Terms,
    ref_of,
)
from services.programs import ProgramChangedMeanwhile
from services.purchases import Recorded
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, Cashier, Shop, a_cashier, a_key, a_member, a_shop
from tests.builders.shops import a_telegram_id as a_chat

MONDAY = NOW  # 23 November 2026, noon in Moscow
CROISSANT = OfferDraft(
    kind=OfferKind.GOODS, title={"ru": "Круассан", "en": "Croissant"}, price_points=50
)
TUESDAYS = OfferDraft(kind=OfferKind.MULTIPLIER, factor="2", weekdays=(Weekday.TUE,))
BIG = OfferDraft(kind=OfferKind.BONUS, points=30, amount_min_minor=1_000_00)


class Owner:
    """A shop whose owner tries offers; Anna buys there."""

    def __init__(self, here: Shop, cashier: Cashier, anna: int, chat: int) -> None:
        self.database: Database = here.database
        self.here, self.cashier, self.anna, self.chat = here, cashier, anna, chat

    async def launch(
        self, draft: OfferDraft, *, now: datetime = NOW, key: str | None = None
    ) -> OwnerOffer:
        based_on = (await self.database.read(programs.current, now=NOW)).version_id
        return await self.database.write(
            offers.launch,
            draft,
            based_on=based_on,
            actor=self.here.owner,
            key=key or a_key(),
            now=now,
        )

    async def change(self, use_case: Any, ref: str, *, now: datetime = NOW) -> OwnerOffer:
        changed: OwnerOffer = await self.database.write(
            use_case, ref, actor=self.here.owner, key=a_key(), now=now
        )
        return changed

    async def preview(self, draft: OfferDraft, *, now: datetime = NOW) -> offers.OfferPreview:
        return await self.database.read(offers.preview, draft, now=now)

    async def mine(self, *, now: datetime = NOW) -> tuple[MemberOffer, ...]:
        found = await self.database.read(offers.member_offers, self.anna, now=now)
        return found.offers

    async def all(self, *, now: datetime = NOW) -> tuple[OwnerOffer, ...]:
        return (await self.database.read(offers.owner_offers, now=now)).offers

    async def buy(
        self, amount_minor: int = 100_00, *, now: datetime = NOW, key: str | None = None
    ) -> Recorded:
        return await self.database.write(
            purchases.record,
            self.anna,
            amount_minor,
            actor=self.cashier.actor,
            key=key or a_key(),
            now=now,
            repeat_ok=True,
            unusual_ok=True,
        )

    async def apply(self, text: str, *, now: datetime = NOW) -> None:
        whole = (await self.database.read(programs.current, now=NOW)).text + text
        await self.database.write(
            programs.apply, whole, actor=self.here.owner, key=a_key(), now=now
        )


@pytest_asyncio.fixture
async def shop(database: Database) -> Owner:
    here = await a_shop(database, template="plain")
    chat = a_chat()
    anna = await a_member(here, telegram_id=chat)
    return Owner(here, await a_cashier(here), anna.member_id, chat)


def ids(found: Iterable[MemberOffer | OwnerOffer]) -> list[str]:
    return [one.id for one in found]


async def test_a_launched_offer_runs_for_members_at_once(shop: Owner) -> None:
    launched = await shop.launch(CROISSANT)

    (seen,) = await shop.mine()

    assert (launched.id, launched.state, launched.result) == (
        "croissant",
        OfferState.ON,
        OfferResult(),
    )
    assert seen == MemberOffer(
        id="croissant",
        ref=ref_of("croissant"),
        kind=OfferKind.GOODS,
        title={"ru": "Круассан", "en": "Croissant"},
        terms=Terms(price_points=50, expires_days=30),
        today=True,
        now=True,
        affordable=False,
        missing_points=50,
    )
    assert await shop.database.read(offers.count_for, shop.anna, now=NOW) == 1


async def test_the_same_launch_again_is_the_same_offer(shop: Owner) -> None:
    first = await shop.launch(CROISSANT, key="go")

    assert await shop.launch(CROISSANT, key="go") == first
    assert ids([await shop.launch(CROISSANT)]) == ["croissant-2"]
    assert ids(await shop.all()) == ["croissant-2", "croissant"]


async def test_a_launch_upon_rules_that_changed_meanwhile_is_refused(shop: Owner) -> None:
    shown = await shop.preview(CROISSANT)
    await shop.launch(BIG)

    with pytest.raises(ProgramChangedMeanwhile):
        await shop.database.write(
            offers.launch,
            CROISSANT,
            based_on=shown.version_id,
            actor=shop.here.owner,
            key=a_key(),
            now=NOW,
        )


async def test_offers_earn_by_themselves_and_history_calls_them_by_their_titles(
    shop: Owner,
) -> None:
    double = {"ru": "Двойные баллы", "en": "Double points"}
    await shop.launch(replace(TUESDAYS, title=double, weekdays=(Weekday.MON,)))
    await shop.launch(BIG)
    bought = await shop.buy(1_000_00)

    page = await shop.database.read(members.history, shop.anna, 0, now=NOW)

    assert bought.earned == 50 * 2 + 30
    assert page.rows[0].titles == {"double-points": double}
    (letter,) = [
        one for one in await letters_to(shop.database, shop.chat) if one.text == "receipt"
    ]
    assert letter.facts["offer"] == Localized(double)


async def test_a_paused_offer_does_nothing_until_it_goes_on(shop: Owner) -> None:
    ref = (await shop.launch(replace(BIG, amount_min_minor=None))).ref

    paused = await shop.change(offers.pause, ref)

    assert (paused.state, await shop.mine()) == (OfferState.PAUSED, ())
    assert (await shop.buy()).earned == 5
    assert (await shop.change(offers.resume, ref)).state is OfferState.ON
    assert (await shop.buy()).earned == 35


async def test_an_offer_that_has_ended_does_not_come_back(shop: Owner) -> None:
    ref = (await shop.launch(replace(BIG, amount_min_minor=None))).ref

    ended = await shop.change(offers.end, ref)

    assert (ended.state, await shop.mine(), (await shop.buy()).earned) == (
        OfferState.ENDED,
        (),
        5,
    )
    assert await shop.change(offers.end, ref) == ended
    for use_case in (offers.pause, offers.resume):
        with pytest.raises(OfferEnded):
            await shop.change(use_case, ref)
        with pytest.raises(UnknownOffer):
            await shop.change(use_case, "00000000")
    with pytest.raises(UnknownOffer):
        await shop.change(offers.end, "00000000")


async def test_the_same_tap_again_changes_an_offer_once(shop: Owner) -> None:
    ref = (await shop.launch(BIG)).ref
    for _ in range(2):
        await shop.database.write(offers.pause, ref, actor=shop.here.owner, key="once", now=NOW)

    history = await shop.database.read(programs.history, now=NOW)

    assert [str(change) for change in history[0].changes] == ["offer bonus-30 on: true → false"]
    assert len(history) == 3


async def test_an_offer_ends_by_its_own_last_day(shop: Owner) -> None:
    ref = (await shop.launch(replace(CROISSANT, until_on=date(2026, 11, 24)))).ref
    last, after = NOW + timedelta(days=1), NOW + timedelta(days=2)

    assert ids(await shop.mine(now=last)) == ["croissant"]
    assert await shop.mine(now=after) == ()
    seen = await shop.database.read(offers.owner_offer, ref, now=after)
    assert seen.state is OfferState.ENDED
    assert seen.terms.until_on == date(2026, 11, 24)


async def test_owners_see_running_offers_first_and_the_newest_of_them(shop: Owner) -> None:
    for title in ("one", "two", "three", "four"):
        await shop.launch(replace(CROISSANT, title={"en": title}))
    await shop.change(offers.end, ref_of("four"))
    await shop.change(offers.pause, ref_of("two"))

    assert [(one.id, one.state.value) for one in await shop.all()] == [
        ("three", "on"),
        ("one", "on"),
        ("two", "paused"),
        ("four", "ended"),
    ]


MORE = """
[[offer]]
id = "later"
kind = "bonus"
points = 1
when = { from = 2026-11-24 }
[[offer]]
id = "tuesday"
kind = "bonus"
points = 1
when = { weekdays = ["wed", "tue"] }
[[offer]]
id = "night"
kind = "bonus"
points = 1
when = { hours = ["22:00", "02:00"] }
[[offer]]
id = "newcomers"
kind = "bonus"
points = 1
when = { first = true }
[[offer]]
id = "cakes"
kind = "bonus"
points = 1
when = { amount_min = "10", categories = ["cake"], nth = 7 }
"""


async def test_a_member_sees_what_is_meant_for_the_member(shop: Owner) -> None:
    await shop.apply(MORE)

    seen = {one.id: one for one in await shop.mine()}

    assert list(seen) == ["tuesday", "night", "newcomers", "cakes"]
    assert {one.id: (one.today, one.now) for one in seen.values()} == {
        "tuesday": (False, False),
        "night": (True, False),
        "newcomers": (True, True),
        "cakes": (True, True),
    }
    assert seen["tuesday"].terms == Terms(weekdays=(Weekday.TUE, Weekday.WED), points=1)
    assert seen["night"].terms == Terms(hours=(1320, 120), points=1)
    assert seen["cakes"].terms == Terms(amount_min_minor=10_00, more=True, points=1)
    await shop.buy()
    assert "newcomers" not in ids(await shop.mine())
    planned = {one.id: one.terms for one in await shop.all()}["later"]
    assert planned == Terms(from_on=date(2026, 11, 24), points=1)


async def test_the_owner_sees_what_offers_did_in_30_days(shop: Owner) -> None:
    await shop.launch(replace(TUESDAYS, weekdays=()))
    await shop.launch(BIG)
    await shop.launch(CROISSANT)
    await shop.buy(1_000_00)
    await shop.buy(500_00)
    undone = await shop.buy(2_000_00)
    await shop.database.write(
        refunds.undo, undone.purchase_id, actor=shop.cashier.actor, key=a_key(), now=NOW
    )
    taken = [
        await shop.database.write(
            coupons.claim, shop.anna, ref_of("croissant"), key=a_key(), now=NOW
        )
        for _ in range(3)
    ]
    await shop.database.write(
        coupons.use, taken[0].coupon_id, actor=shop.cashier.actor, key=a_key(), now=NOW
    )

    results = {one.id: one.result for one in await shop.all()}

    assert results == {
        "x2": OfferResult(purchases=2, points=75),
        "bonus-30": OfferResult(purchases=1, points=30),
        "croissant": OfferResult(claimed=3, used=1),
    }
    later = await shop.all(now=NOW + timedelta(days=30))
    assert {one.result for one in later} == {OfferResult()}


async def test_a_preview_shows_the_guests_view_and_saves_nothing(shop: Owner) -> None:
    before = (await shop.database.read(programs.current, now=NOW)).version_id

    shown = await shop.preview(replace(CROISSANT, until_on=date(2026, 12, 1)))

    assert (shown.offer.id, shown.offer.affordable) == ("croissant", True)
    assert shown.offer.terms == Terms(price_points=50, expires_days=30, until_on=date(2026, 12, 1))
    assert (shown.cost_points, shown.cost_minor) == (None, None)
    assert (await shop.database.read(programs.current, now=NOW)).version_id == before


async def test_a_preview_counts_a_month_of_the_shops_own_receipts(shop: Owner) -> None:
    await shop.buy(1_000_00)  # Monday noon: 50 points
    await shop.buy(500_00)  # 25 points
    evening = NOW + timedelta(days=1, hours=6)  # Tuesday, 18:00
    await shop.buy(2_000_00, now=evening)  # 100 points
    evenings = replace(TUESDAYS, weekdays=(), factor="1,5", hours=(17 * 60, 24 * 60))

    seen = {
        name: await shop.preview(draft, now=evening)
        for name, draft in {
            "tuesdays": TUESDAYS,
            "evenings": evenings,
            "mornings": replace(TUESDAYS, weekdays=(), hours=(6 * 60, 9 * 60)),
            "big": BIG,
            "cheap": CROISSANT,
            "dear": replace(CROISSANT, price_points=500),
        }.items()
    }

    assert {
        name: (one.purchases, one.guests, one.cost_points, one.cost_minor)
        for name, one in seen.items()
    } == {
        "tuesdays": (1, 0, 100, 100_00),
        "evenings": (1, 0, 50, 50_00),
        "mornings": (0, 0, 0, 0),
        "big": (2, 0, 60, 60_00),
        "cheap": (0, 1, 50, 50_00),
        "dear": (0, 0, 0, 0),
    }
    a_month_on = evening + timedelta(days=31)
    assert (await shop.preview(BIG, now=a_month_on)).cost_points is None


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (replace(CROISSANT, title={}), OfferIncomplete(field="title")),
        (replace(CROISSANT, title={"ru": " \u200b "}), OfferIncomplete(field="title")),
        (replace(CROISSANT, price_points=None), OfferIncomplete(field="price_points")),
        (
            replace(CROISSANT, price_points=0),
            OfferOutOfRange(field="price_points", low="1", high="1000000"),
        ),
        (
            replace(CROISSANT, expires_days=0),
            OfferOutOfRange(field="expires_days", low="1", high="3650"),
        ),
        (replace(CROISSANT, until_on=date(2026, 11, 22)), OfferEndsBefore(today=NOW.date())),
        (replace(BIG, points=None), OfferIncomplete(field="points")),
        (
            replace(BIG, amount_min_minor=0),
            OfferOutOfRange(field="amount_min_minor", low="1", high="1000000000000"),
        ),
        (replace(TUESDAYS, factor=None), OfferIncomplete(field="factor")),
        *(
            (
                replace(TUESDAYS, factor=factor),
                OfferOutOfRange(field="factor", low="1.1", high="10"),
            )
            for factor in ("1", "11", "-2", "2.999", "two", "２")
        ),
        *(
            (
                replace(TUESDAYS, hours=hours),
                OfferOutOfRange(field="hours", low="00:00", high="24:00"),
            )
            for hours in ((600, 600), (-1, 600), (600, 1441), (1440, 60), (600, 0))
        ),
    ],
)
async def test_a_draft_that_cannot_be_is_refused(
    shop: Owner, draft: OfferDraft, refusal: Exception
) -> None:
    with pytest.raises(type(refusal)) as refused:
        await shop.preview(draft)

    assert refused.value == refusal


async def test_titles_are_cleaned_and_a_draft_uses_only_its_kinds_fields(shop: Owner) -> None:
    shown = await shop.preview(
        replace(BIG, title={"ru": " За\u202e чек ", "en": ""}, factor="3", price_points=9)
    )

    assert shown.offer.title == {"ru": "За чек"}
    assert shown.offer.terms == Terms(points=30, amount_min_minor=1_000_00)
    plain = await shop.preview(replace(TUESDAYS, amount_min_minor=5))
    assert plain.offer.terms == Terms(weekdays=(Weekday.TUE,), factor="2")


async def test_members_count_coupons_among_their_offers(shop: Owner) -> None:
    ref = (await shop.launch(CROISSANT)).ref
    await shop.database.write(
        points.adjust, shop.anna, 90, "подарок", actor=shop.here.owner, key=a_key(), now=NOW
    )
    first = await shop.database.write(coupons.claim, shop.anna, ref, key=a_key(), now=NOW)
    await shop.change(offers.end, ref)

    found = await shop.database.read(offers.member_offers, shop.anna, now=NOW)

    assert (found.offers, found.coupons, found.count, found.balance) == ((), (first,), 1, 40)
