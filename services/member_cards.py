"""What a member sees of the card: balance, dates that matter, the tier and the way to the next.

Everything is settled to the shop's local date on the way out and nothing is written, so that
the figures do not depend on whether a job has run.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from services import perks, programs
from services.domain import progress as progresses
from services.domain.errors import Refusal
from services.domain.favourites import locked_until
from services.domain.kinds import TierBasis, TierMatch
from services.domain.ladder import effective_rank, effective_tier
from services.domain.program import Program, Tiers
from services.domain.progress import Goal
from services.domain.settling import settle
from services.domain.state import Lot, MemberState
from services.keys import keys_of
from services.names import short_name
from services.rates import deals_in_points, discount_of, favourite_of, percent_of
from services.referral_links import may_invite
from services.stamps import MemberCard, cards_of
from services.store import ledger
from services.store import members as store
from services.store import shop as shop_store
from services.units import PointsUnit, of_forms

SOON = timedelta(days=30)


@dataclass(kw_only=True, unsafe_hash=True)
class NoCard(Refusal):
    """The person has no card, or it was deleted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One threshold: `reached` of `needed`; spend is minor units, the rest are counts.

    `category` is that of spend in one.
    """

    kind: TierBasis
    missing: int
    reached: int
    needed: int
    category: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TierView:
    """The tier in force; `percent` back and `discount` off are decimal text, "0" for none.

    `progress` goes from 0 to 1.

    `missing` leads to the next tier, `keep` to holding this one; `match` says whether any or
    all of them are needed. `perks` are what the tier gives in words, by language, `next_perks`
    what the next one adds.
    """

    id: str
    name: Mapping[str, str]
    percent: str
    discount: str
    step: int
    steps: int
    is_top: bool
    next_name: Mapping[str, str] | None
    next_percent: str | None
    next_discount: str | None
    missing: tuple[Missing, ...]
    match: str
    progress: float
    held_through: date | None
    keep: tuple[Missing, ...]
    grace_until: date | None
    manual_until: date | None
    perks: Mapping[str, str] = field(default_factory=dict)
    next_perks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """So many points on a date: the day they become usable, or their last day."""

    on: date
    points: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CardView:
    """The member's home screen; money in minor units, percent and discount as decimal text.

    `with_points`: the program deals in points, or the member still has some.
    """

    member_id: int
    card_number: str
    name: str
    shop_name: str
    balance: int
    balance_worth_minor: int
    pending: int
    pending_next: Due | None
    deficit: int
    expiring: Due | None
    tier: TierView | None
    percent: str
    discount: str
    with_points: bool
    joined_at: datetime
    birthday: tuple[int, int] | None
    marketing: bool | None
    language: str
    has_purchases: bool
    unit: PointsUnit
    may_give: bool = False
    may_invite: bool = False
    stamp_cards: tuple[MemberCard, ...] = ()
    may_choose: bool = False
    to_choose: bool = False
    favourite: tuple[str, bool] | None = None


def card(tx: Connection, member_id: int, *, now: datetime) -> CardView:
    """Read the card as of the local date; raise NoCard."""
    row = store.load_card(tx, member_id)
    settings = shop_store.load_settings(tx)
    if row is None or settings is None:
        raise NoCard
    stored = programs.current(tx, now=now)
    program = stored.program
    today = programs.local_day(program, now)
    state = settled_state(tx, program, member_id, today)
    name = keys_of(tx).decrypt_name(row.name_encrypted) if row.name_encrypted else None
    return CardView(
        member_id=member_id,
        card_number=row.card_number,
        name=name or short_name(None, row.card_number),
        shop_name=settings.name,
        balance=state.balance,
        balance_worth_minor=state.balance * program.points.value_minor,
        pending=state.pending,
        pending_next=_next_active(state.lots),
        deficit=state.deficit,
        expiring=soonest_end(state, today),
        tier=tier_view(program, state, today),
        percent=percent_of(program, effective_tier(program, state)),
        discount=discount_of(program, effective_tier(program, state)),
        with_points=deals_in_points(program)
        or bool(state.balance or state.pending or state.deficit),
        joined_at=row.joined_at,
        birthday=divmod(row.birthday, 100) if row.birthday else None,
        marketing=row.marketing,
        language=row.language or settings.language,
        has_purchases=row.last_purchase_on is not None,
        unit=of_forms(settings.unit),
        may_give=program.transfer is not None and state.balance > 0,
        may_invite=may_invite(tx, program, member_id),
        stamp_cards=cards_of(stored.document, state),
        may_choose=program.favourites is not None,
        to_choose=program.favourites is not None and locked_until(state, today) is None,
        favourite=favourite_of(program),
    )


def settled_state(tx: Connection, program: Program, member_id: int, today: date) -> MemberState:
    """Return the member as of a local date, writing nothing; raise NoCard."""
    account = ledger.load_account(tx, member_id, today, lock=False)
    if account is None:
        raise NoCard
    due_on, state = account.next_due_on, account.state
    if state.settled_on == today and (due_on is None or due_on > today):
        return state
    return settle(program, state, today).state


def _next_active(lots: Iterable[Lot]) -> Due | None:
    days = {lot.activates_on for lot in lots if lot.held and lot.activates_on}
    if not days:
        return None
    on = min(days)
    points = sum(lot.points_left for lot in lots if lot.held and lot.activates_on == on)
    return Due(on=on, points=points)


def soonest_end(state: MemberState, today: date) -> Due | None:
    """Return the points with the soonest last day, if it is within 30 days."""
    ending = [lot for lot in state.lots if not lot.held and lot.expires_on and lot.points_left]
    on = min((lot.expires_on for lot in ending if lot.expires_on), default=None)
    if on is None or on > today + SOON:
        return None
    return Due(on=on, points=sum(lot.points_left for lot in ending if lot.expires_on == on))


def tier_view(program: Program, state: MemberState, today: date) -> TierView | None:
    """Show the tier in force and what is missing; None in a program without tiers."""
    found = progresses.progress(program, state, today)
    if program.tiers is None or found is None:
        return None
    rank = effective_rank(program.tiers, state)
    ladder = program.tiers.ladder
    above = ladder[rank + 1] if found.next is not None else None
    return TierView(
        id=found.tier,
        name=ladder[rank].name,
        percent=percent_of(program, ladder[rank]),
        discount=discount_of(program, ladder[rank]),
        step=rank,
        steps=len(ladder),
        is_top=above is None,
        next_name=above.name if above else None,
        next_percent=percent_of(program, above) if above else None,
        next_discount=discount_of(program, above) if above else None,
        missing=_missing(found.next),
        match=program.tiers.match,
        progress=_progress(found.next),
        held_through=found.held_through,
        keep=_missing(found.keep),
        grace_until=state.tier.grace_until,
        manual_until=state.tier.manual_until if _by_hand(program.tiers, state) else None,
        perks=perks.words_of(ladder[rank]),
        next_perks=perks.added(above, ladder[rank]) if above else {},
    )


def _by_hand(tiers: Tiers, state: MemberState) -> bool:
    return effective_rank(tiers, state) > tiers.rank(state.tier.tier)


def _missing(goal: Goal | None) -> tuple[Missing, ...]:
    """Return the thresholds of a goal that are not reached; none are left once one is enough."""
    if goal is None or _is_reached(goal):
        return ()
    return tuple(
        Missing(
            kind=one.basis,
            missing=one.left,
            reached=one.have,
            needed=one.need,
            category=one.category,
        )
        for one in goal.missing
        if one.left
    )


def _is_reached(goal: Goal) -> bool:
    enough = any if goal.match is TierMatch.ANY else all
    return bool(goal.missing) and enough(one.left == 0 for one in goal.missing)


def _progress(goal: Goal | None) -> float:
    """Return the share of the way up: the nearest threshold's, the farthest's if all count."""
    if goal is None or not goal.missing:
        return 1.0
    shares = [min(1.0, one.have / one.need) for one in goal.missing]
    return max(shares) if goal.match is TierMatch.ANY else min(shares)
