"""Opening and closing the shift: K1, K2 and the report K8."""

from aiogram import Router
from aiogram.types import Message, ReplyKeyboardMarkup

from handlers.desk import Desk
from handlers.filters import Says
from handlers.texts import Texts
from handlers.ui import BotInfo, key, keys
from services import shifts
from services.actors import CHIEFS
from services.facts import Money, Points
from services.people import Who

router = Router(name="cashier.shift")


def role_keys(who: Who, texts: Texts) -> list[str]:
    """Return the labels that lead out of the till to the person's other roles."""
    labels = ["role-guest"]
    if who.role in CHIEFS:
        labels.append("role-owner")
    return [texts.plain(label) for label in labels]


def scanner_page(info: BotInfo, language: str) -> str | None:
    """Return the scanner's address; a static page learns from it whose cards to take."""
    if info.scanner is None:
        return None
    joint = "&" if "?" in info.scanner else "?"
    return f"{info.scanner}{joint}bot={info.username}&lang={language}"


def open_keys(desk: Desk) -> ReplyKeyboardMarkup:
    """The keyboard of a running shift: the few things a cashier needs, and the way out."""
    texts, who = desk.texts, desk.who
    page = scanner_page(desk.bot_info, texts.language)
    return keys(
        [key(texts.plain("shift-key-scan"), web_app=page, style="primary")] if page else [],
        [key(texts.plain("shift-key-find")), key(texts.plain("shift-key-bills"))],
        [key(texts.plain("shift-key-close"))],
        [key(label) for label in role_keys(who, texts)],
    )


def closed_keys(texts: Texts, who: Who) -> ReplyKeyboardMarkup:
    """The keyboard of a closed till."""
    return keys(
        [key(texts.plain("shift-key-open"), style="primary")],
        [key(label) for label in role_keys(who, texts)],
    )


async def till_home(desk: Desk) -> None:
    """Draw the till as it stands: ready, or asking to open the shift."""
    await desk.state.clear()
    if desk.who.shift_id is None:
        await desk.chat.say(desk.texts("shift-closed"), closed_keys(desk.texts, desk.who))
        return
    await desk.chat.say(desk.texts("shift-ready"), open_keys(desk))


@router.message(Says("role-till"))
async def come_to_the_till(_: Message, desk: Desk) -> None:
    await till_home(desk)


@router.message(Says("shift-key-open"))
async def open_shift(_: Message, desk: Desk) -> None:
    shift = await desk.db.write(shifts.open_shift, desk.staff_id, now=desk.now)
    text = desk.texts("shift-opened", at=shift.opened_at, location=shift.location_name or "")
    await desk.chat.say(text, open_keys(desk))


@router.message(Says("shift-key-close"))
async def close_shift(_: Message, desk: Desk) -> None:
    report = await desk.db.write(shifts.close_shift, desk.staff_id, now=desk.now)
    await desk.chat.say(report_text(desk.texts, report), closed_keys(desk.texts, desk.who))


def report_text(texts: Texts, report: shifts.ShiftReport) -> str:
    return texts(
        "shift-report",
        opened=report.opened_at,
        closed=report.closed_at,
        bills=report.bills,
        amount=Money(report.amount_minor),
        earned=Points(report.earned),
        redeemed=Points(report.redeemed),
        new=report.new_members,
        undone=report.undone,
    )
