"""Promo codes in the books: once each, never over the total, and hard to guess."""

import asyncio
from datetime import timedelta

import pytest

from services import coupons, members, offers, outbox, programs, promos
from services.actors import Actor, Role
from services.audit import audit
from services.database import Database
from services.domain.kinds import OfferKind
from services.guesses import GuessesPaused
from services.offers import OfferDraft
from services.promos import PromoAnswer
from tests.builders.shops import (
    NOW,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_phone,
    a_shop,
    a_telegram_id,
    card_of,
)

CODES = """
[[offer]]
id = "spring"
kind = "promo_code"
code = "ВЕСНА 26"
points = 50
expires_days = 10
total = 3
[[offer]]
id = "cake"
kind = "promo_code"
code = "CAKE"
title = { ru = "Торт" }
expires_days = 5
when = { until = 2026-12-31 }
"""


async def a_shop_with_codes(database: Database) -> Shop:
    here = await a_shop(database)
    text = (await database.read(programs.current, now=NOW)).text + CODES
    await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=NOW)
    return here


async def use(
    here: Shop, member_id: int, typed: str, *, key: str | None = None, now=NOW
) -> PromoAnswer:
    return await here.database.write(promos.redeem, member_id, typed, key=key or a_key(), now=now)


@pytest.mark.parametrize("typed", ["ВЕСНА 26", "весна-26", " Becha26 ", "BECHA 26"])
async def test_a_code_gives_its_points_however_it_is_typed(database: Database, typed: str):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)

    answer = await use(here, anna.member_id, typed)

    assert (answer.points, answer.balance, answer.tries_left) == (50, 150, None)
    page = await database.read(members.history, anna.member_id, 0, now=NOW)
    assert (page.rows[0].points, page.rows[0].parts[0].facts) == (50, {"offer": "spring"})
    assert (await database.report(audit)).difference is None


async def test_the_same_tap_again_gives_nothing_more(database: Database):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)

    first, again = [await use(here, anna.member_id, "весна26", key="k") for _ in range(2)]

    assert first == again
    assert (await card_of(database, anna.member_id)).balance == 150


async def test_a_code_for_goods_gives_a_coupon_the_till_hands_over(database: Database):
    here = await a_shop_with_codes(database)
    cashier, anna = await a_cashier(here), await a_member(here)

    answer = await use(here, anna.member_id, "cake")

    assert answer.coupon is not None
    assert (answer.coupon.title, answer.coupon.price_points) == ({"ru": "Торт"}, 0)
    shown = await database.read(coupons.shown, cashier.staff_id, anna.member_id, now=NOW)
    assert [one.coupon_id for one in shown] == [answer.coupon.coupon_id]
    handed = await database.write(
        coupons.use, answer.coupon.coupon_id, actor=cashier.actor, key=a_key(), now=NOW
    )
    assert handed.title == {"ru": "Торт"}
    assert (await card_of(database, anna.member_id)).balance == 100
    assert (await database.report(audit)).difference is None


async def test_wrong_used_and_ended_codes_are_one_and_the_same_answer(database: Database):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)
    await use(here, anna.member_id, "весна26")
    late = NOW + timedelta(days=60)

    answers = [
        await use(here, anna.member_id, "весна26"),
        await use(here, anna.member_id, "nothing"),
        await use(here, anna.member_id, "cake", now=late),
    ]

    assert answers == [
        PromoAnswer(tries_left=4),
        PromoAnswer(tries_left=3),
        PromoAnswer(tries_left=4),
    ]


async def test_guessing_pauses_at_the_sixth_and_is_told_once(database: Database):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)
    for number in range(5):
        await use(here, anna.member_id, f"guess{number}")

    for typed in ("guess9", "cake"):
        with pytest.raises(GuessesPaused):
            await use(here, anna.member_id, typed)

    letters = await database.write(outbox.take, now=NOW, limit=100)
    assert [one.text for one in letters].count("alert-guesses") == 1
    assert (await use(here, anna.member_id, "cake", now=NOW + timedelta(hours=2))).coupon


async def test_ten_rivals_get_no_more_than_the_total(database: Database):
    here = await a_shop_with_codes(database)
    ids = [(await a_member(here)).member_id for _ in range(10)]

    answers = await asyncio.gather(*(use(here, one, "весна26") for one in ids))

    assert sum(answer.points for answer in answers) == 3 * 50
    assert sum(answer.tries_left is not None for answer in answers) == 7
    have = [(await card_of(database, one)).balance for one in ids]
    assert sorted(have) == [100] * 7 + [150] * 3


async def test_one_member_with_ten_taps_uses_a_code_once(database: Database):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)

    answers = await asyncio.gather(
        *(use(here, anna.member_id, "cake") for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(one, PromoAnswer) and one.coupon is not None for one in answers) == 1


async def test_who_leaves_and_comes_back_has_used_the_code_already(database: Database):
    here = await a_shop_with_codes(database)
    telegram_id, phone = a_telegram_id(), a_phone()
    anna = await a_member(here, telegram_id=telegram_id, phone=phone)
    await use(here, anna.member_id, "весна26")
    actor = Actor(role=Role.MEMBER, member_id=anna.member_id, source="test")
    await database.write(members.erase, anna.member_id, key=a_key(), now=NOW, actor=actor)
    back = await a_member(here, telegram_id=telegram_id, phone=phone)

    assert (await use(here, back.member_id, "весна26")).tries_left == 4


async def test_the_link_of_a_code_opens_it(database: Database):
    payload = promos.payload_of("весна 26")

    assert promos.code_of(payload) == "BECHA26"
    assert len(promos.payload_of("Щ" * 20)) <= 64
    assert [promos.code_of(text) for text in ("p", "p!", "p_w")] == ["", "", ""]
    here = await a_shop_with_codes(database)
    anna = await a_member(here)
    assert await database.read(promos.waiting, anna.member_id) is None
    assert (await use(here, anna.member_id, promos.code_of(payload))).points == 50


async def test_the_owner_makes_a_code_in_the_chat_and_sees_how_often_it_was_used(
    database: Database,
):
    here = await a_shop(database)
    draft = OfferDraft(kind=OfferKind.PROMO_CODE, code="Осень 26", points=70, total=5)
    shown = await database.read(offers.preview, draft, now=NOW)
    launched = await database.write(
        offers.launch, draft, based_on=shown.version_id, actor=here.owner, key=a_key(), now=NOW
    )
    anna = await a_member(here)
    assert (await use(here, anna.member_id, "осень26")).points == 70

    seen = await database.read(offers.owner_offer, launched.ref, now=NOW)
    assert (seen.terms.code, seen.terms.total, seen.result.claimed) == ("Осень 26", 5, 1)
    mine = await database.read(offers.member_offers, anna.member_id, now=NOW)
    assert mine.has_promo
    assert mine.offers == ()
    await database.write(offers.pause, launched.ref, actor=here.owner, key=a_key(), now=NOW)
    boris = await a_member(here)
    assert (await use(here, boris.member_id, "осень26")).tries_left == 4


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (OfferDraft(kind=OfferKind.PROMO_CODE, points=5), "code"),
        (OfferDraft(kind=OfferKind.PROMO_CODE, code="ab", points=5), "code"),
        (OfferDraft(kind=OfferKind.PROMO_CODE, code="a<b>c", points=5), "code"),
        (OfferDraft(kind=OfferKind.PROMO_CODE, code="abcd"), "title"),
    ],
)
async def test_a_draft_that_lacks_something_is_refused(
    database: Database, draft: OfferDraft, field: str
):
    await a_shop(database)

    with pytest.raises(offers.OfferIncomplete) as refused:
        await database.read(offers.preview, draft, now=NOW)

    assert refused.value.field == field


async def test_an_erased_cards_coupon_ends_with_it(database: Database):
    here = await a_shop_with_codes(database)
    anna = await a_member(here)
    answer = await use(here, anna.member_id, "cake")
    actor = Actor(role=Role.MEMBER, member_id=anna.member_id, source="test")

    await database.write(members.erase, anna.member_id, key=a_key(), now=NOW, actor=actor)

    assert answer.coupon is not None
    assert (await database.report(audit)).difference is None
