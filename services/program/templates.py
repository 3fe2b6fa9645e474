"""Programs to start from: shipped as program files, fitted to a shop's name, money and place."""

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from importlib.resources import files

from services.program.document import Document, Tier
from services.program.loading import checked, load_document
from services.program.referral import Referral
from services.program.segments import SegmentsPart

TEMPLATES: tuple[str, ...] = ("coffee", "beauty", "retail", "delivery", "discount", "plain")

# About how many units buy what one rouble buys. The templates' sums are written in roubles;
# thresholds and gifts need the right size, not the day's rate.
_SIZE = {
    "AMD": Decimal(5),
    "AZN": Decimal("0.02"),
    "BYN": Decimal("0.04"),
    "EUR": Decimal("0.01"),
    "GEL": Decimal("0.03"),
    "KGS": Decimal(1),
    "KZT": Decimal(6),
    "MDL": Decimal("0.2"),
    "RUB": Decimal(1),
    "TJS": Decimal("0.1"),
    "TRY": Decimal("0.5"),
    "USD": Decimal("0.01"),
    "UZS": Decimal(150),
}


def from_template(template: str, shop_name: str, currency: str, timezone: str) -> Document:
    """Return a shop's first program.

    `template` is one of TEMPLATES (KeyError otherwise), `currency` an ISO 4217 code, `timezone`
    an IANA name. Raises ProgramRefused for an empty name, an unknown currency or time zone.
    """
    document = _template(template)
    size = _SIZE.get(currency, Decimal(1))
    gifts = {
        name: table.model_copy(update={"points": _sized(table.points, size)})
        for name, table in (
            ("welcome", document.welcome),
            ("birthday", document.birthday),
            ("dormancy", document.dormancy),
        )
    }
    return checked(
        document.model_copy(
            update={
                "name": shop_name,
                "currency": currency,
                "timezone": timezone,
                **gifts,
                "bonus": tuple(
                    bonus.model_copy(update={"points": _sized(bonus.points, size)})
                    for bonus in document.bonus
                ),
                "tier": tuple(_tier(tier, size) for tier in document.tier),
                "referral": _referral(document.referral, size),
                "segments": _segments(document.segments, size),
            }
        )
    )


@cache
def _template(name: str) -> Document:
    if name not in TEMPLATES:
        raise KeyError(name)
    source = files("services").joinpath("templates", f"{name}.toml")
    return load_document(source.read_text(encoding="utf-8"))


def sized(roubles: int, currency: str) -> int:
    """Return about how many whole units of a currency buy what so many roubles buy.

    Two digits count; 0 stays 0 and anything more is 1 at least.
    """
    return _sized(roubles, _SIZE.get(currency, Decimal(1)))


def _tier(tier: Tier, size: Decimal) -> Tier:
    if tier.spend is None:
        return tier
    return tier.model_copy(update={"spend": Decimal(_sized(tier.spend, size))})


def _referral(referral: Referral, size: Decimal) -> Referral:
    least = referral.min_amount
    return referral.model_copy(
        update={
            "referrer": _sized(referral.referrer, size),
            "invitee": _sized(referral.invitee, size),
            "min_amount": None if least is None else Decimal(_sized(least, size)),
        }
    )


def _segments(segments: SegmentsPart, size: Decimal) -> SegmentsPart:
    if segments.vip_spend is None:
        return segments
    return segments.model_copy(update={"vip_spend": Decimal(_sized(segments.vip_spend, size))})


def _sized(amount: Decimal | int, size: Decimal) -> int:
    """Turn `amount` roubles into whole units of that `size`, two digits of which count."""
    exact = amount * size
    if exact == 0:
        return 0
    unit = Decimal(10) ** max(exact.adjusted() - 1, 0)
    return max(1, int((exact / unit).to_integral_value(ROUND_HALF_EVEN) * unit))
