"""Everything the books say about some members, for checking one against the other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, select, text

from models.base import Base
from models.counters import CategoryDay, QualifyingDay
from models.coupons import Coupon
from models.favourites import FavouriteChoice
from models.ledger import ActivationRow, DrawRow, Entry, Lot
from models.members import Member
from models.outbox import OutboxRow
from models.purchases import Purchase, Refund
from models.referrals import Referral
from models.transfers import Transfer, TransferState
from services.domain.kinds import EntryKind

PAGE = 200
_RECEIPT = "receipt:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """One member's rows of every table of the ledger, in their own order."""

    member: Row[Any]
    entries: list[Row[Any]]
    lots: list[Row[Any]]
    draws: list[Row[Any]]
    activations: list[Row[Any]]
    purchases: list[Row[Any]]
    refunds: list[Row[Any]]
    days: list[Row[Any]]
    categories: list[Row[Any]]
    coupons: list[Row[Any]]
    referrals: list[Row[Any]]
    choices: list[Row[Any]]


def all_books(tx: Connection) -> Iterator[Books]:
    """Yield the books of all members in order of their ids, a page at a time."""
    last = 0
    while ids := _next_ids(tx, last):
        yield from _page(tx, ids)
        last = ids[-1]


def _next_ids(tx: Connection, after: int) -> list[int]:
    statement = select(Member.id).where(Member.id > after).order_by(Member.id).limit(PAGE)
    return list(tx.scalars(statement))


def _page(tx: Connection, ids: list[int]) -> Iterator[Books]:
    entries = _by_member(tx, Entry, ids, Entry.number)
    lots = _by_member(tx, Lot, ids, Lot.number)
    draws = _by_member(tx, DrawRow, ids, DrawRow.entry_number)
    activations = _by_member(tx, ActivationRow, ids, ActivationRow.lot_number)
    purchases = _by_member(tx, Purchase, ids, Purchase.id)
    refunds = _by_member(tx, Refund, ids, Refund.id)
    days = _by_member(tx, QualifyingDay, ids, QualifyingDay.on)
    categories = _by_member(tx, CategoryDay, ids, CategoryDay.on)
    coupons = _by_member(tx, Coupon, ids, Coupon.id)
    referrals = _referrals(tx, ids)
    choices = _by_member(tx, FavouriteChoice, ids, FavouriteChoice.id)
    members = tx.execute(
        select(*Member.__table__.c).where(Member.id.between(ids[0], ids[-1])).order_by(Member.id)
    )
    for member in members:
        yield Books(
            member=member,
            entries=entries[member.id],
            lots=lots[member.id],
            draws=draws[member.id],
            activations=activations[member.id],
            purchases=purchases[member.id],
            refunds=refunds[member.id],
            days=days[member.id],
            categories=categories[member.id],
            coupons=coupons[member.id],
            referrals=referrals[member.id],
            choices=choices[member.id],
        )


def _by_member(
    tx: Connection, table: type[Base], ids: list[int], order: Any
) -> defaultdict[int, list[Row[Any]]]:
    columns = table.__table__.c
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    between = columns.member_id.between(ids[0], ids[-1])
    for row in tx.execute(select(*columns).where(between).order_by(columns.member_id, order)):
        found[row.member_id].append(row)
    return found


def _referrals(tx: Connection, ids: list[int]) -> defaultdict[int, list[Row[Any]]]:
    """Return the rewards that stand, by friend and by referrer."""
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    first, last = ids[0], ids[-1]
    mine = Referral.friend_id.between(first, last) | Referral.referrer_id.between(first, last)
    paid = Referral.purchase_id.is_not(None)
    for row in tx.execute(select(*Referral.__table__.c).where(mine, paid)):
        found[row.friend_id].append(row)
        found[row.referrer_id].append(row)
    return found


def trigger_names(tx: Connection) -> set[str]:
    if tx.dialect.name == "sqlite":
        statement = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    else:
        statement = text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    return set(tx.execute(statement).scalars())


def file_verdict(tx: Connection) -> str:
    """Return "ok", or what SQLite itself finds wrong with its file."""
    if tx.dialect.name != "sqlite":
        return "ok"
    verdict: str = tx.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if verdict == "ok" and tx.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        return "a row points nowhere"
    return verdict


def receipts_of_nothing(tx: Connection) -> int:
    """Count promised receipts whose purchase was never recorded."""
    # Cut from the reason and not added to the key: so each is found by its index.
    key = func.substr(OutboxRow.reason, len(_RECEIPT) + 1)
    known = select(Purchase.id).where(Purchase.key == key)
    statement = select(func.count()).select_from(OutboxRow)
    promised = OutboxRow.reason.startswith(_RECEIPT, autoescape=True)
    return tx.execute(statement.where(promised, ~known.exists())).scalar_one()


def gifts_of_nothing(tx: Connection) -> int:
    """Count gifts that are no longer, or not exactly, what the entries of both sides say."""

    def entered(member_id: Any, points: Any) -> Any:
        return (
            select(Entry.id)
            .where(
                Entry.member_id == member_id,
                Entry.operation_key == Transfer.key,
                Entry.kind == EntryKind.TRANSFER,
                Entry.points == points,
            )
            .exists()
        )

    whole = entered(Transfer.giver_id, -Transfer.points) & entered(
        Transfer.taker_id, Transfer.points
    )
    done = Transfer.state == TransferState.DONE
    return tx.execute(select(func.count()).where(done, ~whole)).scalar_one()


def sum_of_transfers(tx: Connection) -> int:
    """Add up all entries of this kind: what one member lost another has got."""
    total = func.coalesce(func.sum(Entry.points), 0)
    return int(tx.execute(select(total).where(Entry.kind == EntryKind.TRANSFER)).scalar_one())
