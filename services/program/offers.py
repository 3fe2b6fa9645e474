"""The offers of a checked document as the rules read them."""

from dataclasses import replace
from fractions import Fraction

from services.domain import program
from services.domain.codes import folded
from services.domain.conditions import Condition
from services.program.discounts import asked_at_claim
from services.program.document import (
    Document,
    Offer,
    OfferBonus,
    OfferGoods,
    OfferMultiplier,
    OfferPromo,
)
from services.program.whens import condition


def offer_condition(offer: Offer, decimals: int) -> Condition:
    """Return what an offer asks, its audience included."""
    return replace(condition(offer.when, decimals), audience=offer.audience)


def multiplier_offers(document: Document, decimals: int) -> tuple[program.MultiplierRule, ...]:
    """Return the multipliers among the offers that are on; they do not stack."""
    return tuple(
        program.MultiplierRule(
            id=offer.id, factor=Fraction(offer.factor), when=offer_condition(offer, decimals)
        )
        for offer in document.offer
        if isinstance(offer, OfferMultiplier) and offer.on
    )


def bonus_offers(document: Document, decimals: int) -> tuple[program.BonusRule, ...]:
    """Return the bonuses among the offers that are on."""
    return tuple(
        program.BonusRule(id=offer.id, points=offer.points, when=offer_condition(offer, decimals))
        for offer in document.offer
        if isinstance(offer, OfferBonus) and offer.on
    )


def goods_offers(document: Document, decimals: int) -> tuple[program.GoodsOffer, ...]:
    """Return what is taken for points; paused offers stay known, their coupons are good."""
    return tuple(
        program.GoodsOffer(
            id=offer.id,
            price_points=offer.price_points,
            expires_days=offer.expires_days,
            on=offer.on,
            when=offer_condition(offer, decimals),
        )
        for offer in document.offer
        if isinstance(offer, OfferGoods)
    )


def promo_offers(document: Document, decimals: int) -> tuple[program.PromoCode, ...]:
    """Return what a code gives; paused ones stay known."""
    return tuple(
        program.PromoCode(
            id=offer.id,
            code=folded(offer.code),
            points=offer.points,
            expires_days=offer.expires_days,
            per_member=offer.per_member,
            total=offer.total,
            on=offer.on,
            when=replace(condition(asked_at_claim(offer.when), decimals), audience=offer.audience),
        )
        for offer in document.offer
        if isinstance(offer, OfferPromo)
    )
