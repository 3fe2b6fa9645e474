"""What looked unusual at the till: the bills behind it, and "it's fine" (O8)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.texts import Texts
from handlers.ui import button, rows
from services import suspicions
from services.actors import Role
from services.facts import Money
from services.suspicions import Evidence

router = Router(name="owner.suspicions")
router.callback_query.filter(RoleIs(Role.OWNER))


class Show(CallbackData, prefix="o-susp"):
    """The bills behind the alert."""

    suspicion_id: int


class Fine(CallbackData, prefix="o-fine"):
    """Nothing is wrong here; never tell it again."""

    suspicion_id: int


def suspicion_buttons(texts: Texts, *, suspicion_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under an alert."""
    return rows(
        [
            button(texts.plain("suspicion-show"), Show(suspicion_id=suspicion_id)),
            button(texts.plain("suspicion-is-fine"), Fine(suspicion_id=suspicion_id)),
        ]
    )


def evidence_text(texts: Texts, found: Evidence) -> str:
    """Return the alert again and its latest bills, newest first."""
    lines = [
        texts(
            "suspicion-bill",
            at=bill.at,
            guest=bill.guest,
            cashier=bill.cashier,
            amount=Money(bill.amount_minor),
        )
        for bill in found.latest
    ]
    if found.bills > len(lines):
        lines.append(texts("suspicion-more", count=found.bills - len(lines)))
    return "\n".join([texts(found.text, **found.facts), "", *lines])


@router.callback_query(Show.filter())
async def show(_: CallbackQuery, callback_data: Show, desk: Desk) -> None:
    """Put the evidence under the alert, in the same message."""
    found = await desk.db.report(suspicions.evidence, callback_data.suspicion_id, actor=desk.actor)
    keyboard = None
    if not found.fine:
        fine = Fine(suspicion_id=found.suspicion_id)
        keyboard = rows([button(desk.texts.plain("suspicion-is-fine"), fine)])
    await desk.chat.edit(evidence_text(desk.texts, found), keyboard)


@router.callback_query(Fine.filter())
async def fine(_: CallbackQuery, callback_data: Fine, desk: Desk) -> None:
    await desk.db.write(
        suspicions.excuse, callback_data.suspicion_id, actor=desk.actor, now=desk.now
    )
    await desk.chat.edit(desk.texts("suspicion-excused"), None)
