"""Updates in: stored before Telegram is told, handled once in effect, emptied afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from models.inbox import InboxState
from services.keys import keys_of
from services.store import inbox as store

LEASE = timedelta(minutes=2)
"""How long a process may work on an update before another takes it over."""

MAX_TRIES = 3
"""After so many failures an update is parked, so that it blocks nobody."""

REMEMBER = timedelta(hours=48)
"""How long a handled update's number is kept to recognise its repetition.

Telegram keeps undelivered updates for 24 hours, and after a silent week starts anew at a
random number; so a number is no secret for ever and no order at all.
"""

KEEP_PARKED = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """An update as it came, and the chat whose order it keeps (0: none)."""

    update_id: int
    chat_id: int
    payload: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pending:
    """An update to handle; `tries` counts the attempts that were begun before."""

    id: int
    update_id: int
    chat_id: int
    received_at: datetime
    tries: int
    payload: Mapping[str, Any]


def _stored(payload: Mapping[str, Any]) -> str:
    """Return the JSON to keep; half a character that no text may hold becomes "?"."""
    return json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace").decode()


def store_updates(
    tx: Connection, arrivals: Sequence[Arrival], *, now: datetime
) -> tuple[Pending, ...]:
    """Keep what arrived and return what is new, in order; a repeated update is dropped.

    The caller has leased the new ones for `LEASE` and handles them.
    """
    if not arrivals:
        return ()
    encrypt = keys_of(tx).encrypt
    ids = store.save_new(
        tx,
        [
            {
                "update_id": arrival.update_id,
                "chat_id": arrival.chat_id,
                "received_at": now,
                "state": InboxState.NEW,
                "tries": 1,
                "leased_until": now + LEASE,
                "payload": encrypt(_stored(arrival.payload)),
            }
            for arrival in {arrival.update_id: arrival for arrival in arrivals}.values()
        ],
    )
    return tuple(
        Pending(
            id=ids.pop(arrival.update_id),
            update_id=arrival.update_id,
            chat_id=arrival.chat_id,
            received_at=now,
            tries=0,
            payload=arrival.payload,
        )
        for arrival in arrivals
        if arrival.update_id in ids
    )


def take_over(
    tx: Connection, *, now: datetime, alone: bool, limit: int = 1000
) -> tuple[Pending, ...]:
    """Take what was stored and never finished: by this program before it died, or by another.

    `alone`: no other process works on this database, so leases mean nothing. What was
    begun `MAX_TRIES` times is parked here, in case it is what kills the program.
    """
    waiting = store.load_waiting(tx, leased_before=None if alone else now, limit=limit)
    for row in waiting:
        if row.tries >= MAX_TRIES:
            park(tx, row.id, "begun three times and never finished", now=now)
    fresh = [row for row in waiting if row.tries < MAX_TRIES]
    if fresh:
        store.save_try(tx, [row.id for row in fresh], leased_until=now + LEASE)
    decrypt = keys_of(tx).decrypt
    return tuple(
        Pending(
            id=row.id,
            update_id=row.update_id,
            chat_id=row.chat_id,
            received_at=row.received_at,
            tries=row.tries,
            payload=json.loads(decrypt(row.payload)),
        )
        for row in fresh
    )


def finish(tx: Connection, row_id: int, *, now: datetime) -> None:
    """Note that the update is handled, and empty it: nothing personal stays here."""
    store.save_end(tx, row_id, InboxState.DONE, now=now, problem=None, keep_payload=False)


def park(tx: Connection, row_id: int, problem: str, *, now: datetime) -> None:
    """Put an update aside for the owner; `problem` is a code or a type, never its content."""
    store.save_end(tx, row_id, InboxState.PARKED, now=now, problem=problem, keep_payload=True)


def waiting(tx: Connection) -> int:
    return store.count(tx, InboxState.NEW)


def parked(tx: Connection) -> int:
    return store.count(tx, InboxState.PARKED)


def sweep(tx: Connection, *, now: datetime, limit: int = 2000) -> int:
    """Forget handled updates whose repetition need not be feared any more."""
    return store.delete_handled(tx, before=now - REMEMBER, limit=limit)


def forget(tx: Connection, telegram_id: int) -> None:
    """Delete everything that came from this person."""
    store.delete_chat(tx, telegram_id)
