"""What happened to the points, five entries a page, each with its reason (C3)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.member.menu import Card, History
from handlers.reasons import breakdown, phrase, title_of
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import members, shop
from services.domain.kinds import Reason
from services.facts import Money, Points, Safe

router = Router(name="member.history")
_COUPONS = {
    Reason.OFFER: "history-offer",
    Reason.OFFER_CANCELLED: "history-offer-cancelled",
    Reason.CARD_COMPLETE: "history-card-complete",
}
_STAMPS = {Reason.STAMPED, Reason.STAMPS_BACK}


def row_lines(texts: Texts, row: members.HistoryRow) -> list[str]:
    """Return an entry in one line, and under it why."""
    key = "history-plus" if row.points >= 0 else "history-minus"
    what = _what(texts, row)
    if not row.points and row.parts[0].reason in _COUPONS:
        # A coupon of a promo code cost nothing.
        return [texts("history-free", on=row.on, what=what)]
    head = texts(key, on=row.on, what=what, points=Points(abs(row.points)))
    if not row.points and row.parts[0].reason in _STAMPS:
        # Where stamps alone moved, nothing is said about points.
        head = texts("history-free", on=row.on, what=what)
    # The points of a single reason stand in the line above, and perhaps the reason too.
    if row.parts[0].reason in _COUPONS or row.other is not None:
        return [head]
    why = (
        phrase(texts, row.parts[0], row.titles)
        if len(row.parts) == 1
        else breakdown(texts, row.parts, row.titles)
    )
    return [head, texts("history-why", why=Safe(why))] if why not in {"", what} else [head]


def _what(texts: Texts, row: members.HistoryRow) -> str:
    part = row.parts[0]
    if row.other is not None:
        side = "got" if row.points > 0 else "given"
        return texts.plain(f"history-transfer-{side}", name=row.other)
    key = _COUPONS.get(part.reason)
    if key is None:
        return texts.plain(f"history-{row.kind}", amount=Money(row.amount_minor or 0))
    return texts.plain(key, title=title_of(part, row.titles) or "")


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
