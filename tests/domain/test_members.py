"""Joining, birthdays, adjustments, transfers, leaving."""

from datetime import date

import pytest

from services.domain.members import welcome
from services.domain.program import PointsRules, Welcome
from services.domain.state import Birthday
from tests.domain.story import Story, a_program, kinds, reasons, texts

WELCOME = a_program(welcome=Welcome(points=100))


def two(program=None) -> Story:
    story = Story(program)
    story.join("anna")
    story.join("boris")
    return story


def test_the_welcome_gift_is_usable_at_once_and_lives_as_long_as_the_program_says():
    line = Story(a_program(points=PointsRules(hold_days=5), welcome=Welcome(points=100))).join()

    (entry,) = line["entries"]
    assert (entry["kind"], line["balance"]) == ("gift", 100)
    assert entry["expires_on"] == "2027-11-23"
    assert texts(line, "gift") == {"welcome": "welcome gift"}


def test_a_welcome_gift_may_have_its_own_life():
    line = Story(a_program(welcome=Welcome(points=5, expires_days=14))).join()

    assert line["entries"][0]["expires_on"] == "2026-12-07"


@pytest.mark.parametrize("program", [a_program(), a_program(welcome=Welcome(points=0))])
def test_without_a_gift_nothing_is_written(program):
    assert Story(program).join()["entries"] == []


def test_nobody_joins_twice():
    story = Story()
    story.join()

    line = story.join()

    assert (line["refused"], line["facts"]) == ("already-member", {"member": "anna"})


def test_an_erased_person_who_returns_within_12_months_is_not_welcomed_again():
    story = Story(WELCOME)
    story.join()
    story.erase()

    again = story.on("2027-11-23").join()
    story.erase()
    later = story.on("2028-11-24").join()

    assert (again["balance"], later["balance"]) == (0, 100)


def test_a_person_is_recognised_by_phone_too():
    story = Story(WELCOME)
    story.join("anna", phone="+79990000001")
    other = story.join("second-account", phone="+79990000001")
    story.erase()
    story.erase("second-account")

    returned = story.join("third-account", phone="+79990000001")
    stranger = story.join("boris", phone="+79990000002")

    assert [line["balance"] for line in (other, returned, stranger)] == [0, 0, 100]


def test_a_person_who_left_before_there_was_a_gift_gets_it_on_return():
    story = Story(a_program())
    story.join()
    story.erase()
    story.change(WELCOME)

    assert story.join()["balance"] == 100


def test_a_card_opened_at_the_till_gets_its_gift_when_it_is_claimed():
    story = Story()
    story.join()
    state = story.shop._cards["anna"].state

    given = welcome(WELCOME, state, date(2026, 11, 24))
    nothing = welcome(a_program(), state, date(2026, 11, 24))

    assert (given.state.balance, nothing.state.balance) == (100, 0)


def test_the_first_birthday_entered_is_no_change_nor_is_the_same_again():
    story = Story()
    story.join()

    lines = [
        story.set_birthday(Birthday(month=5, day=9)),
        story.set_birthday(Birthday(month=5, day=9)),
        story.set_birthday(Birthday(month=5, day=9, year=1990)),
        story.set_birthday(Birthday(month=5, day=10, year=1990)),
    ]

    assert all("refused" not in line for line in lines)


def test_a_birthday_is_changed_once_a_calendar_year():
    story = Story()
    story.join(birthday=Birthday(month=5, day=9, year=1990))
    story.set_birthday(Birthday(month=5, day=9, year=1991))

    refused = story.set_birthday(Birthday(month=5, day=10, year=1991))
    next_year = story.on("2027-01-01").set_birthday(Birthday(month=5, day=10, year=1991))

    assert refused["refused"] == "birthday-changed-already"
    assert refused["facts"] == {"next_on": "2027-01-01"}
    assert "refused" not in next_year


def test_an_adjustment_below_the_balance_is_refused_and_held_points_do_not_help():
    story = Story(a_program(points=PointsRules(hold_days=5)))
    story.join()
    story.adjust(10)
    story.buy(1000)

    line = story.adjust(-11)

    assert line["refused"] == "not-enough-points"
    assert line["facts"] == {"available": 10, "wanted": 11}
    assert story.adjust(-10)["balance"] == 0


def test_a_positive_adjustment_gets_the_default_expiry_and_no_hold():
    story = Story(a_program(points=PointsRules(hold_days=5)))
    story.join()

    line = story.adjust(7, reason="sorry for the wait")

    (entry,) = line["entries"]
    assert (entry["activates_on"], entry["expires_on"]) == (None, "2027-11-23")
    assert texts(line, "adjust") == {"adjust": "sorry for the wait"}


def test_an_adjustment_of_nothing_is_an_entry_of_0():
    story = Story()
    story.join()

    assert kinds(story.adjust(0)) == [("adjust", 0)]


def test_transferred_lots_keep_their_expiry():
    story = two()
    story.adjust(10)
    story.on("2026-11-24").adjust(10)

    given, taken = story.transfer(15)

    assert (given["member"], kinds(given)) == ("anna", [("transfer", -15)])
    assert (taken["member"], kinds(taken), taken["n"]) == ("boris", [("transfer", 15)], given["n"])
    assert [(lot["points"], lot["expires_on"]) for lot in story.show("boris")["lots"]] == [
        (10, "2027-11-23"),
        (5, "2027-11-24"),
    ]


def test_held_points_cannot_go():
    story = two(a_program(points=PointsRules(hold_days=5)))
    story.buy(1000)

    (line,) = story.transfer(1)

    assert line["refused"] == "not-enough-points"
    assert line["facts"] == {"available": 0, "wanted": 1}


def test_transferred_points_repay_the_takers_deficit_first():
    story = two()
    story.adjust(10)
    story.buy(200, "boris", key="sale")
    story.adjust(-10, "boris")
    story.refund("sale")

    _, taken = story.transfer(8)

    assert (taken["balance"], taken["deficit"]) == (0, 2)


def test_both_sides_of_a_transfer_settle_first():
    story = two()
    story.adjust(1)
    story.adjust(1, "boris")
    story.on("2027-11-23").adjust(5)

    given, taken = story.on("2027-11-24").transfer(5)

    assert kinds(given) == [("expire", -1), ("transfer", -5)]
    assert kinds(taken) == [("expire", -1), ("transfer", 5)]


def test_erasing_writes_expire_of_all_points_with_the_reason_erased():
    story = Story(a_program(points=PointsRules(hold_days=5)))
    story.join()
    story.adjust(30)
    story.buy(100)

    line = story.erase()

    assert kinds(line) == [("expire", -35)]
    assert reasons(line, "expire") == {"erased": "-35"}
    assert (line["balance"], line["pending"]) == (0, 0)


def test_an_erased_member_is_unknown_and_so_are_the_refunds_of_his_purchases():
    story = Story()
    story.join()
    story.buy(100, key="sale")
    story.erase()
    story.join()

    line = story.refund("sale")

    assert (line["refused"], line["facts"]) == ("unknown-member", {"member": "anna"})


def test_erasing_a_member_without_points_writes_nothing():
    story = Story()
    story.join()

    assert story.erase()["entries"] == []
    assert story.show()["refused"] == "unknown-member"
