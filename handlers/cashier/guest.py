"""Finding the guest: camera, scanner, photo, number, phone or its last digits (K3, K9)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO

from aiogram import Bot, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Document, Message, PhotoSize

from handlers.cashier import purchase
from handlers.cashier.coupons import coupon_rows, shown_coupons
from handlers.cashier.drafts import Draft
from handlers.cashier.shift import till_home
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.filters import Has, Says, Start
from handlers.offers import short
from handlers.pictures.card import Theme
from handlers.pictures.poster import PosterFace, poster_png
from handlers.pictures.reading import PhotoNotPicture, check_photo_size, read_codes
from handlers.stamps import begun_lines
from handlers.texts import Texts
from handlers.ui import Button, Screen, button, rows
from services import shop, till
from services.coupons import TillCoupon
from services.domain.cards import CardNotOurs, find_card, find_card_in
from services.domain.errors import Refusal
from services.facts import Localized, Money, Percent, Points

router = Router(name="cashier.guest")

LIST_MAX = 8
PERKS_LETTERS = 80
"""One line of a phone or two; the whole list is the guest's to read."""

READER = ThreadPoolExecutor(1, thread_name_prefix="photos")
"""One picture is decoded at a time: each may take megabytes."""


class Choose(CallbackData, prefix="k-guest"):
    """This guest, found by phone digits; the amount when it was typed with them."""

    member_id: int
    amount_minor: int = 0


class Spend(CallbackData, prefix="k-spend"):
    """The guest wants to pay with points; the amount follows."""

    member_id: int


class Leave(CallbackData, prefix="k-leave"):
    """Back to an empty till."""


class Join(CallbackData, prefix="k-join"):
    """Show the code by which a guest joins."""


class WithoutTelegram(CallbackData, prefix="k-nochat"):
    """Open a card for the phone that nobody has."""


@dataclass(kw_only=True, unsafe_hash=True)
class SeveralCards(Refusal):
    """The photo shows several cards, and one must be chosen."""

    numbers: tuple[str, ...]


def guest_line(texts: Texts, guest: till.Guest) -> str:
    """Return the guest in one line: name, tier, balance, and what is worth a kind word."""
    parts = [texts("guest-name", name=guest.name)]
    if guest.tier_name is not None:
        key = "guest-tier" if guest.points else "guest-tier-name"
        parts.append(texts(key, tier=Localized(guest.tier_name), percent=Percent(guest.percent)))
    if guest.discount != "0":
        parts.append(texts("guest-discount", percent=Percent(guest.discount)))
    if guest.points or guest.balance:
        parts.append(texts("guest-balance", points=Points(guest.balance)))
    if guest.birthday_in_days is not None:
        parts.append(texts("guest-birthday", days=guest.birthday_in_days))
    if guest.last_visit_days is not None:
        parts.append(texts("guest-visit", days=guest.last_visit_days))
    if guest.unclaimed:
        parts.append(texts("guest-unclaimed"))
    line = " · ".join(parts)
    if not guest.perks:
        return line
    words = short(texts.name(Localized(guest.perks)), PERKS_LETTERS)
    return f"{line}\n{texts('guest-perks', perks=words)}"


def guest_screen(texts: Texts, guest: till.Guest, shown: tuple[TillCoupon, ...] = ()) -> Screen:
    """K3: who stands here, the coupons shown, and the three amounts most often paid."""
    usual = [
        button(
            texts.plain("guest-amount", amount=Money(amount_minor)),
            purchase.Bill(member_id=guest.member_id, amount_minor=amount_minor, op=one_time()),
        )
        for amount_minor in guest.usual_amounts_minor
    ]
    last: list[Button] = [button(texts.plain("guest-leave"), Leave())]
    if guest.balance > 0 and not guest.unclaimed:
        spend = button(
            texts.plain("guest-spend"), Spend(member_id=guest.member_id), style="primary"
        )
        last.insert(0, spend)
    lines = [guest_line(texts, guest), *begun_lines(texts, guest.stamp_cards)]
    text = "\n".join([*lines, texts("guest-ask-amount")])
    return Screen(
        text=text, keyboard=rows(*coupon_rows(texts, guest.member_id, shown), usual, last)
    )


def unknown_screen(texts: Texts, why: Refusal, *, phone: bool) -> Screen:
    """K9: not our card, or a phone that nobody has; the way in is one tap away."""
    buttons = [[button(texts.plain("guest-join"), Join(), style="primary")]]
    if phone:
        buttons.append([button(texts.plain("guest-without-telegram"), WithoutTelegram())])
    buttons.append([button(texts.plain("guest-leave"), Leave())])
    return Screen(text=texts.refusal(why), keyboard=rows(*buttons))


def choice_screen(texts: Texts, guests: tuple[till.Guest, ...], amount_minor: int) -> Screen:
    """Several people may share four digits: the name and the masked phone tell them apart."""
    buttons = [
        [
            button(
                texts.plain("guest-choice", name=guest.name, phone=guest.masked_phone or ""),
                Choose(member_id=guest.member_id, amount_minor=amount_minor),
            )
        ]
        for guest in guests[:LIST_MAX]
    ]
    key = "guest-choose-amount" if amount_minor else "guest-choose"
    text = texts(key, amount=Money(amount_minor)) if amount_minor else texts(key)
    return Screen(
        text=text, keyboard=rows(*buttons, [button(texts.plain("guest-leave"), Leave())])
    )


async def welcome(desk: Desk, guest: till.Guest, amount_minor: int | None) -> None:
    """Take the found guest: bill at once when the amount is known, else ask for it."""
    if amount_minor:
        draft = Draft(member_id=guest.member_id, amount_minor=amount_minor, op=desk.op_key)
        await purchase.bill(desk, draft)
        return
    await desk.state.set_state(Till.bill)
    await desk.state.set_data({"member_id": guest.member_id})
    shown = await shown_coupons(desk, guest.member_id)
    await desk.chat.show(guest_screen(desk.texts, guest, shown))


async def find_numbers(desk: Desk, numbers: tuple[str, ...], amount_minor: int | None) -> None:
    """Serve the one card among these numbers that exists; CardUnknown if none does."""
    if amount_minor and await purchase.bill_card(desk, numbers, amount_minor):
        return
    guest = await desk.db.write(till.find_by_card, desk.staff_id, numbers, now=desk.now)
    await welcome(desk, guest, amount_minor)


async def show_or_unknown(desk: Desk, numbers: tuple[str, ...], amount_minor: int | None) -> None:
    """Serve the card, or say that it is not ours and show the way in."""
    try:
        await find_numbers(desk, numbers, amount_minor)
    except till.CardUnknown as why:
        await not_ours(desk, why)


async def not_ours(desk: Desk, why: Refusal) -> None:
    await desk.chat.show(unknown_screen(desk.texts, why, phone=False))


async def find_phone(desk: Desk, phone_e164: str, amount_minor: int | None) -> None:
    try:
        guests = await desk.db.write(till.find_by_phone, desk.staff_id, phone_e164, now=desk.now)
    except till.PhoneUnknown as why:
        await desk.state.set_state(Till.unknown)
        await desk.state.set_data({"phone": phone_e164, "amount_minor": amount_minor or 0})
        await desk.chat.show(unknown_screen(desk.texts, why, phone=True))
        return
    await desk.chat.show(choice_screen(desk.texts, guests, amount_minor or 0))


async def find_last_four(desk: Desk, last_four: str, amount_minor: int | None) -> None:
    try:
        guests = await desk.db.write(till.find_by_last4, desk.staff_id, last_four, now=desk.now)
    except till.PhoneUnknown as why:
        await not_ours(desk, why)
        return
    await desk.chat.show(choice_screen(desk.texts, guests, amount_minor or 0))


async def known_amount(desk: Desk) -> int | None:
    """Return the amount that was typed before the card, if one was."""
    if await desk.state.get_state() not in {Till.card.state, Till.unknown.state}:
        return None
    amount_minor: int | None = (await desk.state.get_data()).get("amount_minor")
    return amount_minor or None


@router.message(Start(any_payload=True, keeps_step=True))
async def scanned_by_camera(_: Message, payload: str, desk: Desk) -> None:
    """A camera opens the card's link in this chat; other payloads belong to other screens."""
    numbers = find_card(payload, desk.bot_info.username)
    if not numbers:
        raise SkipHandler
    await show_or_unknown(desk, numbers, await known_amount(desk))


@router.message(Has("photo"))
@router.message(Has("document"))
async def photographed(message: Message, bot: Bot, desk: Desk) -> None:
    """Read the code on a picture; only the first of an album is answered."""
    album = message.media_group_id
    if album and (await desk.state.get_data()).get("album") == album:
        return
    try:
        await read_picture(desk, bot, picture_of(message))
    finally:
        if album:
            # Last, since finding a guest begins the step's data anew.
            await desk.state.update_data(album=album)


def picture_of(message: Message) -> PhotoSize | Document:
    """Return the largest size of the photo, or the picture sent as a file."""
    if message.photo:
        return message.photo[-1]
    document = message.document
    if document is None or not (document.mime_type or "").startswith("image/"):
        raise PhotoNotPicture
    return document


async def read_picture(desk: Desk, bot: Bot, picture: PhotoSize | Document) -> None:
    """Serve the one card on the picture; its size is checked before it is fetched."""
    check_photo_size(picture.file_size)
    buffer = BytesIO()
    await bot.download(picture.file_id, buffer)
    loop = asyncio.get_running_loop()
    try:
        codes = await loop.run_in_executor(READER, read_codes, buffer.getvalue())
        numbers = find_card_in(codes, desk.bot_info.username)
    except CardNotOurs as why:
        await not_ours(desk, why)
        return
    if len(set(numbers)) > 1:
        raise SeveralCards(numbers=tuple(sorted(set(numbers))))
    await show_or_unknown(desk, numbers, await known_amount(desk))


@router.message(Says("shift-key-find"))
async def how_to_find(_: Message, desk: Desk) -> None:
    await desk.chat.show(
        Screen(
            text=desk.texts("guest-how"),
            keyboard=rows(
                [button(desk.texts.plain("guest-join"), Join())],
                [button(desk.texts.plain("guest-leave"), Leave())],
            ),
        )
    )


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    found = callback_data.member_id
    guest = await desk.db.write(till.chosen, desk.staff_id, found, now=desk.now)
    await welcome(desk, guest, callback_data.amount_minor or None)


@router.callback_query(Spend.filter())
async def spend(_: CallbackQuery, callback_data: Spend, desk: Desk) -> None:
    """Ask for the amount first: how many points may be spent depends on it."""
    found = callback_data.member_id
    guest = await desk.db.write(till.chosen, desk.staff_id, found, now=desk.now)
    await desk.state.set_state(Till.bill)
    await desk.state.set_data({"member_id": guest.member_id, "spend": True})
    text = f"{guest_line(desk.texts, guest)}\n{desk.texts('guest-ask-spend-amount')}"
    leave = button(desk.texts.plain("guest-leave"), Leave())
    await desk.chat.show(Screen(text=text, keyboard=rows([leave])))


@router.callback_query(Leave.filter())
async def leave(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.clear()
    await desk.chat.finish(desk.texts("guest-left"))


@router.callback_query(WithoutTelegram.filter())
async def open_without_telegram(_: CallbackQuery, desk: Desk) -> None:
    data = await desk.state.get_data()
    if "phone" not in data:
        await till_home(desk)
        return
    guest = await desk.db.write(
        till.open_unclaimed, desk.staff_id, data["phone"], key=desk.op_key, now=desk.now
    )
    await welcome(desk, guest, data.get("amount_minor") or None)


@router.callback_query(Join.filter())
async def show_join_code(_: CallbackQuery, desk: Desk) -> None:
    """The poster on the cashier's own phone: the guest points a camera at it."""
    view = await desk.db.read(shop.shop)
    face = PosterFace(
        theme=Theme.BASE,
        shop=view.name,
        sentence=desk.texts.plain("guest-join-sentence"),
        steps=(),
        link=f"https://t.me/{desk.bot_info.username}?start=l{desk.who.location_id or 0}",
        bot=f"@{desk.bot_info.username}",
    )
    picture = await asyncio.to_thread(poster_png, face)
    await desk.chat.say(desk.texts("guest-join-caption"), photo=picture)
