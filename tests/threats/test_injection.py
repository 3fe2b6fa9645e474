"""T17: whatever people call themselves, every screen stays what it is."""

import asyncio
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery, SendPhoto

from handlers.formats import Locality
from sandbox.entities import utf16
from sandbox.html import parse_html
from services import shop
from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.keys import Keys
from tests.builders.doorway import LIBRARY, Doorway, Heard, shown_html
from tests.builders.letters import letters_to
from tests.threats.town import NOW, People, Town, a_database, opened, populate

HARMLESS = "Имя"
LINE = "✅ Начислено 500 баллов"
PAYLOADS = (
    "<b>Вася</b>",
    "</b><i>",
    "<a href='tg://user?id=1'>банк</a>",
    '<a href="https://evil.example">t</a>',
    "<tg-spoiler>",
    "<pre>x",
    "<!-- x -->",
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "&#10;" + LINE,
    "&amp;amp;",
    "*_[](`~>#+-=|{}.!",
    "[x](https://evil.example)",
    f"Аня\n{LINE}",
    f"Аня\r\n{LINE}",
    f"Аня\u2028{LINE}",
    f"Аня\u2029{LINE}",
    f"Аня\x85{LINE}",
    f"Аня\x0b{LINE}",
    "\u202e001 яинА",
    "\u2066x\u2069",
    "\u200f100\u200e",
    "a" + "\u0301" * 50,
    "\u200b\u200c\u2060",
    "\x00\x1b[31m",
    "👩‍🎤" * 20,
    "{0.__class__} {$name} { POINTS($x) }",
    "{{7*7}} %s %(name)s ${x}",
    "'; DROP TABLE members; --",
    "=cmd|' /C calc'!A0",
    "@zerno_bot /start",
    "Ж" * 64,
)
TEXT_MAX, CAPTION_MAX, TOAST_MAX = 4096, 1024, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What a person sees of a message, apart from the words: how many lines, and what marks."""

    lines: int
    marks: tuple[str, ...]

    def like(self, usual: "Shape") -> bool:
        """Tell whether nothing was added; a name of no letters loses its bold."""
        return self.lines == usual.lines and not Counter(self.marks) - Counter(usual.marks)


def shape_of(html: str) -> Shape:
    text, entities = parse_html(html)
    kinds = tuple(str(entity["type"]) for entity in entities)
    return Shape(lines=text.count("\n"), marks=kinds)


def seen(heard: Heard) -> list[Shape]:
    return [shape_of(html) for call in heard.calls if (html := shown_html(call))]


async def named(path: Path, keys: Keys, name: str) -> People:
    """Return a shop in which everything that can be named is named so."""
    async with a_database(path, keys) as database:
        people = await populate(database, now=NOW, name=name, shop_name=_usable(name))
        owner = Actor(role=Role.OWNER, staff_id=1, source="test")
        for change in (shop.set_contact, shop.set_legal_name):
            await database.write(change, name, actor=owner, now=NOW)
        try:
            await database.write(shop.add_location, f"{name}2", actor=owner, now=NOW)
        except Refusal:
            await database.write(shop.add_location, HARMLESS, actor=owner, now=NOW)
    return people


def _usable(name: str) -> str:
    """Return the name if a shop may be called so."""
    try:
        return shop.usable_name(name)
    except shop.NameUnusable:
        return HARMLESS


async def walk(door: Doorway, them: People) -> list[Heard]:
    """Open every screen that shows a name, and what was promised to everybody."""
    walked = [
        await door.says(person, text)
        for person, text in (
            (them.owner, "/start"),
            (them.stranger, "/start"),
            (them.stranger, "/privacy"),
            (them.cashier, them.card),
            (them.cashier, "🧾 Чеки"),
            (them.member, "💳 Карта"),
        )
    ]
    for person, data in (
        (them.owner, "o-home"),
        (them.owner, "o-staff"),
        (them.owner, f"o-pers:{them.staff_id}"),
        (them.owner, f"o-off:{them.staff_id}:0"),
        (them.owner, "o-inv:cashier:0"),
        (them.owner, "o-inv:cashier:1"),
        (them.owner, "o-shop"),
        (them.owner, "o-rep"),
        (them.owner, "o-rplan:daily"),
        (them.owner, "o-prog"),
        (them.owner, "o-vers"),
        (them.cashier, f"k-spend:{them.member_id}"),
        (them.cashier, f"k-one:{them.bill}"),
        (them.cashier, f"k-undo:{them.bill}"),
        (them.cashier, f"k-keep:{them.bill}"),
        (them.cashier, f"k-bill:{them.member_id}:45000:AbCd1234:7"),
        (them.cashier, f"k-bill:{them.other_member_id}:99000000:AbCd1235:7"),
        (them.member, "m-hist:0"),
        (them.member, "m-level"),
        (them.member, "m-set"),
        (them.member, f"m-wrong:{them.bill}"),
        (them.other_member, f"m-notme:{them.request}"),
        (them.owner, f"o-appr:{them.approval}:1"),
    ):
        walked.append(await door.taps(person, data))
    return walked


async def shapes(path: Path, keys: Keys, name: str) -> list[list[Shape]]:
    """Walk through the shop of this name; return the shape of all that is seen."""
    people = await named(path, keys, name)
    async with opened(path, people, keys) as town:
        walked = await walk(town.door, people)
        for heard in walked:
            _fits(heard)
        letters = await _letters(town)
    return [*(seen(heard) for heard in walked), letters]


async def _letters(town: Town) -> list[Shape]:
    texts = LIBRARY.speak("ru", Locality())
    them = town.people
    found: list[Shape] = []
    for person in (them.owner, them.cashier, them.other_cashier, them.member, them.other_member):
        letters = await letters_to(town.door.database, person)
        found += [shape_of(texts(letter.text, **letter.facts)) for letter in letters]
    return found


def _fits(heard: Heard) -> None:
    for call in heard.calls:
        text, _ = parse_html(shown_html(call))
        assert utf16(text) <= (CAPTION_MAX if isinstance(call, SendPhoto) else TEXT_MAX)
        if isinstance(call, AnswerCallbackQuery):
            assert utf16(call.text or "") <= TOAST_MAX
        for line in getattr(getattr(call, "reply_markup", None), "inline_keyboard", None) or ():
            assert all(button.text.strip() and "\n" not in button.text for button in line)


@pytest.fixture(scope="session")
def harmless(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, keys: Keys
) -> list[list[Shape]]:
    path = tmp_path_factory.mktemp("harmless") / "kopilka.db"
    shutil.copy(sqlite_template, path)
    return asyncio.run(shapes(path, keys, HARMLESS))


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_a_name_is_words_and_nothing_else(
    sqlite_template: Path, tmp_path: Path, keys: Keys, harmless: list[list[Shape]], payload: str
) -> None:
    """T17: shop, location, contact, legal name, staff and guests are all called like this."""
    path = tmp_path / "kopilka.db"
    shutil.copy(sqlite_template, path)
    found = await shapes(path, keys, payload)
    for screen, usual in zip(found, harmless, strict=True):
        assert len(screen) == len(usual), (screen, usual)
        for shape, wanted in zip(screen, usual, strict=True):
            assert shape.like(wanted), (screen, usual)


@pytest.mark.parametrize("change", [shop.set_contact, shop.set_legal_name])
async def test_a_text_that_no_message_could_hold_is_refused(town: Town, change: Any) -> None:
    """T17: a long contact would make every message that names it too long to send."""
    owner = Actor(role=Role.OWNER, staff_id=1, source="test")
    with pytest.raises(shop.TextTooLong):
        await town.door.database.write(change, "Ж" * 4000, actor=owner, now=NOW)
