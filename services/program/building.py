"""From a checked document to the frozen program that the rules read."""

from datetime import date
from fractions import Fraction

from services.domain import kinds, program
from services.program import document as written
from services.program import occasions
from services.program.checks import digits
from services.program.discounts import (
    birthday_discount,
    coupon_discounts,
    coupon_offers,
    discount_rules,
)
from services.program.favourites import favourite_rules
from services.program.loading import load_document
from services.program.offers import (
    bonus_offers,
    goods_offers,
    multiplier_offers,
    promo_offers,
)
from services.program.perks import by_language
from services.program.referral import referral_rules
from services.program.segments import audience_rule, segment_rules
from services.program.stamp_cards import stamp_cards
from services.program.transfers import transfer_rules
from services.program.whens import condition, minor


def load_program(text: str, *, today: date | None = None) -> program.Program:
    """Return the rules in a TOML text; `today` (local) refuses a fixed expiry that has passed.

    Raises ProgramRefused with every problem found, each with its line.
    """
    return build(load_document(text, today=today))


def build(document: written.Document) -> program.Program:
    """Return the rules a checked document states, money in minor units."""
    decimals = digits(document)
    return program.Program(
        name=document.name,
        timezone=document.timezone,
        currency=document.currency,
        digits=decimals,
        points=program.PointsRules(
            value_minor=minor(document.points.value, decimals),
            rounding=kinds.Rounding(document.points.rounding),
            hold_days=document.points.hold_days,
            expiry=_expiry(document.points.expiry),
        ),
        redeem=_redeem(document.redeem),
        refund=program.RefundRules(
            unpaid=kinds.Unpaid(document.refund.unpaid),
            restore_days=document.refund.restore_days,
        ),
        earn=tuple(_earn(rule, decimals) for rule in document.earn),
        multipliers=(
            *(_multiplier(rule, decimals) for rule in document.multiplier),
            *multiplier_offers(document, decimals),
        ),
        bonuses=(
            *(_bonus(rule, decimals) for rule in document.bonus),
            *bonus_offers(document, decimals),
        ),
        goods=(*goods_offers(document, decimals), *coupon_offers(document, decimals)),
        discounts=discount_rules(document, decimals),
        coupon_discounts=coupon_discounts(document, decimals),
        birthday_discount=birthday_discount(document.birthday),
        promos=promo_offers(document, decimals),
        stamp_cards=stamp_cards(document.stamp_card, decimals),
        segments=segment_rules(document.segments, decimals),
        audiences=tuple(audience_rule(one, decimals) for one in document.audience),
        caps=tuple(_cap(cap) for cap in document.cap),
        tiers=_tiers(document, decimals) if document.tier else None,
        welcome=occasions.welcome_gift(document.welcome),
        birthday=occasions.birthday_gift(document.birthday),
        dormancy=occasions.dormancy_gift(document.dormancy),
        transfer=transfer_rules(document.transfer),
        favourites=favourite_rules(document.favourites),
        referral=referral_rules(document.referral, decimals),
    )


def _expiry(expiry: written.Expiry) -> program.Expiry:
    model = kinds.ExpiryModel(expiry.model)
    match expiry:
        case written.Rolling(n=n):
            return program.Expiry(model=model, n=n)
        case written.OnDate(date=on):
            return program.Expiry(model=model, n=0, on=on)
        case written.Never():  # pragma: no branch - the last one
            return program.Expiry(model=model, n=0)


def _redeem(redeem: written.RedeemPart) -> program.RedeemRules:
    return program.RedeemRules(
        max_percent=Fraction(redeem.max_percent),
        step=redeem.step,
        min_points=redeem.min_points,
        earn_on_redeemed=redeem.earn_on_redeemed,
        exclude=redeem.exclude,
    )


def _earn(rule: written.Earn, decimals: int) -> program.EarnRule:
    percent, points, per_minor, each = Fraction(0), 0, 0, kinds.Each.PURCHASE
    match rule:
        case written.EarnPercent():
            percent = Fraction(rule.percent)
        case written.EarnBlocks():
            points, per_minor = rule.points, minor(rule.per, decimals)
        case written.EarnFixed():  # pragma: no branch - the last one
            points, each = rule.points, kinds.Each(rule.each)
    return program.EarnRule(
        id=rule.id,
        type=kinds.EarnType(rule.type),
        percent=percent,
        points=points,
        per_minor=per_minor,
        each=each,
        exclusive=rule.exclusive,
        priority=rule.priority,
        when=condition(rule.when, decimals),
    )


def _multiplier(rule: written.Multiplier, decimals: int) -> program.MultiplierRule:
    return program.MultiplierRule(
        id=rule.id,
        factor=Fraction(rule.factor),
        stack=rule.stack,
        when=condition(rule.when, decimals),
    )


def _bonus(rule: written.Bonus, decimals: int) -> program.BonusRule:
    return program.BonusRule(id=rule.id, points=rule.points, when=condition(rule.when, decimals))


def _cap(cap: written.Cap) -> program.Cap:
    return program.Cap(
        points=cap.points, per=kinds.Period(cap.per), rule=cap.rule, budget=cap.budget
    )


def _tiers(document: written.Document, decimals: int) -> program.Tiers:
    rules = document.tiers
    return program.Tiers(
        ladder=tuple(_tier(tier, decimals) for tier in document.tier),
        match=kinds.TierMatch(rules.match),
        window=kinds.TierWindow(rules.window),
        grace_days=rules.grace_days,
        down=kinds.TierDown(rules.down),
    )


def _tier(tier: written.Tier, decimals: int) -> program.Tier:
    thresholds = []
    if tier.spend is not None:
        need = minor(tier.spend, decimals)
        thresholds.append(program.Threshold(basis=kinds.TierBasis.SPEND, need=need))
    counts = {
        kinds.TierBasis.PURCHASES: tier.purchases,
        kinds.TierBasis.VISITS: tier.visits,
        kinds.TierBasis.POINTS: tier.points,
    }
    thresholds += [
        program.Threshold(basis=basis, need=need) for basis, need in counts.items() if need
    ]
    if tier.spend_in is not None:
        thresholds.append(
            program.Threshold(
                basis=kinds.TierBasis.SPEND_IN,
                need=minor(tier.spend_in.amount, decimals),
                category=tier.spend_in.category,
            )
        )
    return program.Tier(
        id=tier.id,
        name=dict(tier.name),
        percent=None if tier.percent is None else Fraction(tier.percent),
        thresholds=tuple(thresholds),
        perks=by_language(tier.perks),
    )
