"""What stands between a bill and its receipt at the till, and a bill recorded in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from services import coupons, programs, purchases, shop, stamps, till
from services.actors import Actor
from services.baskets import NOTHING, Basket
from services.bills import Quote
from services.coupons import TillCoupon
from services.domain.asked_categories import asked_categories
from services.domain.program import Program
from services.purchases import Recorded
from services.rates import deals_in_points

MOST_CATEGORIES = 8
"""So many buttons for categories stand under a bill; later ones have none."""


def without_button(program: Program) -> tuple[str, ...]:
    """Return the categories that the rules ask about and no bill can be marked with."""
    return asked_categories(program)[MOST_CATEGORIES:]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sold:
    """The recorded bill, and the coupons its guest shows at this moment."""

    recorded: Recorded
    coupons: tuple[TillCoupon, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Questions:
    """What may stand between an amount and its bill, whoever the guest is.

    `confirmed`: the shop wants a yes to each. `to_count` are stamp cards whose items the cashier
    counts, `categories` those the rules ask about, in the order of their buttons, some with
    `names` by language; `discounts` tells whether anything takes money off, or a coupon changes
    what a bill gives.
    """

    confirmed: bool
    to_count: tuple[stamps.ToCount, ...]
    categories: tuple[str, ...]
    discounts: bool
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def straight(self) -> bool:
        """Tell whether no bill needs a look before it is recorded, once its items are counted."""
        return not (self.confirmed or self.categories or self.discounts)

    @property
    def none(self) -> bool:
        """Tell whether a sum is all there is to say."""
        return self.straight and not self.to_count


@dataclass(frozen=True, kw_only=True, slots=True)
class BillView:
    """A bill before it is recorded.

    `offered` are the categories that matter for this guest's bill; `coupons` are those for bills
    that the guest shows, `points` tells whether there is a word to say about points. `straight`:
    nothing is to be chosen or confirmed, and the guest pays what the bill says.
    """

    name: str
    quote: Quote
    questions: Questions
    offered: tuple[str, ...]
    coupons: tuple[TillCoupon, ...]
    points: bool

    @property
    def straight(self) -> bool:
        asked = self.questions
        return not (asked.confirmed or self.offered or self.coupons or self.quote.off_minor)


def questions(tx: Connection, *, now: datetime) -> Questions:
    """Say what the till asks about bills."""
    program = programs.current(tx, now=now).program
    return Questions(
        confirmed=not shop.shop(tx).fast_till,
        to_count=stamps.to_count(tx, now=now),
        categories=asked_categories(program),
        discounts=bool(program.discounts or program.bill_coupons or program.birthday_discount),
        names=program.favourites.names if program.favourites else {},
    )


def view(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    *,
    staff_id: int,
    now: datetime,
    basket: Basket = NOTHING,
) -> BillView:
    """Say what a bill would come to and what may be chosen about it; nothing is written.

    Raises what `purchases.quote` raises, for the coupon of the basket too.
    """
    program = programs.current(tx, now=now).program
    shown = coupons.shown(tx, staff_id, member_id, now=now) if program.bill_coupons else ()
    quote = purchases.quote(tx, member_id, amount_minor, staff_id=staff_id, now=now, basket=basket)
    return BillView(
        name=till.name_of_guest(tx, member_id),
        quote=quote,
        questions=questions(tx, now=now),
        offered=asked_categories(program, quote.favourites),
        coupons=tuple(one for one in shown if one.for_bill),
        points=deals_in_points(program),
    )


def record_by_card(
    tx: Connection,
    numbers: tuple[str, ...],
    amount_minor: int,
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> Sold:
    """Look up the first number that is a card and record its bill.

    A refusal undoes the note of the look-up too: whoever is refused has to look the guest up
    with `till.find_by_card` before he goes on. Raises what that and `purchases.record` raise.
    """
    assert actor.staff_id is not None  # noqa: S101  # only the till looks guests up
    member_id = till.identify(tx, actor.staff_id, numbers, now=now)
    recorded = purchases.record(tx, member_id, amount_minor, actor=actor, key=key, now=now)
    return Sold(
        recorded=recorded,
        coupons=coupons.shown(tx, actor.staff_id, member_id, now=now),
    )
