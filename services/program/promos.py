"""What is asked of promo codes across offers."""

import re
from collections.abc import Iterable, Iterator

from services.domain.codes import folded
from services.program.document import Offer, OfferPromo
from services.program.positions import Path
from services.program.values import CODE_SHAPE

LETTERS_MIN = 4
LETTERS_MAX = 20


def check_promos(offers: Iterable[Offer]) -> Iterator[tuple[Path, str]]:
    """Find codes too short to be a secret, taken by another offer, or for nothing at all."""
    seen: set[str] = set()
    for i, offer in enumerate(offers):
        if not isinstance(offer, OfferPromo):
            continue
        code = folded(offer.code)
        if len(code) < LETTERS_MIN:
            yield ("offer", i, "code"), f"must have {LETTERS_MIN} letters or digits at least"
        if code in seen:
            yield ("offer", i, "code"), "reads the same as the code of another offer"
        seen.add(code)
        if offer.points is not None and offer.percent is not None:
            yield ("offer", i, "percent"), "stands in place of points: leave one of them out"
        if offer.points is None and offer.percent is None and not offer.title:
            yield ("offer", i, "title"), "is needed where a code gives no points"


def is_usable(code: str) -> bool:
    """Tell whether a code typed by the owner could stand in the file."""
    shaped = re.fullmatch(CODE_SHAPE, code) is not None
    return shaped and len(code) <= LETTERS_MAX and len(folded(code)) >= LETTERS_MIN
