"""Faults: what goes wrong on purpose, for which calls, how many times."""

import itertools
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sandbox.texts import (
    BLOCKED,
    DEACTIVATED,
    OTHER_POLL,
    UNAUTHORIZED,
    Refused,
    bad,
    wait,
)


class Trouble(StrEnum):
    """The kinds of trouble."""

    TOO_MANY = "429"
    """Ask to wait `retry_after` seconds."""
    BROKEN = "500"
    """Answer 500 in JSON."""
    GATEWAY = "502html"
    """Answer 502 with an HTML page."""
    FORBIDDEN = "403"
    """Answer as if the person had blocked the bot."""
    DEACTIVATED = "403deactivated"
    """Answer as if the account were gone."""
    BAD = "400"
    """Answer 400 with `description`."""
    UNAUTHORIZED = "401"
    """Answer as if the token were revoked."""
    CONFLICT = "409"
    """Answer as if another instance were polling."""
    DELAY = "delay"
    """Wait `delay` seconds, then do it."""
    DROP = "drop"
    """Close the connection without doing anything."""
    AFTER = "after"
    """Do it, then close the connection: the client cannot know."""
    DUPLICATE = "duplicate"
    """Deliver an update twice (`method` and `contains` look at the update's JSON)."""


_REFUSALS = {
    Trouble.BROKEN: (500, "Internal Server Error"),
    Trouble.FORBIDDEN: (403, BLOCKED),
    Trouble.DEACTIVATED: (403, DEACTIVATED),
    Trouble.UNAUTHORIZED: (401, UNAUTHORIZED),
    Trouble.CONFLICT: (409, OTHER_POLL),
}


@dataclass(slots=True, kw_only=True)
class Fault:
    """One rule: `kind` happens to calls of `method` to `chat_id` whose arguments hold `contains`.

    What is None matches everything; `times` None means until removed. Seconds may be fractions.
    """

    id: int = 0
    kind: Trouble
    method: str | None = None
    chat_id: int | None = None
    contains: str | None = None
    retry_after: int = 1
    delay: float = 1.0
    description: str | None = None
    times: int | None = None

    def matches(self, method: str, chat_id: Any, text: str) -> bool:
        """Say whether this fault is about such a call."""
        return (
            (self.method is None or self.method.lower() == method.lower())
            and (self.chat_id is None or self.chat_id == chat_id)
            and (self.contains is None or self.contains in text)
        )

    def refusal(self) -> Refused | None:
        """Return the error to answer with, or None if the fault is of another sort."""
        if self.kind is Trouble.TOO_MANY:
            return wait(self.retry_after)
        if self.kind is Trouble.BAD:
            return bad(self.description or "wrong request")
        code, text = _REFUSALS.get(self.kind, (0, ""))
        return Refused(code, self.description or text) if code else None

    def json(self) -> dict[str, Any]:
        """Return the fault as the control API shows it."""
        return asdict(self)


class Faults:
    """The faults in force, oldest first."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._ids = itertools.count(1)

    def add(self, fault: Fault) -> Fault:
        """Put a fault into force and give it its id."""
        fault.id = next(self._ids)
        self.active.append(fault)
        return fault

    def remove(self, fault_id: int) -> bool:
        """Lift one fault; False if there is none with this id."""
        before = len(self.active)
        self.active = [f for f in self.active if f.id != fault_id]
        return len(self.active) < before

    def clear(self) -> None:
        """Lift all faults."""
        self.active = []

    def take(self, method: str, chat_id: Any, text: str) -> Fault | None:
        """Return the first fault for this call and count it."""
        return self._first(method, chat_id, text, duplicates=False)

    def duplicates(self, kind: str, chat_id: Any, text: str) -> bool:
        """Say whether this update is to be delivered twice, and count it."""
        return self._first(kind, chat_id, text, duplicates=True) is not None

    def _first(self, method: str, chat_id: Any, text: str, *, duplicates: bool) -> Fault | None:
        for fault in self.active:
            if (fault.kind is Trouble.DUPLICATE) is not duplicates:
                continue
            if fault.matches(method, chat_id, text):
                self._count(fault)
                return fault
        return None

    def _count(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.active = [f for f in self.active if f is not fault]
