"""A purchase: pay with points, earn, count for the tier.

docs/semantics.md, What a purchase earns. A quote is the same call whose outcome nobody saves.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from fractions import Fraction

from services.domain import redeeming
from services.domain.book import Book
from services.domain.caps import (
    EVERYTHING,
    Capped,
    Room,
    apply_caps,
    capped_rules,
    count_budgets,
    count_usage,
    has_room,
    rule_points,
)
from services.domain.categories import category_money
from services.domain.dates import is_birthday
from services.domain.earning import Sale, Sold, base_awards, bonus_awards
from services.domain.exact import ZERO, spread, whole
from services.domain.expiry import expires_on, renew
from services.domain.gaining import gain
from services.domain.kinds import EntryKind, Reason
from services.domain.ladder import effective_tier
from services.domain.multipliers import multiplied
from services.domain.outcome import BudgetChange, Outcome, Part, Purchased, Quote
from services.domain.program import Circumstances, Program, Tier
from services.domain.receipts import NetLine, Receipt, net_lines
from services.domain.reviewing import promote
from services.domain.settling import settled
from services.domain.standing import NOTHING, record
from services.domain.state import (
    Birthday,
    Figures,
    MemberState,
    RecordedLine,
    RecordedPurchase,
    Usage,
)


@dataclass(kw_only=True, slots=True)
class Checkout:
    """A purchase on its way through the mechanics; each reads what those before it left."""

    program: Program
    book: Book
    receipt: Receipt
    local: datetime
    budgets_used: tuple[Usage, ...]
    lines: tuple[NetLine, ...]
    tier: Tier | None
    birthday: Birthday | None
    quote: Quote
    made: RecordedPurchase  # filled in as the sale goes on
    budgets: tuple[BudgetChange, ...] = ()

    @property
    def today(self) -> date:
        """Return the local date of the sale."""
        return self.local.date()


def purchase(
    program: Program,
    state: MemberState,
    receipt: Receipt,
    local: datetime,
    *,
    key: str,
    budgets: tuple[Usage, ...] = (),
) -> Purchased:
    """Settle, then run a receipt through all mechanics; `local` is the shop's local time."""
    book = settled(program, state, local.date())
    lines = net_lines(receipt)
    balance, deficit = book.balance, book.deficit
    quote = redeeming.quote(program, lines, receipt.redeem, balance=balance, deficit=deficit)
    sale = Checkout(
        program=program,
        book=book,
        receipt=receipt,
        local=local,
        budgets_used=budgets,
        lines=lines,
        tier=effective_tier(program, book),
        birthday=state.birthday,
        quote=quote,
        made=_begun(
            key=key,
            on=local.date(),
            receipt=receipt,
            lines=lines,
            quote=quote,
            tier_before=book.tier.tier,
        ),
    )
    for mechanic in MECHANICS:
        mechanic(sale)
    return _purchased(sale)


def pay_with_points(sale: Checkout) -> None:
    """Draw what the quote applied; only a redemption that was asked for is an entry."""
    program, book, applied = sale.program, sale.book, sale.quote.applied
    weights = [line.net if redeeming.can_be_paid(program, line) else ZERO for line in sale.lines]
    paid = spread(Fraction(applied), weights)
    lines = zip(sale.made.lines, paid, strict=True)
    sale.made = replace(
        sale.made, lines=tuple(replace(line, paid=points) for line, points in lines)
    )
    if sale.quote.requested != 0:
        before = book.sums()
        draws = book.take(applied, book.usable_lots())
        parts = redeeming.parts(program, sale.quote)
        book.enter(EntryKind.REDEEM, sale.today, before, parts, draws=draws)
        sale.made = replace(sale.made, draws=draws)


def earn_points(sale: Checkout) -> None:
    """Award the points and record the exact shares that a refund will reverse."""
    program, book, today = sale.program, sale.book, sale.today
    capped = _capped(sale)
    award = whole(capped.total, program.points.rounding)
    activates = today + timedelta(days=program.points.hold_days)
    entry = gain(
        book,
        EntryKind.EARN,
        award,
        today,
        _explained(capped, award),
        expires_on=expires_on(program.points.expiry, activates),
        activates_on=activates if program.points.hold_days else None,
    )
    sale.made = replace(
        sale.made,
        earned=award,
        lot=entry.opened[0].number if entry.opened else None,
        lines=_with_shares(sale, capped, award),
    )
    changes = {EVERYTHING: Fraction(award), **rule_points(sale.made.lines)}
    book.usage = count_usage(program, book.usage, changes, today, today)
    sale.budgets = count_budgets(program, changes, today)


def renew_lots(sale: Checkout) -> None:
    """Let the purchase renew the lots of the sliding model."""
    renew(sale.book, sale.program.points.expiry, sale.today)


def count_purchase(sale: Checkout) -> None:
    """Add the purchase to what qualifies for tiers and to the counters."""
    made = sale.made
    figures = Figures(
        spend_minor=made.to_pay_minor,
        purchases=1,
        points=made.earned,
        categories=category_money(made),
    )
    record(sale.book, sale.today, figures)
    sale.book.last_purchase_on = sale.today


def review_tier(sale: Checkout) -> None:
    """Rise at once, after the receipt; it has earned at the old rate."""
    if sale.program.tiers is not None:
        promote(sale.book, sale.program.tiers, sale.today)


MECHANICS: tuple[Callable[[Checkout], None], ...] = (
    pay_with_points,
    earn_points,
    renew_lots,
    count_purchase,
    review_tier,
)


def _capped(sale: Checkout) -> Capped:
    program, book, today = sale.program, sale.book, sale.today
    room = Room(book.usage, sale.budgets_used, today)
    facts = Sale(
        program=program,
        sold=_sold(sale),
        now=Circumstances(
            local=sale.local,
            amount_minor=sale.quote.goods_minor,
            nth=book.standing.lifetime.purchases + 1,
            location=sale.receipt.location,
            tier=sale.tier.id if sale.tier else None,
            birthday=is_birthday(sale.birthday, today),
        ),
        tier=sale.tier,
        opens_visit=not book.days.get(today, NOTHING).purchases,
    )
    base = base_awards(facts)
    extra = multiplied(facts, base, lambda rule: has_room(program, room, rule))
    return apply_caps(program, [*base, *extra, *bonus_awards(facts)], room)


def _sold(sale: Checkout) -> tuple[Sold, ...]:
    """Take the points paid out of each line's basis, unless the program earns on them too."""
    counted = 0 if sale.program.redeem.earn_on_redeemed else sale.quote.value_minor
    return tuple(
        Sold(line=line, basis=line.net - made.paid * counted)
        for line, made in zip(sale.lines, sale.made.lines, strict=True)
    )


def _explained(capped: Capped, award: int) -> list[Part]:
    parts = [made.part for made in capped.awards] + list(capped.cuts)
    if not parts:
        return [Part.of("none", 0, Reason.NOTHING)]
    rounding = award - sum((part.points for part in parts), ZERO)
    return [*parts, Part.of("rounding", rounding, Reason.ROUNDING)] if rounding else parts


def _begun(
    *,
    key: str,
    on: date,
    receipt: Receipt,
    lines: tuple[NetLine, ...],
    quote: Quote,
    tier_before: str | None,
) -> RecordedPurchase:
    return RecordedPurchase(
        key=key,
        on=on,
        amount_minor=receipt.amount_minor,
        discount_minor=receipt.discount_minor,
        applied=quote.applied,
        value_minor=quote.value_minor,
        earned=0,
        lot=None,
        draws=(),
        tier_before=tier_before,
        lines=tuple(
            RecordedLine(net=line.net, paid=ZERO, earned=ZERO, category=line.category)
            for line in lines
        ),
    )


def _with_shares(sale: Checkout, capped: Capped, award: int) -> tuple[RecordedLine, ...]:
    shares = capped.line_shares() or [{} for _ in sale.lines]
    earned = spread(Fraction(award), [sum(share.values(), ZERO) for share in shares])
    watched = capped_rules(sale.program)
    return tuple(
        replace(
            line,
            earned=points,
            rules={rule: value for rule, value in share.items() if rule in watched and value},
        )
        for line, points, share in zip(sale.made.lines, earned, shares, strict=True)
    )


def _purchased(sale: Checkout) -> Purchased:
    closed: Outcome = sale.book.close()
    after = effective_tier(sale.program, sale.book)
    return Purchased(
        state=closed.state,
        steps=closed.steps,
        entries=closed.entries,
        activations=closed.activations,
        lots=closed.lots,
        days=closed.days,
        purchase=sale.made,
        quote=sale.quote,
        budgets=sale.budgets,
        tier_before=sale.tier.id if sale.tier else None,
        tier_after=after.id if after else None,
    )
