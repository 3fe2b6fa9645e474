"""The edits an owner makes to bringing friends; each gives a new, checked document."""

from decimal import Decimal

from services.program.document import Document
from services.program.loading import checked
from services.program.referral import Referral
from services.program.templates import sized

# What a table that was never written gets when it is switched on, in points worth roubles.
_FIRST_GIFT, _FIRST_LEAST = 200, 250


def with_referral_on(document: Document, *, on: bool) -> Document:
    """Switch it; gifts and the least purchase that nobody ever wrote begin with a usual size."""
    update: dict[str, object] = {"on": on}
    if on and document.referral == Referral(on=False):
        gift = sized(_FIRST_GIFT, document.currency)
        least = Decimal(sized(_FIRST_LEAST, document.currency))
        update |= {"referrer": gift, "invitee": gift, "min_amount": least}
    return with_referral(document, update)


def with_invitation(document: Document, language: str, text: str | None) -> Document:
    """Let guests share these words; with None, the built-in ones of that language."""
    kept = {name: words for name, words in document.referral.text.items() if name != language}
    return with_referral(document, {"text": kept if text is None else {**kept, language: text}})


def with_referral(document: Document, update: dict[str, object]) -> Document:
    """Change keys of the table. Raises ProgramRefused, as the file would be."""
    referral = document.referral.model_copy(update=update)
    return checked(document.model_copy(update={"referral": referral}))
