"""What an offer says, to the guest who may take it and to the owner who makes it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from handlers.texts import Texts
from services.domain.kinds import OfferKind, Weekday
from services.facts import Localized, Money, Percent, Points
from services.offers import Terms

WORK = frozenset(list(Weekday)[:5])
REST = frozenset(list(Weekday)[5:])
SOON_DAYS = 7
TITLE_ON_A_BUTTON = 24
"""A longer title is cut: a button of a narrow phone shows no more."""

TITLE_IN_A_LINE = 80
"""Several of these stand under a picture, which takes no more than 1024 letters."""


def short(text: str, limit: int = TITLE_ON_A_BUTTON) -> str:
    """Return the text, cut to `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clock(minutes: int) -> str:
    """Return "14:00" for 840 minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def days_words(texts: Texts, weekdays: tuple[Weekday, ...]) -> str:
    """Return "on Tuesdays", "at weekends" or "on Mon, Wed"; nothing for every day."""
    chosen = frozenset(weekdays)
    if not chosen or chosen == WORK | REST:
        return ""
    if len(weekdays) == 1:
        return texts.plain(f"offer-days-{weekdays[0]}")
    if chosen == WORK:
        return texts.plain("offer-days-work")
    if chosen == REST:
        return texts.plain("offer-days-rest")
    return texts.plain(
        "offer-days-some", days=", ".join(texts.plain(f"weekday-{day}") for day in weekdays)
    )


def until_words(texts: Texts, on: date, today: date) -> str:
    """Return when the offer ends: in days when that is soon, else the date."""
    left = (on - today).days
    if left > SOON_DAYS:
        return texts.plain("offer-until", on=on)
    return texts.plain("offer-days-left", days=max(left, 0))


def conditions(texts: Texts, terms: Terms, today: date) -> str:
    """Return everything that limits the offer, joined by dots; plain text."""
    words = []
    if terms.amount_min_minor is not None:
        words.append(texts.plain("offer-amount", amount=Money(terms.amount_min_minor)))
    words.append(days_words(texts, terms.weekdays))
    if terms.hours is not None:
        begins, ends = (clock(minutes) for minutes in terms.hours)
        words.append(texts.plain("offer-hours", begins=begins, ends=ends))
    if terms.from_on is not None:
        words.append(texts.plain("offer-from", on=terms.from_on))
    if terms.until_on is not None:
        words.append(until_words(texts, terms.until_on, today))
    if terms.total is not None:
        words.append(texts.plain("offer-total", total=terms.total))
    if terms.more:
        words.append(texts.plain("offer-more"))
    return " · ".join(word for word in words if word)


def name_of(texts: Texts, kind: OfferKind, title: Mapping[str, str], terms: Terms) -> str:
    """Return what the offer is called: its title, or what it gives; plain text."""
    if title:
        return texts.name(Localized(title))
    match kind:
        case OfferKind.MULTIPLIER:
            return texts.plain("offer-multiplier", factor=factor_text(texts, terms.factor))
        case OfferKind.PROMO_CODE if terms.percent is not None:
            return texts.plain("offer-percent", percent=Percent(terms.percent))
        case OfferKind.BONUS | OfferKind.PROMO_CODE:
            return texts.plain("offer-bonus", points=Points(terms.points or 0))
        case OfferKind.PERCENT_OFF:
            return texts.plain("offer-percent", percent=Percent(terms.percent or "0"))
        case OfferKind.GOODS:
            return texts.plain("offer-goods", price=Points(terms.price_points or 0))


def factor_text(texts: Texts, factor: str | None) -> str:
    """Return "1,5" for a factor of "1.5", as the language writes it."""
    return texts.number(Decimal(factor or "1"))


def gives(texts: Texts, kind: OfferKind, title: Mapping[str, str], terms: Terms) -> str:
    """Return what stands beside a title: the price, or what the title does not say."""
    if kind is OfferKind.GOODS:
        return texts.plain("offer-price", points=Points(terms.price_points or 0))
    if kind is OfferKind.PROMO_CODE:
        return texts.plain("offer-promo", code=terms.code or "")
    words = [name_of(texts, kind, {}, terms)] if title else []
    if terms.price_points is not None:
        words.append(price_words(texts, terms.price_points))
    return " · ".join(words)


def price_words(texts: Texts, price: int) -> str:
    """Return what a coupon costs."""
    if price:
        return texts.plain("offer-price", points=Points(price))
    return texts.plain("offer-free")


def offer_line(
    texts: Texts,
    kind: OfferKind,
    title: Mapping[str, str],
    terms: Terms,
    *,
    today: date,
    more: str = "",
) -> str:
    """Return the offer in one line of HTML, as a guest reads it; `more` is plain text."""
    rest = (gives(texts, kind, title, terms), conditions(texts, terms, today), more)
    return texts(
        "offer-line",
        name=short(name_of(texts, kind, title, terms), TITLE_IN_A_LINE),
        more=" · ".join(part for part in rest if part),
    )
