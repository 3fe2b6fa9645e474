"""The birthday gift: in its window, once a year, whenever somebody looks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import birthdays
from services.domain.members import call_back, join
from services.domain.program import BirthdayGift, DormancyGift
from services.domain.settling import next_due, settle
from services.domain.state import Birthday
from tests.domain.story import Story, a_program, kinds, texts

MARCH_17 = Birthday(month=3, day=17)
GIFT = BirthdayGift(points=200, expires_days=14)
PROGRAM = a_program(birthday=GIFT)


def born(birthday=MARCH_17, program=PROGRAM, joined="2026-11-23") -> Story:
    story = Story(program, on=joined)
    story.join(birthday=birthday)
    return story


def given_on(story: Story, through: str) -> list[str]:
    return [line["date"] for line in story.on(through).tick() if line["job"] == "birthday"]


def test_the_gift_comes_on_the_first_day_of_the_window_with_its_own_life():
    (line,) = born().on("2027-03-20").tick()

    assert (line["date"], line["job"], line["member"]) == ("2027-03-14", "birthday", "anna")
    (entry,) = line["entries"]
    assert (entry["kind"], entry["points"], entry["expires_on"]) == ("gift", 200, "2027-03-28")
    assert texts(line, "gift") == {"birthday": "birthday gift of 2027"}


def test_without_a_life_of_its_own_the_gift_lives_as_long_as_other_points():
    story = born(program=a_program(birthday=BirthdayGift(points=5)))

    (line,) = story.on("2027-03-14").tick()

    assert line["entries"][0]["expires_on"] == "2028-03-13"


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("2027-03-03", ["2027-03-14"]),  # fourteen days before the birthday
        ("2027-03-04", []),  # known too late, the next one is a year away
        ("2027-03-17", []),
    ],
)
def test_a_birthday_must_be_known_long_enough_before_itself(joined, expected):
    assert given_on(born(joined=joined), "2027-04-01") == expected


@pytest.mark.parametrize(
    ("joined", "expected"),
    [("2027-03-16", "2027-03-16"), ("2027-03-17", "2027-03-17"), ("2027-03-18", None)],
)
def test_who_comes_inside_the_window_gets_it_at_once_if_nothing_need_be_known(joined, expected):
    story = born(program=a_program(birthday=BirthdayGift(points=9, known_days=0)), joined=joined)

    assert given_on(story, "2027-04-01") == ([expected] if expected else [])


def test_it_comes_every_year_and_once():
    assert given_on(born(), "2030-01-01") == ["2027-03-14", "2028-03-14", "2029-03-14"]


def test_29_february_is_kept_on_the_28th_in_common_years():
    program = a_program(birthday=BirthdayGift(points=1, before=0, after=0))
    story = born(Birthday(month=2, day=29), program)

    assert given_on(story, "2028-12-31") == ["2027-02-28", "2028-02-29"]


@pytest.mark.parametrize(
    ("birthday", "expected"),
    [
        (Birthday(month=1, day=1), ["2026-12-29", "2027-12-29"]),
        (Birthday(month=12, day=31), ["2026-12-28", "2027-12-28"]),
    ],
)
def test_a_window_may_lie_in_two_years(birthday, expected):
    assert given_on(born(birthday), "2028-06-01") == expected


def test_the_occasion_is_the_year_of_the_birthday_itself():
    (line,) = born(Birthday(month=1, day=1)).on("2026-12-30").tick()

    assert texts(line, "gift") == {"birthday": "birthday gift of 2027"}


def test_a_date_moved_on_brings_no_second_gift_within_300_days():
    story = born()
    story.on("2027-03-20").tick()
    story.on("2027-03-21").set_birthday(Birthday(month=6, day=1))

    assert given_on(story, "2028-12-31") == ["2028-05-29"]


def test_after_300_days_a_window_that_is_still_open_is_enough():
    story = born(program=a_program(birthday=BirthdayGift(points=5, before=10, after=10)))
    story.on("2027-03-08").tick()
    story.on("2027-03-09").set_birthday(Birthday(month=12, day=28))

    # 7 March and 300 days are 1 January, inside the window of 28 December.
    assert given_on(story, "2028-02-01") == ["2028-01-01"]


def test_a_changed_date_is_known_from_the_change_on():
    story = born()
    story.on("2027-03-10").set_birthday(Birthday(month=3, day=20))

    assert given_on(story, "2028-06-01") == ["2028-03-17"]


def test_the_same_date_with_its_year_has_been_known_all_along():
    story = born()
    story.on("2027-03-10").set_birthday(Birthday(month=3, day=17, year=1990))

    assert given_on(story, "2027-06-01") == ["2027-03-14"]


def test_a_purchase_in_the_window_brings_the_gift_before_itself():
    line = born().on("2027-03-15").buy(100, redeem="max")

    assert kinds(line) == [("gift", 200), ("redeem", -50), ("earn", 2)]


def test_what_expires_on_the_day_goes_before_the_gift_comes():
    story = born(joined="2026-03-13")
    story.adjust(7)

    lines = story.on("2027-03-14").tick()

    assert [(line["date"], line["job"], line["balance"]) for line in lines] == [
        ("2027-03-14", "expire", 0),
        ("2027-03-14", "birthday", 200),
    ]


def test_the_gift_repays_a_deficit_first():
    story = born()
    story.buy(1000, key="sale")
    story.adjust(-50)
    story.refund("sale")

    line = story.on("2027-03-14").show()

    assert (line["balance"], line["deficit"]) == (150, 0)


def test_rules_that_come_later_do_not_reach_back():
    story = born(program=a_program())
    story.on("2027-03-18").change(PROGRAM)
    story.on("2027-03-19")

    assert [line["date"] for line in story.tick()] == ["2027-03-18"]
    assert given_on(born(program=a_program()), "2027-06-01") == []


def test_a_day_before_the_rules_came_into_force_is_over_for_everybody():
    state = join(a_program(), date(2026, 11, 23), birthday=MARCH_17).state
    late = a_program(birthday=GIFT, since=date(2027, 3, 21))
    in_time = a_program(birthday=GIFT, since=date(2027, 3, 20))

    assert settle(late, state, date(2027, 4, 1)).entries == ()
    (entry,) = settle(in_time, state, date(2027, 4, 1)).entries
    assert entry.on == date(2027, 3, 20)


def test_nothing_is_due_without_a_gift_or_a_birthday():
    nobody = join(PROGRAM, date(2026, 11, 23)).state
    somebody = join(a_program(), date(2026, 11, 23), birthday=MARCH_17).state

    assert next_due(PROGRAM, nobody) is None
    assert next_due(a_program(), somebody) is None
    assert next_due(PROGRAM, somebody) == date(2027, 3, 14)


def test_an_erased_member_has_no_birthday_left():
    story = born()
    card = story.shop._cards["anna"]
    story.on("2027-03-15").erase()

    state = card.state
    assert (state.birthday, state.birthday_known_on, state.birthday_gift_on) == (None, None, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-28", None),
        ("2026-12-29", 2027),
        ("2027-01-04", 2027),
        ("2027-01-05", None),
        ("2027-12-31", 2028),
    ],
)
def test_a_day_belongs_to_the_birthday_whose_window_it_lies_in(day, expected):
    birthday = Birthday(month=1, day=1)

    found = birthdays.occasion(GIFT, birthday, date.fromisoformat(day))

    assert (found and found.year) == expected


def test_the_gift_to_somebody_who_stopped_buying_has_its_own_life():
    state = join(a_program(), date(2026, 11, 23)).state
    today = date(2027, 2, 1)

    given_now = call_back(
        a_program(dormancy=DormancyGift(points=50, expires_days=14)), state, today
    )

    (entry,) = given_now.entries
    assert (entry.kind, entry.points, entry.opened[0].expires_on) == (
        "gift",
        50,
        date(2027, 2, 15),
    )
    assert entry.parts[0].reason == "dormancy"


@pytest.mark.parametrize("program", [a_program(), a_program(dormancy=DormancyGift(points=0))])
def test_without_a_gift_nobody_is_called_back_with_points(program):
    state = join(program, date(2026, 11, 23)).state

    assert call_back(program, state, date(2027, 2, 1)).entries == ()


DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
some_birthdays = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(
    lambda day: Birthday(month=day.month, day=day.day)
)
some_gifts = st.builds(
    BirthdayGift,
    points=st.just(10),
    before=st.integers(0, 30),
    after=st.integers(0, 30),
    known_days=st.integers(0, 60),
    expires_days=st.sampled_from([None, 5]),
)


def by_hand(gift: BirthdayGift, birthday: Birthday, joined: date, through: date) -> list[date]:
    """Walk through every day and every birthday, as slowly as can be."""
    found: list[date] = []
    day = joined
    while day <= through:
        on = birthdays.occasion(gift, birthday, day)
        known = on is not None and joined + timedelta(days=gift.known_days) <= on
        if known and (not found or day - found[-1] >= timedelta(days=300)):
            found.append(day)
        day += timedelta(days=1)
    return found


@given(some_gifts, some_birthdays, st.lists(DAYS, min_size=1, max_size=8))
def test_the_days_of_gifts_do_not_depend_on_when_somebody_looked(gift, birthday, days):
    program = a_program(birthday=gift)
    days.sort()
    start = join(program, days[0], birthday=birthday).state

    state, seen = start, []
    for day in days:
        outcome = settle(program, state, day)
        seen += [entry.on for entry in outcome.entries if entry.kind == "gift"]
        assert settle(program, outcome.state, day).state == outcome.state
        state = outcome.state

    assert state == settle(program, start, days[-1]).state
    assert seen == by_hand(gift, birthday, days[0], days[-1])


@given(some_gifts, some_birthdays, DAYS, st.integers(0, 800))
def test_what_is_due_next_is_due_and_nothing_is_due_before(gift, birthday, joined, later):
    program = a_program(birthday=gift)
    state = settle(
        program,
        join(program, joined, birthday=birthday).state,
        joined + timedelta(days=later),
    ).state

    due = next_due(program, state)

    assert due is not None
    assert due > state.settled_on
    assert settle(program, state, due - timedelta(days=1)).steps == ()
    assert settle(program, state, due).steps != ()


@given(some_gifts, st.lists(st.tuples(st.integers(0, 200), some_birthdays), max_size=6))
def test_however_often_the_date_is_moved_gifts_are_300_days_apart(gift, moves):
    story = Story(a_program(birthday=gift), on="2026-01-01")
    story.join()
    found: list[date] = []
    for days, birthday in [*moves, (500, MARCH_17)]:
        story.at += timedelta(days=days)
        found += gift_days(story)
        story.set_birthday(birthday)
        found += gift_days(story)

    apart = [later - earlier for earlier, later in pairwise(found)]
    assert all(gap >= timedelta(days=300) for gap in apart)


def gift_days(story: Story) -> list[date]:
    return [date.fromisoformat(line["date"]) for line in story.tick() if line["job"] == "birthday"]
