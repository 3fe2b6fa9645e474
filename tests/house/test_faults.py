"""Every fault of docs/reliability.md has a test, and every test of a fault has its row."""

import ast
import re

from tests.house.test_tree import ROOT, tracked

_ROW = re.compile(r"^\| (F\d+) \|", re.MULTILINE)
_NAMED = re.compile(r"^(F\d+[^:]*):")


def rows() -> list[str]:
    return _ROW.findall((ROOT / "docs" / "reliability.md").read_text("utf-8"))


def proved() -> set[str]:
    """Return the rows that docstrings of tests begin with: "F3: …" or "F8, F9: …"."""
    found = set[str]()
    for path in tracked("tests/**/test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                named = _NAMED.match(ast.get_docstring(node) or "")
                found |= set(re.findall(r"F\d+", named[1])) if named else set()
    return found


def test_every_fault_has_a_row_and_a_test() -> None:
    assert rows() == [f"F{number}" for number in range(1, 27)]
    assert set(rows()) - proved() == set()
    assert proved() - set(rows()) == set()
