"""Coupons that are used with a bill: of codes for percent off, and those that rules ask for."""

from typing import Any

import pytest

from services import coupons, offers, programs, promos, purchases, till_bills
from services.audit import audit
from services.baskets import Basket
from services.database import Database
from services.domain.kinds import OfferKind
from services.offers import CouponView, OfferDraft
from services.program import ProgramRefused, build, load_document
from services.till_refusals import CouponForBill
from tests.builders.shops import NOW, Cashier, Shop, a_bill, a_cashier, a_key, a_member, a_shop

RULES = """
[[offer]]
id = "tenth"
kind = "promo_code"
code = "TENTH"
percent = "10"
expires_days = 5
when = { until = 2026-12-31, amount_min = "200" }
[[offer]]
id = "flyer"
kind = "promo_code"
code = "FLYER"
title = { en = "Forty points" }
[[bonus]]
id = "forty"
points = 40
when = { coupon = "flyer" }
"""


class Counter:
    """A shop with two codes, a cashier, and Anna, who types them."""

    def __init__(self, here: Shop, cashier: Cashier, member_id: int) -> None:
        self.here, self.cashier, self.member_id = here, cashier, member_id
        self.database = here.database

    async def type_code(self, code: str) -> CouponView:
        answer = await self.database.write(
            promos.redeem, self.member_id, code, key=a_key(), now=NOW
        )
        assert answer.coupon is not None
        return answer.coupon

    async def buy(self, amount: int, coupon_id: int | None = None) -> purchases.Recorded:
        return await self.database.write(
            purchases.record,
            self.member_id,
            amount,
            actor=self.cashier.actor,
            key=a_key(),
            now=NOW,
            repeat_ok=True,
            basket=Basket(coupon_id=coupon_id),
        )

    async def view(self, amount: int, coupon_id: int | None = None) -> till_bills.BillView:
        return await self.database.read(
            till_bills.view,
            self.member_id,
            amount,
            staff_id=self.cashier.staff_id,
            now=NOW,
            basket=Basket(coupon_id=coupon_id),
        )

    async def open_coupons(self) -> list[int]:
        mine = await self.database.read(offers.member_offers, self.member_id, now=NOW)
        return [one.coupon_id for one in mine.coupons]

    async def in_order(self) -> bool:
        return (await self.database.report(audit)).difference is None


async def a_counter(database: Database) -> Counter:
    here = await a_shop(database)
    text = (await database.read(programs.current, now=NOW)).text + RULES
    await database.write(programs.apply, text, actor=here.owner, key=a_key(), now=NOW)
    anna = await a_member(here)
    return Counter(here, await a_cashier(here), anna.member_id)


async def test_a_code_for_percent_off_is_a_coupon_that_the_next_bill_uses(database: Database):
    counter = await a_counter(database)
    coupon = await counter.type_code("tenth")
    assert (coupon.title, coupon.price_points) == ({"en": "−10 %"}, 0)
    seen = await counter.view(500_00)
    assert [one.coupon_id for one in seen.coupons] == [coupon.coupon_id]

    small = await counter.buy(100_00, coupon.coupon_id)
    assert (small.off_minor, await counter.open_coupons()) == (0, [coupon.coupon_id])
    bought = await counter.buy(500_00, coupon.coupon_id)

    assert (bought.off_minor, bought.to_pay_minor) == (50_00, 450_00)
    assert await counter.open_coupons() == []
    (result,) = [
        one.result
        for one in (await database.read(offers.owner_offers, now=NOW)).offers
        if one.terms.code == "TENTH"
    ]
    assert (result.claimed, result.purchases, result.off_minor) == (1, 1, 50_00)
    assert await counter.in_order()


async def test_its_coupon_stays_good_when_the_code_does_not(database: Database):
    counter = await a_counter(database)
    coupon = await counter.type_code("tenth")
    ref = offers.ref_of("tenth")
    await database.write(offers.end, ref, actor=counter.here.owner, key=a_key(), now=NOW)

    assert (await counter.buy(500_00, coupon.coupon_id)).off_minor == 50_00


async def test_a_coupon_that_a_rule_asks_for_brings_its_points_with_a_bill(database: Database):
    counter = await a_counter(database)
    coupon = await counter.type_code("flyer")
    with pytest.raises(CouponForBill):
        await database.write(
            coupons.use, coupon.coupon_id, actor=counter.cashier.actor, key=a_key(), now=NOW
        )
    seen = await counter.view(100_00, coupon.coupon_id)
    assert (seen.quote.earned, seen.quote.coupon_used, seen.straight) == (45, True, False)

    bought = await counter.buy(100_00, coupon.coupon_id)

    assert (bought.earned, await counter.open_coupons()) == (45, [])
    await database.write(
        purchases.refund,
        bought.purchase_id,
        None,
        actor=counter.here.owner,
        key=a_key(),
        now=NOW,
    )
    assert await counter.open_coupons() == [coupon.coupon_id]
    assert await counter.in_order()


async def test_the_owner_makes_a_code_for_percent_off_and_reads_its_cost(database: Database):
    counter = await a_counter(database)
    here = counter.here
    for amount in (300_00, 500_00):
        await a_bill(here, counter.cashier, counter.member_id, amount)
    draft = OfferDraft(kind=OfferKind.PROMO_CODE, code="Осень 26", percent="15", total=10)

    shown = await database.read(offers.preview, draft, now=NOW)
    launched = await database.write(
        offers.launch, draft, based_on=shown.version_id, actor=here.owner, key=a_key(), now=NOW
    )

    assert (shown.cost_points, shown.cost_minor, shown.text) == (None, 600_00, "")
    assert (launched.terms.percent, launched.terms.points) == ("15", None)
    assert (await counter.type_code("осень26")).title == {"en": "−15 %"}
    assert await database.read(offers.without, launched.ref, now=NOW) == ""


async def test_a_percent_out_of_bounds_is_refused(database: Database):
    await a_shop(database)
    draft: dict[str, Any] = {"kind": OfferKind.PROMO_CODE, "code": "ABCD"}
    for percent in ("0", "91"):
        with pytest.raises(offers.OfferOutOfRange):
            await database.read(offers.preview, OfferDraft(**draft, percent=percent), now=NOW)


CODE = '[[offer]]\nid = "a"\nkind = "promo_code"\ncode = "ABCD"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CODE + 'percent = "5"\npoints = 5\n',
            'line 5: [[offer]] "a" percent stands in place of points: leave one of them out',
        ),
        (
            CODE + 'percent = "5"\nwhen = { coupon = "a" }\n',
            'line 6: [[offer]] "a" when.coupon does not fit a coupon: a bill has one',
        ),
        (
            CODE + 'percent = "5"\n[[tier]]\nid = "a"\ndiscount = "3"\n',
            'line 2: [[offer]] "a" id is already what explanations call the discount of tier',
        ),
    ],
)
def test_a_code_for_percent_off_is_checked(text: str, expected: str):
    with pytest.raises(ProgramRefused) as refused:
        load_document(text)
    assert expected in [str(problem) for problem in refused.value.problems]


def test_a_code_asks_when_it_is_typed_and_its_coupon_asks_at_the_till():
    when = 'percent = "5"\naudience = "new"\nwhen = { weekdays = ["mon"], categories = ["tea"] }\n'
    program = build(load_document(CODE + when))
    (promo,) = program.promos
    coupon = program.coupon_discounts["a"].when
    assert (promo.when.weekdays, promo.when.categories, promo.when.audience) == (
        ("mon",),
        (),
        "new",
    )
    assert (coupon.weekdays, coupon.categories, coupon.audience) == ((), ("tea",), None)
