"""Discounts as the owner sees and sets them in the chat: of tiers, of rules, of the birthday."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Connection

from services import programs
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.program.discount_edits import (
    with_birthday_discount,
    with_rule_discount,
    with_tier_discount,
)
from services.program.document import Document
from services.program.values import decimal_text
from services.staff import OwnerOnly

MOST_PERCENT = 90


class Source(StrEnum):
    """What takes money off."""

    TIER = "tier"
    RULE = "rule"
    BIRTHDAY = "birthday"


@dataclass(kw_only=True, unsafe_hash=True)
class DiscountOutOfRange(Refusal):
    """The percent is no number from 0 to `high`."""

    high: int


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownDiscount(Refusal):
    """The program has nothing by this name that could take money off."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscountView:
    """One value: `percent` is decimal text, "0" for nothing; `title` is empty for a birthday."""

    ref: str
    source: Source
    title: Mapping[str, str]
    percent: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscountsView:
    version_id: int
    discounts: tuple[DiscountView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DiscountPreview:
    """What a change would do, nothing saved: a bill of 1 000 units before and after."""

    version_id: int
    discount: DiscountView
    after: str
    example_minor: int
    before_minor: int
    after_minor: int


def discounts(tx: Connection, *, now: datetime) -> DiscountsView:
    """Return every value an owner may change; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    return DiscountsView(version_id=stored.version_id, discounts=_views(stored.document))


def preview(tx: Connection, ref: str, percent: str, *, now: datetime) -> DiscountPreview:
    """Show a change in money; raise UnknownDiscount and DiscountOutOfRange."""
    stored = programs.current(tx, now=now)
    found, number = _find(stored.document, ref), _number(percent)
    units = 1_000 * 10**stored.program.digits
    return DiscountPreview(
        version_id=stored.version_id,
        discount=found,
        after=decimal_text(number),
        example_minor=units,
        before_minor=round(units * (1 - Decimal(found.percent) / 100)),
        after_minor=round(units * (1 - number / 100)),
    )


def change(
    tx: Connection,
    ref: str,
    percent: str,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> DiscountsView:
    """Save a value as a new version of the program.

    Raises OwnerOnly, UnknownDiscount, DiscountOutOfRange and ProgramChangedMeanwhile.
    """
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    document = programs.current(tx, now=now).document
    found, number = _find(document, ref), _number(percent)
    changed = _changed(document, found, number)
    programs.save_document(tx, changed, actor=actor, key=key, now=now, based_on=based_on)
    return discounts(tx, now=now)


def _changed(document: Document, found: DiscountView, number: Decimal) -> Document:
    match found.source:
        case Source.BIRTHDAY:
            return with_birthday_discount(document, number)
        case Source.TIER:
            tier = next(one.id for one in document.tier if _ref(Source.TIER, one.id) == found.ref)
            return with_tier_discount(document, tier, number)
        case Source.RULE:  # pragma: no branch - the last one
            rules = (one.id for one in document.discount)
            rule = next(one for one in rules if _ref(Source.RULE, one) == found.ref)
            return with_rule_discount(document, rule, number)


def _views(document: Document) -> tuple[DiscountView, ...]:
    tiers = tuple(
        DiscountView(
            ref=_ref(Source.TIER, tier.id),
            source=Source.TIER,
            title=tier.name or {"en": tier.id},
            percent=decimal_text(tier.discount or Decimal(0)),
        )
        for tier in document.tier
    )
    rules = tuple(
        DiscountView(
            ref=_ref(Source.RULE, rule.id),
            source=Source.RULE,
            title={"en": rule.id},
            percent=decimal_text(rule.percent),
        )
        for rule in document.discount
    )
    on = document.birthday.discount if document.birthday.on else None
    birthday = DiscountView(
        ref=_ref(Source.BIRTHDAY, ""),
        source=Source.BIRTHDAY,
        title={},
        percent=decimal_text(on or Decimal(0)),
    )
    return (*tiers, *rules, birthday)


def _find(document: Document, ref: str) -> DiscountView:
    for one in _views(document):
        if one.ref == ref:
            return one
    raise UnknownDiscount


def _ref(source: Source, name: str) -> str:
    """Return the eight digits that stand for a value in a button: ids may be long."""
    return hashlib.sha256(f"{source}:{name}".encode()).hexdigest()[:8]


def _number(text: str) -> Decimal:
    """Read a percent by the grammar of rules: digits, and at most two after a point."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    digits = f"{whole}{fraction}"
    plain = digits.isascii() and digits.isdigit() and len(whole) in {1, 2, 3} and len(fraction) < 3  # noqa: PLR2004
    number = Decimal(f"{whole}.{fraction or 0}") if plain and whole else Decimal(-1)
    if not 0 <= number <= MOST_PERCENT:
        raise DiscountOutOfRange(high=MOST_PERCENT)
    return number.normalize() if number else Decimal(0)
