"""People at the counter of a running shop: the steps every test of the whole program shares."""

import re
from collections.abc import Callable

from bot.texts import TextLibrary
from handlers.formats import Locality
from sandbox import Person
from sandbox.chats import Json
from sandbox.views import ChatView, MessageView
from tests.builders.shops import OWNER
from tests.e2e.running import Town

LIBRARY = TextLibrary(strict=True)
ANSWER_S, IN_TURN_S = 10.0, 60.0
_NUMBER = re.compile(r"\b\d{4} \d{4}\b")
_CODE = re.compile(r"код (\d{4})\b")


def flat(text: str) -> str:
    """Return the text with plain spaces, as a test writes it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _has(message: MessageView, label: str) -> bool:
    return any(label in text for row in message.buttons for text in row)


class Counter:
    """The owner, cashiers and guests of one running shop; every wait is for something said."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.sandbox = town.sandbox
        # An older screen loses its buttons after the new one is there: that is no answer.
        self._since: dict[int, int] = {}

    # Looking

    def chat(self, person: Person) -> ChatView:
        return self.sandbox.chat(person)

    def said(self, person: Person) -> list[str]:
        """Return everything the bot has said to this person, oldest first."""
        return [flat(message.text) for message in self.chat(person).said]

    def label(self, key: str, person: Person) -> str:
        """Return the label of a button in the person's language."""
        return LIBRARY.speak(person.language_code, Locality()).plain(key)

    # Waiting

    async def answers(self, person: Person, part: str) -> MessageView:
        """Wait for a message that holds `part`, sent or edited since the person's last deed."""
        since = self._since.get(person.id, 0)
        return await self._find(
            lambda: [m for m in self.chat(person).fresh if m.id >= since], part, person
        )

    async def tells(self, person: Person, part: str) -> MessageView:
        """Wait for a message that holds `part`, whoever caused it; the newest one.

        It may have to wait for its turn: a chat gets one message a second, and a try that
        failed is repeated later.
        """
        return await self._find(lambda: self.chat(person).said, part, person, IN_TURN_S)

    async def toasts(self, person: Person, part: str) -> str:
        """Wait for an answer to a tap that holds `part`."""
        await self.sandbox.wait_for(lambda: part in flat(self.chat(person).toast), what=part)
        return flat(self.chat(person).toast)

    async def _find(
        self,
        messages: Callable[[], list[MessageView]],
        part: str,
        person: Person,
        seconds: float = ANSWER_S,
    ) -> MessageView:
        def found() -> list[MessageView]:
            return [message for message in messages() if part in flat(message.text)]

        try:
            return (await self.sandbox.wait_for(found, seconds, what=repr(part)))[-1]
        except AssertionError as error:
            error.add_note(f"the chat:\n{self.chat(person)}")
            raise

    # Doing

    async def send(self, person: Person, text: str, part: str) -> MessageView:
        """Type a text and wait for the answer."""
        self._since[person.id] = self.sandbox.send(person, text)["message_id"]
        return await self.answers(person, part)

    async def tap(self, person: Person, label: str, part: str) -> MessageView:
        """Press an inline button and wait for the answer."""
        tapped = next(m for m in reversed(self.chat(person).said) if _has(m, label))
        self._since[person.id] = tapped.id
        self.sandbox.press(person, label, message_id=tapped.id)
        return await self.answers(person, part)

    async def key(self, person: Person, label: str, part: str) -> MessageView:
        """Press a key of the reply keyboard and wait for the answer."""
        self._since[person.id] = self.sandbox.key(person, label)["message_id"]
        return await self.answers(person, part)

    # People

    async def owner(self) -> Person:
        """Return the owner of the furnished shop, at the first screen."""
        known = self.sandbox.world.people.by_id.get(OWNER)
        owner = known or self.sandbox.person("Ольга", last_name="Хозяйкина", id=OWNER)
        owner.language_code = "ru"
        await self.home(owner)
        return owner

    async def home(self, owner: Person, first: str = "⚙️ Программа") -> MessageView:
        """Return the owner's first screen, drawn anew; `first` is its first button."""
        self.sandbox.start(owner)

        def drawn() -> list[MessageView]:
            return [m for m in self.chat(owner).fresh if [first] in m.buttons]

        return (await self.sandbox.wait_for(drawn, what="the owner's screen"))[-1]

    async def invite(self, owner: Person, label: str) -> str:
        """Let the owner make an invitation with this button; return the payload of its link."""
        await self.home(owner)
        await self.tap(owner, "Точки и люди", "Точки и люди")
        link_message = await self.tap(owner, label, "?start=i_")
        copy = next(b for row in link_message.rows for b in row if "copy_text" in b)
        link: str = copy["copy_text"]["text"]
        return link.partition("?start=")[2]

    async def cashier(
        self, name: str = "Мария Кассирова", language: str = "ru", *, open_shift: bool = True
    ) -> Person:
        """Return somebody whom the owner invited and who has opened the shift."""
        owner = await self.owner()
        payload = await self.invite(owner, "+ Кассир")
        cashier = self.town.person(name, language)
        self.sandbox.start(cashier, payload)
        await self.sandbox.wait_for(lambda: self.chat(cashier).keyboard)
        if open_shift:
            await self.open_shift(cashier)
        return cashier

    async def open_shift(self, cashier: Person) -> None:
        self.sandbox.key(cashier, self.label("shift-key-open", cashier))
        closing = self.label("shift-key-close", cashier)
        await self.sandbox.wait_for(lambda: [closing] in self.chat(cashier).keyboard)

    async def member(self, name: str = "Анна Кузнецова", language: str = "ru") -> Person:
        """Return somebody who joined by the own contact and answered about offers."""
        member = self.town.person(name, language)
        self.sandbox.start(member)
        await self.sandbox.wait_for(lambda: self.chat(member).keyboard)
        self.sandbox.contact(member)
        no = self.label("start-offers-no", member)
        await self.sandbox.wait_for(lambda: any(_has(m, no) for m in self.chat(member).said))
        return member

    def number(self, member: Person) -> str:
        """Return the number on the member's card, without the space."""
        for text in reversed(self.said(member)):
            if found := _NUMBER.search(text):
                return found.group().replace(" ", "")
        raise LookupError("this person has no card")

    async def serve(self, cashier: Person, member: Person, amount: str) -> MessageView:
        """Let the cashier type the card's number, then the amount; return the receipt."""
        await self.send(cashier, self.number(member), "Сумма чека?")
        return await self.send(cashier, amount, "✅")

    async def code(self, member: Person) -> str:
        """Return the four digits of the newest request to spend."""
        request = await self.tells(member, "Назовите кассиру код")
        found = _CODE.search(request.text)
        assert found is not None, request.text
        return found.group(1)

    def data_of(self, message: MessageView, label: str) -> str:
        """Return what a button sends when it is pressed."""
        button: Json = message.button(label)
        data: str = button["callback_data"]
        return data
