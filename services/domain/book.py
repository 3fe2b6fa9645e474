"""A member's state while one decision is being made; the only place where points move.

A decision opens a book on the state it was given, and closes it into an outcome; nothing outside
ever sees the book, so the decisions stay pure.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from services.domain.kinds import CouponState, EntryKind, Job
from services.domain.outcome import (
    Activation,
    Entry,
    Outcome,
    Part,
    Step,
    new_entry,
    new_outcome,
)
from services.domain.state import (
    Birthday,
    Coupon,
    Draw,
    Figures,
    Lot,
    MemberState,
    Standing,
    TierState,
    Usage,
    new_day,
    new_draw,
    new_lot,
    new_state,
)

_number = attrgetter("number")


class Sums(NamedTuple):
    """Balance, pending and deficit at one moment."""

    balance: int
    pending: int
    deficit: int


def drawing_order(lot: Lot) -> tuple[bool, date, int]:
    """Sort soonest-expiring first, then oldest; lots that never end come last."""
    return lot.expires_on is None, lot.expires_on or date.max, lot.number


class Book:
    """Lots by number, sums, figures; `entries` and the rest grow while the decision is made."""

    def __init__(self, state: MemberState) -> None:
        self._state = state
        self.lots = {lot.number: lot for lot in state.lots}
        # Most members have no days to ask for and no coupons.
        self.days = {day.on: day.figures for day in state.days} if state.days else {}
        self.balance, self.pending, self.deficit = state.balance, state.pending, state.deficit
        self.settled_on: date = state.settled_on
        self.standing: Standing = state.standing
        self.tier: TierState = state.tier
        self.usage: tuple[Usage, ...] = state.usage
        self.last_purchase_on: date | None = state.last_purchase_on
        self.coupons = (
            {(one.offer, one.number): one for one in state.coupons} if state.coupons else {}
        )
        self.stamps = {one.card: one for one in state.stamps} if state.stamps else {}
        self.visit_stamps = (
            {day.on: day.stamps for day in state.days if day.stamps} if state.days else {}
        )
        self.birthday_gift_on: date | None = state.birthday_gift_on
        self.entries: list[Entry] = []
        self._activations: list[Activation] = []
        self._steps: list[Step] = []
        self._touched: set[int] = set()
        self._changed_days: set[date] = set()
        self._changed_coupons: dict[tuple[str, int], Coupon] = {}
        self._next_lot = state.next_lot
        self._first_entry = state.next_entry

    @property
    def joined_on(self) -> date:
        return self._state.joined_on

    @property
    def birthday(self) -> Birthday | None:
        return self._state.birthday

    @property
    def birthday_known_on(self) -> date | None:
        return self._state.birthday_known_on

    def sums(self) -> Sums:
        return Sums(self.balance, self.pending, self.deficit)

    def open_lots(self) -> list[Lot]:
        """Return the lots with points left, in order of drawing."""
        return sorted((lot for lot in self.lots.values() if lot.points_left), key=drawing_order)

    def usable_lots(self) -> list[Lot]:
        """Return the lots that can pay now, in order of drawing."""
        return [lot for lot in self.open_lots() if not lot.held]

    def put(self, lot: Lot) -> None:
        """Replace a lot by its new row."""
        self.lots[lot.number] = lot
        self._touched.add(lot.number)

    def open_lot(
        self, points: int, on: date, expires_on: date | None, activates_on: date | None = None
    ) -> Lot:
        """Open a lot of these points; held if it activates later."""
        lot = new_lot(
            number=self._next_lot,
            amount=points,
            points_left=points,
            opened_on=on,
            activates_on=activates_on,
            expires_on=expires_on,
            held=activates_on is not None,
        )
        self._next_lot += 1
        self.put(lot)
        self._move(lot, points)
        return lot

    def put_back(self, number: int, points: int) -> Draw:
        """Put points back into a lot they were drawn from."""
        lot = self.lots[number]
        self.put(replace(lot, points_left=lot.points_left + points))
        self._move(lot, points)
        return Draw(lot=number, points=points)

    def take(self, points: int, lots: Iterable[Lot], *, expired: bool = False) -> tuple[Draw, ...]:
        """Draw up to so many points from the lots in the order given."""
        draws = []
        for lot in lots:
            taken = min(points, lot.points_left)
            if taken:
                self.put(_drawn(lot, taken, expired=expired))
                self._move(lot, -taken)
                draws.append(new_draw(lot=lot.number, points=taken))
                points -= taken
        return tuple(draws)

    def repay(self, numbers: Iterable[int]) -> tuple[Draw, ...]:
        """Let lots that just became usable pay the deficit first, in order of drawing."""
        if not self.deficit:
            return ()
        arrived = sorted((self.lots[number] for number in numbers), key=drawing_order)
        draws = self.take(self.deficit, (lot for lot in arrived if not lot.held))
        self.deficit -= sum(draw.points for draw in draws)
        return draws

    def activate(self, lots: Iterable[Lot], on: date) -> tuple[Activation, ...]:
        """Make held lots usable."""
        held = list(lots)
        for lot in held:
            self.pending -= lot.points_left
            self.balance += lot.points_left
            self.put(replace(lot, held=False))
        repaid = {draw.lot: draw.points for draw in self.repay(lot.number for lot in held)}
        return tuple(
            Activation(
                lot=lot.number, on=on, points=lot.points_left, repaid=repaid.get(lot.number, 0)
            )
            for lot in held
        )

    def enter(
        self,
        kind: EntryKind,
        on: date,
        before: Sums,
        parts: Iterable[Part],
        *,
        opened: tuple[Lot, ...] = (),
        draws: tuple[Draw, ...] = (),
        restored: tuple[Draw, ...] = (),
    ) -> Entry:
        """Append the entry for everything that moved since `before`."""
        balance = self.balance - before.balance
        pending = self.pending - before.pending
        deficit = self.deficit - before.deficit
        entry = new_entry(
            number=self._first_entry + len(self.entries),
            kind=kind,
            points=balance + pending - deficit,
            on=on,
            parts=tuple(parts),
            opened=opened,
            draws=draws,
            restored=restored,
            balance=balance,
            pending=pending,
            deficit=deficit,
        )
        self.entries.append(entry)
        return entry

    def set_day(self, on: date, figures: Figures) -> None:
        """Replace the figures of one day."""
        self.days[on] = figures
        self._changed_days.add(on)

    def put_coupon(self, coupon: Coupon) -> None:
        """Keep a coupon just claimed among the open ones."""
        self.coupons[coupon.offer, coupon.number] = coupon
        self._changed_coupons[coupon.offer, coupon.number] = coupon

    def close_coupon(self, coupon: Coupon, state: CouponState) -> None:
        """Take a coupon from the open ones; it stays closed for good."""
        del self.coupons[coupon.offer, coupon.number]
        closed = replace(coupon, state=state)
        self._changed_coupons[coupon.offer, coupon.number] = closed

    def reopen_coupon(self, coupon: Coupon, expires_on: date | None) -> None:
        """Put a used coupon back among the open ones."""
        self.put_coupon(replace(coupon, state=CouponState.OPEN, expires_on=expires_on))

    def end_step(
        self,
        on: date,
        job: Job,
        *,
        entries: tuple[Entry, ...] = (),
        activations: tuple[Activation, ...] = (),
    ) -> None:
        """Note what settling did in one job of one day."""
        self._activations += activations
        self._steps.append(
            Step(on=on, job=job, entries=entries, activations=activations, state=self.state())
        )

    def state(self) -> MemberState:
        """Return the state as it is now, with open lots only and no days."""
        before = self._state
        lots = [lot for lot in self.lots.values() if lot.points_left]
        lots.sort(key=_number)
        return new_state(
            joined_on=before.joined_on,
            settled_on=self.settled_on,
            balance=self.balance,
            pending=self.pending,
            deficit=self.deficit,
            lots=tuple(lots),
            tier=self.tier,
            standing=self.standing,
            usage=self.usage,
            coupons=tuple(self.coupons.values()),
            stamps=tuple(self.stamps.values()),
            birthday=before.birthday,
            birthday_known_on=before.birthday_known_on,
            birthday_changed_in=before.birthday_changed_in,
            birthday_gift_on=self.birthday_gift_on,
            last_purchase_on=self.last_purchase_on,
            favourites=before.favourites,
            next_lot=self._next_lot,
            next_entry=self._first_entry + len(self.entries),
        )

    def close(self) -> Outcome:
        """Return what changed since the book was opened."""
        return new_outcome(
            state=self.state(),
            steps=tuple(self._steps),
            entries=tuple(self.entries),
            activations=tuple(self._activations),
            lots=tuple([self.lots[number] for number in sorted(self._touched)]),
            days=tuple(
                [
                    new_day(on=on, figures=self.days[on], stamps=self.visit_stamps.get(on, ()))
                    for on in sorted(self._changed_days)
                ]
            ),
            coupons=tuple(self._changed_coupons.values()),
        )

    def _move(self, lot: Lot, points: int) -> None:
        if lot.held:
            self.pending += points
        else:
            self.balance += points


def _drawn(lot: Lot, points: int, *, expired: bool) -> Lot:
    return new_lot(
        number=lot.number,
        amount=lot.amount,
        points_left=lot.points_left - points,
        opened_on=lot.opened_on,
        activates_on=lot.activates_on,
        expires_on=lot.expires_on,
        held=lot.held,
        expired=lot.expired + points if expired else lot.expired,
    )
