"""Messages out: promised in the transaction of their cause, sent later, each reason once."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection

from models.outbox import OutboxState
from services import facts as fact_codec
from services import workers
from services.daytime import is_daytime
from services.facts import Fact, Facts
from services.keys import keys_of
from services.store import outbox as store

KEEP_WAITING = timedelta(days=7)
"""A message nobody could deliver for so long is not news any more."""

REMEMBER = timedelta(days=400)
"""How long a reason is remembered: a yearly occasion must not repeat."""

LEASE = timedelta(minutes=2)
MAX_TRIES = 8

PACE = timedelta(seconds=1)
"""The time in which all processes together send so many messages, and one to a chat."""


class Lane(IntEnum):
    """Who goes first; marketing never makes a receipt wait.

    From REMINDER on nobody has asked for the message: it is never sent at night.
    """

    INTERACTIVE = 0
    RECEIPT = 1
    NOTICE = 2
    REMINDER = 3
    MARKETING = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Buttons:
    """A keyboard by its kind; it is drawn when the message is sent."""

    kind: str
    args: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture by its kind; it and its caption are made when the message is sent."""

    kind: str
    args: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A message to send now, in whatever language its reader speaks."""

    id: int
    to: int
    lane: Lane
    tries: int
    text: str
    facts: Mapping[str, Fact]
    buttons: Buttons | None
    picture: Picture | None
    silent: bool


def queue(
    tx: Connection,
    *,
    to: int,
    lane: Lane,
    reason: str,
    text: str,
    facts: Facts | None = None,
    buttons: Buttons | None = None,
    picture: Picture | None = None,
    now: datetime,
    due_at: datetime | None = None,
    expires_at: datetime | None = None,
    silent: bool = False,
) -> bool:
    """Promise a message to a Telegram id; False if this reason was promised before.

    `reason` names the one event it tells of ("receipt:<operation>"); `text` is a Fluent
    key, of a picture only the name in the log. Nothing is sent after `expires_at` (by
    default a week).
    """
    payload = {
        "text": text,
        "facts": fact_codec.to_json(facts or {}),
        "silent": silent,
        "buttons": _drawn_later(buttons),
        "picture": _drawn_later(picture),
    }
    row = {
        "reason": reason,
        "chat_id": to,
        "lane": int(lane),
        "state": OutboxState.WAITING,
        "payload": keys_of(tx).encrypt(to_json(payload).decode()),
        "created_at": now,
        "due_at": due_at or now,
        "expires_at": expires_at or now + KEEP_WAITING,
        "leased_until": now,
        "tries": 0,
    }
    return store.save_new(tx, row)


def tell(
    tx: Connection,
    to: int | None,
    text: str,
    facts: Facts,
    *,
    reason: str,
    now: datetime,
    lane: Lane = Lane.RECEIPT,
    buttons: Buttons | None = None,
) -> None:
    """Promise a member a word about the card, which opens under it unless `buttons` say more.

    A card without Telegram is told nothing; the rest is as in `queue`.
    """
    if to is not None:
        shown = buttons or Buttons(kind="card")
        queue(tx, to=to, lane=lane, reason=reason, text=text, facts=facts, buttons=shown, now=now)


def _drawn_later(what: Buttons | Picture | None) -> dict[str, Any] | None:
    return {"kind": what.kind, "args": dict(what.args)} if what else None


def withdraw(tx: Connection, reason: str) -> bool:
    """Take back a promise that nobody has read yet; False if it was sent already."""
    return store.delete_waiting(tx, reason)


def take(
    tx: Connection,
    *,
    now: datetime,
    limit: int,
    busy: Collection[int] = (),
    below_lane: Lane | None = None,
    worker: int | None = None,
) -> tuple[Letter, ...]:
    """Claim the next messages: at most one per chat, the best lane first.

    What has expired is closed on the way. `busy` chats and the lanes from `below_lane`
    on have to wait. With `worker`, the number of one of several processes, `limit` is how
    many all of them together may send within `PACE`; a chat gets one within it.
    """
    quiet_since = None
    if worker is not None:
        quiet_since = now - PACE
        limit -= store.count_at_work(tx, since=quiet_since)
        if limit <= 0:
            return ()
    if not is_daytime(tx, now=now):
        below_lane = min(below_lane or Lane.REMINDER, Lane.REMINDER)
    due = store.load_due(
        tx, now=now, limit=limit, busy=busy, below_lane=below_lane, quiet_since=quiet_since
    )
    for row in due:
        if row.expires_at <= now:
            store.save_end(tx, row.id, OutboxState.EXPIRED, now=now)
    fresh = [row for row in due if row.expires_at > now]
    if fresh:
        store.save_sending(tx, [row.id for row in fresh], leased_until=now + LEASE, worker=worker)
    return tuple(_letter(tx, row) for row in fresh)


def _letter(tx: Connection, row: store.Due) -> Letter:
    payload = json.loads(keys_of(tx).decrypt(row.payload))
    buttons, picture = payload["buttons"], payload.get("picture")
    return Letter(
        id=row.id,
        to=row.chat_id,
        lane=Lane(row.lane),
        tries=row.tries + 1,
        text=payload["text"],
        facts=fact_codec.from_json(payload["facts"]),
        buttons=Buttons(kind=buttons["kind"], args=buttons["args"]) if buttons else None,
        picture=Picture(kind=picture["kind"], args=picture["args"]) if picture else None,
        silent=payload["silent"],
    )


def sent(tx: Connection, letter_id: int, message_id: int, *, now: datetime) -> None:
    store.save_end(tx, letter_id, OutboxState.SENT, now=now, message_id=message_id)


def refused(tx: Connection, letter_id: int, problem: str, *, now: datetime) -> None:
    """Telegram will never take this message: a mistake of ours, or the chat is gone."""
    store.save_end(tx, letter_id, OutboxState.REFUSED, now=now, problem=problem)


def unreachable(tx: Connection, letter_id: int, *, now: datetime) -> None:
    store.save_end(tx, letter_id, OutboxState.UNREACHABLE, now=now)


def postpone(tx: Connection, letter: Letter, delay: timedelta, *, now: datetime) -> None:
    """Telegram surely did not send it: try again later, up to `MAX_TRIES` times."""
    if letter.tries >= MAX_TRIES:
        store.save_end(tx, letter.id, OutboxState.REFUSED, now=now, problem="too many tries")
    else:
        store.save_waiting(tx, letter.id, due_at=now + delay, tries=letter.tries)


def wait(
    tx: Connection, letter: Letter, delay: timedelta, *, now: datetime, shared: bool = False
) -> None:
    """Telegram asked for patience, or is away: the message keeps its place and its tries.

    `shared`: other processes send as well, and must let this chat be for so long; and
    the whole lane, if it is marketing.
    """
    store.save_waiting(tx, letter.id, due_at=now + delay, tries=letter.tries - 1)
    if shared:
        store.save_patience(tx, letter.to, until=now + delay)
        if letter.lane == Lane.MARKETING:
            workers.hush(tx, delay)


def outcome_unknown(tx: Connection, letter: Letter, delay: timedelta, *, now: datetime) -> None:
    """Note that the connection broke after the message left: it may have arrived."""
    _after_unknown(tx, letter.id, letter.lane, letter.tries, due_at=now + delay, now=now)


def recover(tx: Connection, *, now: datetime, alone: bool, gone: Collection[int] = ()) -> int:
    """Decide about messages whose sender died; return how many there were.

    `alone`: no other process sends from this database. `gone`: the numbers of processes
    that are no more.
    Telegram has no operation keys, so nobody can know whether they arrived. Nobody may be
    missed, and only what was under way can come twice; marketing gets one more try.
    """
    orphans = store.load_orphans(tx, leased_before=None if alone else now, workers=gone)
    for row_id, lane, tries in orphans:
        if tries <= (1 if lane == Lane.MARKETING else MAX_TRIES):
            store.save_waiting(tx, row_id, due_at=now, tries=tries)
        else:
            store.save_end(tx, row_id, OutboxState.UNKNOWN, now=now)
    return len(orphans)


def _after_unknown(
    tx: Connection, row_id: int, lane: int, tries: int, *, due_at: datetime, now: datetime
) -> None:
    if lane < Lane.MARKETING and tries <= 1:
        store.save_waiting(tx, row_id, due_at=due_at, tries=1)
    else:
        store.save_end(tx, row_id, OutboxState.UNKNOWN, now=now)


def next_due(tx: Connection) -> datetime | None:
    """Return when the next waiting message may go, or None if none waits."""
    return store.next_due(tx)


def sweep(tx: Connection, *, now: datetime, limit: int = 2000) -> int:
    """Forget old reasons."""
    return store.delete_finished(tx, before=now - REMEMBER, limit=limit)


def forget(tx: Connection, telegram_id: int) -> None:
    """Delete everything addressed to this person."""
    store.delete_chat(tx, telegram_id)
