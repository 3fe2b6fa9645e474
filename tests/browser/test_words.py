"""The page's own words: three languages, the same keys, the same blanks."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
WORDS = (PAGE / "words.js").read_text()
CALL = re.compile(r"""\bt\("(\w+)\"""")
ENTRY = re.compile(r'(\w+): ("(?:[^"\\]|\\.)*")')


def dictionary(name: str) -> dict[str, str]:
    """Return one language's words by key."""
    body = WORDS.split(f"const {name} = {{", 1)[1].split("\n};", 1)[0]
    return dict(ENTRY.findall(body))


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_language_has_the_words_of_english_with_the_same_blanks() -> None:
    english = dictionary("EN")
    assert len(english) > 100
    for name in ("RU", "UZ"):
        other = dictionary(name)
        assert other.keys() == english.keys()
        assert {k: blanks(v) for k, v in other.items()} == {
            k: blanks(v) for k, v in english.items()
        }


def test_every_word_that_the_page_asks_for_exists() -> None:
    modules = [path for path in PAGE.glob("*.js") if path.name != "words.js"]
    asked = {key for path in modules for key in CALL.findall(path.read_text())}
    assert asked <= dictionary("EN").keys()


def test_no_word_is_left_that_nobody_asks_for() -> None:
    source = "".join(path.read_text() for path in PAGE.glob("*.js") if path.name != "words.js")
    words = {key for key in dictionary("EN") if not key.endswith("Hint")}
    assert {key for key in words if f'"{key}"' not in source} == set()


def test_the_page_asks_nobody_but_its_own_server() -> None:
    for path in PAGE.iterdir():
        text = path.read_text().replace("http://www.w3.org/2000/svg", "")
        text = text.replace("https://t.me/", "").replace("https://${", "")
        assert not re.search(r"https?://\w", text), path.name
        assert "innerHTML" not in text, path.name
