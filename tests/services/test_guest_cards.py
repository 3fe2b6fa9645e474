"""A guest's card for the owner: found, looked at, changed by hand, and told of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.audit_log import AuditLine
from services import guest_cards, guest_search, members, outbox, points, programs, till
from services.actors import Actor, Role
from services.audiences import ref_of
from services.database import Database
from services.domain.errors import NotEnoughPoints, UnknownMember
from services.domain.kinds import Segment
from services.facts import Points
from services.guest_search import NobodyFound
from services.level_changes import UnknownLevel
from services.phones import PhoneNotUnderstood, PhoneTooShort
from services.till import OwnCard
from tests.builders.shops import (
    NOW,
    OWNER,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_phone,
    a_shop,
    a_telegram_id,
)
from tests.services.test_levels import LADDER

GOLD = ref_of("gold")


async def a_manager(here: Shop) -> Actor:
    """Return the actor of a manager; the cashier's row is enough for what is asked here."""
    cashier = await a_cashier(here, "Мила Управляющая")
    return Actor(role=Role.MANAGER, staff_id=cashier.staff_id, location_id=1, source="test")


async def found_by(here: Shop, typed: str) -> list[str]:
    found = await here.database.report(guest_search.find, typed, "RU")
    shown = await here.database.write(guest_search.show, found, actor=here.owner, now=NOW)
    return [one.name for one in shown]


async def told(database: Database, telegram_id: int) -> list[outbox.Letter]:
    letters: list[outbox.Letter] = []
    for _ in range(20):
        taken = await database.write(outbox.take, now=NOW, limit=50)
        letters += [one for one in taken if one.to == telegram_id]
        for one in taken:
            await database.write(outbox.sent, one.id, 1, now=NOW)
        if not taken:
            break
    return letters


async def lines(database: Database, what: str) -> list[tuple[int | None, Any]]:
    statement = select(AuditLine.member_id, AuditLine.facts).where(AuditLine.what == what)
    found = await database.read(lambda tx: tx.execute(statement).all())
    return [(row.member_id, row.facts) for row in found]


async def test_a_guest_is_found_by_card_phone_digits_and_name(database: Database):
    here = await a_shop(database)
    anna = await a_member(here, "Анна Кузнецова", phone="+79001234567")
    await a_member(here, "Фёдор Аннин", phone="+79007654321")

    for typed in (
        anna.card_number,
        f" {anna.card_number[:4]} {anna.card_number[4:]} ",
        "+7 900 123-45-67",
        "8 (900) 123-45-67",
        "4567",
        "кузнец",
        "КУЗ анна",
    ):
        assert await found_by(here, typed) == ["Анна Кузнецова"], typed
    assert await found_by(here, "федор") == ["Фёдор Аннин"]
    assert await found_by(here, "ан") == ["Анна Кузнецова", "Фёдор Аннин"]


@pytest.mark.parametrize("typed", ["9999", "+79990000000", "Зинаида", "я", "  -- "])
async def test_nobody_is_found_by_what_nobody_has(sqlite_database: Database, typed: str):
    here = await a_shop(sqlite_database)
    await a_member(here)

    with pytest.raises((NobodyFound, PhoneNotUnderstood)):
        await found_by(here, typed)


async def test_half_a_phone_is_too_short(sqlite_database: Database):
    here = await a_shop(sqlite_database)

    with pytest.raises(PhoneTooShort):
        await found_by(here, "900 12")


async def test_a_list_ends_at_eight_and_says_that_there_are_more(sqlite_database: Database):
    here = await a_shop(sqlite_database)
    for _ in range(10):
        await a_member(here, "Анна Кузнецова", phone=a_phone())

    found = await sqlite_database.report(guest_search.find, "анна", "RU")

    assert (len(found.member_ids), found.more, found.by) == (8, True, "name")


async def test_looking_is_written_down_and_for_chiefs_alone(database: Database):
    here = await a_shop(database)
    anna = await a_member(here)
    cashier = await a_cashier(here)
    await found_by(here, "анна")
    look: dict[str, Any] = {"actor": here.owner, "now": NOW}
    await database.write(guest_cards.note_look, anna.member_id, **look)

    assert await lines(database, "looked-up") == [(anna.member_id, {"by": "name"})]
    found = await database.report(guest_search.find, "анна", "RU")
    with pytest.raises(points.ChiefsOnly):
        await database.write(guest_search.show, found, actor=cashier.actor, now=NOW)
    with pytest.raises(points.ChiefsOnly):
        await database.read(guest_cards.guest_card, anna.member_id, actor=cashier.actor, now=NOW)


async def test_the_card_shows_points_level_and_groups(database: Database):
    here = await a_shop(database)
    await database.write(programs.apply, LADDER, actor=here.owner, key=a_key(), now=NOW)
    anna, cashier = await a_member(here, phone="+79001234567"), await a_cashier(here)
    await a_bill(here, cashier, anna.member_id, 1_500_00)

    card = await database.read(guest_cards.guest_card, anna.member_id, actor=here.owner, now=NOW)

    assert (card.name, card.masked_phone) == ("Анна Кузнецова", "•• 45 67")
    assert (card.balance, card.last_visit_days, card.unclaimed) == (75, 0, False)
    assert card.tier is not None
    assert (card.tier.id, card.by_hand) == ("silver", False)
    assert [one.name["ru"] for one in card.choices] == ["Золото"]
    assert Segment.NEW in card.segments
    with pytest.raises(UnknownMember):
        await database.read(guest_cards.guest_card, 10**6, actor=here.owner, now=NOW)


async def test_a_shop_without_levels_has_none_to_give(sqlite_database: Database):
    here = await a_shop(sqlite_database, template="plain")
    anna = await a_member(here)

    card = await sqlite_database.read(
        guest_cards.guest_card, anna.member_id, actor=here.owner, now=NOW
    )

    assert (card.tier, card.choices) == (None, ())


async def test_a_correction_is_written_down_and_told_once(database: Database):
    here = await a_shop(database)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    deed: dict[str, Any] = {"actor": here.owner, "key": "adjust:1", "now": NOW}

    for _ in range(2):
        await database.write(guest_cards.adjust, anna.member_id, 50, " Извините\nнас ", **deed)

    letters = [one for one in await told(database, chat) if one.text.startswith("adjusted")]
    (letter,) = letters
    assert (letter.text, letter.facts["points"]) == ("adjusted-plus", Points(50))
    assert letter.facts["reason"] == "Извините нас"
    assert await lines(database, "adjusted") == [(anna.member_id, {"points": 50})]
    page = await database.read(members.history, anna.member_id, 0, now=NOW)
    assert [row.points for row in page.rows] == [50, 100]


async def test_points_taken_are_told_too_and_never_below_nothing(database: Database):
    here = await a_shop(database)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)

    async def take(amount: int, reason: str = "ошибка") -> points.Adjusted:
        return await database.write(
            guest_cards.adjust,
            anna.member_id,
            amount,
            reason,
            actor=here.owner,
            key=a_key(),
            now=NOW,
        )

    assert (await take(-40)).balance == 60
    with pytest.raises(NotEnoughPoints):
        await take(-61)
    with pytest.raises(guest_cards.NoPoints):
        await take(0)
    with pytest.raises(guest_cards.NoPoints):
        await take(1_000_001)
    with pytest.raises(guest_cards.ReasonMissing):
        await take(5, " \u200b ")
    texts = [one.text for one in await told(database, chat)]
    assert texts.count("adjusted-minus") == 1


async def test_a_manager_may_move_what_a_bill_may_be_and_no_more(database: Database):
    here = await a_shop(database)
    manager, anna = await a_manager(here), await a_member(here)

    async def give(amount: int) -> points.Adjusted:
        return await database.write(
            guest_cards.adjust,
            anna.member_id,
            amount,
            "подарок",
            actor=manager,
            key=a_key(),
            now=NOW,
        )

    assert (await give(20_000)).balance == 20_100
    with pytest.raises(guest_cards.AdjustTooBig) as refused:
        await give(20_001)
    assert refused.value.most == 20_000


async def test_nobody_corrects_his_own_card(database: Database):
    here = await a_shop(database)
    mine = await a_member(here, telegram_id=OWNER)

    with pytest.raises(OwnCard):
        await database.write(
            guest_cards.adjust,
            mine.member_id,
            5,
            "себе",
            actor=here.owner,
            key=a_key(),
            now=NOW,
        )


async def test_a_level_is_given_until_a_date_told_and_taken_back(database: Database):
    here = await a_shop(database)
    await database.write(programs.apply, LADDER, actor=here.owner, key=a_key(), now=NOW)
    chat = a_telegram_id()
    anna = await a_member(here, telegram_id=chat)
    deed: dict[str, Any] = {"actor": here.owner, "now": NOW}

    given = await database.write(
        guest_cards.give_level, anna.member_id, GOLD, 3, key="level:1", **deed
    )
    await database.write(guest_cards.give_level, anna.member_id, GOLD, 3, key="level:1", **deed)
    card = await database.read(guest_cards.guest_card, anna.member_id, actor=here.owner, now=NOW)
    ended = await database.write(guest_cards.end_level, anna.member_id, key="level:2", **deed)

    assert (given.tier, given.until) == ("gold", date(2027, 2, 23))
    assert (card.by_hand, card.manual_until) == (True, date(2027, 2, 23))
    assert ended.tier == "guest"
    letters = [one.text for one in await told(database, chat)]
    assert (letters.count("level-given"), letters.count("level-ended")) == (1, 1)
    assert [facts["tier"] for _, facts in await lines(database, "tier-given")] == ["gold", None]


async def test_a_level_without_an_end_holds_until_it_is_taken_back(sqlite_database: Database):
    here = await a_shop(sqlite_database)
    await sqlite_database.write(programs.apply, LADDER, actor=here.owner, key=a_key(), now=NOW)
    anna = await a_member(here)
    deed: dict[str, Any] = {"actor": here.owner, "now": NOW}
    await sqlite_database.write(
        guest_cards.give_level, anna.member_id, GOLD, 0, key=a_key(), **deed
    )
    later = NOW + timedelta(days=3_000)
    await sqlite_database.write(points.settle_due, [anna.member_id], now=later)

    card = await sqlite_database.read(
        guest_cards.guest_card, anna.member_id, actor=here.owner, now=later
    )

    assert card.tier is not None
    assert (card.tier.id, card.manual_until) == ("gold", None)


@pytest.mark.parametrize(("ref", "months"), [("c0ffee", 1), (GOLD, 2)])
async def test_a_level_or_a_time_that_never_was_is_refused(
    sqlite_database: Database, ref: str, months: int
):
    here = await a_shop(sqlite_database)
    await sqlite_database.write(programs.apply, LADDER, actor=here.owner, key=a_key(), now=NOW)
    anna = await a_member(here)

    with pytest.raises(UnknownLevel):
        await sqlite_database.write(
            guest_cards.give_level,
            anna.member_id,
            ref,
            months,
            actor=here.owner,
            key=a_key(),
            now=NOW,
        )


async def test_an_unclaimed_card_is_told_nothing_and_changed_all_the_same(
    sqlite_database: Database,
):
    here = await a_shop(sqlite_database)
    cashier = await a_cashier(here)
    guest = await sqlite_database.write(
        till.open_unclaimed, cashier.staff_id, a_phone(), key=a_key(), now=NOW
    )

    done = await sqlite_database.write(
        guest_cards.adjust,
        guest.member_id,
        10,
        "подарок",
        actor=here.owner,
        key=a_key(),
        now=NOW,
    )

    assert done.balance == 10
