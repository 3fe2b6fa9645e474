"""Asynchronous things timed side by side: figures of several designs, round by round."""

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 5

Measure = Callable[[], Awaitable["Figures"]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """One run of one design: operations a second, and the seconds single ones took."""

    rate: float
    p50_s: float
    p99_s: float


class Rounds:
    """What every design gave in every round; ratios are taken within a round."""

    def __init__(self, rounds: Sequence[Mapping[str, Figures]]) -> None:
        self._rounds = rounds

    def ratio(self, ours: str, limit: str, figure: Callable[[Figures], float]) -> float:
        """Return the median over rounds of figure(ours) / figure(limit)."""
        return statistics.median(figure(one[ours]) / figure(one[limit]) for one in self._rounds)


async def in_turn(designs: Mapping[str, Measure], *, rounds: int = ROUNDS) -> Rounds:
    """Run every design once a round, every other round backwards; the first warms up."""
    found = []
    names = list(designs)
    for number in range(rounds + 1):
        order = names if number % 2 else names[::-1]
        figures = {}
        for name in order:
            gc.collect()
            figures[name] = await designs[name]()
        found.append(figures)
    return Rounds(found[1:])


async def at_once(
    work: Callable[[int], Awaitable[object]], *, count: int, in_flight: int
) -> Figures:
    """Call `work(0)` … `work(count - 1)`, so many at the same moment, and time each."""
    numbers = iter(range(count))
    took: list[float] = []

    async def worker() -> None:
        for number in numbers:
            began = time.perf_counter()
            await work(number)
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return _figures(took, time.perf_counter() - began)


def one_by_one(work: Callable[[int], object], *, count: int) -> Figures:
    """Call a plain function so many times in a row, and time each call."""
    took: list[float] = []
    began = time.perf_counter()
    for number in range(count):
        start = time.perf_counter()
        work(number)
        took.append(time.perf_counter() - start)
    return _figures(took, time.perf_counter() - began)


def _figures(took: list[float], seconds: float) -> Figures:
    took.sort()
    return Figures(
        rate=len(took) / seconds,
        p50_s=took[len(took) // 2],
        p99_s=took[min(len(took) - 1, len(took) * 99 // 100)],
    )
