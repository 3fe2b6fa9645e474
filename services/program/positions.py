"""Where each key of a TOML text stands: the line numbers that tomllib does not keep."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

# The text has already been parsed by tomllib, so a token is only ever one of these. A value that
# is not a string or a bracket (number, date, true) is matched by the same run as a bare key.
_TOKEN = re.compile(
    r"""
    (?P<newline>\n)
  | (?P<blank>[ \t\r]+|\#[^\n]*)
  | (?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}(?!\")|'{3}.*?'{3,5}(?!')|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
  | (?P<mark>[\[\]{}=,.])
  | (?P<bare>[^\s\[\]{}=,."'\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    line: int


@dataclass(slots=True)
class _Finder:
    tokens: list[_Token]
    lines: dict[Path, int] = field(default_factory=dict)
    counts: dict[Path, int] = field(default_factory=dict)
    at: int = 0

    def peek(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _Token("end", "", 0)

    def take(self) -> _Token:
        token = self.peek()
        self.at += 1
        return token

    def at_end(self, mark: str) -> bool:
        """Tell whether the list or table is over, or the text, whatever it holds."""
        token = self.peek()
        return token.text == mark or token.kind == "end"

    def skip_newlines(self) -> None:
        while self.peek().kind == "newline":
            self.at += 1

    def key(self) -> tuple[Path, int]:
        first = self.take()
        parts = [_unquoted(first)]
        while self.peek().text == ".":
            self.take()
            parts.append(_unquoted(self.take()))
        return tuple(parts), first.line

    def note(self, path: Path, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def document(self) -> None:
        table: Path = ()
        self.skip_newlines()
        while self.peek().kind != "end":
            table = self.header() if self.peek().text == "[" else self.assignment(table)
            self.skip_newlines()

    def header(self) -> Path:
        self.take()
        repeated = self.peek().text == "["
        if repeated:
            self.take()
        name, line = self.key()
        self.at += 2 if repeated else 1
        path = self.resolve(name[:-1]) + name[-1:]
        self.note(path, line)
        if repeated:
            index = self.counts.get(path, 0)
            self.counts[path] = index + 1
            path = (*path, index)
            self.lines[path] = line
        return path

    def resolve(self, name: Path) -> Path:
        """`[earn.when]` after `[[earn]]` speaks of the last `earn`."""
        path: Path = ()
        for part in name:
            path = (*path, part)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def assignment(self, table: Path) -> Path:
        name, line = self.key()
        self.note(table + name, line)
        self.take()
        self.value(table + name)
        return table

    def value(self, path: Path) -> None:
        token = self.take()
        if token.text == "[":
            self.array(path)
        elif token.text == "{":
            self.inline_table(path)
        else:
            # A number with a point is three tokens: 1 . 5
            while self.peek().text == "." or self.peek().kind == "bare":
                self.take()

    def array(self, path: Path) -> None:
        index = 0
        self.skip_newlines()
        while not self.at_end("]"):
            self.note((*path, index), self.peek().line)
            self.value((*path, index))
            index += 1
            self.skip_commas()
        self.take()

    def inline_table(self, path: Path) -> None:
        self.skip_newlines()
        while not self.at_end("}"):
            self.assignment(path)
            self.skip_commas()
        self.take()

    def skip_commas(self) -> None:
        while self.peek().kind == "newline" or self.peek().text == ",":
            self.at += 1


def _unquoted(token: _Token) -> str:
    if token.kind != "text":
        return token.text
    return str(tomllib.loads(f"key = {token.text}")["key"])


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, found.group(), line)
        line += found.group().count("\n")


def lines_of(text: str) -> dict[Path, int]:
    """Find the line (from 1) of every table, key and list element of a TOML text that parses.

    A path is the way down: ``("earn", 0, "when", "weekdays", 1)``.
    """
    finder = _Finder(list(_tokens(text)))
    finder.document()
    return finder.lines


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """Return the line of `path` or of the nearest thing around it; the whole file has none."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None
