"""Rules from a date: they begin at the shop's midnight, whether or not anything runs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import bindparam, select

from models.ledger import Entry
from services import members, offers, points, programs, purchases
from services.audit import audit
from services.database import Database
from services.domain import events
from services.domain.kinds import EntryKind, OfferKind
from services.domain.receipts import Receipt
from services.domain.replay import Shop as Replayed
from services.domain.state import Birthday
from services.offers import OfferDraft
from services.program import Document, ProgramRefused, export, load_document, load_program
from services.programs import (
    Applied,
    PlanChangesShop,
    PlanInTheWay,
    PlanTooFar,
    ProgramChangedMeanwhile,
    Rule,
    RuleChange,
    UnknownVersion,
    VersionState,
)
from services.what_if import what_if
from tests.builders.shops import (
    NOW,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_shop,
)

DAY = timedelta(days=1)
TODAY = NOW.astimezone(ZoneInfo("Europe/Moscow")).date()
MONDAY = date(2026, 11, 30)
THE_FIRST = date(2026, 12, 1)
PLAIN = """
version = 1
name = "Зерно"
timezone = "Europe/Moscow"
currency = "RUB"
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""
GIFTS = select(Entry.points, Entry.on).where(
    Entry.member_id == bindparam("member"), Entry.kind == EntryKind.GIFT
)
BIRTHDAYS = "[birthday]\npoints = 50\nbefore = 0\nafter = 0\n"


def midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)


async def a_plain_shop(database: Database) -> Shop:
    here = await a_shop(database)
    await enact(here, PLAIN)
    return here


async def enact(
    here: Shop, text: str, on: date | None = None, *, now: datetime = NOW, key: str = ""
) -> Applied:
    return await here.database.write(
        programs.apply, text, actor=here.owner, key=key or a_key(), now=now, starts_on=on
    )


async def percent_at(here: Shop, now: datetime) -> str | None:
    return (await here.database.read(programs.rules, now=now)).percent


def giving(percent: int) -> str:
    return PLAIN.replace('"5"', f'"{percent}"')


async def test_rules_with_a_date_begin_at_the_shops_midnight_by_themselves(database: Database):
    here = await a_plain_shop(database)
    till, anna = await a_cashier(here), await a_member(here)
    applied = await enact(here, giving(7), THE_FIRST)
    assert (applied.starts_on, applied.number) == (THE_FIRST, 3)
    before, after = midnight(THE_FIRST) - timedelta(seconds=1), midnight(THE_FIRST)
    assert [await percent_at(here, at) for at in (NOW, before, after)] == ["5", "5", "7"]
    last = await a_bill(here, till, anna.member_id, 100_00, now=before)
    first = await a_bill(here, till, anna.member_id, 100_00, now=after)
    assert (last.earned, first.earned) == (5, 7)
    # What was sold under the old rules goes back by its recorded figures.
    back = await database.write(
        purchases.refund, last.purchase_id, None, actor=here.owner, key=a_key(), now=after + DAY
    )
    assert back.clawed_back == 5
    assert (await database.report(audit)).difference is None


async def test_the_list_says_what_is_planned_in_force_and_past(database: Database):
    here = await a_plain_shop(database)
    await enact(here, giving(7), THE_FIRST)
    await enact(here, giving(6), MONDAY)

    async def seen(now: datetime) -> list[tuple[int, VersionState, date | None]]:
        found = await database.read(programs.history, now=now)
        return [(one.number, one.state, one.starts_on) for one in found]

    planned, in_force, past = VersionState.PLANNED, VersionState.IN_FORCE, VersionState.PAST
    # The plan for the 1st was carried over the one for the day before: number 3 became 5.
    assert await seen(NOW) == [
        (5, planned, THE_FIRST),
        (4, planned, MONDAY),
        (2, in_force, None),
        (1, past, None),
    ]
    assert (await seen(midnight(THE_FIRST)))[:2] == [
        (5, in_force, THE_FIRST),
        (4, past, MONDAY),
    ]


async def test_a_change_meanwhile_is_carried_over_into_the_plan(database: Database):
    here = await a_plain_shop(database)
    await enact(here, giving(7), THE_FIRST)
    draft = OfferDraft(kind=OfferKind.GOODS, title={"ru": "Булка"}, price_points=20)
    based_on = (await database.read(programs.current, now=NOW)).version_id
    await database.write(
        offers.launch, draft, based_on=based_on, actor=here.owner, key=a_key(), now=NOW + DAY
    )
    stored = await database.read(programs.current, now=midnight(THE_FIRST))
    assert [offer.id for offer in stored.document.offer] != []
    assert await percent_at(here, midnight(THE_FIRST)) == "7"
    plan, now_in_force = (await database.read(programs.history, now=NOW + DAY))[:2]
    assert [(one.table, one.key) for one in plan.changes] == [("earn", "percent")]
    assert [one.table for one in now_in_force.changes] == ["offer"]


async def test_a_plan_that_came_true_at_once_is_no_plan_any_more(database: Database):
    here = await a_plain_shop(database)
    await enact(here, giving(7), THE_FIRST)
    await enact(here, giving(7))
    states = [one.state for one in await database.read(programs.history, now=NOW)]
    assert VersionState.PLANNED not in states


async def test_a_change_that_does_not_go_with_the_plan_is_refused(database: Database):
    here = await a_plain_shop(database)
    tiers = PLAIN + '[[tier]]\nid = "new"\n[[tier]]\nid = "gold"\nspend = "100"\n'
    await enact(here, tiers)
    bonus = '[[bonus]]\nid = "gift"\npoints = 9\nwhen = { tiers = ["gold"] }\n'
    await enact(here, tiers + bonus, THE_FIRST)
    with pytest.raises(PlanInTheWay) as refused:
        await enact(here, PLAIN)
    assert refused.value.starts_on == THE_FIRST
    assert len((await database.read(programs.current, now=NOW)).document.tier) == 2


async def test_a_cancelled_plan_never_begins_and_what_was_planned_on_it_stays(database: Database):
    here = await a_plain_shop(database)
    six = await enact(here, giving(6), MONDAY)
    stored = await database.read(programs.in_force_on, THE_FIRST, now=NOW)
    await enact(here, export(_capped(stored.document)), THE_FIRST)
    await database.write(programs.cancel_plan, six.version_id, actor=here.owner, now=NOW)
    await database.write(programs.cancel_plan, six.version_id, actor=here.owner, now=NOW)
    assert await percent_at(here, midnight(MONDAY)) == "5"
    later = await database.read(programs.current, now=midnight(THE_FIRST))
    assert (await percent_at(here, midnight(THE_FIRST)), len(later.document.cap)) == ("5", 1)


def _capped(document: Document) -> Document:
    return load_document(export(document) + '[[cap]]\npoints = 9\nper = "day"\n')


async def test_what_has_begun_cannot_be_cancelled(database: Database):
    here = await a_plain_shop(database)
    six = await enact(here, giving(6), MONDAY)
    with pytest.raises(UnknownVersion):
        await database.write(
            programs.cancel_plan, six.version_id, actor=here.owner, now=midnight(MONDAY)
        )
    with pytest.raises(UnknownVersion):
        await database.write(programs.cancel_plan, 1, actor=here.owner, now=NOW)


async def test_the_same_key_plans_once_and_an_equal_plan_is_none(database: Database):
    here = await a_plain_shop(database)
    first = await enact(here, giving(7), THE_FIRST, key="once")
    again = await enact(here, giving(7), THE_FIRST, key="once")
    equal = await enact(here, giving(7), THE_FIRST + DAY)
    assert (first, equal.changes) == (again, ())
    assert len(await database.read(programs.history, now=NOW)) == 3


async def test_a_date_that_has_come_is_at_once(database: Database):
    here = await a_plain_shop(database)
    applied = await enact(here, giving(7), TODAY)
    assert applied.starts_on is None
    assert await percent_at(here, NOW) == "7"


async def test_a_plan_is_checked_as_of_its_own_day(database: Database):
    here = await a_plain_shop(database)
    fixed = PLAIN + f'[points]\nexpiry = {{ model = "fixed", date = {MONDAY} }}\n'
    await enact(here, fixed, MONDAY)
    with pytest.raises(ProgramRefused):
        await enact(here, fixed, THE_FIRST)


async def test_the_shop_itself_changes_at_once_only(database: Database):
    here = await a_plain_shop(database)
    with pytest.raises(PlanChangesShop) as refused:
        await enact(here, PLAIN.replace("Зерно", "Чай"), THE_FIRST)
    assert refused.value.key == "name"
    with pytest.raises(PlanTooFar):
        await enact(here, giving(7), THE_FIRST + 400 * DAY)


async def test_a_change_from_a_date_is_made_on_the_rules_of_that_date(database: Database):
    here = await a_plain_shop(database)
    await enact(here, giving(6), MONDAY)
    based_on = (await database.read(programs.current, now=NOW)).version_id
    change = RuleChange(rule=Rule.MAX_PERCENT, value="30")
    seen = await database.read(programs.preview, change, now=NOW, starts_on=THE_FIRST)
    assert ('percent = "6"' in seen.text, seen.version_id) == (True, based_on)
    await database.write(
        programs.change_rule,
        change,
        based_on=based_on,
        actor=here.owner,
        key=a_key(),
        now=NOW,
        starts_on=THE_FIRST,
    )
    at = midnight(THE_FIRST)
    rules = await database.read(programs.rules, now=at)
    assert (rules.percent, rules.max_percent) == ("6", 30)
    # The plan is in force by now: what was looked at before is old.
    with pytest.raises(ProgramChangedMeanwhile):
        await database.write(
            programs.change_rule, change, based_on=based_on, actor=here.owner, key=a_key(), now=at
        )


async def test_the_job_writes_down_what_began_and_finds_whom_it_concerns(database: Database):
    here = await a_plain_shop(database)
    anna = await a_member(here)
    await database.write(members.set_birthday, anna.member_id, 12, 20, key=a_key(), now=NOW)
    await enact(here, PLAIN + BIRTHDAYS, THE_FIRST)
    at = midnight(THE_FIRST) + timedelta(hours=9)
    assert await database.read(points.due_members, now=at) == ()
    assert await database.read(programs.begins, now=at)
    await database.write(programs.begin, now=at)
    assert not await database.read(programs.begins, now=at)
    assert await database.read(points.due_members, now=at) == (anna.member_id,)
    birthday = midnight(date(2026, 12, 20)) + timedelta(hours=3)
    await database.write(points.settle_due, [anna.member_id], now=birthday)
    card = await database.read(members.card, anna.member_id, now=birthday)
    assert card.balance == 50
    assert (await database.report(audit)).difference is None


async def test_what_rules_gave_that_came_and_went_unseen_is_written_down(database: Database):
    here = await a_plain_shop(database)
    anna = await a_member(here)
    await database.write(members.set_birthday, anna.member_id, 12, 10, key=a_key(), now=NOW)
    await enact(here, PLAIN + BIRTHDAYS, THE_FIRST)
    await enact(here, giving(7), date(2026, 12, 20))
    await database.write(programs.begin, now=midnight(date(2027, 1, 9)))
    found = await database.read(lambda tx: tx.execute(GIFTS, {"member": anna.member_id}).all())
    assert [tuple(row) for row in found] == [(50, date(2026, 12, 10))]
    assert (await database.report(audit)).difference is None


@pytest.mark.parametrize("job", [True, False])
async def test_figures_wait_for_no_job_and_are_those_of_a_replay(database: Database, *, job: bool):
    """What a plan gives is what a `program` event at that midnight gives."""
    here = await a_shop(database)
    old, new = PLAIN + BIRTHDAYS, giving(8) + BIRTHDAYS.replace("50", "70")
    await enact(here, old)
    till, anna = await a_cashier(here), await a_member(here)
    await database.write(members.set_birthday, anna.member_id, 12, 9, key=a_key(), now=NOW)
    replayed = Replayed(load_program(old))
    replayed.apply(events.Join(at=NOW, member="anna", birthday=Birthday(month=12, day=9)))
    await enact(here, new, date(2026, 12, 5))
    for day in (4, 5, 10):
        if day == 5:
            begin = events.NewProgram(at=midnight(date(2026, 12, 5)), program=load_program(new))
            replayed.apply(begin)
        if job:
            await database.write(programs.begin, now=midnight(date(2026, 12, day)))
        at = midnight(date(2026, 12, day)) + timedelta(hours=12)
        sold = await a_bill(here, till, anna.member_id, 1_000_00, now=at)
        receipt = Receipt(amount_minor=1_000_00)
        event = events.Purchase(at=at, member="anna", key=str(day), receipt=receipt)
        line: Any = replayed.apply(event)[0]
        assert (sold.earned, sold.balance) == (line["entries"][-1]["points"], line["balance"])
    assert sold.balance == 50 + 80 + 70 + 80
    found = await database.report(what_if, load_document(new), days=30, now=at + DAY)
    assert found.check.passed
    assert found.check.recorded == 280
    assert (await database.report(audit)).difference is None
