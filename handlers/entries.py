"""An entry of the ledger in words: what happened, how many points, and why."""

from handlers.reasons import breakdown, phrase, title_of
from handlers.texts import Texts
from services import members
from services.discount_words import discount_fact
from services.domain.kinds import EntryKind, Reason
from services.facts import Money, Points, Safe

_COUPONS = {
    Reason.OFFER: "history-offer",
    Reason.OFFER_CANCELLED: "history-offer-cancelled",
    Reason.CARD_COMPLETE: "history-card-complete",
}
_STAMPS = {Reason.STAMPED, Reason.STAMPS_BACK}


def row_lines(texts: Texts, row: members.HistoryRow) -> list[str]:
    """Return an entry in one line, and under it why."""
    key = "history-plus" if row.points >= 0 else "history-minus"
    what = _what(texts, row)
    if not row.points and row.parts[0].reason in _COUPONS:
        # A coupon of a promo code cost nothing.
        return [texts("history-free", on=row.on, what=what)]
    if row.kind is EntryKind.EARN and (row.off_minor or row.parts[0].reason is Reason.NOTHING):
        return bought_lines(texts, row)
    head = texts(key, on=row.on, what=what, points=Points(abs(row.points)))
    if not row.points and row.parts[0].reason in _STAMPS:
        # Where stamps alone moved, nothing is said about points.
        head = texts("history-free", on=row.on, what=what)
    # The points of a single reason stand in the line above, and perhaps the reason too.
    if row.parts[0].reason in _COUPONS or row.other is not None:
        return [head]
    why = (
        phrase(texts, row.parts[0], row.titles)
        if len(row.parts) == 1
        else breakdown(texts, row.parts, row.titles)
    )
    return [head, texts("history-why", why=Safe(why))] if why not in {"", what} else [head]


def bought_lines(texts: Texts, row: members.HistoryRow) -> list[str]:
    """Return a purchase with what came off it, and under it what it gave, if anything."""
    discount = discount_fact(row.off_minor, row.discounts)
    head = texts(
        "history-bought", on=row.on, amount=Money(row.amount_minor or 0), discount=discount
    )
    stamped = any(part.reason in _STAMPS for part in row.parts)
    if not (row.points or stamped):
        return [head]
    why = texts("history-why", why=Safe(breakdown(texts, row.parts, row.titles)))
    if not row.points:
        return [head, why]
    return [f"{head} · {texts('history-gave', points=Points(row.points))}", why]


def _what(texts: Texts, row: members.HistoryRow) -> str:
    part = row.parts[0]
    if row.other is not None:
        side = "got" if row.points > 0 else "given"
        return texts.plain(f"history-transfer-{side}", name=row.other)
    key = _COUPONS.get(part.reason)
    if key is None:
        return texts.plain(f"history-{row.kind}", amount=Money(row.amount_minor or 0))
    return texts.plain(key, title=title_of(part, row.titles) or "")
