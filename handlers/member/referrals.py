"""Inviting a friend: what both get, the link, its code as a picture, what came of it (C7)."""

import asyncio
from io import BytesIO
from urllib.parse import quote

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from PIL import ImageOps

from handlers.desk import Desk
from handlers.member.menu import Card, Invite
from handlers.pictures.codes import MEDIUM, qr
from handlers.pictures.themes import WHITE
from handlers.texts import Texts
from handlers.ui import Screen, back, button, rows
from services import referral_links
from services.domain.invitations import ReferralRules
from services.facts import Fact, Money, Points
from services.referral_links import Invited, Inviting

router = Router(name="member.referrals")

_CODE_SIDE, _MARGIN = 900, 60


class Code(CallbackData, prefix="m-inviqr"):
    """The link as a picture that a friend's camera reads."""


def address_of(username: str, payload: str) -> str:
    return f"https://t.me/{username}?start={payload}"


def promise(texts: Texts, rules: ReferralRules) -> list[str]:
    """Say what each side gets, and for which purchase."""
    facts: dict[str, Fact] = {"least": Money(rules.min_minor), "days": rules.within_days}
    size = "least" if rules.min_minor > 1 else "any"
    lines = []
    if rules.invitee:
        lines.append(texts(f"referral-friend-{size}", points=Points(rules.invitee), **facts))
    if rules.referrer:
        whose = "you" if rules.invitee else "alone"
        lines.append(texts(f"referral-{whose}-{size}", points=Points(rules.referrer), **facts))
    return lines


def results(texts: Texts, view: Inviting) -> list[str]:
    """Say how many came, how many have not bought yet, what was earned."""
    if not view.came:
        return [texts("referral-nobody")]
    lines = [texts("referral-came", count=view.came)]
    if view.waiting:
        lines.append(texts("referral-waiting", count=view.waiting))
    if view.points:
        lines.append(texts("referral-earned", points=Points(view.points)))
    if view.held:
        lines.append(texts("referral-held-yet", count=view.held))
    return lines


def invite_screen(texts: Texts, view: Inviting, username: str) -> Screen:
    """The promise, the results, and three ways to pass the link on."""
    address = address_of(username, view.payload)
    words = texts.plain("referral-words", said=view.said)
    share = f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(words, safe='')}"
    text = "\n".join(
        [texts("referral-title"), *promise(texts, view.rules), "", *results(texts, view)]
    )
    return Screen(
        text=text,
        keep_photo=True,
        keyboard=rows(
            [button(texts.plain("referral-share"), url=share, style="primary")],
            [
                button(texts.plain("referral-copy"), copy=address),
                button(texts.plain("referral-code"), Code()),
            ],
            [back(texts, Card())],
        ),
    )


def invited_words(texts: Texts, invited: Invited) -> str:
    """Say who invites, and what the first purchase will bring."""
    who = (
        texts("referral-invited", name=invited.name)
        if invited.name
        else texts("referral-invited-nameless")
    )
    return f"{who} {awaits(texts, invited.rules)}".strip()


def awaits(texts: Texts, rules: ReferralRules) -> str:
    """Say what awaits the friend; nothing if only the referrer gets points."""
    if not rules.invitee:
        return ""
    size = "least" if rules.min_minor > 1 else "any"
    return texts(
        f"referral-awaits-{size}",
        points=Points(rules.invitee),
        least=Money(rules.min_minor),
        days=rules.within_days,
    )


def code_png(address: str) -> bytes:
    """Draw the code of a link with the quiet margin that readers ask for."""
    picture = ImageOps.expand(qr(address, side=_CODE_SIDE, correction=MEDIUM), _MARGIN, WHITE)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@router.callback_query(Invite.filter())
async def open_inviting(_: CallbackQuery, desk: Desk) -> None:
    view = await desk.db.read(referral_links.inviting, desk.member_id, now=desk.now)
    await desk.chat.show(invite_screen(desk.texts, view, desk.bot_info.username))


@router.callback_query(Code.filter())
async def send_code(_: CallbackQuery, desk: Desk) -> None:
    """Send the code as a message of its own: it may be shown from the phone, or passed on."""
    view = await desk.db.read(referral_links.inviting, desk.member_id, now=desk.now)
    address = address_of(desk.bot_info.username, view.payload)
    picture = await asyncio.to_thread(code_png, address)
    await desk.chat.say(desk.texts("referral-code-caption"), photo=picture)
