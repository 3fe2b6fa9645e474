"""What a benchmark returns, how two things are timed side by side, and the table at the end."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

NOISE = 1.15
"""Medians of two runs differ by up to so much; a ratio missed by less fails nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One measured ratio: `id` as in docs/performance.md.

    `ok` tells whether the figure to reach first is reached, not the goal; `near` that it is
    missed by no more than two runs on a busy machine differ.
    """

    id: str
    what: str
    ratio: str
    limit_text: str
    goal_text: str
    ok: bool
    near: bool = False


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Time one run of `work`; `time.process_time` counts this process's own work alone."""
    began = clock()
    work()
    return clock() - began


def paired_ratio(
    ours: Callable[[], object],
    limit: Callable[[], object],
    *,
    rounds: int = 5,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return the median over rounds of time(ours) / time(limit), the two run in turn.

    Each round measures both within the same second and every other round begins with the other
    one, so a machine that slows down or speeds up meanwhile moves both sides. A first pair warms
    up and is not counted.
    """
    ratios = []
    for number in range(rounds + 1):
        if number % 2:
            one, other = seconds(ours, clock), seconds(limit, clock)
        else:
            other, one = seconds(limit, clock), seconds(ours, clock)
        ratios.append(one / other)
    return statistics.median(ratios[1:])


def at_most(id_: str, what: str, ratio: float, *, limit: float, goal: float) -> Row:
    """Make the row of a ratio that should be small."""
    return Row(
        id=id_,
        what=what,
        ratio=f"{ratio:.2f}",
        limit_text=f"≤ {limit:g}",
        goal_text=f"≤ {goal:g}",
        ok=ratio <= limit,
        near=ratio <= limit * NOISE,
    )


def at_least(id_: str, what: str, ratio: float, *, limit: float, goal: float) -> Row:
    """Make the row of a ratio that should be large."""
    return Row(
        id=id_,
        what=what,
        ratio=f"{ratio:.2f}",
        limit_text=f"≥ {limit:g}",
        goal_text=f"≥ {goal:g}",
        ok=ratio >= limit,
        near=ratio >= limit / NOISE,
    )


def table(rows: Sequence[Row]) -> str:
    """Lay the rows out in columns."""
    heads = ("", "", "what / against what", "ratio", "reach first", "goal")
    cells = [heads] + [
        ("ok" if row.ok else "short", row.id, row.what, row.ratio, row.limit_text, row.goal_text)
        for row in rows
    ]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    )
