"""A member of a replay as a service would store one: what is loaded, and what is saved."""

from bisect import bisect, insort
from dataclasses import dataclass, field, replace
from datetime import date

from services.domain.audiences import Profile
from services.domain.dates import add_months
from services.domain.outcome import Outcome, Step
from services.domain.standing import YEAR_MONTHS, days_needed
from services.domain.state import Coupon, Day, Lot, MemberState, RecordedPurchase


@dataclass(kw_only=True, slots=True)
class Card:
    """A member as stored: the state, and beside it every lot and day for those who ask."""

    member: str
    state: MemberState
    phone: str | None = None
    welcomed: bool = False
    lots: dict[int, Lot] = field(default_factory=dict)
    days: dict[date, Day] = field(default_factory=dict)
    coupons: dict[tuple[str, int], Coupon] = field(default_factory=dict)
    dates: list[date] = field(default_factory=list)  # of the days, in order
    waiting: tuple[Step, ...] = ()  # done before new rules came, and not yet printed
    location: str | None = None  # of the last purchase

    def load(
        self,
        today: date,
        made: RecordedPurchase | None = None,
        coupon: Coupon | None = None,
        lot: int | None = None,
    ) -> MemberState:
        """Return the state with the days that leave the window, and the lots somebody names."""
        leaving = self._leaving(today) if self.dates else ()
        if not leaving and today not in self.days and made is None and (coupon or lot) is None:
            return self.state
        wanted = {*leaving, today}
        lots = self.state.lots
        named: set[int] = set()
        if made is not None:
            wanted.add(made.on)
            named = {draw.lot for draw in made.draws} | ({made.lot} if made.lot else set())
        if coupon is not None:
            named = {draw.lot for draw in coupon.draws}
        if lot is not None:
            named.add(lot)
        if named:
            named -= {lot.number for lot in lots}
            lots += tuple(self.lots[number] for number in sorted(named))
        days = tuple([self.days[on] for on in wanted if on in self.days])
        if not days and lots is self.state.lots:
            return self.state
        return replace(self.state, lots=lots, days=days)

    def _leaving(self, today: date) -> list[date]:
        if add_months(today, -YEAR_MONTHS) < self.dates[0]:
            return []  # a member's first year
        need = days_needed(self.state.settled_on, today)
        return self.dates[bisect(self.dates, need.after) : bisect(self.dates, need.through)]

    def profile(self) -> Profile:
        """Return what audiences ask of a member; a replay knows nobody's language."""
        bought_on: dict[str, date] = {}
        for on in self.dates:
            bought_on |= dict.fromkeys(self.days[on].figures.categories, on)
        return Profile(location=self.location, bought_on=bought_on)

    def save(self, outcome: Outcome) -> None:
        """Keep the new state and the rows that changed."""
        self.state = outcome.state
        for lot in outcome.lots:
            self.lots[lot.number] = lot
        for day in outcome.days:
            if day.on not in self.days:
                insort(self.dates, day.on)
            self.days[day.on] = day
        for coupon in outcome.coupons:
            self.coupons[coupon.offer, coupon.number] = coupon
