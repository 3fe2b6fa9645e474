"""Why points changed, in the reader's language: the domain's parts as short phrases."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from handlers.texts import Texts
from services.domain.exact import Exact
from services.domain.kinds import Reason
from services.domain.outcome import Part
from services.facts import Fact, Localized, Money, Percent, Points, Safe

_MONEY = frozenset({"basis", "off", "block", "worth", "redeemable"})
_PERCENTS = frozenset({"percent", "max_percent"})
_POINTS = frozenset({"points", "each_points", "limit", "step", "min_points"})
# Which fact of a reason chooses among its sentences: a cap of a day reads unlike one of a week.
_CASES = {
    Reason.FIXED: "each",
    Reason.CAP: "per",
    Reason.LIMITED: "limit",
    Reason.STAMPED: "outcome",
    Reason.STAMPS_BACK: "outcome",
    Reason.PERCENT: "favourite",
    Reason.MULTIPLIER: "favourite",
    Reason.DISCOUNT: "favourite",
}
_OF_COUPONS = {
    Reason.CARD_COMPLETE: "reason-card-complete",
    Reason.COUPON_WITHDRAWN: "reason-coupon-withdrawn",
}
# Offer id -> what it is called, by language.
Titles: TypeAlias = Mapping[str, Mapping[str, str]]


def decimal_of(points: Exact) -> Decimal:
    """Return a part's points as a decimal; parts have at most four digits after the point."""
    return Decimal(points.numerator) / Decimal(points.denominator)


def _fact(name: str, value: str | int) -> Fact:
    if name in _MONEY:
        return Money(round(Fraction(value)))
    if name in _PERCENTS:
        return Percent(f"{decimal_of(Fraction(value)).normalize():f}")
    if name == "factor":
        return decimal_of(Fraction(value)).normalize()
    if name.endswith("_on"):
        return date.fromisoformat(str(value))
    if name in _POINTS and isinstance(value, int):
        return Points(value)
    return value


def title_of(part: Part, titles: Titles) -> Localized | None:
    """Return what the offer behind a part is called; None for a rule that is no offer."""
    match part.reason:
        case Reason.PROMO:
            called = titles.get(str(part.facts["offer"]))
            return Localized(called) if called else None
        case (
            Reason.OFFER | Reason.OFFER_CANCELLED | Reason.CARD_COMPLETE | Reason.COUPON_WITHDRAWN
        ):
            offer = str(part.facts["offer"])
            return Localized(titles.get(offer) or {"en": offer})
        case Reason.MULTIPLIER | Reason.BONUS if part.rule in titles:
            return Localized(titles[part.rule])
        case _:
            return None


def phrase(texts: Texts, part: Part, titles: Titles) -> str:
    """Say one part: "5 % of 450 ₽", "×2", "rounded"; an offer by its title."""
    title = title_of(part, titles)
    if title is not None:
        return texts(_OF_COUPONS.get(part.reason, "reason-offer"), title=title)
    case = part.facts.get(_CASES.get(part.reason, ""))
    key = f"reason-{part.reason}" if case is None else f"reason-{part.reason}-{case}"
    facts = {name: _fact(name, value) for name, value in part.facts.items()}
    if part.reason in {Reason.STAMPED, Reason.STAMPS_BACK}:
        facts["title"] = Localized(titles.get(part.rule) or {"en": part.rule})
    return texts(key.replace("_", "-"), **facts)


def breakdown(texts: Texts, parts: Iterable[Part], titles: Titles) -> str:
    """Say how an award came about, part by part, with its exact points."""
    return " · ".join(
        texts(
            "reason-part", phrase=Safe(phrase(texts, part, titles)), points=decimal_of(part.points)
        )
        if part.points
        else phrase(texts, part, titles)
        for part in parts
    )
