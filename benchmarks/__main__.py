"""`python -m benchmarks [name …]`: run them all, or the named ones, and print one table."""

import importlib
import sys

from benchmarks.report import Row, table

# A module of this package each, with `run() -> list[Row]`.
BENCHMARKS: tuple[str, ...] = ("pictures", "replay")


def main(names: list[str]) -> int:
    """Return 1 if any limit was missed, 2 for an unknown name."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark {unknown[0]}; there are: {' '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += importlib.import_module(f"benchmarks.{name}").run()
    print(table(rows))
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
