"""What the rules took off bills, read back from the purchases."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, or_, select

from models.purchases import Purchase
from services.domain.outcome import Part
from services.domain.recording import load_parts


def load_since(tx: Connection, since: date, rules: Iterable[str]) -> list[tuple[Part, ...]]:
    """Return what took money off standing purchases after a local day, if a rule is among it."""
    named = [Purchase.discounts.contains(f'["{rule}",', autoescape=True) for rule in rules]
    if not named:
        return []
    found = tx.scalars(
        select(Purchase.discounts).where(Purchase.on > since, Purchase.stands, or_(*named))
    )
    return [load_parts(text) for text in found if text is not None]
