"""When a rule applies: the `when` of earn rules, multipliers and bonuses, all of it together."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.domain.kinds import Weekday
from services.program.values import Clock, Count, Id, LocalDate, Money, Text


class Part(BaseModel):
    """A table of the program file: no unknown keys, no silent conversions, never changed."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )


Some = Annotated[tuple[Text, ...], Field(min_length=1, max_length=1000, strict=False)]


class When(Part):
    amount_min: Money | None = None
    """the receipt is at least this, after discounts and before points"""
    categories: Some | None = None
    """lines of one of these categories"""
    not_categories: Some | None = None
    """lines of no category named here"""
    items: Some | None = None
    """lines with one of these items"""
    not_items: Some | None = None
    """lines with no item named here"""
    locations: Some | None = None
    """bought at one of these places"""
    tiers: Some | None = None
    """the member's tier at the moment of sale is one of these"""
    segments: Some | None = None
    """before the sale the member is in one of these segments, or of these audiences"""
    weekdays: (
        Annotated[
            tuple[Annotated[Weekday, Field(strict=False)], ...], Field(min_length=1, strict=False)
        ]
        | None
    ) = None
    """local days of the week: mon tue wed thu fri sat sun"""
    hours: Annotated[tuple[Clock, Clock], Field(strict=False)] | None = None
    """local time from the first up to, but without, the second; may run over midnight"""
    from_: LocalDate | None = Field(default=None, alias="from")
    """the first local date"""
    until: LocalDate | None = None
    """the last local date, itself included"""
    first: bool | None = None
    """true: only the member's first purchase; false: all but that"""
    nth: Count | None = None
    """only the member's purchase with this number"""
    every_nth: Count | None = None
    """only every so many of the member's purchases"""
    birthday: bool | None = None
    """true: only on the member's birthday; false: on every other day"""
    coupon: Id | None = None
    """a coupon of this offer, or of a stamp card with this reward, is used on the bill"""
    favourite: bool | None = None
    """true: lines of the member's favourite categories; false: all other lines"""
