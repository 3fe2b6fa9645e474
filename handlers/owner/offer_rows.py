"""The draft of an offer in the chat: what of it can be changed, each value a button (O5)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.desk import Desk
from handlers.offers import clock, factor_text
from handlers.owner.last_day import until_button
from handlers.texts import Texts
from handlers.ui import Button, button
from services.domain.kinds import OfferKind, Weekday
from services.facts import Money, Percent, Points
from services.offers import OfferDraft
from services.program import sized

FACTORS = (150, 200, 300)
PRICES = (50, 100, 200, 300)
GIFTS = (50, 100, 200, 300)
PERCENTS = (5, 10, 15, 20)
AMOUNTS = (500, 1_000, 1_500, 2_000)
LIVES = (7, 14, 30, 60)
HOURS = ((0, 0), (8, 11), (12, 15), (15, 18), (18, 21))
"""Local hours from and to; the first is the whole day."""

TUESDAY = 1 << 1
A_HUNDRED = 100
DAYS_IN_A_ROW = 4


class Draft(CallbackData, prefix="o-draft"):
    """The whole draft in each of its buttons; only a typed title stays in the step.

    `value` is the factor in hundredths, the price in points, the percent, or the amount in minor
    units; `second` the points of a bonus, or the days a coupon lives, 0 for money off without
    one; `days` has a bit for each weekday, `hours` is a place in HOURS, `until` the ordinal of
    the last day or 0, `who` the ref of a segment or audience, or nothing.
    """

    offer_kind: OfferKind
    value: Annotated[int, Field(ge=0, lt=10**11)]
    second: Annotated[int, Field(ge=0, lt=10**7)] = 0
    days: Annotated[int, Field(ge=0, le=127)] = 0
    hours: Annotated[int, Field(ge=0, lt=len(HOURS))] = 0
    until: Annotated[int, Field(ge=0, le=date.max.toordinal())] = 0
    who: Annotated[str, Field(max_length=6)] = ""


def beginning(desk: Desk, kind: OfferKind) -> Draft:
    """Return the draft that is right for most, so that the launch is the next tap."""
    currency, unit = desk.who.currency, 10**desk.who.digits
    match kind:
        case OfferKind.MULTIPLIER:
            return Draft(offer_kind=kind, value=FACTORS[1], days=TUESDAY)
        case OfferKind.BONUS:
            return Draft(
                offer_kind=kind,
                value=sized(AMOUNTS[0], currency) * unit,
                second=sized(GIFTS[1], currency),
            )
        case OfferKind.PERCENT_OFF:
            return Draft(offer_kind=kind, value=PERCENTS[1], days=TUESDAY)
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            return Draft(offer_kind=kind, value=sized(PRICES[1], currency), second=LIVES[2])


def weekdays_of(mask: int) -> tuple[Weekday, ...]:
    return tuple(day for place, day in enumerate(Weekday) if mask >> place & 1)


def factor_of(hundredths: int) -> str:
    """Return "1.5" for 150."""
    whole, rest = divmod(hundredths, A_HUNDRED)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")


def offer_draft(draft: Draft, title: str, language: str) -> OfferDraft:
    """Return what the books call a draft."""
    begins, ends = (hour * 60 for hour in HOURS[draft.hours])
    common = OfferDraft(
        kind=draft.offer_kind,
        title={language: title} if title else {},
        weekdays=weekdays_of(draft.days),
        hours=(begins, ends) if ends else None,
        until_on=date.fromordinal(draft.until) if draft.until else None,
        audience=draft.who or None,
    )
    match draft.offer_kind:
        case OfferKind.MULTIPLIER:
            return replace(common, factor=factor_of(draft.value))
        case OfferKind.BONUS:
            return replace(common, amount_min_minor=draft.value, points=draft.second)
        case OfferKind.PERCENT_OFF:
            free = replace(common, price_points=0, expires_days=draft.second)
            return replace(free if draft.second else common, percent=str(draft.value))
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            return replace(common, price_points=draft.value, expires_days=draft.second)


# The buttons of a draft: each is the same draft with one value changed.


def changed(draft: Draft, **values: int | str) -> Draft:
    return draft.model_copy(update=values)


def chosen(yes: bool) -> str:
    return "yes" if yes else "no"


def day_rows(texts: Texts, draft: Draft) -> list[list[Button]]:
    """Return a switch for each weekday; all off is every day."""
    days = [
        button(
            texts.plain(
                "offering-day",
                day=texts.plain(f"weekday-{day}"),
                chosen=chosen(bool(draft.days >> place & 1)),
            ),
            changed(draft, days=draft.days ^ (1 << place)),
        )
        for place, day in enumerate(Weekday)
    ]
    return [days[:DAYS_IN_A_ROW], days[DAYS_IN_A_ROW:]]


def factor_row(texts: Texts, draft: Draft) -> list[Button]:
    return [
        button(
            texts.plain(
                "offering-factor",
                factor=factor_text(texts, factor_of(value)),
                chosen=chosen(value == draft.value),
            ),
            changed(draft, value=value),
        )
        for value in FACTORS
    ]


def percent_row(texts: Texts, draft: Draft) -> list[Button]:
    return [
        button(
            texts.plain(
                "offering-percent",
                percent=Percent(str(value)),
                chosen=chosen(value == draft.value),
            ),
            changed(draft, value=value),
        )
        for value in PERCENTS
    ]


def coupon_button(texts: Texts, draft: Draft) -> Button:
    """Return whether the guest needs a coupon for it; a tap takes the next life of one."""
    steps = (0, *LIVES)
    place = steps.index(draft.second) if draft.second in steps else -1
    data = changed(draft, second=steps[(place + 1) % len(steps)])
    if not draft.second:
        return button(texts.plain("offering-no-coupon"), data)
    return button(texts.plain("offering-lives", days=draft.second), data)


def points_row(
    texts: Texts, key: str, draft: Draft, field: str, presets: Iterable[int]
) -> list[Button]:
    """Return a row of presets in points; a typed value joins them."""
    now = getattr(draft, field)
    return [
        button(
            texts.plain(key, points=Points(points), chosen=chosen(points == now)),
            changed(draft, **{field: points}),
        )
        for points in sorted({*presets, now})
    ]


def amount_row(texts: Texts, draft: Draft, presets: Iterable[int]) -> list[Button]:
    return [
        button(
            texts.plain(
                "offering-amount", amount=Money(minor), chosen=chosen(minor == draft.value)
            ),
            changed(draft, value=minor),
        )
        for minor in sorted(set(presets))
    ]


def pairs(buttons: list[Button]) -> list[list[Button]]:
    """Return the buttons two in a row: a narrow phone breaks the words of three."""
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def hours_button(texts: Texts, draft: Draft) -> Button:
    """Return the hours as they are; a tap takes the next ones."""
    begins, ends = HOURS[draft.hours]
    label = (
        texts.plain("offering-hours", begins=clock(begins * 60), ends=clock(ends * 60))
        if ends
        else texts.plain("offering-hours-all")
    )
    return button(label, changed(draft, hours=(draft.hours + 1) % len(HOURS)))


def lives_button(texts: Texts, draft: Draft) -> Button:
    """Return how long a coupon lives; a tap takes the next preset."""
    place = LIVES.index(draft.second) if draft.second in LIVES else -1
    data = changed(draft, second=LIVES[(place + 1) % len(LIVES)])
    return button(texts.plain("offering-lives", days=draft.second), data)


def value_rows(desk: Desk, draft: Draft, today: date) -> list[list[Button]]:
    """Return everything that can be changed about a draft of this kind."""
    texts, currency, unit = desk.texts, desk.who.currency, 10**desk.who.digits
    until = until_button(texts, draft.until, today, lambda until: changed(draft, until=until))
    match draft.offer_kind:
        case OfferKind.MULTIPLIER:
            return [
                *day_rows(texts, draft),
                factor_row(texts, draft),
                [hours_button(texts, draft), until],
            ]
        case OfferKind.BONUS:
            amounts = [sized(amount, currency) * unit for amount in AMOUNTS]
            gifts = [sized(points, currency) for points in GIFTS]
            return [
                *pairs(amount_row(texts, draft, amounts)),
                *pairs(points_row(texts, "offering-gift", draft, "second", gifts)),
                [until],
            ]
        case OfferKind.PERCENT_OFF:
            return [
                percent_row(texts, draft),
                *day_rows(texts, draft),
                [hours_button(texts, draft), until],
                [coupon_button(texts, draft)],
            ]
        case OfferKind.GOODS | OfferKind.PROMO_CODE:
            prices = [sized(points, currency) for points in PRICES]
            return [
                *pairs(points_row(texts, "offering-price", draft, "value", prices)),
                [lives_button(texts, draft), until],
            ]
