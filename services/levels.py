"""The ladder for the owner: its levels with their guests, and what a change would come to.

docs/semantics.md, Tiers. An edit drops nobody by itself: the owner says whether everyone keeps
the level until its end, or whether levels are counted anew at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import accounts, perks, programs
from services.actors import Actor, Role
from services.audiences import ref_of
from services.categories import known_categories
from services.domain.kinds import TierBasis
from services.domain.ladder import effective_rank
from services.domain.program import Program, Threshold, Tier
from services.domain.regrading import recount
from services.domain.settling import settle
from services.level_changes import (
    LADDER_RULES,
    MONEY,
    MOST_LEVELS,
    THRESHOLDS,
    CategoryNameless,
    FirstLevel,
    LevelChange,
    LevelLikeOther,
    LevelNameless,
    LevelNeedsThreshold,
    LevelOutOfRange,
    LevelRule,
    LevelTooHigh,
    LevelTooLow,
    LevelUsed,
    PerksTooLong,
    TooManyLevels,
    UnknownLevel,
    changed,
    level_of,
)
from services.program import Document, build, export, sized
from services.programs import Applied, Stored
from services.rates import percent_of
from services.staff import OwnerOnly
from services.store import audit_log, ledger
from services.store import levels as store
from services.store.accounts import Cause
from services.store.audit_log import What
from services.tier_letters import Why
from services.till_bills import without_button

__all__ = [
    "LADDER_RULES",
    "MONEY",
    "THRESHOLDS",
    "CategoryNameless",
    "FirstLevel",
    "LevelChange",
    "LevelLikeOther",
    "LevelNameless",
    "LevelNeedsThreshold",
    "LevelOutOfRange",
    "LevelPreview",
    "LevelRule",
    "LevelTooHigh",
    "LevelTooLow",
    "LevelUsed",
    "LevelView",
    "LevelsView",
    "PerksTooLong",
    "TooManyLevels",
    "UnknownLevel",
    "level",
    "levels",
    "preview",
    "save",
]

AT_ONCE = 500
_SPENDS = (5_000, 10_000, 25_000, 50_000, 100_000)  # In roubles.
_POINTS = (250, 500, 1_000, 2_500)  # Of a rouble each.


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelView:
    """One level; `percent` is what it gives, `own_percent` whether it says so itself.

    `perks` are by language, in one line and (`lists`) one by one; `match` joins the thresholds.
    """

    ref: str
    rank: int
    name: Mapping[str, str]
    percent: str
    own_percent: bool
    thresholds: tuple[Threshold, ...]
    match: str
    perks: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    guests: int

    def need(self, rule: LevelRule) -> int | None:
        """Return a threshold in minor units or counts, None if there is none."""
        found = [one.need for one in self.thresholds if one.basis is TierBasis(rule.value)]
        return found[0] if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelsView:
    """The ladder, lowest first, and how levels are counted; `rules` are values of the file."""

    version_id: int
    levels: tuple[LevelView, ...]
    rules: Mapping[LevelRule, str]
    full: bool
    spends: tuple[int, ...]  # whole units of money worth a button
    points: tuple[int, ...]  # so many worth a button
    categories: tuple[str, ...]  # of goods, that the rules name or guests have bought


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelPreview:
    """What a change would do, nothing saved; `text` is the program file, for a what-if.

    `guests` would stand on the level (`name`) if levels were counted anew, None for a change of
    the whole ladder; `falls` and `rises` would then have another level than if they were left.
    `below` takes those of a removed level. `unseen` is the category asked for if it has no
    button at the till.
    """

    version_id: int
    change: LevelChange
    name: Mapping[str, str]
    guests: int | None
    falls: int
    rises: int
    below: Mapping[str, str] | None
    unseen: str | None
    text: str

    @property
    def asks(self) -> bool:
        """Tell whether there is a choice: somebody would move."""
        return self.falls > 0 or self.rises > 0


def levels(tx: Connection, *, now: datetime) -> LevelsView:
    """Read the ladder with its counts today; no level at all in a program without tiers."""
    stored = programs.current(tx, now=now)
    tiers, document = stored.program.tiers, stored.document
    today = programs.local_day(stored.program, now)
    counts = store.count_by_rank(tx, tiers, today) if tiers else {}
    rules = {rule: str(getattr(document.tiers, rule.value)) for rule in LADDER_RULES}
    return LevelsView(
        version_id=stored.version_id,
        levels=tuple(
            _view(stored, rank, tier, counts.get(rank, 0))
            for rank, tier in enumerate(tiers.ladder if tiers else ())
        ),
        rules=rules,
        full=len(document.tier) >= MOST_LEVELS,
        spends=tuple(sized(spend, document.currency) for spend in _SPENDS),
        points=tuple(sized(count, document.currency) for count in _POINTS),
        categories=known_categories(tx, stored.program),
    )


def level(tx: Connection, ref: str, *, now: datetime) -> LevelView:
    """Read one level; raise UnknownLevel."""
    for one in levels(tx, now=now).levels:
        if one.ref == ref:
            return one
    raise UnknownLevel


def _view(stored: Stored, rank: int, tier: Tier, guests: int) -> LevelView:
    return LevelView(
        ref=ref_of(tier.id),
        rank=rank,
        name=dict(tier.name) or {"en": tier.id},
        percent=percent_of(stored.program, tier),
        own_percent=tier.percent is not None,
        thresholds=tier.thresholds,
        match=stored.document.tiers.match,
        perks=perks.words_of(tier),
        lists=tier.perks,
        guests=guests,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """Where a member would stand: left as he is, or counted anew; whether either moves him."""

    member_id: int
    left: int
    anew: int
    left_moves: bool
    anew_moves: bool


def preview(tx: Connection, change: LevelChange, *, now: datetime) -> LevelPreview:
    """Show a change; it looks at every member, so it is to be called through `report`.

    Raises what `changed` raises.
    """
    stored = programs.current(tx, now=now)
    document = changed(stored.document, change)
    after, floor = build(document), _floor(stored.document, change)
    places: list[_Place] = []
    if change.rule.regrades:
        today = programs.local_day(stored.program, now)
        places = list(_places(tx, stored.program, after, floor, today))
    at = _rank_of(stored.document, document, change)
    return LevelPreview(
        version_id=stored.version_id,
        change=change,
        name=_name_of(stored.document, document, change),
        guests=None if at is None else sum(one.anew == at for one in places),
        falls=sum(one.anew < one.left for one in places),
        rises=sum(one.anew > one.left for one in places),
        below=_below(stored.document, change),
        unseen=change.category if change.category in without_button(after) else None,
        text=export(document),
    )


def save(
    tx: Connection,
    change: LevelChange,
    *,
    anew: bool,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Save the change as a version; `anew`: count the level of everyone by it at once.

    Otherwise nobody falls: who had a removed level gets the one below. Raises OwnerOnly,
    ProgramChangedMeanwhile and what `changed` raises.
    """
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    before = programs.current(tx, now=now)
    if programs.was_saved(tx, key):
        return programs.save_document(tx, before.document, actor=actor, key=key, now=now)
    document, floor = changed(before.document, change), _floor(before.document, change)
    applied = programs.save_document(
        tx, document, actor=actor, key=key, now=now, based_on=based_on
    )
    if change.rule.regrades and applied.changes and (anew or floor is not None):
        _move(tx, before, None if anew else floor, actor=actor, key=key, now=now)
    return applied


def _move(
    tx: Connection, before: Stored, floor: str | None, *, actor: Actor, key: str, now: datetime
) -> None:
    """Give every member the level that is due; one line of the audit log for each."""
    stored = programs.current(tx, now=now)
    program, today = stored.program, programs.local_day(stored.program, now)
    cause = Cause(actor=actor, key=key, version_id=stored.version_id, now=now)
    for one in list(_places(tx, before.program, program, floor, today)):
        if not (one.anew_moves if floor is None else one.left_moves):
            continue
        account = ledger.load_account(tx, one.member_id, today)
        if account is None:
            continue
        outcome = recount(program, account.state, today, floor=floor)
        accounts.save(tx, account, outcome, program, cause, why=Why.RULES)
        facts = {"floor": floor}
        what = What.TIER_RECOUNTED
        audit_log.note(tx, what, actor=actor, now=now, member_id=one.member_id, facts=facts)


def _places(
    tx: Connection, before: Program, after: Program, floor: str | None, today: date
) -> Iterator[_Place]:
    last = 0
    while page := store.load_states(tx, today, after=last, limit=AT_ONCE):
        for member_id, state in page:
            settled = settle(before, state, today).state
            if after.tiers is None:
                continue
            left = settled
            if floor and not {settled.tier.tier, settled.tier.manual} <= {
                None,
                *after.tiers.ranks,
            }:
                left = recount(after, settled, today, floor=floor).state
            anew = recount(after, settled, today).state
            yield _Place(
                member_id=member_id,
                left=effective_rank(after.tiers, left),
                anew=effective_rank(after.tiers, anew),
                left_moves=left.tier != settled.tier,
                anew_moves=anew.tier != settled.tier,
            )
        last = page[-1][0]


def _floor(document: Document, change: LevelChange) -> str | None:
    """Return the level that stands in the place of a removed one."""
    if change.rule is not LevelRule.REMOVE:
        return None
    ids = [one.id for one in document.tier]
    at = ids.index(level_of(document, change.ref).id)
    return ids[at - 1] if at else None


def _below(document: Document, change: LevelChange) -> Mapping[str, str] | None:
    floor = _floor(document, change)
    found = [one for one in document.tier if one.id == floor]
    return (dict(found[0].name) or {"en": found[0].id}) if found else None


def _name_of(before: Document, after: Document, change: LevelChange) -> Mapping[str, str]:
    if change.rule in LADDER_RULES:
        return {}
    if change.rule is LevelRule.ADD:
        (new,) = [one for one in after.tier if one.id not in _ids(before) and one.spend]
        return new.name
    tier = level_of(before, change.ref)
    return dict(tier.name) or {"en": tier.id}


def _rank_of(before: Document, after: Document, change: LevelChange) -> int | None:
    """Return the place of the level that is changed or new; None if there is no one such."""
    if not change.rule.regrades or change.rule in {*LADDER_RULES, LevelRule.REMOVE}:
        return None
    if change.rule is LevelRule.ADD:
        return next(n for n, one in enumerate(after.tier) if n and one.id not in _ids(before))
    return [one.id for one in after.tier].index(level_of(before, change.ref).id)


def _ids(document: Document) -> set[str]:
    return {one.id for one in document.tier}
