"""Updates in: stored before Telegram is told, handled once in effect, emptied afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.inbox import InboxState
from services import workers
from services.keys import keys_of
from services.store import inbox as store

MAX_TRIES = 3
"""After so many failures an update is parked, so that it blocks nobody."""

MAX_DEATHS = 10
"""So many programs may die with an update in hand before it is parked as what kills them.

A program that is killed often takes the innocent along: three deaths would be too few.
"""

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
    """An update to handle; `tries` counts the attempts that were begun before.

    `behind`: so many later ones of its chat wait in the inbox, as far as that is known.
    """

    id: int
    update_id: int
    chat_id: int
    received_at: datetime
    tries: int
    payload: Mapping[str, Any]
    behind: int = 0


class Legible(NamedTuple):
    """An update and its JSON, both without half characters, which no text may hold."""

    payload: Mapping[str, Any]
    text: str


def legible(payload: Mapping[str, Any]) -> Legible:
    """Return an update as it can be kept; half a character becomes "?"."""
    text = json.dumps(payload, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode()
        return Legible(json.loads(text), text)
    return Legible(payload, text)


def store_updates(
    tx: Connection, arrivals: Sequence[Arrival], *, now: datetime
) -> tuple[Pending, ...]:
    """Keep what arrived and return what is new, in order; a repeated update is dropped.

    The caller is the only process on this database and handles the new ones.
    """
    read = {arrival.update_id: legible(arrival.payload) for arrival in arrivals}
    ids = _save_new(tx, arrivals, read, now=now, tries=1)
    return tuple(
        Pending(
            id=ids.pop(arrival.update_id),
            update_id=arrival.update_id,
            chat_id=arrival.chat_id,
            received_at=now,
            tries=0,
            payload=read[arrival.update_id].payload,
        )
        for arrival in arrivals
        if arrival.update_id in ids
    )


def leave_updates(tx: Connection, arrivals: Sequence[Arrival], *, now: datetime) -> int:
    """Keep what arrived for whichever process is free, and wake them; return how many are new."""
    read = {arrival.update_id: legible(arrival.payload) for arrival in arrivals}
    new = len(_save_new(tx, arrivals, read, now=now, tries=0))
    if new:
        workers.wake(tx)
    return new


def _save_new(
    tx: Connection,
    arrivals: Sequence[Arrival],
    read: Mapping[int, Legible],
    *,
    now: datetime,
    tries: int,
) -> dict[int, int]:
    """Insert each update once; return the new row ids by update id."""
    if not arrivals:
        return {}
    encrypt = keys_of(tx).encrypt
    return store.save_new(
        tx,
        [
            {
                "update_id": arrival.update_id,
                "chat_id": arrival.chat_id,
                "received_at": now,
                "state": InboxState.NEW,
                "tries": tries,
                "payload": encrypt(read[arrival.update_id].text),
            }
            for arrival in {arrival.update_id: arrival for arrival in arrivals}.values()
        ],
    )


def take_over(tx: Connection, *, now: datetime, limit: int = 1000) -> tuple[Pending, ...]:
    """Take what this program stored and did not finish before it died; it is alone here."""
    return _begin(tx, store.load_waiting(tx, limit=limit), worker=None, now=now)


def take(
    tx: Connection, *, worker: int, in_hand: Sequence[int], limit: int, now: datetime
) -> tuple[Pending, ...]:
    """Take the next updates that no process works on, at most one of each chat.

    `in_hand` are the rows this process has already: what is noted as its own beside them
    was taken by a call whose answer never came.
    """
    waiting = store.load_free(tx, worker=worker, in_hand=in_hand, limit=limit)
    if not waiting:
        return ()
    lines = store.count_by_chat(tx, sorted({row.chat_id for row in waiting}))
    taken = _begin(tx, waiting, worker=worker, now=now)
    return tuple(
        replace(pending, behind=lines[pending.chat_id] - 1) if pending.chat_id else pending
        for pending in taken
    )


def _begin(
    tx: Connection, waiting: Sequence[store.Waiting], *, worker: int | None, now: datetime
) -> tuple[Pending, ...]:
    """Count another beginning of each; after `MAX_DEATHS` of them it is parked instead.

    That one may be what kills the program.
    """
    for row in waiting:
        if row.tries >= MAX_DEATHS:
            park(tx, row.id, "begun ten times and never finished", now=now)
    fresh = [row for row in waiting if row.tries < MAX_DEATHS]
    if fresh:
        store.save_try(tx, [row.id for row in fresh], worker=worker)
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


def let_go(tx: Connection, numbers: Sequence[int]) -> int:
    """Let others take what these processes did not finish; return how many updates that is."""
    freed = store.save_free(tx, numbers)
    if freed:
        workers.wake(tx)
    return freed


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
