"""T22: whoever edits the books by hand is found, wherever the edit is made."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services import purchases, redemptions
from services.actors import Actor, Role
from services.audit import audit
from services.keys import Keys
from tests.threats.town import NOW, Town, a_database

LEDGER = (
    "entries",
    "lots",
    "draws",
    "purchases",
    "refunds",
    "members",
    "qualifying_days",
    "category_days",
)

# The chain covers entries and the sums that follow from them; these do not follow.
UNPROVEN = {
    "draws.position": "the order in which one entry drew",
    "lots.expired": "how much of what is gone went by expiry: the entry says it, in the chain",
    "lots.expires_on": "fixed by the rules of the day when the lot was opened",
    "lots.opened_on": "the entry that opened the lot has its own day, in the chain",
    "members.card_number": "what the guest shows; the card's sums hang on the member",
    "members.counters": "running sums towards tiers and caps",
    "members.joined_at": "known only here",
    "members.joined_on": "known only here",
    "members.last_amount_minor": "what the question about a repeated bill looks at",
    "members.last_location_id": "the entry of the last purchase names the place, in the chain",
    "members.last_purchase_on": "what the till shows as the last visit",
    "members.settled_on": "settling again changes nothing",
    "purchases.lines": "how a bill was divided; its sums are compared",
    "purchases.location_id": "the entry of the purchase names the place, in the chain",
    "purchases.lot_number": "which lot a refund takes from first",
    "purchases.on": "the entry of the purchase has the day, in the chain",
    "purchases.shift_id": "a shift is a list of bills, not a sum of the books",
    "purchases.source": "the entry of the purchase names its cause, in the chain",
    "purchases.staff_id": "the entry of the purchase names the cashier, in the chain",
    "purchases.stands": "whether anything is left to refund; what was refunded is compared",
    "purchases.taken_as_expired": "how a refund took points that had ended",
    "purchases.value_minor": "what the points paid were worth",
    "qualifying_days.on": "the day counted towards tiers; the money of all days is compared",
    "qualifying_days.points": "counted towards tiers",
    "qualifying_days.visits": "counted towards tiers",
    "refunds.at": "the entry of the refund has the instant, in the chain",
    "refunds.key": "operations keep the key; the entry of the refund names it, in the chain",
    "refunds.on": "the entry of the refund has the day, in the chain",
    "refunds.source": "the entry of the refund names its cause, in the chain",
    "refunds.staff_id": "the entry of the refund names who made it, in the chain",
    "refunds.undone": "a word for the report of the shift",
}


class Hand:
    """Somebody with the file and `sqlite3`, whom no trigger stops."""

    def __init__(self, path: Path) -> None:
        self._driver = sqlite3.connect(path, isolation_level=None)
        self._driver.execute("PRAGMA foreign_keys = OFF")
        self._driver.execute("PRAGMA ignore_check_constraints = ON")
        self._triggers = self._driver.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()

    def close(self) -> None:
        self._driver.close()

    def columns(self, table: str) -> Iterator[tuple[str, int, Any]]:
        """Yield each column with a row that has something in it."""
        for column in self._driver.execute(f"PRAGMA table_info({table})").fetchall():
            name = column[1]
            found = self._driver.execute(
                f'SELECT rowid, "{name}" FROM {table} WHERE "{name}" IS NOT NULL'  # noqa: S608  # our own names
            ).fetchone()
            if found is not None:
                yield name, *found

    def writes(self, table: str, name: str, row: int, value: Any) -> bool:
        """Change one value and leave no other trace; False if even the file forbids it."""
        self._driver.execute("BEGIN IMMEDIATE")
        try:
            for trigger, _ in self._triggers:
                self._driver.execute(f"DROP TRIGGER {trigger}")
            statement = f'UPDATE {table} SET "{name}" = ? WHERE rowid = ?'  # noqa: S608  # our own names
            self._driver.execute(statement, (value, row))
            for _, made in self._triggers:
                self._driver.execute(made)
        except sqlite3.IntegrityError:
            self._driver.execute("ROLLBACK")
            return False
        self._driver.execute("COMMIT")
        return True


def other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1
    return value + b"x" if isinstance(value, bytes) else _other_text(value)


def _other_text(value: str) -> str:
    """Change the last figure, so that dates, sums and JSON stay what they are."""
    at = max((place for place, sign in enumerate(value) if sign in "12345678"), default=None)
    if at is None:
        return value + "x"
    return value[:at] + str(int(value[at]) + 1) + value[at + 1 :]


async def found(town: Town) -> bool:
    """Tell whether the audit says no; a row it cannot even read is one too."""
    try:
        return (await town.door.database.report(audit)).difference is not None
    except (ValueError, KeyError, TypeError):
        return True


@pytest.fixture
def hand(town: Town) -> Iterator[Hand]:
    made = Hand(town.path)
    yield made
    made.close()


@pytest.mark.parametrize("table", LEDGER)
async def test_one_changed_value_is_found(town: Town, hand: Hand, table: str) -> None:
    """T22: in any column of the books but those named above."""
    write, them = town.door.database.write, town.people
    owner = Actor(role=Role.OWNER, staff_id=1, source="test")
    await write(redemptions.confirm, them.request, them.other_member_id, key="yes", now=NOW)
    await write(purchases.refund, them.bill, 100_00, actor=owner, key="part", now=NOW)
    assert not await found(town)

    unseen = []
    for name, row, value in list(hand.columns(table)):
        if not hand.writes(table, name, row, other(value)):
            continue
        if not await found(town):
            unseen.append(f"{table}.{name}")
        where = other(value) if name == "id" else row
        assert hand.writes(table, name, where, value)
    expected = {name for name in UNPROVEN if name.startswith(f"{table}.")}
    assert set(unseen) <= expected
    assert not await found(town)


async def test_a_file_with_another_key_is_not_vouched_for(
    town: Town, furnished: tuple[Path, Any]
) -> None:
    """T22: the marks need the key, which is not in the file."""
    async with a_database(furnished[0], Keys(b"another key of thirty-two bytes!")) as database:
        assert (await database.report(audit)).difference is not None
    assert not await found(town)
