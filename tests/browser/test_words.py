"""The page's own words: three languages, the same keys, the same blanks."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
MODULES = list(PAGE.glob("*.js"))
CALL = re.compile(r"""\bt\(\s*"(\w+)\"""")
ENTRY = re.compile(r'^  (\w+):\s+("(?:[^"\\]|\\.)*")', re.MULTILINE)


def dictionary(name: str) -> dict[str, str]:
    """Return one language's words by key."""
    return dict(ENTRY.findall((PAGE / "words" / f"{name}.js").read_text()))


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_language_has_the_words_of_english_with_the_same_blanks() -> None:
    english = dictionary("en")
    assert len(english) > 100
    for name in ("ru", "uz"):
        other = dictionary(name)
        assert other.keys() == english.keys()
        assert {k: blanks(v) for k, v in other.items()} == {
            k: blanks(v) for k, v in english.items()
        }


def test_every_word_that_the_page_asks_for_exists() -> None:
    asked = {key for path in MODULES for key in CALL.findall(path.read_text())}
    assert asked <= dictionary("en").keys()


def test_no_word_is_left_that_nobody_asks_for() -> None:
    source = "".join(path.read_text() for path in MODULES)
    words = {key for key in dictionary("en") if not key.endswith("Hint")}
    assert {key for key in words if f'"{key}"' not in source} == set()


def test_the_page_asks_nobody_but_its_own_server() -> None:
    for path in (path for path in PAGE.rglob("*") if path.is_file()):
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        text = text.replace("https://t.me/", "").replace("https://${", "")
        assert not re.search(r"https?://\w", text), path.name
        assert "innerHTML" not in text, path.name
