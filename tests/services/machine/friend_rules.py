"""Friends come by a link, and the owner decides on rewards over the month's limit."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import members, people, referral_decisions, referral_links
from tests.services.machine.base import Base, picks
from tests.services.machine.people_rules import (
    PEOPLE,
    PHONES,
    name_of,
    phone_of,
    telegram_id_of,
)


class FriendRules(Base):
    """Invitations, in both shops; bills and refunds do the rest."""

    @precondition(lambda self: self.mirror.program.referral and self.claimed())
    @rule(who=picks, person=st.integers(0, PEOPLE - 1), phone=st.integers(0, PHONES - 1))
    def a_friend_comes_by_a_link(self, who: int, person: int, phone: int) -> None:
        referrer_id = self.claimed()[who % len(self.claimed())]
        telegram_id, number = telegram_id_of(person), phone_of(phone)
        if self.mirror.holder_of(number) or self.mirror.member_of(telegram_id):
            return
        world = self.world
        link = world.read(referral_links.inviting, referrer_id, now=world.now).payload
        world.write(people.remember_start, telegram_id, link, "ru")
        at = world.now
        joined = self.do(
            members.join,
            telegram_id=telegram_id,
            phone_e164=number,
            name=name_of(person),
            language="ru",
            consent_version="2026-11",
        )
        gift = self.mirror.join(joined.member_id, telegram_id, number, at, invited_by=referrer_id)
        assert joined.welcome_points == gift

    @precondition(lambda self: self.mirror.known)
    @rule(yes=st.booleans())
    def the_owner_decides_on_held_rewards(self, *, yes: bool) -> None:
        waiting = self.world.read(referral_decisions.held)
        assert {one.friend_id for one in waiting} == set(self.mirror.held())
        for one in waiting:
            use_case = referral_decisions.approve if yes else referral_decisions.decline
            done = self.world.write(use_case, one.friend_id, actor=self.owner)
            again = self.world.write(use_case, one.friend_id, actor=self.owner)
            assert done == again
            self.mirror.decide(one.friend_id, self.world.today, yes=yes)
        if waiting:
            self.step()
