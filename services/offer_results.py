"""What offers did in the last 30 days: points given, money taken off, coupons taken and used."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services.domain.exact import half_up
from services.program.discounts import percent_of
from services.program.document import OfferGoods, OfferPercent, OfferPromo
from services.program_versions import Stored
from services.reports import midnight
from services.store import coupons as coupon_store
from services.store import discounts as discount_store
from services.store import offers as store
from services.store import promos as promo_store

RESULT_DAYS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferResult:
    """The last 30 days: receipts with the offer and what it gave, or coupons taken and used."""

    purchases: int = 0
    points: int = 0
    claimed: int = 0
    used: int = 0
    off_minor: int = 0


def results_of(tx: Connection, stored: Stored, today: date) -> dict[str, OfferResult]:
    """Return by offer what the last days say of it."""
    since = today - timedelta(days=RESULT_DAYS)
    began = midnight(since + timedelta(days=1), ZoneInfo(stored.program.timezone))
    taken = coupon_store.count_taken(tx, began)
    promos = promo_store.count_since(tx, began)
    kinds = OfferGoods | OfferPercent | OfferPromo
    earning = [one.id for one in stored.document.offer if not isinstance(one, kinds)]
    receipts = dict.fromkeys(earning, 0)
    points = dict.fromkeys(earning, Fraction(0))
    for parts in store.load_awards(tx, since, earning):
        for rule in {part.rule for part in parts} & receipts.keys():
            receipts[rule] += 1
        for part in parts:
            if part.rule in points:
                points[part.rule] += part.points
    results = {
        one: OfferResult(purchases=receipts[one], points=half_up(points[one])) for one in earning
    }
    results |= {
        offer: OfferResult(claimed=found.claimed, used=found.used)
        for offer, found in taken.items()
    }
    results |= {
        offer: replace(results.get(offer, OfferResult()), claimed=uses)
        for offer, uses in promos.items()
    }
    return results | _taken_off(tx, stored, since, results)


def _taken_off(
    tx: Connection, stored: Stored, since: date, results: Mapping[str, OfferResult]
) -> dict[str, OfferResult]:
    """Add to the results what offers took off, and from how many receipts.

    Of a receipt refunded in part every offer's share is what is left of the whole discount.
    """
    offers = [one.id for one in stored.document.offer if percent_of(one) is not None]
    receipts = dict.fromkeys(offers, 0)
    money = dict.fromkeys(offers, Fraction(0))
    for less in discount_store.load_since(tx, since, offers):
        for part in less.parts:
            if part.rule in money:
                receipts[part.rule] += 1
                money[part.rule] += Fraction(part.facts["off"]) * less.kept
    return {
        one: replace(
            results.get(one, OfferResult()), purchases=receipts[one], off_minor=half_up(money[one])
        )
        for one in offers
    }
