"""Half a year of a coffee shop for the demo: invented guests, real use cases, the same each time.

Everything is recorded by the use cases the bot itself calls, with the time of its day, so that
balances, tiers and reports are what the program makes of it. A week is one transaction.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.demo_people import ANNA_JOINED_DAYS_AGO, STRANGER, Guest, anna, invent
from services import (
    members,
    offers,
    outbox,
    programs,
    purchases,
    redemptions,
    shifts,
    shop,
    staff,
    stamp_rules,
)
from services.actors import Actor, Role
from services.database import Database
from services.domain.kinds import OfferKind, Weekday
from services.offers import OfferDraft
from services.programs import Rule, RuleChange
from services.purchases import Recorded

SEED = 2026
GUESTS = 300
DAYS = 182
TIMEZONE = "Europe/Moscow"
ZONE = ZoneInfo(TIMEZONE)
OPENS, CLOSES = time(8), time(20)
_OPEN_FOR = timedelta(hours=12)
_LAST_BILL_BEFORE = timedelta(minutes=10)  # an undo is still in the shift

# What a bill in a coffee shop comes to, the usual ones more often.
_BILLS = (180, 220, 250, 250, 250, 290, 320, 350, 350, 350, 390, 450, 450, 450, 520, 640, 780)
_AT_SECOND_TILL = 0.4
_PAID_WITH_POINTS = 0.09
_UNDONE = 0.008
_REFUNDED = 0.01
_FRIDAY, _TUESDAY = 4, 1

_OFFERS = (
    OfferDraft(kind=OfferKind.MULTIPLIER, weekdays=(Weekday.TUE,), factor="2"),
    OfferDraft(
        kind=OfferKind.GOODS,
        title={"ru": "Круассан", "en": "A croissant", "uz": "Kruassan"},
        price_points=50,
    ),
)

STAMPS_RUN_DAYS = 21
ANNA_POINTS = 1_240
ANNA_LAST_CAME_DAYS_AGO = 3
ANNA_SPENDS = 150
_ANNA_STAYS_DAYS = ANNA_JOINED_DAYS_AGO - ANNA_LAST_CAME_DAYS_AGO
_ANNA_COMES = (*range(6, _ANNA_STAYS_DAYS, 6), _ANNA_STAYS_DAYS)
_ANNA_BILLS = (720, 780, 850, 960, 1_040)
# Of the last month, the last one first: these sums become buttons at the till.
_ANNA_LAST_BILLS = (450, 250, 450, 350, 450)
_ANNA_EARNS_LAST = sum(roubles * 7 // 100 for roubles in _ANNA_LAST_BILLS)


class _Hand(NamedTuple):
    """Somebody to hire."""

    telegram_id: int
    name: str
    location_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sale:
    """A bill to be recorded: whose, how big, by whom and when."""

    member_id: int
    amount_minor: int
    actor: Actor
    at: datetime


@dataclass(kw_only=True, slots=True)
class _Story:
    """What is known while the days go by; `anna` is the guest on the demo's page."""

    owner: Actor
    now: datetime
    tills: tuple[Actor, ...]
    people: tuple[Guest, ...]
    anna: Guest
    chance: random.Random
    member_ids: dict[int, int] = field(default_factory=dict)
    steps: int = 0

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def key(self) -> str:
        self.steps += 1
        return f"demo:{self.steps}"


async def seed(
    db: Database,
    *,
    owner_id: int,
    cashier_id: int,
    guest_id: int,
    now: datetime,
    guests: int = GUESTS,
) -> None:
    """Fill an empty, migrated database up to `now`; the ids are the demo people's Telegram ids.

    The shop has two locations and two cashiers; the shift of the first is left open.
    """
    today = now.astimezone(ZONE).date()
    first_day = today - timedelta(days=DAYS)
    chance = random.Random(SEED)  # noqa: S311  # the same shop each time is the point
    morning = datetime.combine(first_day, time(7), tzinfo=ZONE)
    owner, tills = await db.write(_open_shop, owner_id, cashier_id, morning)
    story = _Story(
        owner=owner,
        now=now,
        tills=tills,
        people=tuple(invent(chance, guests, first_day, today)),
        anna=anna(guest_id, today),
        chance=chance,
    )
    days = [first_day + timedelta(days=count) for count in range(DAYS + 1)]
    for start in range(0, len(days), 7):
        await db.write(_live_through, story, days[start : start + 7])
    await db.write(_forget_letters, [owner_id, cashier_id, STRANGER, *story.member_ids])


def _open_shop(
    tx: Connection, owner_id: int, cashier_id: int, morning: datetime
) -> tuple[Actor, tuple[Actor, ...]]:
    staff.claim_link(tx, staff.token_hash("demo-owner"), now=morning)
    claimed = staff.claim(tx, "demo-owner", owner_id, "Борис", "ru", now=morning)
    owner = Actor(role=Role.OWNER, staff_id=claimed.staff_id, source="demo")
    shop.launch(
        tx,
        template="coffee",
        name="Зерно",
        currency="RUB",
        timezone=TIMEZONE,
        language="ru",
        actor=owner,
        key="demo:launch",
        now=morning,
    )
    _change_most_percent(tx, "30", owner, morning)
    shop.rename_location(tx, 1, "Зерно на Ленина", actor=owner, now=morning)
    second = shop.add_location(tx, "Зерно на Мира", actor=owner, now=morning)
    shop.set_contact(tx, "@zerno_coffee", actor=owner, now=morning)
    tills = (
        _hire(tx, owner, _Hand(cashier_id, "Дина", 1), morning),
        _hire(tx, owner, _Hand(STRANGER, "Тимур Р", second.id), morning),
    )
    return owner, tills


def _change_most_percent(tx: Connection, value: str, owner: Actor, at: datetime) -> None:
    programs.change_rule(
        tx,
        RuleChange(rule=Rule.MAX_PERCENT, value=value),
        based_on=programs.current(tx, now=at).version_id,
        actor=owner,
        key=f"demo:most-percent:{value}",
        now=at,
    )


def _launch_offers(tx: Connection, owner: Actor, at: datetime) -> None:
    """Put two offers in force this morning: the half-year before knew none."""
    for draft in _OFFERS:
        offers.launch(
            tx,
            draft,
            based_on=programs.current(tx, now=at).version_id,
            actor=owner,
            key=f"demo:offer:{draft.kind}",
            now=at,
        )


def _switch_stamps_on(tx: Connection, owner: Actor, at: datetime) -> None:
    """Let the stamp card run that the template ships switched off."""
    view = stamp_rules.cards(tx, now=at)
    (card,) = view.cards
    stamp_rules.switch(
        tx, card.ref, on=True, based_on=view.version_id, actor=owner, key="demo:stamps", now=at
    )


def _hire(tx: Connection, owner: Actor, hand: _Hand, at: datetime) -> Actor:
    token = f"demo-cashier-{hand.telegram_id}"
    role, place = Role.CASHIER, hand.location_id
    staff.invite(tx, role, place, staff.token_hash(token), actor=owner, now=at)
    accepted = staff.accept(tx, token, hand.telegram_id, hand.name, "ru", now=at)
    return Actor(role=role, staff_id=accepted.staff_id, location_id=place, source="demo")


def _live_through(tx: Connection, story: _Story, days: Iterable[date]) -> None:
    for day in days:
        opens, closes = _hours(story, day)
        for actor in story.tills:
            shifts.open_shift(tx, _staff_id(actor), now=opens)
        if day == story.today - timedelta(days=DAYS // 2):
            _change_most_percent(tx, "50", story.owner, opens)
        if day == story.today - timedelta(days=STAMPS_RUN_DAYS):
            _switch_stamps_on(tx, story.owner, opens)
        if day == story.today:
            _launch_offers(tx, story.owner, opens)
        _serve(tx, story, day, opens, closes)
        # Today goes on: the shift at the first till stays open.
        for actor in story.tills[1:] if day == story.today else story.tills:
            shifts.close_shift(tx, _staff_id(actor), now=closes)


def _serve(tx: Connection, story: _Story, day: date, opens: datetime, closes: datetime) -> None:
    """Let people join and buy."""
    for guest in (*story.people, story.anna):
        if guest.joins_on == day:
            _join(tx, story, guest, opens)
    for guest in story.people:
        if _comes(story.chance, guest, day):
            # Whoever comes later today has not come yet.
            at = _moment(story.chance, opens, opens + _OPEN_FOR)
            if at < closes - _LAST_BILL_BEFORE:
                _visit(tx, story, guest, at)
    _anna_comes(tx, story, day, _moment(story.chance, opens, closes))


def _staff_id(actor: Actor) -> int:
    assert actor.staff_id is not None  # noqa: S101  # cashiers are staff
    return actor.staff_id


def _hours(story: _Story, day: date) -> tuple[datetime, datetime]:
    opens = datetime.combine(day, OPENS, tzinfo=ZONE)
    closes = datetime.combine(day, CLOSES, tzinfo=ZONE)
    if closes <= story.now:
        return opens, closes
    # Somebody may try the demo at night: then the shop opened an hour ago.
    return min(opens, story.now - timedelta(hours=1)), story.now


def _moment(chance: random.Random, opens: datetime, closes: datetime) -> datetime:
    """Choose a time that leaves room for an undo in the shift."""
    seconds = int((closes - opens - _LAST_BILL_BEFORE).total_seconds())
    return opens + timedelta(seconds=chance.randrange(seconds))


def _comes(chance: random.Random, guest: Guest, day: date) -> bool:
    if day <= guest.joins_on:
        return day == guest.joins_on
    busy = {_FRIDAY: 1.5, _TUESDAY: 0.6}.get(day.weekday(), 1.0)
    return chance.random() < guest.keenness * busy


def _join(tx: Connection, story: _Story, guest: Guest, at: datetime) -> None:
    joined = members.join(
        tx,
        telegram_id=guest.telegram_id,
        phone_e164=guest.phone,
        name=guest.name,
        language="ru",
        consent_version="demo",
        key=story.key(),
        now=at,
        draw=story.chance.randrange,
    )
    story.member_ids[guest.telegram_id] = joined.member_id
    if guest.birthday is not None:
        month, day = guest.birthday
        members.set_birthday(tx, joined.member_id, month, day, key=story.key(), now=at)
    if guest.wants_offers is not None:
        members.set_marketing(
            tx, joined.member_id, guest.wants_offers, text_version="demo", now=at
        )


def _visit(tx: Connection, story: _Story, guest: Guest, at: datetime) -> None:
    """Record one bill, sometimes paid with points, sometimes taken back."""
    chance = story.chance
    sale = _Sale(
        member_id=story.member_ids[guest.telegram_id],
        amount_minor=chance.choice(_BILLS) * 100,
        actor=story.tills[chance.random() < _AT_SECOND_TILL],
        at=at,
    )
    fate = chance.random()
    if fate < _PAID_WITH_POINTS:
        _pay_with_points(tx, story, sale, sale.amount_minor // 400)
        return
    recorded = _bill(tx, story, sale)
    if fate > 1 - _UNDONE:
        undone_at = at + timedelta(minutes=2)
        purchases.undo(tx, recorded.purchase_id, actor=sale.actor, key=story.key(), now=undone_at)
    elif fate > 1 - _UNDONE - _REFUNDED:
        purchases.refund(
            tx,
            recorded.purchase_id,
            sale.amount_minor // 2,
            actor=story.owner,
            key=story.key(),
            now=at + timedelta(minutes=8),
        )


def _bill(tx: Connection, story: _Story, sale: _Sale) -> Recorded:
    return purchases.record(
        tx,
        sale.member_id,
        sale.amount_minor,
        actor=sale.actor,
        key=story.key(),
        now=sale.at,
        repeat_ok=True,
        unusual_ok=True,
    )


def _pay_with_points(tx: Connection, story: _Story, sale: _Sale, points: int) -> None:
    """Ask and confirm, as at the till; a guest without points just pays."""
    quote = purchases.quote(
        tx,
        sale.member_id,
        sale.amount_minor,
        points,
        staff_id=sale.actor.staff_id,
        now=sale.at,
    )
    if not quote.applied:
        _bill(tx, story, sale)
        return
    asked = redemptions.ask(
        tx,
        sale.member_id,
        sale.amount_minor,
        points,
        actor=sale.actor,
        key=story.key(),
        now=sale.at,
        code="0000",
    )
    redemptions.confirm(tx, asked.request_id, sale.member_id, key=story.key(), now=sale.at)


def _anna_comes(tx: Connection, story: _Story, day: date, at: datetime) -> None:
    """Let Anna come every sixth day; one bill makes her balance end up round."""
    since = (day - story.anna.joins_on).days
    if since not in _ANNA_COMES:
        return
    member_id = story.member_ids[story.anna.telegram_id]
    card = members.card(tx, member_id, now=at)
    left = len(_ANNA_COMES) - _ANNA_COMES.index(since) - 1
    missing = ANNA_POINTS - _ANNA_EARNS_LAST - card.balance
    usual = min(story.chance.choice(_ANNA_BILLS) * 100, _amount_for(missing - 1, card.percent))
    sale = _Sale(member_id=member_id, amount_minor=usual, actor=story.tills[0], at=at)
    if left < len(_ANNA_LAST_BILLS):
        _bill(tx, story, replace(sale, amount_minor=_ANNA_LAST_BILLS[left] * 100))
    elif left == len(_ANNA_LAST_BILLS):
        _bill(tx, story, replace(sale, amount_minor=_amount_for(missing, card.percent)))
    elif left == len(_ANNA_COMES) // 2:
        _pay_with_points(tx, story, replace(sale, amount_minor=450_00), ANNA_SPENDS)
    elif usual > 0:
        _bill(tx, story, sale)


def _amount_for(points: int, percent: str) -> int:
    """Return the smallest bill in whole roubles, as minor units, that earns so many points."""
    return -(-points * 100 // int(percent)) * 100


def _forget_letters(tx: Connection, telegram_ids: Iterable[int]) -> None:
    """Take the half-year's receipts back: nobody wants three thousand messages at once."""
    for telegram_id in telegram_ids:
        outbox.forget(tx, telegram_id)
