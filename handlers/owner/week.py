"""The week as a picture, and the same figures in the caption under it."""

import asyncio
import html
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from aiogram.types import InlineKeyboardMarkup
from babel import Locale
from babel.dates import get_day_names

from handlers.drawn import Drawn
from handlers.offers import days_words
from handlers.owner.menu import NewOffer, Poster
from handlers.pictures.summary import (
    MOST_TIERS,
    Bar,
    Figure,
    Line,
    Share,
    SummaryFace,
    Trend,
    summary_jpeg,
)
from handlers.texts import Texts
from handlers.ui import button, rows
from services import week
from services.database import Database
from services.domain.kinds import OfferKind, Weekday
from services.facts import Localized

NAME_LETTERS = 20
MOST_LINES = 3
"""What a caption keeps of a name, since Telegram takes no more than 1024 letters in all."""

_LOUD_PERCENT, _LOUD_TIMES = 1000, 1000
_SCALES = ((10**10, 10**9, "billions"), (10**7, 10**6, "millions"), (10**4, 10**3, "thousands"))
_FINE = 30


async def draw_week(db: Database, texts: Texts, now: datetime, *, monday: str) -> Drawn:
    """Read the week from this Monday (an ISO date) and draw it; a week of nothing is words."""
    figures = await db.report(week.week, date.fromisoformat(monday), now=now)
    if not figures.totals.bills:
        poster = button(texts.plain("home-poster"), Poster())
        title = texts("summary-week-empty", period=period(texts, figures.days))
        return Drawn(caption=title, keyboard=rows([poster]))
    face = summary_face(texts, figures)
    jpeg = await asyncio.to_thread(summary_jpeg, face)
    return Drawn(caption=caption(face), jpeg=jpeg, keyboard=tip_keys(texts, figures.quiet))


def tip_keys(texts: Texts, quiet: week.Quiet | None) -> InlineKeyboardMarkup | None:
    """Return what can be done about the quiet day: an offer of that day, ready to launch."""
    if quiet is None:
        return None
    place = quiet.on.weekday()
    days = days_words(texts, (list(Weekday)[place],))
    offer = NewOffer(offer_kind=OfferKind.MULTIPLIER, days=1 << place)
    return rows([button(texts.plain("offering-tip", days=days), offer)])


def caption(face: SummaryFace) -> str:
    """Say as HTML what the picture shows: every figure of it, in the same words."""
    arrows = {Trend.UP: "▲\u00a0", Trend.DOWN: "▼\u00a0", Trend.SAME: ""}
    lines = [f"<b>{html.escape(face.title)}</b>"]
    for figure in face.figures:
        change = f" ({arrows[figure.trend]}{figure.change})" if figure.change else ""
        lines.append(html.escape(f"{figure.label}: {figure.value}{change}"))
    days = " · ".join(f"{bar.label}\u00a0{bar.value}" for bar in face.bars if bar.value)
    lines.append(html.escape(f"{face.chart}: {days}"))
    if face.tiers:
        tiers = " · ".join(f"{share.label}\u00a0{share.value}" for share in face.tiers)
        lines.append(html.escape(f"{face.tiers_title}: {tiers}"))
    lines.append(html.escape(" · ".join(f"{line.label}: {line.value}" for line in face.lines)))
    if face.tip:
        lines.append(html.escape(f"{face.tip[0]}. {face.tip[1]}"))
    return "\n".join(lines)


def summary_face(texts: Texts, figures: week.Week) -> SummaryFace:
    """Put the week into the words of one language."""
    unit, days = _days(texts, figures)
    versus = "summary-versus" if figures.complete else "summary-versus-now"
    return SummaryFace(
        shop=texts.plain("summary-shop", shop=figures.shop, locations=figures.locations),
        title=texts.plain("summary-week", period=period(texts, figures.days)),
        subtitle=texts.plain(versus),
        figures=_figures(texts, figures.totals, figures.before),
        chart=texts.plain("summary-chart", unit=unit),
        legend=(texts.plain("summary-this-week"), texts.plain("summary-week-before")),
        bars=days,
        tiers_title=texts.plain("summary-tiers"),
        tiers=_tiers(texts, figures.tiers),
        lines_title=texts.plain("summary-lines"),
        lines=_lines(texts, figures),
        tip=_tip(texts, figures.quiet),
    )


def period(texts: Texts, days: Sequence[week.Day]) -> str:
    """Return "9–15 ноября", or both dates in full when the month changes between them."""
    first, last = days[0].on, days[-1].on
    if first.month == last.month:
        return f"{first.day}–{texts.day(last)}"
    return f"{texts.day(first)} – {texts.day(last)}"


def _figures(
    texts: Texts, now: week.Totals, before: week.Totals
) -> tuple[Figure, Figure, Figure, Figure]:
    return (
        _figure(
            texts,
            "summary-revenue",
            texts.money(now.amount_minor),
            (now.amount_minor, before.amount_minor),
        ),
        _figure(texts, "summary-purchases", texts.number(now.bills), (now.bills, before.bills)),
        _figure(
            texts,
            "summary-new",
            texts.number(now.new_members),
            (now.new_members, before.new_members),
        ),
        _returned(texts, now.returned_percent, before.returned_percent),
    )


def _figure(texts: Texts, label: str, value: str, pair: tuple[int, int]) -> Figure:
    now, before = pair
    if before <= 0:
        return Figure(label=texts.plain(label), value=value)
    percent = (2 * abs(now - before) * 100 + before) // (2 * before)
    change = texts.percent(str(percent))
    if percent >= _LOUD_PERCENT:
        times = (2 * now + before) // (2 * before)
        change = f"×{times}" if times < _LOUD_TIMES else f"> ×{_LOUD_TIMES}"
    trend = _trend(now - before) if percent else Trend.SAME
    return Figure(label=texts.plain(label), value=value, change=change, trend=trend)


def _returned(texts: Texts, now: int | None, before: int | None) -> Figure:
    label = texts.plain("summary-returned")
    if now is None or before is None:
        return Figure(label=label, value="—" if now is None else texts.percent(str(now)))
    change = texts.plain("summary-percent-points", points=abs(now - before))
    value = texts.percent(str(now))
    return Figure(label=label, value=value, change=change, trend=_trend(now - before))


def _trend(difference: int) -> Trend:
    if not difference:
        return Trend.SAME
    return Trend.UP if difference > 0 else Trend.DOWN


def _days(texts: Texts, figures: week.Week) -> tuple[str, tuple[Bar, ...]]:
    """Return the unit of the chart ("тыс. ₽") and the bars printed in it."""
    currency = texts.money(0).removeprefix("0").strip()
    major = 10**texts.locality.digits
    highest = max(day.amount_minor for day in figures.days)
    unit, divisor = currency, major
    for least, size, name in _SCALES:
        if highest >= least * major:
            unit, divisor = texts.plain(f"summary-{name}", currency=currency), size * major
            break
    fine = divisor > major and highest < _FINE * divisor
    step = Decimal("0.1" if fine else "1")
    tallest = max(1, highest, *(day.amount_minor for day in figures.before_days))
    names = _weekdays(texts, "abbreviated")
    quiet = figures.quiet.on if figures.quiet else None
    return unit, tuple(
        Bar(
            label=names[day.on.weekday()],
            value=_scaled(texts, day.amount_minor, divisor, step)
            if day.on <= figures.through
            else "",
            permille=day.amount_minor * 1000 // tallest,
            before_permille=before.amount_minor * 1000 // tallest,
            quiet=day.on == quiet,
        )
        for day, before in zip(figures.days, figures.before_days, strict=True)
    )


def _scaled(texts: Texts, amount_minor: int, divisor: int, step: Decimal) -> str:
    return texts.number((Decimal(amount_minor) / divisor).quantize(step, ROUND_HALF_UP))


def _weekdays(texts: Texts, width: Literal["abbreviated", "wide"]) -> dict[int, str]:
    names = get_day_names(width, context="stand-alone", locale=Locale.parse(texts.language))
    return {number: name[0].upper() + name[1:] for number, name in names.items()}


def _tiers(texts: Texts, tiers: Sequence[week.TierCount]) -> tuple[Share, ...]:
    """Return the tiers from the lowest; those beyond the room are added up."""
    shares = [
        Share(
            label=_cut(texts.name(Localized(tier.names))),
            value=texts.number(tier.members),
            weight=tier.members,
        )
        for tier in tiers
    ]
    if len(shares) <= MOST_TIERS:
        return tuple(shares)
    rest = sum(share.weight for share in shares[MOST_TIERS - 1 :])
    others = Share(label=texts.plain("summary-other-tiers"), value=texts.number(rest), weight=rest)
    return (*shares[: MOST_TIERS - 1], others)


def _lines(texts: Texts, figures: week.Week) -> tuple[Line, ...]:
    totals, major = figures.totals, 10**texts.locality.digits
    bills = max(1, totals.bills) * major
    average = (2 * totals.amount_minor + bills) // (2 * bills) * major
    points = (
        Line(label=texts.plain("summary-earned"), value=texts.points(figures.earned)),
        Line(label=texts.plain("summary-redeemed"), value=texts.points(figures.redeemed)),
    )
    off = Line(label=texts.plain("summary-off"), value=texts.money(figures.off_minor))
    return (
        *(points if figures.with_points else ()),
        *((off,) if figures.off_minor or not figures.with_points else ()),
        Line(label=texts.plain("summary-average"), value=texts.money(average)),
    )[:MOST_LINES]


def _tip(texts: Texts, quiet: week.Quiet | None) -> tuple[str, str] | None:
    if quiet is None:
        return None
    day = _weekdays(texts, "wide")[quiet.on.weekday()]
    percent = texts.percent(str(quiet.below_percent))
    return (
        texts.plain("summary-quiet", day=day, amount=texts.money(quiet.amount_minor)),
        texts.plain("summary-quiet-below", percent=percent),
    )


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else f"{name[: NAME_LETTERS - 1].rstrip()}…"
