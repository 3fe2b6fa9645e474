"""Audiences: filters the owner saves, counts, and gives to offers.

docs/semantics.md, Segments. They stand in the program file as `[[audience]]`, so that each is a
version, goes with the file, and works in a replay.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.domain.audiences import UNKNOWN, Profile
from services.domain.errors import Refusal
from services.domain.groups import Audience, Bought
from services.domain.kinds import Segment
from services.domain.program import Program
from services.names import clean_name
from services.program.checks import rules_that_name
from services.program.document import Document
from services.program.segment_edits import new_audience_id, with_audience, without_audience
from services.program.segments import (
    MOST_AUDIENCES,
    AudiencePart,
    BoughtPart,
    audience_rule,
)
from services.program_versions import Stored
from services.store import audiences as store
from services.store import categories as category_store
from services.store import segments as segment_store
from services.store import shop as shop_store
from services.units import LANGUAGES

MOST_CATEGORIES = 40
_NEW = "new"
_ASKS_NOTHING = Audience(id=_NEW)


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownAudience(Refusal):
    """There is no such audience; it may have been deleted."""


@dataclass(kw_only=True, unsafe_hash=True)
class AudienceAsksNothing(Refusal):
    """An audience without conditions would be everybody."""


@dataclass(kw_only=True, unsafe_hash=True)
class AudienceContradictsItself(Refusal):
    """The least is more than the most."""


@dataclass(kw_only=True, unsafe_hash=True)
class AudienceUsed(Refusal):
    """A rule or an offer names the audience: `rule` is its id."""

    rule: str


@dataclass(kw_only=True, unsafe_hash=True)
class TooManyAudiences(Refusal):
    """There are as many audiences as there can be."""

    most: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A segment or an audience by its id in the program; `asked` is there for an audience."""

    id: str
    ref: str
    segment: Segment | None = None
    name: Mapping[str, str] = field(default_factory=dict)
    asked: Audience | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupCount:
    group: Group
    guests: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AudienceView:
    """A saved audience; `used_by` are ids of the rules and offers that name it."""

    ref: str
    name: Mapping[str, str]
    asked: Audience
    guests: int
    used_by: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What an audience may ask of this shop; tiers are ids with their names."""

    tiers: Mapping[str, Mapping[str, str]]
    categories: tuple[str, ...]
    locations: tuple[str, ...]
    languages: tuple[str, ...]


def ref_of(name: str) -> str:
    """Return the six digits that stand for a group or a value in a button."""
    return hashlib.sha256(name.encode()).hexdigest()[:6]


def audiences(tx: Connection, *, now: datetime) -> tuple[AudienceView, ...]:
    """Return every saved audience with its count today, in the order of the file."""
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    return tuple(_view(tx, stored, part, today) for part in stored.document.audience)


def audience(tx: Connection, ref: str, *, now: datetime) -> AudienceView:
    """Return one audience with its count today; raise UnknownAudience."""
    stored = programs.current(tx, now=now)
    part = _part(stored.document, ref)
    return _view(tx, stored, part, programs.local_day(stored.program, now))


def count(tx: Connection, asked: Audience, *, now: datetime) -> int:
    """Count whom these conditions fit today; nothing is saved."""
    program = programs.current(tx, now=now).program
    return store.count(tx, program, asked, programs.local_day(program, now))


def choices(tx: Connection, *, now: datetime) -> Choices:
    stored = programs.current(tx, now=now)
    bought = category_store.load_names(tx, limit=MOST_CATEGORIES)
    return Choices(
        tiers={tier.id: tier.name for tier in stored.document.tier},
        categories=tuple(bought),
        locations=tuple(one.name for one in shop_store.load_locations(tx)),
        languages=LANGUAGES,
    )


def save(
    tx: Connection,
    asked: Audience,
    name: Mapping[str, str],
    *,
    ref: str | None,
    actor: Actor,
    key: str,
    now: datetime,
) -> str:
    """Save a new audience, or the one behind `ref` anew; return its ref.

    Raises AudienceAsksNothing, AudienceContradictsItself, TooManyAudiences, UnknownAudience.
    """
    document = programs.current(tx, now=now).document
    if ref is None and len(document.audience) >= MOST_AUDIENCES:
        raise TooManyAudiences(most=MOST_AUDIENCES)
    _refuse_useless(asked)
    names = {language: text for language, typed in name.items() if (text := clean_name(typed))}
    audience_id = _part(document, ref).id if ref else new_audience_id(document, names.values())
    if ref is None and (saved := _saved_before(tx, document, key)) is not None:
        return saved
    decimals = programs.current(tx, now=now).program.digits
    part = _written(replace(asked, id=audience_id), names, decimals)
    programs.save_document(tx, with_audience(document, part), actor=actor, key=key, now=now)
    return ref_of(audience_id)


def delete(tx: Connection, ref: str, *, actor: Actor, key: str, now: datetime) -> None:
    """Take an audience out of the program; raise AudienceUsed and UnknownAudience."""
    if programs.was_saved(tx, key):
        return
    document = programs.current(tx, now=now).document
    part = _part(document, ref)
    for rule in rules_that_name(document, part.id):
        raise AudienceUsed(rule=rule)
    programs.save_document(tx, without_audience(document, part.id), actor=actor, key=key, now=now)


def groups(tx: Connection, *, now: datetime) -> tuple[GroupCount, ...]:
    """Return the segments, then the audiences, with their counts today."""
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    counts = segment_store.count_segments(tx, stored.program, today)
    found = [
        GroupCount(group=Group(id=one, ref=ref_of(one), segment=one), guests=counts[one])
        for one in Segment
    ]
    for part in stored.document.audience:
        guests = store.count(tx, stored.program, _rule(stored, part), today)
        found.append(GroupCount(group=_audience_group(stored, part), guests=guests))
    return tuple(found)


def group(stored: Stored, group_id: str) -> Group:
    """Return the segment or audience with this id, which the program names."""
    for part in stored.document.audience:
        if part.id == group_id:
            return _audience_group(stored, part)
    return Group(id=group_id, ref=ref_of(group_id), segment=Segment(group_id))


def group_id_of(document: Document, ref: str) -> str:
    """Return the id of the segment or audience behind a button; raise UnknownAudience."""
    for known in (*Segment, *(part.id for part in document.audience)):
        if ref_of(known) == ref:
            return str(known)
    raise UnknownAudience


def asked_of(program: Program, group_id: str) -> Audience:
    """Return a segment or an audience of the program as conditions."""
    for one in program.audiences:
        if one.id == group_id:
            return one
    return Audience(id=group_id, segments=(Segment(group_id),))


def member_ids(
    tx: Connection, group_id: str, *, after: int, limit: int, now: datetime
) -> list[int]:
    """Return a page of the members of a segment or audience, in order of their ids."""
    program = programs.current(tx, now=now).program
    asked, today = asked_of(program, group_id), programs.local_day(program, now)
    return store.load_ids(tx, program, asked, today, after=after, limit=limit)


def profile(tx: Connection, program: Program, member_id: int) -> Profile:
    """Return what the program's rules ask of a member beyond the state; mostly nothing."""
    return store.load_profile(tx, member_id) if program.asked_audiences else UNKNOWN


def _view(tx: Connection, stored: Stored, part: AudiencePart, today: date) -> AudienceView:
    asked = _rule(stored, part)
    return AudienceView(
        ref=ref_of(part.id),
        name=part.name,
        asked=asked,
        guests=store.count(tx, stored.program, asked, today),
        used_by=tuple(rules_that_name(stored.document, part.id)),
    )


def _audience_group(stored: Stored, part: AudiencePart) -> Group:
    asked = _rule(stored, part)
    return Group(id=part.id, ref=ref_of(part.id), name=part.name, asked=asked)


def _rule(stored: Stored, part: AudiencePart) -> Audience:
    return audience_rule(part, stored.program.digits)


def _part(document: Document, ref: str) -> AudiencePart:
    for part in document.audience:
        if ref_of(part.id) == ref:
            return part
    raise UnknownAudience


def _saved_before(tx: Connection, document: Document, key: str) -> str | None:
    """Return what the same tap made the first time: the newest audience."""
    if not programs.was_saved(tx, key) or not document.audience:
        return None
    return ref_of(document.audience[-1].id)


def _refuse_useless(asked: Audience) -> None:
    if replace(asked, id=_NEW) == _ASKS_NOTHING:
        raise AudienceAsksNothing
    ranges = (
        (asked.spend_min_minor, asked.spend_max_minor),
        (asked.visits_min, asked.visits_max),
        (asked.absent_min, asked.absent_max),
    )
    for least, most in ranges:
        if least is not None and most is not None and most < least:
            raise AudienceContradictsItself


def _written(asked: Audience, name: Mapping[str, str], decimals: int) -> AudiencePart:
    """Return an audience as the program file has it."""
    return AudiencePart(
        id=asked.id,
        name=dict(name),
        segments=asked.segments or None,
        tiers=asked.tiers or None,
        spend_min=_money(asked.spend_min_minor, decimals),
        spend_max=_money(asked.spend_max_minor, decimals),
        visits_min=asked.visits_min,
        visits_max=asked.visits_max,
        absent_min=asked.absent_min,
        absent_max=asked.absent_max,
        bought=_bought(asked.bought),
        not_bought=_bought(asked.not_bought),
        mostly=asked.mostly or None,
        birthday_months=asked.birthday_months or None,
        locations=asked.locations or None,
        languages=asked.languages or None,
    )


def _money(minor: int | None, decimals: int) -> Decimal | None:
    return None if minor is None else Decimal(minor).scaleb(-decimals)


def _bought(asked: Bought | None) -> BoughtPart | None:
    return None if asked is None else BoughtPart(category=asked.category, days=asked.days)
