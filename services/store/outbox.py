"""The rows of the outbox."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from models.outbox import OutboxRow, OutboxState
from services.database.signals import LOCKS, TAKING
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared
from services.store.rows import scalar

_SAVE = Prepared(update(OutboxRow).where(OutboxRow.id == bindparam("row_id")))
_NEXT_DUE = Prepared(
    select(func.min(OutboxRow.due_at, type_=OutboxRow.due_at.type).label("due_at")).where(
        OutboxRow.state == OutboxState.WAITING
    )
)


_NO_LANE = 1_000
"""Beyond every lane."""


def _due(*more: ColumnElement[bool]) -> Prepared:
    """Build the query of the sender once: building it takes longer than running it."""
    earlier = aliased(OutboxRow)
    goes_before = and_(
        earlier.chat_id == OutboxRow.chat_id,
        or_(
            earlier.state == OutboxState.SENDING,
            and_(
                earlier.state == OutboxState.WAITING,
                earlier.due_at <= bindparam("now"),
                or_(
                    earlier.lane < OutboxRow.lane,
                    and_(earlier.lane == OutboxRow.lane, earlier.id < OutboxRow.id),
                ),
            ),
        ),
    )
    return Prepared(
        select(
            OutboxRow.id,
            OutboxRow.chat_id,
            OutboxRow.lane,
            OutboxRow.tries,
            OutboxRow.expires_at,
            OutboxRow.payload,
        )
        .where(OutboxRow.state == OutboxState.WAITING, OutboxRow.due_at <= bindparam("now"))
        .where(OutboxRow.lane < bindparam("below"))
        .where(~exists().where(goes_before), *more)
        .order_by(OutboxRow.lane, OutboxRow.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=OutboxRow)
    )


_TOLD = aliased(OutboxRow)
_DUE = _due()
_DUE_AND_QUIET = _due(
    ~exists().where(
        _TOLD.chat_id == OutboxRow.chat_id, _TOLD.finished_at > bindparam("quiet_since")
    )
)
_SENDING = Prepared(
    update(OutboxRow).where(OutboxRow.id == bindparam("row_id")).values(tries=OutboxRow.tries + 1)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A message whose turn has come; the payload is still encrypted."""

    id: int
    chat_id: int
    lane: int
    tries: int
    expires_at: datetime
    payload: bytes


def save_new(tx: Connection, row: dict[str, Any]) -> bool:
    return insert_unless_there(tx, OutboxRow, row)


def load_due(
    tx: Connection,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int],
    below_lane: int | None,
    quiet_since: datetime | None,
) -> list[Due]:
    """Return the next message of each chat, best lane first.

    `busy` chats have to wait, and those that got a message after `quiet_since`.
    """
    values: dict[str, Any] = {
        "now": now,
        "below": _NO_LANE if below_lane is None else below_lane,
        # A chat has one row here at most, so that the busy ones can be left out afterwards.
        "most": limit + len(busy),
    }
    statement = _DUE
    if quiet_since is not None:
        statement, values["quiet_since"] = _DUE_AND_QUIET, quiet_since
    free = [row for row in statement.all(tx, values) if row.chat_id not in busy]
    return [Due(**row._asdict()) for row in free[:limit]]


def count_at_work(tx: Connection, *, since: datetime) -> int:
    """Return how many messages are under way or were ended after `since`, by any process.

    No other process of the crew takes messages until this transaction ends.
    """
    tx.execute(select(func.pg_advisory_xact_lock(LOCKS, TAKING)))
    under_way = select(OutboxRow.id).where(OutboxRow.state == OutboxState.SENDING)
    ended = select(OutboxRow.id).where(OutboxRow.finished_at > since)
    both = union_all(under_way, ended).subquery()
    return int(tx.execute(select(func.count()).select_from(both)).scalar_one())


def load_orphans(
    tx: Connection, *, leased_before: datetime | None, workers: Collection[int]
) -> Sequence[tuple[int, int, int]]:
    """Return (id, lane, tries) of messages whose sender died before it knew the outcome.

    Dead is a process among `workers`, and one whose lease ended `leased_before`.
    """
    statement = select(OutboxRow.id, OutboxRow.lane, OutboxRow.tries).where(
        OutboxRow.state == OutboxState.SENDING
    )
    if leased_before is not None:
        dead = OutboxRow.leased_until < leased_before
        if workers:
            dead |= OutboxRow.worker.in_(sorted(workers))
        statement = statement.where(dead)
    rows = tx.execute(statement.with_for_update(skip_locked=True))
    return [(row.id, row.lane, row.tries) for row in rows]


def save_sending(
    tx: Connection, ids: Sequence[int], *, leased_until: datetime, worker: int | None
) -> None:
    values = {"worker": worker, "state": OutboxState.SENDING, "leased_until": leased_until}
    _SENDING.run_each(tx, [{"row_id": row_id, **values} for row_id in ids])


def save_waiting(tx: Connection, row_id: int, *, due_at: datetime, tries: int) -> None:
    values = {"state": OutboxState.WAITING, "due_at": due_at, "tries": tries}
    _SAVE.run(tx, {"row_id": row_id, **values})


def save_patience(tx: Connection, chat_id: int, *, until: datetime) -> None:
    """Let no message go to this chat before `until`."""
    early = (
        (OutboxRow.chat_id == chat_id)
        & (OutboxRow.state == OutboxState.WAITING)
        & (OutboxRow.due_at < until)
    )
    tx.execute(update(OutboxRow).where(early).values(due_at=until))


def save_end(
    tx: Connection,
    row_id: int,
    state: OutboxState,
    *,
    now: datetime,
    message_id: int | None = None,
    problem: str | None = None,
) -> None:
    values = {
        "state": state,
        "finished_at": now,
        "message_id": message_id,
        "problem": problem,
        "payload": None,
    }
    _SAVE.run(tx, {"row_id": row_id, **values})


def next_due(tx: Connection) -> datetime | None:
    moment: datetime | None = scalar(tx, _NEXT_DUE)
    return moment


def delete_waiting(tx: Connection, reason: str) -> bool:
    waiting = (OutboxRow.reason == reason) & (OutboxRow.state == OutboxState.WAITING)
    return tx.execute(delete(OutboxRow).where(waiting)).rowcount == 1


def delete_finished(tx: Connection, *, before: datetime, limit: int) -> int:
    old = select(OutboxRow.id).where(OutboxRow.finished_at < before).limit(limit)
    return tx.execute(delete(OutboxRow).where(OutboxRow.id.in_(old))).rowcount


def delete_chat(tx: Connection, chat_id: int) -> None:
    tx.execute(delete(OutboxRow).where(OutboxRow.chat_id == chat_id))
