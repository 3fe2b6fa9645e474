"""A new offer on one screen: presets, what the guest will see, what it will cost (O5)."""

from collections.abc import Iterable
from dataclasses import replace
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
from handlers.offers import clock, factor_text
from handlers.owner.menu import NewOffer, Offers
from handlers.owner.new_promo import ask_code
from handlers.owner.offer_audience import who_button, who_screen
from handlers.owner.offer_prices import draft_text
from handlers.owner.offers import show_one
from handlers.owner.what_if import count_on_screen, stop_counting
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import audiences, offers
from services.actors import Role
from services.domain.kinds import OfferKind, Weekday
from services.facts import Money, Points
from services.offers import OfferDraft, OfferPreview
from services.program import sized
from services.what_if import WhatIf

router = Router(name="owner.new_offer")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

FACTORS = (150, 200, 300)
PRICES = (50, 100, 200, 300)
GIFTS = (50, 100, 200, 300)
AMOUNTS = (500, 1_000, 1_500, 2_000)
LIVES = (7, 14, 30, 60)
TERMS = (7, 14, 30, 60)
HOURS = ((0, 0), (8, 11), (12, 15), (15, 18), (18, 21))
"""Local hours from and to; the first is the whole day."""

TUESDAY = 1 << 1
PRICE_DIGITS = 6
A_HUNDRED = 100
DAYS_IN_A_ROW = 4


class Making(StatesGroup):
    title = State()  # The name of the gift is typed.
    goods = State()  # data: title, draft. A typed number is the price, other words a new name.


class Draft(CallbackData, prefix="o-draft"):
    """The whole draft in each of its buttons; only a typed title stays in the step.

    `value` is the factor in hundredths, the price in points, or the amount in minor units;
    `second` the points of a bonus, or the days a coupon lives; `days` has a bit for each
    weekday, `hours` is a place in HOURS, `until` the ordinal of the last day or 0, `who` the ref
    of a segment or audience, or nothing.
    """

    offer_kind: OfferKind
    value: Annotated[int, Field(ge=0, lt=10**11)]
    second: Annotated[int, Field(ge=0, lt=10**7)] = 0
    days: Annotated[int, Field(ge=0, le=127)] = 0
    hours: Annotated[int, Field(ge=0, lt=len(HOURS))] = 0
    until: Annotated[int, Field(ge=0, le=date.max.toordinal())] = 0
    who: Annotated[str, Field(max_length=6)] = ""


class Who(Draft, prefix="o-offwho"):
    """Choose whom the draft is for."""


class Go(Draft, prefix="o-offgo"):
    """Launch the draft; the version says which rules its cost was read from."""

    based_on: int
    op: str


def beginning(desk: Desk, kind: OfferKind) -> Draft:
    """Return the draft that is right for most, so that the launch is the next tap."""
    currency, unit = desk.who.currency, 10**desk.who.digits
    match kind:
        case OfferKind.MULTIPLIER:
            return Draft(offer_kind=kind, value=FACTORS[1], days=TUESDAY)
        case OfferKind.BONUS:
            return Draft(
                offer_kind=kind,
                value=sized(AMOUNTS[0], currency) * unit,
                second=sized(GIFTS[1], currency),
            )
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            return Draft(offer_kind=kind, value=sized(PRICES[1], currency), second=LIVES[2])


def weekdays_of(mask: int) -> tuple[Weekday, ...]:
    return tuple(day for place, day in enumerate(Weekday) if mask >> place & 1)


def factor_of(hundredths: int) -> str:
    """Return "1.5" for 150."""
    whole, rest = divmod(hundredths, A_HUNDRED)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def offer_draft(draft: Draft, title: str, language: str) -> OfferDraft:
    """Return what the books call a draft."""
    begins, ends = (hour * 60 for hour in HOURS[draft.hours])
    common = OfferDraft(
        kind=draft.offer_kind,
        title={language: title} if title else {},
        weekdays=weekdays_of(draft.days),
        hours=(begins, ends) if ends else None,
        until_on=date.fromordinal(draft.until) if draft.until else None,
        audience=draft.who or None,
    )
    match draft.offer_kind:
        case OfferKind.MULTIPLIER:
            return replace(common, factor=factor_of(draft.value))
        case OfferKind.BONUS:
            return replace(common, amount_min_minor=draft.value, points=draft.second)
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            return replace(common, price_points=draft.value, expires_days=draft.second)


# The buttons of a draft: each is the same draft with one value changed.


def changed(draft: Draft, **values: int | str) -> Draft:
    return draft.model_copy(update=values)


def chosen(yes: bool) -> str:
    return "yes" if yes else "no"


def day_rows(texts: Texts, draft: Draft) -> list[list[Button]]:
    """Return a switch for each weekday; all off is every day."""
    days = [
        button(
            texts.plain(
                "offering-day",
                day=texts.plain(f"weekday-{day}"),
                chosen=chosen(bool(draft.days >> place & 1)),
            ),
            changed(draft, days=draft.days ^ (1 << place)),
        )
        for place, day in enumerate(Weekday)
    ]
    return [days[:DAYS_IN_A_ROW], days[DAYS_IN_A_ROW:]]


def factor_row(texts: Texts, draft: Draft) -> list[Button]:
    return [
        button(
            texts.plain(
                "offering-factor",
                factor=factor_text(texts, factor_of(value)),
                chosen=chosen(value == draft.value),
            ),
            changed(draft, value=value),
        )
        for value in FACTORS
    ]


def points_row(
    texts: Texts, key: str, draft: Draft, field: str, presets: Iterable[int]
) -> list[Button]:
    """Return a row of presets in points; a typed value joins them."""
    now = getattr(draft, field)
    return [
        button(
            texts.plain(key, points=Points(points), chosen=chosen(points == now)),
            changed(draft, **{field: points}),
        )
        for points in sorted({*presets, now})
    ]


def amount_row(texts: Texts, draft: Draft, presets: Iterable[int]) -> list[Button]:
    return [
        button(
            texts.plain(
                "offering-amount", amount=Money(minor), chosen=chosen(minor == draft.value)
            ),
            changed(draft, value=minor),
        )
        for minor in sorted(set(presets))
    ]


def pairs(buttons: list[Button]) -> list[list[Button]]:
    """Return the buttons two in a row: a narrow phone breaks the words of three."""
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def hours_button(texts: Texts, draft: Draft) -> Button:
    """Return the hours as they are; a tap takes the next ones."""
    begins, ends = HOURS[draft.hours]
    label = (
        texts.plain("offering-hours", begins=clock(begins * 60), ends=clock(ends * 60))
        if ends
        else texts.plain("offering-hours-all")
    )
    return button(label, changed(draft, hours=(draft.hours + 1) % len(HOURS)))


def until_button(texts: Texts, draft: Draft, today: date) -> Button:
    """Return the last day as it is; a tap takes a later one, and none after the latest."""
    on = date.fromordinal(draft.until) if draft.until else None
    label = texts.plain("offering-until", on=on) if on else texts.plain("offering-until-none")
    left = (on - today).days if on else 0
    later = next((days for days in TERMS if days > left), None)
    until = (today + timedelta(days=later)).toordinal() if later else 0
    return button(label, changed(draft, until=until))


def lives_button(texts: Texts, draft: Draft) -> Button:
    """Return how long a coupon lives; a tap takes the next preset."""
    place = LIVES.index(draft.second) if draft.second in LIVES else -1
    data = changed(draft, second=LIVES[(place + 1) % len(LIVES)])
    return button(texts.plain("offering-lives", days=draft.second), data)


def value_rows(desk: Desk, draft: Draft, today: date) -> list[list[Button]]:
    """Return everything that can be changed about a draft of this kind."""
    texts, currency, unit = desk.texts, desk.who.currency, 10**desk.who.digits
    until = until_button(texts, draft, today)
    match draft.offer_kind:
        case OfferKind.MULTIPLIER:
            return [
                *day_rows(texts, draft),
                factor_row(texts, draft),
                [hours_button(texts, draft), until],
            ]
        case OfferKind.BONUS:
            amounts = [sized(amount, currency) * unit for amount in AMOUNTS]
            gifts = [sized(points, currency) for points in GIFTS]
            return [
                *pairs(amount_row(texts, draft, amounts)),
                *pairs(points_row(texts, "offering-gift", draft, "second", gifts)),
                [until],
            ]
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            prices = [sized(points, currency) for points in PRICES]
            return [
                *pairs(points_row(texts, "offering-price", draft, "value", prices)),
                [lives_button(texts, draft), until],
            ]


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
