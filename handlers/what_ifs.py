"""Other rules tried on the shop's last days while a screen waits; the running program does it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from services.what_if import WhatIf


@dataclass(frozen=True, kw_only=True, slots=True)
class Counting:
    """How far it is, in members."""

    done: int
    of: int


Tell: TypeAlias = Callable[[Counting | WhatIf | None], Awaitable[bool]]
"""Called now and then while it takes long, and once with the answer; None: it did not work.

Returns whether anybody still looks; if not, nothing more is counted.
"""


class WhatIfs(Protocol):
    """Counts one thing for each person, beside everything else."""

    def ask(self, person: int, program: str, *, days: int, tell: Tell) -> None:
        """Begin to try this program file; what the person asked before is given up."""

    def turn(self, person: int) -> AbstractAsyncContextManager[None]:
        """Let nothing be told while an update of this person is handled."""
