"""The owner's screens; managers see those that are not about the rules."""

from collections.abc import Callable, Mapping

from aiogram.types import InlineKeyboardMarkup

from handlers.drawn import Pictures
from handlers.owner import (
    approvals,
    audience_draft,
    audiences,
    discounts,
    favourites,
    guest_card,
    guest_changes,
    guest_search,
    level_category,
    level_edit,
    levels,
    limits,
    message_values,
    message_words,
    messages,
    new_offer,
    new_promo,
    offers,
    poster,
    program,
    referral_words,
    referrals,
    reports,
    segments,
    shop,
    staff,
    stamps,
    suspicions,
    transfers,
    versions,
    week,
    wizard,
)
from handlers.owner import home as home_screen
from handlers.owner.home import owner_home

ROUTERS = (
    home_screen.router,
    wizard.router,
    program.router,
    versions.router,
    levels.router,
    level_category.router,
    level_edit.router,
    offers.router,
    new_offer.router,
    new_promo.router,
    stamps.router,
    segments.router,
    guest_search.router,
    guest_card.router,
    guest_changes.router,
    audiences.router,
    audience_draft.router,
    messages.router,
    message_words.router,
    message_values.router,
    staff.router,
    shop.router,
    poster.router,
    reports.router,
    approvals.router,
    limits.router,
    suspicions.router,
    transfers.router,
    referrals.router,
    referral_words.router,
    discounts.router,
    favourites.router,
)

BUTTONS: Mapping[str, Callable[..., InlineKeyboardMarkup]] = {
    "staff": staff.staff_buttons,
    "manager": staff.manager_buttons,
    "approval": approvals.approval_buttons,
    "referral": referrals.reward_buttons,
    "suspicion": suspicions.suspicion_buttons,
}
"""Keyboards under messages that services queue for an owner, by kind."""

PICTURES: Pictures = {"week": week.draw_week}
"""Pictures that services queue for an owner, by kind."""


home = owner_home
"""Where the role begins."""
