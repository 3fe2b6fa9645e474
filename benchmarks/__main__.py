"""`python -m benchmarks [name …]`: run them all, or the named ones, and print one table.

Every row is a ratio of ours to a limit or a usual design measured in the same minute, the median
of five rounds or more in which both take turns; so a slow machine moves both. "Short" is what
misses the figure to reach first (docs/performance.md). The exit code is 3 only if one is missed
by more than two runs differ (`report.NOISE`), so that a busy neighbour fails nobody; a benchmark
that breaks ends with Python's own 1.
"""

import importlib
import sys

from benchmarks.report import Row, table

SHORT = 3

# A module of this package each, with `run() -> list[Row]`.
BENCHMARKS: tuple[str, ...] = (
    "purchases",
    "postgresql",
    "dispatch",
    "whole_path",
    "card_read",
    "pictures",
    "footprint",
    "replay",
    "what_if",
    "broadcast",
    "scale",
)


def main(names: list[str]) -> int:
    """Return `SHORT` if any figure was clearly missed, 2 for an unknown name."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {unknown[0]}; there are: {' '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{name}").run()
    print(table(rows))
    return 0 if all(row.ok or row.near for row in rows) else SHORT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
