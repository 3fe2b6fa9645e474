"""The limit of a purchase and of a card read: statements by hand, sqlite3 and nothing else."""

import sqlite3
from itertools import count
from pathlib import Path

_TABLES = """
CREATE TABLE members (
  id INTEGER PRIMARY KEY, telegram_id INTEGER UNIQUE, balance INTEGER NOT NULL,
  tier TEXT, spent INTEGER NOT NULL, last_at TEXT) STRICT;
CREATE TABLE operations (key TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
CREATE TABLE purchases (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, amount INTEGER NOT NULL,
  at TEXT NOT NULL) STRICT;
CREATE INDEX purchases_of ON purchases (member_id, at);
CREATE TABLE lots (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, points INTEGER NOT NULL,
  left_ INTEGER NOT NULL, expires_on TEXT NOT NULL) STRICT;
CREATE INDEX lots_of ON lots (member_id, expires_on) WHERE left_ > 0;
CREATE TABLE entries (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL, points INTEGER NOT NULL,
  balance INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX entries_of ON entries (member_id, id);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, reason TEXT NOT NULL UNIQUE, chat INTEGER NOT NULL,
  payload TEXT NOT NULL) STRICT;
"""
_NOW = "2026-11-23T09:00:00Z"


class RawLedger:
    """A ledger without rules in a file of its own; durable as ours is."""

    def __init__(self, path: Path, members: int) -> None:
        self._driver = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._driver.execute(f"PRAGMA {pragma}")
        self._driver.executescript(_TABLES)
        self._driver.execute("BEGIN")
        self._driver.executemany(
            "INSERT INTO members VALUES (?, ?, 0, 'friend', 0, NULL)",
            [(number, number) for number in range(1, members + 1)],
        )
        self._driver.execute("COMMIT")
        self._numbers = count()

    def close(self) -> None:
        self._driver.close()

    def buy(self, member_id: int) -> None:
        """Record a purchase: seven statements and a commit."""
        run = self._driver.execute
        number = next(self._numbers)
        amount = 15_000 + number * 37 % 60_000
        run("BEGIN IMMEDIATE")
        run("INSERT INTO operations VALUES (?, ?)", (f"bill:{number}", _NOW))
        balance, _ = run("SELECT balance, tier FROM members WHERE id = ?", (member_id,)).fetchone()
        points = amount * 5 // 10_000
        cursor = run(
            "INSERT INTO purchases (member_id, amount, at) VALUES (?, ?, ?)",
            (member_id, amount, _NOW),
        )
        run(
            "INSERT INTO lots (member_id, points, left_, expires_on) VALUES (?, ?, ?, ?)",
            (member_id, points, points, "2027-11-23"),
        )
        run(
            "INSERT INTO entries (member_id, points, balance, kind, at) VALUES (?, ?, ?, ?, ?)",
            (member_id, points, balance + points, "earn", _NOW),
        )
        run(
            "UPDATE members SET balance = balance + ?, spent = spent + ?, last_at = ?"
            " WHERE id = ?",
            (points, amount, _NOW, member_id),
        )
        run(
            "INSERT INTO outbox (reason, chat, payload) VALUES (?, ?, ?)",
            (f"receipt:{number}", member_id, f'{{"purchase": {cursor.lastrowid}}}'),
        )
        run("COMMIT")
