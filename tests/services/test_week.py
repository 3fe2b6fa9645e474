"""The figures of a week: net of refunds, by the shop's own days, and they add up."""

from datetime import UTC, date, datetime, timedelta

from services import purchases, shop, week
from services.database import Database
from services.purchases import Recorded
from services.week import Week
from tests.builders.shops import Cashier, Shop, a_cashier, a_key, a_member, a_shop
from tests.builders.weeks import a_shop_in_berlin

MONDAY = date(2026, 11, 16)
OPENED = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)
AFTER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(day: int, hour: int = 12, month: int = 11) -> datetime:
    """Return an hour of Moscow."""
    return datetime(2026, month, day, hour, tzinfo=UTC) - timedelta(hours=3)


async def bill(
    here: Shop, cashier: Cashier, member_id: int, amount_minor: int, *, now: datetime
) -> Recorded:
    return await here.database.write(
        purchases.record,
        member_id,
        amount_minor,
        actor=cashier.actor,
        key=a_key(),
        now=now,
        repeat_ok=True,
    )


async def shop_with_a_till(database: Database) -> tuple[Shop, Cashier]:
    here = await a_shop(database, now=OPENED)
    return here, await a_cashier(here, now=OPENED)


async def read(database: Database, *, now: datetime = AFTER, monday: date = MONDAY) -> Week:
    return await database.report(week.week, monday, now=now)


async def test_a_week_of_nothing_is_zeros(database: Database):
    await a_shop(database, now=OPENED)
    found = await read(database)
    assert found.complete
    assert [day.on for day in found.days] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert (found.totals.amount_minor, found.totals.bills, found.totals.new_members) == (0, 0, 0)
    assert (found.totals.returned_percent, found.quiet, found.locations) == (None, None, 1)


async def test_the_days_add_up_to_the_week_net_of_refunds(database: Database):
    here, cashier = await shop_with_a_till(database)
    anna = await a_member(here, now=at(16))
    for day, amount in ((9, 100), (15, 40), (16, 300), (18, 500), (22, 700), (23, 9_000)):
        await bill(here, cashier, anna.member_id, amount * 100, now=at(day))
    part = await bill(here, cashier, anna.member_id, 400_00, now=at(20))
    gone = await bill(here, cashier, anna.member_id, 900_00, now=at(21))
    for made, goods_minor in ((part, 150_00), (gone, None)):
        await database.write(
            purchases.refund,
            made.purchase_id,
            goods_minor,
            actor=here.owner,
            key=a_key(),
            now=at(21, 13),
        )
    found = await read(database)
    assert [day.amount_minor // 100 for day in found.days] == [300, 0, 500, 0, 250, 0, 700]
    assert sum(day.amount_minor for day in found.days) == found.totals.amount_minor == 1_750_00
    assert sum(day.bills for day in found.days) == found.totals.bills == 4
    assert sum(day.amount_minor for day in found.before_days) == 140_00
    assert (found.before.amount_minor, found.before.bills) == (140_00, 2)
    assert (found.totals.new_members, found.before.new_members) == (1, 0)


async def test_midnight_is_the_shops_own(database: Database):
    here, cashier = await shop_with_a_till(database)
    anna = await a_member(here, now=OPENED)
    midnight = datetime(2026, 11, 15, 21, 0, tzinfo=UTC)
    await bill(here, cashier, anna.member_id, 100_00, now=midnight - timedelta(seconds=1))
    await bill(here, cashier, anna.member_id, 200_00, now=midnight)
    await a_member(here, now=midnight - timedelta(seconds=1))
    await a_member(here, now=midnight)
    found = await read(database)
    assert (found.totals.amount_minor, found.before.amount_minor) == (200_00, 100_00)
    assert (found.totals.new_members, found.before.new_members) == (1, 1)


async def test_a_week_in_which_the_clock_went_back_has_seven_days(database: Database):
    here = await a_shop_in_berlin(database, now=OPENED)
    cashier = await a_cashier(here, now=OPENED)
    anna = await a_member(here, now=OPENED)
    # In Berlin the last Sunday of October has 25 hours: 22:00 UTC before to 23:00 UTC after.
    moments = [
        datetime(2026, 10, 24, 21, 59, tzinfo=UTC),
        datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 22, 59, tzinfo=UTC),
        datetime(2026, 10, 25, 23, 0, tzinfo=UTC),
    ]
    for moment in moments:
        await bill(here, cashier, anna.member_id, 10_00, now=moment)
        await a_member(here, now=moment)
    found = await read(database, monday=date(2026, 10, 19))
    assert [day.bills for day in found.days] == [0, 0, 0, 0, 0, 1, 4]
    assert found.totals.bills == found.totals.new_members == 5
    after = await read(database, monday=date(2026, 10, 26))
    assert after.totals.bills == after.totals.new_members == 1


async def test_who_was_here_within_a_month_before_has_returned(database: Database):
    here, cashier = await shop_with_a_till(database)
    guests = {name: await a_member(here, name, now=OPENED) for name in "ABCDE"}
    visits = {
        "A": (at(17, month=10), at(16)),  # thirty days before the Monday: returned
        "B": (at(16, month=10), at(22)),  # a day earlier: did not
        "C": (at(17, 10), at(17, 18)),  # one visit
        "D": (at(16), at(22)),  # twice within the week: returned
        "E": (at(10), at(14)),  # a guest of the week before
    }
    for name, moments in visits.items():
        for moment in moments:
            await bill(here, cashier, guests[name].member_id, 100_00, now=moment)
    found = await read(database)
    assert (found.totals.guests, found.totals.returned) == (4, 2)
    assert found.totals.returned_percent == 50
    assert (found.before.guests, found.before.returned) == (1, 1)


async def test_a_running_week_is_compared_up_to_the_same_hour(database: Database):
    here, cashier = await shop_with_a_till(database)
    anna = await a_member(here, now=OPENED)
    for moment in (at(9), at(11, 11), at(11, 13), at(14), at(16), at(18, 11)):
        await bill(here, cashier, anna.member_id, 100_00, now=moment)
    found = await read(database, now=at(18))
    assert not found.complete
    assert found.through == date(2026, 11, 18)
    assert (found.totals.bills, found.before.bills) == (2, 2)
    assert sum(day.bills for day in found.before_days) == 4


async def test_the_quietest_day_is_no_day_off(database: Database):
    here, cashier = await shop_with_a_till(database)
    anna = await a_member(here, now=OPENED)
    for day, amount in ((16, 500), (17, 200), (18, 500), (19, 600), (20, 700)):
        await bill(here, cashier, anna.member_id, amount * 100, now=at(day))
    found = await read(database)
    assert found.quiet is not None
    assert found.quiet.on == date(2026, 11, 17)
    assert (found.quiet.amount_minor, found.quiet.below_percent) == (200_00, 60)


async def test_equal_days_have_no_quietest(database: Database):
    here, cashier = await shop_with_a_till(database)
    anna = await a_member(here, now=OPENED)
    for day in range(16, 23):
        await bill(here, cashier, anna.member_id, 100_00, now=at(day))
    assert (await read(database)).quiet is None


async def test_every_member_stands_in_one_tier(database: Database):
    here, _cashier = await shop_with_a_till(database)
    for _ in range(3):
        await a_member(here, now=at(16))
    found = await read(database)
    assert found.shop == (await database.read(shop.shop)).name
    assert [tier.members for tier in found.tiers] == [3, *[0] * (len(found.tiers) - 1)]


async def test_the_week_begins_on_the_shops_monday(database: Database):
    await a_shop(database, now=OPENED)
    sunday_night = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    before = sunday_night - timedelta(seconds=1)
    assert await database.read(week.monday, now=sunday_night) == date(2026, 11, 23)
    assert await database.read(week.monday, now=before) == MONDAY
    assert await database.read(week.monday, weeks_ago=1, now=sunday_night) == MONDAY
