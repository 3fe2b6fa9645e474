"""What offers did and what they would have done: the purchases of the last days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Select, func, or_, select

from models.ledger import Entry
from models.members import Member, MemberStatus
from models.purchases import Purchase
from services.domain.kinds import EntryKind
from services.domain.outcome import Part
from services.domain.recording import load_parts


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """A standing purchase, net of what was refunded of it."""

    at: datetime
    goods_minor: int
    earned: int


def load_receipts(
    tx: Connection, since: date, members: Select[int] | None = None
) -> list[Receipt]:
    """Return the standing purchases after a local day, of some members or of all."""
    of_some = [] if members is None else [Purchase.member_id.in_(members)]
    found = tx.execute(
        select(
            Purchase.at,
            (Purchase.amount_minor - Purchase.discount_minor).label("goods_minor"),
            (Purchase.earned - Purchase.clawed).label("earned"),
        ).where(Purchase.on > since, Purchase.stands, *of_some)
    )
    return [Receipt(at=row.at, goods_minor=row.goods_minor, earned=row.earned) for row in found]


def load_awards(tx: Connection, since: date, rules: Iterable[str]) -> list[tuple[Part, ...]]:
    """Return the reasons of awards after a local day in which one of the rules has a part."""
    named = [Entry.parts.contains(f'["{rule}",', autoescape=True) for rule in rules]
    if not named:
        return []
    found = tx.scalars(
        select(Entry.parts)
        .join(Purchase, Purchase.id == Entry.purchase_id)
        .where(Entry.on > since, Entry.kind == EntryKind.EARN, Purchase.stands, or_(*named))
    )
    return [load_parts(text) for text in found]


def count_able(
    tx: Connection, since: date, points: int, members: Select[int] | None = None
) -> int:
    """Count the guests whose balance covers the points: some, or all who bought after a day."""
    whose = Member.last_purchase_on > since if members is None else Member.id.in_(members)
    return (
        tx.scalar(
            select(func.count())
            .select_from(Member)
            .where(
                whose,
                Member.balance >= points,
                Member.status == MemberStatus.ACTIVE,
            )
        )
        or 0
    )
