"""The owner's offers: which run, what they bring, pause and end (O5)."""

from datetime import date
from urllib.parse import quote

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.offers import gives, name_of, offer_line, short
from handlers.owner.audience_words import group_name
from handlers.owner.menu import Home, NewOffer, Offers, StampCards
from handlers.owner.what_if import count_on_screen, stop_counting, what_if_words
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import offers, promos
from services.actors import Role
from services.domain.kinds import OfferKind
from services.facts import Money, Points
from services.offers import OfferState, OwnerOffer, OwnerOffers
from services.what_if import WhatIf

router = Router(name="owner.offers")
router.callback_query.filter(RoleIs(Role.OWNER))

A_PAGE = 8
NAME_ON_A_ROW = 34
NEW_KINDS = (
    OfferKind.GOODS,
    OfferKind.PERCENT_OFF,
    OfferKind.MULTIPLIER,
    OfferKind.BONUS,
    OfferKind.PROMO_CODE,
)
POINT_KINDS = frozenset({OfferKind.GOODS, OfferKind.MULTIPLIER, OfferKind.BONUS})
MARKS = {OfferState.ON: "✅", OfferState.PAUSED: "⏸", OfferState.ENDED: "⏹"}


class One(CallbackData, prefix="o-offer"):
    """An offer with its result."""

    ref: str


class Pause(CallbackData, prefix="o-pause"):
    ref: str


class Resume(CallbackData, prefix="o-resume"):
    ref: str


class End(CallbackData, prefix="o-end"):
    """End it for good; asked about first."""

    ref: str
    sure: bool = False


def row_of(texts: Texts, offer: OwnerOffer) -> Button:
    """Return the button of one offer: its state, its name, and the price of a gift."""
    name = name_of(texts, offer.kind, offer.title, offer.terms)
    beside = gives(texts, offer.kind, offer.title, offer.terms)
    label = short(" · ".join(part for part in (name, beside) if part), NAME_ON_A_ROW)
    return button(f"{MARKS[offer.state]} {label}", One(ref=offer.ref))


def new_rows(texts: Texts, *, with_points: bool) -> list[list[Button]]:
    """Return the kinds to choose from, the usual one first; what needs points, where there are."""
    return [
        [button(texts.plain(f"offering-new-{kind}"), NewOffer(offer_kind=kind))]
        for kind in NEW_KINDS
        if with_points or kind not in POINT_KINDS
    ]


def offers_screen(texts: Texts, view: OwnerOffers, page: int) -> Screen:
    pages = max(1, -(-len(view.offers) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    here = view.offers[page * A_PAGE : (page + 1) * A_PAGE]
    turns = [button("‹", Offers(page=page - 1))] if page else []
    if page + 1 < pages:
        turns.append(button("›", Offers(page=page + 1)))
    return Screen(
        text=texts("offering-title" if view.offers else "offering-empty"),
        keyboard=rows(
            *[[row_of(texts, offer)] for offer in here],
            turns,
            *new_rows(texts, with_points=view.with_points),
            [button(texts.plain("stamping-button"), StampCards())],
            [back(texts, Home())],
        ),
    )


def result_line(texts: Texts, offer: OwnerOffer) -> str:
    """Return what the offer did in 30 days: gifts taken, or bills it touched."""
    result = offer.result
    if not (result.purchases or result.claimed or result.used):
        return texts("offering-result-none")
    if offer.kind is OfferKind.PROMO_CODE:
        key = (
            "offering-result-promo" if offer.terms.percent is None else "offering-result-promo-off"
        )
        return texts(key, times=result.claimed, off=Money(result.off_minor))
    if offer.kind is OfferKind.PERCENT_OFF:
        off = Money(result.off_minor)
        return texts("offering-result-off", times=result.purchases, off=off)
    if offer.kind is OfferKind.GOODS:
        return texts("offering-result-goods", times=result.claimed, used=result.used)
    return texts("offering-result-earned", times=result.purchases, points=Points(result.points))


def share_row(texts: Texts, offer: OwnerOffer, username: str) -> list[Button]:
    """Return what passes a promo code on as a link; other offers need none."""
    if offer.terms.code is None:
        return []
    link = f"https://t.me/{username}?start={promos.payload_of(offer.terms.code)}"
    share = f"https://t.me/share/url?url={quote(link, safe='')}"
    return [
        button(texts.plain("offering-promo-share"), url=share),
        button(texts.plain("staff-copy"), copy=link),
    ]


def for_whom(texts: Texts, offer: OwnerOffer) -> list[str]:
    """Return the line that says whom the offer is for; none for everybody."""
    if offer.audience is None:
        return []
    return [texts("offering-only-for", name=group_name(texts, offer.audience))]


def offer_screen(texts: Texts, offer: OwnerOffer, today: date, username: str = "") -> Screen:
    line = offer_line(texts, offer.kind, offer.title, offer.terms, today=today)
    text = "\n".join(
        [
            texts(f"offering-{offer.state}"),
            texts("offering-guest"),
            line,
            *for_whom(texts, offer),
            result_line(texts, offer),
        ]
    )
    first = {
        OfferState.ON: [button(texts.plain("offering-pause"), Pause(ref=offer.ref))],
        OfferState.PAUSED: [
            button(texts.plain("offering-resume"), Resume(ref=offer.ref), style="success")
        ],
        OfferState.ENDED: [],
    }[offer.state]
    if offer.state is not OfferState.ENDED:
        first.append(button(texts.plain("offering-end"), End(ref=offer.ref), style="danger"))
    share = share_row(texts, offer, username)
    return Screen(text=text, keyboard=rows(first, share, [back(texts, Offers())]))


def end_screen(texts: Texts, offer: OwnerOffer, told: Counting | WhatIf | None) -> Screen:
    """Ask, with what the offer did; of what works by itself, what days would have been without."""
    ref = offer.ref
    sure = End(ref=ref, sure=True)
    lines = [texts("offering-end-ask"), result_line(texts, offer)]
    promo = offer.kind is OfferKind.PROMO_CODE
    if offer.terms.points is not None if promo else offer.terms.price_points is None:
        lines += [texts("offering-without"), what_if_words(texts, told)]
    return Screen(
        text="\n".join(lines),
        keyboard=rows(
            [button(texts.plain("offering-end-yes"), sure, style="danger")],
            [back(texts, One(ref=ref))],
        ),
    )


async def show_list(desk: Desk, page: int = 0) -> None:
    await desk.state.clear()
    view = await desk.db.read(offers.owner_offers, now=desk.now)
    await desk.chat.show(offers_screen(desk.texts, view, page))


async def show_one(desk: Desk, offer: OwnerOffer) -> None:
    today = desk.texts.local(desk.now)
    await desk.chat.show(offer_screen(desk.texts, offer, today, desk.bot_info.username))


async def ask_end(desk: Desk, ref: str, what_ifs: WhatIfs) -> None:
    offer = await desk.db.read(offers.owner_offer, ref, now=desk.now)
    text = await desk.db.read(offers.without, ref, now=desk.now)

    def draw(told: Counting | WhatIf | None) -> Screen:
        return end_screen(desk.texts, offer, told)

    if text:
        await count_on_screen(desk, what_ifs, text, draw)
    else:
        await desk.chat.show(draw(None))


@router.callback_query(Offers.filter())
async def open_list(_: CallbackQuery, callback_data: Offers, desk: Desk) -> None:
    await show_list(desk, callback_data.page)


@router.callback_query(One.filter())
async def open_one(_: CallbackQuery, callback_data: One, desk: Desk) -> None:
    await stop_counting(desk)
    offer = await desk.db.read(offers.owner_offer, callback_data.ref, now=desk.now)
    await show_one(desk, offer)


@router.callback_query(Pause.filter())
async def pause(_: CallbackQuery, callback_data: Pause, desk: Desk) -> None:
    offer = await desk.db.write(
        offers.pause,
        callback_data.ref,
        actor=desk.actor,
        key=f"pause:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("offering-is-paused"))
    await show_one(desk, offer)


@router.callback_query(Resume.filter())
async def resume(_: CallbackQuery, callback_data: Resume, desk: Desk) -> None:
    offer = await desk.db.write(
        offers.resume,
        callback_data.ref,
        actor=desk.actor,
        key=f"resume:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("offering-is-on"))
    await show_one(desk, offer)


@router.callback_query(End.filter())
async def end(_: CallbackQuery, callback_data: End, desk: Desk, what_ifs: WhatIfs) -> None:
    """End the offer from this moment; coupons already taken stay good."""
    if not callback_data.sure:
        await ask_end(desk, callback_data.ref, what_ifs)
        return
    await desk.db.write(
        offers.end,
        callback_data.ref,
        actor=desk.actor,
        key=f"end:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("offering-has-ended"))
    await show_list(desk)
