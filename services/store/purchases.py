"""The rows of purchases and refunds, and of budgets all members share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from models.counters import EVER_STARTED_ON, BudgetUsage
from models.members import Member
from models.people import Person
from models.purchases import Purchase, Refund
from models.shop import Location
from services.domain import recording
from services.domain.caps import budget_keys
from services.domain.outcome import BudgetChange, Part
from services.domain.outcome import Refunded as RefundOutcome
from services.domain.program import Program
from services.domain.state import Draw, RecordedPurchase, Usage
from services.store.accounts import Cause
from services.store.conflicts import insert_unless_there
from services.store.prepared import Prepared
from services.store.rows import insert_row
from services.store.upserts import upsert

_LOAD = Prepared(
    select(
        *Purchase.__table__.c,
        Location.name.label("location_name"),
        Member.card_number,
        Person.name_encrypted,
        Person.telegram_id,
    )
    .join(Member, Member.id == Purchase.member_id)
    .outerjoin(Person, Person.member_id == Purchase.member_id)
    .outerjoin(Location, Location.id == Purchase.location_id)
    .where(Purchase.id == bindparam("purchase"))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PurchaseRow:
    """A purchase with what the till needs to show it and to judge its refund."""

    id: int
    member_id: int
    at: datetime
    staff_id: int | None
    location_name: str | None
    card_number: str
    name_encrypted: bytes | None
    telegram_id: int | None
    version_id: int
    recorded: RecordedPurchase
    discounts: tuple[Part, ...] = ()


def insert_purchase(
    tx: Connection,
    member_id: int,
    recorded: RecordedPurchase,
    cause: Cause,
    *,
    shift_id: int | None,
    discounts: Sequence[Part] = (),
) -> int:
    """Write a purchase down as it was made; return the id."""
    actor = cause.actor
    row = {
        "member_id": member_id,
        "key": recorded.key,
        "at": cause.now,
        "on": recorded.on,
        "amount_minor": recorded.amount_minor,
        "discount_minor": recorded.discount_minor,
        "off_minor": recorded.off_minor,
        "discounts": recording.dump_parts(discounts) if discounts else None,
        "coupon_offer": recorded.coupon[0] if recorded.coupon else None,
        "coupon_number": recorded.coupon[1] if recorded.coupon else None,
        "applied": recorded.applied,
        "value_minor": recorded.value_minor,
        "earned": recorded.earned,
        "lot_number": recorded.lot,
        "stamps": recorded.stamps,
        "draws": [[draw.lot, draw.points] for draw in recorded.draws],
        "tier_before": recorded.tier_before,
        "program_version_id": cause.version_id,
        "actor_role": actor.role,
        "staff_id": actor.staff_id,
        "location_id": actor.location_id,
        "shift_id": shift_id,
        "source": actor.source,
        **_counters(recorded),
    }
    return insert_row(tx, Purchase, row)


def _counters(recorded: RecordedPurchase) -> dict[str, Any]:
    """Return the columns that refunds move on."""
    return {
        "lines": recording.dump_lines(recorded.lines),
        "stands": recorded.stands,
        "refunded_minor": recorded.refunded_minor,
        "returned_minor": recorded.returned_minor,
        "restored": recorded.restored,
        "clawed": recorded.clawed,
        "taken_as_expired": recorded.taken_as_expired,
        "off_back_minor": recorded.off_back_minor,
    }


def load_purchase(tx: Connection, purchase_id: int) -> PurchaseRow | None:
    row = _LOAD.first(tx, {"purchase": purchase_id})
    if row is None:
        return None
    return PurchaseRow(
        id=row.id,
        member_id=row.member_id,
        at=row.at,
        staff_id=row.staff_id,
        location_name=row.location_name,
        card_number=row.card_number,
        name_encrypted=row.name_encrypted,
        telegram_id=row.telegram_id,
        version_id=row.program_version_id,
        recorded=recorded_purchase(row),
        discounts=recording.load_parts(row.discounts) if row.discounts else (),
    )


def recorded_purchase(row: Any) -> RecordedPurchase:
    """Return what the rules need of a row of purchases."""
    return RecordedPurchase(
        key=row.key,
        on=row.on,
        amount_minor=row.amount_minor,
        discount_minor=row.discount_minor,
        applied=row.applied,
        value_minor=row.value_minor,
        earned=row.earned,
        lot=row.lot_number,
        draws=tuple(Draw(lot=lot, points=points) for lot, points in row.draws),
        tier_before=row.tier_before,
        lines=recording.load_lines(row.lines),
        stamps=recording.load_marks(row.stamps),
        refunded_minor=row.refunded_minor,
        returned_minor=row.returned_minor,
        restored=row.restored,
        clawed=row.clawed,
        taken_as_expired=row.taken_as_expired,
        off_minor=row.off_minor,
        off_back_minor=row.off_back_minor,
        coupon=(row.coupon_offer, row.coupon_number) if row.coupon_offer is not None else None,
    )


def save_refund(
    tx: Connection,
    purchase: PurchaseRow,
    refunded: RefundOutcome,
    key: str,
    cause: Cause,
    *,
    undone: bool,
    shift_id: int | None,
) -> int:
    """Move the purchase's counters on and write the refund down; return its id."""
    after, actor = refunded.purchase, cause.actor
    tx.execute(update(Purchase).where(Purchase.id == purchase.id).values(**_counters(after)))
    row = {
        "purchase_id": purchase.id,
        "member_id": purchase.member_id,
        "key": key,
        "at": cause.now,
        "on": refunded.state.settled_on,
        "amount_minor": after.refunded_minor - purchase.recorded.refunded_minor,
        "to_return_minor": refunded.to_return_minor,
        "restored": refunded.restored,
        "clawed": refunded.clawed,
        "off_minor": after.off_back_minor - purchase.recorded.off_back_minor,
        "actor_role": actor.role,
        "staff_id": actor.staff_id,
        "location_id": actor.location_id,
        "shift_id": shift_id,
        "undone": undone,
        "source": actor.source,
    }
    return insert_row(tx, Refund, row)


def count_purchases(tx: Connection, member_id: int, *, limit: int) -> int:
    """Count a member's purchases, but no further than `limit`."""
    some = select(Purchase.id).where(Purchase.member_id == member_id).limit(limit)
    return len(tx.execute(some).all())


def load_budgets(
    tx: Connection, program: Program, today: date, *, lock: bool = True
) -> tuple[Usage, ...]:
    """Return the shared counters a purchase looks at; none for most programs.

    With `lock` other purchases wait: then the rows are made first, as nobody can lock
    a row that is not there.
    """
    found = []
    for rule, per, start in budget_keys(program, today):
        row = {"rule": rule, "per": per, "start": start or EVER_STARTED_ON}
        if lock:
            insert_unless_there(tx, BudgetUsage, {**row, "points": Fraction(0)})
        statement = select(BudgetUsage.points).filter_by(**row)
        points = tx.scalar(statement.with_for_update() if lock else statement) or Fraction(0)
        found.append(Usage(rule=rule, per=per, start=start, points=points))
    return tuple(found)


def save_budgets(tx: Connection, used: Iterable[Usage], changes: Iterable[BudgetChange]) -> None:
    """Add the changes to the counters that `load_budgets` returned."""
    known = {(one.rule, one.per, one.start): one.points for one in used}
    rows = [
        {
            "rule": change.rule,
            "per": change.per,
            "start": change.start or EVER_STARTED_ON,
            "points": known.get((change.rule, change.per, change.start), Fraction(0))
            + change.points,
        }
        for change in changes
    ]
    if rows:
        upsert(tx, BudgetUsage, rows)
