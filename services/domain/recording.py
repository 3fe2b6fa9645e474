"""Counters, lines and parts as text, for columns that nothing searches."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NamedTuple

from services.domain.exact import Exact, lean
from services.domain.kinds import CouponState, Period, Reason
from services.domain.outcome import Part
from services.domain.state import (
    Coupon,
    Draw,
    Favourites,
    Figures,
    Marks,
    MemberState,
    RecordedLine,
    Stamps,
    Standing,
    Usage,
    new_draw,
    new_figures,
    new_recorded_line,
    new_stamps,
    new_standing,
    new_usage,
)

# Making an encoder takes longer than using it.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_WINDOWS = ("rolling", "period", "year", "last_year", "lifetime")


def dump_counters(state: MemberState) -> str:
    """Write the running sums, the use of caps, and coupons and stamps if there are any."""
    windows = {name: _figures_out(getattr(state.standing, name)) for name in _WINDOWS}
    usage = [
        [one.rule, one.per.value, one.start and one.start.isoformat(), str(one.points)]
        for one in state.usage
    ]
    counters: dict[str, object] = {**windows, "usage": usage}
    if state.coupons:
        counters["coupons"] = [_coupon_out(one) for one in state.coupons]
    if state.stamps:
        counters["stamps"] = [_stamps_out(one) for one in state.stamps]
    if state.favourites is not None:
        chosen = state.favourites
        counters["favourites"] = [list(chosen.categories), chosen.on.isoformat()]
    return _text(counters)


class Counters(NamedTuple):
    """What `dump_counters` writes down of a state."""

    standing: Standing
    usage: tuple[Usage, ...]
    coupons: tuple[Coupon, ...]
    stamps: tuple[Stamps, ...]


def load_counters(text: str) -> Counters:
    """Read what `dump_counters` wrote."""
    found = json.loads(text)
    usage = tuple(
        new_usage(
            rule=rule,
            per=Period(per),
            start=date.fromisoformat(start) if start else None,
            points=_exact(points),
        )
        for rule, per, start, points in found["usage"]
    )
    return Counters(
        _standing_in(found),
        usage,
        tuple(_coupon_in(one) for one in found.get("coupons", ())),
        tuple(_stamps_in(one) for one in found.get("stamps", ())),
    )


def load_favourites(text: str) -> Favourites | None:
    """Read the favourites among what `dump_counters` wrote; most members have none."""
    if '"favourites":' not in text:
        return None
    found = json.loads(text).get("favourites")
    if found is None:
        return None
    categories, on = found
    return Favourites(categories=tuple(categories), on=date.fromisoformat(on))


def dump_lines(lines: Iterable[RecordedLine]) -> str:
    """Write the lines of a recorded purchase with their exact shares."""
    return _text([_line_out(line) for line in lines])


def _line_out(line: RecordedLine) -> dict[str, object]:
    found: dict[str, object] = {
        "net": str(line.net),
        "paid": str(line.paid),
        "earned": str(line.earned),
        "category": line.category,
        "refunded": str(line.refunded),
        "rules": {rule: str(points) for rule, points in line.rules.items()},
    }
    if line.stamps:
        found["stamps"] = line.stamps
    if line.amount_minor is not None:
        found["amount"] = line.amount_minor
    return found


def load_lines(text: str) -> tuple[RecordedLine, ...]:
    """Read what `dump_lines` wrote."""
    return tuple(
        new_recorded_line(
            net=_exact(line["net"]),
            paid=_exact(line["paid"]),
            earned=_exact(line["earned"]),
            category=line["category"],
            refunded=_exact(line["refunded"]),
            rules={rule: _exact(points) for rule, points in line["rules"].items()},
            stamps=load_marks(line.get("stamps", ())),
            amount_minor=line.get("amount"),
        )
        for line in json.loads(text)
    )


def dump_parts(parts: Iterable[Part]) -> str:
    """Write the reasons of an entry."""
    return _text([[one.rule, str(one.points), one.reason.value, one.facts] for one in parts])


def load_parts(text: str) -> tuple[Part, ...]:
    """Read what `dump_parts` wrote."""
    return tuple(
        Part(rule=rule, points=Fraction(points), reason=Reason(reason), facts=facts)
        for rule, points, reason, facts in json.loads(text)
    )


def _figures_out(figures: Figures) -> list[object]:
    return [
        figures.spend_minor,
        figures.purchases,
        figures.visits,
        figures.points,
        dict(figures.categories),
    ]


def _standing_in(found: Mapping[str, Any]) -> Standing:
    lifetime = _figures_in(found["lifetime"])
    # In the first year most windows hold what all the time holds, and are counted on together.
    windows = {
        name: lifetime if found[name] == found["lifetime"] else _figures_in(found[name])
        for name in _WINDOWS
    }
    return new_standing(**windows)


def _figures_in(found: list[Any]) -> Figures:
    spend, purchases, visits, points, categories = found
    return new_figures(
        spend_minor=spend,
        purchases=purchases,
        visits=visits,
        points=points,
        categories=categories,
    )


def _coupon_out(coupon: Coupon) -> list[object]:
    return [
        coupon.offer,
        coupon.number,
        coupon.points,
        dump_draws(coupon.draws),
        coupon.claimed_on.isoformat(),
        coupon.expires_on and coupon.expires_on.isoformat(),
        *((coupon.card, coupon.stamps) if coupon.card else ()),
    ]


def _coupon_in(found: list[Any]) -> Coupon:
    offer, number, points, draws, claimed_on, expires_on, *stamped = found
    card, stamps = stamped or (None, 0)
    return Coupon(
        offer=offer,
        number=number,
        points=points,
        draws=load_draws(draws),
        claimed_on=date.fromisoformat(claimed_on),
        expires_on=date.fromisoformat(expires_on) if expires_on else None,
        state=CouponState.OPEN,
        card=card,
        stamps=stamps,
    )


def _stamps_out(stamps: Stamps) -> list[object]:
    last_at = stamps.last_at and stamps.last_at.isoformat()
    return [stamps.card, stamps.count, last_at, stamps.last_for]


def _stamps_in(found: list[Any]) -> Stamps:
    card, count, last_at, last_for = found
    return new_stamps(
        card=card,
        count=count,
        last_at=datetime.fromisoformat(last_at) if last_at else None,
        last_for=last_for,
    )


def load_marks(pairs: Iterable[Iterable[Any]]) -> Marks:
    """Read pairs of a stamp card and stamps."""
    return tuple((card, stamps) for card, stamps in pairs)


def dump_draws(draws: Iterable[Draw]) -> list[list[int]]:
    """Write draws as pairs of lot and points, in their order."""
    return [[draw.lot, draw.points] for draw in draws]


def load_draws(pairs: Iterable[Iterable[int]]) -> tuple[Draw, ...]:
    """Read what `dump_draws` wrote."""
    return tuple(new_draw(lot=lot, points=points) for lot, points in pairs)


def _exact(text: str) -> Exact:
    """Read a number as `str` wrote it; most are whole."""
    return int(text) if text.isdecimal() else lean(Fraction(text))


def _text(value: Mapping[str, object] | list[Any]) -> str:
    return _encode(value)
