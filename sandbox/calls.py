"""The log of calls a bot made, and what the schema had against them."""

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT = 20_000


@dataclass(slots=True, kw_only=True)
class Call:
    """One call: what was asked, what was answered.

    `arguments` are in wire form, uploads summarized; `milliseconds` is the sandbox's own time;
    `lint` holds what the schema had against the call; `result` is what was answered.
    """

    n: int
    at: str
    method: str
    chat_id: int | str | None
    arguments: dict[str, Any]
    ok: bool = True
    error_code: int | None = None
    description: str | None = None
    milliseconds: float = 0.0
    lint: list[str] = field(default_factory=list)
    result: Any = None

    def json(self) -> dict[str, Any]:
        """Return the call as the control API shows it."""
        return {name: value for name, value in asdict(self).items() if name != "result"}

    def __str__(self) -> str:
        verdict = "ok" if self.ok else f"{self.error_code} {self.description}"
        return f"#{self.n} {self.method} {self.arguments!r:.200} -> {verdict}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """One complaint of the schema about one call."""

    n: int
    method: str
    text: str


class CallLog:
    """The last calls, counted from 1."""

    def __init__(self) -> None:
        self.kept: deque[Call] = deque(maxlen=KEPT)
        self.count = 0
        self.lints: list[Lint] = []
        self._expected: list[str] = []

    def open(
        self, at: str, method: str, arguments: dict[str, Any], *, quiet: bool = False
    ) -> Call:
        """Write a call down before it is answered; a quiet one only if `keep` is called."""
        chat = arguments.get("chat_id")
        call = Call(n=0, at=at, method=method, chat_id=chat, arguments=arguments)
        if not quiet:
            self.keep(call)
        return call

    def keep(self, call: Call) -> None:
        """Give a call its number and keep it."""
        self.count += 1
        call.n = self.count
        self.kept.append(call)

    def expect_lint(self, part: str) -> None:
        """Do not count complaints whose text holds `part`: this bot makes them on purpose."""
        self._expected.append(part)

    def complain(self, call: Call, text: str) -> None:
        """Write down what the schema has against a call."""
        call.lint.append(text)
        if not any(part in text for part in self._expected):
            self.lints.append(Lint(n=call.n, method=call.method, text=text))

    def after(self, n: int, method: str | None = None) -> list[Call]:
        """Return the kept calls later than number `n`, perhaps of one method only."""
        return [
            call
            for call in self.kept
            if call.n > n and (method is None or call.method.lower() == method.lower())
        ]

    def tail(self, count: int = 15) -> str:
        """Return the last calls as lines."""
        return "\n".join(str(call) for call in list(self.kept)[-count:]) or "no calls"
