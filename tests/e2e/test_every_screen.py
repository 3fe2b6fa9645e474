"""Every button that can be reached is pressed, in every language, and leads somewhere.

A sentence that is missing or broken is an error in the bot's log, and that fails the test.
"""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio

from bot.texts import LOCALES
from handlers.formats import Locality
from sandbox import Person
from sandbox.views import MessageView
from services import audiences, coupons, offers, people
from services.actors import Actor, Role
from services.database import Database
from services.domain.groups import Audience
from services.domain.kinds import OfferKind
from services.units import LANGUAGES
from tests.builders.shops import OWNER, a_key
from tests.e2e.counter import LIBRARY, Counter
from tests.e2e.running import Town

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LABEL_MAX = 40
STEPS_MAX = 240
# Numbers, operation ids and references; a word of eight letters says something.
MADE_UP = re.compile(r"(?<=:)[0-9a-f]{6}(?=$|:)|(?<=:)(?=\w*[A-Z0-9_-])[\w-]{8}(?=$|:)|[1-9]\d*")
# What these do is asked about elsewhere: they end the walk, or change the shop for others.
LEFT_ALONE = re.compile(
    r"m-del:1|m-lang:|o-off:\d+:1|o-save|o-discs|o-back:|o-unplan|o-unit:.+|o-fast|o-inv|o-post|o-admit|o-appr"
    r"|o-promgo|o-refon|o-refv|o-gifton|o-giftby|o-giftv|o-end:\w+:1|o-offgo:|o-msw:|o-msg:|o-msd:"
    r"|o-segv:|o-audok|o-favok:|o-stgo:|o-ston:|o-stset:"
    r"|o-auddel:\w+:1|o-mreset:|o-m(?:text|view):\w+:ru"
    r"|o-lvsave:|o-lvval:(?!percent|window)|o-lvask:\w+:\w+:ru|o-adjok|o-glvok:|o-glvend:"
)


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


@pytest_asyncio.fixture(loop_scope="session")
async def books(shop: Town) -> AsyncIterator[Database]:
    database = await shop.bot.open()
    try:
        yield database
    finally:
        await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def gift(books: Database) -> AsyncIterator[str]:
    """Let a gift run during one test; what the other tests earn stays as it is."""
    owner = Actor(role=Role.OWNER, staff_id=1, source="test")
    draft = offers.OfferDraft(
        kind=OfferKind.GOODS,
        title={"ru": "Круассан", "en": "Croissant", "uz": "Kruassan"},
        price_points=50,
    )
    now = datetime.now(UTC)
    shown = await books.read(offers.preview, draft, now=now)
    launched = await books.write(
        offers.launch, draft, based_on=shown.version_id, actor=owner, key=a_key(), now=now
    )
    yield launched.ref
    await books.write(offers.end, launched.ref, actor=owner, key=a_key(), now=now)


@pytest_asyncio.fixture(loop_scope="session")
async def audience(books: Database) -> AsyncIterator[str]:
    """Let an audience be saved during one test."""
    owner = Actor(role=Role.OWNER, staff_id=1, source="test")
    deed: dict[str, Any] = {"actor": owner, "now": datetime.now(UTC)}
    asked = Audience(id="any", absent_max=400)
    ref = await books.write(audiences.save, asked, {}, ref=None, key=a_key(), **deed)
    yield ref
    await books.write(audiences.delete, ref, key=a_key(), **deed)


async def show_a_coupon(books: Database, person: Person, ref: str) -> None:
    """Let a member take the gift and show it to the till."""
    now = datetime.now(UTC)
    who = await books.read(people.who, person.id)
    assert who.member_id is not None
    await books.write(coupons.claim, who.member_id, ref, key=a_key(), now=now)


def _everything() -> str:
    return "\n".join(path.read_text("utf-8") for path in (LOCALES / "en").glob("*.ftl"))


class Walk:
    """One person who presses every kind of button once."""

    def __init__(self, here: Counter, person: Person) -> None:
        self.here = here
        self.person = person
        self.met: set[str] = set()
        self.waiting: list[tuple[int, str]] = []
        self.texts: dict[str, None] = {}
        self.since = 0

    async def run(self) -> None:
        """Press until nothing new appears; every tap is answered."""
        self.look()
        steps = 0
        while self.waiting and steps < STEPS_MAX:
            steps += 1
            await self.press(*self.waiting.pop(0))
            if not self.waiting:
                # Updates of a chat are handled in order: after this answer all taps are done.
                await self.here.send(self.person, "/help", "/")
            self.look()

    async def press(self, message_id: int, data: str) -> None:
        sandbox = self.here.sandbox
        tap = sandbox.press(self.person, data=data, message_id=message_id)["callback_query_id"]

        def answered() -> bool:
            answers = sandbox.calls("answerCallbackQuery")
            return any(call.arguments["callback_query_id"] == tap for call in answers)

        await sandbox.wait_for(answered, what=data)
        self.texts[self.here.chat(self.person).toast] = None

    def look(self) -> None:
        for message in self.here.chat(self.person).said:
            if message.id < self.since:
                continue
            self.read(message)
            for button in (button for row in message.rows for button in row):
                data = button.get("callback_data", "")
                kind = MADE_UP.sub("#", data)
                if data and kind not in self.met and not LEFT_ALONE.match(data):
                    self.met.add(kind)
                    self.waiting.append((message.id, data))

    def read(self, message: MessageView) -> None:
        self.texts[message.text] = None
        for label in (label for row in message.buttons for label in row):
            self.texts[label] = None
            assert len(label) <= LABEL_MAX, label

    def check(self, language: str) -> None:
        """Nothing is in another language, and no key stands where a sentence should."""
        people = self.here.sandbox.world.people.by_id.values()
        known = {name for one in people for name in (one.first_name, one.last_name) if name}
        any_of = "|".join(["Зерно", "Русский", *map(re.escape, sorted(known))])
        names = re.compile(rf"(?:{any_of})(?: \w\.)?")
        for text in self.texts:
            if language != "ru":
                assert not CYRILLIC.search(names.sub("", text)), text
            assert not any(word in KEYS for word in re.findall(r"[a-z]+(?:-[a-z0-9]+)+", text))


KEYS = set(re.findall(r"^[a-z][a-z0-9-]+(?= =)", _everything(), re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_of_a_member_leads_somewhere(
    here: Counter, books: Database, gift: str, language: str
) -> None:
    maria = await here.cashier()
    anna = await here.member("Anna Smith", language)
    await here.send(maria, f"{here.number(anna)} 450", "✅")
    await here.tells(anna, "+22")
    await show_a_coupon(books, anna, gift)
    await here.key(anna, here.label("card-key", anna), "72")
    walk = Walk(here, anna)
    await walk.run()
    assert {"m-hist:0", "m-level", "m-set", "m-month:#", "m-day:#:#", "m-data"} <= walk.met
    assert {"m-offer:#", "m-claim:#:#:#", "m-coup:#", "m-show:#", "m-uncoup:#"} <= walk.met
    walk.check(language)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_of_a_cashier_leads_somewhere(
    here: Counter, books: Database, gift: str, language: str
) -> None:
    maria = await here.cashier("Mary Smith", language)
    anna = await here.member("Anna Smith", language)
    await show_a_coupon(books, anna, gift)
    walk = Walk(here, maria)
    await here.send(maria, f"{here.number(anna)} 450", "+22")
    for label in ("shift-key-bills", "shift-key-find"):
        await here.key(maria, here.label(label, maria), "")
        walk.look()
    for line in (here.number(anna), anna.phone, "+79990000000", "12.345", "?", "450"):
        await here.send(maria, line, "")
        walk.look()
    await walk.run()
    assert {"k-spend:#", "k-undo:#", "k-bills:0", "k-one:#", "k-join", "k-hand:#"} <= walk.met
    walk.check(language)


@pytest.mark.usefixtures("gift", "audience")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_button_of_an_owner_leads_somewhere(
    here: Counter, books: Database, language: str
) -> None:
    olga = await here.owner()
    try:
        await books.write(people.set_language, OWNER, language)
        home = await here.home(olga, LIBRARY.speak(language, Locality()).plain("home-program"))
        walk = Walk(here, olga)
        walk.since = home.id
        await walk.run()
        assert {"o-prog", "o-staff", "o-shop", "o-pers:#", "o-vers:0", "o-file"} <= walk.met
        assert {"o-offers:0", "o-offer:#", "o-pause:#", "o-end:#:0"} <= walk.met
        assert {"o-msgs", "o-mone:welcome", "o-mview:birthday:", "o-mtext:dormancy:"} <= walk.met
        assert {"o-mgift:birthday", "o-mdays:expiry_notice", "o-msend:welcome"} <= walk.met
        assert {"o-guests", "o-segs", "o-segm:dormant_days", "o-aud:#", "o-audedt:#"} <= walk.met
        assert {"o-levels", "o-level:#", "o-lvhow", "o-lvnew", "o-find"} <= walk.met
        assert {"o-lvask:percent:#:", "o-lvval:percent:#:#", "o-lvask:window::"} <= walk.met
        assert {"o-audnew", "o-audq:absent", "o-audp:segments:#", "o-auddel:#:0"} <= walk.met
        assert {"o-favs", "o-favf:of", "o-favf:percent", "o-favv:percent:#"} <= walk.met
        assert {"o-stamps", "o-sttmpl:visit", "o-stname:coffee"} <= walk.met
        assert {"o-new:goods:0", "o-new:multiplier:0", "o-new:bonus:0"} <= walk.met
        walk.check(language)
    finally:
        await books.write(people.set_language, OWNER, "ru")


async def ask_and_answer(here: Counter, maria: Person, guest: Person, answer: str) -> None:
    """The till asks the guest to pay with points; the guest presses this answer."""
    await here.send(maria, here.number(guest), "100")
    await here.tap(maria, here.label("guest-spend", maria), "100")
    await here.send(maria, "450", "450")
    await here.tap(maria, "100", "100")
    label = here.label(answer, guest)
    await here.sandbox.wait_for(lambda: label in str(here.chat(guest).buttons))
    before = len(here.chat(maria).said)
    await here.tap(guest, label, "")
    await here.sandbox.wait_for(lambda: len(here.chat(maria).said) > before)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_paying_with_points_speaks_the_language(here: Counter, language: str) -> None:
    maria = await here.cashier("Mary Smith", language)
    anna, boris = [await here.member(f"{name} Smith", language) for name in ("Anna", "Boris")]
    await ask_and_answer(here, maria, anna, "spend-yes")
    await ask_and_answer(here, maria, boris, "spend-no")
    here.sandbox.key(maria, here.label("shift-key-close", maria))
    await here.answers(maria, "🔚")
    for person in (maria, anna, boris):
        walk = Walk(here, person)
        walk.look()
        walk.check(language)
