"""A shop with a long past, made by a few statements: a crowd of members, and one old regular.

Every member of the crowd has a purchase of two years ago; the regular has ten thousand of them,
with as many entries and lots. What one real member and one real purchase left is copied.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

REGULAR_ENTRIES = 10_000
_FIRST_ID = 1_000  # above whoever is there already
_SPREAD_DAYS = 360
_COUNTED = (
    "WITH RECURSIVE counted(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM counted WHERE x < ?)"
)

_DAY = f"date('2026-11-23', '+' || (1 + x % {_SPREAD_DAYS}) || ' days')"
_SEEN = f"date('2026-11-23', '-' || (1 + x % {_SPREAD_DAYS}) || ' days')"
_LONG_AGO = f"date('2024-01-01', '+' || (x % {_SPREAD_DAYS}) || ' days')"
_WHO = f"x + {_FIRST_ID}"


def gather(path: Path, regular: int, crowd: int) -> None:
    """Copy `regular`, who has bought once, into a crowd; give the regular his long history."""
    driver = sqlite3.connect(path, isolation_level=None)
    try:
        # Only the making of this file is careless; both shops are measured as they run.
        driver.execute("PRAGMA synchronous=OFF")
        driver.execute("PRAGMA cache_size=-200000")
        driver.execute("BEGIN")
        _copy_crowd(driver, regular, crowd)
        _copy_history(driver, regular)
        driver.execute("COMMIT")
        driver.execute("ANALYZE")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        driver.close()


def _copy_crowd(driver: sqlite3.Connection, regular: int, crowd: int) -> None:
    member = {
        "id": _WHO,
        "card_number": "printf('c%09d', x)",
        "last_purchase_on": _SEEN,
        "last_purchase_at": f"{_SEEN} || 'T09:00:00.000000Z'",
        "next_due_on": _DAY,
        "next_expiry_on": _DAY,
    }
    person = {
        "id": _WHO,
        "telegram_id": "5000000000 + x",
        "member_id": _WHO,
        "birthday": "(1 + x % 12) * 100 + 1 + x % 28",
        "birthday_known_on": "'2024-01-01'",
        "marketing": "1",
        "name_encrypted": "NULL",
        "phone_encrypted": "NULL",
        "phone_digest": "NULL",
    }
    past = {"member_id": _WHO, "at": f"{_LONG_AGO} || 'T09:00:00.000000Z'", '"on"': _LONG_AGO}
    _copy(driver, "members", f"id = {regular}", crowd, member)
    _copy(driver, "people", f"member_id = {regular}", crowd, person)
    of_regular = f"member_id = {regular} ORDER BY id DESC LIMIT 1"
    bill = {**past, "id": _WHO, "key": "printf('old:%09d', x)"}
    _copy(driver, "purchases", of_regular, crowd, bill)


def _copy_history(driver: sqlite3.Connection, regular: int) -> None:
    (entries, lots) = driver.execute(
        "SELECT next_entry, next_lot FROM members WHERE id = ?", (regular,)
    ).fetchone()
    past = {"at": f"{_LONG_AGO} || 'T09:00:00.000000Z'", '"on"': _LONG_AGO}
    of_regular = f"member_id = {regular} ORDER BY id DESC LIMIT 1"
    of_lots = f"member_id = {regular} ORDER BY number DESC LIMIT 1"
    bill = {**past, "id": "NULL", "key": "printf('older:%09d', x)"}
    count = REGULAR_ENTRIES
    _copy(driver, "purchases", of_regular, count, bill)
    entry = {**past, "id": "NULL", "number": f"{entries} - 1 + x"}
    _copy(driver, "entries", of_regular, count, entry)
    _copy(driver, "lots", of_lots, count, {"number": f"{lots} - 1 + x"})
    driver.execute("UPDATE purchases SET at = '2024-01-01T09:00:00.000000Z'")
    driver.execute(
        "UPDATE members SET next_entry = next_entry + ?, next_lot = next_lot + ? WHERE id = ?",
        (count, count, regular),
    )


def _copy(
    driver: sqlite3.Connection, table: str, where: str, count: int, new: Mapping[str, str]
) -> None:
    """Insert so many copies of the row, with some columns made of `x`, which counts from 1."""
    found = driver.execute(f"SELECT * FROM {table} WHERE {where}")  # noqa: S608  # our own words
    names = [f'"{column[0]}"' for column in found.description]
    fixed = {name.strip('"'): made for name, made in new.items()}
    row = dict(zip(names, found.fetchone(), strict=True))
    made = [fixed.get(name.strip('"'), "?") for name in names]
    kept = [row[name] for name, sql in zip(names, made, strict=True) if sql == "?"]
    driver.execute(
        f"INSERT INTO {table} ({', '.join(names)}) {_COUNTED}"  # noqa: S608  # our own words
        f" SELECT {', '.join(made)} FROM counted",
        (count, *kept),
    )
