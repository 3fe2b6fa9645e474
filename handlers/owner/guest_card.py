"""A guest's card for the owner and managers, with what happened to the points (O7)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.desk import Desk
from handlers.entries import row_lines
from handlers.filters import RoleIs
from handlers.levels import level_text
from handlers.owner.menu import AdjustPoints, FindGuest, GiveLevel, Guest, GuestHistory
from handlers.stamps import begun_lines
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import guest_cards, members
from services.actors import CHIEFS
from services.domain.cards import printed
from services.facts import Key, Points
from services.guest_cards import GuestCard

router = Router(name="owner.guest_card")
router.callback_query.filter(RoleIs(*CHIEFS))


def called(texts: Texts, card: GuestCard) -> str:
    return card.name or texts.plain("guestcard-nameless")


def money_lines(texts: Texts, card: GuestCard) -> list[str]:
    """Return the balance, and what is held, owed or about to end."""
    lines = [texts("guestcard-balance", points=Points(card.balance))]
    if card.pending:
        lines.append(texts("guestcard-pending", points=Points(card.pending)))
    if card.deficit:
        lines.append(texts("guestcard-deficit", points=Points(card.deficit)))
    if card.expiring is not None:
        due = card.expiring
        lines.append(texts("card-expiring", on=due.on, points=Points(due.points)))
    return lines


def card_text(texts: Texts, card: GuestCard) -> str:
    """Return who it is, the groups, the points, the level."""
    lines = [
        texts(
            "guestcard-title",
            name=called(texts, card),
            number=printed(card.card_number),
            phone=card.masked_phone or "",
        ),
        texts(
            "guestcard-groups",
            groups=", ".join(texts.plain(f"segment-{one}") for one in card.segments),
        ),
        texts("guestcard-since", on=card.joined_on),
        texts("guestcard-never")
        if card.last_visit_days is None
        else texts("guestcard-visit", days=card.last_visit_days),
        *money_lines(texts, card),
        *begun_lines(texts, card.stamp_cards),
    ]
    if card.unclaimed:
        lines.append(texts("guest-unclaimed"))
    if card.tier is not None:
        lines.append(level_text(texts, card.tier))
    if card.by_hand:
        until = Key("guestcard-until", {"on": card.manual_until}) if card.manual_until else ""
        lines.append(texts("guestcard-by-hand", until=until))
    return "\n".join(lines)


def card_screen(texts: Texts, card: GuestCard) -> Screen:
    """The card, and what may be done: points, the level, the history."""
    level: list[Button] = []
    if card.choices or card.by_hand:
        give = GiveLevel(member_id=card.member_id)
        level = [button(texts.plain("guestcard-level"), give)]
    adjust = button(texts.plain("guestcard-adjust"), AdjustPoints(member_id=card.member_id))
    history = GuestHistory(member_id=card.member_id)
    return Screen(
        text=card_text(texts, card),
        keyboard=rows(
            [adjust, *level],
            [button(texts.plain("guestcard-history"), history)],
            [back(texts, FindGuest())],
        ),
    )


def history_screen(texts: Texts, card: GuestCard, page: members.HistoryPage) -> Screen:
    """What the guest reads of the points, with the same reasons."""
    lines = [texts("guestcard-history-title", name=called(texts, card))]
    for row in page.rows:
        lines += row_lines(texts, row)
    if not page.rows:
        lines.append(texts("guestcard-never"))
    turns: list[Button] = []
    if page.page > 0:
        turns.append(button("‹", GuestHistory(member_id=card.member_id, page=page.page - 1)))
    if page.page + 1 < page.pages:
        turns.append(button("›", GuestHistory(member_id=card.member_id, page=page.page + 1)))
    keyboard = rows(turns, [back(texts, Guest(member_id=card.member_id))])
    return Screen(text="\n".join(lines), keyboard=keyboard)


async def read_card(desk: Desk, member_id: int) -> GuestCard:
    """Read the card, and write the look down."""
    card = await desk.db.read(guest_cards.guest_card, member_id, actor=desk.actor, now=desk.now)
    await desk.db.write(guest_cards.note_look, member_id, actor=desk.actor, now=desk.now)
    return card


async def show_guest(desk: Desk, member_id: int) -> None:
    await desk.state.clear()
    card = await read_card(desk, member_id)
    await desk.chat.show(card_screen(desk.texts, card))


@router.callback_query(Guest.filter())
async def open_guest(_: CallbackQuery, callback_data: Guest, desk: Desk) -> None:
    await show_guest(desk, callback_data.member_id)


@router.callback_query(GuestHistory.filter())
async def open_history(_: CallbackQuery, callback_data: GuestHistory, desk: Desk) -> None:
    card = await read_card(desk, callback_data.member_id)
    page = await desk.db.read(
        members.history, callback_data.member_id, callback_data.page, now=desk.now
    )
    await desk.chat.show(history_screen(desk.texts, card, page))
