"""The rows of wrong guesses."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from models.guesses import Guess, Guessed
from services.store.rows import insert_row


def insert_guess(
    tx: Connection, what: Guessed, member_id: int | None, staff_id: int | None, *, now: datetime
) -> None:
    values = {"what": what, "member_id": member_id, "staff_id": staff_id, "at": now}
    insert_row(tx, Guess, values)


def count_guesses(
    tx: Connection,
    what: Guessed,
    member_id: int | None,
    staff_id: int | None,
    *,
    since: datetime,
) -> tuple[int, int]:
    """Count the misses since a moment: of this member or cashier, and of everybody."""
    by_cashier = Guess.staff_id == staff_id
    own = by_cashier if staff_id is not None else Guess.member_id == member_id
    row = tx.execute(
        select(func.count().filter(own), func.count()).where(Guess.what == what, Guess.at > since)
    ).one()
    return row[0], row[1]


def forget_guesses(tx: Connection, *, before: datetime) -> None:
    tx.execute(delete(Guess).where(Guess.at <= before))


def forget_of(tx: Connection, member_id: int) -> None:
    tx.execute(delete(Guess).where(Guess.member_id == member_id))
