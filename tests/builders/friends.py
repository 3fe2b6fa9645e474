"""A shop that rewards bringing friends: 200 points to both from 250 ₽, two friends a month."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services import members, people, purchases, referral_links, referral_rules
from services.database import Database
from services.members import Joined
from services.referral_rules import Field
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

REWARD, LEAST_MINOR, PER_MONTH = 200, 250_00, 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """Anna invites; nobody has come yet."""

    here: Shop
    maria: Cashier
    anna: Joined

    @property
    def database(self) -> Database:
        return self.here.database

    async def link(self, member_id: int, *, now: datetime = NOW) -> str:
        view = await self.database.read(referral_links.inviting, member_id, now=now)
        return view.payload

    async def friend(self, of: Joined | None = None, *, now: datetime = NOW, **asked: Any):
        """Let somebody come by a link and join."""
        chat = asked.pop("telegram_id", None) or a_telegram_id()
        payload = await self.link((of or self.anna).member_id, now=now)
        await self.database.write(people.remember_start, chat, payload, "ru", now=now)
        return await a_member(self.here, "Борис Друг", telegram_id=chat, now=now, **asked)

    async def buys(self, who: Joined, amount_minor: int = LEAST_MINOR, *, now: datetime = NOW):
        return await a_bill(self.here, self.maria, who.member_id, amount_minor, now=now)

    async def returns(self, purchase_id: int, amount_minor: int | None, *, now: datetime = NOW):
        return await self.database.write(
            purchases.refund,
            purchase_id,
            amount_minor,
            actor=self.here.owner,
            key=a_key(),
            now=now,
        )

    async def balance(self, who: Joined, *, now: datetime = NOW) -> int:
        card = await self.database.read(members.card, who.member_id, now=now)
        return card.balance


async def set_rule(here: Shop, field: Field, value: int, *, now: datetime = NOW) -> None:
    seen = await here.database.read(referral_rules.view, now=now)
    await here.database.write(
        referral_rules.set_value,
        field,
        value,
        based_on=seen.version_id,
        actor=here.owner,
        key=a_key(),
        now=now,
    )


async def switch_on(here: Shop, *, on: bool = True, now: datetime = NOW) -> None:
    seen = await here.database.read(referral_rules.view, now=now)
    await here.database.write(
        referral_rules.switch,
        on,
        based_on=seen.version_id,
        actor=here.owner,
        key=a_key(),
        now=now,
    )


async def a_town(database: Database) -> Town:
    here = await a_shop(database, template="plain")
    await switch_on(here)
    await set_rule(here, Field.PER_MONTH, PER_MONTH)
    maria = await a_cashier(here)
    return Town(here=here, maria=maria, anna=await a_member(here))
