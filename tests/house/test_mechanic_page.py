"""docs/adding-a-mechanic.md leads to files that exist."""

import re

from tests.house.test_tree import ROOT

PAGE = ROOT / "docs" / "adding-a-mechanic.md"
NAMED = re.compile(r"`([a-z_]+/[\w/.{},*-]+)`")


def named_paths() -> set[str]:
    """Return every path on the page; {ru,en,uz} stands for three."""
    found: set[str] = set()
    for path in NAMED.findall(PAGE.read_text("utf-8")):
        choice = re.search(r"\{([\w,]+)\}", path)
        parts = choice[1].split(",") if choice else [""]
        found |= {path.replace(choice[0], part) if choice else path for part in parts}
    return found


def test_every_path_on_the_page_exists() -> None:
    assert len(named_paths()) > 40
    assert sorted(path for path in named_paths() if not list(ROOT.glob(path))) == []
