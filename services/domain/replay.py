"""A whole shop in memory: events in, the contract's lines out, with the same decisions.

docs/semantics.md, Replay. It loads and saves what a service would, and nothing more, so what the
services must load is tested here too.
"""

import marshal
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.domain import coupons, events, lines, promos
from services.domain.adjusting import adjust
from services.domain.audiences import UNKNOWN, Profile
from services.domain.budgets import Pot
from services.domain.dates import add_months
from services.domain.errors import (
    AlreadyMember,
    KeyConflict,
    Refusal,
    UnknownCoupon,
    UnknownMember,
    UnknownPurchase,
)
from services.domain.exact import money_text
from services.domain.favourites import choose
from services.domain.friends import Friends, Load
from services.domain.kinds import CouponState, EntryKind, Job
from services.domain.lines import Line
from services.domain.members import erase, join, set_birthday
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.progress import progress
from services.domain.purchases import purchase
from services.domain.refunds import refund
from services.domain.regrading import recount
from services.domain.settling import settle
from services.domain.state import Coupon, RecordedPurchase
from services.domain.stored import Card
from services.domain.tiers import set_tier
from services.domain.transferring import transfer

REMEMBERED_MONTHS = 12  # how long an erased person is recognised
_JOBS = tuple(Job)


class Shop:
    """Members in order of joining, purchases and keys; `apply` is the whole interface."""

    def __init__(self, program: Program) -> None:
        self._enact(program)
        self._n = 0
        self._cards: dict[str, Card] = {}
        self._purchases: dict[str, tuple[Card, RecordedPurchase]] = {}
        self._coupons: dict[str, tuple[Card, tuple[str, int]]] = {}
        self._claims: Counter[tuple[str, str]] = Counter()  # by member and offer, ever
        self._promos: Counter[str] = Counter()  # uses of a code by all together
        self._keys: dict[str, tuple[events.Event, bytes]] = {}  # with the packed lines
        self._phones: Counter[str] = Counter()  # of members who were welcomed
        self._erased: dict[str, date] = {}  # ids and phones of those who were welcomed
        self._pot = Pot({})
        self._friends = Friends()

    def apply(self, event: events.Event) -> list[Line]:
        """Let one event happen and return its lines; what is refused changes nothing."""
        self._n += 1
        key: str | None = getattr(event, "key", None)
        try:
            if key in self._keys:
                return self._again(event, key)
            printed = self._happen(event)
        except Refusal as refusal:
            return [lines.refused(self._n, event, refusal)]
        if key is not None:
            # A line packed takes a quarter of the memory, and few are ever asked for again.
            self._keys[key] = (event, marshal.dumps(printed))
        return printed

    def _happen(self, event: events.Event) -> list[Line]:  # noqa: C901, PLR0912, PLR0915 - one case per event
        local = event.at.astimezone(self._zone)
        printed: list[Line]
        match event:
            case events.Purchase():
                printed = self._purchase(event, local)
            case events.Join():
                printed = self._join(event, local.date())
            case events.SetBirthday():
                printed = self._set_birthday(event, local.date())
            case events.Refund():
                printed = self._refund(event, local.date())
            case events.Adjust():
                printed = self._adjust(event, local.date())
            case events.Transfer():
                printed = self._transfer(event, local.date())
            case events.SetTier() | events.Recount():
                printed = self._set_tier(event, local.date())
            case events.Claim():
                printed = self._claim(event, local)
            case events.Cancel():
                printed = self._cancel(event, local.date())
            case events.Choose():
                printed = self._choose(event, local.date())
            case events.Erase():
                printed = self._erase(event, local.date())
            case events.NewProgram():
                printed = self._new_program(event, local.date())
            case events.Tick():
                printed = self._tick(event, local.date())
            case events.Show():  # pragma: no branch - the last one
                printed = self._show(event, local.date())
        return printed

    def _again(self, event: events.Event, key: str) -> list[Line]:
        first, packed = self._keys[key]
        if first != event:
            raise KeyConflict(key=key)
        printed: list[Line] = marshal.loads(packed)  # noqa: S302 - packed by ourselves
        return [{**line, "n": self._n, "replayed": True} for line in printed]

    def _join(self, event: events.Join, today: date) -> list[Line]:
        if event.member in self._cards:
            raise AlreadyMember(member=event.member)
        welcomed = self._was_welcomed(event, today)
        outcome = join(self.program, today, birthday=event.birthday, welcomed=welcomed)
        card = Card(member=event.member, state=outcome.state, phone=event.phone)
        card.welcomed = welcomed or any(entry.kind is EntryKind.GIFT for entry in outcome.entries)
        self._friends.joined(event, self.program, self._cards, today, months=REMEMBERED_MONTHS)
        self._cards[event.member] = card
        if card.welcomed and card.phone is not None:
            self._phones[card.phone] += 1
        return self._saved(event, card, outcome)

    def _set_birthday(self, event: events.SetBirthday, today: date) -> list[Line]:
        card = self._card(event.member)
        state = card.load(today)
        return self._saved(event, card, set_birthday(self.program, state, event.birthday, today))

    def _purchase(self, event: events.Purchase, local: datetime) -> list[Line]:
        card, today = self._card(event.member), local.date()
        coupon = self._coupon(card, event.coupon) if event.coupon is not None else None
        state, used = card.load(today), self._pot.used(self.program, today)
        made = purchase(
            self.program,
            state,
            event.receipt,
            local,
            key=event.key,
            budgets=used,
            profile=self._profile(card),
            referral=self._friends.of(event.member),
            coupons_taken=self._taken(event.member) if self.program.running_cards else {},
            coupon=coupon,
        )
        for opened in made.coupons:
            self._opened(card, opened)
        card.location = event.receipt.location
        self._purchases[event.key] = (card, made.purchase)
        self._pot.count(made.budgets)
        to_pay = money_text(made.quote.to_pay_minor, self.program.digits)
        extra: Line = {"applied": made.quote.applied, "to_pay": to_pay}
        if made.purchase.off_minor:
            extra |= lines.discount(made.purchase.off_minor, made.discounts, self.program.digits)
        printed = self._saved(event, card, made, extra)
        if made.referral is None:
            return printed
        load = self._loader(today)
        moved = self._friends.bought(self.program, event.member, made.referral, today, load)
        return printed + self._saved_of(event, moved)

    def _refund(self, event: events.Refund, today: date) -> list[Line]:
        if event.purchase not in self._purchases:
            raise UnknownPurchase(purchase=event.purchase)
        card, recorded = self._purchases[event.purchase]
        if self._cards.get(card.member) is not card:
            raise UnknownMember(member=card.member)
        referral = self._friends.of(card.member)
        reward = referral.reward if referral else None
        back = refund(
            self.program,
            card.load(today, recorded, lot=reward.invitee_lot if reward else None),
            recorded,
            today,
            amount_minor=event.amount_minor,
            lines=event.lines,
            referral=referral,
            coupon=card.coupons[recorded.coupon] if recorded.coupon is not None else None,
        )
        self._purchases[event.purchase] = (card, back.purchase)
        self._pot.count(back.budgets)
        to_return = money_text(back.to_return_minor, self.program.digits)
        printed = self._saved(event, card, back, {"to_return": to_return})
        load = self._loader(today)
        moved = self._friends.returned(self.program, card.member, back.undone, today, load)
        return printed + self._saved_of(event, moved)

    def _adjust(self, event: events.Adjust, today: date) -> list[Line]:
        card = self._card(event.member)
        outcome = adjust(self.program, card.load(today), event.points, today, reason=event.reason)
        return self._saved(event, card, outcome)

    def _transfer(self, event: events.Transfer, today: date) -> list[Line]:
        giver, taker = self._card(event.giver), self._card(event.taker)
        moved = transfer(self.program, giver.load(today), taker.load(today), event.points, today)
        given = self._saved(event, giver, moved.giver)
        return given + self._saved(event, taker, moved.taker)

    def _set_tier(self, event: events.SetTier | events.Recount, today: date) -> list[Line]:
        card = self._card(event.member)
        if isinstance(event, events.Recount):
            outcome = recount(self.program, card.load(today), today, floor=event.floor)
        else:
            outcome = set_tier(self.program, card.load(today), event.tier, event.until, today)
        return self._saved(event, card, outcome)

    def _claim(self, event: events.Claim, local: datetime) -> list[Line]:
        card, counted = self._card(event.member), (event.member, event.offer)
        used, state = self._claims[counted], card.load(local.date())
        number = used + 1
        profile = self._profile(card)
        if promos.is_promo(self.program, event.offer):
            uses = promos.Used(member=used, all=self._promos[event.offer])
            outcome = promos.claim(
                self.program, state, event.offer, local, used=uses, profile=profile
            )
            self._promos[event.offer] += 1
        else:
            outcome = coupons.claim(
                self.program, state, event.offer, local, number=number, profile=profile
            )
        printed = self._saved(event, card, outcome)
        self._claims[counted] = number
        for coupon in outcome.coupons:
            self._opened(card, coupon)
        return printed

    def _opened(self, card: Card, coupon: Coupon) -> None:
        """Count a coupon just opened, and let its id be known; one that just closed is."""
        if coupon.state is CouponState.OPEN:
            self._claims[card.member, coupon.offer] = coupon.number
            name = lines.coupon_id(coupon.offer, card.member, coupon.number)
            self._coupons[name] = (card, (coupon.offer, coupon.number))

    def _taken(self, member: str) -> dict[str, int]:
        cards = self.program.running_cards
        return {one.reward: self._claims[member, one.reward] for one in cards}

    def _cancel(self, event: events.Cancel, today: date) -> list[Line]:
        card = self._card(event.member)
        coupon = self._coupon(card, event.coupon)
        state = card.load(today, coupon=coupon)
        return self._saved(event, card, coupons.cancel(self.program, state, coupon, today))

    def _choose(self, event: events.Choose, today: date) -> list[Line]:
        card = self._card(event.member)
        return self._saved(
            event, card, choose(self.program, card.load(today), event.categories, today)
        )

    def _erase(self, event: events.Erase, today: date) -> list[Line]:
        card = self._card(event.member)
        printed = self._saved(event, card, erase(self.program, card.load(today), today))
        del self._cards[event.member]
        self._friends.left(card.member, card.phone, today)
        if card.welcomed:
            names = [card.member] if card.phone is None else [card.member, card.phone]
            self._erased |= dict.fromkeys(names, today)
            self._phones.subtract(names[1:])
        return printed

    def _new_program(self, event: events.NewProgram, today: date) -> list[Line]:
        # What fell due under the old rules is done by them, so that no result waits for a tick.
        for card in self._cards.values():
            outcome = settle(self.program, card.load(today), today)
            card.save(outcome)
            card.waiting += outcome.steps
        self._enact(event.program)
        return [{"n": self._n, "do": event.do, "program": event.path}]

    def _tick(self, event: events.Tick, today: date) -> list[Line]:
        done = []
        for place, card in enumerate(self._cards.values()):
            outcome = settle(self.program, card.load(today), today)
            card.save(outcome)
            steps, card.waiting = card.waiting + outcome.steps, ()
            done += [(step.on, _JOBS.index(step.job), place, card, step) for step in steps]
        done.sort(key=lambda row: row[:3])
        return [
            lines.step(self.program, self._n, event, card.member, step) for *_, card, step in done
        ]

    def _show(self, event: events.Show, today: date) -> list[Line]:
        card = self._card(event.member)
        state = settle(self.program, card.load(today), today).state
        seen = progress(self.program, card.load(today), today)
        return [
            {
                "n": self._n,
                "do": event.do,
                "member": event.member,
                **lines.standing(self.program, event.member, state, ()),
                "lots": lines.lots(state),
                "progress": lines.progress(seen, self.program.digits),
            }
        ]

    def _enact(self, program: Program) -> None:
        self.program = program
        self._zone = ZoneInfo(program.timezone)

    def _card(self, member: str) -> Card:
        card = self._cards.get(member)
        if card is None:
            raise UnknownMember(member=member)
        return card

    def _coupon(self, card: Card, name: str) -> Coupon:
        holder, claimed = self._coupons.get(name, (None, ("", 0)))
        if holder is not card:
            raise UnknownCoupon(coupon=name)
        return card.coupons[claimed]

    def _profile(self, card: Card) -> Profile:
        return card.profile() if self.program.asked_audiences else UNKNOWN

    def _was_welcomed(self, event: events.Join, today: date) -> bool:
        """Tell whether this person had the gift: erased within a year, or the same phone."""
        left = [self._erased.get(name) for name in (event.member, event.phone) if name]
        recent = any(on and today <= add_months(on, REMEMBERED_MONTHS) for on in left)
        return recent or (event.phone is not None and self._phones[event.phone] > 0)

    def _loader(self, today: date) -> Load:
        return lambda member, lot: self._cards[member].load(today, lot=lot)

    def _saved_of(self, event: events.Event, moved: tuple[str, Outcome] | None) -> list[Line]:
        # What an event did to another member is a line of its own.
        return [] if moved is None else self._saved(event, self._cards[moved[0]], moved[1])

    def _saved(
        self, event: events.Event, card: Card, outcome: Outcome, extra: Line | None = None
    ) -> list[Line]:
        card.save(outcome)
        entries = outcome.entries
        if card.waiting:
            entries = tuple(entry for step in card.waiting for entry in step.entries) + entries
            card.waiting = ()
        return [
            {
                "n": self._n,
                "do": event.do,
                "member": card.member,
                **(extra or {}),
                **lines.standing(self.program, card.member, outcome.state, entries),
            }
        ]
