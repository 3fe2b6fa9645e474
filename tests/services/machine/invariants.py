"""The invariants of docs/reliability.md, each a function that raises when it is broken.

They look at rows read with plain SQL. Dates are ISO text, so they compare as dates do.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from services.keys import Keys
from tests.services.machine.outsider import Books, Row, by

NEVER = "9999"


def i1_balances_are_the_sums_of_entries_and_of_lots(books: Books) -> None:
    entries, lots = by(books.entries, "member_id"), by(books.lots, "member_id")
    for member in books.members:
        sums = (member.balance, member.pending, member.deficit)
        assert all(type(one) is int and one >= 0 for one in sums), sums
        own = lots[member.id]
        assert member.balance == sum(lot.points_left for lot in own if not lot.held)
        assert member.pending == sum(lot.points_left for lot in own if lot.held)
        worth = member.balance + member.pending - member.deficit
        assert worth == sum(entry.points for entry in entries[member.id])
        assert not (member.balance and member.deficit)


def i2_a_lot_lost_what_was_drawn_from_it(books: Books) -> None:
    gone: Counter[tuple[int, int]] = Counter()
    for draw in books.draws:
        gone[draw.member_id, draw.lot_number] += draw.points
    for one in books.activations:
        gone[one.member_id, one.lot_number] += one.repaid
    for lot in books.lots:
        assert 0 <= lot.points_left <= lot.amount, lot
        assert lot.amount - lot.points_left == gone[lot.member_id, lot.number], lot


def i3_an_entry_is_the_sum_of_its_draws(books: Books) -> None:
    drawn: Counter[tuple[int, int]] = Counter()
    for draw in books.draws:
        drawn[draw.member_id, draw.entry_number] += draw.points
    opened: Counter[tuple[int, int]] = Counter()
    for lot in books.lots:
        opened[lot.member_id, lot.entry_number] += lot.amount
    for entry in books.entries:
        own = (entry.member_id, entry.number)
        assert entry.balance_change + entry.pending_change == opened[own] - drawn[own], entry
        if entry.kind in {"redeem", "expire"}:
            assert -entry.points == drawn[own] >= 0, entry


def i3_points_are_drawn_from_what_ends_first(before: Books, after: Books) -> None:
    """Redraw each new redemption from the lots as they were, and compare.

    Somebody who owed points is left out: what became usable since then repaid the debt.
    """
    in_debt = {member.id for member in before.members if member.deficit}
    paid = [
        entry
        for entry in _new_entries(before, after)
        if entry.kind == "redeem" and entry.member_id not in in_debt
    ]
    if not paid:
        return
    draws, lots = by(after.draws, "member_id", "entry_number"), by(before.lots, "member_id")
    new = _given_on_the_way(before, after)
    for entry in paid:
        own = (entry.member_id, entry.number)
        found = [(draw.lot_number, draw.points) for draw in draws[own]]
        there = lots[entry.member_id] + new.get(own, [])
        assert found == list(_greedy(there, -entry.points, entry.on)), entry


def _new_entries(before: Books, after: Books) -> tuple[Row, ...]:
    """Return what was added; that nothing else happened to entries is I4, looked at first."""
    return after.entries[len(before.entries) :]


def _given_on_the_way(before: Books, after: Books) -> dict[tuple[int, int], list[Row]]:
    """Return by entry the lots that settling opened before it, as they were when they came."""
    known = {(lot.member_id, lot.number) for lot in before.lots}
    new = [lot for lot in after.lots if (lot.member_id, lot.number) not in known]
    return {
        (entry.member_id, entry.number): [
            Row({**lot, "points_left": lot.amount})
            for lot in new
            if lot.member_id == entry.member_id and lot.entry_number < entry.number
        ]
        for entry in (after.entries if new else ())
    }


def _greedy(lots: Iterable[Row], points: int, on: str) -> Iterator[tuple[int, int]]:
    usable = [
        lot
        for lot in lots
        if (lot.activates_on or "") <= on <= (lot.expires_on or NEVER) and lot.points_left
    ]
    for lot in sorted(usable, key=lambda lot: (lot.expires_on or NEVER, lot.number)):
        taken = min(points, lot.points_left)
        if taken:
            points -= taken
            yield lot.number, taken


def i4_entries_are_only_ever_added(before: Books, after: Books) -> None:
    assert after.entries[: len(before.entries)] == before.entries
    for name in ("draws", "activations"):
        was, now = getattr(before, name), getattr(after, name)
        if was is not now:
            # The stranger hands out the same object for a row that is still the same.
            assert {id(row) for row in was} <= {id(row) for row in now}, name


def i5_a_key_stands_for_one_operation(books: Books) -> None:
    for rows in (books.purchases, books.refunds):
        keys = [row.key for row in rows]
        assert len(keys) == len(set(keys))
    earned = Counter(
        entry.purchase_id
        for entry in books.entries
        if entry.kind == "earn" and entry.refund_id is None
    )
    assert all(earned[purchase.id] == 1 for purchase in books.purchases)


def i6_refunds_stay_within_their_purchase(books: Books) -> None:
    refunds = by(books.refunds, "purchase_id")
    for one in books.purchases:
        goods, own = one.amount_minor - one.discount_minor, refunds[one.id]
        assert one.refunded_minor == sum(row.amount_minor for row in own) <= goods
        assert one.clawed == sum(row.clawed for row in own) <= one.earned
        assert one.restored == sum(row.restored for row in own) <= one.applied
        paid = goods - one.applied * one.value_minor
        assert one.returned_minor == sum(row.to_return_minor for row in own) <= paid
        back = one.returned_minor + one.restored * one.value_minor
        assert back <= one.refunded_minor, one
        if not one.stands:
            # However many pieces it went back in, nothing stays between the cracks.
            whole = (goods, one.earned, one.applied, paid)
            assert whole == (one.refunded_minor, one.clawed, one.restored, one.returned_minor)


def i8_points_pay_within_the_rules(books: Books, redeem: dict[int, Row]) -> None:
    """Check each purchase against the `[redeem]` of the program it was made under."""
    for one in books.purchases:
        rules = redeem[one.program_version_id]
        lines = _lines(one.lines)
        net = sum(net for category, net, _ in lines if category not in rules.exclude)
        worth = one.applied * one.value_minor
        assert worth * 100 <= net * rules.max_percent
        assert one.applied % rules.step == 0
        assert one.applied == 0 or one.applied >= rules.min_points
        assert sum(paid for _, _, paid in lines) == one.applied


@lru_cache(maxsize=4096)
def _lines(text: str) -> list[tuple[str | None, Fraction, Fraction]]:
    return [
        (line["category"], Fraction(line["net"]), Fraction(line["paid"]))
        for line in json.loads(text)
    ]


def i9_only_what_is_over_expires(before: Books, after: Books) -> None:
    expired = [
        entry
        for entry in _new_entries(before, after)
        if entry.kind == "expire" and '"erased"' not in entry.parts
    ]
    if not expired:
        return
    lots = {(lot.member_id, lot.number): lot for lot in after.lots}
    draws = by(after.draws, "member_id", "entry_number")
    for entry in expired:
        own = (entry.member_id, entry.number)
        ends = [lots[entry.member_id, draw.lot_number].expires_on for draw in draws[own]]
        assert all(end is not None and end < entry.on for end in ends), (entry, ends)


def i10_held_points_pay_for_nothing(books: Books) -> None:
    spent = {
        (entry.member_id, entry.number): entry.on
        for entry in books.entries
        if entry.kind in {"redeem", "adjust", "transfer"} and entry.points < 0
    }
    lots = {(lot.member_id, lot.number): lot for lot in books.lots}
    for draw in books.draws:
        on = spent.get((draw.member_id, draw.entry_number))
        if on is not None:
            assert (lots[draw.member_id, draw.lot_number].activates_on or "") <= on, draw
    activated = Counter((one.member_id, one.lot_number) for one in books.activations)
    assert all(count == 1 for count in activated.values())
    assert not [lot for key, lot in lots.items() if lot.held and key in activated]


def i11_every_entry_tells_who_when_and_why(books: Books) -> None:
    entries = by(books.entries, "member_id")
    versions = {version.id for version in books.program_versions}
    for member in books.members:
        numbers = [entry.number for entry in entries[member.id]]
        assert sorted(numbers) == list(range(1, member.next_entry))
    for entry in books.entries:
        assert entry.source
        assert entry.actor_role in {"member", "cashier", "manager", "owner", "system"}
        assert entry.at.endswith("Z")
        assert entry.program_version_id in versions
        parts, shown = _parts(entry.parts)
        assert parts
        assert shown == entry.points, entry


@lru_cache(maxsize=4096)
def _parts(text: str) -> tuple[list[Any], Fraction]:
    """Return the parts of an entry, and their sum."""
    parts = json.loads(text)
    return parts, sum((Fraction(points) for _, points, *_ in parts), Fraction(0))


def i12_a_card_is_welcomed_once(books: Books) -> None:
    gifts = Counter(
        entry.member_id
        for entry in books.entries
        if entry.kind == "gift" and '"welcome"' in entry.parts
    )
    assert all(count == 1 for count in gifts.values())


def i12_a_coupon_is_paid_once_and_returned_once(books: Books) -> None:
    paid: Counter[tuple[Any, ...]] = Counter()
    returned: Counter[tuple[Any, ...]] = Counter()
    full: Counter[tuple[Any, ...]] = Counter()
    for entry in books.entries:
        for _, _, reason, facts in _parts(entry.parts)[0]:
            if reason == "card_complete":
                full[entry.member_id, facts["offer"], facts["coupon"], 0] += 1
            if reason.startswith("offer"):
                one = (entry.member_id, facts["offer"], facts["coupon"], abs(entry.points))
                (paid if entry.points < 0 else returned)[one] += 1
    rows = [(row.member_id, row.offer, row.number, row.points) for row in books.coupons]
    of_cards = [row.card is not None for row in books.coupons]
    assert paid == Counter(row for row, card in zip(rows, of_cards, strict=True) if not card)
    assert full == Counter(row for row, card in zip(rows, of_cards, strict=True) if card)
    cancelled = [row.state == "cancelled" for row in books.coupons]
    assert returned == Counter(row for row, gone in zip(rows, cancelled, strict=True) if gone)
    assert all((row.state == "open") == (row.closed_at is None) for row in books.coupons)


def i14_an_erased_card_is_empty_and_nobody_is_behind_it(books: Books) -> None:
    behind = {person.member_id for person in books.people}
    for member in books.members:
        assert (member.status == "erased") == (member.id not in behind), member
        if member.status == "erased":
            assert (member.balance, member.pending) == (0, 0)


@lru_cache(maxsize=4096)
def _facts(keys: Keys, payload: bytes) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(keys.decrypt(payload))["facts"]
    return facts


def i15_every_operation_has_one_receipt(
    books: Books, keys: Keys, promised: dict[str, int], read: dict[str, Row]
) -> dict[str, Row]:
    """Read the letters and return them; `read` are those that need not be read again.

    `promised` maps each reason to the Telegram id that must be told of it. The balance in
    the letter is the one behind the last entry of its operation.
    """
    letters = {row.reason: row for row in books.outbox}
    receipts = {reason for reason in letters if reason.startswith(("receipt:", "refund:"))}
    assert receipts == promised.keys()
    new = [reason for reason in promised if read.get(reason) is not letters[reason]]
    # Of the one who reads it: a friend's bill may move points of somebody else.
    whose = {row.key: row.member_id for row in (*books.purchases, *books.refunds)} if new else {}
    last = {(one.operation_key, one.member_id): one for one in books.entries} if new else {}
    for reason in new:
        letter, telegram_id = letters[reason], promised[reason]
        assert letter.chat_id == telegram_id
        facts = _facts(keys, letter.payload)
        key = reason.partition(":")[2]
        entry = last.get((key, whose[key]))
        if entry is not None:
            assert facts["balance"] == {"$points": entry.balance_after}, reason
    return letters


def i18_the_chain_ends_at_the_head(books: Books) -> None:
    entries = by(books.entries, "member_id")
    marks = [entry.mark for entry in books.entries]
    assert len(set(marks)) == len(marks)
    for member in books.members:
        own = sorted(entries[member.id], key=lambda entry: entry.number)
        assert member.head == (own[-1].mark if own else b"")


STATES: tuple[Callable[[Books], None], ...] = (
    i1_balances_are_the_sums_of_entries_and_of_lots,
    i2_a_lot_lost_what_was_drawn_from_it,
    i3_an_entry_is_the_sum_of_its_draws,
    i5_a_key_stands_for_one_operation,
    i6_refunds_stay_within_their_purchase,
    i10_held_points_pay_for_nothing,
    i11_every_entry_tells_who_when_and_why,
    i12_a_card_is_welcomed_once,
    i12_a_coupon_is_paid_once_and_returned_once,
    i14_an_erased_card_is_empty_and_nobody_is_behind_it,
    i18_the_chain_ends_at_the_head,
)

STEPS: tuple[Callable[[Books, Books], None], ...] = (
    i4_entries_are_only_ever_added,
    i3_points_are_drawn_from_what_ends_first,
    i9_only_what_is_over_expires,
)


_OWNERS = (
    ("members", "id"),
    *((name, "member_id") for name in ("entries", "lots", "draws", "activations", "purchases")),
    *((name, "member_id") for name in ("refunds", "people", "coupons")),
)


def changed_members(before: Books, after: Books) -> set[int]:
    """Return the members some row of whom is new, gone or other than before."""
    changed: set[int] = set()
    for name, column in _OWNERS:
        was, now = getattr(before, name), getattr(after, name)
        if was is not now:
            # The stranger hands out the same object for a row that is still the same.
            old, new = {id(row) for row in was}, {id(row) for row in now}
            changed |= {row[column] for row in was if id(row) not in new}
            changed |= {row[column] for row in now if id(row) not in old}
    return changed


def of_members(books: Books, ids: Collection[int]) -> Books:
    """Leave out the rows of other members."""
    return replace(
        books,
        **{
            name: tuple(row for row in getattr(books, name) if row[column] in ids)
            for name, column in _OWNERS
        },
    )
