"""What one key cannot tell alone: ids, references, money, dates."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.domain.kinds import Occasion
from services.program.conditions import When
from services.program.currencies import CURRENCIES, digits_of
from services.program.discounts import ASKED_AT_CLAIM, check_discounts, gives_coupon, percent_of
from services.program.document import (
    Document,
    EarnBlocks,
    OfferGoods,
    OfferPercent,
    OfferPromo,
    OnDate,
    Rolling,
)
from services.program.favourites import check_favourites
from services.program.ladder import check_ladder
from services.program.occasions import check_notice, check_words
from services.program.positions import Path
from services.program.promos import check_promos
from services.program.referral import check_invitation, least
from services.program.segments import SEGMENTS, amounts, check_segments
from services.program.stamp_cards import check_stamp_cards
from services.program.transfers import check_transfer

# An explanation calls the part that makes a receipt whole by this name.
RESERVED_IDS = frozenset({"rounding"})
# Money stays far inside a 64-bit column after every product.
_MOST_MONEY = Decimal(10) ** 13
# Goods are taken in the guest's own chat, where there is no receipt to ask about.
_NOT_FOR_GOODS = frozenset(When.model_fields) - ASKED_AT_CLAIM
# A century, in the model's own unit: the calendar ends in 9999.
_MOST_PERIODS = {"months": 1200, "month_end": 1200, "year_end": 100}


def digits(document: Document) -> int:
    """Return the decimals of the program's money."""
    return digits_of(document.currency) if document.digits is None else document.digits


def check(document: Document, *, today: date | None) -> Iterator[tuple[Path, str]]:
    """Everything wrong across keys, each as (path, predicate of that path).

    `today` is the shop's local date, needed to see that a fixed expiry has passed; None for a
    document that is in force already.
    """
    yield from _place(document)
    yield from _ids(document)
    yield from _references(document)
    yield from _groups(document)
    yield from _coupons(document)
    tiers = {tier.id for tier in document.tier}
    yield from check_segments(document.segments, document.audience, tiers)
    for path, amount in _amounts(document):
        yield from _money(path, amount, digits(document))
    for path, when in _conditions(document):
        yield from _times(path, when)
    yield from _goods(document)
    yield from check_promos(document.offer)
    yield from _stamp_cards(document)
    yield from check_discounts(document)
    yield from _expiry(document, today)
    yield from check_ladder(document.tier)
    for occasion in Occasion:
        yield from check_words(occasion, getattr(document, occasion))
    yield from check_notice(document.expiry_notice)
    yield from check_invitation(document.referral)
    yield from _transfer(document)
    yield from check_favourites(document.favourites)


def _place(document: Document) -> Iterator[tuple[Path, str]]:
    try:
        ZoneInfo(document.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("timezone",), f'"{document.timezone}" is not a known time zone'
    if document.currency not in CURRENCIES:
        yield ("currency",), f'"{document.currency}" is not a known currency code'


def _ids(document: Document) -> Iterator[tuple[Path, str]]:
    yield from _repeated(rule_ids(document))
    yield from _repeated([(("tier", i), tier.id) for i, tier in enumerate(document.tier)])
    for path, name in rule_ids(document):
        if name in RESERVED_IDS:
            yield (*path, "id"), "is a word that explanations use themselves: choose another"


def rule_ids(document: Document) -> list[tuple[Path, str]]:
    """Every rule that may appear in an explanation, as (path, id)."""
    tables = (
        ("earn", document.earn),
        ("multiplier", document.multiplier),
        ("bonus", document.bonus),
        ("discount", document.discount),
        ("offer", document.offer),
        ("stamp_card", document.stamp_card),
    )
    return [((name, i), rule.id) for name, rules in tables for i, rule in enumerate(rules)]


def _repeated(ids: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for path, name in ids:
        if name in seen:
            yield (*path, "id"), f"is already the id of another [[{seen[name]}]]"
        seen.setdefault(name, str(path[0]))


def _references(document: Document) -> Iterator[tuple[Path, str]]:
    goods = {
        one.id for one in document.offer if isinstance(one, OfferGoods | OfferPercent | OfferPromo)
    }
    goods |= {card.id for card in document.stamp_card}
    rules = {name for _, name in rule_ids(document)} - goods
    rules -= {discount.id for discount in document.discount}
    for i, cap in enumerate(document.cap):
        if cap.rule is not None and cap.rule not in rules:
            yield ("cap", i, "rule"), f'names "{cap.rule}", and there is no such rule'
    tiers = {tier.id for tier in document.tier}
    for path, when in _conditions(document):
        for n, name in enumerate(when.tiers or ()):
            if name not in tiers:
                yield (*path, "tiers", n), f'names "{name}", and there is no such tier'


def _groups(document: Document) -> Iterator[tuple[Path, str]]:
    known = SEGMENTS | {audience.id for audience in document.audience}
    for path, when in _conditions(document):
        for n, name in enumerate(when.segments or ()):
            if name not in known:
                yield (*path, "segments", n), _no_group(name)
    for i, offer in enumerate(document.offer):
        if offer.audience is not None and offer.audience not in known:
            yield ("offer", i, "audience"), _no_group(offer.audience)


def _coupons(document: Document) -> Iterator[tuple[Path, str]]:
    """Find rules that ask for a coupon nobody can have."""
    known = {one.id for one in document.offer if gives_coupon(one)}
    known |= {card.reward for card in document.stamp_card}
    for path, when in _conditions(document):
        if when.coupon is not None and when.coupon not in known:
            yield (*path, "coupon"), f'names "{when.coupon}", and there is no such coupon'


def _no_group(name: str) -> str:
    return f'names "{name}", and there is no such segment or audience'


def rules_that_name(document: Document, group: str) -> list[str]:
    """Return the ids of the rules and offers that ask for a segment or an audience."""
    found = {
        rule.id
        for rules in (
            document.earn,
            document.multiplier,
            document.bonus,
            document.discount,
            document.offer,
            document.stamp_card,
        )
        for rule in rules
        if group in (rule.when.segments or ())
    }
    found |= {offer.id for offer in document.offer if offer.audience == group}
    return sorted(found)


def _conditions(document: Document) -> Iterator[tuple[Path, When]]:
    for name, rules in (
        ("earn", document.earn),
        ("multiplier", document.multiplier),
        ("bonus", document.bonus),
        ("discount", document.discount),
        ("offer", document.offer),
        ("stamp_card", document.stamp_card),
    ):
        for i, rule in enumerate(rules):
            yield (name, i, "when"), rule.when


def _amounts(document: Document) -> Iterator[tuple[Path, Decimal]]:
    """Every sum of money in the program; each must be more than nothing."""
    yield ("points", "value"), document.points.value
    for i, earn in enumerate(document.earn):
        if isinstance(earn, EarnBlocks):
            yield ("earn", i, "per"), earn.per
    for path, when in _conditions(document):
        if when.amount_min is not None:
            yield (*path, "amount_min"), when.amount_min
    for i, tier in enumerate(document.tier):
        if tier.spend is not None:
            yield ("tier", i, "spend"), tier.spend
        if tier.spend_in is not None:
            yield ("tier", i, "spend_in", "amount"), tier.spend_in.amount
    yield from amounts(document.segments, document.audience)
    yield from least(document.referral)


def _money(path: Path, amount: Decimal, decimals: int) -> Iterator[tuple[Path, str]]:
    if amount <= 0:
        yield path, "must be more than 0"
    elif amount > _MOST_MONEY:
        yield path, "is too large"
    elif amount.scaleb(decimals) % 1:
        yield path, f"must have at most {decimals} decimals, as the currency has"


def _times(path: Path, when: When) -> Iterator[tuple[Path, str]]:
    if when.from_ is not None and when.until is not None and when.until < when.from_:
        yield (*path, "until"), "must not be before from"
    if when.hours is not None and when.hours[0] in {when.hours[1], "24:00"}:
        yield (*path, "hours"), "must begin and end at different times"


def _goods(document: Document) -> Iterator[tuple[Path, str]]:
    for i, offer in enumerate(document.offer):
        if isinstance(offer, OfferGoods | OfferPromo) and percent_of(offer) is None:
            for name in sorted(offer.when.model_fields_set & _NOT_FOR_GOODS):
                if getattr(offer.when, name) is not None:
                    yield ("offer", i, "when", name), "does not fit goods: no receipt is asked"


def _stamp_cards(document: Document) -> Iterator[tuple[Path, str]]:
    goods = [one.id for one in document.offer if isinstance(one, OfferGoods)]
    others = [name for path, name in rule_ids(document) if path[0] != "stamp_card"]
    yield from check_stamp_cards(document.stamp_card, goods, others)


def _transfer(document: Document) -> Iterator[tuple[Path, str]]:
    yield from check_transfer(document.transfer)
    if document.transfer.on and document.refund.unpaid == "clamp":
        # Bought, given away, refunded: nobody would owe the points that were earned for nothing.
        yield ("transfer", "on"), 'needs unpaid = "deficit" under [refund]'


def _expiry(document: Document, today: date | None) -> Iterator[tuple[Path, str]]:
    expiry = document.points.expiry
    if isinstance(expiry, OnDate) and today is not None and expiry.date < today:
        yield ("points", "expiry", "date"), f"has passed: {expiry.date}"
    most = _MOST_PERIODS.get(expiry.model)
    if isinstance(expiry, Rolling) and most is not None and expiry.n > most:
        yield ("points", "expiry", "n"), f"must be at most {most}"
