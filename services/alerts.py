"""Telling the owners that something looks wrong, once for each occasion."""

from datetime import datetime

from sqlalchemy import Connection

from services import outbox
from services.facts import Facts
from services.outbox import Buttons, Lane
from services.store import alerts as store
from services.store import people as people_store


def tell_owners(
    tx: Connection,
    text: str,
    facts: Facts,
    *,
    occasion: str,
    now: datetime,
    buttons: Buttons | None = None,
    lane: Lane = Lane.NOTICE,
    expires_at: datetime | None = None,
) -> None:
    """Promise the message to every owner; the same text and occasion are told once."""
    for chat in people_store.owner_chats(tx):
        outbox.queue(
            tx,
            to=chat.telegram_id,
            lane=lane,
            reason=_reason(text, occasion, chat.telegram_id),
            text=text,
            facts=facts,
            buttons=buttons,
            now=now,
            expires_at=expires_at,
        )


def were_told(tx: Connection, text: str, *, occasion: str) -> bool:
    """Tell whether every owner there is was promised this already."""
    chats = people_store.owner_chats(tx)
    reasons = [_reason(text, occasion, chat.telegram_id) for chat in chats]
    return store.count_promised(tx, reasons) == len(reasons)


def _reason(text: str, occasion: str, telegram_id: int) -> str:
    return f"{text}:{occasion}:{telegram_id}"
