"""Plant each bug in a copy of the program, run the tests that should see it, expect red.

`python -m tests.mutants [name …]` plants all of them, or only those named.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.catalogue import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("bot", "handlers", "services", "models", "migrations", "sandbox", "tests")
AT_ONCE = 2
SECONDS_MAX = 120
TESTS_FAILED = 1


def plant(mutant: Mutant, root: Path) -> None:
    """Change the one place that the mutant names; a place that moved is an error."""
    path = root / mutant.file
    text = path.read_text("utf-8")
    found = text.count(mutant.old)
    if found != 1:
        sys.exit(f"{mutant.name}: found {found} times in {mutant.file}: {mutant.old!r}")
    path.write_text(text.replace(mutant.old, mutant.new), "utf-8")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether the tests turned red, what they said, and how long they took."""

    mutant: Mutant
    red: bool
    said: str
    seconds: float


def run(mutant: Mutant) -> Verdict:
    """Run the mutant's tests in a copy of the tree."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kopilka-mutant-") as folder:
        root = Path(folder)
        for name in COPIED:
            # With what is compiled already: the changed file is newer than its own.
            shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
        shutil.copy(ROOT / "pyproject.toml", root)
        plant(mutant, root)
        code, said = _test(root, mutant.tests)
    return Verdict(
        mutant=mutant,
        red=code == TESTS_FAILED,
        said=said[-1500:],
        seconds=time.monotonic() - began,
    )


def _test(root: Path, tests: tuple[str, ...]) -> tuple[int | None, str]:
    """Return the exit code and the output of pytest in `root`; no code if it has no end."""
    options = ["-q", "-x", "--no-header", "-p", "no:cacheprovider"]
    try:
        done = subprocess.run(  # noqa: S603 - our own tests, our own interpreter
            [sys.executable, "-B", "-m", "pytest", *options, *tests],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "HYPOTHESIS_PROFILE": "mutants"},
            capture_output=True,
            text=True,
            timeout=SECONDS_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, f"no end within {SECONDS_MAX} seconds"
    return done.returncode, done.stdout + done.stderr


def main() -> int:
    wanted = set(sys.argv[1:])
    chosen = [mutant for mutant in MUTANTS if not wanted or mutant.name in wanted]
    survived = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for verdict in pool.map(run, chosen):
            name, bug = verdict.mutant.name, verdict.mutant.bug
            word = "caught  " if verdict.red else "SURVIVED"
            print(f"{word}  {verdict.seconds:5.1f} s  {name}: {bug}", flush=True)
            if not verdict.red:
                survived += 1
                print(verdict.said)
    print(f"{len(chosen) - survived} of {len(chosen)} planted bugs caught")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
