"""The till at the moment of a sale: which program, whose shift, what day it is here."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.domain.errors import UnknownMember
from services.domain.program import Program
from services.programs import ProgramNotLaunched
from services.shifts import NotServing, ShiftClosed
from services.store import desks as store
from services.store import ledger
from services.store.accounts import Account, Cause, new_cause
from services.till import OwnCard


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """What a sale or a refund looks at besides the member."""

    row: store.Desk
    program: Program
    now: datetime
    local: datetime
    today: date

    def cause(
        self,
        actor: Actor,
        key: str | None,
        *,
        purchase_id: int | None = None,
        refund_id: int | None = None,
    ) -> Cause:
        return new_cause(
            actor=actor,
            key=key,
            version_id=self.row.version_id,
            now=self.now,
            purchase_id=purchase_id,
            refund_id=refund_id,
        )


def open_desk(tx: Connection, staff_id: int | None, amount_minor: int, *, now: datetime) -> Desk:
    """Read the till; raise ProgramNotLaunched, or NotServing for staff switched off."""
    row = store.load_desk(tx, staff_id, amount_minor, now=now)
    if row is None:
        raise ProgramNotLaunched
    if staff_id is not None and row.staff_id is None:
        raise NotServing
    program = programs.known(tx, row.version_id, row.version_key).program
    local = now.astimezone(ZoneInfo(program.timezone))
    return Desk(row=row, program=program, now=now, local=local, today=local.date())


def require_shift(desk: Desk) -> None:
    """Refuse staff without an open shift."""
    if desk.row.staff_id is not None and desk.row.shift_id is None:
        raise ShiftClosed


def open_account(
    tx: Connection,
    desk: Desk,
    member_id: int,
    *,
    lock: bool = True,
    lots: tuple[int, ...] = (),
    day: date | None = None,
    quiet: bool = False,
) -> Account:
    """Load the member this desk serves; raise OwnCard or UnknownMember."""
    if desk.row.own_member_id == member_id:
        raise OwnCard
    account = ledger.load_account(
        tx, member_id, desk.today, lock=lock, lots=lots, day=day, quiet=quiet
    )
    if account is None:
        raise UnknownMember(member=str(member_id))
    return account
