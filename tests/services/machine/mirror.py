"""The same shop without a database: the replay of the pure rules, told the same events."""

import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from services.domain import events
from services.domain.invitations import Reward
from services.domain.kinds import ReferrerShare
from services.domain.members import join, welcome
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.domain.purchases import purchase
from services.domain.receipts import Receipt
from services.domain.referrals import reward_referrer
from services.domain.replay import Shop
from services.domain.settling import settle
from services.domain.state import MemberState
from services.domain.stored import Card


@dataclass(kw_only=True)
class Known:
    """A card by the id the database gave it. Without a Telegram id nobody claimed it yet."""

    member_id: int
    name: str
    telegram_id: int | None
    phone: str
    purchases: int = 0


class Mirror:
    """Cards by member id; what the replay has no event for is done with its own functions."""

    def __init__(self, program: Program) -> None:
        self.shop = Shop(program)
        self.known: dict[int, Known] = {}
        self.left_held: dict[int, tuple[str, Reward]] = {}  # rewards for friends who left

    @property
    def program(self) -> Program:
        return self.shop.program

    def card(self, member_id: int) -> Card:
        return self.shop._cards[self.known[member_id].name]

    def foretell(self, event: Any) -> dict[str, Any]:
        """Return the first line of the answer to a member's event, without telling it."""
        shop = copy.copy(self.shop)
        for name, value in vars(shop).items():
            if isinstance(value, dict):
                setattr(shop, name, copy.copy(value))
        shop._friends, shop._pot = copy.deepcopy(shop._friends), shop._pot.copy()
        for member, real in shop._cards.items():
            # A purchase may move points of whoever invited the buyer.
            card = shop._cards[member] = copy.copy(real)
            for name in ("lots", "days", "coupons", "dates"):
                setattr(card, name, copy.copy(getattr(card, name)))
        return shop.apply(event)[0]

    def tell(self, event: events.Event) -> dict[str, Any]:
        """Let an event happen; return the first line of its answer."""
        return self.shop.apply(event)[0]

    def holder_of(self, phone: str) -> Known | None:
        return next((one for one in self.known.values() if one.phone == phone), None)

    def member_of(self, telegram_id: int) -> Known | None:
        return next((one for one in self.known.values() if one.telegram_id == telegram_id), None)

    def join(
        self,
        member_id: int,
        telegram_id: int,
        phone: str,
        at: datetime,
        *,
        invited_by: int | None = None,
    ) -> int:
        """Give a new card; return the points of the welcome gift."""
        name = f"tg{telegram_id}"
        referrer = None if invited_by is None else self.known[invited_by].name
        line = self.tell(events.Join(at=at, member=name, phone=phone, invited_by=referrer))
        self.known[member_id] = Known(
            member_id=member_id, name=name, telegram_id=telegram_id, phone=phone
        )
        return _points(line)

    def open_unclaimed(self, member_id: int, phone: str, today: date) -> None:
        name = f"unclaimed{member_id}"
        state = join(self.program, today, welcomed=True).state
        self.shop._cards[name] = Card(member=name, state=state, phone=phone)
        self.known[member_id] = Known(
            member_id=member_id, name=name, telegram_id=None, phone=phone
        )

    def claim(self, known: Known, telegram_id: int, today: date) -> int:
        """Hand an unclaimed card over; return the points of the welcome gift."""
        card = self.shop._cards.pop(known.name)
        self._rename(known.name, f"tg{telegram_id}")
        known.name, known.telegram_id = f"tg{telegram_id}", telegram_id
        card.member = known.name
        returns = events.Join(
            at=datetime.max.replace(tzinfo=UTC), member=known.name, phone=known.phone
        )
        card.welcomed = self.shop._was_welcomed(returns, today)
        gift = 0
        if not card.welcomed:
            outcome = welcome(self.program, card.load(today), today)
            card.save(outcome)
            card.welcomed = True
            gift = sum(entry.points for entry in outcome.entries)
        self.shop._phones[known.phone] += 1
        self.shop._friends.phones[known.phone] += 1
        self.shop._cards[known.name] = card
        return gift

    def _rename(self, was: str, name: str) -> None:
        """Hand over what stamps brought an unclaimed card: numbers and ids of coupons."""
        shop = self.shop
        for member, offer in [key for key in shop._claims if key[0] == was]:
            number = shop._claims.pop((member, offer))
            shop._claims[name, offer] = number
            for n in range(1, number + 1):
                if (held := shop._coupons.pop(f"{offer}:{was}:{n}", None)) is not None:
                    shop._coupons[f"{offer}:{name}:{n}"] = held

    def move_phone(self, known: Known, phone: str) -> None:
        card = self.card(known.member_id)
        if card.welcomed:
            self.shop._phones[known.phone] -= 1
            self.shop._phones[phone] += 1
        self.shop._friends.phones.subtract([known.phone])
        self.shop._friends.phones.update([phone])
        known.phone = card.phone = phone

    def foresee(self, member_id: int, receipt: Receipt, local: datetime) -> MemberState:
        """Return the member after a purchase that is not made; budgets play no part in limits."""
        state = self.card(member_id).load(local.date())
        referral = self.shop._friends.of(self.known[member_id].name)
        return purchase(
            self.program, state, receipt, local, key="foreseen", referral=referral
        ).state

    def settle(self, member_id: int, today: date) -> Outcome:
        card = self.card(member_id)
        outcome = settle(self.program, card.load(today), today)
        card.save(outcome)
        return outcome

    def state(self, member_id: int, today: date) -> MemberState:
        """Return the member with everything due done, without keeping it."""
        return settle(self.program, self.card(member_id).load(today), today).state

    def erase(self, member_id: int, at: datetime) -> int:
        """Erase the card; return the points written off with it."""
        known = self.known[member_id]
        today = at.astimezone(self.shop._zone).date()
        state = settle(self.program, self.shop._cards[known.name].load(today), today).state
        held = self.held().get(member_id)
        self.left_held = {
            friend: one for friend, one in self.left_held.items() if one[0] != known.name
        }
        if held is not None:
            self.left_held[member_id] = held
        self.tell(events.Erase(at=at, member=known.name))
        if known.telegram_id is None:
            # Nobody claimed the card: nothing of its guest is remembered.
            del self.shop._friends._left[known.phone]
        # A person who comes back gets a new row, and its coupons are counted anew.
        for key in [key for key in self.shop._claims if key[0] == known.name]:
            del self.shop._claims[key]
        del self.known[member_id]
        return state.balance + state.pending

    def held(self) -> dict[int, tuple[str, Reward]]:
        """Return the rewards that wait for the owner, by friend, with the referrer's name."""
        waiting = dict(self.left_held)
        for one in self.known.values():
            invited = self.shop._friends._invited.get(one.name)
            reward = invited.referral.reward if invited else None
            if invited and invited.referrer and reward and reward.share is ReferrerShare.HELD:
                waiting[one.member_id] = (invited.referrer, reward)
        return waiting

    def decide(self, friend_id: int, today: date, *, yes: bool) -> None:
        """Give the referrer what was held, or not, with the replay's own functions."""
        referrer, reward = self.held()[friend_id]
        reward = replace(reward, share=ReferrerShare.DECLINED)
        friends = self.shop._friends
        if yes:
            card = self.shop._cards[referrer]
            outcome, reward = reward_referrer(self.program, card.load(today), reward, today)
            card.save(outcome)
            friends._given[referrer, reward.on.year, reward.on.month] += 1
        if self.left_held.pop(friend_id, None) is None:
            name = self.known[friend_id].name
            referral = replace(friends._invited[name].referral, reward=reward)
            friends._keep(name, referral)


def _points(line: dict[str, Any]) -> int:
    return sum(entry["points"] for entry in line["entries"])


def comparable(state: MemberState) -> MemberState:
    """Leave out what only one side keeps."""
    return replace(state, days=())
