"""What happened to the points, five entries a page, each with its reason (C3)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.entries import row_lines
from handlers.member.menu import Card, History
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import members, shop

router = Router(name="member.history")


def history_screen(texts: Texts, page: members.HistoryPage, contact: str | None) -> Screen:
    if not page.rows:
        return Screen(
            text=texts("history-empty"), keep_photo=True, keyboard=rows([back(texts, Card())])
        )
    lines = [texts("history-title", page=page.page + 1, pages=page.pages)]
    for row in page.rows:
        lines += row_lines(texts, row)
    if contact:
        lines.append(texts("history-contact", contact=contact))
    turns: list[Button] = []
    if page.page > 0:
        turns.append(button("‹", History(page=page.page - 1)))
    if page.page + 1 < page.pages:
        turns.append(button("›", History(page=page.page + 1)))
    return Screen(
        text="\n".join(lines), keep_photo=True, keyboard=rows(turns, [back(texts, Card())])
    )


@router.callback_query(History.filter())
async def open_history(_: CallbackQuery, callback_data: History, desk: Desk) -> None:
    page = await desk.db.read(members.history, desk.member_id, callback_data.page, now=desk.now)
    view = await desk.db.read(shop.shop)
    await desk.chat.show(history_screen(desk.texts, page, view.contact))
