"""T19: no statement and no sentence is put together from what a person typed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.test_tree import ROOT, tracked

RAW = {"text", "exec_driver_sql", "literal_column", "execute", "executescript", "executemany"}
# Here names of our own tables, pragmas and locks stand in a statement; no person's words do.
OWN_NAMES = {
    "migrations/triggers.py",
    "services/database/postgresql_crew.py",
    "services/database/sqlite.py",
    "services/schema.py",
}
# Here the pattern is a sentence of our own and only the facts come from outside.
OWN_PATTERNS = {
    "services/domain/explaining.py",
    "services/domain/making.py",
    "services/program/problems.py",
    "services/store/prepared.py",
}


def _parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


def _product() -> list[Path]:
    found = tracked("bot/*.py", "handlers/*.py", "services/*.py", "models/*.py", "migrations/*.py")
    assert len(found) > 150
    return [path for path in found if "versions" not in path.parts]


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node
            elif isinstance(function, ast.Name):
                yield function.id, node


def _is_built(argument: ast.expr) -> bool:
    """Tell whether a text is made of pieces: f"…", "…" + b, "…" % b, "…".format(b)."""
    match argument:
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return any(map(_is_text, (left, right)))
        case ast.Call(func=ast.Attribute(attr="format" | "join" | "format_map")):
            return True
        case ast.Call(func=ast.Name(id="select" | "text"), args=[first, *_]):
            return _is_built(first)
        case _:
            return False


def _is_text(part: ast.expr) -> bool:
    text = isinstance(part, ast.Constant) and isinstance(part.value, str)
    return text or _is_built(part)


def built_statements(tree: ast.AST) -> list[int]:
    """Return the lines on which a raw statement is not one constant text."""
    return [
        call.lineno
        for name, call in _calls(tree)
        if name in RAW and call.args and _is_built(call.args[0])
    ]


def formats(tree: ast.AST) -> list[int]:
    """Return the lines of str.format, format_map, string.Template and "…" % something."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="format", value=ast.Call())):
                pass  # super().format(record): a method of a formatter
            case ast.Call(func=ast.Attribute(attr="format" | "format_map")):
                found.append(node.lineno)
            case ast.Call(func=ast.Name(id="eval" | "exec")):
                found.append(node.lineno)
            case ast.ImportFrom(module="string", names=names) if _has(names, "Template"):
                found.append(node.lineno)
            case ast.BinOp(left=left, op=ast.Mod()) if _is_text(left):
                found.append(node.lineno)
            case _:
                pass
    return found


def _has(names: list[ast.alias], name: str) -> bool:
    return any(one.name == name for one in names)


def test_no_statement_is_put_together_from_text() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in _product()
        if str(path.relative_to(ROOT)) not in OWN_NAMES
        for line in built_statements(_parsed(path))
    ]
    assert guilty == []


def test_nothing_a_person_typed_is_a_format() -> None:
    guilty = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in _product()
        if str(path.relative_to(ROOT)) not in OWN_PATTERNS
        for line in formats(_parsed(path))
    ]
    assert guilty == []


@pytest.mark.parametrize(
    "line",
    [
        'tx.execute(f"DELETE FROM {table}")',
        'tx.execute(text("SELECT " + name))',
        'tx.exec_driver_sql("SELECT %s" % name)',
        'tx.execute("SELECT {}".format(name))',
    ],
)
def test_a_built_statement_is_seen(line: str) -> None:
    assert built_statements(ast.parse(line)) != []


@pytest.mark.parametrize(
    "line", ["words.format(name)", '"%s" % name', "from string import Template"]
)
def test_a_format_is_seen(line: str) -> None:
    assert formats(ast.parse(line)) != []
