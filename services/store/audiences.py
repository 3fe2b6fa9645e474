"""An audience as one statement over all members, or over one.

docs/semantics.md, Segments; services/domain/audiences.py says the same about one member.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, Select, func, not_, or_, select

from models.counters import CategoryDay
from models.members import Member
from models.people import Person
from models.shop import Location
from services.domain.audiences import Profile
from services.domain.groups import Audience, Bought
from services.domain.program import Program
from services.store.categories import load_last_days
from services.store.segments import (
    LIVING,
    Asked,
    absent_at_least,
    at_least,
    has_rank,
    in_segments,
    seen_within,
)

_MONTH, _LAST_DAY = 100, 31


def members_of(program: Program, audience: Audience, today: date) -> Select[int]:
    """Return the statement for the ids of an audience's members, as of a local day."""
    return select(Member.id).where(LIVING, *_asked(program, audience, today))


def count(tx: Connection, program: Program, audience: Audience, today: date) -> int:
    asked = _asked(program, audience, today)
    return tx.scalar(select(func.count()).select_from(Member).where(LIVING, *asked)) or 0


def load_ids(
    tx: Connection, program: Program, audience: Audience, today: date, *, after: int, limit: int
) -> list[int]:
    """Return a page of member ids in their order; the next page begins after the last one."""
    statement = members_of(program, audience, today).where(Member.id > after)
    return list(tx.scalars(statement.order_by(Member.id).limit(limit)))


def load_profile(tx: Connection, member_id: int) -> Profile:
    """Return what audiences ask of one member beyond the state."""
    row = tx.execute(
        select(Person.language, Location.name)
        .select_from(Member)
        .outerjoin(Person, Person.member_id == Member.id)
        .outerjoin(Location, Location.id == Member.last_location_id)
        .where(Member.id == member_id)
    ).one_or_none()
    language, location = (row[0], row[1]) if row is not None else (None, None)
    return Profile(language=language, location=location, bought_on=load_last_days(tx, member_id))


def _asked(program: Program, audience: Audience, today: date) -> list[Asked]:
    return [
        *_figures(audience, today),
        *_standing(program, audience, today),
        *_goods(audience, today),
        *_person(audience),
    ]


def _figures(audience: Audience, today: date) -> Iterator[Asked]:
    ranges = (
        (Member.year_spend_minor, audience.spend_min_minor, audience.spend_max_minor),
        (Member.year_visits, audience.visits_min, audience.visits_max),
    )
    for figure, least, most in ranges:
        if least is not None:
            yield at_least(figure, least, today)
        if most is not None:
            yield not_(at_least(figure, most + 1, today))
    if audience.absent_min is not None:
        yield absent_at_least(audience.absent_min, today)
    if audience.absent_max is not None:
        yield seen_within(audience.absent_max + 1, today)


def _standing(program: Program, audience: Audience, today: date) -> Iterator[Asked]:
    if audience.tiers:
        tiers = program.tiers
        ranks = (
            [tiers.ranks[name] for name in audience.tiers if name in tiers.ranks] if tiers else []
        )
        yield has_rank(tiers, ranks, today) if tiers else Member.id.is_(None)
    if audience.segments:
        yield in_segments(program, audience.segments, today)


def _goods(audience: Audience, today: date) -> Iterator[Asked]:
    if audience.mostly:
        yield Member.mostly.in_(audience.mostly)
    if audience.bought is not None:
        yield Member.id.in_(_bought(audience.bought, today))
    if audience.not_bought is not None:
        yield Member.id.not_in(_bought(audience.not_bought, today))


def _bought(asked: Bought, today: date) -> Select[int]:
    since = today - timedelta(days=asked.days)
    return select(CategoryDay.member_id).where(
        CategoryDay.category == asked.category, CategoryDay.on > since
    )


def _person(audience: Audience) -> Iterator[Asked]:
    if audience.locations:
        places = select(Location.id).where(Location.name.in_(audience.locations))
        yield Member.last_location_id.in_(places)
    if audience.languages:
        yield Member.id.in_(_people(Person.language.in_(audience.languages)))
    if audience.birthday_months:
        months = [
            Person.birthday.between(month * _MONTH, month * _MONTH + _LAST_DAY)
            for month in audience.birthday_months
        ]
        yield Member.id.in_(_people(or_(*months)))


def _people(asked: Asked) -> Select[int | None]:
    return select(Person.member_id).where(Person.member_id.is_not(None), asked)
