"""A month of bills in one go: rows as the till would have left them, thousands in a moment."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from models.purchases import Purchase
from services import members
from services.actors import Role
from tests.builders.shops import NOW, Shop, a_key, a_phone, a_telegram_id

ZONE = ZoneInfo("Europe/Moscow")
TODAY = NOW.date()
MENU = (150, 180, 190, 220, 240, 260, 290, 310, 340, 380, 420, 450, 490, 560, 640)
_numbers = count(1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """One bill; `minor` is its sum, 5 % of it was earned."""

    member_id: int
    staff_id: int
    at: datetime
    minor: int
    undone: bool = False


@dataclass(kw_only=True)
class Month:
    """The thirty days before `TODAY`; two of the cashiers are at work at any hour."""

    members: list[int]
    staff: list[int]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    sold: list[Sold] = field(default_factory=list)

    def moment(self, day: int, hour: int | None = None) -> datetime:
        """Return some moment `day` days ago, between 9 and 21 of the shop's clock."""
        hour = self.chance.randrange(9, 21) if hour is None else hour
        minute = self.chance.randrange(60)
        on: date = TODAY - timedelta(days=day)
        return datetime.combine(on, time(hour, minute), tzinfo=ZONE)

    def at_work(self, at: datetime) -> list[int]:
        """Return who serves then: pairs take turns by half days."""
        shift = (at.date().toordinal() * 2 + (at.hour >= 15)) % len(self.staff)
        return [self.staff[shift], self.staff[(shift + 1) % len(self.staff)]]

    def bill(self) -> int:
        return (self.chance.choice(MENU) + self.chance.choice([0, 0, 60, 120, 250])) * 100

    def visit(self, member_id: int, day: int) -> None:
        at = self.moment(day)
        staff_id = self.chance.choice(self.at_work(at))
        undone = self.chance.random() < 0.01
        self.sold.append(
            Sold(member_id=member_id, staff_id=staff_id, at=at, minor=self.bill(), undone=undone)
        )

    def honest(self, members: Iterable[int]) -> None:
        """Let guests come as they do: many seldom, some often, a few twice a day."""
        for member_id in members:
            keenness = min(0.8, self.chance.lognormvariate(-2, 0.9))
            for day in range(1, 31):
                if self.chance.random() < keenness:
                    self.visit(member_id, day)
                    if self.chance.random() < 0.06:
                        self.visit(member_id, day)

    def write(self, tx: Connection) -> None:
        tx.execute(insert(Purchase), [_row(one) for one in self.sold])


def _row(one: Sold) -> dict[str, object]:
    earned = one.minor // 2_000
    return {
        "member_id": one.member_id,
        "key": f"month:{next(_numbers)}",
        "at": one.at,
        "on": one.at.date(),
        "amount_minor": one.minor,
        "discount_minor": 0,
        "applied": 0,
        "value_minor": 100,
        "earned": earned,
        "lot_number": None,
        "draws": [],
        "lines": "[]",
        "stamps": [],
        "off_minor": 0,
        "off_back_minor": 0,
        "discounts": None,
        "tier_before": None,
        "program_version_id": 1,
        "actor_role": Role.CASHIER,
        "staff_id": one.staff_id,
        "location_id": 1,
        "shift_id": None,
        "source": "month",
        "stands": not one.undone,
        "refunded_minor": one.minor if one.undone else 0,
        "returned_minor": one.minor if one.undone else 0,
        "restored": 0,
        "clawed": earned if one.undone else 0,
        "taken_as_expired": 0,
    }


async def a_crowd(here: Shop, guests: int) -> list[int]:
    """Let so many people join in one transaction; return their ids."""

    def join(tx: Connection) -> list[int]:
        return [
            members.join(
                tx,
                telegram_id=a_telegram_id(),
                phone_e164=a_phone(),
                name="Анна Кузнецова",
                language="ru",
                consent_version="2026-11",
                key=a_key(),
                now=NOW,
            ).member_id
            for _ in range(guests)
        ]

    return await here.database.write(join)
