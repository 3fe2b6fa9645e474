"""Offers on the card, and the coupons they become: taken, shown, given back (C4)."""

from datetime import date, datetime, timedelta

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.chat import CAPTION_LIMIT
from handlers.desk import Desk, one_time
from handlers.errors import TOAST_IS_ENOUGH
from handlers.member.card import show_on_card
from handlers.member.menu import Card, Offers, Promo
from handlers.offers import TITLE_IN_A_LINE, name_of, offer_line, short
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import coupons, members, offers
from services.domain.codes import printed_code
from services.domain.errors import Refusal, UnknownCoupon, UnknownOffer
from services.facts import Localized, Points
from services.offers import CouponView, MemberOffer, MemberOffers

router = Router(name="member.offers")

A_PAGE = 6
"""So many lines stay within what Telegram writes under a picture."""


class Offer(CallbackData, prefix="m-offer"):
    """What this gift costs and how long its coupon lives, before the yes."""

    ref: str


class Claim(CallbackData, prefix="m-claim"):
    """Take it for the price that was shown. The operation id makes a second tap the same."""

    ref: str
    price: int
    op: str


class Coupon(CallbackData, prefix="m-coup"):
    coupon_id: int


class Show(CallbackData, prefix="m-show"):
    """I am at the till: let the cashier see the coupon."""

    coupon_id: int


class Cancel(CallbackData, prefix="m-uncoup"):
    """Give the coupon back unused."""

    coupon_id: int


class NotMe(CallbackData, prefix="m-notcpn"):
    """Somebody else was handed this gift."""

    coupon_id: int


def title_of(texts: Texts, coupon: CouponView) -> str:
    return texts.name(Localized(coupon.title))


def coupon_line(texts: Texts, coupon: CouponView) -> str:
    """Return a coupon in one line: until when the till sees it, or until when it lives."""
    more = ""
    if coupon.shown_until is not None:
        more = texts.plain("coupon-at-till", until=coupon.shown_until)
    elif coupon.expires_on is not None:
        more = texts.plain("coupon-until", on=coupon.expires_on)
    return texts("coupon-line", title=short(title_of(texts, coupon), TITLE_IN_A_LINE), more=more)


def line_of(texts: Texts, offer: MemberOffer, today: date) -> str:
    """Return an offer in one line, and whether anything is to be done for it."""
    more = texts.plain("offer-automatic")
    if offer.is_taken:
        missing = offer.missing_points
        more = texts.plain("offer-missing", points=Points(missing)) if missing else ""
    return offer_line(texts, offer.kind, offer.title, offer.terms, today=today, more=more)


def button_of(texts: Texts, offer: MemberOffer) -> Button | None:
    """Return the way to a gift that can be taken now; the others need no button."""
    if not (offer.is_taken and offer.affordable and offer.now):
        return None
    title = short(name_of(texts, offer.kind, offer.title, offer.terms))
    price = offer.terms.price_points or 0
    label = (
        texts.plain("offer-get", title=title, price=Points(price))
        if price
        else texts.plain("offer-get-free", title=title)
    )
    return button(label, Offer(ref=offer.ref))


def coupon_button(texts: Texts, coupon: CouponView) -> Button:
    label = texts.plain("coupon-open", title=short(title_of(texts, coupon)))
    return button(label, Coupon(coupon_id=coupon.coupon_id))


def offers_screen(texts: Texts, view: MemberOffers, page: int, now: datetime) -> Screen:
    """The coupons in hand first, then what can be taken and what works by itself."""
    today = texts.local(now)
    entries: list[tuple[str, Button | None]] = [
        (coupon_line(texts, one), coupon_button(texts, one)) for one in view.coupons
    ]
    entries += [(line_of(texts, one, today), button_of(texts, one)) for one in view.offers]
    promo = [button(texts.plain("promo-button"), Promo())] if view.has_promo else []
    if not entries:
        keyboard = rows(promo, [back(texts, Card())])
        return Screen(text=texts("offers-empty"), keep_photo=True, keyboard=keyboard)
    pages = -(-len(entries) // A_PAGE)
    page = min(max(page, 0), pages - 1)
    here = entries[page * A_PAGE : (page + 1) * A_PAGE]
    head = texts("offers-page", page=page + 1, pages=pages) if pages > 1 else texts("offers-title")
    turns = [button("‹", Offers(page=page - 1))] if page else []
    if page + 1 < pages:
        turns.append(button("›", Offers(page=page + 1)))
    buttons = [[one] for _, one in here if one is not None]
    return Screen(
        text="\n".join([head, *(line for line, _ in here)]),
        keep_photo=True,
        keyboard=rows(*buttons, turns, promo, [back(texts, Card())]),
    )


def claim_screen(texts: Texts, offer: MemberOffer, balance: int, now: datetime) -> Screen:
    """What is spent, what is left, until when the coupon lives; then the member's own yes."""
    price = offer.terms.price_points or 0
    days = offer.terms.expires_days
    if days is None:
        term = texts("coupon-ask-no-term" if price else "coupon-ask-free-no-term")
    else:
        key = "coupon-ask-term" if price else "coupon-ask-free-term"
        term = texts(key, on=texts.local(now) + timedelta(days=days))
    title = name_of(texts, offer.kind, offer.title, offer.terms)
    ask = (
        texts("coupon-ask", title=title, price=Points(price), left=Points(balance - price))
        if price
        else texts("coupon-ask-free", title=title)
    )
    claim = Claim(ref=offer.ref, price=price, op=one_time())
    label = texts.plain("coupon-get", price=Points(price)) if price else texts.plain("coupon-take")
    yes = button(label, claim, style="success")
    return Screen(
        text="\n".join([ask, term, texts("coupon-ask-till")]),
        keep_photo=True,
        keyboard=rows([yes], [back(texts, Offers())]),
    )


def coupon_text(texts: Texts, coupon: CouponView) -> str:
    """Return whether the till sees the coupon now, and until when it lives."""
    title = title_of(texts, coupon)
    head = (
        texts("coupon-waiting", title=title)
        if coupon.shown_until is None
        else texts("coupon-shown", title=title, until=coupon.shown_until)
    )
    term = (
        texts("coupon-no-term")
        if coupon.expires_on is None
        else texts("coupon-term", on=coupon.expires_on)
    )
    code = texts("coupon-code", code=printed_code(coupon.code))
    return f"{head}\n{term}\n{code}"


def coupon_keys(texts: Texts, coupon: CouponView) -> InlineKeyboardMarkup:
    label = "coupon-show" if coupon.shown_until is None else "coupon-show-again"
    show = Show(coupon_id=coupon.coupon_id)
    give_up = texts.plain("coupon-cancel", price=Points(coupon.price_points))
    # What a promo code gave cost nothing, and nothing comes back.
    cancel_row = [button(give_up, Cancel(coupon_id=coupon.coupon_id))]
    return rows(
        [button(texts.plain(label), show, style="primary")],
        cancel_row if coupon.price_points else [],
        [back(texts, Offers())],
    )


def used_buttons(texts: Texts, *, coupon_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "this gift was handed over"."""
    return rows(
        [
            button(texts.plain("receipt-card"), Card()),
            button(texts.plain("coupon-not-me"), NotMe(coupon_id=coupon_id)),
        ]
    )


def gift_buttons(texts: Texts, *, coupon_id: int) -> InlineKeyboardMarkup:
    """Draw the keyboard under "your stamp card is complete"."""
    show = Show(coupon_id=coupon_id)
    return rows([button(texts.plain("coupon-show"), show, style="primary")])


async def my_offers(desk: Desk) -> MemberOffers:
    return await desk.db.read(offers.member_offers, desk.member_id, now=desk.now)


async def show_offers(desk: Desk, page: int = 0) -> None:
    screen = offers_screen(desk.texts, await my_offers(desk), page, desk.now)
    await desk.chat.show(screen)


async def show_coupon(desk: Desk, coupon: CouponView) -> None:
    """Show a coupon under a card whose picture has the balance of this moment."""
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    await show_on_card(
        desk, view, coupon_text(desk.texts, coupon), coupon_keys(desk.texts, coupon)
    )


async def gone(desk: Desk, why: Refusal) -> None:
    """Say the no, and draw the list as it is now."""
    shown = desk.texts.refusal_plain(why)
    await desk.chat.toast(shown, alert=len(shown) > TOAST_IS_ENOUGH)
    await show_offers(desk)


def to_claim(view: MemberOffers, ref: str) -> MemberOffer:
    """Return the gift behind a button; raise UnknownOffer if it does not run any more."""
    for offer in view.offers:
        if offer.ref == ref and offer.is_taken:
            return offer
    raise UnknownOffer(offer=ref)


@router.callback_query(Offers.filter())
async def open_offers(_: CallbackQuery, callback_data: Offers, desk: Desk) -> None:
    await show_offers(desk, callback_data.page)


@router.callback_query(Offer.filter())
async def ask(_: CallbackQuery, callback_data: Offer, desk: Desk) -> None:
    await show_price(desk, callback_data.ref)


async def show_price(desk: Desk, ref: str) -> None:
    """Ask whether the member wants to spend what the goods cost now."""
    view = await my_offers(desk)
    try:
        offer = to_claim(view, ref)
    except UnknownOffer as why:
        await gone(desk, why)
        return
    await desk.chat.show(claim_screen(desk.texts, offer, view.balance, desk.now))


@router.callback_query(Claim.filter())
async def claim(_: CallbackQuery, callback_data: Claim, desk: Desk) -> None:
    """Spend the points on the member's own tap; the coupon is shown to the till at once."""
    try:
        coupon = await desk.db.write(
            coupons.claim,
            desk.member_id,
            callback_data.ref,
            price=callback_data.price,
            key=f"claim:{callback_data.op}",
            now=desk.now,
        )
    except coupons.PriceChanged as why:
        await desk.chat.toast(desk.texts.refusal_plain(why))
        await show_price(desk, callback_data.ref)
        return
    except Refusal as why:
        await gone(desk, why)
        return
    await show_coupon(desk, coupon)


@router.callback_query(Coupon.filter())
async def open_coupon(_: CallbackQuery, callback_data: Coupon, desk: Desk) -> None:
    coupon_id = callback_data.coupon_id
    mine = (one for one in (await my_offers(desk)).coupons if one.coupon_id == coupon_id)
    coupon = next(mine, None)
    if coupon is None:
        await gone(desk, UnknownCoupon(coupon=str(coupon_id)))
        return
    await show_coupon(desk, coupon)


@router.callback_query(Show.filter())
async def show_again(_: CallbackQuery, callback_data: Show, desk: Desk) -> None:
    try:
        coupon = await desk.db.write(
            coupons.show, desk.member_id, callback_data.coupon_id, now=desk.now
        )
    except Refusal as why:
        await gone(desk, why)
        return
    await show_coupon(desk, coupon)


def given_back(texts: Texts, done: coupons.CouponCancelled) -> str:
    """Return what came back; points whose own date has passed come back and expire at once."""
    if done.expired:
        return texts.plain(
            "coupon-cancelled-late", points=Points(done.points), expired=Points(done.expired)
        )
    return texts.plain("coupon-cancelled", points=Points(done.points))


@router.callback_query(Cancel.filter())
async def cancel(_: CallbackQuery, callback_data: Cancel, desk: Desk) -> None:
    try:
        done = await desk.db.write(
            coupons.cancel,
            desk.member_id,
            callback_data.coupon_id,
            key=f"uncoup:{callback_data.coupon_id}",
            now=desk.now,
        )
    except Refusal as why:
        await gone(desk, why)
        return
    await desk.chat.toast(given_back(desk.texts, done), alert=bool(done.expired))
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    screen = offers_screen(desk.texts, await my_offers(desk), 0, desk.now)
    if len(screen.text) > CAPTION_LIMIT:
        await desk.chat.show(screen)
        return
    await show_on_card(desk, view, screen.text, screen.keyboard or rows())


@router.callback_query(NotMe.filter())
async def not_me(_: CallbackQuery, callback_data: NotMe, desk: Desk) -> None:
    """The gift was handed to somebody else: the owners are told."""
    await desk.db.write(coupons.not_me, desk.member_id, callback_data.coupon_id, now=desk.now)
    await desk.chat.edit(desk.texts("coupon-stopped"), None)
