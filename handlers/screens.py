"""Every screen of the bot in one readable place: in what order, for whom, and where it begins."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from aiogram import Router
from aiogram.types import InlineKeyboardMarkup

from handlers import cashier, common, links, member, owner
from handlers.drawn import Pictures
from handlers.filters import RoleIs
from services.actors import CHIEFS, STAFF_ROLES, Role


def guarded(name: str, roles: Iterable[Role], routers: Iterable[Router]) -> Router:
    """Return one router around these that only people of these roles pass."""
    gate = Router(name=name)
    gate.message.filter(RoleIs(*roles))
    gate.callback_query.filter(RoleIs(*roles))
    for router in routers:
        gate.include_router(router)
    return gate


# The strongest role first: what a cashier types belongs to the till before it is a chat.
ROUTERS: tuple[Router, ...] = (
    links.router,
    *member.LINKS,
    guarded("owner", CHIEFS, owner.ROUTERS),
    guarded("cashier", STAFF_ROLES, cashier.ROUTERS),
    *member.ROUTERS,
    common.router,
)

BUTTONS: Mapping[str, Callable[..., InlineKeyboardMarkup]] = {
    **member.BUTTONS,
    **cashier.BUTTONS,
    **owner.BUTTONS,
}
"""Keyboards of messages that are sent later, by the kind the outbox knows them under."""

PICTURES: Pictures = {**owner.PICTURES}
"""Pictures that are sent later, by the kind the outbox knows them under."""

HOMES: Mapping[Role | None, Callable[..., Awaitable[Any]]] = {
    Role.OWNER: owner.home,
    Role.MANAGER: owner.home,
    Role.CASHIER: cashier.home,
    None: member.home,
}
"""Where each role begins; None is everybody without a staff role."""
