"""The edits an owner makes to stamp cards from the chat; each gives a new, checked document."""

from collections.abc import Iterable

from services.program.checks import RESERVED_IDS, rule_ids
from services.program.document import Document
from services.program.loading import checked
from services.program.offer_edits import slug
from services.program.stamp_cards import StampCardPart


def with_card(document: Document, card: StampCardPart) -> Document:
    """Add a card after the others. Raises ProgramRefused, as the file would be."""
    return _with_cards(document, [*document.stamp_card, card])


def with_card_changed(document: Document, card_id: str, update: dict[str, object]) -> Document:
    """Change keys of a card."""
    cards = [
        one.model_copy(update=update) if one.id == card_id else one for one in document.stamp_card
    ]
    return _with_cards(document, cards)


def new_card_id(document: Document, title: str, otherwise: str) -> str:
    """Return a short id that no rule and no coupon has, of the title if it has letters."""
    stem = slug(title) or otherwise
    taken = {name for _, name in rule_ids(document)} | RESERVED_IDS
    taken |= {card.reward for card in document.stamp_card}
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _with_cards(document: Document, cards: Iterable[StampCardPart]) -> Document:
    return checked(document.model_copy(update={"stamp_card": tuple(cards)}))
