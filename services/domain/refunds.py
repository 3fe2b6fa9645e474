"""Refunds: recorded figures are reversed, never today's rules.

docs/semantics.md, Refunds. Everything is cumulated over the refunds of a purchase, then rounded,
so that any pieces that add up to the whole end where one full refund ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from services.domain import referrals, stamps
from services.domain.book import Book
from services.domain.caps import EVERYTHING, count_budgets, count_usage, rule_points
from services.domain.categories import category_money
from services.domain.clawing import claw_back
from services.domain.errors import OverRefund
from services.domain.exact import Exact, half_down, half_up, lean, ratio, total
from services.domain.invitations import Referral
from services.domain.ladder import window_figures
from services.domain.outcome import Refunded
from services.domain.program import Program, Tiers
from services.domain.restoring import restore
from services.domain.reviewing import demote_after_refund
from services.domain.settling import settled
from services.domain.standing import record
from services.domain.state import Coupon, Figures, MemberState, RecordedLine, RecordedPurchase


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What one refund sends back: money, points paid, points earned."""

    money_minor: int
    restored: int
    clawed: int


def refund(
    program: Program,
    state: MemberState,
    recorded: RecordedPurchase,
    today: date,
    *,
    amount_minor: int | None = None,
    lines: Sequence[int] | None = None,
    referral: Referral | None = None,
    coupon: Coupon | None = None,
) -> Refunded:
    """Refund goods by amount or by line indexes from 0; neither means all the rest.

    `state` must hold the lots the purchase opened and drew, and the day it was made on; with a
    `referral` also the lot of its reward, which falls if too little money is left. `coupon` is
    the one the purchase used, which goes back once nothing of the purchase stands.
    Raises OverRefund.
    """
    book = settled(program, state, today)
    after = _cumulated(recorded, _shares(recorded, amount_minor, lines))
    due = Due(
        money_minor=after.returned_minor - recorded.returned_minor,
        restored=after.restored - recorded.restored,
        clawed=after.clawed - recorded.clawed,
    )
    restore(book, program.refund, recorded, due.restored, today)
    expired = claw_back(book, program.refund, recorded, due.clawed, today)
    after = replace(after, taken_as_expired=recorded.taken_as_expired + expired)
    undone = referral.reward if referral and referrals.is_undone(referral, after) else None
    if undone is not None:
        referrals.take_from_invitee(book, undone, program.refund.unpaid, today)
    changes = _room_given_back(recorded, after, due)
    book.usage = count_usage(program, book.usage, changes, recorded.on, today)
    _uncount(program.tiers, book, recorded, after, today)
    # A coupon of a stamp card is back before its stamps go: it may have to go with them.
    if coupon is not None and not after.stands:
        _give_coupon_back(program, book, coupon, today)
    stamps_back = stamps.take_back(book, recorded, after, today)
    closed = book.close()
    return Refunded(
        state=closed.state,
        steps=closed.steps,
        entries=closed.entries,
        activations=closed.activations,
        lots=closed.lots,
        days=closed.days,
        coupons=closed.coupons,
        purchase=after,
        to_return_minor=due.money_minor,
        restored=due.restored,
        clawed=due.clawed,
        budgets=count_budgets(program, changes, recorded.on),
        undone=undone,
        stamps_back=stamps_back,
    )


def _shares(
    recorded: RecordedPurchase, amount_minor: int | None, lines: Sequence[int] | None
) -> tuple[Exact, ...]:
    """Return how much of each line has gone back once this refund is made."""
    left = recorded.goods_minor - recorded.refunded_minor
    if lines is not None:
        return _by_lines(recorded, lines, left)
    wanted = left if amount_minor is None else amount_minor
    if wanted > left or not recorded.stands:
        raise OverRefund(left_minor=left, wanted_minor=wanted)
    rest: Exact = sum(line.net * (1 - line.refunded) for line in recorded.lines)
    # The last whole unit takes the fractions with it, so that nothing is left over.
    part = 1 if wanted == left else min(1, ratio(wanted, rest))
    return tuple(lean(line.refunded + (1 - line.refunded) * part) for line in recorded.lines)


def _by_lines(recorded: RecordedPurchase, indexes: Sequence[int], left: int) -> tuple[Exact, ...]:
    known = range(len(recorded.lines))
    chosen = [recorded.lines[at] for at in indexes if at in known]
    again = len(set(indexes)) < len(indexes) or any(line.refunded == 1 for line in chosen)
    if again or len(chosen) < len(indexes):
        wanted = sum(line.net for line in chosen)
        raise OverRefund(left_minor=left, wanted_minor=half_up(wanted))
    return tuple(1 if at in indexes else line.refunded for at, line in enumerate(recorded.lines))


def _cumulated(recorded: RecordedPurchase, shares: tuple[Exact, ...]) -> RecordedPurchase:
    lines = tuple(
        replace(line, refunded=share) for line, share in zip(recorded.lines, shares, strict=True)
    )
    goods = half_up(sum(line.net * line.refunded for line in lines))
    value = recorded.value_minor
    # Points come back only as far as the goods are not paid for by money already returned.
    most = (goods - recorded.returned_minor) // value
    restored = min(half_up(sum(line.paid * line.refunded for line in lines)), most)
    return replace(
        recorded,
        lines=lines,
        refunded_minor=goods,
        returned_minor=min(goods - restored * value, recorded.to_pay_minor),
        restored=restored,
        clawed=half_down(sum(line.earned * line.refunded for line in lines)),
        off_back_minor=_off_back(recorded, lines) if recorded.off_minor else 0,
    )


def _off_back(recorded: RecordedPurchase, lines: Sequence[RecordedLine]) -> int:
    """Return what the rules had taken off the goods that went back."""
    till_minor = recorded.discount_minor - recorded.off_minor
    kept = 1 - ratio(till_minor, recorded.amount_minor)
    return half_up(
        total(
            [
                (line.amount_minor * kept - line.net) * line.refunded
                for line in lines
                if line.amount_minor is not None
            ]
        )
    )


def _give_coupon_back(program: Program, book: Book, coupon: Coupon, today: date) -> None:
    """Open the coupon again; it lasts the days that points given back last."""
    last_on = coupon.expires_on
    if last_on is not None:
        last_on = max(last_on, today + timedelta(days=program.refund.restore_days))
    book.reopen_coupon(coupon, last_on)


def _room_given_back(
    before: RecordedPurchase, after: RecordedPurchase, due: Due
) -> dict[str, Exact]:
    held, left = rule_points(before.lines), rule_points(after.lines)
    return {
        EVERYTHING: -due.clawed,
        **{rule: left[rule] - points for rule, points in held.items()},
    }


def _uncount(
    tiers: Tiers | None,
    book: Book,
    before: RecordedPurchase,
    after: RecordedPurchase,
    today: date,
) -> None:
    """Take the refund out of the purchase's own day, and look at the tier."""
    money_then, money_now = category_money(before), category_money(after)
    fitted = window_figures(tiers.window, book) if tiers else Figures()
    record(
        book,
        before.on,
        spend_minor=before.returned_minor - after.returned_minor,
        purchases=-int(before.stands and not after.stands),
        points=before.clawed - after.clawed,
        categories={name: money_now[name] - money for name, money in money_then.items()},
    )
    if tiers is not None:
        demote_after_refund(book, tiers, fitted, before.tier_before, today)
