"""What holds for every program and every purchase, not only for examples."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.domain import events as ev
from services.domain.conditions import Condition
from services.domain.kinds import (
    Each,
    EarnType,
    ExpiryModel,
    Period,
    Rounding,
    TierBasis,
    TierDown,
    TierWindow,
    Unpaid,
    Weekday,
)
from services.domain.members import join
from services.domain.outcome import Purchased
from services.domain.program import (
    BonusRule,
    Cap,
    EarnRule,
    Expiry,
    MultiplierRule,
    PointsRules,
    Program,
    RedeemRules,
    RefundRules,
    Threshold,
    Tier,
    Tiers,
)
from services.domain.purchases import purchase
from services.domain.receipts import Line, Receipt
from services.domain.settling import settle
from tests.domain.story import Story, check_entries

few = settings(max_examples=60, deadline=None)
CATEGORIES = ("tea", "cake", None)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOON.date()

conditions = st.builds(
    Condition,
    categories=st.sampled_from([(), ("tea",), ("cake", "tea")]),
    not_categories=st.sampled_from([(), ("cake",)]),
    amount_min_minor=st.sampled_from([None, 5000]),
)


def rates(top) -> st.SearchStrategy[Fraction]:
    return st.fractions(min_value=0, max_value=top, max_denominator=100)


earn_rules = st.builds(
    EarnRule,
    id=st.just("base"),
    type=st.sampled_from(EarnType),
    percent=rates(50),
    points=st.integers(1, 50),
    per_minor=st.integers(100, 20_000),
    each=st.sampled_from(Each),
    exclusive=st.booleans(),
    when=conditions,
)
multipliers = st.builds(
    MultiplierRule,
    id=st.just("more"),
    factor=rates(3).map(lambda extra: 1 + extra),
    stack=st.booleans(),
    when=conditions,
)
caps = st.builds(
    Cap,
    points=st.integers(0, 200),
    per=st.sampled_from(Period),
    rule=st.sampled_from([None, "earn-0", "multiplier-0"]),
    budget=st.booleans(),
)


def named(rules, prefix) -> tuple[Any, ...]:
    return tuple(replace(rule, id=f"{prefix}-{at}") for at, rule in enumerate(rules))


LADDER = tuple(
    Tier(id=name, thresholds=(Threshold(basis=basis, need=need),) if need else ())
    for name, basis, need in (
        ("base", TierBasis.SPEND, 0),
        ("silver", TierBasis.SPEND, 30_000),
        ("gold", TierBasis.POINTS, 100),
    )
)
programs = st.builds(
    Program,
    points=st.builds(
        PointsRules,
        value_minor=st.sampled_from([1, 50, 100, 333]),
        rounding=st.sampled_from(Rounding),
        hold_days=st.sampled_from([0, 0, 3]),
        expiry=st.builds(
            Expiry,
            model=st.sampled_from(ExpiryModel),
            n=st.integers(0, 20),
            on=st.just(date(2026, 12, 31)),
        ),
    ),
    redeem=st.builds(
        RedeemRules,
        max_percent=st.sampled_from([Fraction(30), Fraction(100)]),
        step=st.sampled_from([1, 5]),
        earn_on_redeemed=st.booleans(),
        exclude=st.sampled_from([(), ("cake",)]),
    ),
    refund=st.builds(
        RefundRules, unpaid=st.sampled_from(Unpaid), restore_days=st.sampled_from([0, 7])
    ),
    earn=st.lists(earn_rules, max_size=3).map(lambda rules: named(rules, "earn")),
    multipliers=st.lists(multipliers, max_size=3).map(lambda rules: named(rules, "multiplier")),
    bonuses=st.lists(
        st.builds(BonusRule, id=st.just("b"), points=st.integers(1, 90), when=conditions),
        max_size=2,
    ).map(lambda rules: named(rules, "bonus")),
    caps=st.lists(caps, max_size=3).map(tuple),
    tiers=st.none()
    | st.builds(
        Tiers,
        ladder=st.just(LADDER),
        window=st.sampled_from(TierWindow),
        grace_days=st.sampled_from([0, 30]),
        down=st.sampled_from(TierDown),
    ),
)
lines = st.builds(
    Line,
    amount_minor=st.integers(0, 30_000),
    category=st.sampled_from(CATEGORIES),
    quantity=st.integers(1, 4),
)


@st.composite
def receipts(draw) -> Receipt:
    made = tuple(draw(st.lists(lines, min_size=1, max_size=4)))
    amount = sum(line.amount_minor for line in made)
    discount = draw(st.integers(0, amount))
    return Receipt(
        amount_minor=amount,
        lines=made,
        discount_minor=discount,
        redeem=draw(st.sampled_from([None, "max", 17])),
    )


def bought(program, receipt) -> Purchased:
    state = join(program, TODAY).state
    return purchase(program, state, receipt, NOON, key="sale")


@few
@given(programs, receipts())
def test_the_parts_add_up_to_the_award_and_the_lines_to_the_record(program, receipt):
    made = bought(program, receipt)

    for entry in made.entries:
        assert sum(part.points for part in entry.parts) == entry.points
        assert all(part.points * 10_000 % 1 == 0 for part in entry.parts)
    assert sum(line.earned for line in made.purchase.lines) == made.purchase.earned
    assert sum(line.paid for line in made.purchase.lines) == made.purchase.applied
    assert sum(line.net for line in made.purchase.lines) == made.purchase.goods_minor
    assert made.purchase.earned >= 0


@few
@given(programs, receipts(), st.randoms())
def test_the_order_of_the_lines_does_not_matter(program, receipt, random):
    mixed = list(receipt.lines)
    random.shuffle(mixed)

    one, other = bought(program, receipt), bought(program, replace(receipt, lines=tuple(mixed)))

    assert one.purchase.earned == other.purchase.earned
    assert one.state == other.state


@few
@given(programs, receipts(), st.lists(st.integers(1, 40_000), max_size=5), st.data())
def test_pieces_of_refunds_end_where_one_full_refund_ends(program, receipt, pieces, data):
    def sold() -> Story:
        story = Story(program)
        story.join()
        story.adjust(120)
        story.tell(ev.Purchase(at=story.at, member="anna", key="sale", receipt=receipt))
        return story

    whole, parts = sold(), sold()
    end = whole.refund("sale")
    returned = [
        line["to_return"]
        for piece in pieces
        if "to_return" in (line := parts.refund("sale", Fraction(piece, 100)))
    ]
    index = data.draw(st.integers(0, len(receipt.lines) - 1))
    by_line = parts.refund("sale", lines=[index])
    last = parts.refund("sale")
    returned += [line["to_return"] for line in (by_line, last) if "to_return" in line]

    _, made = parts.shop._purchases["sale"]
    assert not made.stands
    assert (made.restored, made.clawed) == (made.applied, made.earned)
    assert made.returned_minor == made.to_pay_minor
    assert sum(map(Fraction, returned)) == Fraction(end["to_return"])
    assert parts.shop._cards["anna"].state.standing == whole.shop._cards["anna"].state.standing
    if program.refund.unpaid is Unpaid.DEFICIT:
        sums = [
            story.show()["balance"] + story.show()["pending"] - story.show()["deficit"]
            for story in (whole, parts)
        ]
        assert sums == [120, 120]


steps = st.one_of(
    st.tuples(st.just("buy"), receipts()),
    st.tuples(st.just("refund"), st.tuples(st.integers(0, 5), st.integers(0, 40_000))),
    st.tuples(st.just("adjust"), st.integers(-100, 100)),
    st.tuples(st.just("wait"), st.integers(0, 40)),
    st.tuples(st.just("wait"), st.sampled_from([200, 365, 800])),
    st.tuples(st.just("hand"), st.sampled_from(LADDER).map(lambda tier: tier.id)),
    st.tuples(st.just("rules"), programs),
    st.tuples(st.just("tick"), st.none()),
)


def tell(program, plan, *, ticking=True) -> tuple[Story, list[Any]]:
    story = Story(program)
    story.join()
    told: list[Any] = []
    keys: list[str] = []
    for what, argument in plan:
        if what == "wait":
            story.at += timedelta(days=argument)
        elif what != "tick":
            told.append(tell_one(story, keys, what, argument))
        elif ticking:
            story.tick()
    return story, told


def tell_one(story, keys, what, argument) -> Any:
    match what:
        case "buy":
            keys.append(f"sale-{len(keys)}")
            event = ev.Purchase(at=story.at, member="anna", key=keys[-1], receipt=argument)
            return story.tell(event)[0]
        case "refund":
            at, piece = argument
            key = keys[at % len(keys)] if keys else "unknown"
            return story.refund(key, Fraction(piece, 100))
        case "adjust":
            return story.adjust(argument)
        case "hand":
            return story.set_tier(argument)
        case _:
            return story.change(argument)


@few
@given(programs, st.lists(steps, max_size=12))
def test_the_books_balance_after_every_event_and_the_end_does_not_depend_on_jobs(program, plan):
    busy, _ = tell(program, plan)
    quiet, _ = tell(program, plan, ticking=False)
    quiet.tick()
    busy.tick()

    assert busy.shop._cards["anna"].state == quiet.shop._cards["anna"].state


@few
@given(programs, st.lists(steps, max_size=12))
def test_telling_the_same_twice_prints_the_same(program, plan):
    assert tell(program, plan)[1] == tell(program, plan)[1]


@few
@given(programs, st.lists(steps, max_size=10), st.integers(0, 800))
def test_settling_twice_is_settling_once_and_settling_on_the_way_changes_nothing(
    program, plan, days
):
    story, _ = tell(program, plan)
    card = story.shop._cards["anna"]
    end = story.at.date() + timedelta(days=days)
    middle = story.at.date() + timedelta(days=days // 2)

    once = settle(program, card.load(end), end)
    check_entries(card.load(end), once)
    half = settle(program, card.load(middle), middle)
    card.save(half)
    rest = settle(program, card.load(end), end)
    card.save(rest)
    again = settle(program, card.load(end), end)

    assert rest.state == once.state == again.state
    assert half.entries + rest.entries == once.entries
    assert (again.entries, again.lots, again.steps) == ((), (), ())


@few
@given(programs, st.lists(steps, max_size=12))
def test_running_sums_are_the_sums_of_the_days(program, plan):
    story, _ = tell(program, plan)
    story.tick()
    card = story.shop._cards["anna"]
    today = card.state.settled_on
    year_ago = today.replace(year=today.year - 1)
    standing = card.state.standing

    def spend(counts) -> int:
        return sum(day.figures.spend_minor for on, day in card.days.items() if counts(on))

    assert standing.lifetime.spend_minor == spend(lambda on: on <= today)
    assert standing.rolling.spend_minor == spend(lambda on: on > year_ago)
    assert standing.year.spend_minor == spend(lambda on: on.year == today.year)
    assert standing.last_year.spend_minor == spend(lambda on: on.year == today.year - 1)
    assert standing.lifetime.visits == sum(day.figures.visits for day in card.days.values())
    if card.state.tier.until is not None:
        from_on = card.state.tier.until.replace(year=card.state.tier.until.year - 1)
        assert standing.period.spend_minor == spend(lambda on: on > from_on)


@few
@given(programs, receipts())
def test_nothing_earns_twice(program, receipt):
    story = Story(program)
    story.join()
    first = story.tell(ev.Purchase(at=NOON, member="anna", key="sale", receipt=receipt))
    again = story.tell(ev.Purchase(at=NOON, member="anna", key="sale", receipt=receipt))

    assert again == [{**first[0], "n": 3, "replayed": True}]
    assert story.shop._cards["anna"].state.standing.lifetime.purchases == 1


NEVER = Condition(amount_min_minor=10**12)
BUSY = (Cap(points=10**9, per=Period.DAY), Cap(points=10**9, per=Period.EVER, budget=True))


@few
@given(programs, st.lists(receipts(), min_size=1, max_size=4), st.randoms())
def test_rules_that_never_apply_change_nothing(program, bills, random):
    """What is skipped when a program asks nothing gives what asking gives."""
    asked = replace(
        program,
        earn=tuple(replace(rule, when=asking(rule.when)) for rule in program.earn),
        multipliers=(
            *program.multipliers,
            MultiplierRule(id="no", factor=Fraction(9), when=NEVER),
        ),
        bonuses=(*program.bonuses, BonusRule(id="no", points=9, when=NEVER)),
        caps=(*program.caps, *BUSY),
    )
    plain, busy = join(program, TODAY).state, join(asked, TODAY).state
    for bill in bills:
        redeem = random.choice([bill.redeem, None])
        short = replace(bill, lines=bill.lines[:1], amount_minor=bill.lines[0].amount_minor)
        receipt = replace(random.choice([bill, replace(short, discount_minor=0)]), redeem=redeem)
        one = purchase(program, plain, receipt, NOON, key="sale")
        other = purchase(asked, busy, receipt, NOON, key="sale")
        assert replace(other, budgets=one.budgets) == one
        plain, busy = one.state, other.state


def asking(when: Condition) -> Condition:
    """Return the same condition with questions that any sale answers yes."""
    return replace(when, weekdays=tuple(Weekday), not_items=("never",))


@few
@given(programs, st.integers(0, 30_000), st.sampled_from([None, "max", 17]))
def test_a_receipt_without_lines_is_one_line_without_a_category(program, amount, redeem):
    bare = Receipt(amount_minor=amount, redeem=redeem)
    lined = replace(bare, lines=(Line(amount_minor=amount),))

    assert bought(program, bare) == bought(program, lined)
