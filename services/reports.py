"""What the owner sees first: today's figures, or what is left to do before there are any."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import program_versions as programs
from services.rates import deals_in_points
from services.store import programs as program_store
from services.store import reports as store
from services.store import shop as shop_store
from services.store import staff as staff_store

_WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checklist:
    """The steps after the launch."""

    cashier_invited: bool
    poster_made: bool
    own_card: bool
    first_purchase: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Today:
    """The local day so far, net of refunds.

    `off_minor` is what the rules took off goods that were kept; `with_points` tells whether the
    program deals in points, or moved some. `vs_week_ago_percent` compares the money with the
    same weekday up to the same hour; None if nothing was sold then.
    """

    amount_minor: int
    bills: int
    new_members: int
    earned: int
    redeemed: int
    off_minor: int
    with_points: bool
    vs_week_ago_percent: int | None
    checklist: Checklist


def today(tx: Connection, *, now: datetime) -> Today:
    """Add up the shop's local day; two indexed sums and four look-ups."""
    settings = shop_store.load_settings(tx)
    zone = ZoneInfo(settings.timezone if settings else "UTC")
    local = now.astimezone(zone)
    sums = store.day_sums(tx, local.date(), until=now)
    before = store.day_sums(tx, local.date() - _WEEK, until=_a_week_before(local))
    return Today(
        amount_minor=sums.amount_minor,
        bills=sums.bills,
        new_members=store.new_members(tx, midnight(local.date(), zone), now),
        earned=sums.earned,
        redeemed=sums.redeemed,
        off_minor=sums.off_minor,
        with_points=_with_points(tx, sums, now=now),
        vs_week_ago_percent=_percent(sums.amount_minor, before.amount_minor),
        checklist=Checklist(
            cashier_invited=staff_store.has_invite(tx) or staff_store.has_cashier(tx),
            poster_made=bool(settings and settings.poster_made_at),
            own_card=store.owner_has_card(tx),
            first_purchase=store.has_purchase(tx),
        ),
    )


def _with_points(tx: Connection, sums: store.DaySums, *, now: datetime) -> bool:
    """Tell whether points were moved, or could be; a shop not launched yet deals in them."""
    if sums.earned or sums.redeemed or program_store.load_current(tx, now=now) is None:
        return True
    return deals_in_points(programs.current(tx, now=now).program)


def midnight(on: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a local day begins."""
    return datetime.combine(on, time.min, tzinfo=zone)


def _a_week_before(local: datetime) -> datetime:
    """Return the same wall-clock time a week before, whatever the clocks did in between."""
    return local - _WEEK


def _percent(amount_minor: int, before_minor: int) -> int | None:
    if before_minor <= 0:
        return None
    return round((amount_minor - before_minor) * 100 / before_minor)
