"""No stamp is lost or invented, whatever is bought, brought back and handed over."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from services.domain import coupons
from services.domain.kinds import CouponState, Each
from services.domain.program import StampCard
from services.domain.stamps import count_of
from tests.domain.story import Story, a_line, a_program

CUPS = st.lists(st.integers(1, 7), min_size=1, max_size=3)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("buy"), CUPS),
        st.tuples(st.just("bring back"), st.integers(0, 20)),
        st.tuples(st.just("bring a line back"), st.integers(0, 20)),
        st.tuples(st.just("use"), st.none()),
    ),
    max_size=25,
)


class Counter:
    """Anna's purchases of cups as they stand, beside her real card."""

    def __init__(self, needed: int) -> None:
        self.story = Story(
            a_program(
                stamp_cards=(
                    StampCard(id="coffee", each=Each.ITEM, needed=needed, reward="free-coffee"),
                )
            )
        )
        self.story.join()
        self.needed = needed
        self.standing: dict[str, dict[int, int]] = {}

    @property
    def card(self):
        return self.story.shop._cards["anna"]

    def buy(self, cups: Iterable[int]) -> None:
        key = f"sale {len(self.standing)}"
        lines = [a_line(100 * number, "coffee", quantity=number) for number in cups]
        self.standing[key] = {index: line.quantity for index, line in enumerate(lines)}
        amount = sum(line.amount_minor for line in lines) // 100
        self.story.buy(amount, key=key, lines=lines)

    def bring_back(self, which: int, *, whole: bool) -> None:
        left = [key for key, lines in self.standing.items() if lines]
        if not left:
            return
        key = left[which % len(left)]
        lines = self.standing[key]
        gone = list(lines) if whole else [min(lines)]
        self.story.refund(key, lines=gone)
        for index in gone:
            del lines[index]

    def use(self) -> None:
        """Hand the oldest open coupon over, if there is one."""
        found = [one for one in self.card.coupons.values() if one.state is CouponState.OPEN]
        if found:
            today = self.story.at.date()
            state = self.card.load(today, coupon=found[0])
            self.card.save(coupons.use(self.story.shop.program, state, found[0], today))

    def check(self) -> None:
        given = sum(sum(lines.values()) for lines in self.standing.values())
        kept = {CouponState.OPEN, CouponState.USED}
        full = sum(one.state in kept for one in self.card.coupons.values())
        assert count_of(self.card.state, "coffee") + self.needed * full == given
        assert count_of(self.card.state, "coffee") < self.needed


@given(needed=st.integers(1, 12), deeds=DEEDS)
def test_stamps_and_cards_together_are_the_cups_that_were_not_brought_back(needed, deeds):
    counter = Counter(needed)
    for what, how in deeds:
        match what:
            case "buy":
                counter.buy(how)
            case "use":
                counter.use()
            case _:
                counter.bring_back(how, whole=what == "bring back")
        counter.check()
