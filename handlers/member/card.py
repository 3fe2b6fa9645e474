"""The card is the member's home: the picture with the code, and the balance in words (C2)."""

import asyncio

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup

from handlers.desk import Desk
from handlers.filters import Says
from handlers.levels import missing_words, reward_words
from handlers.member.menu import Card, Favourites, Give, History, Invite, Level, Offers, Settings
from handlers.pictures.card import CardFace, Progress, Theme, card_jpeg, face_key, theme_for
from handlers.pictures.stamps import StampRow
from handlers.stamps import stamps_line
from handlers.texts import Texts
from handlers.ui import Photo, Screen, button, key, keys, rows
from services import media, members, offers, stamps
from services.actors import CHIEFS
from services.domain.cards import card_link, printed
from services.facts import Localized, Money, Percent, Points
from services.favourite_words import gives_fact
from services.people import Who

router = Router(name="member.card")


def card_keys(texts: Texts, who: Who) -> ReplyKeyboardMarkup:
    """The card is one tap away for ever; staff also find the way to their own screens."""
    roles = []
    if who.role is not None:
        roles.append(key(texts.plain("role-till")))
        if who.role in CHIEFS:
            roles.append(key(texts.plain("role-owner")))
    return keys([key(texts.plain("card-key"))], roles)


def progress_of(texts: Texts, tier: members.TierView | None) -> Progress | None:
    if tier is None or tier.is_top or tier.next_name is None:
        return None
    return Progress(
        label=texts.plain("card-to-next", tier=Localized(tier.next_name)),
        left=texts.plain("card-left", what=missing_words(texts, tier.missing[:1], tier.match)),
        permille=round(tier.progress * 1000),
    )


def note_of(texts: Texts, view: members.CardView) -> str | None:
    """Return the one sentence that stands in place of the bar."""
    if view.deficit:
        return texts.plain("card-note-deficit", points=Points(view.deficit))
    if view.tier is not None and view.tier.is_top:
        return texts.plain("card-note-top")
    if not view.has_purchases and view.percent != "0":
        return texts.plain("card-note-first", percent=Percent(view.percent))
    return None


def face_of(texts: Texts, view: members.CardView, username: str) -> CardFace:
    """Return everything the picture shows, already in words."""
    reward = reward_words(texts, view.percent, view.discount)
    if view.with_points:
        balance, unit = texts.number(view.balance), texts.unit(view.balance)
        worth = texts.plain(
            "card-face-worth", worth=Money(view.balance_worth_minor), reward=reward
        )
    else:
        balance = texts.plain("guest-percent", percent=Percent(view.discount))
        unit, worth = texts.plain("card-face-off"), texts.plain("card-face-off-note")
    return CardFace(
        theme=theme_for(view.tier.step, view.tier.steps) if view.tier else Theme.BASE,
        shop=view.shop_name,
        caption=texts.plain("card-caption"),
        tier=texts.name(Localized(view.tier.name)) if view.tier else None,
        balance=balance,
        unit=unit,
        worth=worth,
        progress=None if view.deficit else progress_of(texts, view.tier),
        note=note_of(texts, view),
        name=view.name,
        link=card_link(username, view.card_number),
        hint=texts.plain("card-hint"),
        number=printed(view.card_number),
        stamps=tuple(stamp_row(texts, one) for one in view.stamp_cards),
        has_points=is_worth(view),
    )


def is_worth(view: members.CardView) -> bool:
    """Tell whether points or a discount are worth a line; where stamps are all there is, no."""
    return view.with_points or view.discount != "0" or not view.stamp_cards


def stamp_row(texts: Texts, card: stamps.MemberCard) -> StampRow:
    count = max(0, card.count)  # What is owed is said in the words under the picture.
    label = texts.plain("card-face-stamps", count=count, needed=card.needed)
    title = texts.name(Localized(card.title))
    return StampRow(title=title, label=label, count=count, needed=card.needed)


def balance_line(texts: Texts, view: members.CardView) -> str:
    if not view.with_points:
        if view.discount == "0":
            return texts("card-discount-none")
        return texts("card-discount", percent=Percent(view.discount))
    return texts(
        "card-balance-worth", points=Points(view.balance), worth=Money(view.balance_worth_minor)
    )


def tier_line(texts: Texts, tier: members.TierView) -> str:
    reward = reward_words(texts, tier.percent, tier.discount)
    line = texts("card-tier", tier=Localized(tier.name), reward=reward)
    if tier.next_name is None:
        return line
    missing = missing_words(texts, tier.missing, tier.match)
    return f"{line} {texts('card-next', tier=Localized(tier.next_name), missing=missing)}"


def caption(texts: Texts, view: members.CardView) -> str:
    """Say everything that the picture says, and what ends or begins soon."""
    lines = [balance_line(texts, view)] if is_worth(view) else []
    lines += [stamps_line(texts, one) for one in view.stamp_cards]
    if not view.has_purchases and view.percent != "0" and not view.balance:
        lines.append(texts("card-first", percent=Percent(view.percent)))
    if view.tier is not None:
        lines.append(tier_line(texts, view.tier))
    if view.to_choose:
        lines.append(texts("favourites-invite", gives=gives_fact(view.favourite)))
    if view.expiring is not None:
        due = view.expiring
        lines.append(texts("card-expiring", on=due.on, points=Points(due.points)))
    if view.pending_next is not None:
        due = view.pending_next
        lines.append(texts("card-pending", on=due.on, points=Points(due.points)))
    if view.deficit:
        lines.append(texts("card-deficit", points=Points(view.deficit)))
    lines.append(texts("card-number", number=printed(view.card_number)))
    return "\n".join(lines)


async def drawn(face: CardFace) -> bytes:
    """Draw the picture in a thread; the loop goes on answering others."""
    return await asyncio.to_thread(card_jpeg, face)


def card_buttons(texts: Texts, view: members.CardView, offers_count: int) -> InlineKeyboardMarkup:
    """What hangs on the card; offers come first when there are any."""
    offers = (
        button(texts.plain("offers-button", count=offers_count), Offers(), style="primary")
        if offers_count
        else button(texts.plain("offers-button-none"), Offers())
    )
    first = [offers, button(texts.plain("card-history"), History())]
    second = [button(texts.plain("card-settings"), Settings())]
    if view.tier is not None:
        second.insert(0, button(texts.plain("card-level"), Level()))
    give = [button(texts.plain("transfer-button"), Give())] if view.may_give else []
    if view.may_invite:
        give.append(button(texts.plain("referral-button"), Invite()))
    favourites = []
    if view.may_choose:
        favourites = [
            button(
                texts.plain("favourites-button"),
                Favourites(),
                style="primary" if view.to_choose else None,
            )
        ]
    return rows(first, second, give, favourites)


async def show_on_card(
    desk: Desk,
    view: members.CardView,
    text: str,
    keyboard: InlineKeyboardMarkup,
    *,
    pin: bool = False,
) -> None:
    """Show words under the card's picture; one that Telegram has already is only named."""
    face = face_of(desk.texts, view, desk.bot_info.username)
    name = face_key(face)
    known = await desk.db.read(media.file_id, name)
    photo: Photo = await drawn(face) if known is None else known
    shown = await desk.chat.show(Screen(text=text, photo=photo, keyboard=keyboard, pin=pin))
    if known is None and shown.file_id is not None:
        await desk.db.write(media.keep, name, shown.file_id, now=desk.now)


async def show_card(desk: Desk, *, pin: bool = False) -> None:
    """Draw the card as it stands now."""
    view = await desk.db.read(members.card, desk.member_id, now=desk.now)
    count = await desk.db.read(offers.count_for, desk.member_id, now=desk.now)
    keyboard = card_buttons(desk.texts, view, count)
    await show_on_card(desk, view, caption(desk.texts, view), keyboard, pin=pin)


@router.message(Says("card-key"))
@router.message(Command("card"))
async def send_card(_: Message, desk: Desk) -> None:
    await show_card(desk)


@router.message(Says("role-guest"))
async def become_guest(_: Message, desk: Desk) -> None:
    await desk.chat.say(desk.texts("card-role"), card_keys(desk.texts, desk.who))
    await show_card(desk)


@router.callback_query(Card.filter())
async def open_card(_: CallbackQuery, desk: Desk) -> None:
    await show_card(desk)
