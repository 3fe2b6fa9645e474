"""One member lived through once more: recorded deeds under whatever rules are asked for.

docs/semantics.md, What if. Nothing is ever refused here: what a member cannot afford under other
rules is done as far as the points go, and counted.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from services.domain import coupons, promos
from services.domain.adjusting import adjust
from services.domain.audiences import UNKNOWN, Profile
from services.domain.book import Book
from services.domain.budgets import Pot
from services.domain.clawing import take_back
from services.domain.errors import Refusal, UnknownPurchase
from services.domain.exact import half_up, ratio
from services.domain.gaining import give, lose
from services.domain.histories import (
    Adjusted,
    Bought,
    Claimed,
    Deed,
    GaveBack,
    Gifted,
    History,
    Left,
    Missed,
    Picked,
    Received,
    Recounted,
    Redeemed,
    Returned,
    Rules,
    Seen,
    Sent,
    Sums,
    TierGiven,
    Unrewarded,
    Version,
)
from services.domain.kinds import EntryKind, Reason, Unpaid
from services.domain.ladder import effective_tier
from services.domain.members import erase
from services.domain.outcome import Part
from services.domain.purchases import purchase
from services.domain.refunds import refund
from services.domain.regrading import recount
from services.domain.settling import settle, settled
from services.domain.state import Coupon, Favourites, MemberState, RecordedPurchase
from services.domain.stored import Card
from services.domain.tiers import set_tier


class Life:
    """One member under some rules; `fits` until the books contradict it."""

    __slots__ = (
        "_at",
        "_birthday",
        "_card",
        "_language",
        "_made",
        "_not_taken",
        "_rewards",
        "fits",
        "member",
        "rules",
        "sums",
    )

    def __init__(self, history: History, rules: Rules) -> None:
        self.member = history.member
        self.rules = rules
        self.sums = Sums()
        self.fits = True
        self._at = 0
        self._language = history.language
        joined_on = history.joined_on
        self._birthday = history.birthday, history.birthday_known_on
        state = MemberState(joined_on=joined_on, settled_on=joined_on)
        self._card = Card(member="", state=state)
        # What was made of a purchase here, and what is left of its goods by the books.
        self._made: dict[int, tuple[RecordedPurchase, int]] = {}
        self._not_taken: set[tuple[str, int]] = set()  # coupons the member could not afford
        self._rewards: dict[tuple[Reason, int], tuple[int, int]] = {}  # -> points, lot

    def fork(self, rules: Rules) -> "Life":
        """Return the same member, from now on under these rules."""
        twin = object.__new__(Life)
        twin.member, twin.rules, twin.sums, twin.fits = self.member, rules, Sums(), True
        twin._at, twin._made, twin._language = self._at, dict(self._made), self._language
        twin._rewards, twin._birthday = dict(self._rewards), self._birthday
        twin._not_taken = set(self._not_taken)
        card = self._card
        twin._card = replace(
            card,
            lots=dict(card.lots),
            days=dict(card.days),
            coupons=dict(card.coupons),
            dates=list(card.dates),
        )
        return twin

    def follow(self, versions: Sequence[Version], version_id: int) -> None:
        """Come under a later version of the rules; what was due by then is done before."""
        if versions[self._at].id == version_id:
            return
        later = (at for at in range(self._at, len(versions)) if versions[at].id == version_id)
        for _ in range(self._at, next(later, self._at)):
            self._at += 1
            version = versions[self._at]
            self.settle(version.since)
            self.rules = version.rules

    def settle(self, on: date) -> None:
        """Do what is due through a day."""
        self._card.save(settle(self.rules.program, self._card.load(on), on))

    def live(self, deed: Deed, pot: Pot) -> None:
        """Let a deed happen as far as the rules and the member's points allow."""
        try:
            _HOW[type(deed)](self, deed, pot)
        except Refusal:
            self.fits = False

    def tier(self) -> str | None:
        tier = effective_tier(self.rules.program, self._card.state)
        return tier.id if tier else None

    def buy(self, deed: Bought, pot: Pot) -> None:
        program = self.rules.program
        local = deed.at.astimezone(ZoneInfo(program.timezone))
        today = local.date()
        self._hear_birthday(today)
        state, coupon = self._card.load(today), None
        if deed.coupon is not None and (deed.coupon, deed.number) not in self._not_taken:
            coupon = Coupon(offer=deed.coupon, number=0, points=0, draws=(), claimed_on=today)
            state = replace(state, coupons=(*state.coupons, coupon))
        made = purchase(
            program,
            state,
            deed.receipt,
            local,
            key="",
            budgets=pot.used(program, today),
            profile=self._profile(),
            coupon=coupon,
        )
        self._card.location = deed.receipt.location
        pot.count(made.budgets)
        self._card.save(made)
        self._made[deed.purchase] = made.purchase, deed.goods_minor
        self.sums.purchases += 1
        self.sums.off_minor += made.purchase.off_minor
        self.sums.earned += made.purchase.earned
        self.sums.paid += made.purchase.applied
        self.sums.miss(Missed.PAYMENT, deed.applied - made.purchase.applied)

    def give_goods_back(self, deed: Returned, pot: Pot) -> None:
        """Give back the share of the goods that went back, whatever they cost here."""
        if deed.purchase not in self._made:
            raise UnknownPurchase(purchase=str(deed.purchase))
        recorded, left_minor = self._made[deed.purchase]
        amount_minor: int | None = None
        if deed.amount_minor != left_minor:
            mine = recorded.goods_minor - recorded.refunded_minor
            amount_minor = half_up(ratio(mine * deed.amount_minor, max(left_minor, 1)))
        state = self._card.load(deed.on, recorded)
        back = refund(self.rules.program, state, recorded, deed.on, amount_minor=amount_minor)
        pot.count(back.budgets)
        self._card.save(back)
        self._made[deed.purchase] = back.purchase, left_minor - deed.amount_minor
        self.sums.off_minor -= back.purchase.off_back_minor - recorded.off_back_minor
        self.sums.taken_back += back.clawed
        self.sums.paid -= back.restored

    def get_gift(self, deed: Gifted, _: Pot) -> None:
        """Take what these rules give on the occasion; nothing if they know no such gift."""
        gift = self.rules.gifts[deed.reason]
        if gift is not None and gift.points:
            book = self._book(deed.on)
            part = Part.of(deed.reason, gift.points, deed.reason)
            entry = give(book, self.rules.program, gift, deed.on, part)
            if deed.purchase is not None:
                lot = entry.opened[0].number
                self._rewards[deed.reason, deed.purchase] = gift.points, lot
            self._card.save(book.close())
            self.sums.given += gift.points

    def use_code(self, deed: Redeemed, _: Pot) -> None:
        """Take what the code gives by these rules, if it is in force on that day."""
        promo = promos.running_on(self.rules.program, deed.offer, deed.on)
        if promo is not None and promo.points is not None:
            book = self._book(deed.on)
            promos.give_points(self.rules.program, book, promo, promo.points, deed.on)
            self._card.save(book.close())
            self.sums.given += promo.points

    def lose_reward(self, deed: Unrewarded, _: Pot) -> None:
        """Give back what these rules gave for the friend's purchase."""
        points, lot = self._rewards.pop((deed.reason, deed.purchase), (0, 0))
        if points:
            program = self.rules.program
            book = settled(program, self._card.load(deed.on, lot=lot), deed.on)
            invited = deed.reason is Reason.INVITEE
            unpaid = program.refund.unpaid if invited else Unpaid.CLAMP
            parts = [Part.of(deed.reason, -points, Reason.REFERRAL_UNDONE)]
            take_back(book, unpaid, points, parts, deed.on, lot=lot)
            self.sums.taken_back -= book.entries[-1].points
            self._card.save(book.close())

    def adjust(self, deed: Adjusted, _: Pot) -> None:
        if deed.points < 0:
            self._lose(EntryKind.ADJUST, Missed.ADJUSTMENT, -deed.points, deed.on)
        else:
            state = self._card.load(deed.on)
            self._card.save(adjust(self.rules.program, state, deed.points, deed.on, reason=""))

    def send(self, deed: Sent, _: Pot) -> None:
        self._lose(EntryKind.TRANSFER, Missed.TRANSFER, deed.points, deed.on)

    def receive(self, deed: Received, _: Pot) -> None:
        book = self._book(deed.on)
        before = book.sums()
        opened = tuple(book.open_lot(points, deed.on, end) for points, end in deed.lots)
        draws = book.repay(lot.number for lot in opened)
        book.enter(EntryKind.TRANSFER, deed.on, before, (), opened=opened, draws=draws)
        self._card.save(book.close())

    def claim(self, deed: Claimed, _: Pot) -> None:
        """Take goods at the price of these rules; the recorded one if they know no such offer.

        The coupon is kept only if it is going to come back; it does not end before.
        """
        price = self.rules.prices.get(deed.offer, deed.points)
        book = self._book(deed.on)
        if price > book.balance:
            self.sums.miss(Missed.COUPON, price)
            self._not_taken.add((deed.offer, deed.number))
            return
        part = Part.of(coupons.RULE, -price, Reason.OFFER)
        entry = lose(book, EntryKind.REDEEM, price, deed.on, [part])
        if deed.returned:
            coupon = Coupon(
                offer=deed.offer,
                number=deed.number,
                points=price,
                draws=entry.draws,
                claimed_on=deed.on,
            )
            book.put_coupon(coupon)
        self._card.save(book.close())
        self.sums.paid += price

    def give_coupon_back(self, deed: GaveBack, _: Pot) -> None:
        coupon = self._card.coupons.get((deed.offer, deed.number))
        if coupon is not None:
            state = self._card.load(deed.on, coupon=coupon)
            self._card.save(coupons.cancel(self.rules.program, state, coupon, deed.on))
            self.sums.paid -= coupon.points

    def pick(self, deed: Picked, _: Pot) -> None:
        outcome = settle(self.rules.program, self._card.load(deed.on), deed.on)
        chosen = Favourites(categories=deed.categories, on=deed.on)
        state = replace(outcome.state, favourites=chosen)
        self._card.save(replace(outcome, state=state))

    def take_tier(self, deed: TierGiven, _: Pot) -> None:
        state = self._card.load(deed.on)
        self._card.save(set_tier(self.rules.program, state, deed.tier, deed.until, deed.on))

    def recount(self, deed: Recounted, _: Pot) -> None:
        """Count the tier anew under rules of which the floor may know nothing."""
        state = self._card.load(deed.on)
        self._card.save(recount(self.rules.program, state, deed.on, floor=deed.floor))

    def leave(self, deed: Left, _: Pot) -> None:
        self._card.save(erase(self.rules.program, self._card.load(deed.on), deed.on))

    def be_seen(self, deed: Seen, _: Pot) -> None:
        """Compare with what the books say of this day."""
        self.settle(deed.on)
        state = self._card.state
        found = (state.balance, state.pending, state.deficit)
        self.fits = self.fits and found == (deed.balance, deed.pending, deed.deficit)

    def _profile(self) -> Profile:
        if not self.rules.program.asked_audiences:
            return UNKNOWN
        return replace(self._card.profile(), language=self._language)

    def _hear_birthday(self, today: date) -> None:
        """Know the birthday from the day on which the member told it."""
        birthday, known_on = self._birthday
        if birthday is not None and (known_on is None or known_on <= today):
            self._birthday = None, None
            told = replace(self._card.state, birthday=birthday, birthday_known_on=known_on)
            self._card.state = told

    def _book(self, on: date) -> Book:
        return settled(self.rules.program, self._card.load(on), on)

    def _lose(self, kind: EntryKind, missed: Missed, points: int, on: date) -> None:
        """Lose points as far as there are any."""
        book = self._book(on)
        lost = min(points, book.balance)
        if lost:
            lose(book, kind, lost, on, ())
        self._card.save(book.close())
        self.sums.miss(missed, points - lost)


_HOW: Mapping[type[Deed], Callable[[Life, Any, Pot], None]] = {
    Bought: Life.buy,
    Returned: Life.give_goods_back,
    Gifted: Life.get_gift,
    Redeemed: Life.use_code,
    Unrewarded: Life.lose_reward,
    Adjusted: Life.adjust,
    Sent: Life.send,
    Received: Life.receive,
    Claimed: Life.claim,
    GaveBack: Life.give_coupon_back,
    Picked: Life.pick,
    TierGiven: Life.take_tier,
    Recounted: Life.recount,
    Left: Life.leave,
    Seen: Life.be_seen,
}
