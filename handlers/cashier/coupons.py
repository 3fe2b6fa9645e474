"""Coupons that the guest shows at the till: one tap hands the gift over, or takes it off (K3)."""

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from handlers.cashier import drafts
from handlers.desk import Desk
from handlers.offers import short
from handlers.texts import Texts
from handlers.ui import Button, Screen, button, rows
from services import coupons, guesses
from services.domain.codes import coupon_code
from services.facts import Localized

router = Router(name="cashier.coupons")


class HandOver(CallbackData, prefix="k-hand"):
    """Give this to the guest; a second tap says the same again."""

    coupon_id: int


def hand_over_rows(texts: Texts, shown: Iterable[coupons.TillCoupon]) -> list[list[Button]]:
    """Return a row for each gift that the guest shows now, wide enough for a thumb."""
    return [
        [
            button(
                texts.plain("coupon-hand-over", title=short(texts.name(Localized(one.title)))),
                HandOver(coupon_id=one.coupon_id),
                style="success",
            )
        ]
        for one in shown
        if not one.for_bill
    ]


def coupon_rows(
    texts: Texts, member_id: int, shown: tuple[coupons.TillCoupon, ...]
) -> list[list[Button]]:
    """Return what is to be handed over, and what is used on the bill to come."""
    off = [
        [
            button(
                texts.plain("draft-coupon", title=short(texts.name(Localized(one.title)))),
                drafts.Take(member_id=member_id, coupon_id=one.coupon_id),
                style="success",
            )
        ]
        for one in shown
        if one.for_bill
    ]
    return [*hand_over_rows(texts, shown), *off]


def without(keyboard: InlineKeyboardMarkup | None, data: str | None) -> InlineKeyboardMarkup:
    """Return the keyboard without the button that sends this."""
    lines = keyboard.inline_keyboard if keyboard else []
    left = [[one for one in line if one.callback_data != data] for line in lines]
    return InlineKeyboardMarkup(inline_keyboard=[line for line in left if line])


async def shown_coupons(desk: Desk, member_id: int) -> tuple[coupons.TillCoupon, ...]:
    return await desk.db.read(coupons.shown, desk.staff_id, member_id, now=desk.now)


async def typed_code(desk: Desk, text: str) -> bool:
    """Show the coupon whose code was typed; False for a line that is no code at all."""
    code = coupon_code(text)
    if code is None:
        return False
    found = await desk.db.write(coupons.find_by_code, code, actor=desk.actor, now=desk.now)
    if isinstance(found, guesses.Missed):
        await desk.chat.say(desk.texts("coupon-code-unknown", left=found.tries_left))
        return True
    title = desk.texts.name(Localized(found.coupon.title))
    text = desk.texts("coupon-code-found", title=title, name=found.name)
    keyboard = rows(*coupon_rows(desk.texts, found.member_id, (found.coupon,)))
    await desk.chat.show(Screen(text=text, keyboard=keyboard))
    return True


@router.callback_query(HandOver.filter())
async def hand_over(query: CallbackQuery, callback_data: HandOver, desk: Desk) -> None:
    """Hand the gift over; the tapped message stays as it is, without this button."""
    handed = await desk.db.write(
        coupons.use,
        callback_data.coupon_id,
        actor=desk.actor,
        key=f"hand:{callback_data.coupon_id}",
        now=desk.now,
    )
    tapped = query.message
    if isinstance(tapped, Message):
        await desk.chat.edit(tapped.html_text, without(tapped.reply_markup, query.data))
    if not handed.replayed:
        title = texts_title(desk.texts, handed)
        await desk.chat.say(desk.texts("coupon-handed-over", title=title, name=handed.name))


def texts_title(texts: Texts, handed: coupons.CouponHanded) -> str:
    return texts.name(Localized(handed.title))
