"""Stamp cards at the till: counted, told, given as coupons, taken back, audited."""

from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from services import (
    approvals,
    coupons,
    erasing,
    members,
    points,
    programs,
    purchases,
    redemptions,
    stamps,
)
from services.actors import system
from services.audit import audit
from services.baskets import Basket
from services.coupons import TillCoupon
from services.database import Database
from services.domain.errors import CouponWithdrawn
from services.domain.receipts import Line
from services.facts import Key
from services.outbox import Buttons
from services.stamps import Counted
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

CARDS = """
[[stamp_card]]
id = "coffee"
title = { ru = "Кофе", en = "Coffee" }
each = "item"
needed = 4
reward = "free-coffee"
reward_title = { ru = "Капучино", en = "Cappuccino" }
reward_days = 30
when = { categories = ["coffee"] }

[[stamp_card]]
id = "visits"
title = { ru = "Визиты" }
each = "visit"
needed = 3
reward = "croissant"

[[stamp_card]]
id = "bills"
each = "purchase"
needed = 5
gap_minutes = 10
reward = "croissant"

[[offer]]
id = "croissant"
kind = "goods"
title = { ru = "Круассан" }
price_points = 50
"""


class Till:
    """A shop with stamp cards, a cashier, and Anna."""

    def __init__(self, here: Shop, cashier: Cashier, member_id: int, chat: int) -> None:
        self.database: Database = here.database
        self.here, self.cashier, self.anna, self.chat = here, cashier, member_id, chat

    async def bill(
        self,
        counted: Counted = (),
        amount_minor: int = 450_00,
        *,
        key: str | None = None,
        now: datetime = NOW,
        lines: tuple[Line, ...] = (),
        coupon_id: int | None = None,
    ) -> purchases.Recorded:
        return await self.database.write(
            purchases.record,
            self.anna,
            amount_minor,
            actor=self.cashier.actor,
            key=key or a_key(),
            now=now,
            repeat_ok=True,
            basket=Basket(counted=counted, lines=lines, coupon_id=coupon_id),
        )

    async def undo(self, purchase_id: int, *, now: datetime = NOW) -> None:
        await self.database.write(
            purchases.undo, purchase_id, actor=self.cashier.actor, key=a_key(), now=now
        )

    async def cards(self, *, now: datetime = NOW) -> list[int]:
        view = await self.database.read(members.card, self.anna, now=now)
        return [one.count for one in view.stamp_cards]

    async def coupons(self) -> list[tuple[int, str, str]]:
        def read(tx: Connection) -> list[tuple[int, str, str]]:
            rows = tx.execute(text("SELECT id, offer, state FROM coupons ORDER BY id"))
            return [(row.id, row.offer, row.state) for row in rows]

        return await self.database.read(read)

    async def shown(self) -> tuple[TillCoupon, ...]:
        return await self.database.read(coupons.shown, self.cashier.staff_id, self.anna, now=NOW)

    async def wrong(self) -> str:
        return str((await self.database.report(audit)).difference)


@pytest_asyncio.fixture
async def till(database: Database) -> Till:
    here = await a_shop(database)
    whole = (await database.read(programs.current, now=NOW)).text + CARDS
    await database.write(programs.apply, whole, actor=here.owner, key=a_key(), now=NOW)
    cashier = await a_cashier(here)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    return Till(here, cashier, anna.member_id, chat)


async def test_the_till_asks_only_for_cards_that_count_items(till: Till) -> None:
    asked = await till.database.read(stamps.to_count, now=NOW)

    assert [(one.card, one.title["ru"]) for one in asked] == [("coffee", "Кофе")]
    assert stamps.counted_of(asked, "3") == (("coffee", 3),)
    assert stamps.counted_of(asked, "") is None
    assert stamps.counted_of(asked, "12") is None
    assert stamps.counted_of((), "") == stamps.counted_of((), "7") == ()


async def test_a_bill_says_what_it_brought_and_the_card_keeps_it(till: Till) -> None:
    recorded = await till.bill((("coffee", 3),))

    assert [(one.card, one.added, one.count, one.needed) for one in recorded.stamped] == [
        ("coffee", 3, 3, 4),
        ("visits", 1, 1, 3),
        ("bills", 1, 1, 5),
    ]
    assert await till.cards() == [3, 1, 1]
    assert await till.wrong() == "None"


async def test_the_same_bill_again_brings_no_second_stamp(till: Till) -> None:
    first = await till.bill((("coffee", 3),), key="tap")

    again = await till.bill((("coffee", 3),), key="tap")

    assert (again.stamped, again.replayed) == (first.stamped, True)
    assert await till.cards() == [3, 1, 1]


async def test_a_quote_says_the_stamps_and_writes_nothing(till: Till) -> None:
    quote = await till.database.read(
        purchases.quote,
        till.anna,
        450_00,
        staff_id=till.cashier.staff_id,
        now=NOW,
        basket=Basket(counted=(("coffee", 2),)),
    )

    assert [(one.card, one.count) for one in quote.stamped] == [
        ("coffee", 2),
        ("visits", 1),
        ("bills", 1),
    ]
    assert await till.cards() == [0, 0, 0]


async def test_a_full_card_is_a_coupon_that_only_the_guest_can_show(till: Till) -> None:
    await till.bill((("coffee", 5),))

    ((coupon_id, offer, state),) = await till.coupons()
    assert (offer, state) == ("free-coffee", "open")
    assert await till.shown() == ()
    await till.database.write(coupons.show, till.anna, coupon_id, now=NOW)
    (seen,) = await till.shown()
    assert seen.title == {"ru": "Капучино", "en": "Cappuccino"}
    handed = await till.database.write(
        coupons.use, coupon_id, actor=till.cashier.actor, key=a_key(), now=NOW
    )
    assert handed.title == seen.title
    assert await till.wrong() == "None"


async def test_the_guest_hears_of_the_stamps_and_of_the_full_card(till: Till) -> None:
    await till.bill((("coffee", 4),))

    letters = await letters_to(till.database, till.chat)

    told = {letter.text: letter for letter in letters}
    assert "stamps-complete-until" in told
    assert told["stamps-complete-until"].buttons == Buttons(
        kind="gift", args={"coupon_id": (await till.coupons())[0][0]}
    )
    stamped = told["receipt"].facts["stamps"]
    assert isinstance(stamped, Key)
    assert stamped.key == "stamps-lines"


async def test_an_undone_bill_takes_stamps_and_an_unused_coupon_back(till: Till) -> None:
    recorded = await till.bill((("coffee", 5),))

    await till.undo(recorded.purchase_id)

    assert await till.cards() == [0, 0, 0]
    assert [state for _, _, state in await till.coupons()] == ["withdrawn"]
    assert await till.wrong() == "None"
    again = await till.bill((("coffee", 1),))
    assert [one.added for one in again.stamped] == [1, 1, 1]
    assert await till.wrong() == "None"


async def test_a_withdrawn_coupon_cannot_be_shown_or_handed_over(till: Till) -> None:
    recorded = await till.bill((("coffee", 4),))
    ((coupon_id, *_),) = await till.coupons()
    await till.database.write(coupons.show, till.anna, coupon_id, now=NOW)
    await till.undo(recorded.purchase_id)

    for call in (
        till.database.write(coupons.show, till.anna, coupon_id, now=NOW),
        till.database.write(
            coupons.use, coupon_id, actor=till.cashier.actor, key=a_key(), now=NOW
        ),
    ):
        with pytest.raises(CouponWithdrawn):
            await call


async def test_a_used_coupon_leaves_stamps_owed_which_the_next_ones_repay(till: Till) -> None:
    recorded = await till.bill((("coffee", 4),))
    ((coupon_id, *_),) = await till.coupons()
    await till.database.write(coupons.show, till.anna, coupon_id, now=NOW)
    await till.database.write(
        coupons.use, coupon_id, actor=till.cashier.actor, key=a_key(), now=NOW
    )

    await till.undo(recorded.purchase_id)

    assert (await till.cards())[0] == -4
    assert await till.wrong() == "None"
    await till.bill((("coffee", 5),))
    assert (await till.cards())[0] == 1
    assert await till.wrong() == "None"


async def test_a_gift_that_came_back_with_the_goods_goes_with_its_stamps(till: Till) -> None:
    brought = await till.bill((("coffee", 4),))
    ((gift, *_),) = await till.coupons()
    await till.database.write(coupons.show, till.anna, gift, now=NOW)
    used = await till.bill((("coffee", 2),), coupon_id=gift)
    await till.undo(brought.purchase_id)
    assert (await till.cards())[0] == -2
    await till.undo(used.purchase_id)

    assert (await till.cards())[0] == 0
    assert await till.coupons() == [(gift, "free-coffee", "withdrawn")]
    assert await till.wrong() == "None"


async def test_part_refunds_take_whole_stamps_and_a_visit_only_with_its_day(till: Till) -> None:
    first = await till.bill((("coffee", 3),), 300_00)
    await till.bill((("coffee", 0),), now=NOW + timedelta(minutes=20))

    async def refund(amount_minor: int | None) -> None:
        await till.database.write(
            purchases.refund,
            first.purchase_id,
            amount_minor,
            actor=till.here.owner,
            key=a_key(),
            now=NOW + timedelta(hours=1),
        )

    await refund(199_00)
    assert await till.cards() == [2, 1, 2]
    await refund(None)

    assert await till.cards() == [0, 1, 1]
    assert await till.wrong() == "None"


async def test_lines_count_by_quantity_where_there_are_lines(till: Till) -> None:
    lines = (
        Line(amount_minor=300_00, category="coffee", quantity=2),
        Line(amount_minor=150_00, category="cake", quantity=9),
    )

    recorded = await till.bill(lines=lines)

    assert recorded.stamped[0].added == 2
    assert await till.wrong() == "None"


async def test_a_bill_the_owner_approves_brings_the_stamps_that_were_counted(till: Till) -> None:
    asked = await till.database.write(
        approvals.ask,
        till.anna,
        99_000_00,
        actor=till.cashier.actor,
        key=a_key(),
        now=NOW,
        basket=Basket(counted=(("coffee", 2),)),
    )

    recorded = await till.database.write(
        approvals.approve, asked, actor=till.here.owner, key=a_key(), now=NOW
    )

    assert recorded.stamped[0].added == 2


async def test_a_bill_paid_with_points_brings_the_stamps_that_were_counted(till: Till) -> None:
    await till.database.write(
        points.adjust, till.anna, 80, "подарок", actor=till.here.owner, key=a_key(), now=NOW
    )
    asked = await till.database.write(
        redemptions.ask,
        till.anna,
        450_00,
        50,
        actor=till.cashier.actor,
        key=a_key(),
        now=NOW,
        code="0000",
        basket=Basket(counted=(("coffee", 2),)),
    )

    confirmed = await till.database.write(
        redemptions.confirm, asked.request_id, till.anna, key=a_key(), now=NOW
    )

    assert confirmed.recorded.stamped[0].added == 2
    assert await till.wrong() == "None"


async def test_stamps_are_erased_with_the_card_and_the_books_still_agree(till: Till) -> None:
    await till.bill((("coffee", 5),))
    own = await till.database.read(erasing.export, till.anna, now=NOW)
    assert own["stamps"] == {"coffee": 1, "visits": 1, "bills": 1}

    await till.database.write(erasing.erase, till.anna, key=a_key(), now=NOW, actor=system("test"))

    assert [state for _, _, state in await till.coupons()] == ["expired"]
    assert await till.wrong() == "None"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE purchases SET stamps = '[]'", "stamps of purchases"),
        ("UPDATE qualifying_days SET stamps = '[]'", "stamps of purchases"),
        ("UPDATE purchases SET lines = replace(lines, '5]', '6]')", "stamps of purchases"),
        ("UPDATE coupons SET stamps = 3", "open coupons"),
        ("UPDATE members SET counters = replace(counters, '\"bills\",1', '\"bills\",2')", "cards"),
    ],
)
async def test_the_audit_sees_stamps_that_nobody_gave(till: Till, change: str, what: str) -> None:
    await till.bill((("coffee", 5),))

    await till.database.write(lambda tx: tx.execute(text(change)) and None)

    assert what in await till.wrong()
