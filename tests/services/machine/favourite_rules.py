"""Members pick favourite categories, in time or too early, of the list or beside it."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from services import favourites
from services.domain import events
from tests.builders.shops import a_key
from tests.services.machine.base import Base, picks

categories = st.lists(st.sampled_from(["tea", "cake", "tobacco"]), max_size=3, unique=True)


class FavouriteRules(Base):
    """What counts at the till is seen by the bills of the other rules."""

    @precondition(lambda self: self.claimed())
    @rule(who=picks, wanted=categories)
    def pick_favourites(self, who: int, wanted: list[str]) -> None:
        member_id = self.claimed()[who % len(self.claimed())]
        name = self.mirror.known[member_id].name
        event = events.Choose(at=self.world.now, member=name, categories=tuple(wanted))
        line = self.mirror.tell(event)
        args = (favourites.choose, member_id, tuple(wanted))
        if "refused" in line:
            self.refuse(line["refused"], *args, key=a_key())
            return
        today = self.world.today
        chosen = self.do(*args)
        # The same categories in another order are the same choice.
        assert set(chosen.categories) == set(wanted)
        assert (chosen.next_on.day, chosen.next_on > today) == (1, True)
