"""What a person sees in a chat, in words a test can compare."""

from dataclasses import dataclass

from sandbox.bots import Bot
from sandbox.chats import Chat, Json, Record


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message as a person sees it."""

    wire: Json
    out: bool
    bot: Bot

    @property
    def id(self) -> int:
        """Return the message id."""
        identity: int = self.wire["message_id"]
        return identity

    @property
    def text(self) -> str:
        """Return the text or the caption, "" when there is none."""
        text: str = self.wire.get("text") or self.wire.get("caption") or ""
        return text

    @property
    def rows(self) -> list[list[Json]]:
        """Return the inline buttons, row by row, as they came."""
        rows: list[list[Json]] = self.wire.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """Return the labels of the inline buttons, row by row."""
        return [[button["text"] for button in row] for row in self.rows]

    def button(self, label: str) -> Json:
        """Return the first inline button whose label holds `label`; `LookupError` if none."""
        for row in self.rows:
            for button in row:
                if label in button["text"]:
                    return button
        raise LookupError(f"no button {label!r} in {self.buttons}")

    @property
    def photo(self) -> bytes | None:
        """Return the largest picture of a photo."""
        sizes = self.wire.get("photo")
        return self.bot.files.by_id[sizes[-1]["file_id"]].data if sizes else None

    @property
    def document(self) -> bytes | None:
        """Return the contents of a document."""
        document = self.wire.get("document")
        return self.bot.files.by_id[document["file_id"]].data if document else None

    def __str__(self) -> str:
        who = "person" if self.out else "bot"
        photo = "[photo] " if "photo" in self.wire else ""
        return f"#{self.id} {who}: {photo}{self.text!r} {self.buttons or ''}".rstrip()


@dataclass(frozen=True, slots=True)
class ChatView:
    """A chat as a person sees it; it is always of this moment."""

    chat: Chat
    bot: Bot

    def _view(self, record: Record) -> MessageView:
        return MessageView(record.message, record.out, self.bot)

    @property
    def messages(self) -> list[MessageView]:
        """Return all messages, oldest first."""
        return [self._view(record) for record in self.chat.records.values()]

    @property
    def said(self) -> list[MessageView]:
        """Return the bot's messages, oldest first."""
        return [self._view(r) for r in self.chat.records.values() if not r.out]

    @property
    def last(self) -> MessageView:
        """Return the bot's last message; `LookupError` before it has said anything."""
        for record in reversed(self.chat.records.values()):
            if not record.out:
                return self._view(record)
        raise LookupError("the bot has said nothing here")

    @property
    def text(self) -> str:
        """Return the text of the bot's last message, "" before the first."""
        return next((self._view(r).text for r in self._from_bot()), "")

    @property
    def buttons(self) -> list[list[str]]:
        """Return the inline labels of the bot's last message."""
        return next((self._view(r).buttons for r in self._from_bot()), [])

    @property
    def keyboard(self) -> list[list[str]]:
        """Return the labels of the reply keyboard that shows now, row by row."""
        rows = (self.chat.reply_keyboard or {}).get("keyboard", [])
        return [[key["text"] for key in row] for row in rows]

    @property
    def toast(self) -> str:
        """Return the text of the last answer to a tap, "" if there was none."""
        return self.chat.toasts[-1]["text"] if self.chat.toasts else ""

    @property
    def pinned(self) -> list[int]:
        """Return the ids of pinned messages, last pinned last."""
        return list(self.chat.pinned)

    @property
    def fresh(self) -> list[MessageView]:
        """Return what the bot sent or edited since the person's last deed, in that order."""
        records = (self.chat.records.get(message_id) for message_id in self.chat.fresh)
        return [self._view(record) for record in records if record is not None]

    def find(self, part: str) -> MessageView | None:
        """Return the bot's latest message whose text holds `part`."""
        return next((self._view(r) for r in self._from_bot() if part in self._view(r).text), None)

    def _from_bot(self) -> list[Record]:
        return [r for r in reversed(self.chat.records.values()) if not r.out]

    def __str__(self) -> str:
        return "\n".join(str(message) for message in self.messages[-10:])
