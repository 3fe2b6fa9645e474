"""A stamp card in one line: what is collected, how much, and how much is left."""

from collections.abc import Iterable

from handlers.texts import Texts
from services.facts import Localized
from services.stamps import MemberCard


def stamps_line(texts: Texts, card: MemberCard) -> str:
    title = Localized(card.title)
    if card.count < 0:
        return texts("stamps-card-owed", title=title, owed=-card.count)
    left = card.needed - card.count
    return texts("stamps-card", title=title, count=card.count, needed=card.needed, left=left)


def begun_lines(texts: Texts, cards: Iterable[MemberCard]) -> list[str]:
    """Return a line for each card that something lies on, or is owed to."""
    return [stamps_line(texts, card) for card in cards if card.count]
