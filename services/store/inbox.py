"""The rows of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from models.inbox import InboxRow, InboxState
from services.store.prepared import Prepared

_SAVE_END = Prepared(update(InboxRow).where(InboxRow.id == bindparam("row_id")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A stored update that nobody has handled yet; the payload is still encrypted."""

    id: int
    update_id: int
    chat_id: int
    received_at: datetime
    tries: int
    payload: bytes


def save_new(tx: Connection, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Insert updates not seen before; return their row ids by update id."""
    insert = _insert_new(tx.dialect.name)
    new = [(row["update_id"], insert.first(tx, row)) for row in rows]
    return {update_id: found.id for update_id, found in new if found is not None}


@cache
def _insert_new(dialect: str) -> Prepared:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return Prepared(
        insert(InboxRow)
        .on_conflict_do_nothing(index_elements=[InboxRow.update_id])
        .returning(InboxRow.id)
    )


_WAITING = select(
    InboxRow.id,
    InboxRow.update_id,
    InboxRow.chat_id,
    InboxRow.received_at,
    InboxRow.tries,
    InboxRow.payload,
).where(InboxRow.state == InboxState.NEW)


def load_waiting(tx: Connection, *, limit: int) -> list[Waiting]:
    """Return the oldest unhandled updates."""
    return _waiting(tx, _WAITING.order_by(InboxRow.id).limit(limit))


def load_free(tx: Connection, *, worker: int, in_hand: Sequence[int], limit: int) -> list[Waiting]:
    """Return the first unhandled update of each chat that nobody works on, and lock them.

    An update is nobody's as long as an earlier one of its chat is not handled, be that one
    free, locked or in work elsewhere: so two processes cannot mix up a chat. What is noted
    as `worker`'s own, but is not `in_hand`, is returned as well.
    """
    earlier = aliased(InboxRow)
    in_line = exists().where(
        earlier.chat_id == InboxRow.chat_id,
        earlier.state == InboxState.NEW,
        earlier.id < InboxRow.id,
    )
    forgotten = (InboxRow.worker == worker) & InboxRow.id.not_in(in_hand)
    statement = (
        _WAITING.where(InboxRow.worker.is_(None) | forgotten)
        .where((InboxRow.chat_id == 0) | ~in_line)
        .order_by(InboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=InboxRow)
    )
    return _waiting(tx, statement)


def _waiting(tx: Connection, statement: Select[*tuple[Any, ...]]) -> list[Waiting]:
    return [Waiting(**row._mapping) for row in tx.execute(statement)]  # noqa: SLF001  # public, despite its name


def count_by_chat(tx: Connection, chats: Sequence[int]) -> dict[int, int]:
    """Return how many unhandled updates each of these chats has."""
    query = (
        select(InboxRow.chat_id, func.count().label("waiting"))
        .where(InboxRow.state == InboxState.NEW, InboxRow.chat_id.in_(chats))
        .group_by(InboxRow.chat_id)
    )
    return {row.chat_id: row.waiting for row in tx.execute(query)}


def save_try(tx: Connection, ids: Sequence[int], *, worker: int | None) -> None:
    tx.execute(
        update(InboxRow)
        .where(InboxRow.id.in_(ids))
        .values(tries=InboxRow.tries + 1, worker=worker)
    )


def save_free(tx: Connection, workers: Sequence[int]) -> int:
    """Let anybody take what these processes work on; return how many updates that is."""
    left = (InboxRow.state == InboxState.NEW) & InboxRow.worker.in_(workers)
    return tx.execute(update(InboxRow).where(left).values(worker=None)).rowcount


def save_end(
    tx: Connection,
    row_id: int,
    state: InboxState,
    *,
    now: datetime,
    problem: str | None,
    keep_payload: bool,
) -> None:
    values: dict[str, Any] = {"state": state, "handled_at": now, "problem": problem}
    if not keep_payload:
        values["payload"] = None
    _SAVE_END.run(tx, {"row_id": row_id, **values})


def count(tx: Connection, state: InboxState) -> int:
    query = select(func.count()).select_from(InboxRow).where(InboxRow.state == state)
    return int(tx.execute(query).scalar_one())


def delete_handled(tx: Connection, *, before: datetime, limit: int) -> int:
    """Delete rows handled before this moment; return how many."""
    old = select(InboxRow.id).where(InboxRow.handled_at < before).limit(limit)
    return tx.execute(delete(InboxRow).where(InboxRow.id.in_(old))).rowcount


def delete_chat(tx: Connection, chat_id: int) -> None:
    tx.execute(delete(InboxRow).where(InboxRow.chat_id == chat_id))
