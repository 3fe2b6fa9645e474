"""Other discounts tried on the days of a shop that takes money off its bills."""

from typing import Any

from services import birthdays, coupons, offers, purchases
from services.baskets import Basket, of_categories
from services.database import Database
from tests.builders.diary import DAY, Diary
from tests.builders.shops import NOW, a_cashier, a_key, a_member, a_shop

LADDER = """
version = 1
name = "Зерно"
timezone = "Europe/Moscow"
currency = "RUB"
[[tier]]
id = "guest"
discount = "3"
[[tier]]
id = "vip"
spend = "1000"
discount = "10"
[[discount]]
id = "cake"
percent = "20"
when = { categories = ["cake"] }
[[offer]]
id = "autumn"
kind = "percent_off"
percent = "15"
price_points = 0
expires_days = 90
[birthday]
discount = "25"
before = 2
after = 2
known_days = 0
"""
EARN = """
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""
POINTS = LADDER + EARN
AUTUMN = offers.ref_of("autumn")


class Sales(Diary):
    """A shop of discounts with two guests."""

    async def buy(self, ago: int, who: int, amount: int, **basket: Any) -> purchases.Recorded:
        return await self.bill(ago, who, amount, basket=Basket(**basket))

    async def take_coupon(self, ago: int, who: int) -> int:
        now, member_id = NOW - ago * DAY, self.ids[who]
        taken = await self.write(coupons.claim, member_id, AUTUMN, key=a_key(), now=now)
        await self.show(ago, who, taken.coupon_id)
        return taken.coupon_id

    async def show(self, ago: int, who: int, coupon_id: int) -> None:
        await self.write(coupons.show, self.ids[who], coupon_id, now=NOW - ago * DAY)


async def a_shop_of_discounts(database: Database) -> Sales:
    here = await a_shop(database, now=NOW - 60 * DAY)
    one = Sales(here, await a_cashier(here, now=NOW - 60 * DAY))
    await one.enact(60, LADDER)
    for _ in range(2):
        await one.join(58)
    await one.buy(50, 0, 2_000_00)
    await one.enact(28, POINTS)
    sweet = await one.buy(20, 0, 333_33, lines=of_categories(333_33, {"cake": 100_01}))
    await one.refund(19, sweet.purchase_id, 100_00)
    coupon = await one.take_coupon(12, 1)
    with_coupon = await one.buy(12, 1, 500_00, coupon_id=coupon)
    await one.refund(11, with_coupon.purchase_id)
    await one.show(10, 1, coupon)
    await one.buy(10, 1, 600_00, coupon_id=coupon)
    birthday = (NOW - 7 * DAY).date()
    await one.write(
        birthdays.set_birthday,
        one.ids[1],
        birthday.month,
        birthday.day,
        key=a_key(),
        now=NOW - 8 * DAY,
    )
    await one.buy(7, 1, 200_00)
    await one.buy(1, 0, 1_000_00)
    return one


async def test_a_shop_of_discounts_is_replayed_to_the_kopeck(database: Database):
    one = await a_shop_of_discounts(database)
    for days in (3, 11, 20, 28, 60):
        check = (await one.tried(POINTS, days)).check
        assert check.passed, (days, check)
        assert check.off_recorded_minor == check.off_replayed_minor
        assert check.off_recorded_minor > 0


async def test_a_higher_discount_shows_what_more_it_takes_off(database: Database):
    one = await a_shop_of_discounts(database)
    found = await one.tried(POINTS.replace('discount = "10"', 'discount = "20"'), 3)
    assert found.takes_off
    assert (found.before.off_minor, found.after.off_minor) == (100_00, 200_00)
    assert (found.before.cost_minor, found.after.cost_minor) == (45_00, 40_00)
    assert found.cost_minor == 100_00 - 5_00
    (gain,) = found.gain
    assert (gain.member_id, gain.points, gain.worth_minor) == (one.ids[0], -5, 95_00)
    none = await one.tried(POINTS.replace('discount = "10"', ""), 3)
    assert (none.after.off_minor, none.cost_minor) == (0, -95_00)


async def test_a_shop_without_discounts_says_nothing_of_them(database: Database):
    here = await a_shop(database, now=NOW - 60 * DAY)
    one = Sales(here, await a_cashier(here, now=NOW - 60 * DAY))
    one.ids.append((await a_member(here, now=NOW - 58 * DAY)).member_id)
    await one.buy(1, 0, 1_000_00)
    plain = LADDER.partition("[[tier]]")[0]
    assert not (await one.tried(plain, 3)).takes_off
    begun = await one.tried(LADDER, 3)
    assert (begun.takes_off, begun.before.off_minor, begun.after.off_minor) == (True, 0, 30_00)
