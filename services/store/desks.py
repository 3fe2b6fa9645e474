"""Where a sale happens: the shop's settings, who serves, which shift — in one look-up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from models.people import Person
from models.programs import ProgramVersion
from models.purchases import Purchase
from models.shifts import Shift
from models.shop import Location, Setting
from models.staff import Staff
from services.domain.making import maker
from services.store import programs
from services.store.prepared import Prepared

USUAL_DAYS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Caps:
    """The owner's caps (None: there is none), and how near whoever serves is to his own."""

    card_day_bills: int | None
    card_day_points: int | None
    cashier_hour_bills: int | None
    cashier_day_bills: int | None
    hour_bills: int
    day_bills: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The till as the transaction found it; staff fields are None for nobody in person.

    `usual` tells whether a bill at least a tenth as big was seen in the last 30 days.
    """

    version_id: int
    version_key: str
    bill_limit_minor: int
    staff_id: int | None
    own_member_id: int | None
    shift_id: int | None
    location_id: int | None
    location_name: str | None
    usual: bool
    caps: Caps


new_caps, new_desk = maker(Caps), maker(Desk)


def _bills_since(cap: InstrumentedAttribute[int | None], since: str) -> ColumnElement[int]:
    """Count what whoever serves has recorded; nothing is counted where nothing is capped."""
    made = (
        select(func.count())
        .where(Purchase.staff_id == bindparam("staff_id"), Purchase.at > bindparam(since))
        .scalar_subquery()
    )
    return case((cap.is_(None), literal(0)), else_=made)


# The index is on local days: the day before is the earliest that `since` can lie in.
_RECENT = (Purchase.on >= bindparam("since_day")) & (Purchase.at >= bindparam("since"))
_DESK = Prepared(
    select(
        ProgramVersion.id.label("version_id"),
        ProgramVersion.key.label("version_key"),
        Setting.bill_limit_minor,
        Staff.id.label("staff_id"),
        Person.member_id,
        Shift.id.label("shift_id"),
        Shift.location_id,
        Location.name.label("location_name"),
        # SQLite and PostgreSQL stop at the first row that answers this.
        exists(
            select(Purchase.id).where(
                _RECENT, Purchase.amount_minor * 10 >= bindparam("amount_minor")
            )
        ).label("usual"),
        Setting.card_day_bills,
        Setting.card_day_points,
        Setting.cashier_hour_bills,
        Setting.cashier_day_bills,
        _bills_since(Setting.cashier_hour_bills, "an_hour_ago").label("hour_bills"),
        _bills_since(Setting.cashier_day_bills, "a_day_ago").label("day_bills"),
    )
    .select_from(Setting)
    .join(ProgramVersion, ProgramVersion.id == programs.in_force())
    .outerjoin(Staff, (Staff.id == bindparam("staff_id")) & Staff.active)
    .outerjoin(Person, Person.id == Staff.person_id)
    .outerjoin(Shift, (Shift.staff_id == Staff.id) & Shift.closed_at.is_(None))
    .outerjoin(Location, Location.id == Shift.location_id)
)


def load_desk(
    tx: Connection, staff_id: int | None, amount_minor: int, *, now: datetime
) -> Desk | None:
    """Return the till of a member of staff, or of nobody; None before the launch."""
    row = _DESK.first(
        tx,
        {
            # No row of staff has the id 0: nobody in particular serves.
            "staff_id": staff_id or 0,
            "amount_minor": amount_minor,
            **_usual_days(now),
            "an_hour_ago": now - timedelta(hours=1),
            "a_day_ago": now - timedelta(hours=24),
            "now": now,
        },
    )
    if row is None:
        return None
    return new_desk(
        version_id=row.version_id,
        version_key=row.version_key,
        bill_limit_minor=row.bill_limit_minor,
        staff_id=row.staff_id,
        own_member_id=row.member_id,
        shift_id=row.shift_id,
        location_id=row.location_id,
        location_name=row.location_name,
        usual=bool(row.usual),
        caps=new_caps(
            card_day_bills=row.card_day_bills,
            card_day_points=row.card_day_points,
            cashier_hour_bills=row.cashier_hour_bills,
            cashier_day_bills=row.cashier_day_bills,
            hour_bills=row.hour_bills,
            day_bills=row.day_bills,
        ),
    )


def load_recent_bills(tx: Connection, *, now: datetime) -> tuple[int, int]:
    """Return how many bills the last 30 days had, and the biggest (minor units)."""
    count, biggest = tx.execute(
        select(func.count(), func.coalesce(func.max(Purchase.amount_minor), 0)).where(_RECENT),
        _usual_days(now),
    ).one()
    return count, biggest


def _usual_days(now: datetime) -> dict[str, datetime | date]:
    since = now - timedelta(days=USUAL_DAYS)
    return {"since": since, "since_day": since.date() - timedelta(days=1)}
