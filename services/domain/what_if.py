"""What would have become of members under other rules: the same deeds, decided once more.

docs/semantics.md, What if. Everybody is brought by the recorded rules to the window's first day;
from there the days are lived through under the recorded rules, for the check, and under others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.domain.budgets import Pot
from services.domain.histories import (
    Bought,
    Claimed,
    Deed,
    GaveBack,
    Gifted,
    History,
    Redeemed,
    Returned,
    Rules,
    Sums,
    Unrewarded,
    Version,
)
from services.domain.kinds import Reason
from services.domain.lives import Life
from services.domain.program import Program

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """The question: `tried` from the local day `starts_on` through `today`.

    `versions` are all there were, oldest first, up to the one in force; those before
    `begun` were saved before the window began.
    """

    versions: Sequence[Version]
    begun: int
    starts_on: date
    today: date
    tried: Rules

    @property
    def present(self) -> Rules:
        """Return the rules in force."""
        return self.versions[-1].rules


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """One member: under the rules in force, and under those that are tried.

    `recorded` is what the books have, `replayed` what the rules of those days give today;
    `fits` if these are the same, and the member ends where the books say.
    """

    member: int
    recorded: Sums
    replayed: Sums
    fits: bool
    before: Sums
    after: Sums
    tier_before: str | None
    tier_after: str | None


def rules_of(program: Program) -> Rules:
    """Take out of a program what comes when it was recorded, or moves no points.

    That is the birthday present; and stamps, which no history has.
    """
    friends = program.referral
    return Rules(
        program=replace(program, birthday=None, stamp_cards=()),
        gifts={
            Reason.WELCOME: program.welcome,
            Reason.BIRTHDAY: program.birthday,
            Reason.DORMANCY: program.dormancy,
            Reason.INVITEE: friends.for_invitee if friends else None,
            Reason.REFERRER: friends.for_referrer if friends else None,
        },
        prices={offer.id: offer.price_points for offer in program.goods},
    )


def compare(case: Case, histories: Sequence[History]) -> list[Compared]:
    """Let the members' deeds happen again; the members share the budgets of all.

    Where no rules have a budget each member can be compared alone.
    """
    lives = [Life(history, case.versions[0].rules) for history in histories]
    deeds = _in_order(lives, histories)
    pot = Pot({})
    _live(deeds, pot, case.versions, until=case.starts_on)
    for life in lives:
        life.follow(case.versions, case.versions[case.begun - 1].id)
        life.settle(case.starts_on - _DAY)
        life.sums = Sums()
    window = [(life, deed) for life, deed in deeds if deed.on >= case.starts_on]
    tried = _tried(case.tried, lives, window, pot)
    before = lives
    if case.begun < len(case.versions):
        before = _tried(case.present, lives, window, pot)
    _live(window, pot, case.versions)
    for life in (*before, *tried):
        life.settle(case.today)
    return [
        _compared(recorded, life, now, then)
        for recorded, life, now, then in zip(
            _recorded(lives, window), lives, before, tried, strict=True
        )
    ]


def _in_order(lives: Sequence[Life], histories: Sequence[History]) -> list[tuple[Life, Deed]]:
    deeds = [
        (life, deed)
        for life, history in zip(lives, histories, strict=True)
        for deed in history.deeds
    ]
    if len(lives) > 1:
        # A stable order: what has the same place stays as its member did it.
        deeds.sort(key=lambda one: one[1].order)
    return deeds


def _live(
    deeds: Iterable[tuple[Life, Deed]],
    pot: Pot,
    versions: Sequence[Version] = (),
    until: date = date.max,
) -> None:
    for life, deed in deeds:
        if deed.on < until:
            if versions:
                life.follow(versions, deed.version)
            life.live(deed, pot)


def _tried(
    rules: Rules, lives: Sequence[Life], window: Iterable[tuple[Life, Deed]], pot: Pot
) -> list[Life]:
    """Fork every life, and let the window's deeds happen under other rules."""
    forks = {life.member: life.fork(rules) for life in lives}
    _live(((forks[life.member], deed) for life, deed in window), pot.copy())
    return list(forks.values())


def _recorded(lives: Iterable[Life], window: Iterable[tuple[Life, Deed]]) -> list[Sums]:
    """Add up what the books say the deeds gave."""
    sums = {life.member: Sums() for life in lives}
    for life, deed in window:
        mine = sums[life.member]
        match deed:
            case Bought():
                mine.purchases += 1
                mine.earned += deed.earned
                mine.paid += deed.applied
                mine.off_minor += deed.off_minor
            case Returned():
                mine.taken_back += deed.clawed
                mine.paid -= deed.restored
                mine.off_minor -= deed.off_minor
            case Gifted() | Redeemed():
                mine.given += deed.points
            case Unrewarded():
                mine.taken_back += deed.points
            case Claimed():
                mine.paid += deed.points
            case GaveBack():
                mine.paid -= deed.points
            case _:
                pass
    return list(sums.values())


def _compared(recorded: Sums, life: Life, before: Life, after: Life) -> Compared:
    return Compared(
        member=life.member,
        recorded=recorded,
        replayed=life.sums,
        fits=life.fits and life.sums == recorded,
        before=before.sums,
        after=after.sums,
        tier_before=before.tier(),
        tier_after=after.tier(),
    )
