"""What a planted bug is."""

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
