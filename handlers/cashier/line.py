"""One typed line at the till: an amount, a card, a phone, a code, or several of them at once."""

from dataclasses import dataclass, replace
from typing import assert_never

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.cashier import bills, coupons, drafts, guest, purchase, redemption
from handlers.cashier.shift import till_home
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.filters import AnyText, Has
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import shop
from services.actors import CHIEFS
from services.domain.amounts import Ambiguous, Amount, read_amount
from services.domain.cards import CardNotOurs
from services.domain.errors import Refusal
from services.domain.till_lines import (
    AmountReading,
    CardReading,
    PhoneReading,
    TailReading,
    TillReading,
    read_till_line,
)
from services.facts import Money
from services.phones import typed_phone
from services.till import CardUnknown

router = Router(name="cashier.line")

CODE_LENGTH = 4


class Meant(CallbackData, prefix="k-meant"):
    """Which of two readings of an amount was meant."""

    amount_minor: int
    op: str


@dataclass(kw_only=True, unsafe_hash=True)
class TypeItYourself(Refusal):
    """A forwarded number, or one from another bot, moves no points."""


@dataclass(kw_only=True, unsafe_hash=True)
class AmountInDigits(Refusal):
    """A sticker, a voice message or the like came where an amount is asked."""


@router.message(AnyText())
async def typed(message: Message, desk: Desk) -> None:
    await read(desk, message, message.text or "")


@router.message(Has("web_app_data"))
async def scanned(message: Message, desk: Desk) -> None:
    """What the scanner page sends is as good as typed text: any client can send anything."""
    await read(desk, message, message.web_app_data.data if message.web_app_data else "")


async def read(desk: Desk, message: Message, text: str) -> None:
    """Read the line by what the till is waiting for."""
    if desk.who.shift_id is None:
        await closed(desk)
        return
    if message.forward_origin is not None or message.via_bot is not None:
        raise TypeItYourself
    four = four_digits(text)
    step = await desk.state.get_state()
    if step == Till.code.state and four and await redemption.waits(desk):
        await redemption.typed_code(desk, four)
    elif step == Till.card.state and four:
        await guest.find_last_four(desk, four, await guest.known_amount(desk))
    elif step == Till.points.state:
        await redemption.typed_points(desk, whole_points(desk, text))
    elif step == Till.refund.state:
        await amount(desk, read_amount(text, currency=desk.who.currency, digits=desk.who.digits))
    else:
        await read_line(desk, text)


async def closed(desk: Desk) -> None:
    """Without a shift a cashier is asked to open it; what a chief types is no bill."""
    if desk.who.role in CHIEFS:
        raise SkipHandler
    await till_home(desk)


def four_digits(text: str) -> str:
    """Return four plain digits, and nothing for any other line."""
    digits = text.strip()
    return digits if len(digits) == CODE_LENGTH and digits.isascii() and digits.isdigit() else ""


def whole_points(desk: Desk, text: str) -> int:
    """Read a number of points by the grammar of amounts, without a fraction."""
    reading = read_amount(text, currency=desk.who.currency, digits=0)
    return reading.amount_minor if isinstance(reading, Amount) else reading.thousands_minor


async def read_line(desk: Desk, text: str) -> None:
    """Walk the readings; a card that does not exist gives way to the next reading."""
    who = desk.who
    try:
        readings = read_till_line(
            text, currency=who.currency, digits=who.digits, bot_username=desk.bot_info.username
        )
    except CardNotOurs as why:
        await guest.not_ours(desk, why)
        return
    except Refusal:
        if not await coupons.typed_code(desk, text):
            raise
        return
    unknown: CardUnknown | None = None
    for reading in readings:
        if unknown is not None and await beyond_bills(desk, reading):
            break
        try:
            await follow(desk, reading)
        except CardUnknown as why:
            unknown = why
            continue
        return
    if unknown is not None:
        await guest.not_ours(desk, unknown)


async def beyond_bills(desk: Desk, reading: TillReading) -> bool:
    """Return whether a card's number that nobody has would be a bill of millions."""
    if not isinstance(reading, AmountReading):
        return False
    limit_minor = (await desk.db.read(shop.shop)).bill_limit_minor
    return isinstance(reading.amount, Amount) and reading.amount.amount_minor > limit_minor


async def follow(desk: Desk, reading: TillReading) -> None:
    """Do what the line says."""
    match reading:
        case AmountReading():
            await amount(desk, reading.amount)
        case CardReading():
            known = sure(reading.amount) or await guest.known_amount(desk)
            await guest.find_numbers(desk, (reading.number,), known)
        case TailReading():
            await guest.find_last_four(desk, reading.last_four, sure(reading.amount))
        case PhoneReading():
            region = (await desk.db.read(shop.shop)).default_region
            phone = typed_phone(reading.typed, region)
            known = sure(reading.amount) or await guest.known_amount(desk)
            await guest.find_phone(desk, phone.e164, known)
        case _:
            assert_never(reading)


def sure(reading: Amount | Ambiguous | None) -> int | None:
    """Return the amount when it can be read in one way only; else it is asked again later."""
    return reading.amount_minor if isinstance(reading, Amount) else None


async def amount(desk: Desk, reading: Amount | Ambiguous) -> None:
    if isinstance(reading, Ambiguous):
        await desk.chat.show(reading_screen(desk.texts, reading))
        return
    await use_amount(desk, reading.amount_minor, op=desk.op_key)


async def use_amount(desk: Desk, amount_minor: int, *, op: str) -> None:
    """An amount serves what the till waits for: a refund, the guest at the till, or a card."""
    step = await desk.state.get_state()
    data = await desk.state.get_data()
    if step == Till.refund.state:
        await bills.typed_part(desk, amount_minor)
    elif draft := await drafts.waiting(desk):
        if not await drafts.typed_share(desk, draft, amount_minor):
            await redemption.go_on(desk, replace(draft, amount_minor=amount_minor, op=op))
    elif step != Till.bill.state:
        await purchase.ask_card(desk, amount_minor)
    else:
        draft = drafts.Draft(
            member_id=data["member_id"],
            amount_minor=amount_minor,
            op=op,
            coupon_id=data.get("coupon_id"),
            spends=bool(data.get("spend")),
        )
        await redemption.go_on(desk, draft)


def reading_screen(texts: Texts, reading: Ambiguous) -> Screen:
    """Offer both readings of "1,234", a thousand here and a fraction there; guess none."""
    choices = [
        button(
            texts.plain("purchase-reading", amount=Money(amount_minor)),
            Meant(amount_minor=amount_minor, op=one_time()),
        )
        for amount_minor in (reading.thousands_minor, reading.fraction_minor)
    ]
    drop = button(texts.plain("purchase-drop"), purchase.Drop())
    return Screen(text=texts("purchase-which"), keyboard=rows(choices, [drop]))


@router.callback_query(Meant.filter())
async def meant(_: CallbackQuery, callback_data: Meant, desk: Desk) -> None:
    await use_amount(desk, callback_data.amount_minor, op=callback_data.op)


@router.message(Has("other"))
async def not_text(_: Message, desk: Desk) -> None:
    """A sticker is not an amount: say what is expected, and lose nothing."""
    del desk
    raise AmountInDigits
