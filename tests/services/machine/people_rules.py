"""People come, come back, give a birthday, and ask to be forgotten."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from services import members, points, till
from services.domain import events
from services.domain.state import Birthday
from tests.builders.shops import a_key
from tests.services.machine.base import Base, picks
from tests.services.machine.rulebooks import TIERS

# Long enough that their bytes lie in the file by intent, never by chance.
FIRST_TELEGRAM_ID = 5_111_222_333_444
PEOPLE, PHONES = 4, 5

people = st.integers(0, PEOPLE - 1)
phones = st.integers(0, PHONES - 1)


def telegram_id_of(person: int) -> int:
    return FIRST_TELEGRAM_ID + person


def phone_of(number: int) -> str:
    return f"+7900765{number:04}"


def name_of(person: int) -> str:
    return f"Евграф{person} Незабвенный"


class PeopleRules(Base):
    """A handful of people and phones, so that they meet each other's traces."""

    @initialize(person=people)
    def somebody_is_here_already(self, person: int) -> None:
        self.join(person, person)

    @rule(person=people, phone=phones)
    def join(self, person: int, phone: int) -> None:
        telegram_id, number = telegram_id_of(person), phone_of(phone)
        holder, returning = self.mirror.holder_of(number), self.mirror.member_of(telegram_id)
        asked: dict[str, Any] = {
            "telegram_id": telegram_id,
            "phone_e164": number,
            "name": name_of(person),
            "language": "ru",
            "consent_version": "2026-11",
        }
        if holder is not None and holder.telegram_id not in {None, telegram_id}:
            self.refuse("phone-taken", members.join, key=a_key(), **asked)
            return
        at = self.world.now
        today = self.world.today
        joined = self.do(members.join, **asked)
        assert joined.returned == (returning is not None)
        if returning is not None:
            assert joined.member_id == returning.member_id
            if holder is None:
                self.mirror.move_phone(returning, number)
        elif holder is not None:
            assert joined.member_id == holder.member_id
            assert joined.claimed_purchases == holder.purchases
            assert joined.welcome_points == self.mirror.claim(holder, telegram_id, today)
        else:
            gift = self.mirror.join(joined.member_id, telegram_id, number, at)
            assert joined.welcome_points == gift

    @rule(person=people, phone=phones)
    def i12_join_twice_at_once(self, person: int, phone: int) -> None:
        telegram_id, number = telegram_id_of(person), phone_of(phone)
        if self.mirror.holder_of(number) or self.mirror.member_of(telegram_id):
            return
        world = self.world

        def come():
            return world.database.write(
                members.join,
                telegram_id=telegram_id,
                phone_e164=number,
                name=name_of(person),
                language="ru",
                consent_version="2026-11",
                key=a_key(),
                now=world.now,
            )

        first, second = world.at_once(come, come)
        assert (second.member_id, second.returned) == (first.member_id, True)
        gift = self.mirror.join(first.member_id, telegram_id, number, world.now)
        assert (first.welcome_points, second.welcome_points) == (gift, 0)
        self.step()

    @rule(phone=phones, cashier=picks)
    def open_an_unclaimed_card(self, phone: int, cashier: int) -> None:
        number, staff_id = phone_of(phone), self.cashier(cashier).staff_id
        if self.mirror.holder_of(number) is not None:
            self.refuse("phone-known", till.open_unclaimed, staff_id, number, key=a_key())
            return
        today = self.world.today
        guest = self.do(till.open_unclaimed, staff_id, number)
        assert (guest.unclaimed, guest.balance) == (True, 0)
        self.mirror.open_unclaimed(guest.member_id, number, today)

    @precondition(lambda self: self.claimed())
    @rule(who=picks, day=st.dates(date(2000, 1, 1), date(2000, 12, 31)))
    def set_birthday(self, who: int, day: date) -> None:
        member_id = self.claimed()[who % len(self.claimed())]
        line = self.mirror.tell(
            events.SetBirthday(
                at=self.world.now,
                member=self.mirror.known[member_id].name,
                birthday=Birthday(month=day.month, day=day.day),
            )
        )
        args = (members.set_birthday, member_id, day.month, day.day)
        if "refused" in line:
            self.refuse(line["refused"], *args, key=a_key())
        else:
            self.do(*args)

    @precondition(lambda self: self.mirror.known)
    @rule(who=picks, tier=st.sampled_from([*TIERS, None]), days=st.none() | st.integers(0, 60))
    def give_a_tier_by_hand_or_take_it_back(
        self, who: int, tier: str | None, days: int | None
    ) -> None:
        member_id = self.member(who)
        until = None if tier is None or days is None else self.world.today + timedelta(days=days)
        name = self.mirror.known[member_id].name
        line = self.mirror.tell(
            events.SetTier(at=self.world.now, member=name, tier=tier, until=until)
        )
        args = (points.set_tier, member_id, tier, until)
        if "refused" in line:
            self.refuse(line["refused"], *args, actor=self.owner, key=a_key())
        else:
            assert self.do(*args, actor=self.owner).tier == line["tier"]

    @precondition(lambda self: len(self.mirror.known) > 1)
    @rule(who=picks)
    def i14_erase(self, who: int) -> None:
        member_id = self.member(who)
        known = self.mirror.known[member_id]
        totals = self.before.entries
        left = self.mirror.erase(member_id, self.world.now)
        erased = self.do(members.erase, member_id, actor=self.owner)
        assert erased.points == left
        self.promised = {
            reason: chat for reason, chat in self.promised.items() if chat != known.telegram_id
        }
        assert self.before.entries[: len(totals)] == totals
        assert self.world.run(self.world.database.scrub())
        self._expect_no_trace(known.telegram_id, known.phone)

    def _expect_no_trace(self, telegram_id: int | None, phone: str) -> None:
        found = self.world.outsider.bytes_on_disk()
        traces = [phone.encode(), "Незабвенный".encode()]
        if telegram_id is not None:
            traces += [str(telegram_id).encode(), telegram_id.to_bytes(6, "big")]
        assert not [trace for trace in traces if trace in found]
