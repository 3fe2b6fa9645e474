"""The rows of promo codes that were used."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from models.people import Erasure, Person
from models.promos import PromoClaim
from services.keys import keys_of
from services.store.conflicts import insert_unless_there


def count_of_all(tx: Connection, offer: str) -> int:
    """Return the number of the offer's last use."""
    last = select(func.max(PromoClaim.number)).where(PromoClaim.offer == offer)
    return int(tx.scalar(last) or 0)


def count_of(tx: Connection, offer: str, member_ids: Collection[int]) -> int:
    found = select(func.count()).where(
        PromoClaim.offer == offer, PromoClaim.member_id.in_(member_ids)
    )
    return int(tx.scalar(found) or 0)


def insert_claim(
    tx: Connection, offer: str, number: int, member_id: int, *, now: datetime
) -> bool:
    """Take this number of the offer; False if a rival has just taken it."""
    row = {"offer": offer, "number": number, "member_id": member_id, "at": now}
    return insert_unless_there(tx, PromoClaim, row)


def count_since(tx: Connection, since: datetime) -> dict[str, int]:
    """Count the uses since a moment by offer."""
    found = tx.execute(
        select(PromoClaim.offer, func.count())
        .where(PromoClaim.at >= since)
        .group_by(PromoClaim.offer)
    )
    return {offer: int(uses) for offer, uses in found}


def former_selves(tx: Connection, member_id: int) -> list[int]:
    """Return the erased cards of the person behind this one, as long as that is remembered."""
    person = tx.execute(
        select(Person.telegram_id, Person.phone_digest).where(Person.member_id == member_id)
    ).one_or_none()
    if person is None:
        return []
    telegram = keys_of(tx).digest("telegram", str(person.telegram_id))
    same = or_(Erasure.telegram_digest == telegram, Erasure.phone_digest == person.phone_digest)
    return list(tx.scalars(select(Erasure.member_id).where(same)))
