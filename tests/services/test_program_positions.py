"""Where each key of a program file stands, whatever way of writing TOML its owner likes."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from services.program import TEMPLATES, export, from_template
from services.program.positions import Path, line_of, lines_of

ODD = """\
# a comment with [brackets] and = signs
title = "quotes \\" and ] and #"   # = [no]
literal = 'C:\\dir\\'
"quoted key" = 1
dotted . "inner key" . x = +1.5e-3
date = 1979-05-27 07:32:00.5Z
time = 07:32:00
none = []
empty = {}
text = \"\"\"
[not.a.table]
a = 1 \"quoted\" \"\"
\"\"\"
raw = '''
k = 2''''
list = [ # opening
  1, 2.5, "three]",
  [true, [nan, -inf]],
  { a = 1, "b.c" = [ { d = 5 } ] },
]
[ spaced . "out" ]
x = 1
[[rows]]
a = 1
[rows.inner]
b = 2
[[rows.many]]
c = 3
[[rows.many]]
c = 4
[[rows]]
a = { b.c = 1, d = \"\"\"multi\"\"\" }
[rows.inner]
b = 5
"""


def paths(value: Any, way: Path = ()) -> Iterator[Path]:
    """Every table, key and element of what tomllib read."""
    if isinstance(value, dict):
        items: Any = value.items()
    else:
        items = enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*way, key)
        yield from paths(inner, (*way, key))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_key_that_tomllib_reads_has_a_line(newline: str) -> None:
    text = ODD.replace("\n", newline)
    assert set(paths(tomllib.loads(text))) == set(lines_of(text))


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_key_of_a_template_has_a_line(template: str) -> None:
    text = export(from_template(template, 'Zerno \\ "x"', "RUB", "Europe/Moscow"))
    assert set(paths(tomllib.loads(text))) == set(lines_of(text))


def test_the_lines_are_those_an_editor_shows() -> None:
    found = lines_of(ODD)
    shown = ODD.split("\n")
    assert shown[found["raw",] - 1].startswith("raw")
    assert shown[found["list", 4, "b.c", 0, "d"] - 1].strip().startswith("{ a = 1")
    assert shown[found["rows", 0, "many", 1, "c"] - 1] == "c = 4"
    assert shown[found["rows", 1, "inner", "b"] - 1] == "b = 5"


def test_a_key_that_is_not_there_has_the_line_of_what_should_hold_it() -> None:
    lines = lines_of("a = 1\n[b]\nc = 1\n")
    assert line_of(lines, ("b", "missing", 0)) == 2
    assert line_of(lines, ("elsewhere",)) is None


@pytest.mark.parametrize("text", ["a = [1", "a = { b = 1", "[", "a", "[[", "a = [[", "= ="])
def test_a_text_that_is_no_toml_does_not_hang_the_finder(text: str) -> None:
    assert isinstance(lines_of(text), dict)
