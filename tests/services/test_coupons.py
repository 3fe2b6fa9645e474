"""Coupons: claimed and shown in the member's chat, handed over at the till, given back."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text

from services import (
    coupons,
    erasing,
    members,
    offers,
    points,
    programs,
    purchases,
    redemptions,
    refunds,
    shifts,
)
from services.actors import system
from services.audit import audit
from services.database import Database
from services.domain.errors import (
    AlreadyCancelled,
    CouponExpired,
    CouponUsed,
    KeyConflict,
    NotEnoughPoints,
    OfferNotRunning,
    UnknownCoupon,
    UnknownMember,
    UnknownOffer,
)
from services.member_cards import NoCard
from services.members import Joined
from services.offers import CouponView, ref_of
from services.shifts import ShiftClosed
from services.till import OwnCard
from services.till_refusals import CouponNotShown
from tests.builders.letters import letters_to
from tests.builders.shops import (
    NOW,
    OWNER,
    Cashier,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)

OFFERS = """
[[offer]]
id = "croissant"
kind = "goods"
title = { ru = "Круассан", en = "Croissant" }
price_points = 50
expires_days = 30

[[offer]]
id = "tea"
kind = "goods"
price_points = 30
expires_days = 1

[[offer]]
id = "double"
kind = "multiplier"
factor = "2"
"""
CROISSANT, TEA = ref_of("croissant"), ref_of("tea")
LATER = NOW + timedelta(minutes=16)


class Counter:
    """A shop with offers, a cashier, and Anna with 180 points in two lots."""

    def __init__(self, here: Shop, cashier: Cashier, anna: Joined, chat: int) -> None:
        self.database: Database = here.database
        self.here, self.cashier, self.anna, self.chat = here, cashier, anna, chat

    async def claim(
        self, ref: str = CROISSANT, *, now: datetime = NOW, key: str | None = None
    ) -> CouponView:
        return await self.database.write(
            coupons.claim, self.anna.member_id, ref, key=key or a_key(), now=now
        )

    async def cancel(
        self, coupon_id: int, *, now: datetime = NOW, key: str | None = None
    ) -> coupons.CouponCancelled:
        return await self.database.write(
            coupons.cancel, self.anna.member_id, coupon_id, key=key or a_key(), now=now
        )

    async def use(
        self,
        coupon_id: int,
        *,
        now: datetime = NOW,
        key: str | None = None,
        cashier: Cashier | None = None,
    ) -> coupons.CouponHanded:
        actor = (cashier or self.cashier).actor
        return await self.database.write(
            coupons.use, coupon_id, actor=actor, key=key or a_key(), now=now
        )

    async def shown(self, *, now: datetime = NOW) -> tuple[coupons.TillCoupon, ...]:
        return await self.database.read(
            coupons.shown, self.cashier.staff_id, self.anna.member_id, now=now
        )

    async def mine(self, *, now: datetime = NOW) -> offers.MemberOffers:
        return await self.database.read(offers.member_offers, self.anna.member_id, now=now)

    async def balance(self, *, now: datetime = NOW) -> int:
        return (await self.database.read(members.card, self.anna.member_id, now=now)).balance

    async def in_order(self) -> bool:
        return (await self.database.report(audit)).difference is None


@pytest_asyncio.fixture
async def counter(database: Database) -> Counter:
    here = await a_shop(database)
    whole = (await database.read(programs.current, now=NOW)).text + OFFERS
    await database.write(programs.apply, whole, actor=here.owner, key=a_key(), now=NOW)
    cashier = await a_cashier(here)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    await database.write(
        points.adjust, anna.member_id, 80, "подарок", actor=here.owner, key=a_key(), now=NOW
    )
    return Counter(here, cashier, anna, chat)


async def test_a_claim_draws_the_points_and_shows_the_coupon_to_the_till(
    counter: Counter,
) -> None:
    taken = await counter.claim()

    assert await counter.balance() == 130
    assert taken == CouponView(
        coupon_id=taken.coupon_id,
        ref=CROISSANT,
        title={"ru": "Круассан", "en": "Croissant"},
        price_points=50,
        expires_on=NOW.date() + timedelta(days=30),
        shown_until=NOW + timedelta(minutes=15),
        code=taken.code,
    )
    (seen,) = await counter.shown()
    assert (seen.coupon_id, seen.title) == (taken.coupon_id, taken.title)
    assert (await counter.mine()).coupons == (taken,)
    assert await counter.in_order()


async def test_the_same_claim_again_takes_nothing(counter: Counter) -> None:
    first = await counter.claim(key="tap")

    assert await counter.claim(key="tap", now=LATER) == first
    assert await counter.balance() == 130
    with pytest.raises(KeyConflict):
        await counter.claim(TEA, key="tap")


async def test_two_taps_at_once_with_one_key_take_one_coupon(counter: Counter) -> None:
    first, second = await asyncio.gather(counter.claim(key="tap"), counter.claim(key="tap"))

    assert first == second
    assert await counter.balance() == 130


async def test_two_claims_at_once_never_spend_points_twice(counter: Counter) -> None:
    taken = await asyncio.gather(*(counter.claim() for _ in range(5)), return_exceptions=True)

    refused = [one for one in taken if isinstance(one, NotEnoughPoints)]
    assert (len(refused), await counter.balance()) == (2, 30)
    assert await counter.in_order()


async def test_nobody_pays_another_price_than_was_agreed_to(counter: Counter) -> None:
    async def tap(price: int) -> CouponView:
        return await counter.database.write(
            coupons.claim, counter.anna.member_id, CROISSANT, price=price, key="tap", now=NOW
        )

    before = await counter.balance()
    with pytest.raises(coupons.PriceChanged) as changed:
        await tap(49)
    assert changed.value.points == 50
    assert await counter.balance() == before

    taken, again = await tap(50), await tap(50)
    assert taken.coupon_id == again.coupon_id
    assert await counter.balance() == before - 50


async def test_what_cannot_be_claimed_is_refused(counter: Counter) -> None:
    with pytest.raises(UnknownOffer):
        await counter.claim("00000000")
    with pytest.raises(UnknownOffer):
        await counter.claim(ref_of("double"))
    with pytest.raises(NoCard):
        await counter.database.write(coupons.claim, 99_999, CROISSANT, key=a_key(), now=NOW)
    await counter.database.write(
        offers.pause, CROISSANT, actor=counter.here.owner, key=a_key(), now=NOW
    )
    with pytest.raises(OfferNotRunning):
        await counter.claim()


async def test_the_till_sees_a_coupon_for_a_quarter_of_an_hour(counter: Counter) -> None:
    taken = await counter.claim()

    assert await counter.shown(now=LATER) == ()
    (mine,) = (await counter.mine(now=LATER)).coupons
    assert mine.shown_until is None
    with pytest.raises(CouponNotShown):
        await counter.use(taken.coupon_id, now=LATER)
    again = await counter.database.write(
        coupons.show, counter.anna.member_id, taken.coupon_id, now=LATER
    )
    assert again.shown_until == LATER + timedelta(minutes=15)
    assert len(await counter.shown(now=LATER)) == 1
    assert not (await counter.use(taken.coupon_id, now=LATER)).replayed


async def test_goods_are_handed_over_once_and_the_member_is_told(counter: Counter) -> None:
    taken = await counter.claim()

    handed = await counter.use(taken.coupon_id, key="hand")

    assert (handed.name, handed.title, handed.replayed) == ("Анна К.", taken.title, False)
    assert await counter.use(taken.coupon_id, key="hand") == replace(handed, replayed=True)
    with pytest.raises(CouponUsed):
        await counter.use(taken.coupon_id)
    with pytest.raises(CouponUsed):
        await counter.cancel(taken.coupon_id)
    with pytest.raises(CouponUsed):
        await counter.database.write(
            coupons.show, counter.anna.member_id, taken.coupon_id, now=NOW
        )
    assert (await counter.shown(), (await counter.mine()).coupons) == ((), ())
    assert await counter.balance() == 130
    told = [one for one in await letters_to(counter.database, counter.chat) if one.buttons]
    assert [(one.text, one.buttons and dict(one.buttons.args)) for one in told] == [
        ("coupon-used", {"coupon_id": taken.coupon_id})
    ]
    assert await counter.in_order()


async def test_no_name_is_kept_with_the_key_of_a_hand_over(counter: Counter) -> None:
    taken = await counter.claim()
    await counter.use(taken.coupon_id, key="hand")

    kept = await counter.database.read(
        lambda tx: tx.scalar(text("SELECT result FROM operations WHERE key = 'hand'"))
    )

    assert "Анна" not in kept
    assert '"member_id"' in kept


async def test_two_tills_at_once_hand_over_one_coupon_once(counter: Counter) -> None:
    other = await a_cashier(counter.here, "Пётр Сменщиков")
    taken = await counter.claim()

    done = await asyncio.gather(
        counter.use(taken.coupon_id),
        counter.use(taken.coupon_id, cashier=other),
        counter.cancel(taken.coupon_id),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, Exception) for one in done) == 1
    assert await counter.in_order()


async def test_who_serves_has_a_shift_and_another_card(counter: Counter) -> None:
    own = await counter.database.write(
        members.join,
        telegram_id=counter.cashier.telegram_id,
        phone_e164="+79000000077",
        name="Мария Кассирова",
        language="ru",
        consent_version="2026-11",
        key=a_key(),
        now=NOW,
    )
    mine = await counter.database.write(
        coupons.claim, own.member_id, CROISSANT, key=a_key(), now=NOW
    )
    taken = await counter.claim()

    with pytest.raises(OwnCard):
        await counter.use(mine.coupon_id)
    with pytest.raises(OwnCard):
        await counter.database.read(
            coupons.shown, counter.cashier.staff_id, own.member_id, now=NOW
        )
    await counter.database.write(shifts.close_shift, counter.cashier.staff_id, now=NOW)
    with pytest.raises(ShiftClosed):
        await counter.use(taken.coupon_id)
    with pytest.raises(ShiftClosed):
        await counter.shown()


async def test_a_cashier_the_guest_turned_down_hands_nothing_over(counter: Counter) -> None:
    asked = await counter.database.write(
        redemptions.ask,
        counter.anna.member_id,
        450_00,
        50,
        actor=counter.cashier.actor,
        key=a_key(),
        now=NOW,
        code="4821",
    )
    await counter.database.write(
        redemptions.not_me, asked.request_id, counter.anna.member_id, now=NOW
    )
    taken = await counter.claim()

    with pytest.raises(redemptions.CashierBlocked):
        await counter.use(taken.coupon_id)


async def test_cancelling_returns_the_points_to_their_lots(counter: Counter) -> None:
    taken = await counter.claim()

    given_back = await counter.cancel(taken.coupon_id, key="back")

    assert given_back == coupons.CouponCancelled(points=50, expired=0, balance=180)
    assert await counter.cancel(taken.coupon_id, key="back") == given_back
    with pytest.raises(AlreadyCancelled):
        await counter.cancel(taken.coupon_id)
    with pytest.raises(AlreadyCancelled):
        await counter.use(taken.coupon_id)
    assert (await counter.mine()).coupons == ()
    assert await counter.in_order()


async def test_points_that_come_back_repay_what_is_owed(counter: Counter) -> None:
    bill = await counter.database.write(
        purchases.record,
        counter.anna.member_id,
        400_00,
        actor=counter.cashier.actor,
        key=a_key(),
        now=NOW,
    )
    assert await counter.balance() == 220
    taken = [await counter.claim() for _ in range(4)]
    await counter.database.write(
        refunds.refund,
        bill.purchase_id,
        None,
        actor=counter.here.owner,
        key=a_key(),
        now=NOW,
    )

    given_back = await counter.cancel(taken[0].coupon_id)

    assert given_back == coupons.CouponCancelled(points=50, expired=0, balance=30)
    assert await counter.in_order()


async def test_only_the_members_own_coupons_are_known(counter: Counter) -> None:
    boris = await a_member(counter.here, "Борис")
    taken = await counter.claim()

    write, whose = counter.database.write, (boris.member_id, taken.coupon_id)
    for refused in (
        write(coupons.cancel, *whose, key=a_key(), now=NOW),
        write(coupons.show, *whose, now=NOW),
        write(coupons.not_me, *whose, now=NOW),
    ):
        with pytest.raises(UnknownCoupon):
            await refused
    with pytest.raises(UnknownCoupon):
        await counter.use(99_999)


@pytest.mark.parametrize("settled", [True, False])
async def test_a_coupon_that_ended_is_gone_whether_or_not_a_job_ran(
    counter: Counter, settled: bool
) -> None:
    taken = await counter.claim(TEA)
    assert taken.title == {"en": "tea"}
    last_day, after = NOW + timedelta(days=1), NOW + timedelta(days=2)
    await counter.database.write(
        coupons.show, counter.anna.member_id, taken.coupon_id, now=last_day
    )
    assert len(await counter.shown(now=last_day)) == 1
    if settled:
        due = await counter.database.read(points.due_members, now=after)
        assert due == (counter.anna.member_id,)
        await counter.database.write(points.settle_due, due, now=after)
        assert await counter.database.read(points.due_members, now=after) == ()

    assert ((await counter.mine(now=after)).coupons, await counter.shown(now=after)) == ((), ())
    for refused in (
        counter.cancel(taken.coupon_id, now=after),
        counter.use(taken.coupon_id, now=after),
        counter.database.write(coupons.show, counter.anna.member_id, taken.coupon_id, now=after),
    ):
        with pytest.raises(CouponExpired):
            await refused
    assert await counter.in_order()


async def test_coupons_end_with_an_erased_card(counter: Counter) -> None:
    taken = await counter.claim()

    erased = await counter.database.write(
        erasing.erase, counter.anna.member_id, key=a_key(), now=NOW, actor=system("test")
    )

    assert erased.points == 130
    with pytest.raises(UnknownMember):
        await counter.use(taken.coupon_id)
    assert await counter.in_order()


async def test_a_person_gets_the_coupons_among_the_own_data(counter: Counter) -> None:
    taken = await counter.claim()
    await counter.cancel(taken.coupon_id)

    data = await counter.database.read(erasing.export, counter.anna.member_id, now=NOW)

    (told,) = data["coupons"]
    assert (told["offer"], told["points"], told["state"]) == ("croissant", 50, "cancelled")
    assert data["points"][0]["why"] == ["offer croissant, coupon 1 cancelled"]


async def test_that_was_not_me_tells_the_owners_once(counter: Counter) -> None:
    taken = await counter.claim()
    with pytest.raises(UnknownCoupon):
        await counter.database.write(
            coupons.not_me, counter.anna.member_id, taken.coupon_id, now=NOW
        )
    await counter.use(taken.coupon_id)

    for _ in range(2):
        await counter.database.write(
            coupons.not_me, counter.anna.member_id, taken.coupon_id, now=NOW
        )

    told = [
        one
        for one in await letters_to(counter.database, OWNER)
        if one.text == "alert-coupon-not-me"
    ]
    (alert,) = told
    assert (alert.facts["cashier"], alert.facts["name"]) == ("Мария Кассирова", "Анна К.")


async def test_a_coupon_outlives_its_offer(counter: Counter) -> None:
    taken = await counter.claim()
    whole = (await counter.database.read(programs.current, now=NOW)).text
    whole = whole.replace('id = "croissant"', 'id = "bun"')
    await counter.database.write(
        programs.apply, whole, actor=counter.here.owner, key=a_key(), now=NOW
    )

    assert (await counter.mine()).coupons == (taken,)
    assert (await counter.use(taken.coupon_id)).title == taken.title


async def test_who_acted_stands_in_the_entries(counter: Counter) -> None:
    await counter.claim(key="mine")

    page = await counter.database.read(members.history, counter.anna.member_id, 0, now=NOW)

    assert (page.rows[0].kind, page.rows[0].points, page.rows[0].purchase_id) == (
        "redeem",
        -50,
        None,
    )
