"""A new promo code: the word, what it gives, how many times, until when (O5)."""

import secrets
from datetime import date, timedelta
from typing import Annotated

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from pydantic import Field

from handlers.desk import Desk, one_time
from handlers.filters import Has, RoleIs
from handlers.offers import offer_line
from handlers.owner.last_day import TERMS, until_button
from handlers.owner.menu import Offers
from handlers.owner.offers import show_one
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import offers
from services.actors import Role
from services.domain.codes import new_code, printed_code
from services.domain.kinds import OfferKind
from services.facts import Money, Percent, Points
from services.offers import OfferDraft, OfferPreview
from services.program import sized
from services.program.promos import is_usable

router = Router(name="owner.new_promo")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

GIFTS = (50, 100, 200, 300)
PERCENTS = (10, 15, 20, 30)
MOST_PERCENT = 90
TOTALS = (0, 50, 100, 500)
LIFE_DAYS = 30
DIGITS_MAX = 6


class Making(StatesGroup):
    code = State()  # The code is typed.
    gift = State()  # data: code, title, draft. Typed: points, percent, or a gift's name.


class Draft(CallbackData, prefix="o-prom"):
    """Points, or percent off, or neither: the gift whose name was typed.

    Then uses of all together, and the last day (ordinal).
    """

    points: Annotated[int, Field(ge=0, lt=10**7)]
    total: Annotated[int, Field(ge=0, lt=10**7)] = 0
    until: Annotated[int, Field(ge=0, le=date.max.toordinal())] = 0
    percent: Annotated[int, Field(ge=0, le=MOST_PERCENT)] = 0


class Go(Draft, prefix="o-promgo"):
    based_on: int
    op: str


class MakeUp(CallbackData, prefix="o-promup"):
    """A code that nobody guesses."""


def promo_draft(draft: Draft, code: str, title: str, language: str) -> OfferDraft:
    return OfferDraft(
        kind=OfferKind.PROMO_CODE,
        title={language: title} if title and not draft.percent else {},
        points=draft.points or None,
        percent=str(draft.percent) if draft.percent else None,
        expires_days=LIFE_DAYS,
        until_on=date.fromordinal(draft.until) if draft.until else None,
        code=code,
        total=draft.total or None,
    )


def changed(draft: Draft, **values: int) -> Draft:
    kept = draft.model_dump(include={"points", "percent", "total", "until"})
    return Draft(**{**kept, **values})


def chosen(yes: bool) -> str:
    return "yes" if yes else "no"


def total_button(texts: Texts, draft: Draft) -> Button:
    """Return how often all may use it; a tap takes the next preset."""
    place = TOTALS.index(draft.total) if draft.total in TOTALS else -1
    data = changed(draft, total=TOTALS[(place + 1) % len(TOTALS)])
    if draft.total:
        return button(texts.plain("offering-promo-total", total=draft.total), data)
    return button(texts.plain("offering-promo-no-total"), data)


def cost_line(texts: Texts, preview: OfferPreview) -> str:
    if preview.cost_minor is None:
        return texts("offering-cost-unknown")
    key = "offering-cost-promo" if preview.cost_points is not None else "offering-cost-promo-off"
    return texts(key, cost=Money(preview.cost_minor))


def percent_row(texts: Texts, draft: Draft) -> list[Button]:
    """Return the percents to choose from, the one that was typed among them."""
    return [
        button(
            texts.plain(
                "offering-percent",
                percent=Percent(str(percent)),
                chosen=chosen(percent == draft.percent),
            ),
            changed(draft, points=0, percent=percent),
        )
        for percent in sorted({*PERCENTS, draft.percent} - {0})
    ]


def draft_screen(desk: Desk, draft: Draft, code: str, preview: OfferPreview) -> Screen:
    texts, offer = desk.texts, preview.offer
    today = texts.local(desk.now)
    usual = [sized(one, desk.who.currency) for one in GIFTS] if preview.with_points else []
    gifts = [
        button(
            texts.plain(
                "offering-gift", points=Points(points), chosen=chosen(points == draft.points)
            ),
            changed(draft, points=points, percent=0),
        )
        for points in sorted({*usual, draft.points} - {0})
    ]
    go = Go(**draft.model_dump(), based_on=preview.version_id, op=one_time())
    text = "\n".join(
        [
            texts(
                "offering-draft-promo_code"
                if preview.with_points
                else "offering-draft-promo_code-off",
                code=code,
            ),
            texts("offering-guest-promo"),
            offer_line(texts, offer.kind, offer.title, offer.terms, today=today),
            cost_line(texts, preview)
            if draft.points or draft.percent
            else texts("offering-promo-goods"),
        ]
    )
    return Screen(
        text=text,
        keyboard=rows(
            gifts[:2],
            gifts[2:4],
            gifts[4:],
            percent_row(texts, draft),
            [
                total_button(texts, draft),
                until_button(texts, draft.until, today, lambda until: changed(draft, until=until)),
            ],
            [button(texts.plain("offering-launch"), go, style="success")],
            [back(texts, Offers())],
        ),
    )


async def ask_code(desk: Desk) -> None:
    await desk.state.set_state(Making.code)
    await desk.state.set_data({})
    make_up = button(desk.texts.plain("offering-promo-make-up"), MakeUp())
    keyboard = rows([make_up], [back(desk.texts, Offers())])
    await desk.chat.show(Screen(text=desk.texts("offering-ask-code"), keyboard=keyboard))


async def show_draft(desk: Desk, draft: Draft, code: str, title: str) -> None:
    preview = await desk.db.read(
        offers.preview, promo_draft(draft, code, title, desk.texts.language), now=desk.now
    )
    await desk.state.set_state(Making.gift)
    await desk.state.set_data({"code": code, "title": title, "draft": draft.pack()})
    await desk.chat.show(draft_screen(desk, draft, code, preview))


async def begin(desk: Desk, code: str) -> None:
    """Show the draft that is right for most: a hundred points, or a tenth off, for a month."""
    until = (desk.texts.local(desk.now) + timedelta(days=TERMS[2])).toordinal()
    if await has_points(desk):
        draft = Draft(points=sized(GIFTS[1], desk.who.currency), until=until)
    else:
        draft = Draft(points=0, percent=PERCENTS[0], until=until)
    await show_draft(desk, draft, code, "")


async def has_points(desk: Desk) -> bool:
    return await desk.db.read(offers.with_points, now=desk.now)


@router.message(StateFilter(Making.code), Has("text"))
async def type_code(message: Message, desk: Desk) -> None:
    code = " ".join((message.text or "").split())
    if not is_usable(code):
        make_up = button(desk.texts.plain("offering-promo-make-up"), MakeUp())
        keyboard = rows([make_up], [back(desk.texts, Offers())])
        await desk.chat.show(Screen(text=desk.texts("offering-code-wrong"), keyboard=keyboard))
        return
    await begin(desk, code)


@router.callback_query(MakeUp.filter())
async def make_up(_: CallbackQuery, desk: Desk) -> None:
    await begin(desk, printed_code(new_code(secrets.randbelow)))


@router.message(StateFilter(Making.gift), Has("text"))
async def type_gift(message: Message, desk: Desk) -> None:
    """Take a number as the points, one with a percent sign as that, other words as a gift.

    Where there are no points a number can only be a percent.
    """
    data = await desk.state.get_data()
    draft, typed = Draft.unpack(data["draft"]), (message.text or "").strip()
    number = "".join(typed.split())
    percent = number.removesuffix("%").lstrip("-−")
    if number.isascii() and number.isdigit() and await has_points(desk):
        points = int(number[:DIGITS_MAX])
        await show_draft(desk, changed(draft, points=points, percent=0), data["code"], "")
    elif percent.isascii() and percent.isdigit():
        most = min(int(percent[:DIGITS_MAX]), MOST_PERCENT)
        await show_draft(desk, changed(draft, points=0, percent=most), data["code"], "")
    else:
        await show_draft(desk, changed(draft, points=0, percent=0), data["code"], typed)


@router.callback_query(Draft.filter())
async def change(_: CallbackQuery, callback_data: Draft, desk: Desk) -> None:
    data = await desk.state.get_data()
    if "code" not in data:
        await ask_code(desk)
        return
    await show_draft(desk, callback_data, data["code"], data["title"])


@router.callback_query(Go.filter())
async def launch(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    """Put the code in force; a second tap of the same button changes nothing."""
    data = await desk.state.get_data()
    if "code" not in data:
        await ask_code(desk)
        return
    offer = await desk.db.write(
        offers.launch,
        promo_draft(callback_data, data["code"], data["title"], desk.texts.language),
        based_on=callback_data.based_on,
        actor=desk.actor,
        key=f"offer:{callback_data.op}",
        now=desk.now,
    )
    # The code stays: a second tap of the same button must find the same draft.
    await desk.state.set_state(None)
    await desk.chat.toast(desk.texts.plain("offering-launched"))
    await show_one(desk, offer)
