"""Money off at the till: quoted, recorded, explained, given back; coupons and goods of a bill."""

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from services import (
    coupons,
    members,
    offers,
    points,
    programs,
    purchases,
    redemptions,
    refunds,
    reports,
    till,
    till_bills,
    week,
)
from services.audit import audit
from services.baskets import Basket, dump, load, of_categories
from services.database import Database
from services.domain.errors import CouponUsed, OfferTakenAlready, UnknownCoupon
from services.domain.exact import decimal_text
from services.domain.kinds import OfferKind
from services.domain.receipts import Line
from services.members import Joined
from services.offers import CouponView, ref_of
from services.till_refusals import CouponForBill, CouponNotShown
from tests.builders.letters import letters_to
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)

LADDER = """
name = "Зерно"
timezone = "Europe/Moscow"
[[tier]]
id = "guest"
name = { ru = "Гость" }
discount = "3"
[[tier]]
id = "vip"
name = { ru = "Свой" }
spend = "1000"
discount = "10"
[[discount]]
id = "cake"
percent = "20"
when = { categories = ["dessert"] }
[[offer]]
id = "autumn"
kind = "percent_off"
percent = "15"
price_points = 0
expires_days = 30
"""
AUTUMN = ref_of("autumn")


class Counter:
    """A shop of discounts alone, a cashier and Anna."""

    def __init__(self, here: Shop, cashier: Cashier, anna: Joined, chat: int) -> None:
        self.database: Database = here.database
        self.here, self.cashier, self.anna, self.chat = here, cashier, anna, chat

    async def quote(self, amount_minor: int, **basket: Any) -> purchases.Quote:
        return await self.database.read(
            purchases.quote,
            self.anna.member_id,
            amount_minor,
            staff_id=self.cashier.staff_id,
            now=NOW,
            basket=Basket(**basket),
        )

    async def buy(
        self, amount_minor: int, *, key: str | None = None, **basket: Any
    ) -> purchases.Recorded:
        return await self.database.write(
            purchases.record,
            self.anna.member_id,
            amount_minor,
            actor=self.cashier.actor,
            key=key or a_key(),
            now=NOW,
            repeat_ok=True,
            basket=Basket(**basket),
        )

    async def refund(self, purchase_id: int, amount_minor: int | None = None) -> refunds.Refunded:
        return await self.database.write(
            purchases.refund,
            purchase_id,
            amount_minor,
            actor=self.cashier.actor,
            key=a_key(),
            now=NOW,
        )

    async def claim(self) -> CouponView:
        return await self.database.write(
            coupons.claim, self.anna.member_id, AUTUMN, key=a_key(), now=NOW
        )

    async def mine(self) -> offers.MemberOffers:
        return await self.database.read(offers.member_offers, self.anna.member_id, now=NOW)

    async def in_order(self) -> bool:
        return (await self.database.report(audit)).difference is None


@pytest_asyncio.fixture
async def counter(database: Database) -> Counter:
    here = await a_shop(database)
    await database.write(programs.apply, LADDER, actor=here.owner, key=a_key(), now=NOW)
    cashier = await a_cashier(here)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    return Counter(here, cashier, anna, chat)


async def test_the_quote_and_the_record_say_the_same_sum_to_pay(counter: Counter) -> None:
    quoted, bought = await counter.quote(500_00), await counter.buy(500_00)

    assert (quoted.off_minor, quoted.to_pay_minor) == (15_00, 485_00)
    assert (bought.off_minor, bought.to_pay_minor, bought.earned) == (15_00, 485_00, 0)
    assert [part.rule for part in bought.discounts] == ["guest"]
    assert not bought.with_points
    assert await counter.in_order()


async def test_the_next_step_of_the_ladder_takes_more_off_the_next_bill(counter: Counter) -> None:
    first, second = await counter.buy(2_000_00), await counter.buy(100_00)

    assert (first.tier_up, first.to_pay_minor) == ("vip", 1_940_00)
    assert second.to_pay_minor == 90_00


async def test_goods_by_category_cost_what_their_own_rule_says(counter: Counter) -> None:
    lines = of_categories(300_00, {"dessert": 100_00})

    bought = await counter.buy(300_00, lines=lines)

    assert bought.to_pay_minor == 80_00 + 194_00
    assert await counter.in_order()


async def test_a_bill_says_its_categories_and_whether_it_needs_a_look(counter: Counter) -> None:
    seen = await counter.database.read(
        till_bills.view,
        counter.anna.member_id,
        100_00,
        staff_id=counter.cashier.staff_id,
        now=NOW,
    )

    assert (seen.questions.categories, seen.coupons, seen.points) == (("dessert",), (), False)
    assert not seen.straight
    assert not seen.questions.none


async def test_a_coupon_is_taken_once_used_once_and_comes_back_with_the_goods(
    counter: Counter,
) -> None:
    taken = await counter.claim()
    with pytest.raises(OfferTakenAlready):
        await counter.claim()
    assert [one.id for one in (await counter.mine()).offers] == []

    bought = await counter.buy(1_000_00, coupon_id=taken.coupon_id)
    assert (bought.to_pay_minor, (await counter.mine()).coupons) == (850_00, ())
    with pytest.raises(CouponUsed):
        await counter.buy(1_000_00, coupon_id=taken.coupon_id)
    assert await counter.in_order()

    await counter.refund(bought.purchase_id, 100_00)
    assert (await counter.mine()).coupons == ()
    await counter.refund(bought.purchase_id)
    (back,) = (await counter.mine()).coupons
    assert (back.coupon_id, back.shown_until) == (taken.coupon_id, None)
    assert await counter.in_order()


async def test_a_coupon_that_came_back_stands_beside_one_taken_meanwhile(counter: Counter) -> None:
    first = await counter.claim()
    bought = await counter.buy(1_000_00, coupon_id=first.coupon_id)
    rules = LADDER.replace("price_points = 0", "price_points = 0\nper_member = 2")
    await counter.database.write(
        programs.apply, rules, actor=counter.here.owner, key=a_key(), now=NOW
    )
    second = await counter.claim()

    await counter.refund(bought.purchase_id)

    mine = {one.coupon_id for one in (await counter.mine()).coupons}
    assert mine == {first.coupon_id, second.coupon_id}
    assert await counter.in_order()


async def test_a_coupon_must_be_shown_and_the_guests_own(counter: Counter) -> None:
    taken = await counter.claim()
    other = await a_member(counter.here)
    with pytest.raises(UnknownCoupon):
        await counter.database.write(
            purchases.record,
            other.member_id,
            100_00,
            actor=counter.cashier.actor,
            key=a_key(),
            now=NOW,
            basket=Basket(coupon_id=taken.coupon_id),
        )
    await counter.database.write(
        coupons.show, counter.anna.member_id, taken.coupon_id, now=NOW.replace(year=2025)
    )
    with pytest.raises(CouponNotShown):
        await counter.buy(100_00, coupon_id=taken.coupon_id)


async def test_a_coupon_for_money_off_is_not_handed_over(counter: Counter) -> None:
    taken = await counter.claim()
    (seen,) = await counter.database.read(
        coupons.shown, counter.cashier.staff_id, counter.anna.member_id, now=NOW
    )
    assert (seen.for_bill, seen.title) == (True, {"en": "−15 %"})
    with pytest.raises(CouponForBill):
        await counter.database.write(
            coupons.use, taken.coupon_id, actor=counter.cashier.actor, key=a_key(), now=NOW
        )


async def test_what_days_would_have_been_is_asked_of_money_off_but_not_of_coupons(
    counter: Counter,
) -> None:
    draft = offers.OfferDraft(kind=OfferKind.PERCENT_OFF, percent="10")
    read = counter.database.read

    by_itself = await read(offers.preview, draft, now=NOW)
    coupon = await read(offers.preview, replace(draft, price_points=0), now=NOW)

    assert 'percent = "10"' in by_itself.text
    assert coupon.text == ""
    assert await read(offers.without, AUTUMN, now=NOW) == ""


async def test_a_coupon_that_takes_nothing_off_stays_with_the_guest(counter: Counter) -> None:
    taken = await counter.claim()
    lines = of_categories(100_00, {"dessert": 100_00})

    quoted = await counter.quote(100_00, lines=lines, coupon_id=taken.coupon_id)
    bought = await counter.buy(100_00, lines=lines, coupon_id=taken.coupon_id)

    assert not quoted.coupon_used
    assert bought.to_pay_minor == 80_00
    assert [one.coupon_id for one in (await counter.mine()).coupons] == [taken.coupon_id]


async def test_the_same_key_records_a_bill_with_its_coupon_once(counter: Counter) -> None:
    taken = await counter.claim()

    first = await counter.buy(100_00, coupon_id=taken.coupon_id, key="tap")
    again = await counter.buy(100_00, coupon_id=taken.coupon_id, key="tap")

    assert (again.purchase_id, again.replayed) == (first.purchase_id, True)
    assert again.discounts == first.discounts


async def test_the_receipt_tells_the_discount_and_not_a_word_of_points(counter: Counter) -> None:
    await counter.buy(500_00)

    (letter,) = [
        one for one in await letters_to(counter.database, counter.chat) if "receipt" in one.text
    ]
    assert letter.text == "receipt-plain"


async def test_the_history_and_the_bill_explain_the_discount(counter: Counter) -> None:
    bought = await counter.buy(500_00)

    page = await counter.database.read(members.history, counter.anna.member_id, 0, now=NOW)
    bill = await counter.database.read(purchases.purchase, bought.purchase_id)

    assert (page.rows[0].off_minor, page.rows[0].discounts) == (15_00, bought.discounts)
    assert (bill.off_minor, bill.amount_minor, bill.with_points) == (15_00, 485_00, False)


async def test_the_card_shows_the_discount_of_the_tier(counter: Counter) -> None:
    await counter.buy(2_000_00)

    view = await counter.database.read(members.card, counter.anna.member_id, now=NOW)
    guest = await counter.database.read(
        till.guest, counter.cashier.staff_id, counter.anna.member_id, now=NOW
    )

    assert (view.discount, view.with_points, guest.discount, guest.points) == (
        "10",
        False,
        "10",
        False,
    )
    assert view.tier is not None
    assert (view.tier.discount, view.tier.percent) == ("10", "0")


async def test_the_owner_reads_what_an_offer_took_off(counter: Counter) -> None:
    taken = await counter.claim()
    await counter.buy(1_000_00, coupon_id=taken.coupon_id)

    (seen,) = (await counter.database.read(offers.owner_offers, now=NOW)).offers

    result = seen.result
    assert (result.claimed, result.used, result.purchases, result.off_minor) == (1, 1, 1, 150_00)


async def test_the_day_tells_what_was_given_in_money(counter: Counter) -> None:
    bought = await counter.buy(500_00)
    await counter.buy(100_00)
    await counter.refund(bought.purchase_id)

    today = await counter.database.read(reports.today, now=NOW)

    assert today.off_minor == 3_00


async def test_goods_given_back_in_part_take_their_discount_with_them(counter: Counter) -> None:
    taken = await counter.claim()
    bought = await counter.buy(1_000_00, coupon_id=taken.coupon_id)
    await counter.refund(bought.purchase_id, 170_00)
    read = counter.database.read

    today = await read(reports.today, now=NOW)
    shown = await read(week.week, await read(week.monday, now=NOW), now=NOW)
    (seen,) = (await read(offers.owner_offers, now=NOW)).offers

    assert (today.off_minor, shown.off_minor, seen.result.off_minor) == (120_00,) * 3
    assert await counter.in_order()
    await counter.refund(bought.purchase_id)
    (after,) = (await read(offers.owner_offers, now=NOW)).offers
    assert (await read(reports.today, now=NOW)).off_minor == 0
    assert (after.result.purchases, after.result.off_minor) == (0, 0)
    assert await counter.in_order()


async def test_goods_for_nothing_can_be_given_back(counter: Counter) -> None:
    rules = LADDER.replace('percent = "20"', 'percent = "100"')
    await counter.database.write(
        programs.apply, rules, actor=counter.here.owner, key=a_key(), now=NOW
    )
    bought = await counter.buy(90_00, lines=of_categories(90_00, {"dessert": 90_00}))
    assert (bought.off_minor, bought.to_pay_minor) == (90_00, 0)

    back = await counter.refund(bought.purchase_id)

    assert (back.to_return_minor, back.full) == (0, True)
    assert (await counter.database.read(reports.today, now=NOW)).off_minor == 0
    assert await counter.in_order()


def test_a_basket_is_written_and_read_back() -> None:
    basket = Basket(
        lines=of_categories(300_00, {"dessert": 100_00}), coupon_id=7, counted=(("coffee", 2),)
    )

    assert basket.lines == (
        Line(amount_minor=100_00, category="dessert"),
        Line(amount_minor=200_00),
    )
    assert load(dump(basket)) == basket
    assert load(dump(Basket())) == Basket()


def test_shares_never_come_to_more_than_the_bill() -> None:
    lines = of_categories(100, {"a": 70, "b": 50, "c": 10})

    assert [(line.category, line.amount_minor) for line in lines] == [("a", 70), ("b", 30)]
    assert of_categories(100, {}) == ()
    assert decimal_text(sum(line.amount_minor for line in lines)) == "100"


async def test_points_and_a_coupon_pay_one_bill_by_the_guests_own_yes(counter: Counter) -> None:
    rules = LADDER + '[[earn]]\nid = "base"\ntype = "percent"\npercent = "5"\n'
    here, member_id = counter.here, counter.anna.member_id
    database = counter.database
    await database.write(programs.apply, rules, actor=here.owner, key=a_key(), now=NOW)
    await database.write(
        points.adjust, member_id, 100, "подарок", actor=here.owner, key=a_key(), now=NOW
    )
    taken = await counter.claim()
    basket = Basket(lines=of_categories(300_00, {"tea": 100_00}), coupon_id=taken.coupon_id)

    asked = await database.write(
        redemptions.ask,
        member_id,
        300_00,
        50,
        actor=counter.cashier.actor,
        key=a_key(),
        now=NOW,
        code="1234",
        basket=basket,
    )
    done = await database.write(
        redemptions.confirm, asked.request_id, member_id, key=a_key(), now=NOW
    )

    recorded = done.recorded
    assert (asked.to_pay_minor, recorded.to_pay_minor) == (205_00, 205_00)
    assert (recorded.off_minor, recorded.applied) == (45_00, 50)
    assert (await counter.mine()).coupons == ()
    assert await counter.in_order()
