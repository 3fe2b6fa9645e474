"""What an owner fills in for a new offer: checked, shown as a guest will see it, and priced."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import audiences, programs
from services.audiences import GroupCount
from services.domain.conditions import Circumstances
from services.domain.errors import Refusal
from services.domain.exact import half_up
from services.domain.kinds import OfferKind, Weekday
from services.domain.program import Program
from services.names import clean_name
from services.offer_views import MemberOffer, member_offer, price_of
from services.program.conditions import When
from services.program.discounts import gives_coupon, percent_of
from services.program.document import (
    Document,
    Offer,
    OfferBonus,
    OfferGoods,
    OfferMultiplier,
    OfferPercent,
    OfferPromo,
)
from services.program.offer_edits import new_offer_id, with_offer
from services.program.promos import is_usable
from services.program.whens import condition
from services.program.writing import export
from services.rates import deals_in_points
from services.store import audiences as audience_store
from services.store import offers as store

COST_DAYS = 30
_NUMBER = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?", re.ASCII)
_FACTORS = (Decimal("1.1"), Decimal(10))
_PERCENTS = (Decimal(1), Decimal(90))
_POINTS = (1, 1_000_000)
_DAYS = (1, 3650)
_AMOUNT_MINOR = (1, 10**12)
_MINUTES = 24 * 60
_NEW = "new"


@dataclass(kw_only=True, unsafe_hash=True)
class OfferIncomplete(Refusal):
    """A field that this kind of offer needs was left out."""

    field: str


@dataclass(kw_only=True, unsafe_hash=True)
class OfferOutOfRange(Refusal):
    """A field is no number from `low` to `high`; both are decimal text."""

    field: str
    low: str
    high: str


@dataclass(kw_only=True, unsafe_hash=True)
class OfferEndsBefore(Refusal):
    """The offer's last day lies before today."""

    today: date


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferDraft:
    """An offer on its way; the fields its kind does not use are left alone.

    `hours` are local minutes after midnight, [from, to); `factor` is decimal text, with a point
    or a comma, and `percent` too; money off is a coupon if it has a price, 0 for a free one;
    `until_on` is the last day, None: until it is ended by hand; `audience` is the ref
    of the segment or audience it is for, None: everybody.
    """

    kind: OfferKind
    title: Mapping[str, str] = field(default_factory=dict)
    weekdays: tuple[Weekday, ...] = ()
    hours: tuple[int, int] | None = None
    factor: str | None = None
    percent: str | None = None
    amount_min_minor: int | None = None
    points: int | None = None
    price_points: int | None = None
    expires_days: int = 30
    until_on: date | None = None
    code: str | None = None
    total: int | None = None
    audience: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferPreview:
    """What a guest would see, and a month's cost by the last 30 days; nothing is saved.

    `purchases` are the receipts it would have touched, `guests` those who could take the goods
    today. For goods the cost is the most it can be: every such guest takes one. None without
    purchases in the last 30 days. `audience` is whom it is for, and how many they are today.
    `text` is the program file with the offer, for `services.what_if`; empty where those days
    cannot tell: nobody knows who would have taken a coupon or typed a code. `with_points`:
    guests can get points here even without it.
    """

    version_id: int
    offer: MemberOffer
    purchases: int
    guests: int
    cost_points: int | None
    cost_minor: int | None
    audience: GroupCount | None = None
    text: str = ""
    with_points: bool = True


def preview(tx: Connection, draft: OfferDraft, *, now: datetime) -> OfferPreview:
    """Show a draft.

    Raises OfferIncomplete, OfferOutOfRange, OfferEndsBefore and UnknownAudience.
    """
    stored = programs.current(tx, now=now)
    program = stored.program
    local = now.astimezone(ZoneInfo(program.timezone))
    offer = drafted(stored.document, program, draft, local.date())
    at = Circumstances(local=local, amount_minor=0, nth=1)
    price = price_of(offer) or 0
    since = local.date() - timedelta(days=COST_DAYS)
    asked = audiences.asked_of(program, offer.audience) if offer.audience else None
    members = audience_store.members_of(program, asked, local.date()) if asked else None
    receipts = store.load_receipts(tx, since, members)
    touched = _touched(offer, program, receipts)
    counted = price > 0 or isinstance(offer, OfferPromo)
    guests = store.count_able(tx, since, price, members) if counted else 0
    cost, cost_minor = _cost(offer, program, touched, guests) if receipts else (None, None)
    return OfferPreview(
        version_id=stored.version_id,
        offer=member_offer(offer, program, at, price),
        purchases=len(touched),
        guests=guests,
        cost_points=cost,
        cost_minor=cost_minor,
        text="" if counted or gives_coupon(offer) else export(with_offer(stored.document, offer)),
        audience=GroupCount(
            group=audiences.group(stored, offer.audience),
            guests=audience_store.count(tx, program, asked, local.date()),
        )
        if asked and offer.audience
        else None,
        with_points=deals_in_points(program),
    )


def drafted(document: Document, program: Program, draft: OfferDraft, today: date) -> Offer:
    """Return the draft as an offer of the document, with an id of its own."""
    offer = _filled(draft, program, today)
    audience = audiences.group_id_of(document, draft.audience) if draft.audience else None
    return offer.model_copy(update={"id": new_offer_id(document, offer), "audience": audience})


def _filled(draft: OfferDraft, program: Program, today: date) -> Offer:
    cleaned = {language: clean_name(text) for language, text in draft.title.items()}
    title = {language: text for language, text in cleaned.items() if text}
    when = _when(draft, program, today)
    match draft.kind:
        case OfferKind.MULTIPLIER:
            factor = _decimal("factor", draft.factor, _FACTORS)
            return OfferMultiplier(
                id=_NEW, kind="multiplier", title=title, factor=factor, when=when
            )
        case OfferKind.BONUS:
            points = _whole("points", draft.points, _POINTS)
            return OfferBonus(id=_NEW, kind="bonus", title=title, points=points, when=when)
        case OfferKind.PERCENT_OFF:
            return _percent(draft, title, when)
        case OfferKind.PROMO_CODE:
            return _promo(draft, title, when)
        case OfferKind.GOODS:  # pragma: no branch - the last one
            if not title:
                raise OfferIncomplete(field="title")
            return OfferGoods(
                id=_NEW,
                kind="goods",
                title=title,
                price_points=_whole("price_points", draft.price_points, _POINTS),
                expires_days=_whole("expires_days", draft.expires_days, _DAYS),
                when=when,
            )


def _percent(draft: OfferDraft, title: dict[str, str], when: When) -> OfferPercent:
    """Return money off, by itself or by a coupon."""
    coupon = draft.price_points is not None
    return OfferPercent(
        id=_NEW,
        kind="percent_off",
        title=title,
        percent=_decimal("percent", draft.percent, _PERCENTS),
        price_points=draft.price_points,
        expires_days=_whole("expires_days", draft.expires_days, _DAYS) if coupon else None,
        when=when,
    )


def _promo(draft: OfferDraft, title: dict[str, str], when: When) -> OfferPromo:
    """Return a code for points, for percent off, or, with a title alone, for goods."""
    if not draft.code or not is_usable(draft.code):
        raise OfferIncomplete(field="code")
    if draft.points is None and draft.percent is None and not title:
        raise OfferIncomplete(field="title")
    percent = draft.percent
    return OfferPromo(
        id=_NEW,
        kind="promo_code",
        title=title,
        code=draft.code,
        points=None if draft.points is None else _whole("points", draft.points, _POINTS),
        percent=None if percent is None else _decimal("percent", percent, _PERCENTS),
        expires_days=_whole("expires_days", draft.expires_days, _DAYS),
        total=None if draft.total is None else _whole("total", draft.total, _POINTS),
        when=when,
    )


def _when(draft: OfferDraft, program: Program, today: date) -> When:
    if draft.until_on is not None and draft.until_on < today:
        raise OfferEndsBefore(today=today)
    amount = None
    if draft.kind is OfferKind.BONUS and draft.amount_min_minor is not None:
        minor = _whole("amount_min_minor", draft.amount_min_minor, _AMOUNT_MINOR)
        amount = Decimal(minor).scaleb(-program.digits)
    return When(
        weekdays=tuple(day for day in Weekday if day in draft.weekdays) or None,
        hours=None if draft.hours is None else _hours(*draft.hours),
        amount_min=amount,
        until=draft.until_on,
    )


def _hours(start: int, end: int) -> tuple[str, str]:
    if not (0 <= start < _MINUTES and 0 < end <= _MINUTES and start != end):
        raise OfferOutOfRange(field="hours", low="00:00", high="24:00")
    return _clock(start), _clock(end)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _decimal(name: str, text: str | None, bounds: tuple[Decimal, Decimal]) -> Decimal:
    if text is None:
        raise OfferIncomplete(field=name)
    low, high = bounds
    number = Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else Decimal(0)
    if not low <= number <= high:
        raise OfferOutOfRange(field=name, low=str(low), high=str(high))
    return number


def _whole(name: str, value: int | None, bounds: tuple[int, int]) -> int:
    if value is None:
        raise OfferIncomplete(field=name)
    low, high = bounds
    if not low <= value <= high:
        raise OfferOutOfRange(field=name, low=str(low), high=str(high))
    return value


def _touched(offer: Offer, program: Program, receipts: list[store.Receipt]) -> list[store.Receipt]:
    """Return the receipts that would have met the conditions, whatever the dates."""
    if isinstance(offer, OfferGoods | OfferPromo) and percent_of(offer) is None:
        return []
    asked = replace(condition(offer.when, program.digits), from_on=None, until_on=None)
    zone = ZoneInfo(program.timezone)
    return [
        receipt
        for receipt in receipts
        if asked.matches(
            Circumstances(
                local=receipt.at.astimezone(zone), amount_minor=receipt.goods_minor, nth=1
            )
        )
    ]


def _cost(
    offer: Offer, program: Program, touched: list[store.Receipt], guests: int
) -> tuple[int | None, int]:
    """Return the cost in points, None if the offer gives money, and in money."""
    percent = percent_of(offer)
    if percent is not None:
        off = sum(receipt.goods_minor for receipt in touched) * Fraction(percent) / 100
        if isinstance(offer, OfferPromo):
            # So many bills as there may be coupons, of the usual size.
            off *= Fraction(offer.total or guests, max(1, len(touched)))
        return None, half_up(off)
    assert not isinstance(offer, OfferPercent)  # noqa: S101  # it has a percent
    points = _cost_points(offer, touched, guests)
    return points, points * program.points.value_minor


def _cost_points(
    offer: OfferMultiplier | OfferBonus | OfferPromo | OfferGoods,
    touched: list[store.Receipt],
    guests: int,
) -> int:
    match offer:
        case OfferMultiplier():
            more = offer.factor - 1
            return half_up(sum(receipt.earned for receipt in touched) * Fraction(more))
        case OfferBonus():
            return len(touched) * offer.points
        case OfferPromo():
            return (offer.total or guests) * (offer.points or 0)
        case OfferGoods():  # pragma: no branch - the last one
            return guests * offer.price_points
