"""A shop that used all there is, replayed under its own rules: to the point as recorded."""

from datetime import timedelta

from services import (
    coupons,
    members,
    offers,
    points,
    promos,
    shop,
    transfers,
)
from services.actors import system
from services.baskets import Basket
from services.database import Database
from services.domain.receipts import Line
from tests.builders.diary import DAY, Diary
from tests.builders.shops import NOW, a_cashier, a_key, a_shop

SLOW = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[points]
expiry = { model = "sliding", n = 25 }
[redeem]
max_percent = 50
[[earn]]
id = "base"
type = "percent"
percent = "5"
[transfer]
on = true
"""
RICH = """
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
[points]
expiry = { model = "days", n = 20 }
[redeem]
max_percent = 50
[[earn]]
id = "base"
type = "percent"
percent = "5"
[[multiplier]]
id = "tie"
factor = "3"
when = { segments = ["shirt-no-tie"] }
[[bonus]]
id = "hall"
points = 7
when = { segments = ["readers-of-russian", "lost"] }
[[bonus]]
id = "again"
points = 9
when = { segments = ["regular"] }
[segments]
regular_visits = 2
dormant_days = 10
lost_days = 20
[[audience]]
id = "shirt-no-tie"
bought = { category = "shirt", days = 30 }
not_bought = { category = "tie", days = 30 }
[[audience]]
id = "readers-of-russian"
languages = ["ru"]
locations = ["%s"]
[[tier]]
id = "new"
[[tier]]
id = "gold"
percent = "10"
spend = "5000"
[transfer]
on = true
[welcome]
points = 40
[[offer]]
id = "spring"
kind = "promo_code"
code = "SPRING"
points = 30
expires_days = 9
audience = "new"
[[offer]]
id = "cake-code"
kind = "promo_code"
code = "CAKE"
title = { en = "Cake" }
expires_days = 3
[[offer]]
id = "bun"
kind = "goods"
title = { en = "Bun" }
price_points = 10
expires_days = 4
"""


class Deeds(Diary):
    """A shop with three guests who use everything there is."""

    async def buy(self, ago: int, who: int, *lines: tuple[str, int], redeem: int = 0) -> int:
        goods = tuple(Line(amount_minor=amount, category=category) for category, amount in lines)
        made = await self.bill(
            ago,
            who,
            sum(line.amount_minor for line in goods),
            actor=system("import") if redeem else self.till.actor,
            redeem_points=redeem,
            basket=Basket(lines=goods),
        )
        return made.purchase_id

    async def give(self, ago: int, giver: int, taker: int, amount: int) -> None:
        now, database = NOW - ago * DAY, self.here.database
        number = (await database.read(members.card, self.ids[taker], now=now)).card_number
        giver_id = self.ids[giver]
        asked = await self.write(transfers.ask, giver_id, amount, cards=(number,), now=now)
        assert isinstance(asked, transfers.Asked)
        await self.write(transfers.confirm, asked.transfer_id, giver_id, now=now)

    async def type_code(self, ago: int, who: int, code: str) -> promos.PromoAnswer:
        now = NOW - ago * DAY
        answer = await self.write(promos.redeem, self.ids[who], code, key=a_key(), now=now)
        assert answer.tries_left is None
        return answer

    async def take_bun(self, ago: int, who: int) -> int:
        now, ref = NOW - ago * DAY, offers.ref_of("bun")
        taken = await self.write(coupons.claim, self.ids[who], ref, key=a_key(), now=now)
        return taken.coupon_id


async def a_shop_that_used_everything(database: Database) -> tuple[Deeds, str]:
    here = await a_shop(database, now=NOW - 60 * DAY)
    till = await a_cashier(here, now=NOW - 60 * DAY)
    (place,) = await database.read(shop.locations)
    rich = RICH % place.name
    one = Deeds(here, till)
    await one.enact(60, SLOW)
    for _ in range(3):
        await one.join(58)
    await one.buy(50, 0, ("shirt", 2_000_00))
    await one.buy(49, 1, ("coffee", 900_00))
    await one.give(45, 0, 1, 60)
    await one.buy(44, 1, ("coffee", 100_00), redeem=20)
    await one.enact(28, rich)
    await of_the_last_weeks(one)
    return one, rich


async def of_the_last_weeks(one: Deeds) -> None:
    """Let happen all there is."""
    here, till = one.here, one.till
    await one.buy(27, 0, ("shirt", 1_000_00), ("tea", 200_00))
    tie = await one.buy(26, 0, ("tie", 300_00))
    await one.refund(25, tie)
    await one.buy(24, 0, ("coffee", 500_00))
    await one.join(23)
    await one.type_code(22, 3, "spring")
    await one.type_code(22, 3, "cake")
    cake = await one.type_code(21, 0, "cake")
    assert cake.coupon is not None
    await one.write(
        coupons.use,
        cake.coupon.coupon_id,
        actor=till.actor,
        key=a_key(),
        now=NOW - 21 * DAY + timedelta(minutes=5),
    )
    await one.take_bun(20, 0)  # runs out
    back = await one.take_bun(12, 0)
    await one.write(coupons.cancel, one.ids[0], back, key=a_key(), now=NOW - 11 * DAY)
    await one.give(10, 0, 3, 25)
    until = (NOW + 30 * DAY).date()
    await one.write(
        points.set_tier,
        one.ids[1],
        "gold",
        until,
        actor=here.owner,
        key=a_key(),
        now=NOW - 9 * DAY,
    )
    await one.buy(8, 1, ("coffee", 400_00))
    await one.write(
        points.adjust, one.ids[2], 15, "sorry", actor=here.owner, key=a_key(), now=NOW - 7 * DAY
    )
    await one.give(6, 0, 2, 5)
    await one.write(members.erase, one.ids[2], actor=here.owner, key=a_key(), now=NOW - 5 * DAY)
    partly = await one.buy(4, 0, ("shirt", 700_00), redeem=30)
    await one.refund(3, partly, 350_00)


async def test_a_shop_that_used_everything_is_replayed_to_the_point(database: Database):
    one, rich = await a_shop_that_used_everything(database)
    for days in (5, 11, 22, 28, 60):
        found = await one.tried(rich, days)
        assert found.check.passed, (days, found.check)
        assert found.check.recorded == found.check.replayed
    # The last 25 days knew only these rules: before and after are what the books have.
    found = await one.tried(rich, 25)
    assert (found.before, found.cost_minor, found.gain, found.lose) == (found.after, 0, (), ())
    assert found.before.issued == found.check.recorded


async def test_a_code_gives_as_much_as_the_tried_rules_say_and_nothing_where_it_is_paused(
    database: Database,
):
    one, rich = await a_shop_that_used_everything(database)
    recorded = (await one.tried(rich, 25)).before.issued
    for was, becomes, more in (
        ("points = 30\n", "points = 50\n", 20),
        ("points = 30\n", "points = 30\non = false\n", -30),
        ("points = 30\n", "points = 30\nwhen = { until = 2026-10-31 }\n", -30),
        ("points = 30\n", "points = 30\nwhen = { from = 2026-11-02 }\n", -30),
        ("points = 30\n", 'title = { en = "A hug" }\n', -30),
        ('id = "spring"', 'id = "autumn"', -30),
    ):
        found = await one.tried(rich.replace(was, becomes), 25)
        assert found.after.issued - recorded == more, becomes
        assert found.check.passed
