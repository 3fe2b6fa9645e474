"""The receipts of a gift, one for each side."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services import outbox, till
from services.domain.outcome import Transferred
from services.facts import Fact, Key, Points
from services.store.accounts import Account


def tell_both(
    tx: Connection,
    row: Row[Any],
    giver: Account,
    taker: Account,
    moved: Transferred,
    *,
    now: datetime,
) -> None:
    """Promise both receipts in the transaction of the gift; each names the other side."""
    given: dict[str, Fact] = {
        "name": till.name_of_guest(tx, taker.member_id),
        "balance": Points(moved.giver.state.balance),
    }
    got: dict[str, Fact] = {
        "name": till.name_of_guest(tx, giver.member_id),
        "balance": Points(moved.taker.state.balance),
        "ends": _ends(moved),
    }
    repaid = -moved.taker.entries[-1].deficit
    if repaid:
        got["repaid"] = Points(repaid)
    text = "transfer-got-repaid" if repaid else "transfer-got"
    _tell(tx, row, giver, "transfer-given", given, now=now)
    _tell(tx, row, taker, text, got, now=now)


def _ends(moved: Transferred) -> Key:
    """Say when the points that came end; each lot has kept its date."""
    days = [lot.expires_on for lot in moved.taker.entries[-1].opened if lot.expires_on]
    return Key("transfer-ends", {"on": min(days)}) if days else Key("transfer-ends-never")


def _tell(
    tx: Connection,
    row: Row[Any],
    account: Account,
    text: str,
    facts: dict[str, Fact],
    *,
    now: datetime,
) -> None:
    said = {"points": Points(row.points), **facts}
    outbox.tell(tx, account.telegram_id, text, said, reason=f"{text}:{row.id}", now=now)
