"""What a new offer looks like, and what it would cost: an estimate, then the last days (O5)."""

from datetime import date

from handlers.offers import offer_line
from handlers.owner.offer_audience import who_lines
from handlers.owner.what_if import what_if_words
from handlers.texts import Texts
from handlers.what_ifs import Counting
from services.domain.kinds import OfferKind
from services.facts import Money
from services.offers import OfferPreview
from services.what_if import WhatIf


def cost_line(texts: Texts, preview: OfferPreview) -> str:
    """Return what the last 30 days say about the cost of a month."""
    if preview.cost_minor is None:
        return texts("offering-cost-unknown")
    if not (preview.purchases or preview.guests):
        return texts("offering-cost-none")
    cost = Money(preview.cost_minor)
    if preview.offer.kind is OfferKind.GOODS:
        return texts("offering-cost-goods", guests=preview.guests, cost=cost)
    return texts("offering-cost", bills=preview.purchases, cost=cost)


def price_lines(texts: Texts, preview: OfferPreview, told: Counting | WhatIf | None) -> list[str]:
    """Return the estimate of a month, until the last days themselves have been tried."""
    if not preview.text:
        return [cost_line(texts, preview)]
    if isinstance(told, WhatIf) and told.purchases:
        return [what_if_words(texts, told)]
    waiting = [what_if_words(texts, told)] if isinstance(told, Counting) else []
    return [cost_line(texts, preview), *waiting]


def draft_text(
    texts: Texts, preview: OfferPreview, today: date, told: Counting | WhatIf | None = None
) -> str:
    offer = preview.offer
    return "\n".join(
        [
            texts(f"offering-draft-{offer.kind}"),
            texts("offering-guest"),
            offer_line(texts, offer.kind, offer.title, offer.terms, today=today),
            *who_lines(texts, preview.audience),
            *price_lines(texts, preview, told),
        ]
    )
