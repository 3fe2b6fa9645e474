"""Money off: its part of the program file, its checks, and its part of the rules."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from services.domain import program
from services.domain.conditions import ALWAYS, Condition
from services.domain.discount_rules import BirthdayDiscount, DiscountRule
from services.program.conditions import When
from services.program.document import Document, Offer, OfferGoods, OfferPercent, OfferPromo
from services.program.occasions import Birthday
from services.program.positions import Path
from services.program.whens import condition

BIRTHDAY = "birthday"  # what explanations call the discount of [birthday]
FREE_PER_MEMBER = 1

# What is asked when a coupon is taken, in a chat without a receipt; the rest waits for the till.
ASKED_AT_CLAIM = frozenset(
    {"tiers", "segments", "weekdays", "hours", "from_", "until", "birthday"}
)


def discount_rules(document: Document, decimals: int) -> tuple[DiscountRule, ...]:
    """Return the discounts that work by themselves: of tiers, of rules, of offers that are on."""
    return (
        *(
            DiscountRule(
                id=tier.id,
                percent=Fraction(tier.discount),
                when=Condition(tiers=(tier.id,)),
            )
            for tier in document.tier
            if tier.discount
        ),
        *(
            DiscountRule(
                id=rule.id,
                percent=Fraction(rule.percent),
                when=condition(rule.when, decimals),
                stack=rule.stack,
            )
            for rule in document.discount
        ),
        *(
            DiscountRule(
                id=offer.id,
                percent=Fraction(offer.percent),
                when=replace(condition(offer.when, decimals), audience=offer.audience),
                stack=offer.stack,
            )
            for offer in percent_offers(document)
            if offer.on and offer.price_points is None
        ),
    )


def coupon_discounts(document: Document, decimals: int) -> dict[str, DiscountRule]:
    """Return by offer what a coupon takes off; of its conditions those about the receipt."""
    return {
        offer.id: DiscountRule(
            id=offer.id,
            percent=Fraction(percent),
            when=condition(_part(offer.when, at_claim=False), decimals),
            stack=isinstance(offer, OfferPercent) and offer.stack,
        )
        for offer in document.offer
        if gives_coupon(offer) and (percent := percent_of(offer)) is not None
    }


def coupon_offers(document: Document, decimals: int) -> tuple[program.GoodsOffer, ...]:
    """Return how coupons for money off are taken; paused offers stay known."""
    return tuple(
        program.GoodsOffer(
            id=offer.id,
            price_points=offer.price_points,
            per_member=per_member(offer),
            expires_days=offer.expires_days,
            on=offer.on,
            when=replace(condition(asked_at_claim(offer.when), decimals), audience=offer.audience),
        )
        for offer in percent_offers(document)
        if offer.price_points is not None
    )


def per_member(offer: OfferPercent) -> int | None:
    """Return how many coupons one guest may take; what is free is taken once."""
    if offer.per_member is None and not offer.price_points:
        return FREE_PER_MEMBER
    return offer.per_member


def birthday_discount(birthday: Birthday) -> BirthdayDiscount | None:
    """Return what is taken off around a birthday; None if nothing is."""
    if not (birthday.on and birthday.discount):
        return None
    percent = Fraction(birthday.discount)
    return BirthdayDiscount(
        rule=DiscountRule(id=BIRTHDAY, percent=percent, when=ALWAYS),
        before=birthday.before,
        after=birthday.after,
        known_days=birthday.known_days,
    )


def check_discounts(document: Document) -> Iterator[tuple[Path, str]]:
    """Find ids that an explanation could not tell apart, and keys that need a coupon."""
    taken = {tier.id: "tier" for tier in document.tier if tier.discount}
    if document.birthday.discount is not None:
        taken[BIRTHDAY] = BIRTHDAY
    rules = [(("discount", i), rule.id) for i, rule in enumerate(document.discount)]
    for i, offer in enumerate(document.offer):
        if percent_of(offer) is not None:
            rules.append((("offer", i), offer.id))
            yield from _coupon_keys(("offer", i), offer)
    for path, name in rules:
        if name in taken:
            yield (*path, "id"), f"is already what explanations call the discount of {taken[name]}"


def _coupon_keys(path: Path, offer: Offer) -> Iterator[tuple[Path, str]]:
    for name in () if gives_coupon(offer) else ("per_member", "expires_days"):
        if getattr(offer, name) is not None:
            yield (*path, name), "is for a coupon: add price_points, 0 for a free one"
    if gives_coupon(offer) and offer.when.coupon is not None:
        yield (*path, "when", "coupon"), "does not fit a coupon: a bill has one"


def gives_discounts(document: Document) -> bool:
    """Tell whether a purchase may ever cost less by this program."""
    return bool(
        document.discount
        or any(tier.discount for tier in document.tier)
        or any(percent_of(offer) is not None for offer in document.offer)
        or birthday_discount(document.birthday)
    )


def is_coupon(offer: Offer) -> bool:
    """Tell whether an offer takes money off by a coupon, and not by itself."""
    return isinstance(offer, OfferPercent) and offer.price_points is not None


def gives_coupon(offer: Offer) -> bool:
    """Tell whether guests have coupons of an offer."""
    if isinstance(offer, OfferPromo):
        return offer.points is None
    return isinstance(offer, OfferGoods) or is_coupon(offer)


def percent_of(offer: Offer) -> Decimal | None:
    """Return what an offer takes off a bill, by itself or by a coupon; None if nothing."""
    return offer.percent if isinstance(offer, OfferPercent | OfferPromo) else None


def percent_offers(document: Document) -> Iterator[OfferPercent]:
    return (offer for offer in document.offer if isinstance(offer, OfferPercent))


def asked_at_claim(when: When) -> When:
    """Return the conditions that are asked when a coupon is taken; the till asks the others."""
    return _part(when, at_claim=True)


def _part(when: When, *, at_claim: bool) -> When:
    """Return only what is asked when a coupon is taken, or only what is asked at the till."""
    return when.model_copy(
        update={
            name: None for name in When.model_fields if (name in ASKED_AT_CLAIM) is not at_claim
        }
    )
