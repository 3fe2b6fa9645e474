"""A purchase: pay with points, earn, count for the tier.

docs/semantics.md, What a purchase earns. A quote is the same call whose outcome nobody saves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from services.domain import redeeming, referrals, stamps
from services.domain.audiences import NONE, UNKNOWN, Profile, groups_of
from services.domain.book import Book
from services.domain.caps import (
    EVERYTHING,
    Capped,
    Room,
    apply_caps,
    count_budgets,
    count_usage,
    has_room,
    rule_points,
)
from services.domain.categories import category_money
from services.domain.conditions import Circumstances, new_circumstances
from services.domain.coupons import refuse_closed
from services.domain.dates import is_birthday
from services.domain.discounts import TakenOff, in_window, new_taken_off, rules_for, take_off
from services.domain.earning import base_awards, bonus_awards, new_sale
from services.domain.exact import Exact, Shares, less, spread, total, whole
from services.domain.expiry import expires_on, renew
from services.domain.favourites import counted
from services.domain.gaining import gain
from services.domain.invitations import Referral
from services.domain.kinds import CouponState, EntryKind, Reason
from services.domain.ladder import effective_tier
from services.domain.making import maker
from services.domain.multipliers import multiplied
from services.domain.outcome import (
    BudgetChange,
    Part,
    Purchased,
    Quote,
    Stamped,
    new_purchased,
)
from services.domain.program import Program, Tier
from services.domain.receipts import NetLine, Receipt, net_lines
from services.domain.reviewing import promote
from services.domain.settling import settled
from services.domain.standing import record
from services.domain.state import (
    NOTHING,
    Coupon,
    Draw,
    Lot,
    MemberState,
    RecordedPurchase,
    Usage,
    new_recorded_line,
    new_recorded_purchase,
)


@dataclass(kw_only=True, slots=True)
class Checkout:
    """A purchase on its way through the mechanics; each fills in what those after it read."""

    program: Program
    book: Book
    receipt: Receipt
    local: datetime
    today: date
    key: str
    opens_visit: bool  # no purchase of this local day stands yet
    budgets_used: tuple[Usage, ...]
    lines: tuple[NetLine, ...]
    off: TakenOff
    tier: Tier | None
    now: Circumstances
    quote: Quote
    coupons_taken: Mapping[str, int]
    referral: Referral | None = None
    stamped: tuple[Stamped, ...] = ()
    coupon: Coupon | None = None  # the one that is used
    paid: tuple[Exact, ...] = ()
    draws: tuple[Draw, ...] = ()
    made: RecordedPurchase = field(init=False)
    budgets: tuple[BudgetChange, ...] = ()


new_checkout = maker(Checkout)
_NO_CAPS = Room((), (), date.min)
_NONE_TAKEN: Mapping[str, int] = {}


def purchase(
    program: Program,
    state: MemberState,
    receipt: Receipt,
    local: datetime,
    *,
    key: str,
    budgets: tuple[Usage, ...] = (),
    profile: Profile = UNKNOWN,
    referral: Referral | None = None,
    coupons_taken: Mapping[str, int] = _NONE_TAKEN,
    coupon: Coupon | None = None,
) -> Purchased:
    """Settle, then run a receipt through all mechanics; `local` is the shop's local time.

    `profile` is what the audiences of the program's rules ask beyond the state; `referral` is
    there if somebody has invited the member; `coupons_taken` is how many coupons of each stamp
    card's reward the member ever had; `coupon` is the one that is shown. Raises CouponUsed,
    CouponExpired and AlreadyCancelled.
    """
    today = local.date()
    book = settled(program, state, today)
    if coupon is not None:
        refuse_closed(book, coupon)
    tier = effective_tier(program, book)
    now = new_circumstances(
        local=local,
        amount_minor=receipt.amount_minor - receipt.discount_minor,
        nth=book.standing.lifetime.purchases + 1,
        location=receipt.location,
        tier=tier.id if tier else None,
        birthday=state.birthday is not None and is_birthday(state.birthday, today),
        groups=groups_of(program, book, profile, today) if program.asked_groups else NONE,
        coupon=coupon.offer if coupon is not None else None,
    )
    chosen = counted(program, state) if state.favourites else ()
    off = _discounted(program, book, net_lines(receipt, chosen), now, coupon)
    lines, balance, deficit = off.lines, book.balance, book.deficit
    used = _used(program, coupon, off)
    if off.minor or coupon is not None:
        now = replace(
            now,
            amount_minor=now.amount_minor - off.minor,
            coupon=used.offer if used is not None else None,
        )
    sale = new_checkout(
        program=program,
        book=book,
        receipt=receipt,
        local=local,
        today=today,
        key=key,
        opens_visit=not book.days.get(today, NOTHING).purchases,
        budgets_used=budgets,
        lines=lines,
        off=off,
        tier=tier,
        now=now,
        quote=redeeming.quote(program, lines, receipt.redeem, balance=balance, deficit=deficit),
        coupons_taken=coupons_taken,
        referral=referral,
        coupon=used,
    )
    for mechanic in MECHANICS:
        mechanic(sale)
    return _purchased(sale)


def _discounted(
    program: Program,
    book: Book,
    lines: tuple[NetLine, ...],
    now: Circumstances,
    coupon: Coupon | None,
) -> TakenOff:
    """Take off what the program and the coupon take off; most programs take nothing."""
    if not program.has_discounts:
        return new_taken_off(lines=lines, minor=0, parts=())
    celebrates = in_window(
        program.birthday_discount, book.birthday, book.birthday_known_on, now.local.date()
    )
    shown = program.coupon_discounts.get(coupon.offer) if coupon is not None else None
    rules = rules_for(program, now, celebrates=celebrates, coupon=shown)
    return take_off(program, lines, rules, coupon)


def _used(program: Program, coupon: Coupon | None, off: TakenOff) -> Coupon | None:
    """Return the coupon if it is used up: one for money off that took nothing off is kept."""
    if coupon is None or coupon.offer not in program.coupon_discounts:
        return coupon
    asking = [rule.id for rule in program.discounts if rule.when.coupon == coupon.offer]
    return coupon if any(off.is_by(rule) for rule in (coupon.offer, *asking)) else None


def pay_with_points(sale: Checkout) -> None:
    """Draw what the quote applied; only a redemption that was asked for is an entry."""
    program, book, applied = sale.program, sale.book, sale.quote.applied
    if sale.quote.requested == 0:
        sale.paid = (0,) * len(sale.lines)
    else:
        weights = [line.net if redeeming.can_be_paid(program, line) else 0 for line in sale.lines]
        sale.paid = spread(applied, weights)
        before = book.sums()
        sale.draws = book.take(applied, book.usable_lots())
        parts = redeeming.parts(program, sale.quote)
        book.enter(EntryKind.REDEEM, sale.today, before, parts, draws=sale.draws)


def collect_stamps(sale: Checkout) -> None:
    """Put the receipt's stamps on the member's cards."""
    if sale.program.running_cards:
        brought = stamps.Brought(
            lines=sale.lines,
            counted=dict(sale.receipt.counted),
            now=sale.now,
            key=sale.key,
            opens_visit=sale.opens_visit,
        )
        sale.stamped = stamps.collect(sale.book, sale.program.running_cards, brought)


def earn_points(sale: Checkout) -> None:
    """Award the points and record the exact shares that a refund will reverse."""
    program, book, today = sale.program, sale.book, sale.today
    capped = _capped(sale)
    award = whole(capped.total, program.points.rounding)
    hold_days = program.points.hold_days
    activates = today + timedelta(days=hold_days) if hold_days else today
    entry = gain(
        book,
        EntryKind.EARN,
        award,
        today,
        _explained(capped, award, sale.stamped),
        expires_on=expires_on(program.points.expiry, activates),
        activates_on=activates if hold_days else None,
    )
    sale.made = _recorded(sale, capped, award, entry.opened)
    changes: dict[str, Exact] = {EVERYTHING: award}
    if program.capped_rules:
        changes |= rule_points(sale.made.lines)
    book.usage = count_usage(program, book.usage, changes, today, today)
    if program.budgets:
        sale.budgets = count_budgets(program, changes, today)


def renew_lots(sale: Checkout) -> None:
    """Let the purchase renew the lots of the sliding model."""
    renew(sale.book, sale.program.points.expiry, sale.today)


def count_purchase(sale: Checkout) -> None:
    """Add the purchase to what qualifies for tiers and to the counters."""
    record(
        sale.book,
        sale.today,
        spend_minor=sale.quote.to_pay_minor,
        purchases=1,
        points=sale.made.earned,
        categories=category_money(sale.made),
    )
    sale.book.last_purchase_on = sale.today
    if sale.coupon is not None:
        sale.book.close_coupon(sale.coupon, CouponState.USED)


def reward_full_cards(sale: Checkout) -> None:
    """Open the coupons of the cards that are full now."""
    if sale.stamped:
        stamps.reward(sale.program, sale.book, sale.stamped, sale.today, sale.coupons_taken)


def review_tier(sale: Checkout) -> None:
    """Rise at once, after the receipt; it has earned at the old rate."""
    if sale.program.tiers is not None:
        promote(sale.book, sale.program.tiers, sale.today)


def reward_friend(sale: Checkout) -> None:
    """Give an invited member what this purchase brings him for having come."""
    if sale.referral is not None:
        sale.referral = referrals.reward_invitee(
            sale.program, sale.book, sale.referral, sale.made, sale.today
        )


MECHANICS: tuple[Callable[[Checkout], None], ...] = (
    pay_with_points,
    collect_stamps,
    earn_points,
    renew_lots,
    count_purchase,
    review_tier,
    reward_friend,
    reward_full_cards,
)


def _capped(sale: Checkout) -> Capped:
    program, book, today = sale.program, sale.book, sale.today
    # Without caps nobody asks how much of them is used.
    room = Room(book.usage, sale.budgets_used, today) if program.caps else _NO_CAPS
    facts = new_sale(
        program=program,
        lines=sale.lines,
        bases=_bases(sale),
        now=sale.now,
        tier=sale.tier,
        opens_visit=sale.opens_visit,
    )
    awards = base_awards(facts)
    if program.multipliers:
        awards += multiplied(facts, awards, lambda rule: has_room(program, room, rule))
    if program.bonuses:
        awards += bonus_awards(facts)
    return apply_caps(program, awards, room)


def _bases(sale: Checkout) -> Shares:
    """Take the points paid out of each line's basis, unless the program earns on them too."""
    if not sale.quote.applied or sale.program.redeem.earn_on_redeemed:
        return Shares.of([line.net for line in sale.lines])
    value = sale.quote.value_minor
    lines = zip(sale.lines, sale.paid, strict=True)
    return Shares.of([line.net - paid * value for line, paid in lines])


def _explained(capped: Capped, award: int, stamped: tuple[Stamped, ...]) -> list[Part]:
    parts = [*[made.part for made in capped.awards], *capped.cuts]
    if not parts and not stamped:
        return [Part.of("none", 0, Reason.NOTHING)]
    if rounding := less(award, total([part.points for part in parts])):
        parts.append(Part.of("rounding", rounding, Reason.ROUNDING))
    return parts + stamps.parts(stamped) if stamped else parts


def _recorded(
    sale: Checkout, capped: Capped, award: int, opened: tuple[Lot, ...]
) -> RecordedPurchase:
    count = len(sale.lines)
    earned = spread(award, capped.line_weights(count))
    rules = capped.line_rules(count, sale.program.capped_rules)
    lines = tuple(
        [
            new_recorded_line(
                net=line.net,
                paid=paid,
                earned=points,
                category=line.category,
                rules=shares,
                stamps=stamps.of_line(sale.stamped, at) if sale.stamped else (),
                amount_minor=line.amount_minor if sale.off.minor else None,
            )
            for at, (line, paid, points, shares) in enumerate(
                zip(sale.lines, sale.paid, earned, rules, strict=True)
            )
        ]
    )
    return new_recorded_purchase(
        key=sale.key,
        on=sale.today,
        amount_minor=sale.receipt.amount_minor,
        discount_minor=sale.receipt.discount_minor + sale.off.minor,
        applied=sale.quote.applied,
        value_minor=sale.quote.value_minor,
        earned=award,
        lot=opened[0].number if opened else None,
        draws=sale.draws,
        tier_before=sale.book.tier.tier,
        lines=lines,
        stamps=stamps.of_purchase(sale.stamped) if sale.stamped else (),
        off_minor=sale.off.minor,
        coupon=(sale.coupon.offer, sale.coupon.number) if sale.coupon is not None else None,
    )


def _purchased(sale: Checkout) -> Purchased:
    closed = sale.book.close()
    after = effective_tier(sale.program, sale.book)
    return new_purchased(
        state=closed.state,
        steps=closed.steps,
        entries=closed.entries,
        activations=closed.activations,
        lots=closed.lots,
        days=closed.days,
        coupons=closed.coupons,
        purchase=sale.made,
        quote=sale.quote,
        budgets=sale.budgets,
        discounts=sale.off.parts,
        tier_before=sale.tier.id if sale.tier else None,
        tier_after=after.id if after else None,
        referral=sale.referral,
        stamped=sale.stamped,
    )
