"""HTML and entities, with aiogram's own writer of HTML as the oracle."""

from typing import Any

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import Entity, find_entities, http_url
from sandbox.html import parse_html
from sandbox.texts import Refused

KINDS = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "text_link"]
PIECE = st.text(
    st.one_of(
        st.sampled_from("ab<>&\"' яё🙂👨‍👩‍👧\u200f"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=""),
    ),
    min_size=1,
    max_size=8,
).filter(lambda text: text == text.strip())


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@st.composite
def formatted(draw: st.DrawFn, depth: int = 0, used: frozenset[str] = frozenset()):
    """A text and its entities: pieces in a row, some of them formatted, some nested."""
    text, entities = "", []
    for number in range(draw(st.integers(1, 3))):
        start = units(text)
        kinds = [kind for kind in KINDS if kind not in used]
        kind = draw(st.sampled_from(kinds)) if number % 2 and depth < 3 and kinds else None
        if kind in {None, "code"}:
            inner, inside = draw(PIECE), []
        else:
            inner, inside = draw(formatted(depth + 1, used | {kind}))
        text += inner
        entities += [
            MessageEntity(**{**e.model_dump(exclude_none=True), "offset": e.offset + start})
            for e in inside
        ]
        if kind is not None:
            url = "https://kopilka.example/?a=1&b=2" if kind == "text_link" else None
            entity = MessageEntity(type=kind, offset=start, length=units(inner), url=url)
            entities.append(entity)
    return text, entities


def plain(entities: Any) -> list[Any]:
    return sorted(
        (e["type"], e["offset"], e["length"], e.get("url"))
        for e in (x if isinstance(x, dict) else x.model_dump() for x in entities)
    )


@settings(deadline=None)
@given(formatted())
def test_what_aiogram_writes_as_html_is_read_back_unchanged(sample):
    text, entities = sample
    html = html_decoration.unparse(text, sorted(entities, key=lambda e: (e.offset, -e.length)))
    read, found = parse_html(html)
    assert read == text
    assert plain(found) == plain(entities)


@settings(deadline=None)
@given(st.text(st.sampled_from('<>/bi &;"=ltamp#x1 s\n'), max_size=60))
def test_any_text_is_either_read_or_refused_in_words(source):
    text, sentence = "", "can't parse entities: "
    entities: list[Entity] = []
    try:
        text, entities = parse_html(source)
    except Refused as refused:
        sentence = refused.description
    assert "can't parse entities: " in sentence
    assert text == text.strip()
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= len(text) for e in entities)


LITERAL = [
    ("a & b", "a & b"),
    ("a &amp; b &lt;b&gt; &quot;", 'a & b <b> "'),
    ("&#1087;&#x43f;", "пп"),
    ("&nbsp;&copy;", "&nbsp;&copy;"),
    ("&lt", "<"),
    ("  padded\n", "padded"),
    ("<b>a</>b", "ab"),
    ("<B>a</b>", "a"),
    ("<b></b>x", "x"),
]


@pytest.mark.parametrize(("html", "text"), LITERAL)
def test_html_is_read_as_telegram_reads_it(html, text):
    assert parse_html(html)[0] == text


def entity(html: str) -> dict[str, Any]:
    return parse_html(html)[1][0]


def test_tags_become_the_entities_of_the_bot_api():
    assert entity('<pre><code class="language-toml">a = 1</code></pre>') == {
        "type": "pre",
        "offset": 0,
        "length": 5,
        "language": "toml",
    }
    assert entity("<blockquote expandable>a</blockquote>")["type"] == "expandable_blockquote"
    assert entity('<tg-emoji emoji-id="5">🙂</tg-emoji>')["custom_emoji_id"] == "5"
    assert entity('<a href="tg://user?id=7">Anna</a>')["user_id"] == 7
    assert entity('<tg-time unix="1764547200" format="dt">30 November</tg-time>') == {
        "type": "date_time",
        "offset": 0,
        "length": 11,
        "unix_time": 1764547200,
        "date_time_format": "dt",
    }
    assert entity("<a>t.me/x</a>")["url"] == "http://t.me/x"
    assert parse_html('<a href="javascript:alert(1)">a</a>') == ("a", [])
    assert [e["type"] for e in parse_html("<code><b>a</b></code>")[1]] == ["code"]


FOUND = [
    ("/start ref_42", [("bot_command", 0, 6)]),
    ("see /help@kopilka_bot now", [("bot_command", 4, 17)]),
    ("a/b 1/2", []),
    ("🙂 https://t.me/x?start=1.", [("url", 3, 22)]),
    ("write to @anna_k or a@b.ru", [("mention", 9, 7), ("email", 20, 6)]),
    ("call +7 900 123-45-67!", [("phone_number", 5, 16)]),
    ("#sale at shop.ru", [("hashtag", 0, 5), ("url", 9, 7)]),
    ("450 7788", []),
]


@pytest.mark.parametrize(("text", "entities"), FOUND)
def test_links_commands_and_phones_are_found_in_plain_text(text, entities):
    found = [(e["type"], e["offset"], e["length"]) for e in find_entities(text)]
    assert found == entities


def test_nothing_is_found_inside_code():
    text, known = parse_html("<code>/start</code> /help")
    assert [e["type"] for e in find_entities(text, known)] == ["code", "bot_command"]


def test_a_link_needs_a_public_host():
    assert http_url("https://T.me") == "https://t.me/"
    assert http_url("t.me/x?y#z") == "http://t.me/x?y#z"
    assert http_url("tg://resolve?domain=x") == "tg://resolve?domain=x"
    for bad in ("http://localhost", "https://a b.ru", "", "javascript:x"):
        assert http_url(bad) is None
