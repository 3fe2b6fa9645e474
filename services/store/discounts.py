"""What the rules took off bills, read back from the purchases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, or_, select

from models.purchases import Purchase
from services.domain.outcome import Part
from services.domain.recording import load_parts


@dataclass(frozen=True, kw_only=True, slots=True)
class Less:
    """Why a purchase was made cheaper; `kept` is the share of that which refunds left."""

    parts: tuple[Part, ...]
    kept: Fraction


def load_since(tx: Connection, since: date, rules: Iterable[str]) -> list[Less]:
    """Return what took money off standing purchases after a local day, if a rule is among it."""
    named = [Purchase.discounts.contains(f'["{rule}",', autoescape=True) for rule in rules]
    if not named:
        return []
    columns = (Purchase.discounts, Purchase.off_minor, Purchase.off_back_minor)
    found = tx.execute(select(*columns).where(Purchase.on > since, Purchase.stands, or_(*named)))
    return [
        Less(parts=load_parts(text), kept=Fraction(off - back, off))
        for text, off, back in found
        if text is not None
    ]
