"""Spending points: asked at the till, agreed by the member's tap or code."""

import asyncio
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from services import members, points, purchases, redemptions, shifts, till
from services.database import Database
from services.members import Joined
from services.redemptions import (
    Asked,
    CashierBlocked,
    Confirmed,
    GuestWithoutTelegram,
    NothingToRedeem,
    NotYourRequest,
    RequestClosed,
    RequestExpired,
    RequestOpen,
    SpendLocked,
    State,
    TooManyRequests,
    WrongCode,
)
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
    a_telegram_id,
)

BILL = 450_00


class Till:
    """A shop with a cashier, and Anna with 1 000 points."""

    def __init__(self, here: Shop, cashier: Cashier, anna: Joined, anna_chat: int) -> None:
        self.database: Database = here.database
        self.here, self.cashier, self.anna, self.anna_chat = here, cashier, anna, anna_chat

    async def ask(
        self,
        requested: int = 100,
        *,
        now: datetime = NOW,
        member_id: int | None = None,
        cashier: Cashier | None = None,
        code: str = "4821",
    ) -> Asked:
        return await self.database.write(
            redemptions.ask,
            member_id or self.anna.member_id,
            BILL,
            requested,
            actor=(cashier or self.cashier).actor,
            key=a_key(),
            now=now,
            code=code,
        )

    async def confirm(
        self, request_id: int, *, now: datetime = NOW, member_id: int | None = None
    ) -> Confirmed:
        return await self.database.write(
            redemptions.confirm,
            request_id,
            member_id or self.anna.member_id,
            key=a_key(),
            now=now,
        )

    async def code(
        self,
        request_id: int,
        code: str,
        *,
        now: datetime = NOW,
        key: str | None = None,
        cashier: Cashier | None = None,
    ) -> Confirmed | WrongCode:
        return await self.database.write(
            redemptions.confirm_by_code,
            request_id,
            code,
            (cashier or self.cashier).staff_id,
            key=key or a_key(),
            now=now,
        )

    async def balance(self) -> int:
        return (await self.database.read(members.card, self.anna.member_id, now=NOW)).balance


@pytest_asyncio.fixture
async def desk(database: Database) -> Till:
    here = await a_shop(database)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    await database.write(
        points.adjust,
        anna.member_id,
        1_000 - anna.welcome_points,
        "for the test",
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )
    return Till(here, await a_cashier(here), anna, chat)


async def test_the_request_names_points_bill_place_and_code_to_the_member_alone(desk: Till):
    asked = await desk.ask(100)
    assert (asked.points, asked.to_pay_minor) == (100, 350_00)
    (letter,) = [
        one
        for one in await letters_to(desk.database, desk.anna_chat)
        if one.text == "spend-request"
    ]
    assert letter.facts["code"] == "4821"
    assert letter.facts["location"] == "Зерно"
    assert letter.buttons is not None
    assert letter.buttons.args == {"request_id": asked.request_id}
    assert await desk.balance() == 1_000


async def test_the_members_tap_spends_and_tells_the_cashier(desk: Till):
    asked = await desk.ask(100)
    confirmed = await desk.confirm(asked.request_id)
    assert (confirmed.recorded.applied, confirmed.recorded.to_pay_minor) == (100, 350_00)
    texts = [one.text for one in await letters_to(desk.database, desk.cashier.telegram_id)]
    assert texts == ["spend-confirmed"]
    assert await desk.balance() == 900 + confirmed.recorded.earned


async def test_twenty_taps_spend_once_and_all_see_the_same_receipt(desk: Till):
    asked = await desk.ask(100)
    results = await asyncio.gather(*(desk.confirm(asked.request_id) for _ in range(20)))
    assert len({one.recorded.receipt_number for one in results}) == 1
    assert await desk.balance() == 900 + results[0].recorded.earned


async def test_the_code_spends_without_a_message_to_the_cashier(desk: Till):
    asked = await desk.ask(100)
    answer = await desk.code(asked.request_id, "4821")
    assert isinstance(answer, Confirmed)
    assert await letters_to(desk.database, desk.cashier.telegram_id) == []


async def test_three_wrong_codes_kill_the_request(desk: Till):
    asked = await desk.ask(100)
    answers = [await desk.code(asked.request_id, wrong) for wrong in ("1111", "2222", "3333")]
    assert answers == [WrongCode(tries_left=left) for left in (2, 1, 0)]
    with pytest.raises(RequestClosed):
        await desk.code(asked.request_id, "4821")
    assert await desk.balance() == 1_000


async def test_a_wrong_code_delivered_twice_counts_once(desk: Till):
    asked = await desk.ask(100)
    key = a_key()
    assert await desk.code(asked.request_id, "1111", key=key) == WrongCode(tries_left=2)
    assert await desk.code(asked.request_id, "1111", key=key) == WrongCode(tries_left=2)
    view = await desk.database.read(redemptions.status, asked.request_id, now=NOW)
    assert view.tries_left == 2


async def test_five_wrong_codes_in_a_day_lock_the_member_and_alert_the_owner(desk: Till):
    first = await desk.ask(100)
    for wrong in ("1", "2", "3"):
        await desk.code(first.request_id, wrong)
    second = await desk.ask(100)
    for wrong in ("1", "2"):
        await desk.code(second.request_id, wrong)
    with pytest.raises(SpendLocked):
        await desk.code(second.request_id, "4821")
    texts = [one.text for one in await letters_to(desk.database, OWNER)]
    assert texts.count("alert-wrong-codes") == 1


async def test_ten_wrong_codes_lock_the_cashier_for_every_guest(desk: Till):
    for number in range(4):
        guest = await a_member(desk.here, f"Гость {number}")
        asked = await desk.ask(50, member_id=guest.member_id)
        for wrong in ("1", "2", "3")[: 1 if number == 3 else 3]:
            await desk.code(asked.request_id, wrong)
    with pytest.raises(SpendLocked):
        await desk.ask(100)
    other = await a_cashier(desk.here, "Другая Смена")
    assert (await desk.ask(100, cashier=other)).points == 100


async def test_a_request_dies_after_two_minutes(desk: Till):
    asked = await desk.ask(100)
    late = NOW + timedelta(minutes=2)
    with pytest.raises(RequestExpired):
        await desk.confirm(asked.request_id, now=late)
    view = await desk.database.read(redemptions.status, asked.request_id, now=late)
    assert view.state is State.EXPIRED
    assert (await desk.ask(100, now=late)).points == 100


async def test_a_member_has_one_open_request(desk: Till):
    await desk.ask(100)
    with pytest.raises(RequestOpen):
        await desk.ask(100)


async def test_three_requests_in_ten_minutes_are_the_limit(desk: Till):
    for minute in (0, 2, 4):
        await desk.ask(100, now=NOW + timedelta(minutes=minute))
    with pytest.raises(TooManyRequests):
        await desk.ask(100, now=NOW + timedelta(minutes=6))
    assert (await desk.ask(100, now=NOW + timedelta(minutes=11))).points == 100


async def test_nobody_else_can_confirm_or_decline(desk: Till):
    asked = await desk.ask(100)
    stranger = await a_member(desk.here, "Чужой")
    with pytest.raises(NotYourRequest):
        await desk.confirm(asked.request_id, member_id=stranger.member_id)
    with pytest.raises(NotYourRequest):
        await desk.database.write(
            redemptions.decline, asked.request_id, stranger.member_id, now=NOW
        )
    other = await a_cashier(desk.here, "Другая Смена")
    with pytest.raises(NotYourRequest):
        await desk.code(asked.request_id, "4821", cashier=other)


async def test_a_no_spends_nothing_and_tells_the_cashier(desk: Till):
    asked = await desk.ask(100)
    await desk.database.write(redemptions.decline, asked.request_id, desk.anna.member_id, now=NOW)
    texts = [one.text for one in await letters_to(desk.database, desk.cashier.telegram_id)]
    assert texts == ["spend-declined"]
    with pytest.raises(RequestClosed):
        await desk.confirm(asked.request_id)
    assert await desk.balance() == 1_000


async def test_not_me_blocks_that_cashier_for_the_day_and_tells_the_owner(desk: Till):
    asked = await desk.ask(100)
    await desk.database.write(redemptions.not_me, asked.request_id, desk.anna.member_id, now=NOW)
    assert "alert-not-me" in [one.text for one in await letters_to(desk.database, OWNER)]
    with pytest.raises(CashierBlocked):
        await desk.ask(100)
    other = await a_cashier(desk.here, "Другая Смена")
    assert (await desk.ask(100, cashier=other)).points == 100


async def test_a_blocked_cashier_may_ask_again_tomorrow(desk: Till):
    asked = await desk.ask(100)
    await desk.database.write(redemptions.not_me, asked.request_id, desk.anna.member_id, now=NOW)
    assert (await desk.ask(100, now=NOW + timedelta(days=1))).points == 100


async def test_a_withdrawn_request_takes_its_message_back(desk: Till):
    asked = await desk.ask(100)
    view = await desk.database.write(
        redemptions.withdraw, asked.request_id, desk.cashier.staff_id, now=NOW
    )
    assert view.state is State.WITHDRAWN
    texts = [one.text for one in await letters_to(desk.database, desk.anna_chat)]
    assert "spend-request" not in texts
    with pytest.raises(RequestClosed):
        await desk.confirm(asked.request_id)


async def test_no_more_than_half_the_bill_is_asked_for(desk: Till):
    asked = await desk.ask(900)
    assert (asked.points, asked.to_pay_minor) == (225, 225_00)


async def test_a_guest_without_points_is_not_asked(desk: Till):
    guest = await a_member(desk.here, "Без баллов")
    card = await desk.database.read(members.card, guest.member_id, now=NOW)
    if card.balance:
        await desk.database.write(
            points.adjust,
            guest.member_id,
            -card.balance,
            "for the test",
            actor=desk.here.owner,
            key=a_key(),
            now=NOW,
        )
    with pytest.raises(NothingToRedeem) as refused:
        await desk.ask(100, member_id=guest.member_id)
    assert refused.value.why == "not-enough"


async def test_a_card_without_telegram_cannot_spend(desk: Till):
    guest = await desk.database.write(
        till.open_unclaimed, desk.cashier.staff_id, a_phone(), key=a_key(), now=NOW
    )
    with pytest.raises(GuestWithoutTelegram):
        await desk.ask(10, member_id=guest.member_id)


async def test_the_till_asks_in_an_open_shift_only(desk: Till):
    await desk.database.write(shifts.close_shift, desk.cashier.staff_id, now=NOW)
    with pytest.raises(shifts.ShiftClosed):
        await desk.ask(100)


async def test_a_bill_above_the_limit_is_not_paid_with_points_alone(desk: Till):
    with pytest.raises(purchases.BillTooBig):
        await desk.database.write(
            redemptions.ask,
            desk.anna.member_id,
            20_000_01,
            100,
            actor=desk.cashier.actor,
            key=a_key(),
            now=NOW,
            code="4821",
        )
