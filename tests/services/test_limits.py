"""What a cashier may do alone: caps per card and per cashier, and the owner's yes above them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from services import (
    approvals,
    limits,
    purchases,
    redemptions,
    shifts,
    shop,
    spend_agreements,
    till,
)
from services.database import Database
from services.facts import Key
from services.limits import CapReached, Limit
from services.members import Joined
from services.staff import OwnerOnly
from services.till import OwnCard
from tests.builders.letters import letters_to
from tests.builders.shops import (
    NOW,
    OWNER,
    Cashier,
    Shop,
    a_cashier,
    a_key,
    a_member,
    a_phone,
    a_shop,
)
from tests.services.test_purchases import a_till, record


async def cap(here: Shop, limit: Limit, most: int | None) -> None:
    await here.database.write(limits.set_limit, limit, most, actor=here.owner, now=NOW)


async def sell(here: Shop, cashier: Cashier, guests: list[Joined], bills: int) -> None:
    for turn in range(bills):
        await record(here, cashier, guests[turn % len(guests)].member_id, 10_000 + turn)


async def test_t2_a_card_has_so_many_bills_a_day(database: Database):
    """T2: bills of buyers without a card do not pile up on the card of a friend."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_BILLS, 3)
    await sell(here, cashier, [anna], 3)

    with pytest.raises(CapReached) as no:
        await record(here, cashier, anna.member_id)

    assert (no.value.limit, no.value.most) == ("card-day-bills", 3)
    await record(here, cashier, anna.member_id, now=NOW + timedelta(hours=12))


async def test_t2_an_undone_bill_does_not_count(database: Database):
    """T2: a slip of the till takes nobody's bills away."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_BILLS, 1)
    slip = await record(here, cashier, anna.member_id)
    await database.write(
        purchases.undo, slip.purchase_id, actor=cashier.actor, key=a_key(), now=NOW
    )

    await record(here, cashier, anna.member_id, 20_000)


async def test_t2_a_card_gets_so_many_points_a_day(database: Database):
    """T2: few big bills are capped like many small ones."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_POINTS, 50)
    await record(here, cashier, anna.member_id, 45_000)

    with pytest.raises(CapReached, match="card-day-points"):
        await record(here, cashier, anna.member_id, 60_000)
    await record(here, cashier, anna.member_id, 50_000)


@pytest.mark.parametrize(
    ("limit", "over"), [(Limit.CASHIER_HOUR_BILLS, 1), (Limit.CASHIER_DAY_BILLS, 24)]
)
async def test_t2_a_cashier_has_so_many_bills_an_hour_and_a_day(
    database: Database, limit: Limit, over: int
):
    """T2: nobody types a hundred bills in a quiet hour."""
    here, cashier, anna = await a_till(database)
    other, boris = await a_cashier(here), await a_member(here)
    await cap(here, limit, 4)
    await sell(here, cashier, [anna, boris], 4)

    with pytest.raises(CapReached, match=limit):
        await record(here, cashier, anna.member_id)

    await record(here, other, anna.member_id)
    await record(here, cashier, boris.member_id, now=NOW + timedelta(hours=over, seconds=1))


async def test_t2_taps_at_once_do_not_pass_the_cap_together(database: Database):
    """T2: ten tries in one moment are as many bills as the cap says."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_BILLS, 5)

    tries = [record(here, cashier, anna.member_id, 10_000 + turn) for turn in range(10)]
    made = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(one, CapReached) for one in made) == 5


async def test_t2_above_a_cap_the_owner_decides(database: Database):
    """T2: the question names the cap, and a yes records the bill."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_BILLS, 1)
    await record(here, cashier, anna.member_id)
    with pytest.raises(CapReached) as no:
        await record(here, cashier, anna.member_id, 20_000)

    approval_id = await database.write(
        approvals.ask,
        anna.member_id,
        20_000,
        actor=cashier.actor,
        key=a_key(),
        now=NOW,
        cap=no.value,
    )
    recorded = await database.write(
        approvals.approve, approval_id, actor=here.owner, key=a_key(), now=NOW
    )

    (question,) = [one for one in await letters_to(database, OWNER) if one.text == "bill-over-cap"]
    assert question.facts["why"] == Key("cap-card-day-bills", {"most": 1})
    assert recorded.amount_minor == 20_000


async def test_t3_spending_is_under_the_same_caps(database: Database):
    """T3: a made-up bill does not become a paid one by asking to spend."""
    here, cashier, anna = await a_till(database)
    await cap(here, Limit.CARD_DAY_BILLS, 1)
    await record(here, cashier, anna.member_id)

    with pytest.raises(CapReached):
        await database.write(
            redemptions.ask,
            anna.member_id,
            20_000,
            50,
            actor=cashier.actor,
            key=a_key(),
            now=NOW,
            code="1234",
        )


async def test_owners_and_managers_have_no_caps(database: Database):
    here, _, anna = await a_till(database)
    for limit in Limit:
        await cap(here, limit, 1)
    assert here.owner.staff_id is not None
    await database.write(shifts.open_shift, here.owner.staff_id, now=NOW)
    for turn in range(3):
        await database.write(
            purchases.record,
            anna.member_id,
            10_000 + turn,
            actor=here.owner,
            key=a_key(),
            now=NOW,
        )


async def test_a_new_shop_has_caps_far_above_an_honest_day(database: Database):
    await a_shop(database, capped=True)

    found = await database.read(limits.limits)

    assert found.most == found.usual == limits.usual("RUB")
    assert found.bill_limit_minor == (await database.read(shop.shop)).bill_limit_minor
    assert found.choices(Limit.CARD_DAY_BILLS) == (2, 5, 10, 20)
    assert limits.usual("UZS")[Limit.CARD_DAY_POINTS] == 750_000


async def test_only_the_owner_sets_a_cap(database: Database):
    here, cashier, _ = await a_till(database)
    with pytest.raises(OwnerOnly):
        await database.write(
            limits.set_limit, Limit.CARD_DAY_BILLS, 99, actor=cashier.actor, now=NOW
        )
    await cap(here, Limit.CARD_DAY_BILLS, 12)
    found = await database.read(limits.limits)
    assert found.most[Limit.CARD_DAY_BILLS] == 12
    assert found.most[Limit.CARD_DAY_POINTS] is None


@pytest.mark.parametrize("way", ["phone", "telegram"])
async def test_t1_nobody_serves_the_own_card(database: Database, way: str):
    """T1: neither the card joined from the same chat nor the one of the same phone."""
    here = await a_shop(database)
    cashier = await a_cashier(here)
    phone = a_phone()
    if way == "phone":
        # The card was opened at the till; its guest, who serves here, claims it later.
        await database.write(till.open_unclaimed, cashier.staff_id, phone, key=a_key(), now=NOW)
    own = await a_member(here, telegram_id=cashier.telegram_id, phone=phone)

    with pytest.raises(OwnCard):
        await record(here, cashier, own.member_id)


async def test_t3_points_never_pay_without_the_members_yes(database: Database):
    """T3: no request, a request of somebody else, of another sum, or a used one."""
    here, cashier, anna = await a_till(database)
    boris = await a_member(here)
    asked = await database.write(
        redemptions.ask,
        anna.member_id,
        20_000,
        50,
        actor=cashier.actor,
        key=a_key(),
        now=NOW,
        code="1234",
    )
    bill: dict[str, Any] = {
        "actor": cashier.actor,
        "now": NOW,
        "redeem_points": 50,
        "repeat_ok": True,
    }
    tries = [
        (anna.member_id, 20_000, bill),
        (anna.member_id, 20_000, bill | {"request_id": asked.request_id + 1}),
        (boris.member_id, 20_000, bill | {"request_id": asked.request_id}),
        (anna.member_id, 30_000, bill | {"request_id": asked.request_id}),
        (
            anna.member_id,
            20_000,
            bill | {"request_id": asked.request_id, "redeem_points": 60},
        ),
        (anna.member_id, 20_000, bill | {"actor": here.owner}),
    ]
    for member_id, amount_minor, also in tries:
        with pytest.raises(spend_agreements.SpendNotAgreed):
            await database.write(purchases.record, member_id, amount_minor, key=a_key(), **also)

    await database.write(
        redemptions.confirm, asked.request_id, anna.member_id, key=a_key(), now=NOW
    )
    with pytest.raises(spend_agreements.SpendNotAgreed):
        await database.write(
            purchases.record,
            anna.member_id,
            20_000,
            key=a_key(),
            **bill | {"request_id": asked.request_id},
        )


async def test_an_import_says_what_it_is(database: Database):
    here, cashier, anna = await a_till(database)
    recorded = await record(here, cashier, anna.member_id, 20_000, redeem_points=50)
    assert recorded.applied == 50
