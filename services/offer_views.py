"""Offers as people see them: what runs for a member, what the owner has and what it did."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services import audiences, programs
from services.audiences import Group
from services.domain.conditions import Circumstances, Condition
from services.domain.coupons import circumstances
from services.domain.errors import UnknownOffer
from services.domain.kinds import OfferKind, Weekday
from services.domain.program import Program
from services.domain.state import MemberState
from services.member_cards import settled_state
from services.offer_results import OfferResult, results_of
from services.program.conditions import When
from services.program.discounts import per_member, percent_of
from services.program.document import (
    Document,
    Offer,
    OfferBonus,
    OfferGoods,
    OfferMultiplier,
    OfferPercent,
    OfferPromo,
)
from services.program.offers import offer_condition
from services.program.values import decimal_text
from services.program.whens import condition
from services.program_versions import Stored
from services.rates import deals_in_points
from services.store import coupons as coupon_store

_SAID = {"weekdays", "hours", "from_", "until", "amount_min", "segments"}


class OfferState(StrEnum):
    """Whether an offer runs; one that has ended does not come back."""

    ON = "on"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What an offer gives and asks, as facts for words; None or empty says nothing.

    `hours` are local minutes after midnight, [from, to); `from_on` is there only while it lies
    ahead; `more` tells that the file asks for something these facts do not say. `price_points`
    is there for what is taken as a coupon, 0 for a free one; `percent` and `factor` are decimal
    text.
    """

    weekdays: tuple[Weekday, ...] = ()
    hours: tuple[int, int] | None = None
    from_on: date | None = None
    until_on: date | None = None
    amount_min_minor: int | None = None
    more: bool = False
    factor: str | None = None
    percent: str | None = None
    points: int | None = None
    price_points: int | None = None
    expires_days: int | None = None
    code: str | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CouponView:
    """An open coupon; `shown_until` is there while the till sees it."""

    coupon_id: int
    ref: str
    title: Mapping[str, str]
    price_points: int
    expires_on: date | None
    shown_until: datetime | None
    code: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberOffer:
    """An offer that runs for a member.

    `today`: the weekday fits; `now`: the hour too, so that it counts, or can be taken, at this
    moment. Only goods have a price to afford.
    """

    id: str
    ref: str
    kind: OfferKind
    title: Mapping[str, str]
    terms: Terms
    today: bool
    now: bool
    affordable: bool
    missing_points: int

    @property
    def is_taken(self) -> bool:
        """Tell whether the guest takes a coupon; other offers work by themselves."""
        return self.terms.price_points is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberOffers:
    """What runs in the order of the file, and the open coupons, the soonest-ending first."""

    offers: tuple[MemberOffer, ...]
    coupons: tuple[CouponView, ...]
    balance: int
    has_promo: bool = False

    @property
    def count(self) -> int:
        """Return the number a button of the card shows."""
        return len(self.offers) + len(self.coupons)


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerOffer:
    id: str
    ref: str
    kind: OfferKind
    title: Mapping[str, str]
    terms: Terms
    state: OfferState
    result: OfferResult
    audience: Group | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerOffers:
    """On, paused, ended; the newest first in each. `with_points`: guests can get points here."""

    version_id: int
    offers: tuple[OwnerOffer, ...]
    with_points: bool = True


def ref_of(offer_id: str) -> str:
    """Return the eight digits that stand for an offer in a button: ids may be long."""
    return hashlib.sha256(offer_id.encode()).hexdigest()[:8]


def offer_of(document: Document, ref: str) -> Offer:
    """Return the offer behind a button; raise UnknownOffer."""
    for offer in document.offer:
        if ref_of(offer.id) == ref:
            return offer
    raise UnknownOffer(offer=ref)


def title_of(offer: Offer) -> Mapping[str, str]:
    """Return what to call goods even when the file gives them no title."""
    return offer.title or ({"en": offer.id} if isinstance(offer, OfferGoods) else {})


def coupon_title(offer: Offer) -> Mapping[str, str]:
    """Return what to call a coupon of the offer; a sign needs no language."""
    percent = percent_of(offer)
    if percent is not None and not offer.title:
        return {"en": f"−{decimal_text(percent)} %"}
    return title_of(offer)


def offer_titles(document: Document) -> dict[str, Mapping[str, str]]:
    """Return the titles of the offers that have one, by id."""
    return {offer.id: offer.title for offer in document.offer if offer.title}


def member_offers(tx: Connection, member_id: int, *, now: datetime) -> MemberOffers:
    """Return what runs for a member today, and the open coupons; raise NoCard."""
    stored = programs.current(tx, now=now)
    state, at = _member(tx, stored, member_id, now=now)
    return MemberOffers(
        offers=tuple(
            member_offer(offer, stored.program, at, state.balance)
            for offer in _to_take(tx, member_id, _running(stored, at))
        ),
        coupons=_open_coupons(tx, member_id, state, now=now),
        balance=state.balance,
        has_promo=any(
            isinstance(one, OfferPromo) and state_of(one, at.local.date()) is OfferState.ON
            for one in stored.document.offer
        ),
    )


def member_offer(offer: Offer, program: Program, at: Circumstances, balance: int) -> MemberOffer:
    """Show an offer to somebody with so many points at a moment."""
    when = _when(condition(offer.when, program.digits))
    price = price_of(offer) or 0
    return MemberOffer(
        id=offer.id,
        ref=ref_of(offer.id),
        kind=OfferKind(offer.kind),
        title=title_of(offer),
        terms=terms_of(offer, program, at.local.date()),
        today=replace(when, hours=None).matches(at),
        now=when.matches(at),
        affordable=balance >= price,
        missing_points=max(0, price - balance),
    )


def price_of(offer: Offer) -> int | None:
    """Return what a coupon of the offer costs in points; None if there is no coupon to take."""
    return offer.price_points if isinstance(offer, OfferGoods | OfferPercent) else None


def count_for(tx: Connection, member_id: int, *, now: datetime) -> int:
    """Count what the member's list of offers holds; raise NoCard."""
    stored = programs.current(tx, now=now)
    state, at = _member(tx, stored, member_id, now=now)
    return len(_to_take(tx, member_id, _running(stored, at))) + len(state.coupons)


def owner_offers(tx: Connection, *, now: datetime) -> OwnerOffers:
    """Return every offer with its state and what it did in 30 days."""
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    results = results_of(tx, stored, today)
    order = tuple(OfferState)
    seen = [
        _owner_offer(offer, stored, today, results) for offer in reversed(stored.document.offer)
    ]
    seen.sort(key=lambda one: order.index(one.state))
    return OwnerOffers(
        version_id=stored.version_id,
        offers=tuple(seen),
        with_points=deals_in_points(stored.program),
    )


def with_points(tx: Connection, *, now: datetime) -> bool:
    """Tell whether guests can get points here; if not, offers are money off, or gifts."""
    return deals_in_points(programs.current(tx, now=now).program)


def owner_offer(tx: Connection, ref: str, *, now: datetime) -> OwnerOffer:
    """Return one offer with its result; raise UnknownOffer."""
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    offer = offer_of(stored.document, ref)
    return _owner_offer(offer, stored, today, results_of(tx, stored, today))


def state_of(offer: Offer, today: date) -> OfferState:
    """Tell whether an offer has ended, is paused, or runs (perhaps from a later day)."""
    if offer.when.until is not None and offer.when.until < today:
        return OfferState.ENDED
    return OfferState.ON if offer.on else OfferState.PAUSED


def terms_of(offer: Offer, program: Program, today: date) -> Terms:
    """Return the facts of an offer as of a local day."""
    when = offer.when
    asked = condition(when, program.digits)
    terms = Terms(
        weekdays=tuple(day for day in Weekday if day in asked.weekdays),
        hours=(asked.hours.start_minute, asked.hours.end_minute) if asked.hours else None,
        from_on=when.from_ if when.from_ is not None and when.from_ > today else None,
        until_on=when.until,
        amount_min_minor=asked.amount_min_minor,
        more=any(
            getattr(when, name) is not None for name in When.model_fields if name not in _SAID
        ),
    )
    match offer:
        case OfferMultiplier():
            return replace(terms, factor=decimal_text(offer.factor))
        case OfferBonus():
            return replace(terms, points=offer.points)
        case OfferPercent():
            return replace(
                terms,
                percent=decimal_text(offer.percent),
                price_points=offer.price_points,
                expires_days=offer.expires_days,
            )
        case OfferPromo():
            return replace(
                terms,
                points=offer.points,
                percent=None if offer.percent is None else decimal_text(offer.percent),
                expires_days=offer.expires_days,
                code=offer.code,
                total=offer.total,
            )
        case OfferGoods():  # pragma: no branch - the last one
            return replace(terms, price_points=offer.price_points, expires_days=offer.expires_days)


def coupon_view(row: Row, *, now: datetime) -> CouponView:  # type: ignore[type-arg]  # any row
    """Show a row of a coupon."""
    shown = row.shown_until is not None and row.shown_until > now
    return CouponView(
        coupon_id=row.id,
        ref=ref_of(row.offer),
        title=row.title,
        price_points=row.points,
        expires_on=row.expires_on,
        shown_until=row.shown_until if shown else None,
        code=row.code,
    )


def _member(
    tx: Connection, stored: Stored, member_id: int, *, now: datetime
) -> tuple[MemberState, Circumstances]:
    program = stored.program
    local = now.astimezone(ZoneInfo(program.timezone))
    state = settled_state(tx, program, member_id, local.date())
    profile = audiences.profile(tx, program, member_id)
    return state, circumstances(program, state, state.birthday, local, profile)


def _running(stored: Stored, at: Circumstances) -> list[Offer]:
    digits = stored.program.digits
    return [
        offer
        for offer in stored.document.offer
        if not isinstance(offer, OfferPromo)
        and offer.on
        and _for_whom(offer_condition(offer, digits)).matches(at)
    ]


def _to_take(tx: Connection, member_id: int, running: list[Offer]) -> list[Offer]:
    """Leave out what the member has taken as often as one may."""
    limits = {
        offer.id: per_member(offer)
        for offer in running
        if isinstance(offer, OfferPercent) and offer.price_points is not None
    }
    if all(limit is None for limit in limits.values()):
        return running
    taken = coupon_store.count_by_offer(tx, member_id)
    return [
        offer
        for offer in running
        if (limit := limits.get(offer.id)) is None or taken.get(offer.id, 0) < limit
    ]


def _open_coupons(
    tx: Connection, member_id: int, state: MemberState, *, now: datetime
) -> tuple[CouponView, ...]:
    """Return the coupons of a settled state: what ended since the last job is left out."""
    if not state.coupons:
        return ()
    still = {(one.offer, one.number) for one in state.coupons}
    found = [
        row for row in coupon_store.load_open(tx, member_id) if (row.offer, row.number) in still
    ]
    found.sort(key=lambda row: (row.expires_on is None, row.expires_on or date.max, row.id))
    return tuple(coupon_view(row, now=now) for row in found)


def _when(asked: Condition) -> Condition:
    """Leave out what only a receipt can answer."""
    return replace(asked, amount_min_minor=None, locations=(), nth=None, every_nth=None)


def _for_whom(asked: Condition) -> Condition:
    """Keep the dates and the person: the days of the week are told, not hidden."""
    return replace(_when(asked), weekdays=(), hours=None)


def _owner_offer(
    offer: Offer, stored: Stored, today: date, results: Mapping[str, OfferResult]
) -> OwnerOffer:
    return OwnerOffer(
        id=offer.id,
        ref=ref_of(offer.id),
        kind=OfferKind(offer.kind),
        title=title_of(offer),
        terms=terms_of(offer, stored.program, today),
        state=state_of(offer, today),
        result=results.get(offer.id, OfferResult()),
        audience=audiences.group(stored, offer.audience) if offer.audience else None,
    )
