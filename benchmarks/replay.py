"""P12: replaying purchases against parsing the same JSON lines; growth and memory up to many.

`python -m benchmarks.replay 1000000` measures growth over a million events; the default is small.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.report import Row, at_most, paired_ratio, seconds, table
from services.program import export, from_template
from services.replay import replay

_BEGAN = datetime(2026, 1, 1, 6, tzinfo=UTC)
_MEMBERS = 200
_EVENTS = 1_000  # of one timed run
_GROWN = 12_000  # how far growth is followed by default
_SLICES = 4
# A larger shop has more members, not members who buy more: each holds a handful of lots.
_PURCHASES_EACH = 20


def events(count: int, *, members: int = _MEMBERS, seed: int = 1) -> Iterator[str]:
    """Yield JSON lines: everyone joins, then `count` purchases in even steps over half a year.

    Deterministic. Every fourth pays with points, every third has two lines.
    """
    for number in range(members):
        yield _line(_BEGAN, do="join", member=f"m{number}")
    step = timedelta(days=180) / max(count, 1)
    number = seed
    for index in range(count):
        number = (number * 1_103_515_245 + 12_345) % 2**31
        amount = 15_000 + number // 8 % 60_000
        more: dict[str, object] = {"redeem": "max"} if index % 4 == 0 else {}
        if index % 3 == 0:
            more["lines"] = [
                {"amount": _money(amount - 5_000), "category": "coffee", "item": "latte"},
                {"amount": "50.00", "category": "dessert"},
            ]
        yield _line(
            _BEGAN + step * index,
            do="purchase",
            member=f"m{number // 64 % members}",
            key=f"p{index}",
            amount=_money(amount),
            **more,
        )


def run(grown: int = _GROWN) -> list[Row]:
    """Measure P12; `grown` is how many purchases growth is followed over."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.toml"
        program.write_text(
            export(from_template("coffee", "Zerno", "RUB", "Europe/Moscow")), encoding="utf-8"
        )
        return [_against_parsing(program), *_growth(program, grown)]


def _against_parsing(program: Path) -> Row:
    lines = list(events(_EVENTS))

    def ours() -> None:
        code = replay(program, io.StringIO("".join(lines)), io.StringIO(), sys.stderr)
        assert code == 0

    def parsing() -> None:
        for line in lines:
            json.loads(line)

    ratio = paired_ratio(ours, parsing, clock=time.process_time)
    return at_most("P12", "replay of purchases / parsing their lines", ratio, limit=40, goal=15)


def _growth(program: Path, grown: int) -> list[Row]:
    """Time the second and the last slice of a long replay, and weigh it at both ends.

    In the first slice members still have no lots to speak of.
    """
    answer = subprocess.run(  # noqa: S603  # this very file, in a process of its own
        [sys.executable, "-m", "benchmarks.replay", str(grown), str(program)],
        check=True,
        capture_output=True,
        text=True,
    )
    slices, weights = json.loads(answer.stdout)
    more = (weights[-1] - weights[0]) / (grown - grown / _SLICES)
    return [
        at_most(
            "P12",
            f"{grown} purchases: last fourth / second",
            slices[-1] / slices[1],
            limit=1.3,
            goal=1.1,
        ),
        at_most("P12", "KiB remembered per purchase", more, limit=3, goal=1),
    ]


class _Slices:
    """Where a long replay writes: nothing is kept but the time and the weight of each slice."""

    def __init__(self, joins: int, every: int) -> None:
        self.every = every
        self.written = -joins
        self.began = time.process_time()
        self.slices: list[float] = []
        self.weights: list[float] = []

    def write(self, text: str, /) -> int:
        self.written += 1
        if self.written == 0:
            self.began = time.process_time()
        elif self.written > 0 and self.written % self.every == 0:
            took = time.process_time() - self.began
            # The machine may be slower now than at the first slice: parsing says how much.
            self.slices.append(took / seconds(_parse_a_while, time.process_time))
            self.weights.append(_resident_kib())
            self.began = time.process_time()
        return len(text)

    def flush(self) -> None:
        """Hold nothing back: nothing was kept."""


def _resident_kib() -> float:
    """Return what this process holds now (Linux); its peak would be inherited from its parent."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 1024


def _parse_a_while() -> None:
    line = next(events(1, members=1))
    for _ in range(20_000):
        json.loads(line)


def _follow(grown: int, program: Path) -> None:
    """Print the seconds of each slice and the KiB held after it."""
    members = grown // _PURCHASES_EACH
    out = _Slices(members, grown // _SLICES)
    assert replay(program, events(grown, members=members), out, sys.stderr) == 0
    print(json.dumps([out.slices, out.weights]))


def _line(at: datetime, **fields: object) -> str:
    return json.dumps({"at": at.isoformat(), **fields}) + "\n"


def _money(amount_minor: int) -> str:
    return f"{amount_minor // 100}.{amount_minor % 100:02}"


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _follow(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        print(table(run(*map(int, sys.argv[1:]))))
