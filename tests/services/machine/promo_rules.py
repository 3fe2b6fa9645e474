"""A word that gives points to whoever knows it."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import promos
from services.domain import events
from tests.builders.shops import a_key
from tests.services.machine.base import Base, picks


class PromoRules(Base):
    """Codes are used rightly; what is wrong about the others is tested elsewhere."""

    @precondition(lambda self: self.claimed())
    @rule(who=picks, typed=st.sampled_from(["spring 26", "SPRING-26"]))
    def use_a_code(self, who: int, typed: str) -> None:
        member_id = self.claimed()[who % len(self.claimed())]
        event = events.Claim(
            at=self.world.now,
            member=self.mirror.known[member_id].name,
            key=a_key(),
            offer="spring",
        )
        if "refused" in self.mirror.foretell(event):
            return  # A miss is counted, and a few of them end the guessing for the day.
        line = self.mirror.tell(event)
        answer = self.do(promos.redeem, member_id, typed, key=event.key)
        points = sum(entry["points"] for entry in line["entries"] if entry["kind"] == "gift")
        assert answer.points is not None
        assert answer.points <= points  # settling may have given for a birthday, too
        assert answer.balance == line["balance"]
