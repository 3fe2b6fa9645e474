"""What a planted bug is: one replacement, and the tests that must see it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Mutant:
    """Replace `old`, which stands once in `file`, by `new`: `tests` must turn red."""

    name: str
    bug: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
