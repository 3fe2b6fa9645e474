"""Bills as staff look them up again: what they were, and what of them stands."""

from sqlalchemy import Connection

from services import programs, receipts
from services.actors import Actor
from services.bills import PurchaseView
from services.domain.errors import UnknownPurchase
from services.keys import keys_of
from services.names import short_name
from services.rates import deals_in_points
from services.refunds import NotYourBill
from services.store import purchases as store


def purchase(tx: Connection, purchase_id: int, *, reader: Actor | None = None) -> PurchaseView:
    """Return a purchase as it stands; a cashier who reads it must have recorded it.

    Raises UnknownPurchase, NotYourBill.
    """
    row = store.load_purchase(tx, purchase_id)
    if row is None:
        raise UnknownPurchase(purchase=str(purchase_id))
    if reader is not None and not reader.is_chief and reader.staff_id != row.staff_id:
        raise NotYourBill
    return PurchaseView(
        purchase_id=row.id,
        receipt_number=receipts.number(row.id),
        member_id=row.member_id,
        name=name_of(tx, row.name_encrypted, row.card_number),
        at=row.at,
        staff_id=row.staff_id,
        location_name=row.location_name,
        amount_minor=row.recorded.goods_minor,
        applied=row.recorded.applied,
        to_pay_minor=row.recorded.to_pay_minor,
        earned=row.recorded.earned,
        refunded_minor=row.recorded.refunded_minor,
        off_minor=row.recorded.off_minor,
        discounts=row.discounts,
        with_points=bool(row.recorded.earned or row.recorded.applied)
        or deals_in_points(programs.version(tx, row.version_id).program),
    )


def name_of(tx: Connection, name_encrypted: bytes | None, card_number: str) -> str:
    """Return the guest's name as staff see it."""
    name = keys_of(tx).decrypt_name(name_encrypted) if name_encrypted is not None else None
    return short_name(name, card_number)
