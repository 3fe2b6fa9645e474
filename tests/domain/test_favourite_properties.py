"""Favourites give what a month's choice promises, whatever is picked, bought and returned."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from services.domain import events as ev
from services.domain.conditions import Condition
from services.domain.groups import FavouriteRules
from services.domain.kinds import EarnType, Period
from services.domain.program import Cap, EarnRule
from tests.domain.story import Story, a_line, a_program, base, kinds, points, reasons

NAMES = ("coffee", "tea", "cake", "wine")
RICH = EarnRule(
    id="favourite",
    type=EarnType.PERCENT,
    percent=Fraction(10),
    exclusive=True,
    when=Condition(favourite=True),
)
# Every five percent of a line is a whole number of points: nothing is left to rounding.
LINES = st.lists(
    st.tuples(st.sampled_from((*NAMES, None)), st.integers(1, 30).map(lambda n: n * 20)),
    min_size=1,
    max_size=4,
)
ODD_LINES = st.lists(
    st.tuples(st.sampled_from((*NAMES, None)), st.integers(1, 997)), min_size=1, max_size=4
)
PICKS = st.lists(st.sampled_from(NAMES), max_size=3).map(tuple)
RULES = FavouriteRules(choose=2, of=NAMES)
CHANGES = st.sampled_from(
    (
        None,
        FavouriteRules(choose=1, of=NAMES),
        FavouriteRules(choose=2, of=("tea", "cake", "wine")),
        FavouriteRules(choose=3, of=("wine", "coffee")),
        RULES,
    )
)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("choose"), PICKS),
        st.tuples(st.just("wait"), st.sampled_from((1, 9, 31, 365))),
        st.tuples(st.just("change"), CHANGES),
    ),
    max_size=12,
)
# No two choices of this basket earn the same.
BASKET = (("coffee", 100), ("tea", 200), ("cake", 400), ("wine", 800), (None, 1600))
PIECES = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 300), st.booleans()), max_size=10)


def a_story(rules: FavouriteRules, *caps: Cap) -> Story:
    story = Story(a_program(base(), RICH, favourites=rules, caps=caps))
    story.join()
    return story


def choose(story: Story, picks):
    return story.tell(ev.Choose(at=story.at, member="anna", categories=picks))[0]


def later(story: Story, days: int) -> None:
    story.at += timedelta(days=days)


def buy(story: Story, lines, **asked):
    total = sum(amount for _, amount in lines)
    return story.buy(total, lines=[a_line(amount, name) for name, amount in lines], **asked)


def returned(line) -> int:
    """Return how many points a refund took; of nothing there is no entry."""
    return -sum(number for kind, number in kinds(line) if kind == "clawback")


class Calendar:
    """Anna's choice as she would keep it on paper: the months in which she chose, and what."""

    def __init__(self, rules: FavouriteRules) -> None:
        self.rules: FavouriteRules | None = rules
        self.picked: tuple[str, ...] = ()
        self.month: tuple[int, int] | None = None

    def answer(self, picks: tuple[str, ...], today: date) -> str | None:
        """Return what the shop must refuse with; None if the choice is good."""
        wanted = list(Counter(picks))
        if self.rules is None:
            return "favourites-off"
        if set(wanted) - set(self.rules.of):
            return "unknown-favourite"
        if len(wanted) > self.rules.choose:
            return "too-many-favourites"
        month = (today.year, today.month)
        if month == self.month:
            return None if set(wanted) == set(self.picked) else "favourites-locked"
        self.picked, self.month = tuple(wanted), month
        return None

    @property
    def counted(self) -> set[str]:
        if self.rules is None:
            return set()
        return set([one for one in self.picked if one in self.rules.of][: self.rules.choose])


@given(deeds=DEEDS)
def test_a_choice_is_locked_for_its_month_and_counts_until_the_next_one(deeds):
    story, paper = a_story(RULES), Calendar(RULES)
    for what, how in deeds:
        match what:
            case "choose":
                refused = choose(story, how).get("refused")
                assert refused == paper.answer(how, story.at.date())
            case "change":
                story.change(a_program(base(), RICH, favourites=how))
                paper.rules = how
            case _:
                later(story, how)
        dear = sum(amount for name, amount in BASKET if name in paper.counted)
        rest = sum(amount for _, amount in BASKET) - dear
        assert points(buy(story, BASKET)) == dear // 10 + rest // 20


@given(
    picks=st.sets(st.sampled_from(NAMES), max_size=3),
    most=st.integers(3, 4),
    bills=st.lists(LINES, max_size=3),
)
def test_the_order_of_picking_and_naming_one_twice_make_no_difference(picks, most, bills):
    awards = []
    for order in permutations(sorted(picks)):
        story = a_story(FavouriteRules(choose=most, of=NAMES))
        assert "refused" not in choose(story, order + order[:1])
        for again in (order, order[::-1]):
            assert "refused" not in choose(story, again)
        awards.append([points(buy(story, lines)) for lines in bills])
    assert all(one == awards[0] for one in awards)


@given(
    picks=st.sets(st.sampled_from(NAMES), max_size=3).map(tuple),
    lines=ODD_LINES,
    off=st.integers(0, 100),
    redeem=st.integers(0, 300),
    cap=st.one_of(st.none(), st.integers(1, 40)),
)
def test_favourites_give_their_percent_of_the_net_of_their_lines_and_never_above_their_cap(
    picks, lines, off, redeem, cap
):
    caps = (Cap(points=cap, per=Period.RECEIPT, rule=RICH.id),) if cap else ()
    story = a_story(FavouriteRules(choose=3, of=NAMES), *caps)
    story.adjust(200)
    choose(story, picks)
    total = sum(amount for _, amount in lines)
    discount = Fraction(total * off, 100)
    line = buy(story, lines, discount=discount, redeem=redeem)

    paid = total - discount - line["applied"]
    assert Fraction(line["to_pay"]) == paid
    dear = sum(amount for name, amount in lines if name in picks)
    due = Fraction(dear, total) * paid / 10
    parts = reasons(line)
    cut = Fraction(parts.get("cap", "0"))
    got = Fraction(parts.get(RICH.id, "0")) + cut
    assert abs(got - (due if cap is None else min(due, cap))) <= Fraction(1, 5000)


@given(
    choices=st.lists(PICKS, max_size=4),
    bills=st.lists(ODD_LINES, min_size=1, max_size=3),
    pieces=PIECES,
    cap=st.one_of(st.none(), st.integers(1, 40)),
)
def test_bringing_everything_back_takes_exactly_what_was_given_whatever_was_picked_since(
    choices, bills, pieces, cap
):
    caps = (Cap(points=cap, per=Period.DAY, rule=RICH.id),) if cap else ()
    story = a_story(FavouriteRules(choose=3, of=NAMES), *caps)
    given_out = []
    for number, lines in enumerate(bills):
        choose(story, choices[number] if number < len(choices) else ())
        given_out.append(points(buy(story, lines, key=f"bill {number}")))
        later(story, 16)
    taken = [0] * len(bills)
    left = [sum(amount for _, amount in lines) for lines in bills]
    for which, amount, pick_again in pieces:
        number = which % len(bills)
        piece = min(amount, left[number])
        if pick_again:
            choose(story, NAMES[which % 4 :][:2])
        if piece:
            left[number] -= piece
            taken[number] += returned(story.refund(f"bill {number}", piece))
        assert 0 <= taken[number] <= given_out[number]
    for number, rest in enumerate(left):
        if rest:
            taken[number] += returned(story.refund(f"bill {number}"))
    assert taken == given_out
    shown = story.show()
    assert (shown["balance"], shown["pending"], shown["deficit"]) == (0, 0, 0)
