"""A new offer on one screen: presets, what the guest will see, what it will cost (O5)."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk, one_time
from handlers.filters import Has, RoleIs
from handlers.owner.menu import NewOffer, Offers
from handlers.owner.new_promo import ask_code
from handlers.owner.offer_audience import who_button, who_screen
from handlers.owner.offer_prices import draft_text
from handlers.owner.offer_rows import Draft, beginning, changed, offer_draft, value_rows
from handlers.owner.offers import show_one
from handlers.owner.what_if import count_on_screen, stop_counting
from handlers.ui import Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import audiences, offers
from services.actors import Role
from services.domain.kinds import OfferKind
from services.offers import OfferPreview
from services.what_if import WhatIf

router = Router(name="owner.new_offer")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

PRICE_DIGITS = 6


class Making(StatesGroup):
    title = State()  # The name of the gift is typed.
    goods = State()  # data: title, draft. A typed number is the price, other words a new name.


class Who(Draft, prefix="o-offwho"):
    """Choose whom the draft is for."""


class Go(Draft, prefix="o-offgo"):
    """Launch the draft; the version says which rules its cost was read from."""

    based_on: int
    op: str


def draft_screen(desk: Desk, draft: Draft, preview: OfferPreview) -> Screen:
    today = desk.texts.local(desk.now)
    go = Go(**draft.model_dump(), based_on=preview.version_id, op=one_time())
    launch = button(desk.texts.plain("offering-launch"), go, style="success")
    return Screen(
        text=draft_text(desk.texts, preview, today),
        keyboard=rows(
            *value_rows(desk, draft, today),
            [who_button(desk.texts, Who(**draft.model_dump()), preview.audience)],
            [launch],
            [back(desk.texts, Offers())],
        ),
    )


async def typed_title(desk: Desk, kind: OfferKind) -> str | None:
    """Return the name of the gift; None if it is gone and must be typed again."""
    if kind is not OfferKind.GOODS:
        return ""
    title: str | None = (await desk.state.get_data()).get("title")
    return title


async def ask_title(desk: Desk) -> None:
    await desk.state.set_state(Making.title)
    await desk.state.set_data({})
    keyboard = rows([back(desk.texts, Offers())])
    await desk.chat.show(Screen(text=desk.texts("offering-ask-title"), keyboard=keyboard))


async def show_draft(desk: Desk, draft: Draft, title: str, what_ifs: WhatIfs) -> None:
    """Show the draft as a guest would see it, with its cost; nothing is saved."""
    preview = await desk.db.read(
        offers.preview, offer_draft(draft, title, desk.texts.language), now=desk.now
    )
    if draft.offer_kind is OfferKind.GOODS:
        await desk.state.set_state(Making.goods)
        await desk.state.set_data({"title": title, "draft": draft.pack()})
    if not preview.text:
        await desk.chat.show(draft_screen(desk, draft, preview))
        return
    # The operation id of its button stays the same while the figures come.
    screen = draft_screen(desk, draft, preview)

    def draw(told: Counting | WhatIf | None) -> Screen:
        today = desk.texts.local(desk.now)
        return replace(screen, text=draft_text(desk.texts, preview, today, told))

    await count_on_screen(desk, what_ifs, preview.text, draw)


@router.callback_query(NewOffer.filter())
async def begin(_: CallbackQuery, callback_data: NewOffer, desk: Desk, what_ifs: WhatIfs) -> None:
    if callback_data.offer_kind is OfferKind.PROMO_CODE:
        await ask_code(desk)
        return
    if callback_data.offer_kind is OfferKind.GOODS:
        await ask_title(desk)
        return
    await desk.state.clear()
    draft = beginning(desk, callback_data.offer_kind)
    if callback_data.days:
        draft = changed(draft, days=callback_data.days)
    await show_draft(desk, draft, "", what_ifs)


@router.message(StateFilter(Making.title), Has("text"))
async def type_title(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    await show_draft(
        desk, beginning(desk, OfferKind.GOODS), (message.text or "").strip(), what_ifs
    )


@router.message(StateFilter(Making.goods), Has("text"))
async def type_more(message: Message, desk: Desk, what_ifs: WhatIfs) -> None:
    """Take a number as the price and other words as a better name."""
    data = await desk.state.get_data()
    draft, typed = Draft.unpack(data["draft"]), (message.text or "").strip()
    number = "".join(typed.split())
    if number.isascii() and number.isdigit():
        price = int(number[: PRICE_DIGITS + 1])
        await show_draft(desk, changed(draft, value=price), data["title"], what_ifs)
    else:
        await show_draft(desk, draft, typed, what_ifs)


@router.callback_query(Draft.filter())
async def change(_: CallbackQuery, callback_data: Draft, desk: Desk, what_ifs: WhatIfs) -> None:
    title = await typed_title(desk, callback_data.offer_kind)
    if title is None:
        await ask_title(desk)
        return
    await show_draft(desk, callback_data, title, what_ifs)


@router.callback_query(Who.filter())
async def choose_who(_: CallbackQuery, callback_data: Who, desk: Desk) -> None:
    """Show the segments and audiences with their counts."""
    await stop_counting(desk)
    groups = await desk.db.read(audiences.groups, now=desk.now)
    draft = Draft(**callback_data.model_dump())
    for_group = [(one, changed(draft, who=one.group.ref)) for one in groups]
    everybody = changed(draft, who="")
    await desk.chat.show(who_screen(desk.texts, everybody, for_group, draft))


@router.callback_query(Go.filter())
async def launch(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    """Put the offer in force; a second tap of the same button changes nothing."""
    title = await typed_title(desk, callback_data.offer_kind)
    if title is None:
        await ask_title(desk)
        return
    offer = await desk.db.write(
        offers.launch,
        offer_draft(callback_data, title, desk.texts.language),
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"offer:{callback_data.op}",
        now=desk.now,
    )
    # The title stays: a second tap of the same button must find the same draft.
    await desk.state.set_state(None)
    await stop_counting(desk)
    await desk.chat.toast(desk.texts.plain("offering-launched"))
    await show_one(desk, offer)
