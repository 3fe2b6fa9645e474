"""Stamp cards: their part of the file, and of the rules."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from services.domain.kinds import Each
from services.domain.program import StampCard
from services.program.conditions import Part, When
from services.program.positions import Path
from services.program.values import Days, Id, Language, Text
from services.program.whens import condition

MOST_NEEDED = 100
MOST_GAP = 7 * 24 * 60

Names = dict[Language, Text]


class StampCardPart(Part):
    id: Id
    """the card's own name; it stands in every explanation"""
    title: Names = Field(default_factory=dict)
    """what guests call it, by language; left out: the reward"""
    each: Literal["item", "purchase", "visit"] = "purchase"
    """a stamp for each item | purchase | visit (the first purchase of a local day)"""
    needed: Annotated[int, Field(ge=1, le=MOST_NEEDED)] = 10
    """so many stamps are one coupon: the tenth is paid, then one is free"""
    reward: Id
    """the offer the coupon is for: a name of its own, or that of goods"""
    reward_title: Names = Field(default_factory=dict)
    """what the guest gets, by language; left out: as the goods of that name are called"""
    reward_days: Days | None = None
    """how long the coupon lives; left out: as long as points"""
    gap_minutes: Annotated[int, Field(ge=0, le=MOST_GAP)] = 0
    """purchase and visit: less than so many minutes after the last stamp there is none"""
    on: bool = True
    """false: no more stamps; those there are, and coupons, stay"""
    when: When = When()
    """the conditions, all of them together; none: always"""


def stamp_cards(parts: Iterable[StampCardPart], decimals: int) -> tuple[StampCard, ...]:
    """Return the cards as the rules read them; one that is off keeps its stamps."""
    return tuple(
        StampCard(
            id=card.id,
            each=Each(card.each),
            needed=card.needed,
            reward=card.reward,
            reward_days=card.reward_days,
            gap_minutes=card.gap_minutes,
            on=card.on,
            when=condition(card.when, decimals),
        )
        for card in parts
    )


def check_stamp_cards(
    cards: Iterable[StampCardPart], goods: Iterable[str], others: Iterable[str]
) -> Iterator[tuple[Path, str]]:
    """Find rewards that are not goods, and gaps between items of one receipt.

    `goods` are the ids of what is taken for points, `others` those of all other rules.
    """
    known, taken = set(goods), set(others)
    for i, card in enumerate(cards):
        if card.reward in taken - known:
            yield ("stamp_card", i, "reward"), f'names "{card.reward}", which is not goods'
        if card.gap_minutes and card.each == "item":
            yield (
                ("stamp_card", i, "gap_minutes"),
                "does not fit items: a receipt may have several",
            )
