"""The small edits an owner makes from the chat; each gives a new, checked document."""

from datetime import date
from decimal import Decimal
from typing import Literal, cast

from services.domain.kinds import Rounding
from services.program.document import (
    Document,
    Earn,
    EarnPercent,
    Never,
    OnDate,
    Rolling,
    UnitForms,
)
from services.program.loading import checked

BASE = "base"


def base_percent(document: Document) -> Decimal | None:
    """Return the rate of the rule called base; None if none, or if it does not give percent."""
    for rule in document.earn:
        if rule.id == BASE and isinstance(rule, EarnPercent):
            return rule.percent
    return None


def with_percent(document: Document, percent: Decimal) -> Document:
    """Let the rule called base give `percent`; a program without one gets it.

    The first tier moves with it if both had the same rate before.
    Raises ProgramRefused outside 0 to 100.
    """
    before = base_percent(document)
    earn = tuple(_at_percent(rule, percent) if rule.id == BASE else rule for rule in document.earn)
    if not any(rule.id == BASE for rule in earn):
        earn = (EarnPercent.model_construct(type="percent", id=BASE, percent=percent), *earn)
    tier = tuple(
        tier.model_copy(update={"percent": percent})
        if i == 0 and tier.percent is not None and tier.percent == before
        else tier
        for i, tier in enumerate(document.tier)
    )
    return _edited(document, earn=earn, tier=tier)


def _at_percent(rule: Earn, percent: Decimal) -> EarnPercent:
    """Return the same rule, under the same conditions, giving percent."""
    return EarnPercent.model_construct(
        type="percent",
        id=rule.id,
        percent=percent,
        exclusive=rule.exclusive,
        priority=rule.priority,
        when=rule.when,
    )


def with_max_percent(document: Document, max_percent: int) -> Document:
    """Let points pay `max_percent` of a bill. Raises ProgramRefused outside 0 to 100."""
    redeem = document.redeem.model_copy(update={"max_percent": max_percent})
    return _edited(document, redeem=redeem)


def with_expiry(
    document: Document,
    model: Literal["days", "months", "month_end", "year_end", "sliding", "fixed", "never"],
    n: int | None = None,
    *,
    on: date | None = None,
    today: date | None = None,
) -> Document:
    """Let points earned from now on end by `model`: with `n`, or, for "fixed", `on` a date.

    Raises ProgramRefused for a missing or negative `n`, and for a date before `today`.
    """
    expiry: Rolling | OnDate | Never
    match model:
        case "never":
            expiry = Never(model="never")
        case "fixed":
            expiry = OnDate.model_construct(model="fixed", date=cast("date", on))
        case _:
            expiry = Rolling.model_construct(model=model, n=cast("int", n))
    points = document.points.model_copy(update={"expiry": expiry})
    return checked(document.model_copy(update={"points": points}), today=today)


def with_value(document: Document, value: Decimal) -> Document:
    """Let a point pay `value` of the shop's money; points that guests have change with it.

    Raises ProgramRefused for 0 and for a part of the smallest coin.
    """
    return _edited(document, points=document.points.model_copy(update={"value": value}))


def with_hold(document: Document, days: int) -> Document:
    """Let points earned from now on be spent only after so many days."""
    return _edited(document, points=document.points.model_copy(update={"hold_days": days}))


def with_rounding(document: Document, rounding: Rounding) -> Document:
    """Let a receipt's points become whole in this way."""
    update = {"rounding": rounding.value}
    return _edited(document, points=document.points.model_copy(update=update))


def with_min_points(document: Document, points: int) -> Document:
    """Let fewer points than this not be spent at all."""
    return _edited(document, redeem=document.redeem.model_copy(update={"min_points": points}))


def with_names(document: Document, names: dict[str, UnitForms]) -> Document:
    """Say what a point is called, by language. Raises ProgramRefused for an empty form."""
    points = document.points.model_copy(update={"names": names})
    return _edited(document, points=points)


def with_name(document: Document, name: str) -> Document:
    """Rename the shop. Raises ProgramRefused for an empty one."""
    return _edited(document, name=name)


def _edited(document: Document, **parts: object) -> Document:
    return checked(document.model_copy(update=parts))
