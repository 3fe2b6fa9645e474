"""The sheet for the wall: a guest points the camera and has a card."""

import asyncio

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.owner.menu import Poster
from handlers.pictures.card import Theme
from handlers.pictures.poster import PosterFace, poster_pdf, poster_png
from handlers.texts import Texts
from services import programs, shop
from services.facts import Percent

router = Router(name="owner.poster")


def poster_face(texts: Texts, name: str, percent: str | None, username: str) -> PosterFace:
    sentence = (
        texts.plain("poster-sentence", percent=Percent(percent))
        if percent
        else texts.plain("poster-sentence-plain")
    )
    return PosterFace(
        theme=Theme.BASE,
        shop=name,
        sentence=sentence,
        steps=tuple(texts.plain(f"poster-step-{step}") for step in (1, 2, 3)),
        link=f"https://t.me/{username}?start=sposter",
        bot=f"@{username}",
    )


@router.callback_query(Poster.filter())
async def send_poster(_: CallbackQuery, desk: Desk) -> None:
    """Send the sheet to print, and a picture of it to pass on."""
    await desk.chat.toast(desk.texts.plain("poster-drawing"))
    view = await desk.db.read(shop.shop)
    rules = await desk.db.read(programs.rules, now=desk.now)
    face = poster_face(desk.texts, view.name, rules.percent, desk.bot_info.username)
    picture = await asyncio.to_thread(poster_png, face)
    sheet = await asyncio.to_thread(poster_pdf, face)
    await desk.db.write(shop.note_poster, now=desk.now)
    await desk.chat.say("", photo=picture)
    await desk.chat.say(desk.texts("poster-caption"), document=(sheet, "poster.pdf"))
