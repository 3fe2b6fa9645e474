"""Segments and audiences in the database: the same people as the rules name, one by one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection

from services import birthdays, members, people, points, programs, purchases, shop
from services.actors import Actor, Role
from services.baskets import NOTHING, Basket
from services.database import Database
from services.domain.audiences import Profile, belongs
from services.domain.groups import Audience, Bought, SegmentRules
from services.domain.kinds import Segment
from services.domain.program import Program
from services.domain.receipts import Line
from services.domain.segments import is_vip, segment_of
from services.domain.state import MemberState
from services.member_cards import settled_state
from services.store import audiences as store
from services.store import segments as segment_store
from tests.builders.shops import NOW, Shop, a_key, a_member, a_shop, a_telegram_id

CATEGORIES = ("tea", "coffee", "bun")
PLACES = ("Зерно", "Север")
LANGUAGES = ("ru", "en", "uz")
RULES = SegmentRules(
    new_days=20, regular_visits=4, dormant_days=80, lost_days=150, vip_spend_minor=4_000_00
)
YEARS = timedelta(days=800)
MEMBERS = 24


class Life:
    """Two years of a shop by chance: bills, refunds, tiers by hand, and two who leave."""

    def __init__(self, here: Shop, chance: Random) -> None:
        self.here, self.chance = here, chance
        self.write = here.database.write
        self.bought: list[int] = []

    async def live(self) -> list[int]:
        began = NOW - YEARS
        await self.write(shop.add_location, PLACES[1], actor=self.here.owner, now=began)
        joining = sorted(self.chance.randrange(YEARS.days) for _ in range(MEMBERS))
        known: list[int] = []
        for day, after in zip(joining, [*joining[1:], YEARS.days], strict=True):
            known.append(await self.join(began + timedelta(days=day)))
            for on in sorted(self.chance.randint(day, after) for _ in range(8)):
                await self.happen(known, began + timedelta(days=on, minutes=len(self.bought)))
        await self.write(members.erase, known[0], key=a_key(), now=NOW, actor=self.here.owner)
        return known

    async def join(self, now: datetime) -> int:
        telegram_id = a_telegram_id()
        joined = await a_member(self.here, telegram_id=telegram_id, now=now)
        language = self.chance.choice(LANGUAGES)
        await self.write(people.set_language, telegram_id, language)
        if self.chance.random() < 0.6:
            month = self.chance.randint(1, 12)
            await self.write(
                birthdays.set_birthday, joined.member_id, month, 9, key=a_key(), now=now
            )
        return joined.member_id

    async def happen(self, known: Sequence[int], now: datetime) -> None:
        # The later ones come more often, so that the first are lost.
        member_id = known[-1 - min(int(self.chance.expovariate(0.4)), len(known) - 1)]
        event = self.chance.random()
        if event < 0.8 or not self.bought:
            await self.buy(member_id, now)
        elif event < 0.9:
            bill = self.bought.pop(self.chance.randrange(len(self.bought)))
            await self.write(
                purchases.refund, bill, None, actor=self.here.owner, key=a_key(), now=now
            )
        else:
            tier = self.chance.choice(["friend", "regular"])
            until = (now + timedelta(days=90)).date() if self.chance.random() < 0.5 else None
            await self.write(
                points.set_tier,
                member_id,
                tier,
                until=until,
                actor=self.here.owner,
                key=a_key(),
                now=now,
            )

    async def buy(self, member_id: int, now: datetime) -> None:
        amount = self.chance.choice([100_00, 300_00, 900_00])
        named = self.chance.sample([*CATEGORIES, None], k=2)
        lines = tuple(Line(amount_minor=amount // 2, category=one) for one in named)
        place = Actor(role=Role.SYSTEM, location_id=self.chance.choice([1, 2]), source="life")
        made = await self.write(
            purchases.record,
            member_id,
            amount,
            actor=place,
            key=a_key(),
            now=now,
            repeat_ok=True,
            unusual_ok=True,
            basket=Basket(lines=lines) if self.chance.random() < 0.7 else NOTHING,
        )
        self.bought.append(made.purchase_id)


def an_audience(chance: Random) -> Audience:
    """Ask one to three things by chance."""
    bought = Bought(category=chance.choice(CATEGORIES), days=chance.choice([10, 90, 400]))
    asked = {
        "segments": tuple(chance.sample(list(Segment), k=2)),
        "tiers": tuple(chance.sample(["new", "friend", "regular", "gone"], k=2)),
        "spend_min_minor": chance.choice([100_00, 1_000_00, 3_000_00]),
        "spend_max_minor": chance.choice([0, 1_000_00, 3_000_00]),
        "visits_min": chance.choice([1, 3, 6]),
        "visits_max": chance.choice([0, 2, 5]),
        "absent_min": chance.choice([0, 20, 60, 200]),
        "absent_max": chance.choice([10, 60, 300]),
        "bought": bought,
        "not_bought": bought,
        "mostly": tuple(chance.sample(CATEGORIES, k=2)),
        "birthday_months": tuple(chance.sample(range(1, 13), k=6)),
        "locations": (chance.choice(PLACES),),
        "languages": (chance.choice(LANGUAGES),),
    }
    names = chance.sample(list(asked), k=chance.choice([1, 1, 2, 3]))
    return Audience(id="some", **{name: asked[name] for name in names})  # type: ignore[arg-type]  # by name


def load_everybody(
    tx: Connection, program: Program, known: Sequence[int], today: date
) -> dict[int, tuple[MemberState, Profile]]:
    """Return everybody but the first, who has left, as the rules see them."""
    return {
        member_id: (
            settled_state(tx, program, member_id, today),
            store.load_profile(tx, member_id),
        )
        for member_id in sorted(known[1:])
    }


async def test_the_database_finds_whom_the_rules_name(database: Database):
    """Any audience, on any day: one statement over all says what the rules say of each."""
    chance = Random(4)
    here = await a_shop(database, now=NOW - YEARS)
    known = await Life(here, chance).live()
    met: set[str] = set()
    for days in (0, 1, 29, 90, 200, 365):
        now = NOW + timedelta(days=days)
        # Tiers that are over by then are reviewed, as the jobs of those days would have done.
        due = await database.read(points.due_members, now=now)
        await database.write(points.settle_due, due, now=now)
        program = replace((await database.read(programs.current, now=NOW)).program, segments=RULES)
        today = programs.local_day(program, now)
        everybody = await database.read(load_everybody, program, known, today)
        expected = dict.fromkeys(Segment, 0)
        for state, _ in everybody.values():
            expected[segment_of(program, state, today)] += 1
            expected[Segment.VIP] += is_vip(program, state)
        assert await database.read(segment_store.count_segments, program, today) == expected
        met |= {segment for segment, number in expected.items() if number}
        for _ in range(60):
            audience = an_audience(chance)
            wanted = [
                member_id
                for member_id, (state, profile) in everybody.items()
                if belongs(program, audience, state, profile, today)
            ]
            page = await database.read(
                store.load_ids, program, audience, today, after=0, limit=100
            )
            assert page == wanted, (audience, today)
            number = await database.read(store.count, program, audience, today)
            assert number == len(wanted)
    assert met == set(Segment)


def plan_of(tx: Connection, program: Program, audience: Audience, today: date) -> str:
    statement = store.members_of(program, audience, today)
    compiled = statement.compile(tx.engine, compile_kwargs={"literal_binds": True})
    found = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")
    return "; ".join(row[3] for row in found)


async def test_whoever_is_counted_is_found_by_an_index(sqlite_database: Database):
    """The pages of all members are read for no question that an index answers."""
    await a_shop(sqlite_database)
    program = (await sqlite_database.read(programs.current, now=NOW)).program
    bought = Bought(category="tea", days=30)
    asked = {
        "ix_members_segments": Audience(id="some", segments=(Segment.DORMANT,)),
        "COVERING INDEX ix_members_segments": Audience(id="some", visits_min=3),
        "COVERING INDEX ix_category_days_on": Audience(id="some", bought=bought),
        "ix_people_birthday": Audience(id="some", birthday_months=(3,)),
    }
    for index, audience in asked.items():
        plan = await sqlite_database.read(plan_of, program, audience, NOW.date())
        assert index in plan
        assert "SCAN members;" not in f"{plan};"
