"""Parts of entries in English; other languages are rendered from the same facts."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from string import Formatter

from services.domain.exact import Exact, decimal_text, money_text
from services.domain.kinds import Each, Limit, Period, Reason
from services.domain.outcome import Part

__all__ = ["decimal_text", "money_text", "text", "why", "why_less"]

_Facts = Mapping[str, str | int]
_Said = Callable[[_Facts, str], str]  # how a fact of this name is said

_SILENT = Reason.ROUNDING
_CASES = {
    Reason.FIXED: "each",
    Reason.CAP: "per",
    Reason.LIMITED: "limit",
    Reason.STAMPED: "outcome",
    Reason.STAMPS_BACK: "outcome",
}
_FAVOURITE = {"favourite": " on favourites"}
_BY_COUPON = {"by_coupon": ", coupon of {by_coupon}"}
_TAILS = {
    Reason.PERCENT: {"tier": ", tier {tier}"} | _FAVOURITE | _BY_COUPON,
    Reason.BLOCKS: _BY_COUPON,
    Reason.FIXED: _BY_COUPON,
    Reason.MULTIPLIER: _FAVOURITE | _BY_COUPON,
    Reason.BONUS: _BY_COUPON,
    Reason.DISCOUNT: _FAVOURITE | {"coupon": ", coupon {coupon}"},
    Reason.CAP: {"rule": " by {rule}", "budget": " for all members together"},
}
_NO_TAILS: Mapping[str, str] = {}
_WORDS: Mapping[tuple[Reason, str | int | None], str] = {
    (Reason.PERCENT, None): "{percent} % of {basis}",
    (Reason.BLOCKS, None): "{each_points} per {block} of {basis}",
    (Reason.FIXED, Each.PURCHASE): "{each_points} for a purchase",
    (Reason.FIXED, Each.VISIT): "{each_points} for the first purchase of a day",
    (Reason.FIXED, Each.ITEM): "{each_points} for each of {items} items",
    (Reason.MULTIPLIER, None): "×{factor}",
    (Reason.BONUS, None): "bonus {points}",
    (Reason.CAP, Period.RECEIPT): "no more than {limit} on a receipt",
    (Reason.CAP, Period.DAY): "no more than {limit} in a day",
    (Reason.CAP, Period.WEEK): "no more than {limit} in a week",
    (Reason.CAP, Period.MONTH): "no more than {limit} in a month",
    (Reason.CAP, Period.EVER): "no more than {limit} ever",
    (Reason.NOTHING, None): "no rule applies",
    (Reason.PAID, None): "{points} points pay {worth}",
    (Reason.LIMITED, Limit.BALANCE): "no more points on the balance",
    (Reason.LIMITED, Limit.DEFICIT): "points are owed",
    (Reason.LIMITED, Limit.MAX_PERCENT): "no more than {max_percent} % of {redeemable}",
    (Reason.LIMITED, Limit.STEP): "in steps of {step}",
    (Reason.LIMITED, Limit.MIN_POINTS): "no fewer than {min_points}",
    (Reason.LIMITED, Limit.NOTHING_REDEEMABLE): "points cannot pay for these goods",
    (Reason.EXPIRED, None): "opened on {opened_on}, ended on {expires_on}",
    (Reason.ERASED, None): "erased",
    (Reason.RETURNED, None): "refund of {purchase}",
    (Reason.TAKEN_BACK, None): "refund of {purchase}",
    (Reason.ALREADY_EXPIRED, None): "expired before, counted as taken",
    (Reason.FORGIVEN, None): "not enough points left, forgotten",
    (Reason.ADJUSTED, None): "{reason}",
    (Reason.TRANSFERRED, None): "transferred",
    (Reason.WELCOME, None): "welcome gift",
    (Reason.OFFER, None): "offer {offer}, coupon {coupon}",
    (Reason.OFFER_CANCELLED, None): "offer {offer}, coupon {coupon} cancelled",
    (Reason.BIRTHDAY, None): "birthday gift of {year}",
    (Reason.DORMANCY, None): "gift after a long time",
    (Reason.PROMO, None): "promo code of {offer}",
    (Reason.REFERRER, None): "brought a friend",
    (Reason.INVITEE, None): "came by a friend's invitation",
    (Reason.REFERRAL_UNDONE, None): "the purchase of the invited friend was refunded",
    (Reason.STAMPED, "open"): "+{stamps}: {have} of {needed}",
    (Reason.STAMPED, "full"): "+{stamps}: {full} complete, {have} of {needed}",
    (Reason.STAMPED, "owed"): "+{stamps}: {owed} still owed",
    (Reason.STAMPED, "too_soon"): "no stamp within {gap} minutes of the last",
    (Reason.CARD_COMPLETE, None): "card {card} complete: offer {offer}, coupon {coupon}",
    (Reason.STAMPS_BACK, "open"): "−{stamps}, refund of {purchase}: {have} left",
    (Reason.STAMPS_BACK, "owed"): "−{stamps}, refund of {purchase}: {owed} owed",
    (
        Reason.COUPON_WITHDRAWN,
        None,
    ): "card {card} not complete: offer {offer}, coupon {coupon} withdrawn",
    (Reason.DISCOUNT, None): "{percent} % of {basis}",
}


def why(parts: Iterable[Part]) -> list[dict[str, object]]:
    """Return the parts as the replay prints them."""
    rows = []
    for part in parts:
        row: dict[str, object] = {"rule": part.rule, "points": decimal_text(part.points)}
        if part.reason is not _SILENT:
            row["text"] = text(part)
        rows.append(row)
    return rows


def why_less(parts: Iterable[Part]) -> list[dict[str, object]]:
    """Return what took money off as the replay prints it, in units of the currency."""
    rows = []
    for part in parts:
        digits = int(part.facts["digits"])
        off = Fraction(part.facts["off"]) / 10**digits
        row: dict[str, object] = {"rule": part.rule, "amount": decimal_text(off, digits + 4)}
        if (sentence := text(part)) is not None:
            row["text"] = sentence
        rows.append(row)
    return rows


def text(part: Part) -> str | None:
    """Say one part in English: "5 % of 225.00"; rounding needs no words."""
    if part.reason is _SILENT:
        return None
    facts = part.facts
    case = _CASES.get(part.reason)
    pieces = _pieces(part.reason, facts[case] if case else None, tuple(facts))
    return "".join([before + said(facts, name) for before, name, said in pieces])


@cache
def _pieces(
    reason: Reason, case: str | int | None, facts: tuple[str, ...]
) -> tuple[tuple[str, str, _Said], ...]:
    """Take a sentence apart: what stands before each fact, its name, and how it is said."""
    words = _WORDS[reason, case]
    for name, tail in _TAILS.get(reason, _NO_TAILS).items():
        if name in facts:
            words += tail
    return tuple(
        (before, name or "", _SAID.get(name, _plainly) if name else _nothing)
        for before, name, _, _ in Formatter().parse(words)
    )


def _nothing(_facts: _Facts, _name: str) -> str:
    return ""


def _plainly(facts: _Facts, name: str) -> str:
    return str(facts[name])


def _number(facts: _Facts, name: str) -> str:
    return _rate_text(facts[name])


@lru_cache(maxsize=1024)
def _rate_text(fact: int | str) -> str:
    """Write a rate; a program has few."""
    return decimal_text(_exact(fact))


def _money(facts: _Facts, name: str) -> str:
    return money_text(_exact(facts[name]), int(facts["digits"]))


def _counted(facts: _Facts, name: str) -> str:
    """Say "1 stamp", "3 stamps"; the fact `full` counts cards."""
    noun = "card" if name == "full" else "stamp"
    return f"{facts[name]} {noun}" if facts[name] == 1 else f"{facts[name]} {noun}s"


def _exact(fact: str | int) -> Exact:
    return fact if type(fact) is int else Fraction(fact)


_SAID: Mapping[str, _Said] = {
    **dict.fromkeys(("basis", "block", "worth", "redeemable"), _money),  # exact minor units
    **dict.fromkeys(("percent", "factor", "max_percent"), _number),  # exact fractions
    **dict.fromkeys(("stamps", "full"), _counted),
}
