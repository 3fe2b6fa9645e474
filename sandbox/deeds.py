"""The verbs of the control API: what a request body means for a person's hand."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from sandbox.actions import Hand
from sandbox.chats import Json
from sandbox.files import shrink
from sandbox.people import Person
from sandbox.scanning import payload_of, read_code

Verb = Callable[[Hand, "Deed"], Awaitable[Any]]


@dataclass(slots=True)
class Deed:
    """What came with a verb: facts, and files in order."""

    facts: Json
    files: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def file(self) -> bytes:
        """Return the only file."""
        if not self.files:
            raise LookupError("a file was expected")
        return self.files[0][1]


async def read(request: web.Request) -> Deed:
    """Read JSON or a multipart form."""
    if request.content_type != "multipart/form-data":
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise TypeError("an object was expected")
        return Deed(body)
    deed = Deed({})
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            deed.files.append((value.filename, value.file.read()))
        else:
            deed.facts[name] = value
    return deed


def _person(hand: Hand, identity: Any) -> Person | None:
    if identity is None:
        return None
    person = hand.world.people.by_id.get(int(identity))
    if person is None:
        raise LookupError("there is no such person")
    return person


async def _send(hand: Hand, deed: Deed) -> Json:
    return hand.send(deed.facts["text"], reply_to=deed.facts.get("reply_to"))


async def _start(hand: Hand, deed: Deed) -> Json:
    return hand.start(deed.facts.get("payload") or "")


async def _contact(hand: Hand, deed: Deed) -> Json:
    of = deed.facts.get("of")
    return hand.contact(of if isinstance(of, dict) else _person(hand, of))


async def _forward(hand: Hand, deed: Deed) -> Json:
    of = _person(hand, deed.facts.get("from_person"))
    return hand.forward(deed.facts["text"], of=of)


async def _press(hand: Hand, deed: Deed) -> Json:
    facts = deed.facts
    message_id = int(facts["message_id"])
    if "data" in facts:
        return hand.tap(message_id, facts["data"])
    return hand.press(message_id, int(facts["row"]), int(facts["column"]))


async def _key(hand: Hand, deed: Deed) -> Json:
    return hand.key(int(deed.facts["row"]), int(deed.facts["column"]))


async def _photo(hand: Hand, deed: Deed) -> Json:
    sizes = await asyncio.to_thread(shrink, deed.file)
    return hand.pictures(sizes, deed.facts.get("caption", ""))


async def _album(hand: Hand, deed: Deed) -> list[Json]:
    return hand.album([data for _, data in deed.files], deed.facts.get("caption", ""))


async def _document(hand: Hand, deed: Deed) -> Json:
    return hand.document(deed.file, deed.files[0][0], deed.facts.get("caption", ""))


async def _edit(hand: Hand, deed: Deed) -> Json:
    return hand.edit(int(deed.facts["message_id"]), deed.facts["text"])


async def _scan(hand: Hand, deed: Deed) -> Json:
    """Point the camera at an uploaded picture or at a photo in any chat of the bot."""
    data = deed.file if deed.files else _photo_in(hand, deed.facts)
    text = await asyncio.to_thread(read_code, data)
    if text is None:
        raise LookupError("there is no code in this picture")
    payload = payload_of(hand.bot, text)
    if payload is None:
        return {"text": text}
    return {"text": text, "payload": payload, "message": hand.start(payload)}


def _photo_in(hand: Hand, facts: Json) -> bytes:
    chat = hand.bot.chats[int(facts["from_chat"])]
    record = chat.records[int(facts["message_id"])]
    if "photo" not in record.message:
        raise LookupError("there is no photo in this message")
    return hand.bot.files.by_id[record.message["photo"][-1]["file_id"]].data


async def _block(hand: Hand, _deed: Deed) -> None:
    hand.block()


async def _unblock(hand: Hand, _deed: Deed) -> None:
    hand.unblock()


async def _webapp(hand: Hand, deed: Deed) -> Json:
    return hand.webapp(deed.facts["data"], deed.facts.get("button_text", ""))


async def _sticker(hand: Hand, _deed: Deed) -> Json:
    return hand.sticker()


async def _voice(hand: Hand, _deed: Deed) -> Json:
    return hand.voice()


async def _location(hand: Hand, _deed: Deed) -> Json:
    return hand.location()


async def _dice(hand: Hand, _deed: Deed) -> Json:
    return hand.dice()


async def _poll(hand: Hand, _deed: Deed) -> Json:
    return hand.poll()


VERBS: dict[str, Verb] = {
    "send": _send,
    "start": _start,
    "contact": _contact,
    "forward": _forward,
    "press": _press,
    "key": _key,
    "photo": _photo,
    "album": _album,
    "document": _document,
    "edit": _edit,
    "scan": _scan,
    "block": _block,
    "unblock": _unblock,
    "webapp": _webapp,
    "sticker": _sticker,
    "voice": _voice,
    "location": _location,
    "dice": _dice,
    "poll": _poll,
}
