"""Favourite categories: checkmarks, one choice a month, and the day of the next."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.member.menu import Card, Favourites
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import favourites
from services.facts import Localized
from services.favourite_words import gives_fact
from services.favourites import FavouritesView

router = Router(name="member.favourites")

PER_ROW = 2


class Pick(CallbackData, prefix="m-favpik"):
    """Show the screen with these marks; `picked` has a bit for each category."""

    picked: int
    based_on: int


class Keep(CallbackData, prefix="m-favok"):
    """Make this the choice of the month."""

    picked: int
    based_on: int


def label_of(texts: Texts, view: FavouritesView, category: str) -> str:
    names = view.names.get(category)
    return texts.name(Localized(names)) if names else category


def picked_of(view: FavouritesView) -> int:
    """Return the marks of the choice that stands."""
    return sum(1 << at for at, one in enumerate(view.of) if one in view.chosen)


def chosen_by(view: FavouritesView, picked: int) -> tuple[str, ...]:
    return tuple(one for at, one in enumerate(view.of) if picked >> at & 1)


def favourites_screen(texts: Texts, view: FavouritesView, picked: int) -> Screen:
    """All categories with their marks, or what was picked and when the next choice is."""
    gives = [texts("favourites-gives", gives=gives_fact(view.gives))] if view.gives else []
    if view.next_on is not None:
        names = ", ".join(label_of(texts, view, one) for one in view.chosen)
        lines = [
            texts("favourites-title"),
            texts("favourites-chosen", names=names) if names else texts("favourites-none"),
            texts("favourites-locked", on=view.next_on),
            *gives,
        ]
        return Screen(text="\n".join(lines), keep_photo=True, keyboard=rows([back(texts, Card())]))
    marks = []
    for at, category in enumerate(view.of):
        on = bool(picked >> at & 1)
        label = label_of(texts, view, category)
        text = texts.plain("favourites-on" if on else "favourites-off-mark", name=label)
        data = Pick(picked=picked ^ (1 << at), based_on=view.version_id)
        marks.append(button(text, data))
    lines_of = [marks[at : at + PER_ROW] for at in range(0, len(marks), PER_ROW)]
    keep = button(
        texts.plain("favourites-keep"),
        Keep(picked=picked, based_on=view.version_id),
        style="success",
    )
    text = "\n".join([texts("favourites-title"), texts("favourites-ask", most=view.most), *gives])
    return Screen(
        text=text,
        keep_photo=True,
        keyboard=rows(*lines_of, [keep] if picked else [], [back(texts, Card())]),
    )


async def show(desk: Desk, picked: int | None = None, based_on: int | None = None) -> None:
    """Draw the screen; marks made under other rules are forgotten."""
    view = await desk.db.read(favourites.view, desk.member_id, now=desk.now)
    if picked is None or based_on != view.version_id:
        picked = picked_of(view)
    await desk.chat.show(favourites_screen(desk.texts, view, picked))


@router.callback_query(Favourites.filter())
async def open_favourites(_: CallbackQuery, desk: Desk) -> None:
    await show(desk)


@router.callback_query(Pick.filter())
async def pick(_: CallbackQuery, callback_data: Pick, desk: Desk) -> None:
    """Mark or unmark; one mark too many is not made."""
    data = callback_data
    view = await desk.db.read(favourites.view, desk.member_id, now=desk.now)
    if len(chosen_by(view, data.picked)) > view.most:
        await desk.chat.toast(desk.texts.plain("refusal-too-many-favourites", most=view.most))
        return
    await show(desk, data.picked, data.based_on)


@router.callback_query(Keep.filter())
async def keep(_: CallbackQuery, callback_data: Keep, desk: Desk) -> None:
    data = callback_data
    view = await desk.db.read(favourites.view, desk.member_id, now=desk.now)
    if view.version_id != data.based_on:
        await show(desk)
        return
    await desk.db.write(
        favourites.choose,
        desk.member_id,
        chosen_by(view, data.picked),
        key=f"favourites:{desk.op_key}",
        now=desk.now,
    )
    view = await desk.db.read(favourites.view, desk.member_id, now=desk.now)
    await desk.chat.toast(desk.texts.plain("favourites-saved"))
    await desk.chat.show(favourites_screen(desk.texts, view, picked_of(view)))
