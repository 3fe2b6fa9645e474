"""Questions a router asks about an update; all asynchronous, none costs a thread."""

from typing import Any, Literal, TypeAlias

from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from handlers.texts import Texts
from services.actors import Role
from services.people import Who

Content: TypeAlias = Literal["contact", "photo", "web_app_data", "document", "text", "other"]
KNOWN: tuple[Content, ...] = ("contact", "photo", "web_app_data", "document", "text")


class Says(Filter):
    """The label of this Fluent key, pressed on the reply keyboard, in any language."""

    def __init__(self, key: str) -> None:
        self.key = key

    async def __call__(self, message: Message, texts: Texts) -> bool:
        return message.text in texts.labels(self.key)


class Start(Filter):
    """A /start whose payload begins so; gives the handler the whole `payload`.

    `keeps_step`: the link is what the running step waits for, and does not end it.
    """

    def __init__(
        self, prefix: str = "", *, any_payload: bool = False, keeps_step: bool = False
    ) -> None:
        self.prefix = prefix
        self.any_payload = any_payload
        self.keeps_step = keeps_step

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        command, _, payload = (message.text or "").partition(" ")
        if command.partition("@")[0] != "/start":
            return False
        payload = payload.strip()
        if self.prefix:
            return {"payload": payload} if payload.startswith(self.prefix) else False
        return {"payload": payload} if payload or not self.any_payload else False


class Has(Filter):
    """A message that carries this kind of content; "other" is a sticker, a voice or a dice."""

    def __init__(self, content: Content) -> None:
        self.content = content

    async def __call__(self, message: Message) -> bool:
        if self.content == "other":
            return all(getattr(message, known) is None for known in KNOWN)
        return getattr(message, self.content) is not None


class AnyText(Filter):
    """Any text that is not a command: the last resort of a role."""

    async def __call__(self, message: Message) -> bool:
        return message.text is not None and not message.text.startswith("/")


class RoleIs(Filter):
    """The speaker serves in one of these roles, as of this update."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, _event: TelegramObject, who: Who) -> bool:
        return who.role in self.roles


class IsMember(Filter):
    """The speaker has a card, as of this update."""

    async def __call__(self, _event: TelegramObject, who: Who) -> bool:
        return who.member_id is not None
