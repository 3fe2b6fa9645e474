"""Members give each other points: by a card, by a link, again, too late, and too much."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import transfer_links, transfers
from services.domain import events
from services.domain.program import TransferRules
from tests.services.machine.base import Base, Done, picks

ASKED_A_DAY, LINKS = 20, 3
THREE_DAYS = timedelta(days=3)


@dataclass(kw_only=True)
class Link:
    """A link that somebody may open."""

    transfer_id: int
    payload: str
    giver_id: int
    points: int
    ends: datetime
    kept_for: int | None = None


class GiftRules(Base):
    """Gifts, with every limit counted beside."""

    def __init__(self, launched: Any) -> None:
        super().__init__(launched)
        self.given: list[tuple[int, int, date]] = []
        self.looked: list[tuple[int, date]] = []
        self.links: list[Link] = []

    @precondition(lambda self: len(self.claimed()) > 1)
    @rule(who=picks, other=picks, points=st.integers(1, 60), twice=st.booleans())
    def give_by_card(self, who: int, other: int, points: int, *, twice: bool) -> None:
        giver_id, taker_id = self._two(who, other)
        numbers = {row.id: row.card_number for row in self.before.members}
        call = (transfers.ask, giver_id, points)
        why = self._why_not_ask(giver_id, taker_id) or self._why_not_give(giver_id, points)
        if why is not None:
            self.refuse(why, *call, cards=(numbers[taker_id],))
            return
        asked = self.world.write(*call, cards=(numbers[taker_id],))
        assert isinstance(asked, transfers.Asked)
        self.looked.append((giver_id, self.world.today))
        assert asked.left == self._balance(giver_id) - points
        if twice:
            self.refuse("transfer-closed", transfers.confirm, asked.transfer_id + 1, giver_id)
        self.refuse("not-your-transfer", transfers.confirm, asked.transfer_id, taker_id)
        self.sent(asked.transfer_id, giver_id, taker_id, points)

    def sent(self, transfer_id: int, giver_id: int, taker_id: int, points: int) -> None:
        """Say yes, in both shops."""
        result = self.world.write(transfers.confirm, transfer_id, giver_id)
        assert (result.points, result.replayed) == (points, False)
        self._moved(transfer_id, giver_id, taker_id, points)
        assert result.balance == self._balance(giver_id)
        world = self.world

        def again() -> Any:
            return world.database.write(transfers.confirm, transfer_id, giver_id, now=world.now)

        self.done.append(Done(key=f"transfer:{transfer_id}", again=again, result=result))
        self.step()

    @precondition(lambda self: self.claimed())
    @rule(who=picks, points=st.integers(1, 60))
    def make_a_link(self, who: int, points: int) -> None:
        giver_id = self.claimed()[who % len(self.claimed())]
        waiting = [
            one for one in self.links if one.giver_id == giver_id and one.ends > self.world.now
        ]
        why = self._off() or self._why_not_give(giver_id, points)
        if why is None and len(waiting) >= LINKS:
            why = "too-many-links"
        call = (transfer_links.ask_link, giver_id, points)
        if why is not None:
            self.refuse(why, *call)
            return
        asked = self.world.write(*call)
        made, again = (
            self.world.write(transfer_links.make, asked.transfer_id, giver_id) for _ in range(2)
        )
        assert made.payload == again.payload
        self.links.append(
            Link(
                transfer_id=made.transfer_id,
                payload=made.payload,
                giver_id=giver_id,
                points=points,
                ends=made.expires_at,
            )
        )
        self.step()

    @precondition(lambda self: self.links and self.claimed())
    @rule(which=picks, who=picks, back=st.sampled_from([False, False, False, True]))
    def a_link_is_opened(self, which: int, who: int, *, back: bool) -> None:
        link = self.links[which % len(self.links)]
        taker_id = self.claimed()[who % len(self.claimed())]
        if back:
            self._take_back(link)
            return
        call = (transfer_links.take, link.transfer_id, taker_id)
        why = self._why_not_take(link, taker_id)
        if why == "taker-too-new" and link.kept_for is None:
            self._keep(link, taker_id)
        if why is not None:
            self.refuse(why, *call, payload=link.payload)
            return
        taken = self.world.write(*call, payload=link.payload)
        assert taken.points == link.points
        self.links.remove(link)
        self._moved(link.transfer_id, link.giver_id, taker_id, link.points)
        self.step()

    def _take_back(self, link: Link) -> None:
        if link.giver_id in self.mirror.known and link.kept_for in {None, *self.mirror.known}:
            self.world.write(transfer_links.withdraw, link.transfer_id, link.giver_id)
        self.links.remove(link)
        self.step()

    def _keep(self, link: Link, taker_id: int) -> None:
        found = self.world.write(transfer_links.find, link.payload, taker_id)
        assert found.ready_at is not None
        link.kept_for, link.ends = taker_id, found.expires_at
        assert link.ends >= found.ready_at + THREE_DAYS
        self.step()

    def _two(self, who: int, other: int) -> tuple[int, int]:
        ids = self.claimed()
        return ids[who % len(ids)], ids[other % len(ids)]

    @property
    def _rules(self) -> TransferRules | None:
        return self.mirror.program.transfer

    def _off(self) -> str | None:
        return "transfers-off" if self._rules is None else None

    def _why_not_ask(self, giver_id: int, taker_id: int) -> str | None:
        if self._off():
            return self._off()
        if self.looked.count((giver_id, self.world.today)) >= ASKED_A_DAY:
            return "guesses-paused"
        if giver_id == taker_id:
            return "not-to-yourself"
        return self._too_new(taker_id)

    def _too_new(self, taker_id: int) -> str | None:
        assert self._rules is not None
        joined = next(row.joined_at for row in self.before.members if row.id == taker_id)
        ready = datetime.fromisoformat(joined) + timedelta(days=self._rules.newcomer_days)
        return "taker-too-new" if ready > self.world.now else None

    def _why_not_give(self, giver_id: int, points: int) -> str | None:
        rules, today = self._rules, self.world.today
        assert rules is not None
        bought = any(row.member_id == giver_id and row.stands for row in self.before.purchases)
        if rules.buyers_only and not bought:
            return "transfer-needs-purchase"
        if points < rules.min_points:
            return "transfer-too-small"
        own = [(gone, on) for giver, gone, on in self.given if giver == giver_id]
        day = sum(gone for gone, on in own if on == today)
        month = sum(gone for gone, on in own if (on.year, on.month) == (today.year, today.month))
        for most, gone in ((rules.per_day, day), (rules.per_month, month)):
            if most is not None and gone + points > most:
                return "transfer-limit-reached"
        return "not-enough-points" if points > self._balance(giver_id) else None

    def _why_not_take(self, link: Link, taker_id: int) -> str | None:
        if link.giver_id == taker_id:
            return "not-to-yourself"
        left = {link.giver_id, link.kept_for} - {None, *self.mirror.known}
        if left or link.kept_for not in {None, taker_id}:
            return "transfer-closed"
        if link.ends <= self.world.now:
            return "transfer-expired"
        return self._off() or self._why_not_move(link, taker_id)

    def _why_not_move(self, link: Link, taker_id: int) -> str | None:
        trouble = self._why_not_give(link.giver_id, link.points)
        if trouble == "transfer-needs-purchase":
            return "giver-short"
        return self._too_new(taker_id) or ("giver-short" if trouble else None)

    def _moved(self, transfer_id: int, giver_id: int, taker_id: int, points: int) -> None:
        known = self.mirror.known
        event = events.Transfer(
            at=self.world.now,
            giver=known[giver_id].name,
            taker=known[taker_id].name,
            key=f"transfer:{transfer_id}",
            points=points,
        )
        assert "refused" not in self.mirror.tell(event)
        self.given.append((giver_id, points, self.world.today))

    def _balance(self, member_id: int) -> int:
        return self.mirror.state(member_id, self.world.today).balance
