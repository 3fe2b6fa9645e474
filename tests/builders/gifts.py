"""A shop whose members may give each other points, and members who have some."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from services import members, points, transfer_links, transfer_rules, transfers
from services.database import Database
from services.members import Joined
from tests.builders.shops import (
    NOW,
    Cashier,
    Shop,
    a_bill,
    a_cashier,
    a_key,
    a_member,
    a_shop,
    a_telegram_id,
)

JOINED = NOW - timedelta(days=3)


@dataclass(frozen=True, kw_only=True, slots=True)
class Friends:
    """Anna may give, Boris may get; both joined three days ago and have 100 points of welcome."""

    here: Shop
    maria: Cashier
    anna: Joined
    boris: Joined

    @property
    def database(self) -> Database:
        return self.here.database


def bound(do: Callable[..., Any], *known: Any) -> Callable[..., Any]:
    """Return a call that gets the rest of its arguments later, each time others."""
    return partial(do, *known)


async def set_rule(
    here: Shop, field: transfer_rules.Field, value: int | None, *, now: datetime = JOINED
) -> None:
    seen = await here.database.read(transfer_rules.view, now=NOW)
    await here.database.write(
        transfer_rules.set_value,
        field,
        value,
        based_on=seen.version_id,
        actor=here.owner,
        key=a_key(),
        now=now,
    )


async def switch_gifts(here: Shop, *, on: bool = True, now: datetime = JOINED) -> None:
    seen = await here.database.read(transfer_rules.view, now=NOW)
    await here.database.write(
        transfer_rules.switch,
        on,
        based_on=seen.version_id,
        actor=here.owner,
        key=a_key(),
        now=now,
    )


async def adjust(here: Shop, member_id: int, amount: int, *, now: datetime = NOW) -> None:
    await here.database.write(
        points.adjust, member_id, amount, "test", actor=here.owner, key=a_key(), now=now
    )


async def friends(database: Database) -> Friends:
    """Launch the shop with gifts on; Anna has bought for 200 and so has 110 points."""
    here = await a_shop(database, now=JOINED)
    await switch_gifts(here)
    maria = await a_cashier(here, now=JOINED)
    anna = await a_member(here, now=JOINED)
    boris = await a_member(here, "Борис Петров", telegram_id=a_telegram_id(), now=JOINED)
    await a_bill(here, maria, anna.member_id, 200_00, now=JOINED)
    return Friends(here=here, maria=maria, anna=anna, boris=boris)


async def ask(them: Friends, amount: int, *, now: datetime = NOW, **whom: Any) -> transfers.Asked:
    """Let Anna ask about a gift to Boris, by his card unless told otherwise."""
    found: dict[str, Any] = whom or {"cards": (them.boris.card_number,)}
    asked = await them.database.write(transfers.ask, them.anna.member_id, amount, now=now, **found)
    assert isinstance(asked, transfers.Asked)
    return asked


async def give(them: Friends, amount: int, *, now: datetime = NOW) -> transfers.Sent:
    asked = await ask(them, amount, now=now)
    return await them.database.write(
        transfers.confirm, asked.transfer_id, them.anna.member_id, now=now
    )


async def a_link(them: Friends, amount: int, *, now: datetime = NOW) -> transfer_links.Link:
    """Let Anna make a link."""
    anna = them.anna.member_id
    asked = await them.database.write(transfer_links.ask_link, anna, amount, now=now)
    return await them.database.write(transfer_links.make, asked.transfer_id, anna, now=now)


async def balances(them: Friends, *, now: datetime = NOW) -> list[int]:
    cards = [
        await them.database.read(members.card, one.member_id, now=now)
        for one in (them.anna, them.boris)
    ]
    return [card.balance for card in cards]
