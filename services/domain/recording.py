"""Counters, lines and parts as text, for columns that nothing searches."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from services.domain.exact import Exact, lean
from services.domain.kinds import Period, Reason
from services.domain.outcome import Part
from services.domain.state import Figures, MemberState, RecordedLine, Standing, Usage

# Making an encoder takes longer than using it.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_WINDOWS = ("rolling", "period", "year", "last_year", "lifetime")


def dump_counters(state: MemberState) -> str:
    """Write the running sums and the use of caps."""
    windows = {name: _figures_out(getattr(state.standing, name)) for name in _WINDOWS}
    usage = [
        [one.rule, one.per.value, one.start and one.start.isoformat(), str(one.points)]
        for one in state.usage
    ]
    return _text({**windows, "usage": usage})


def load_counters(text: str) -> tuple[Standing, tuple[Usage, ...]]:
    """Read what `dump_counters` wrote."""
    found = json.loads(text)
    usage = tuple(
        Usage(
            rule=rule,
            per=Period(per),
            start=date.fromisoformat(start) if start else None,
            points=_exact(points),
        )
        for rule, per, start, points in found["usage"]
    )
    return Standing(**{name: _figures_in(found[name]) for name in _WINDOWS}), usage


def dump_lines(lines: Iterable[RecordedLine]) -> str:
    """Write the lines of a recorded purchase with their exact shares."""
    return _text(
        [
            {
                "net": str(line.net),
                "paid": str(line.paid),
                "earned": str(line.earned),
                "category": line.category,
                "refunded": str(line.refunded),
                "rules": {rule: str(points) for rule, points in line.rules.items()},
            }
            for line in lines
        ]
    )


def load_lines(text: str) -> tuple[RecordedLine, ...]:
    """Read what `dump_lines` wrote."""
    return tuple(
        RecordedLine(
            net=_exact(line["net"]),
            paid=_exact(line["paid"]),
            earned=_exact(line["earned"]),
            category=line["category"],
            refunded=_exact(line["refunded"]),
            rules={rule: _exact(points) for rule, points in line["rules"].items()},
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


def _figures_in(found: list[Any]) -> Figures:
    spend, purchases, visits, points, categories = found
    return Figures(
        spend_minor=spend,
        purchases=purchases,
        visits=visits,
        points=points,
        categories=categories,
    )


def _exact(text: str) -> Exact:
    """Read a number as `str` wrote it; most are whole."""
    return int(text) if text.isdecimal() else lean(Fraction(text))


def _text(value: Mapping[str, object] | list[Any]) -> str:
    return _encode(value)
