"""What a decision changes, complete enough to be written down without thinking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from services.domain.exact import Exact, shown
from services.domain.invitations import Referral, Reward
from services.domain.kinds import EntryKind, Job, Limit, Period, Reason
from services.domain.making import maker
from services.domain.program import StampCard
from services.domain.state import Coupon, Day, Draw, Lot, MemberState, RecordedPurchase


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One reason of an entry; the parts of an award add up to it.

    `points` has at most four decimals. `facts` hold whole numbers and text only (exact fractions
    as "n/d", dates in ISO form), so that they can be stored and rendered in any language.
    """

    rule: str
    points: Exact
    reason: Reason
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @staticmethod
    def of(
        rule: str,
        points: Exact,
        reason: Reason,
        facts: Mapping[str, str | int] | None = None,
    ) -> "Part":
        """Make a part that shows `points` with at most four decimals."""
        if type(points) is not int:
            points = shown(points)
        return new_part(rule=rule, points=points, reason=reason, facts=facts or {})


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One row of the ledger.

    `points == balance + pending - deficit`, where those three are signed changes.
    """

    number: int
    kind: EntryKind
    points: int
    on: date
    parts: tuple[Part, ...] = ()
    opened: tuple[Lot, ...] = ()  # as opened, before a deficit took from them
    draws: tuple[Draw, ...] = ()  # taken, in order; what repaid a deficit included
    restored: tuple[Draw, ...] = ()  # put back into lots that existed
    balance: int = 0
    pending: int = 0
    deficit: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Activation:
    """A held lot became usable; `repaid` of its points went to the deficit at once.

    Moves points from pending to balance, so there is no entry.
    """

    lot: int
    on: date
    points: int
    repaid: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What settling did in one job of one day; `state` is the member right after it."""

    on: date
    job: Job
    entries: tuple[Entry, ...]
    activations: tuple[Activation, ...]
    state: MemberState


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What changed for one member.

    `state` is the new state (open lots only). `entries` are new rows in order, those of
    settling first. `lots` are the final rows of every lot opened or touched, `days` those of
    every day changed, `coupons` those of every coupon claimed or closed.
    """

    state: MemberState
    steps: tuple[Step, ...] = ()
    entries: tuple[Entry, ...] = ()
    activations: tuple[Activation, ...] = ()
    lots: tuple[Lot, ...] = ()
    days: tuple[Day, ...] = ()
    coupons: tuple[Coupon, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetChange:
    """Points to add to a cap that all members share; negative when a refund gives room."""

    rule: str
    per: Period
    start: date | None
    points: Fraction


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """What paying with points would come to; the commit computes the same object."""

    requested: int | None  # None: as many as possible
    applied: int
    limit: Limit | None  # what kept it below the request
    goods_minor: int  # after discount
    redeemable_minor: Exact
    value_minor: int

    @property
    def to_pay_minor(self) -> int:
        """Return the money that remains to be paid."""
        return self.goods_minor - self.applied * self.value_minor


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamped:
    """What a receipt brought to one stamp card.

    `count` is what lies on the card now, `full` how many cards that took. A receipt `too_soon`
    after the last one brought nothing. `by_line` has the stamps of items line by line.
    """

    card: StampCard
    added: int
    count: int
    full: int = 0
    too_soon: bool = False
    by_line: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StampsBack:
    """What a refund took from one stamp card; `withdrawn` are coupons that went with it."""

    card: str
    taken: int
    count: int  # what lies on the card now; below 0 it is owed
    withdrawn: tuple[Coupon, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Purchased(Outcome):
    """A purchase: `purchase` is the record refunds will need."""

    purchase: RecordedPurchase
    quote: Quote
    budgets: tuple[BudgetChange, ...] = ()
    discounts: tuple[Part, ...] = ()  # what took money off, with what it came to
    tier_before: str | None = None  # effective tiers, None without tiers
    tier_after: str | None = None
    referral: Referral | None = None  # as this purchase left it
    stamped: tuple[Stamped, ...] = ()

    @property
    def award(self) -> Entry:
        """Return the entry of what the purchase earned."""
        return next(entry for entry in self.entries if entry.kind is EntryKind.EARN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refunded(Outcome):
    """A refund: `purchase` is the record with its counters moved on."""

    purchase: RecordedPurchase
    to_return_minor: int
    restored: int
    clawed: int  # due by this refund
    budgets: tuple[BudgetChange, ...] = ()
    undone: Reward | None = None  # a reward for bringing a friend that fell with the purchase
    stamps_back: tuple[StampsBack, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Transferred:
    """Both sides of a transfer."""

    giver: Outcome
    taker: Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelled(Outcome):
    """A coupon given back: `expired` of its points came into lots that had ended meanwhile."""

    points: int
    expired: int


new_part = maker(Part)
new_entry = maker(Entry)
new_outcome = maker(Outcome)
new_quote = maker(Quote)
new_purchased = maker(Purchased)
