"""The answer of a what-if: what is added up member by member, and how it is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from services.domain.histories import Missed, Sums
from services.domain.program import Program
from services.domain.what_if import Compared
from services.keys import keys_of
from services.names import short_name
from services.store.faces import load_faces

NAMED = 5
"""Of those who gain, lose, or could not pay, so many are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The window under some rules; `cost_minor` is what the points issued are worth.

    Issued are points of purchases and gifts, less what refunds took back. Redeemed, and
    `off_minor`, the money that discounts took off, are net of what came back.
    """

    issued: int
    cost_minor: int
    redeemed: int
    redeemed_minor: int
    off_minor: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """So many members would be in this tier, and are in another; `names`: language -> name."""

    tier: str
    names: Mapping[str, str]
    members: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Affected:
    """One member, with the difference in points issued, and in money with that in discounts."""

    member_id: int
    card_number: str
    name: str
    points: int
    worth_minor: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """What happened and could not have been paid for in full, with those it touches most."""

    kind: Missed
    times: int
    points: int
    members: tuple[Affected, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The recorded rules once more: points issued as recorded, and as replayed; money off too.

    `odd` members came out otherwise than the books say; some of their cards are named.
    """

    recorded: int
    replayed: int
    off_recorded_minor: int = 0
    off_replayed_minor: int = 0
    members: int
    odd: int
    cards: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.odd


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """The answer: the window under the rules in force, and under those that are tried.

    Money is minor units of `currency`, which has so many `digits`. `cost_minor` is the difference
    in what points and discounts cost together; `takes_off` tells whether either side knows
    discounts.
    """

    currency: str
    digits: int
    since: date
    through: date
    days: int
    members: int
    purchases: int
    before: Side
    after: Side
    cost_minor: int
    takes_off: bool = False
    up: tuple[Moved, ...]
    down: tuple[Moved, ...]
    gain: tuple[Affected, ...]
    lose: tuple[Affected, ...]
    short: tuple[Shortage, ...]
    check: Check


@dataclass(kw_only=True, slots=True)
class Totals:
    """What has been added up so far; of members only the most affected are remembered."""

    members: int = 0
    recorded: Sums = field(default_factory=Sums)
    replayed: Sums = field(default_factory=Sums)
    before: Sums = field(default_factory=Sums)
    after: Sums = field(default_factory=Sums)
    moves: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    worth: list[tuple[int, int, int]] = field(default_factory=list)  # worth, member, points
    short: dict[Missed, list[tuple[int, int]]] = field(default_factory=dict)  # points, member
    odd: list[int] = field(default_factory=list)


def add(totals: Totals, one: Compared, present: Program, tried: Program) -> None:
    totals.members += 1
    totals.recorded.add(one.recorded)
    totals.replayed.add(one.replayed)
    totals.before.add(one.before)
    totals.after.add(one.after)
    totals.moves[one.tier_before, one.tier_after] += 1
    worth = _worth(one.after, tried) - _worth(one.before, present)
    if worth:
        totals.worth.append((worth, one.member, one.after.issued - one.before.issued))
        _keep_ends(totals.worth)
    for kind, (_, points) in one.after.short.items():
        most = totals.short.setdefault(kind, [])
        most.append((points, one.member))
        most.sort(key=lambda short: (-short[0], short[1]))
        del most[NAMED:]
    if not one.fits:
        totals.odd.append(one.member)


def _keep_ends(worth: list[tuple[int, int, int]]) -> None:
    """Forget the middle of a list that grew long: only its ends are ever named."""
    if len(worth) > 100 * NAMED:
        worth.sort()
        del worth[NAMED:-NAMED]


def _worth(sums: Sums, program: Program) -> int:
    return sums.issued * program.points.value_minor + sums.off_minor


def _takes_off(program: Program) -> bool:
    return bool(program.discounts or program.birthday_discount or program.coupon_discounts)


def answer(
    tx: Connection,
    totals: Totals,
    present: Program,
    tried: Program,
    *,
    since: date,
    through: date,
) -> WhatIf:
    before, after = _side(totals.before, present), _side(totals.after, tried)
    totals.worth.sort(key=lambda one: (-one[0], one[1]))
    gain = [one for one in totals.worth[:NAMED] if one[0] > 0]
    lose = [one for one in totals.worth[: -NAMED - 1 : -1] if one[0] < 0]
    named = _Named(tx, totals, gain, lose)
    up, down = _moves(totals.moves, present, tried)
    return WhatIf(
        currency=tried.currency,
        digits=tried.digits,
        since=since,
        through=through,
        days=(through - since).days + 1,
        members=totals.members,
        purchases=totals.recorded.purchases,
        before=before,
        after=after,
        cost_minor=_worth(totals.after, tried) - _worth(totals.before, present),
        takes_off=_takes_off(present) or _takes_off(tried) or bool(totals.recorded.off_minor),
        up=up,
        down=down,
        gain=tuple(named.affected(member, points, worth) for worth, member, points in gain),
        lose=tuple(named.affected(member, points, worth) for worth, member, points in lose),
        short=tuple(
            Shortage(
                kind=kind,
                times=times,
                points=points,
                members=tuple(
                    named.affected(member, less, less * tried.points.value_minor)
                    for less, member in totals.short[kind]
                ),
            )
            for kind, (times, points) in sorted(totals.after.short.items())
        ),
        check=Check(
            recorded=totals.recorded.issued,
            replayed=totals.replayed.issued,
            off_recorded_minor=totals.recorded.off_minor,
            off_replayed_minor=totals.replayed.off_minor,
            members=totals.members,
            odd=len(totals.odd),
            cards=tuple(named.card(member) for member in totals.odd[:NAMED]),
        ),
    )


class _Named:
    """The cards and names of the few who are named."""

    def __init__(
        self, tx: Connection, totals: Totals, *ends: Iterable[tuple[int, int, int]]
    ) -> None:
        ids = {member for end in ends for _, member, _ in end}
        ids |= {member for most in totals.short.values() for _, member in most}
        ids |= set(totals.odd[:NAMED])
        self._keys = keys_of(tx)
        self._faces = load_faces(tx, sorted(ids)) if ids else {}

    def card(self, member_id: int) -> str:
        return str(self._faces[member_id].card_number)

    def affected(self, member_id: int, points: int, worth_minor: int) -> Affected:
        face = self._faces[member_id]
        name = self._keys.decrypt_name(face.name_encrypted) if face.name_encrypted else None
        return Affected(
            member_id=member_id,
            card_number=face.card_number,
            name=short_name(name, face.card_number),
            points=points,
            worth_minor=worth_minor,
        )


def _side(sums: Sums, program: Program) -> Side:
    value_minor = program.points.value_minor
    return Side(
        issued=sums.issued,
        cost_minor=sums.issued * value_minor,
        redeemed=sums.paid,
        redeemed_minor=sums.paid * value_minor,
        off_minor=sums.off_minor,
    )


def _moves(
    moves: Mapping[tuple[str | None, str | None], int], present: Program, tried: Program
) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """Return who rises and who falls, by the tier they come to; nobody moves without tiers."""
    up: Counter[int] = Counter()
    down: Counter[int] = Counter()
    if tried.tiers is None:
        return (), ()
    for (before, after), members in moves.items():
        rank = tried.tiers.rank(after)
        had = _rank(before, present, tried)
        (up if rank > had else down)[rank] += members * (rank != had)
    return _moved(up, tried), _moved(down, tried)


def _rank(tier: str | None, present: Program, tried: Program) -> int:
    """Return the place of today's tier on the ladder tried; by its number if that knows none."""
    if tried.tiers is not None and tier in tried.tiers.ranks:
        return tried.tiers.rank(tier)
    return present.tiers.rank(tier) if present.tiers is not None else 0


def _moved(members: Mapping[int, int], tried: Program) -> tuple[Moved, ...]:
    ladder = tried.tiers.ladder if tried.tiers is not None else ()
    return tuple(
        Moved(tier=tier.id, names=tier.name or {"en": tier.id}, members=members[rank])
        for rank, tier in reversed(list(enumerate(ladder)))
        if members.get(rank)
    )
