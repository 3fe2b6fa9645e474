"""The edits an owner makes to offers from the chat; each gives a new, checked document."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from services.program.checks import RESERVED_IDS, rule_ids
from services.program.document import (
    Document,
    Offer,
    OfferBonus,
    OfferGoods,
    OfferMultiplier,
    OfferPercent,
    OfferPromo,
)
from services.program.loading import checked
from services.program.values import decimal_text

_LONGEST_ID = 24
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяўқғҳ"
_SOUNDS = "a,b,v,g,d,e,e,zh,z,i,y,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,sch,,y,,e,yu,ya,o,q,g,h"
_LATIN = dict(zip(_CYRILLIC, _SOUNDS.split(","), strict=True))


def with_offer(document: Document, offer: Offer) -> Document:
    """Add an offer after the others. Raises ProgramRefused, as the file would be."""
    return _with_offers(document, [*document.offer, offer])


def with_offer_on(document: Document, offer_id: str, *, on: bool) -> Document:
    """Pause an offer or let it go on."""
    return _replaced(document, offer_id, {"on": on})


def with_offer_ended(document: Document, offer_id: str, today: date) -> Document:
    """Let an offer end before `today` (local); one that had not begun never begins."""
    (offer,) = (one for one in document.offer if one.id == offer_id)
    last = today - timedelta(days=1)
    began = offer.when.from_
    when = offer.when.model_copy(
        update={"until": last, "from_": None if began is not None and began > last else began}
    )
    return _replaced(document, offer_id, {"when": when})


def new_offer_id(document: Document, offer: Offer) -> str:
    """Return a short id that no rule has: of the title, or of what the offer gives."""
    stem = _stem(offer)
    taken = {name for _, name in rule_ids(document)} | RESERVED_IDS
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def _stem(offer: Offer) -> str:
    titles = (offer.title.get(language) for language in ("en", "ru", "uz"))
    title = next((slug(title) for title in titles if title and slug(title)), "")
    if title:
        return title
    match offer:
        case OfferMultiplier():
            days = offer.when.weekdays or ()
            return slug("-".join([f"x{decimal_text(Decimal(offer.factor))}", *days]))
        case OfferBonus():
            return f"bonus-{offer.points}"
        case OfferPercent():
            return slug(f"off-{decimal_text(Decimal(offer.percent))}")
        case OfferPromo():
            return f"promo-{slug(offer.code)}".strip("-")
        case OfferGoods():  # pragma: no branch - the last one
            return f"goods-{offer.price_points}"


def slug(title: str) -> str:
    """Return small Latin letters, digits and dashes: "Круассан за 50" is "kruassan-za-50"."""
    latin = "".join(_LATIN.get(letter, letter) for letter in title.lower())
    words = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['‘’ʻʼ`]", "", latin))
    return words.strip("-")[:_LONGEST_ID].strip("-")


def _replaced(document: Document, offer_id: str, update: dict[str, object]) -> Document:
    return _with_offers(
        document,
        [one.model_copy(update=update) if one.id == offer_id else one for one in document.offer],
    )


def _with_offers(document: Document, offers: Iterable[Offer]) -> Document:
    return checked(document.model_copy(update={"offer": tuple(offers)}))
