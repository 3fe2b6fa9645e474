"""Every threat of docs/reliability.md has a test that exists, or a reason why it needs none."""

import ast
import re
from pathlib import Path

from tests.house.test_tree import tracked
from tests.threats.catalogue import NOT_HERE, SHOWN

ROOT = Path(__file__).resolve().parents[2]
ALL = [f"T{number}" for number in range(1, 27)]


def rows() -> dict[str, str]:
    """Return the rows of the table of threats, by their number."""
    text = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    return dict(re.findall(r"^\| (T\d+) \| (.+) \|$", text, re.MULTILINE))


def test_the_page_names_every_threat() -> None:
    assert list(rows()) == ALL


def test_every_threat_has_a_test_or_a_reason() -> None:
    assert not set(SHOWN) & set(NOT_HERE)
    assert sorted({*SHOWN, *NOT_HERE}) == sorted(ALL)
    assert all(NOT_HERE.values())
    for name in NOT_HERE:
        assert "not built" in rows()[name], name


def test_every_named_test_exists() -> None:
    for name, tests in SHOWN.items():
        assert tests, name
        for test in tests:
            path, _, function = test.partition("::")
            tree = ast.parse((ROOT / path).read_text("utf-8"))
            found = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
            found |= {one.name for one in ast.walk(tree) if isinstance(one, ast.AsyncFunctionDef)}
            assert not function or function in found, (name, test)


def test_nothing_writes_a_table_that_a_spreadsheet_would_run() -> None:
    """T18: as long as this holds there is no cell in which a formula could stand."""
    guilty = [
        path.name
        for path in tracked("bot/*.py", "handlers/*.py", "services/*.py")
        if re.search(r"^\s*(?:import|from) (?:csv|openpyxl|xlsxwriter)\b", path.read_text("utf-8"))
    ]
    assert guilty == []
