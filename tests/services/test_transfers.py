"""Points from member to member: asked about, limited, given once, told to both."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.outbox import OutboxRow
from services import members, outbox, purchases, refunds, till, transfer_links, transfers
from services.actors import Actor, Role
from services.audit import audit
from services.database import Database
from services.domain.errors import NotEnoughPoints
from services.facts import Points
from services.guesses import GuessesPaused, Missed
from services.members import NoCard
from services.transfer_rules import Field
from tests.builders.gifts import (
    JOINED,
    Friends,
    a_link,
    adjust,
    ask,
    balances,
    bound,
    friends,
    give,
    set_rule,
    switch_gifts,
)
from tests.builders.shops import (
    NOW,
    a_bill,
    a_key,
    a_member,
    a_phone,
    a_telegram_id,
    card_of,
)


@pytest.fixture
async def them(database: Database) -> Friends:
    return await friends(database)


async def proven(database: Database) -> None:
    assert (await database.report(audit)).difference is None


async def letters(database: Database) -> dict[int, list[tuple[str, dict[str, object]]]]:
    """Return what waits to be sent, by chat: text and facts."""
    found: dict[int, list[tuple[str, dict[str, object]]]] = {}
    while taken := await database.write(outbox.take, now=NOW, limit=100):
        for letter in taken:
            found.setdefault(letter.to, []).append((letter.text, dict(letter.facts)))
            await database.write(outbox.sent, letter.id, 1, now=NOW)
    return found


async def test_the_giver_reads_what_will_happen_before_it_does(them: Friends):
    asked = await ask(them, 60)

    assert (asked.points, asked.left, asked.name) == (60, 50, "Борис П.")
    assert asked.card_number == them.boris.card_number
    assert asked.first_end == date(2027, 5, 19)
    assert await balances(them) == [110, 100]


async def test_a_gift_moves_the_points_once_and_both_explain_it(them: Friends):
    asked = await ask(them, 60)
    call = bound(them.database.write, transfers.confirm, asked.transfer_id, them.anna.member_id)

    first, second = [await call(now=NOW) for _ in range(2)]

    assert (first.points, first.balance, first.name) == (60, 50, "Борис П.")
    assert (second.balance, second.replayed, second.name) == (50, True, "Борис П.")
    assert await balances(them) == [50, 160]
    for one, other, amount in ((them.anna, "Борис П.", -60), (them.boris, "Анна К.", 60)):
        page = await them.database.read(members.history, one.member_id, 0, now=NOW)
        assert (page.rows[0].points, page.rows[0].other) == (amount, other)
    await proven(them.database)


async def test_twenty_taps_at_once_give_once(them: Friends):
    asked = await ask(them, 60)
    taps = [
        them.database.write(transfers.confirm, asked.transfer_id, them.anna.member_id, now=NOW)
        for _ in range(20)
    ]

    answers = await asyncio.gather(*taps)

    assert {answer.balance for answer in answers} == {50}
    assert sum(not answer.replayed for answer in answers) == 1
    assert await balances(them) == [50, 160]


async def test_both_get_a_receipt_with_the_other_ones_name(them: Friends):
    await give(them, 60)

    told = await letters(them.database)

    texts = {text: facts for mine in told.values() for text, facts in mine}
    assert texts["transfer-given"]["name"] == "Борис П."
    assert texts["transfer-given"]["balance"] == Points(50)
    assert texts["transfer-got"]["name"] == "Анна К."
    assert texts["transfer-got"]["points"] == Points(60)


async def test_points_repay_the_takers_debt_first_and_the_receipt_says_so(them: Friends):
    bill = await a_bill(them.here, them.maria, them.boris.member_id, 1_000_00)
    await adjust(them.here, them.boris.member_id, -150)
    await them.database.write(
        refunds.refund,
        bill.purchase_id,
        bill.amount_minor,
        actor=them.here.owner,
        key=a_key(),
        now=NOW,
    )
    card = await card_of(them.database, them.boris.member_id)
    assert (card.balance, card.deficit) == (0, 50)

    await give(them, 60)

    assert await balances(them) == [50, 10]
    texts = {text: facts for one in (await letters(them.database)).values() for text, facts in one}
    assert texts["transfer-got-repaid"]["repaid"] == Points(50)
    await proven(them.database)


async def test_a_friend_is_found_by_card_by_phone_and_by_telegram(them: Friends):
    phone, telegram_id = a_phone(), a_telegram_id()
    await a_member(them.here, "Вера В", phone=phone, telegram_id=telegram_id, now=JOINED)

    by_phone = await ask(them, 10, phone_e164=phone)
    by_telegram = await ask(them, 10, telegram_id=telegram_id, phone_e164="+79990000000")

    assert (by_phone.name, by_telegram.name) == ("Вера В.", "Вера В.")


async def test_an_earlier_question_is_void(them: Friends):
    first, _ = await ask(them, 10), await ask(them, 20)

    with pytest.raises(transfers.TransferClosed):
        await them.database.write(
            transfers.confirm, first.transfer_id, them.anna.member_id, now=NOW
        )


async def test_a_question_lives_ten_minutes(them: Friends):
    asked = await ask(them, 10)

    with pytest.raises(transfers.TransferExpired):
        await them.database.write(
            transfers.confirm,
            asked.transfer_id,
            them.anna.member_id,
            now=NOW + timedelta(minutes=10),
        )


async def test_nobody_says_yes_for_another(them: Friends):
    asked = await ask(them, 10)

    for member_id in (them.boris.member_id, 999):
        with pytest.raises(transfers.NotYourTransfer):
            await them.database.write(transfers.confirm, asked.transfer_id, member_id, now=NOW)
    with pytest.raises(transfers.TransferClosed):
        await them.database.write(transfers.confirm, 999, them.anna.member_id, now=NOW)


async def test_the_own_card_is_no_taker(them: Friends):
    with pytest.raises(transfers.NotToYourself):
        await ask(them, 10, cards=(them.anna.card_number,))


async def test_a_card_without_telegram_is_answered_like_no_card_at_all(them: Friends):
    phone = a_phone()
    await them.database.write(
        till.open_unclaimed, them.maria.staff_id, phone, key=a_key(), now=JOINED
    )
    call = bound(them.database.write, transfers.ask, them.anna.member_id, 10)

    by_phone = await call(phone_e164=phone, now=NOW)
    by_card = await call(cards=("12345678",), now=NOW)

    assert [by_phone, by_card] == [Missed(tries_left=4), Missed(tries_left=3)]


async def test_guessing_cards_pauses_after_five_misses_and_tells_the_owner_once(them: Friends):
    call = bound(them.database.write, transfers.ask, them.anna.member_id, 10)
    for _ in range(5):
        await call(cards=("12345678",), now=NOW)

    for card in ("12345678", them.boris.card_number):
        with pytest.raises(GuessesPaused):
            await call(cards=(card,), now=NOW)

    told = [text for one in (await letters(them.database)).values() for text, _ in one]
    assert told.count("alert-guesses") == 1
    later = NOW + timedelta(minutes=61)
    assert (await ask(them, 10, now=later)).name == "Борис П."


async def test_fifty_misses_of_all_together_pause_everybody(them: Friends):
    for _ in range(10):
        stranger = await a_member(them.here, now=JOINED)
        await a_bill(them.here, them.maria, stranger.member_id, 200_00, now=JOINED)
        for _ in range(5):
            await them.database.write(
                transfers.ask, stranger.member_id, 10, cards=("12345678",), now=NOW
            )

    with pytest.raises(GuessesPaused):
        await ask(them, 10)


async def test_nobody_is_shown_more_than_twenty_names_a_day(them: Friends):
    for _ in range(20):
        await ask(them, 10)

    with pytest.raises(GuessesPaused):
        await ask(them, 10)
    assert (await ask(them, 10, now=NOW + timedelta(days=1))).name == "Борис П."


async def test_staff_take_no_points(them: Friends):
    card = await a_member(
        them.here, "Мария Кассирова", telegram_id=them.maria.telegram_id, now=JOINED
    )

    with pytest.raises(transfers.StaffTakesNothing):
        await ask(them, 10, cards=(card.card_number,))


async def test_a_new_card_waits_a_day(them: Friends):
    fresh = await a_member(them.here, "Вера В", now=NOW)

    with pytest.raises(transfers.TakerTooNew) as refused:
        await ask(them, 10, cards=(fresh.card_number,))

    assert refused.value.ready_at == NOW + timedelta(days=1)
    later = await ask(them, 10, cards=(fresh.card_number,), now=NOW + timedelta(days=1))
    assert later.points == 10


async def test_only_who_has_bought_may_give(them: Friends):
    call = bound(them.database.read, transfers.giving, them.boris.member_id)
    with pytest.raises(transfers.TransferNeedsPurchase):
        await call(now=NOW)

    bill = await a_bill(them.here, them.maria, them.boris.member_id, 100_00)
    assert (await call(now=NOW)).most == 105
    await them.database.write(
        refunds.refund,
        bill.purchase_id,
        bill.amount_minor,
        actor=them.here.owner,
        key=a_key(),
        now=NOW,
    )

    with pytest.raises(transfers.TransferNeedsPurchase):
        await call(now=NOW)


async def test_a_gift_asked_about_before_a_refund_is_refused_after_it(them: Friends):
    asked = await ask(them, 110)
    page = await them.database.read(members.history, them.anna.member_id, 0, now=NOW)
    bill = next(row.purchase_id for row in page.rows if row.purchase_id)
    await them.database.write(
        refunds.refund, bill, 200_00, actor=them.here.owner, key=a_key(), now=NOW
    )

    with pytest.raises(transfers.TransferNeedsPurchase):
        await them.database.write(
            transfers.confirm, asked.transfer_id, them.anna.member_id, now=NOW
        )


async def test_a_refund_after_a_gift_is_the_givers_debt_and_not_the_takers(them: Friends):
    bill = await a_bill(them.here, them.maria, them.anna.member_id, 1_000_00)
    await give(them, 160)

    await them.database.write(
        refunds.refund,
        bill.purchase_id,
        bill.amount_minor,
        actor=them.here.owner,
        key=a_key(),
        now=NOW,
    )

    card = await card_of(them.database, them.anna.member_id)
    assert (card.balance, card.deficit) == (0, 50)
    assert (await balances(them))[1] == 260
    await proven(them.database)


async def test_points_paid_before_a_gift_come_back_to_the_giver_alone(them: Friends):
    asked = await them.database.write(
        purchases.record,
        them.anna.member_id,
        100_00,
        redeem_points=50,
        actor=Actor(role=Role.SYSTEM, source="test"),
        key=a_key(),
        now=NOW,
    )
    await give(them, 60)

    await them.database.write(
        refunds.refund,
        asked.purchase_id,
        asked.amount_minor,
        actor=them.here.owner,
        key=a_key(),
        now=NOW,
    )

    assert await balances(them) == [50, 160]
    await proven(them.database)


@pytest.mark.parametrize(
    ("field", "most", "per"), [(Field.PER_DAY, 70, "day"), (Field.PER_MONTH, 80, "month")]
)
async def test_a_limit_counts_what_was_given_before(
    them: Friends, field: Field, most: int, per: str
):
    await set_rule(them.here, Field.PER_DAY, None)
    await set_rule(them.here, field, most)
    await give(them, 50)

    with pytest.raises(transfers.TransferLimitReached) as refused:
        await ask(them, most - 49)

    assert (refused.value.per, refused.value.most, refused.value.left) == (per, most, most - 50)
    assert (await give(them, most - 50)).points == most - 50


async def test_tomorrow_and_next_month_have_room_again(them: Friends):
    await set_rule(them.here, Field.PER_DAY, 30)
    await set_rule(them.here, Field.PER_MONTH, 60)
    await give(them, 30)
    await give(them, 30, now=NOW + timedelta(days=1))
    with pytest.raises(transfers.TransferLimitReached):
        await ask(them, 10, now=NOW + timedelta(days=2))

    assert (await give(them, 30, now=NOW + timedelta(days=8))).points == 30


async def test_gifts_below_the_least_are_refused(them: Friends):
    with pytest.raises(transfers.TransferTooSmall):
        await ask(them, 9)
    with pytest.raises(NotEnoughPoints):
        await ask(them, 111)


async def links_of(them: Friends, amount: int, number: int) -> list[transfer_links.Link]:
    """Let Anna make links one after another, as many as may wait at once."""
    return [await a_link(them, amount) for _ in range(number)]


async def test_a_limit_holds_when_gifts_come_at_once(them: Friends):
    """Three friends take three links in one moment; the day has room for two."""
    await set_rule(them.here, Field.PER_DAY, 50)
    links = await links_of(them, 20, 3)
    takers = [await a_member(them.here, now=JOINED) for _ in links]
    takes = [
        them.database.write(
            transfer_links.take, link.transfer_id, one.member_id, payload=link.payload, now=NOW
        )
        for link, one in zip(links, takers, strict=True)
    ]

    answers = await asyncio.gather(*takes, return_exceptions=True)

    refused = [one for one in answers if isinstance(one, transfer_links.GiverShort)]
    assert len(refused) == 1, answers
    assert (await card_of(them.database, them.anna.member_id)).balance == 70
    await proven(them.database)


async def test_what_is_given_is_not_spent_as_well(them: Friends):
    """A gift and ten bills paid with points at once: the balance is spent once."""
    asked = await ask(them, 100)
    gift = them.database.write(transfers.confirm, asked.transfer_id, them.anna.member_id, now=NOW)
    spends = [
        them.database.write(
            purchases.record,
            them.anna.member_id,
            100_00,
            redeem_points=50,
            actor=Actor(role=Role.SYSTEM, source="test"),
            key=a_key(),
            now=NOW,
            repeat_ok=True,
        )
        for _ in range(10)
    ]

    answers = await asyncio.gather(gift, *spends, return_exceptions=True)

    given = 0 if isinstance(answers[0], NotEnoughPoints) else 100
    made = [one for one in answers[1:] if isinstance(one, purchases.Recorded)]
    assert len(made) == len(spends)
    left = 110 - given + sum(one.earned - one.applied for one in made)
    assert await balances(them) == [left, 100 + given]
    assert left >= 0
    await proven(them.database)


async def test_gifts_both_ways_at_once_keep_the_total(them: Friends):
    await a_bill(them.here, them.maria, them.boris.member_id, 200_00)
    anna, boris = them.anna, them.boris
    for _ in range(5):
        questions = [
            await them.database.write(
                transfers.ask, giver.member_id, 10, cards=(taker.card_number,), now=NOW
            )
            for giver, taker in ((anna, boris), (boris, anna))
        ]
        assert all(isinstance(asked, transfers.Asked) for asked in questions)
        await asyncio.gather(
            *(
                them.database.write(transfers.confirm, asked.transfer_id, giver.member_id, now=NOW)
                for asked, giver in zip(questions, (anna, boris), strict=True)
                if isinstance(asked, transfers.Asked)
            )
        )

    assert await balances(them) == [110, 110]
    await proven(them.database)


async def test_where_gifts_are_off_nothing_is_given(them: Friends):
    asked = await ask(them, 10)
    assert (await card_of(them.database, them.anna.member_id)).may_give
    await switch_gifts(them.here, on=False)

    assert not (await card_of(them.database, them.anna.member_id)).may_give
    with pytest.raises(transfers.TransfersOff):
        await them.database.read(transfers.giving, them.anna.member_id, now=NOW)
    with pytest.raises(transfers.TransfersOff):
        await them.database.write(
            transfers.confirm, asked.transfer_id, them.anna.member_id, now=NOW
        )


async def erased(them: Friends, member_id: int) -> None:
    actor = Actor(role=Role.MEMBER, member_id=member_id, source="test")
    await them.database.write(members.erase, member_id, key=a_key(), now=NOW, actor=actor)


async def test_a_friend_who_left_meanwhile_gets_nothing(them: Friends):
    asked = await ask(them, 10)
    await erased(them, them.boris.member_id)

    with pytest.raises(transfers.TransferClosed):
        await them.database.write(
            transfers.confirm, asked.transfer_id, them.anna.member_id, now=NOW
        )


async def test_a_friend_who_leaves_afterwards_is_nameless_in_the_history(them: Friends):
    await give(them, 60)
    await erased(them, them.boris.member_id)

    page = await them.database.read(members.history, them.anna.member_id, 0, now=NOW)

    assert (page.rows[0].points, page.rows[0].other) == (-60, "")
    exported = await them.database.read(members.export, them.anna.member_id, now=NOW)
    assert [one["points"] for one in exported["gifts"]] == [-60]
    with pytest.raises(NoCard):
        await card_of(them.database, them.boris.member_id)
    await proven(them.database)


async def test_asking_sends_nothing(them: Friends):
    await ask(them, 10)

    reasons = await them.database.read(
        lambda tx: tx.execute(
            select(func.count()).where(OutboxRow.reason.like("transfer-%"))
        ).scalar_one()
    )
    assert reasons == 0
