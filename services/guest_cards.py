"""A guest's card for the owner and managers: how it stands, and what they may change by hand.

Each change is a line of the audit log, and the guest is told of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import outbox, points, programs
from services.actors import Actor, Role
from services.audiences import ref_of
from services.domain.dates import add_months
from services.domain.errors import Refusal, UnknownMember
from services.domain.kinds import Segment
from services.domain.program import Program
from services.domain.segments import segments_of
from services.facts import Fact, Key, Localized, Percent, Points
from services.keys import keys_of
from services.level_changes import UnknownLevel
from services.member_cards import Due, TierView, settled_state, soonest_end, tier_view
from services.names import clean_name
from services.outbox import Lane
from services.phones import masked
from services.points import Adjusted, ChiefsOnly, TierGiven
from services.rates import percent_of
from services.reports import midnight
from services.stamps import MemberCard, cards_of
from services.store import audit_log
from services.store import desks as desk_store
from services.store import members as store
from services.store import people as people_store
from services.store import shop as shop_store
from services.store.audit_log import What
from services.units import LANGUAGES

__all__ = [
    "AdjustTooBig",
    "ChiefsOnly",
    "GuestCard",
    "LevelChoice",
    "NoPoints",
    "ReasonMissing",
    "adjust",
    "clean_reason",
    "end_level",
    "give_level",
    "guest_card",
    "note_look",
]

MOST_POINTS = 1_000_000
REASON_LETTERS = 100
MONTHS = (1, 3, 6, 12)
"""How long a level may be given by a tap; 0 is until changed."""


@dataclass(kw_only=True, unsafe_hash=True)
class AdjustTooBig(Refusal):
    """A manager may move so many points at once; more is for the owner."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class NoPoints(Refusal):
    """The correction is no whole number from 1 to `most`, up or down."""

    most: int


@dataclass(kw_only=True, unsafe_hash=True)
class ReasonMissing(Refusal):
    """A correction needs a reason in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LevelChoice:
    """A level that may be given by hand: those above the own one."""

    ref: str
    name: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class GuestCard:
    """One guest as the owner sees him; `manual` is the end of a level given by hand.

    `by_hand` tells whether there is such a level: it may have no end.
    """

    member_id: int
    name: str
    masked_phone: str | None
    card_number: str
    joined_on: date
    balance: int
    pending: int
    deficit: int
    expiring: Due | None
    tier: TierView | None
    by_hand: bool
    manual_until: date | None
    segments: tuple[Segment, ...]
    last_visit_days: int | None
    unclaimed: bool
    choices: tuple[LevelChoice, ...]
    stamp_cards: tuple[MemberCard, ...]
    language: str


def guest_card(tx: Connection, member_id: int, *, actor: Actor, now: datetime) -> GuestCard:
    """Read the card; looking is written down once a day. Raises ChiefsOnly, UnknownMember."""
    if not actor.is_chief:
        raise ChiefsOnly
    row, person = store.load_card(tx, member_id), people_store.load_person_of(tx, member_id)
    settings = shop_store.load_settings(tx)
    if row is None or settings is None:
        raise UnknownMember(member=str(member_id))
    stored = programs.current(tx, now=now)
    program = stored.program
    today = programs.local_day(program, now)
    state = settled_state(tx, program, member_id, today)
    keys = keys_of(tx)
    last4 = keys.decrypt(row.last4_encrypted) if row.last4_encrypted else None
    language = person.language if person else None
    return GuestCard(
        member_id=member_id,
        name=keys.decrypt_name(row.name_encrypted) if row.name_encrypted else "",
        masked_phone=masked(last4) if last4 else None,
        card_number=row.card_number,
        joined_on=row.joined_on,
        balance=state.balance,
        pending=state.pending,
        deficit=state.deficit,
        expiring=soonest_end(state, today),
        tier=tier_view(program, state, today),
        by_hand=state.tier.manual is not None,
        manual_until=state.tier.manual_until,
        segments=tuple(one for one in Segment if one in segments_of(program, state, today)),
        last_visit_days=(today - row.last_purchase_on).days if row.last_purchase_on else None,
        unclaimed=row.telegram_id is None,
        choices=_choices(program, state.tier.tier),
        stamp_cards=cards_of(stored.document, state),
        language=language if language in LANGUAGES else settings.language,
    )


def note_look(tx: Connection, member_id: int, *, actor: Actor, now: datetime) -> None:
    """Write down that somebody looked at a card: once in a local day, however often he does."""
    staff_id = actor.staff_id
    program = programs.current(tx, now=now).program
    zone = ZoneInfo(program.timezone)
    since = midnight(now.astimezone(zone).date(), zone)
    if staff_id is None or audit_log.was_looked_up(tx, staff_id, member_id, since):
        return
    facts = {"by": "button"}
    audit_log.note(tx, What.LOOKED_UP, actor=actor, now=now, member_id=member_id, facts=facts)


def _choices(program: Program, own: str | None) -> tuple[LevelChoice, ...]:
    tiers = program.tiers
    if tiers is None:
        return ()
    return tuple(
        LevelChoice(ref=ref_of(tier.id), name=dict(tier.name) or {"en": tier.id})
        for tier in tiers.ladder[tiers.rank(own) + 1 :]
    )


def adjust(
    tx: Connection,
    member_id: int,
    amount: int,
    reason: str,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Adjusted:
    """Give or take points by hand and tell the guest why.

    Raises NoPoints, ReasonMissing, AdjustTooBig, ChiefsOnly, NotEnoughPoints, OwnCard,
    UnknownMember.
    """
    if not 0 < abs(amount) <= MOST_POINTS:
        raise NoPoints(most=MOST_POINTS)
    reason = clean_reason(reason)
    _refuse_big(tx, amount, actor, now=now)
    done = points.adjust(tx, member_id, amount, reason, actor=actor, key=key, now=now)
    if done.replayed:
        return done
    facts = {"points": amount}
    audit_log.note(tx, What.ADJUSTED, actor=actor, now=now, member_id=member_id, facts=facts)
    said: dict[str, Fact] = {
        "points": Points(abs(amount)),
        "reason": reason,
        "balance": Points(done.balance),
    }
    _tell(tx, member_id, "adjusted-plus" if amount > 0 else "adjusted-minus", said, key, now=now)
    return done


def clean_reason(reason: str) -> str:
    """Return the reason on one line, at most a hundred letters; raise ReasonMissing."""
    words = clean_name(reason[:REASON_LETTERS])
    if not words:
        raise ReasonMissing
    return words


def _refuse_big(tx: Connection, amount: int, actor: Actor, *, now: datetime) -> None:
    """Keep a manager to what a bill may be without asking: more is for the owner alone."""
    if actor.role is Role.OWNER:
        return
    program = programs.current(tx, now=now).program
    desk = desk_store.load_desk(tx, actor.staff_id, 0, now=now)
    limit_minor = desk.bill_limit_minor if desk is not None else 0
    most = limit_minor // program.points.value_minor
    if abs(amount) > most:
        raise AdjustTooBig(most=most)


def give_level(
    tx: Connection,
    member_id: int,
    ref: str,
    months: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> TierGiven:
    """Give a level by hand for some months, 0: until changed; the guest is told.

    Raises UnknownLevel, ChiefsOnly, OwnCard, UnknownMember.
    """
    program = programs.current(tx, now=now).program
    found = [
        one for one in (program.tiers.ladder if program.tiers else ()) if ref_of(one.id) == ref
    ]
    if not found or months not in {0, *MONTHS}:
        raise UnknownLevel
    (tier,) = found
    until = add_months(programs.local_day(program, now), months) if months else None
    given = points.set_tier(tx, member_id, tier.id, until, actor=actor, key=key, now=now)
    if not given.replayed:
        facts: dict[str, Fact] = {
            "tier": Localized(dict(tier.name) or {"en": tier.id}),
            "percent": Percent(percent_of(program, tier)),
            "until": Key("level-given-until", {"on": until}) if until else "",
        }
        _tell(tx, member_id, "level-given", facts, key, now=now)
    return given


def end_level(
    tx: Connection, member_id: int, *, actor: Actor, key: str, now: datetime
) -> TierGiven:
    """Take back a level given by hand; the guest is told which is left.

    Raises ChiefsOnly, OwnCard, UnknownMember.
    """
    given = points.set_tier(tx, member_id, None, None, actor=actor, key=key, now=now)
    tiers = programs.current(tx, now=now).program.tiers
    if not given.replayed and tiers is not None and given.tier is not None:
        tier = tiers.ladder[tiers.rank(given.tier)]
        facts = {"tier": Localized(dict(tier.name) or {"en": tier.id})}
        _tell(tx, member_id, "level-ended", facts, key, now=now)
    return given


def _tell(
    tx: Connection,
    member_id: int,
    text: str,
    facts: Mapping[str, Fact],
    key: str,
    *,
    now: datetime,
) -> None:
    chat = people_store.chat_of(tx, member_id)
    to = chat.telegram_id if chat else None
    outbox.tell(tx, to, text, facts, reason=f"{text}:{key}", lane=Lane.NOTICE, now=now)
