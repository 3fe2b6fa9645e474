"""Points from member to member: their part of the file, of the rules, and of the owner's taps."""

from collections.abc import Iterator

from services.domain.program import TransferRules
from services.program.conditions import Part
from services.program.positions import Path
from services.program.values import Count, Days


class Transfer(Part):
    on: bool = False
    """true: members may give each other points"""
    min_points: Count = 1
    """no gift is smaller"""
    per_day: Count | None = None
    """one member gives no more points a day; left out: no limit"""
    per_month: Count | None = None
    """one member gives no more points a calendar month; left out: no limit"""
    buyers_only: bool = True
    """only members with a purchase that was not refunded may give"""
    newcomer_days: Days = 1
    """a card is that many days old before it receives"""


def transfer_rules(transfer: Transfer) -> TransferRules | None:
    """Return what members may give each other; None where they may not."""
    if not transfer.on:
        return None
    return TransferRules(
        min_points=transfer.min_points,
        per_day=transfer.per_day,
        per_month=transfer.per_month,
        buyers_only=transfer.buyers_only,
        newcomer_days=transfer.newcomer_days,
    )


def check_transfer(transfer: Transfer) -> Iterator[tuple[Path, str]]:
    """Find limits that no gift could keep."""
    day, month = transfer.per_day, transfer.per_month
    if day is not None and day < transfer.min_points:
        yield ("transfer", "per_day"), "must not be less than min_points"
    if month is not None and month < (day or transfer.min_points):
        yield ("transfer", "per_month"), "must not be less than per_day or min_points"
