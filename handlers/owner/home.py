"""The owner's first screen: today's figures, or what is left to do before there are any (O2)."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, ReplyKeyboardMarkup

from handlers.desk import Desk
from handlers.filters import Says, Start
from handlers.owner import wizard
from handlers.owner.menu import (
    FindGuest,
    Guests,
    Home,
    Messages,
    Offers,
    Poster,
    Program,
    Reports,
    Shop,
    Staff,
)
from handlers.texts import Texts
from handlers.ui import Screen, button, key, keys, rows
from services import reports, shop
from services.actors import Role
from services.facts import Money, Percent, Points

router = Router(name="owner.home")


class Refresh(CallbackData, prefix="o-fresh"):
    """Read the figures anew."""


def owner_keys(texts: Texts) -> ReplyKeyboardMarkup:
    """The labels that stay at the bottom: the owner's screen, the till, the card."""
    return keys(
        [key(texts.plain("role-owner"))],
        [key(texts.plain("role-till")), key(texts.plain("role-guest"))],
    )


def figures(texts: Texts, today: reports.Today) -> str:
    """Return today in money first, and how it compares with the same day a week ago."""
    lines = [
        texts("home-today", amount=Money(today.amount_minor), bills=today.bills),
        texts(
            "home-points" if today.with_points else "home-new",
            new=today.new_members,
            earned=Points(today.earned),
            redeemed=Points(today.redeemed),
        ),
    ]
    if today.off_minor:
        lines.append(texts("home-off", off=Money(today.off_minor)))
    if today.vs_week_ago_percent is not None:
        change = today.vs_week_ago_percent
        share = Percent(str(abs(change)))
        lines.append(texts("home-less" if change < 0 else "home-more", share=share))
    return "\n".join(lines)


def checklist(texts: Texts, done: reports.Checklist) -> str:
    """Return the four steps before the first purchase, ticked or not."""
    steps = (
        ("home-step-cashier", done.cashier_invited),
        ("home-step-poster", done.poster_made),
        ("home-step-card", done.own_card),
        ("home-step-purchase", done.first_purchase),
    )
    lines = [f"{'✅' if ticked else '⬜'} {texts(key)}" for key, ticked in steps]
    return "\n".join([texts("home-start"), *lines])


def home_screen(texts: Texts, name: str, today: reports.Today, *, rules: bool) -> Screen:
    """Draw the figures and the ways on; the rules are the owner's alone."""
    started = today.checklist.first_purchase
    body = figures(texts, today) if started else checklist(texts, today.checklist)
    program = button(texts.plain("home-program"), Program(), style="primary")
    offers = button(texts.plain("home-offers"), Offers())
    messages = button(texts.plain("home-messages"), Messages())
    find = button(texts.plain("guestcard-open"), FindGuest())
    guests = button(texts.plain("home-guests"), Guests()) if rules else find
    return Screen(
        text=f"{texts('home-title', shop=name)}\n{body}",
        keyboard=rows(
            [program] if rules else [],
            [offers, messages] if rules else [],
            [guests],
            [button(texts.plain("home-staff"), Staff()), button(texts.plain("home-shop"), Shop())],
            [
                button(texts.plain("home-reports"), Reports()),
                button(texts.plain("home-poster"), Poster()),
            ],
            [button(texts.plain("home-refresh"), Refresh())],
        ),
    )


async def owner_home(desk: Desk) -> None:
    """Draw the owner's screen, or the wizard while there is no program."""
    await desk.state.clear()
    if not desk.who.shop_ready:
        await wizard.begin(desk)
        return
    view = await desk.db.read(shop.shop)
    today = await desk.db.read(reports.today, now=desk.now)
    rules = desk.who.role is Role.OWNER
    await desk.chat.show(home_screen(desk.texts, view.name, today, rules=rules))


@router.message(Says("role-owner"))
async def become_owner(_: Message, desk: Desk) -> None:
    await desk.chat.say(desk.texts("home-role"), owner_keys(desk.texts))
    await owner_home(desk)


@router.message(Start())
async def started(_: Message, payload: str, desk: Desk) -> None:
    """Bring the labels back too; a link's code belongs to another screen."""
    if payload or not desk.who.shop_ready:
        raise SkipHandler
    await desk.chat.say(desk.texts("home-role"), owner_keys(desk.texts))
    await owner_home(desk)


@router.callback_query(Home.filter())
@router.callback_query(Refresh.filter())
async def open_home(_: CallbackQuery, desk: Desk) -> None:
    await owner_home(desk)
