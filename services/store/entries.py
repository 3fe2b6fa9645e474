"""Ledger entries as rows: numbered, chained, and telling who caused them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic_core import to_json

from models.ledger import Entry as EntryRow
from services.actors import Role
from services.domain import recording
from services.domain.outcome import Entry, Outcome
from services.domain.state import MemberState
from services.keys import Keys
from services.store.accounts import Account, Cause

_UNSIGNED = {"id", "mark"}
SIGNED = tuple(column.name for column in EntryRow.__table__.c if column.name not in _UNSIGNED)
"""The columns a mark covers, in order; a new column belongs at the end."""


def entry_rows(
    keys: Keys, account: Account, outcome: Outcome, cause: Cause
) -> list[dict[str, Any]]:
    """Return the rows of the outcome's entries, each marked after the one before it."""
    member_id, head = account.member_id, account.head
    settling = {entry.number for step in outcome.steps for entry in step.entries}
    rows = []
    for entry, balance in _with_balances(account.state, outcome):
        row = _row(member_id, entry, balance, cause, by_itself=entry.number in settling)
        head = keys.chain(head, signed_text(row))
        rows.append({**row, "mark": head})
    return rows


def signed_text(row: Mapping[str, Any]) -> bytes:
    """Return what a mark covers; equal for a row to insert and the row read back."""
    values = [_plain(row[name]) for name in SIGNED]
    return to_json(values)


def _plain(value: Any) -> int | str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, int) else str(value)


def _with_balances(before: MemberState, outcome: Outcome) -> Iterator[tuple[Entry, int]]:
    """Pair each entry with the usable balance right after it."""
    balance = before.balance
    settled = 0
    for step in outcome.steps:
        balance += sum(one.points - one.repaid for one in step.activations)
        for entry in step.entries:
            balance += entry.balance
            settled += 1
            yield entry, balance
    for entry in outcome.entries[settled:]:
        balance += entry.balance
        yield entry, balance


def _row(
    member_id: int, entry: Entry, balance: int, cause: Cause, *, by_itself: bool
) -> dict[str, Any]:
    """Return a row; what settling did is the program's own act, whoever came along."""
    actor = cause.actor
    return {
        "member_id": member_id,
        "number": entry.number,
        "kind": entry.kind,
        "points": entry.points,
        "balance_change": entry.balance,
        "pending_change": entry.pending,
        "deficit_change": entry.deficit,
        "balance_after": balance,
        "on": entry.on,
        "at": cause.now,
        "parts": recording.dump_parts(entry.parts),
        "purchase_id": None if by_itself else cause.purchase_id,
        "refund_id": None if by_itself else cause.refund_id,
        "program_version_id": cause.version_id,
        "actor_role": Role.SYSTEM if by_itself else actor.role,
        "staff_id": None if by_itself else actor.staff_id,
        "location_id": actor.location_id,
        "source": actor.source,
        "operation_key": cause.key,
    }
