"""Paying with points: how many, and what kept it below the request.

docs/semantics.md, Paying with points. The quote and the commit are this one function.
"""

from collections.abc import Sequence

from services.domain.exact import Exact, fact, total
from services.domain.kinds import Limit, Reason
from services.domain.outcome import Part, Quote, new_quote
from services.domain.program import Program
from services.domain.receipts import NetLine, Requested


def quote(
    program: Program,
    lines: Sequence[NetLine],
    requested: Requested,
    *,
    balance: int,
    deficit: int,
) -> Quote:
    """Work out how many points pay; 0 with a limit if none may."""
    rules = program.redeem
    goods = redeemable = lines[0].net if len(lines) == 1 else total([line.net for line in lines])
    if rules.exclude:
        redeemable = total([line.net for line in lines if can_be_paid(program, line)])
    wanted = None if requested == "max" else requested or 0
    applied, limit = 0, None
    if wanted != 0:
        held = (balance, Limit.DEFICIT if deficit else Limit.BALANCE)
        applied, limit = _clamp(program, wanted, held, redeemable)
    return new_quote(
        requested=wanted,
        applied=applied,
        limit=limit,
        goods_minor=int(goods),
        redeemable_minor=redeemable,
        value_minor=program.points.value_minor,
    )


def can_be_paid(program: Program, line: NetLine) -> bool:
    """Tell whether points may pay for a line."""
    return line.category not in program.redeem.exclude


def parts(program: Program, made: Quote) -> list[Part]:
    """Explain a redemption: what the points paid, and what limited them."""
    facts: dict[str, str | int] = {
        "points": made.applied,
        "worth": made.applied * made.value_minor,
        "digits": program.digits,
    }
    paid = Part.of("redeem", -made.applied, Reason.PAID, facts)
    if made.limit is None:
        return [paid]
    limits: dict[str, str | int] = {
        "limit": made.limit,
        "requested": "max" if made.requested is None else made.requested,
        "max_percent": fact(program.redeem.max_percent),
        "step": program.redeem.step,
        "min_points": program.redeem.min_points,
        "redeemable": fact(made.redeemable_minor),
        "digits": program.digits,
    }
    return [paid, Part.of("limit", 0, Reason.LIMITED, limits)]


def _clamp(
    program: Program, wanted: int | None, held: tuple[int, Limit], redeemable: Exact
) -> tuple[int, Limit | None]:
    rules = program.redeem
    share, value = rules.max_percent, program.points.value_minor
    most = (redeemable * share.numerator) // (share.denominator * 100 * value)
    bounds = [held, (most, Limit.MAX_PERCENT)]
    if not redeemable:
        bounds.append((0, Limit.NOTHING_REDEEMABLE))
    applied, limit = _least(wanted, bounds)
    stepped = applied - applied % rules.step
    if stepped < applied:
        applied, limit = stepped, Limit.STEP
    if 0 < applied < rules.min_points:
        applied, limit = 0, Limit.MIN_POINTS
    return applied, limit


def _least(wanted: int | None, bounds: list[tuple[int, Limit]]) -> tuple[int, Limit | None]:
    # The last of equal bounds names the limit: nothing redeemable says more than 0 % of it.
    least, limit = min(reversed(bounds), key=lambda bound: bound[0])
    if wanted is not None and wanted <= least:
        return wanted, None
    return least, limit
