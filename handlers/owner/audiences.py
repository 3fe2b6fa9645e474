"""One saved audience: what it asks, how many it holds, who uses it (O7)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.owner.audience_words import audience_name, conditions
from handlers.owner.menu import Audience, Guests
from handlers.owner.segments import show_guests
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import audiences
from services.actors import Role
from services.audiences import AudienceView, Choices

router = Router(name="owner.audiences")
router.callback_query.filter(RoleIs(Role.OWNER))


class Edit(CallbackData, prefix="o-audedt"):
    """Change what it asks."""

    ref: str


class Drop(CallbackData, prefix="o-auddel"):
    """Delete it; asked about first."""

    ref: str
    sure: bool = False


def audience_screen(texts: Texts, view: AudienceView, choices: Choices) -> Screen:
    asked = conditions(texts, view.asked, choices.tiers)
    lines = [
        texts("audience-title", name=audience_name(texts, view.name, view.asked)),
        *(texts("audience-line", line=line) for line in asked),
        texts("audience-guests", guests=view.guests),
    ]
    if view.used_by:
        lines.append(texts("audience-used-by", rules=", ".join(view.used_by)))
    return Screen(
        text="\n".join(lines),
        keyboard=rows(
            [
                button(texts.plain("audience-edit"), Edit(ref=view.ref)),
                button(texts.plain("audience-delete"), Drop(ref=view.ref), style="danger"),
            ],
            [back(texts, Guests())],
        ),
    )


def drop_screen(texts: Texts, ref: str) -> Screen:
    sure = Drop(ref=ref, sure=True)
    return Screen(
        text=texts("audience-delete-ask"),
        keyboard=rows(
            [button(texts.plain("audience-delete-yes"), sure, style="danger")],
            [back(texts, Audience(ref=ref))],
        ),
    )


async def show_audience(desk: Desk, ref: str) -> None:
    await desk.state.clear()
    view = await desk.db.read(audiences.audience, ref, now=desk.now)
    choices = await desk.db.read(audiences.choices, now=desk.now)
    await desk.chat.show(audience_screen(desk.texts, view, choices))


@router.callback_query(Audience.filter())
async def open_audience(_: CallbackQuery, callback_data: Audience, desk: Desk) -> None:
    await show_audience(desk, callback_data.ref)


@router.callback_query(Drop.filter())
async def drop(_: CallbackQuery, callback_data: Drop, desk: Desk) -> None:
    if not callback_data.sure:
        await desk.chat.show(drop_screen(desk.texts, callback_data.ref))
        return
    await desk.db.write(
        audiences.delete,
        callback_data.ref,
        actor=desk.actor,
        key=f"audience:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("audience-deleted"))
    await show_guests(desk)
