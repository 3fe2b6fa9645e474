"""The member's screens: the card and all that hangs on it, and the way in for strangers."""

from collections.abc import Callable, Mapping

from aiogram.types import InlineKeyboardMarkup

from handlers.filters import IsMember
from handlers.member import (
    card,
    history,
    level,
    offers,
    privacy,
    receipt,
    redemption,
    settings,
    start,
)
from handlers.member.start import member_home

# Strangers have no card: their taps on these fall through to the way in.
for screen in (card, offers, history, level, settings, redemption, receipt):
    screen.router.message.filter(IsMember())
    screen.router.callback_query.filter(IsMember())

# Strangers first: what is typed or pressed before joining leads to the consent.
ROUTERS = (
    start.router,
    card.router,
    offers.router,
    history.router,
    level.router,
    settings.router,
    redemption.router,
    receipt.router,
    privacy.router,
)

BUTTONS: Mapping[str, Callable[..., InlineKeyboardMarkup]] = {
    "coupon": offers.used_buttons,
    "receipt": receipt.receipt_buttons,
    "spend": redemption.spend_buttons,
}
"""Keyboards under messages that services queue for a member, by kind."""


home = member_home
"""Where the role begins."""
