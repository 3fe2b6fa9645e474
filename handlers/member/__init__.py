"""The member's screens: the card and all that hangs on it, and the way in for strangers."""

from collections.abc import Callable, Mapping

from aiogram.types import InlineKeyboardMarkup

from handlers.filters import IsMember
from handlers.member import (
    card,
    favourites,
    history,
    level,
    offers,
    privacy,
    promos,
    receipt,
    received,
    redemption,
    referrals,
    settings,
    start,
    transfers,
)
from handlers.member.start import member_home

# Strangers have no card: their taps on these fall through to the way in.
for screen in (
    card,
    offers,
    transfers,
    favourites,
    referrals,
    received,
    promos,
    history,
    level,
    settings,
    redemption,
    receipt,
):
    screen.router.message.filter(IsMember())
    screen.router.callback_query.filter(IsMember())
received.link_router.message.filter(IsMember())
promos.link_router.message.filter(IsMember())

LINKS = (received.link_router, promos.link_router)
"""Links that mean something to members only; they are asked before the homes of the roles."""

# Strangers first: what is typed or pressed before joining leads to the consent.
ROUTERS = (
    start.router,
    card.router,
    offers.router,
    transfers.router,
    favourites.router,
    referrals.router,
    received.router,
    promos.router,
    history.router,
    level.router,
    settings.router,
    redemption.router,
    receipt.router,
    privacy.router,
)

BUTTONS: Mapping[str, Callable[..., InlineKeyboardMarkup]] = {
    "card": received.card_buttons,
    "coupon": offers.used_buttons,
    "gift": offers.gift_buttons,
    "receipt": receipt.receipt_buttons,
    "spend": redemption.spend_buttons,
    "transfer": received.ready_buttons,
}
"""Keyboards under messages that services queue for a member, by kind."""


home = member_home
"""Where the role begins."""
