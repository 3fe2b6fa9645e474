"""Members are written to about their occasions: once, by day, with consent, and in time."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, update

from models.members import Member
from services import daytime, members, occasions, outbox, people
from services.actors import Actor, Role
from services.database import Database, open_database
from services.domain.dates import is_birthday
from services.domain.kinds import Occasion
from services.domain.state import Birthday
from services.facts import Key, Money, Own, Percent, Points
from services.keys import Keys
from services.outbox import Lane
from services.program.occasions import Birthday as BirthdayTable
from services.programs import ProgramNotLaunched
from tests.builders.shops import NOW, a_key, a_member, a_shop
from tests.services.occasion_days import (
    a_guest,
    agree,
    apply,
    balance,
    later,
    letters,
    live,
    rows,
    said,
    settle_all,
    write_to_all,
)

GIFT = "[birthday]\npoints = 200\nexpires_days = 14\n"
# Day 0 is 23 November: the window of a birthday on 20 December is from day 24 through day 30.
BIRTHDAY, OPENS, CLOSES = (12, 20), 24, 30


async def test_a_birthday_brings_points_and_a_message_on_the_first_day_of_its_window(
    database: Database,
) -> None:
    here = await a_shop(database)
    joined, anna = await a_guest(here, birthday=BIRTHDAY)

    assert await live(database, later(OPENS - 1)) == 0
    assert await live(database, later(OPENS)) == 1

    (letter,) = await letters(here, anna, later(OPENS))
    own = said(letter)
    assert (letter.lane, own.otherwise.key) == (Lane.MARKETING, "occasion-birthday")
    assert own.facts["points"] == Points(200)
    assert own.facts["amount"] == Money(200_00)
    assert own.facts["name"] == "Анна"
    assert own.facts["date"] == Key("occasion-day", {"on": date(2026, 12, 31)})
    assert own.otherwise.facts["early"]
    assert await balance(here, joined, later(OPENS)) == 300


@pytest.mark.parametrize("agrees", [False, None])
async def test_without_consent_the_points_come_and_the_message_does_not(
    database: Database, agrees: bool | None
) -> None:
    here = await a_shop(database)
    joined, anna = await a_guest(here, birthday=BIRTHDAY, agrees=agrees)

    assert await live(database, later(OPENS)) == 0
    assert await balance(here, joined, later(OPENS)) == 300

    await agree(here, joined, True, now=later(OPENS, 1))
    assert await live(database, later(OPENS + 1)) == 1
    assert await balance(here, joined, later(OPENS + 1)) == 300
    assert len(await letters(here, anna, later(OPENS + 1))) == 1


async def test_consent_taken_back_between_looking_and_writing_counts(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    due = await sqlite_database.report(occasions.due, Occasion.BIRTHDAY, now=later(OPENS))
    assert due == [joined.member_id]

    await agree(here, joined, False, now=later(OPENS))
    written = await sqlite_database.write(
        occasions.promise, Occasion.BIRTHDAY, due, now=later(OPENS)
    )

    assert written == 0


async def test_who_blocked_the_bot_is_not_written_to(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    _, anna = await a_guest(here, birthday=BIRTHDAY)
    await sqlite_database.write(people.set_reachable, anna, False, now=NOW)

    assert await live(sqlite_database, later(OPENS)) == 0


@pytest.mark.parametrize(
    ("hours", "written"),
    [(-2.01, 0), (-2, 1), (7.99, 1), (8, 0), (-12, 0)],  # around noon in Moscow
)
async def test_messages_go_out_between_ten_and_twenty_local_time(
    sqlite_database: Database, hours: float, written: int
) -> None:
    here = await a_shop(sqlite_database)
    await a_guest(here, birthday=BIRTHDAY)

    assert await live(sqlite_database, later(OPENS, hours)) == written


async def test_everything_is_written_once_however_often_the_clock_ticks(
    database: Database,
) -> None:
    here = await a_shop(database)
    joined, anna = await a_guest(here, birthday=BIRTHDAY)

    written = [
        await live(database, later(day, hours))
        for day in range(OPENS - 2, CLOSES + 3)
        for hours in (-11, 0, 5, 9)
    ]

    assert sum(written) == 1
    assert await balance(here, joined, later(CLOSES)) == 300
    marks = await rows(database, "SELECT kind, occasion FROM occasions ORDER BY kind")
    assert marks == [("birthday", "2026"), ("welcome", "")]
    assert len(await letters(here, anna, later(OPENS))) == 1


async def test_it_comes_again_next_year(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await a_guest(here, birthday=BIRTHDAY)

    assert await live(sqlite_database, later(OPENS)) == 1
    assert await live(sqlite_database, later(OPENS + 365)) == 1


@pytest.mark.parametrize("hours", range(0, 73, 8))
async def test_an_outage_of_three_days_loses_and_doubles_nothing(
    sqlite_database: Database, hours: int
) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    await live(sqlite_database, later(OPENS, -12.5))

    for hour in range(hours, hours + 48):
        await live(sqlite_database, later(OPENS, hour - 12))

    (entry,) = await rows(
        sqlite_database, "SELECT \"on\" FROM entries WHERE parts LIKE '%birthday%'"
    )
    assert str(entry[0]) == "2026-12-17"
    assert await balance(here, joined, later(CLOSES)) == 300
    found = await rows(sqlite_database, "SELECT count(*) FROM occasions WHERE kind = 'birthday'")
    assert found == [(1,)]


async def test_after_the_window_the_points_come_and_the_message_does_not(
    database: Database,
) -> None:
    here = await a_shop(database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)

    assert await live(database, later(CLOSES + 1)) == 0
    assert await balance(here, joined, later(CLOSES + 1)) == 300


async def test_on_the_day_itself_nobody_is_congratulated_in_advance(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    _, anna = await a_guest(here, birthday=BIRTHDAY)

    await live(sqlite_database, later(OPENS + 3))

    (letter,) = await letters(here, anna, later(OPENS + 3))
    assert said(letter).otherwise.facts["early"] is False


async def test_two_processes_write_once(database: Database, database_url: str, keys: Keys) -> None:
    here = await a_shop(database)
    guests = [await a_guest(here, birthday=BIRTHDAY) for _ in range(5)]
    other = await open_database(database_url, keys) if "postgresql" in database_url else database
    now = later(OPENS)
    try:
        await asyncio.gather(*(live(one, now) for one in (database, other, database, other)))
    finally:
        if other is not database:
            await other.close()

    for joined, telegram_id in guests:
        assert await balance(here, joined, now) == 300
        assert len(await letters(here, telegram_id, now)) == 1


async def test_a_message_without_points_is_a_message(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, "[birthday]\npoints = 0\n")
    joined, anna = await a_guest(here, birthday=BIRTHDAY)

    assert await live(sqlite_database, later(OPENS)) == 1
    (letter,) = await letters(here, anna, later(OPENS))
    assert said(letter).otherwise.key == "occasion-birthday-plain"
    assert await balance(here, joined, later(OPENS)) == 0


async def test_a_gift_that_never_ends_is_told_without_a_date(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, '[points]\nexpiry = { model = "never" }\n[birthday]\npoints = 5\n')
    _, anna = await a_guest(here, birthday=BIRTHDAY)

    await live(sqlite_database, later(OPENS))

    (letter,) = await letters(here, anna, later(OPENS))
    assert said(letter).otherwise.key == "occasion-birthday-endless"
    assert said(letter).facts["date"] == Key("occasion-endless")


async def test_the_discount_around_a_birthday_is_named_with_its_days(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    _, anna = await a_guest(here, birthday=BIRTHDAY)
    await apply(here, '[birthday]\ndiscount = "20"\nknown_days = 0\n')

    await live(here.database, later(OPENS + 1))

    (letter,) = await letters(here, anna, later(OPENS + 1))
    own = said(letter)
    assert own.otherwise.key == "occasion-off"
    greeting = own.otherwise.facts["said"]
    assert isinstance(greeting, Key)
    assert greeting.key == "occasion-birthday-plain"
    assert own.otherwise.facts["percent"] == own.facts["discount"] == Percent("20")
    days = own.otherwise.facts["first"], own.otherwise.facts["last"]
    assert days == (date(2026, 12, 18), date(2026, 12, 23))


async def test_the_owners_words_go_with_the_message(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    await apply(here, GIFT + 'text = { ru = "{имя}! {баллы}" }\n')
    _, anna = await a_guest(here, birthday=BIRTHDAY)

    await live(sqlite_database, later(OPENS))

    (letter,) = await letters(here, anna, later(OPENS))
    assert said(letter).words == {"ru": "{имя}! {баллы}"}


async def test_a_date_told_too_late_waits_for_the_next_year(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here)

    told = await sqlite_database.write(
        members.set_birthday, joined.member_id, 12, 1, key="told", now=NOW
    )
    again = await sqlite_database.write(
        members.set_birthday, joined.member_id, 12, 1, key="told", now=NOW
    )

    assert (told.gift, told.gift_from, told.in_days) == (200, date(2027, 11, 28), 370)
    assert (told.known_days, again) == (14, told)
    assert await live(sqlite_database, later(8)) == 0
    assert await live(sqlite_database, later(370)) == 1


async def test_without_a_gift_a_birthday_is_only_noted(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database, template="plain")
    joined, _ = await a_guest(here)

    told = await sqlite_database.write(
        members.set_birthday, joined.member_id, 12, 1, key="told", now=NOW
    )

    assert (told.month, told.day, told.gift, told.gift_from) == (12, 1, None, None)
    assert await sqlite_database.read(members.birthday_rules, now=NOW) is None


async def test_what_birthdays_bring_can_be_read(sqlite_database: Database) -> None:
    await a_shop(sqlite_database)

    rules = await sqlite_database.read(members.birthday_rules, now=NOW)

    assert rules is not None
    assert (rules.points, rules.before, rules.after) == (200, 3, 3)
    assert (rules.known_days, rules.expires_days) == (14, 14)


async def test_rules_that_come_later_reach_open_windows_and_none_that_are_over(
    database: Database,
) -> None:
    here = await a_shop(database, template="plain")
    over, _ = await a_guest(here, birthday=(12, 10))
    open_now, _ = await a_guest(here, birthday=BIRTHDAY)
    coming, _ = await a_guest(here, birthday=(1, 20))

    await apply(here, GIFT, now=later(OPENS + 1))
    assert await live(database, later(OPENS + 1, 1)) == 1

    found = [await balance(here, one, later(OPENS + 2)) for one in (over, open_now, coming)]
    assert found == [0, 200, 0]
    await live(database, later(55))
    assert await balance(here, coming, later(55)) == 200


async def test_a_moved_date_brings_neither_gift_nor_message_within_300_days(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    await live(sqlite_database, later(OPENS))
    await sqlite_database.write(
        members.set_birthday, joined.member_id, 3, 1, key=a_key(), now=later(OPENS + 15)
    )

    written = [await live(sqlite_database, later(day)) for day in range(80, 110)]

    assert sum(written) == 0


@pytest.mark.parametrize("birthday", [None, (1, 20), (12, 6)])
async def test_whoever_is_named_only_those_whose_day_it_is_are_written_to(
    sqlite_database: Database, birthday: tuple[int, int] | None
) -> None:
    """The last of these dates was told 13 days ahead."""
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=birthday)

    written = [
        await sqlite_database.write(occasions.promise, kind, [joined.member_id, 99], now=later(13))
        for kind in Occasion
        if kind is not Occasion.WELCOME
    ]

    assert written == [0, 0, 0]


async def test_a_birthday_without_its_gift_has_no_message(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    await live(sqlite_database, later(OPENS))
    moved = later(OPENS + 15)
    await sqlite_database.write(
        members.set_birthday, joined.member_id, 3, 1, key=a_key(), now=moved
    )

    written = await sqlite_database.write(
        occasions.promise, Occasion.BIRTHDAY, [joined.member_id], now=later(98)
    )

    assert written == 0


async def test_nobody_is_congratulated_and_called_within_a_week(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    await sqlite_database.write(_bought, joined.member_id, later(OPENS + 1 - 21))

    written = [await live(sqlite_database, later(OPENS + day)) for day in range(10)]

    assert written == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0]


def _bought(tx: Connection, member_id: int, at: datetime) -> None:
    values = {"last_purchase_at": at, "last_purchase_on": at.date()}
    tx.execute(update(Member).where(Member.id == member_id).values(values))


async def test_erasing_a_member_forgets_what_he_was_written_to(database: Database) -> None:
    here = await a_shop(database)
    joined, anna = await a_guest(here, birthday=BIRTHDAY)
    await live(database, later(OPENS))
    data = await database.report(members.export, joined.member_id, now=later(OPENS))
    assert [line["kind"] for line in data["messages"]] == ["welcome", "birthday"]

    actor = Actor(role=Role.MEMBER, member_id=joined.member_id, source="test")
    await database.write(
        members.erase, joined.member_id, key=a_key(), now=later(OPENS, 1), actor=actor
    )

    assert await rows(database, "SELECT * FROM occasions") == []
    assert await rows(database, "SELECT birthday_gift_on FROM members") == [(None,)]
    assert await letters(here, anna, later(OPENS, 1)) == []
    assert await live(database, later(OPENS + 1)) == 0


async def test_a_message_left_at_night_waits_for_the_morning_or_is_no_news_any_more(
    database: Database,
) -> None:
    here = await a_shop(database)
    _, anna = await a_guest(here, birthday=BIRTHDAY)
    await live(database, later(OPENS, 7.9))

    assert await letters(here, anna, later(OPENS, 12)) == []
    assert len(await letters(here, anna, later(OPENS + 1, -2))) == 1
    assert await letters(here, anna, later(CLOSES + 1)) == []


async def test_receipts_go_out_at_night(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)
    _, anna = await a_guest(here)
    midnight = later(0, 12)
    for lane in Lane:
        await sqlite_database.write(
            outbox.queue, to=anna, lane=lane, reason=f"r{lane}", text="x", now=midnight
        )

    taken = []
    while found := await sqlite_database.write(outbox.take, now=midnight, limit=9):
        taken += [letter.lane for letter in found]
        for letter in found:
            await sqlite_database.write(outbox.sent, letter.id, 1, now=midnight)

    assert taken == [Lane.INTERACTIVE, Lane.RECEIPT, Lane.NOTICE]


async def test_a_pass_that_the_night_interrupted_is_not_finished(
    sqlite_database: Database,
) -> None:
    here = await a_shop(sqlite_database)
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    evening, night = later(OPENS, 7.9), later(OPENS, 8.1)
    assert Occasion.BIRTHDAY in await sqlite_database.read(occasions.waiting, now=evening)

    written = await sqlite_database.write(
        occasions.promise, Occasion.BIRTHDAY, [joined.member_id], now=night
    )
    await sqlite_database.write(occasions.finish, Occasion.BIRTHDAY, now=night)

    assert written == 0
    assert await rows(sqlite_database, "SELECT * FROM occasion_runs") == []
    assert await live(sqlite_database, later(OPENS + 1)) == 1


async def test_what_is_switched_off_is_looked_for_by_nobody(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database, template="plain")
    joined, _ = await a_guest(here, birthday=BIRTHDAY)
    now = later(OPENS)

    assert await sqlite_database.read(occasions.waiting, now=now) == ()
    for kind in Occasion:
        assert await sqlite_database.report(occasions.due, kind, now=now) == []
    written = await sqlite_database.write(
        occasions.promise, Occasion.BIRTHDAY, [joined.member_id], now=now
    )
    assert written == 0


async def test_before_the_launch_there_are_no_occasions(sqlite_database: Database) -> None:
    with pytest.raises(ProgramNotLaunched):
        await sqlite_database.read(occasions.waiting, now=NOW)


async def test_joining_is_counted_once_and_coming_back_is_not(database: Database) -> None:
    here = await a_shop(database)
    _, anna = await a_guest(here)
    await a_member(here, telegram_id=anna)

    assert await rows(database, "SELECT kind FROM occasions") == [("welcome",)]


async def test_the_greeting_says_the_gift_or_nothing_of_one(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database)

    gift = await sqlite_database.read(occasions.greeting, "Анна", 100, now=NOW)
    none = await sqlite_database.read(occasions.greeting, "Анна", 0, now=NOW)
    await apply(here, '[welcome]\non = false\npoints = 5\ntext = { ru = "x" }\n')
    off = await sqlite_database.read(occasions.greeting, "Анна", 0, now=NOW)

    said = [message.facts["said"] for message in (gift, none, off)]
    keys = [fact.otherwise.key for fact in said if isinstance(fact, Own)]
    assert keys == ["occasion-welcome", "occasion-welcome-plain", "occasion-welcome-plain"]
    assert [fact.words for fact in said if isinstance(fact, Own)][2] == {}


@pytest.mark.parametrize("kind", [Occasion.BIRTHDAY, Occasion.DORMANCY, Occasion.EXPIRY])
async def test_looking_costs_by_what_is_due_not_by_how_many_members_there_are(
    sqlite_database: Database, kind: Occasion
) -> None:
    here = await a_shop(sqlite_database, template="retail")
    await apply(here, f"{GIFT}[dormancy]\n[expiry_notice]\n")
    plans: list[str] = []

    def explain(tx) -> None:
        driver = tx.connection.dbapi_connection
        asked: list[str] = []
        driver.set_trace_callback(asked.append)
        occasions.due(tx, kind, now=NOW)
        driver.set_trace_callback(None)
        for statement in asked:
            if "FROM people" in statement or "FROM members" in statement:
                plans.extend(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}"))

    await sqlite_database.write(explain)

    index = {
        Occasion.BIRTHDAY: "ix_people_birthday",
        Occasion.DORMANCY: "ix_members_last_purchase_at",
        Occasion.EXPIRY: "ix_members_expiring",
    }[kind]
    assert any(index in plan for plan in plans), plans
    assert not any(plan.startswith("SCAN") for plan in plans), plans


@given(st.dates(date(2024, 1, 1), date(2029, 12, 31)), st.integers(0, 30), st.integers(0, 30))
def test_the_days_looked_for_are_the_birthdays_whose_window_is_open(
    today: date, before: int, after: int
) -> None:
    found = occasions.month_days(BirthdayTable(before=before, after=after), today)

    window = [today + timedelta(days=n) for n in range(-after, before + 1)]
    leap = date(2000, 1, 1)
    expected = {
        day.month * 100 + day.day
        for day in (leap + timedelta(days=n) for n in range(366))
        if any(is_birthday(Birthday(month=day.month, day=day.day), on) for on in window)
    }
    assert found == expected


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Tashkent",
        "Pacific/Apia",
        "Australia/Lord_Howe",
        "America/Sao_Paulo",
    ],
)
def test_every_local_day_has_ten_hours_for_messages(zone: str) -> None:
    """Whatever the clocks of a place do, they do it at night."""
    place = ZoneInfo(zone)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    hours: dict[date, int] = {}
    while moment.year == 2026:
        if daytime.in_daytime(moment, place):
            local = moment.astimezone(place)
            hours[local.date()] = hours.get(local.date(), 0) + 1
        moment += timedelta(hours=1)

    whole = [on for on in hours if date(2026, 1, 2) <= on <= date(2026, 12, 30)]
    assert len(whole) == 363
    assert {hours[on] for on in whole} == {10}


async def test_members_are_written_to_a_few_at_a_time(sqlite_database: Database) -> None:
    assert occasions.AT_ONCE <= 200
    here = await a_shop(sqlite_database)
    for _ in range(3):
        await a_guest(here, birthday=BIRTHDAY)
    await settle_all(sqlite_database, later(OPENS))

    assert await write_to_all(sqlite_database, later(OPENS)) == 3
