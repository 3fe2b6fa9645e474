"""The way up and the way to stay: what is missing, by when (C5)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.member.card import missing_words
from handlers.member.menu import Card, Level
from handlers.texts import Texts
from handlers.ui import Screen, back, rows
from services import members
from services.facts import Localized, Money, Percent, Points

router = Router(name="member.level")

BAR = 10


def bar(progress: float) -> str:
    full = min(BAR, int(progress * BAR))
    return "▰" * full + "▱" * (BAR - full)


def reached_line(texts: Texts, missing: members.Missing) -> str:
    """Return "46,550 of 50,000 ₽" for one threshold."""
    if missing.kind in {"spend", "spend_in"}:
        line = texts("level-reached", reached=Money(missing.reached), needed=Money(missing.needed))
        return (
            f"{texts('level-in', category=missing.category)}: {line}" if missing.category else line
        )
    if missing.kind == "points":
        return texts(
            "level-reached", reached=Points(missing.reached), needed=Points(missing.needed)
        )
    return texts(f"level-reached-{missing.kind}", reached=missing.reached, needed=missing.needed)


def gives_line(texts: Texts, tier: members.TierView) -> str:
    """Return what the next level gives: its rate, and what it adds in words."""
    percent = Percent(tier.next_percent or "0")
    if not tier.next_perks:
        return texts("level-gives", percent=percent)
    return texts("level-gives-perks", percent=percent, perks=Localized(tier.next_perks))


def level_text(texts: Texts, tier: members.TierView) -> str:
    """Return the tier, the next one, and what keeps this one."""
    name = Localized(tier.name)
    head = (
        texts("level-until", tier=name, percent=Percent(tier.percent), on=tier.held_through)
        if tier.held_through
        else texts("level-now", tier=name, percent=Percent(tier.percent))
    )
    lines = [head]
    if tier.perks:
        lines.append(texts("level-perks", perks=Localized(tier.perks)))
    if tier.is_top or tier.next_name is None:
        lines.append(texts("level-top"))
    else:
        missing = missing_words(texts, tier.missing, tier.match)
        lines.append(texts("level-next", tier=Localized(tier.next_name), missing=missing))
        lines.append(bar(tier.progress))
        lines += [reached_line(texts, one) for one in tier.missing]
        lines.append(gives_line(texts, tier))
    if tier.grace_until:
        lines.append(texts("level-grace", on=tier.grace_until))
    keep = missing_words(texts, tier.keep, tier.match)
    if keep:
        lines.append(texts("level-keep", missing=keep))
    return "\n".join(lines)


@router.callback_query(Level.filter())
async def open_level(_: CallbackQuery, desk: Desk) -> None:
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    text = level_text(desk.texts, view.tier) if view.tier else desk.texts("level-none")
    keyboard = rows([back(desk.texts, Card())])
    await desk.chat.show(Screen(text=text, keep_photo=True, keyboard=keyboard))
