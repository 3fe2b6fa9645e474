"""What people do: each verb makes the messages and updates that Telegram would make."""

from dataclasses import dataclass
from typing import Any

from sandbox.bots import Bot, Query
from sandbox.chats import Chat, Json, Record
from sandbox.entities import find_entities
from sandbox.files import Picture, Upload, shrink
from sandbox.methods.messages import keep_document_of, quoted
from sandbox.people import Person
from sandbox.state import World

STICKER_SIDE_PX = 512


class CannotActError(Exception):
    """A person cannot do this in a real client: no such button, no such message, blocked."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A person at a bot's chat; the verbs are methods, each returns what was sent."""

    world: World
    bot: Bot
    person: Person

    @property
    def chat(self) -> Chat:
        """Return the private chat with the bot."""
        return self.world.chat(self.bot, self.person)

    # Messages

    def send(self, text: str, *, reply_to: int | None = None, **facts: Any) -> Json:
        """Type a text; links and commands in it get their entities."""
        body: Json = {"text": text, **facts}
        if entities := find_entities(text):
            body["entities"] = entities
        if reply_to is not None:
            body["reply_to_message"] = quoted(self._record(reply_to))
        return self.message(body)

    def message(self, body: Json) -> Json:
        """Send a message with this content, whatever it is."""
        chat = self.chat
        if chat.blocked:
            raise CannotActError(f"{self.person.first_name} has blocked the bot")
        chat.started = True
        chat.fresh.clear()
        record = self.world.keep(self.bot, chat, body, person=self.person)
        self.world.push(self.bot, "message", record.message)
        self.world.chat_changed(chat)
        return record.message

    def start(self, payload: str = "") -> Json:
        """Press Start or open the bot's link; who had blocked the bot lets it back."""
        if self.chat.blocked:
            self.unblock()
        return self.send(f"/start {payload}".rstrip())

    def contact(self, of: Person | Json | None = None) -> Json:
        """Share a contact: one's own by the button, another person's, or any card."""
        chat = self.chat
        if isinstance(of, dict):
            return self.message({"contact": {"first_name": "Somebody", **of}})
        person = of or self.person
        card: Json = {
            "phone_number": person.phone,
            "first_name": person.first_name,
            "user_id": person.id,
        }
        if person.last_name:
            card["last_name"] = person.last_name
        body: Json = {"contact": card}
        if of is None and chat.keyboard_from in chat.records:
            body["reply_to_message"] = quoted(chat.records[chat.keyboard_from])
            self._used_keyboard()
        return self.message(body)

    def forward(self, text: str, *, of: Person | None = None, hidden: str | None = None) -> Json:
        """Forward a text of a person, or of someone whose name only is shown."""
        date = int(self.world.clock.time()) - 60
        origin: Json = {"type": "hidden_user", "sender_user_name": hidden or "Somebody"}
        if of is not None:
            origin = {"type": "user", "sender_user": of.user()}
        return self.send(text, forward_origin=origin | {"date": date})

    def photo(self, data: bytes, caption: str = "", **facts: Any) -> Json:
        """Send a picture as a photo; Telegram makes it smaller."""
        return self.pictures(shrink(data), caption, **facts)

    def pictures(self, sizes: list[Picture], caption: str = "", **facts: Any) -> Json:
        """Send a photo whose sizes are made already."""
        body: Json = {"photo": self.bot.files.keep_photo(sizes), **facts}
        if caption:
            body["caption"] = caption
            if entities := find_entities(caption):
                body["caption_entities"] = entities
        return self.message(body)

    def album(self, pictures: list[bytes], caption: str = "") -> list[Json]:
        """Send several photos at once: one message and one update each."""
        group = self.bot.next_query_id()
        return [
            self.photo(data, "" if index else caption, media_group_id=group)
            for index, data in enumerate(pictures)
        ]

    def document(self, data: bytes, filename: str, caption: str = "") -> Json:
        """Send a file as it is."""
        document = keep_document_of(self.bot, Upload(data=data, filename=filename))
        body: Json = {"document": document}
        return self.message(body | ({"caption": caption} if caption else {}))

    def sticker(self, emoji: str = "🙂") -> Json:
        """Send a sticker."""
        facts = {
            "type": "regular",
            "width": STICKER_SIDE_PX,
            "height": STICKER_SIDE_PX,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self.message({"sticker": self._blob("sticker", ".webp", **facts)})

    def voice(self, seconds: int = 3) -> Json:
        """Send a voice message."""
        facts = {"duration": seconds, "mime_type": "audio/ogg"}
        return self.message({"voice": self._blob("voice", ".oga", **facts)})

    def location(self, latitude: float = 41.31, longitude: float = 69.28) -> Json:
        """Send a place."""
        return self.message({"location": {"latitude": latitude, "longitude": longitude}})

    def dice(self, value: int = 6) -> Json:
        """Throw a die."""
        return self.message({"dice": {"emoji": "🎲", "value": value}})

    def poll(self, question: str = "Coffee or tea?") -> Json:
        """Send a poll."""
        options = [
            {"persistent_id": str(n), "text": text, "voter_count": 0}
            for n, text in enumerate(("Coffee", "Tea"))
        ]
        return self.message(
            {
                "poll": {
                    "id": self.bot.next_query_id(),
                    "question": question,
                    "options": options,
                    "total_voter_count": 0,
                    "is_closed": False,
                    "is_anonymous": True,
                    "type": "regular",
                    "allows_multiple_answers": False,
                    "allows_revoting": True,
                    "members_only": False,
                }
            }
        )

    def webapp(self, data: str, button_text: str = "") -> Json:
        """Send what a Mini App opened from the keyboard returns."""
        return self.message({"web_app_data": {"data": data, "button_text": button_text}})

    def edit(self, message_id: int, text: str) -> Json:
        """Change a text one has sent."""
        record = self._record(message_id)
        if not record.out or "text" not in record.message:
            raise CannotActError("only one's own texts can be edited")
        kept = {k: v for k, v in record.message.items() if k not in {"text", "entities"}}
        edited = kept | {"text": text, "edit_date": int(self.world.clock.time())}
        if entities := find_entities(text):
            edited["entities"] = entities
        record.message = edited
        self.world.push(self.bot, "edited_message", edited)
        self.world.chat_changed(self.chat)
        return edited

    # Buttons

    def press(self, message_id: int, row: int, column: int) -> Json:
        """Tap an inline button by its place.

        Returns `{"callback_query_id"}`, or `{"open": url}`, `{"copy": text}`,
        `{"disabled": true}` for buttons that ask the bot nothing.
        """
        record = self._record(message_id)
        rows = record.message.get("reply_markup", {}).get("inline_keyboard", [])
        try:
            button: Json = rows[row][column]
        except IndexError:
            raise CannotActError("there is no such button") from None
        if "callback_data" in button:
            return self.tap(message_id, button["callback_data"])
        if "url" in button:
            return {"open": button["url"]}
        if "web_app" in button:
            return {"open": button["web_app"]["url"]}
        if "copy_text" in button:
            self.world.hub.publish("copy", chat_id=self.chat.id, text=button["copy_text"]["text"])
            return {"copy": button["copy_text"]["text"]}
        return {"disabled": True}

    def tap(self, message_id: int, data: str) -> Json:
        """Send a callback with any data, as a forged client can."""
        chat = self.chat
        if chat.blocked:
            raise CannotActError(f"{self.person.first_name} has blocked the bot")
        chat.fresh.clear()
        query = Query(
            id=self.bot.next_query_id(),
            chat_id=chat.id,
            at=self.world.clock.time(),
            message_id=message_id,
        )
        self.bot.keep_query(query)
        if message_id in chat.records:
            message = chat.records[message_id].message
        else:
            message = {"chat": chat.wire, "message_id": message_id, "date": 0}
        payload = {
            "id": query.id,
            "from": self.person.user(),
            "message": message,
            "chat_instance": str(-(chat.id * 2_654_435_761 % 2**63)),
            "data": data,
        }
        self.world.push(self.bot, "callback_query", payload)
        return {"callback_query_id": query.id}

    def key(self, row: int, column: int) -> Json:
        """Press a button of the reply keyboard by its place."""
        keyboard = self.chat.reply_keyboard or {}
        try:
            button = keyboard.get("keyboard", [])[row][column]
        except IndexError:
            raise CannotActError("there is no such key") from None
        if button.get("request_contact"):
            return self.contact()
        if "web_app" in button:
            return {"open": button["web_app"]["url"], "button_text": button["text"]}
        if button.get("request_location"):
            return self.location()
        text = button["text"]
        self._used_keyboard()
        return self.send(text)

    # The chat itself

    def block(self) -> None:
        """Block the bot; it learns of it by my_chat_member."""
        chat = self.chat
        if not chat.blocked:
            chat.blocked = True
            self._membership("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        chat = self.chat
        if chat.blocked:
            chat.blocked = False
            self._membership("kicked", "member")

    def _membership(self, old: str, new: str) -> None:
        def member(status: str) -> Json:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": self.bot.user(), **until}

        payload = {
            "chat": self.chat.wire,
            "from": self.person.user(),
            "date": int(self.world.clock.time()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self.world.push(self.bot, "my_chat_member", payload)
        self.world.chat_changed(self.chat)
        self.world.hub.publish("state")

    def _record(self, message_id: int) -> Record:
        record = self.chat.records.get(message_id)
        if record is None:
            raise CannotActError(f"there is no message {message_id} in this chat")
        return record

    def _used_keyboard(self) -> None:
        keyboard = self.chat.reply_keyboard
        if keyboard and keyboard.get("one_time_keyboard"):
            self.chat.reply_keyboard = None

    def _blob(self, kind: str, extension: str, **facts: Any) -> Json:
        return self.bot.files.keep(kind, b"sandbox", extension, **facts).wire()
