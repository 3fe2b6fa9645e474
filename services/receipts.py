"""What a member is told about a purchase and its refund: rows of the outbox."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from services import outbox, programs, stamps
from services.desk import Desk
from services.discount_words import discount_fact
from services.domain.kinds import TierBasis
from services.domain.outcome import Purchased
from services.domain.outcome import Refunded as RefundOutcome
from services.domain.program import Program
from services.domain.progress import Missing, progress
from services.domain.state import MemberState
from services.facts import Fact, Key, Localized, Money, Points
from services.favourite_words import favourite_fact
from services.offer_views import offer_titles
from services.outbox import Buttons, Lane
from services.program.document import Document
from services.rates import deals_in_points
from services.stamps import CardStamps
from services.store.accounts import Account


def number(purchase_id: int) -> str:
    """Return the number printed on the receipt of a purchase."""
    return str(purchase_id)


def queue_receipt(
    tx: Connection,
    account: Account,
    desk: Desk,
    made: Purchased,
    stamped: Sequence[CardStamps] = (),
    *,
    purchase_id: int,
) -> None:
    """Promise the member's receipt; a card without a chat gets none."""
    if account.telegram_id is None:
        return
    outbox.queue(
        tx,
        to=account.telegram_id,
        lane=Lane.RECEIPT,
        reason=f"receipt:{made.purchase.key}",
        text=_receipt_key(desk.program, made),
        facts={
            "amount": Money(made.purchase.goods_minor),
            "discount": discount_fact(made.purchase.off_minor, made.discounts),
            "earned": Points(made.purchase.earned),
            "redeemed": Points(made.purchase.applied),
            "to_pay": Money(made.purchase.to_pay_minor),
            "location": desk.row.location_name or "",
            "offer": _offer(tx, desk, made),
            "favourite": favourite_fact(made.award.parts),
            "balance": Points(made.state.balance),
            "to_next": to_next(desk.program, made.state, desk.today),
            "stamps": stamps.told(stamped),
            "number": number(purchase_id),
        },
        buttons=Buttons(kind="receipt", args={"purchase_id": purchase_id}),
        now=desk.now,
    )


def _receipt_key(program: Program, made: Purchased) -> str:
    """Say nothing of points where a shop gives none, and what was to pay where that is news."""
    if made.purchase.applied:
        return "receipt-spent"
    if not (deals_in_points(program) or made.state.balance or made.state.pending):
        return "receipt-plain"
    return "receipt-less" if made.purchase.off_minor else "receipt"


def _offer(tx: Connection, desk: Desk, made: Purchased) -> Fact:
    """Return the titles of the offers that gave points or took money off, or an empty text."""
    titles = offer_titles(_document(tx, desk))
    if not titles:
        return ""
    gave = [part.rule for part in made.award.parts if part.points > 0]
    gave += [part.rule for part in made.discounts]
    found = [titles[rule] for rule in gave if rule in titles]
    languages = sorted({language for title in found for language in title})
    if not languages:
        return ""
    return Localized({one: ", ".join(_in(one, title) for title in found) for one in languages})


def _document(tx: Connection, desk: Desk) -> Document:
    return programs.known(tx, desk.row.version_id, desk.row.version_key).document


def _in(language: str, title: Mapping[str, str]) -> str:
    return title.get(language) or title.get("en") or next(iter(title.values()))


def queue_refund(
    tx: Connection,
    telegram_id: int | None,
    desk: Desk,
    refunded: RefundOutcome,
    *,
    key: str,
    purchase_id: int,
    amount_minor: int,
    undone: bool,
) -> None:
    """Promise the notice of an undo or a refund, under which the guest may object."""
    if telegram_id is None:
        return
    moved = refunded.clawed or refunded.restored
    if moved or deals_in_points(desk.program):
        text = "undo-notice" if undone else "refund-notice"
    else:
        text = "undo-notice-plain" if undone else "refund-notice-plain"
    outbox.queue(
        tx,
        to=telegram_id,
        lane=Lane.RECEIPT,
        reason=f"refund:{key}",
        text=text,
        facts={
            "amount": Money(amount_minor),
            "clawed": refunded.clawed,
            "restored": refunded.restored,
            "to_return": Money(refunded.to_return_minor),
            "balance": Points(refunded.state.balance),
            "stamps": stamps.told_back(_document(tx, desk), refunded.stamps_back),
        },
        buttons=Buttons(kind="receipt", args={"purchase_id": purchase_id}),
        now=desk.now,
    )


def to_next(program: Program, state: MemberState, today: date) -> Fact:
    """Return the sentence about what the next tier still needs, or an empty text."""
    seen = progress(program, state, today)
    if seen is None or seen.next is None:
        return ""
    left = [missing for missing in seen.next.missing if missing.left]
    if not left or program.tiers is None:
        return ""
    tier = program.tiers.ladder[program.tiers.rank(seen.next.tier)]
    nearest = min(left, key=lambda missing: missing.left / missing.need)
    facts: dict[str, Fact] = {"tier": Localized(dict(tier.name)), "left": _left(nearest)}
    return Key(f"receipt-to-next-{_noun(nearest.basis)}", facts)


def _left(missing: Missing) -> Fact:
    if missing.basis in {TierBasis.SPEND, TierBasis.SPEND_IN}:
        return Money(missing.left)
    return Points(missing.left) if missing.basis is TierBasis.POINTS else missing.left


def _noun(basis: TierBasis) -> str:
    return "spend" if basis is TierBasis.SPEND_IN else basis.value
