"""A coupon's code, typed at the till when the card cannot be read."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.coupons import Coupon
from services import coupons, till
from services.coupons import CouponFound
from services.database import Database
from services.domain.codes import is_code
from services.guesses import GuessesPaused, Missed
from services.offers import CouponView
from services.till_refusals import CouponNotShown
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, Cashier, Shop, a_cashier, a_key, a_member
from tests.services.test_promos import a_shop_with_codes, use

LATER = NOW + timedelta(hours=1)
WRONG = "K7MDR9T3"


async def a_coupon(here: Shop) -> CouponView:
    anna = await a_member(here)
    answer = await use(here, anna.member_id, "cake")
    assert answer.coupon is not None
    return answer.coupon


async def type_code(here: Shop, cashier: Cashier, code: str, *, now=LATER):
    return await here.database.write(coupons.find_by_code, code, actor=cashier.actor, now=now)


async def test_naming_the_code_shows_the_coupon_and_lets_it_be_handed_over(database: Database):
    here = await a_shop_with_codes(database)
    cashier, coupon = await a_cashier(here), await a_coupon(here)
    assert is_code(coupon.code)
    with pytest.raises(CouponNotShown):
        await hand_over(here, cashier, coupon)

    found = await type_code(here, cashier, coupon.code)

    assert isinstance(found, CouponFound)
    assert (found.coupon.coupon_id, found.name) == (coupon.coupon_id, "Анна К.")
    assert (await hand_over(here, cashier, coupon)).title == {"ru": "Торт"}


async def hand_over(here: Shop, cashier: Cashier, coupon: CouponView) -> coupons.CouponHanded:
    return await here.database.write(
        coupons.use, coupon.coupon_id, actor=cashier.actor, key=a_key(), now=LATER
    )


async def test_wrong_used_and_ended_codes_are_one_and_the_same_miss(database: Database):
    here = await a_shop_with_codes(database)
    cashier, used, ended = await a_cashier(here), await a_coupon(here), await a_coupon(here)
    await type_code(here, cashier, used.code)
    await hand_over(here, cashier, used)
    late = NOW + timedelta(days=6)

    assert await type_code(here, cashier, WRONG, now=late) == Missed(tries_left=4)
    assert await type_code(here, cashier, used.code, now=late) == Missed(tries_left=3)
    assert await type_code(here, cashier, ended.code, now=late) == Missed(tries_left=2)


async def test_a_cashier_who_guesses_has_to_pause_and_others_have_not(database: Database):
    here = await a_shop_with_codes(database)
    cashier, other = await a_cashier(here), await a_cashier(here, "Пётр Сменщиков")
    coupon = await a_coupon(here)
    for _ in range(5):
        await type_code(here, cashier, WRONG)

    with pytest.raises(GuessesPaused):
        await type_code(here, cashier, coupon.code)

    letters = await letters_to(database, OWNER, now=LATER)
    (alert,) = [one for one in letters if one.text == "alert-guesses"]
    assert alert.facts["name"] == "Мария Кассирова"
    assert isinstance(await type_code(here, other, coupon.code), CouponFound)


async def test_nobody_types_the_code_of_the_own_coupon(database: Database):
    here = await a_shop_with_codes(database)
    cashier = await a_cashier(here)
    own = await a_member(here, telegram_id=cashier.telegram_id)
    answer = await use(here, own.member_id, "cake")
    assert answer.coupon is not None

    with pytest.raises(till.OwnCard):
        await type_code(here, cashier, answer.coupon.code)


async def test_every_coupon_has_a_code_of_its_own(database: Database):
    here = await a_shop_with_codes(database)
    for _ in range(5):
        await a_coupon(here)

    codes = await database.read(lambda tx: list(tx.scalars(select(Coupon.code))))
    assert len(set(codes)) == 5
    assert all(map(is_code, codes))
