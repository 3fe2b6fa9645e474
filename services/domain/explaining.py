"""Parts of entries in English; other languages are rendered from the same facts."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from string import Formatter

from services.domain.exact import Exact, decimal_text, money_text
from services.domain.kinds import Each, Limit, Period, Reason
from services.domain.outcome import Part

__all__ = ["decimal_text", "money_text", "text", "why"]

_MONEY = ("basis", "block", "worth", "redeemable")  # exact minor units
_NUMBERS = ("percent", "factor", "max_percent")  # exact fractions
_CASES = {Reason.FIXED: "each", Reason.CAP: "per", Reason.LIMITED: "limit"}
_TAILS = {
    Reason.PERCENT: {"tier": ", tier {tier}"},
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
}


def why(parts: Iterable[Part]) -> list[dict[str, object]]:
    """Return the parts as the replay prints them."""
    rows = []
    for part in parts:
        row: dict[str, object] = {"rule": part.rule, "points": decimal_text(part.points)}
        if (sentence := text(part)) is not None:
            row["text"] = sentence
        rows.append(row)
    return rows


def text(part: Part) -> str | None:
    """Say one part in English: "5 % of 225.00"; rounding needs no words."""
    if part.reason is Reason.ROUNDING:
        return None
    facts = part.facts
    words = _WORDS[part.reason, facts.get(_CASES.get(part.reason, ""))]
    for name, tail in _TAILS.get(part.reason, _NO_TAILS).items():
        if name in facts:
            words += tail
    said = [before + _shown(facts, name) if name else before for before, name in _pieces(words)]
    return "".join(said)


@cache
def _pieces(words: str) -> tuple[tuple[str, str | None], ...]:
    """Take a sentence apart: what stands before each fact, and the fact, None at the end."""
    return tuple((before, name) for before, name, _, _ in Formatter().parse(words))


def _shown(facts: Mapping[str, str | int], name: str) -> str:
    fact = facts[name]
    if name in _MONEY:
        return money_text(_exact(fact), int(facts["digits"]))
    return decimal_text(_exact(fact)) if name in _NUMBERS else str(fact)


def _exact(fact: str | int) -> Exact:
    return fact if type(fact) is int else Fraction(fact)
