"""What a level asks for and gives, in the owner's words (O4)."""

from handlers.texts import Texts
from services.domain.kinds import TierBasis
from services.domain.program import Threshold
from services.facts import Fact, Key, Localized, Money, Percent, Points
from services.levels import LevelRule, LevelView


def need_fact(threshold: Threshold) -> Fact:
    """Return "25 000 ₽", "10 purchases", "5 000 ₽ on coffee"."""
    match threshold.basis:
        case TierBasis.SPEND:
            return Money(threshold.need)
        case TierBasis.POINTS:
            return Points(threshold.need)
        case TierBasis.SPEND_IN:
            facts: dict[str, Fact] = {
                "amount": Money(threshold.need),
                "category": threshold.category or "",
            }
            return Key("levels-need-spend-in", facts)
        case _:
            return Key(f"levels-need-{threshold.basis}", {"count": threshold.need})


def needs(texts: Texts, level: LevelView) -> str:
    """Return "from 25 000 ₽ or 10 purchases" as plain text; where everyone starts, that."""
    if not level.thresholds:
        return texts.plain("levels-start")
    words = [texts.plain("levels-need", need=need_fact(one)) for one in level.thresholds]
    return texts.plain("levels-from", needs=texts.plain(f"levels-join-{level.match}").join(words))


def level_line(texts: Texts, level: LevelView) -> str:
    """Return a level in one line of HTML: what it asks, what it gives, who has it."""
    return texts(
        "levels-line",
        name=Localized(level.name),
        needs=needs(texts, level),
        percent=Percent(level.percent),
        guests=level.guests,
    )


def rule_value(texts: Texts, rule: LevelRule, value: str) -> str:
    """Return a value of the whole ladder in words."""
    if rule in {LevelRule.GRACE, LevelRule.WARN}:
        return texts.plain("levels-grace-value", days=int(value))
    return texts.plain(f"levels-{rule}-{value}".replace("_", "-"))


def field_value(level: LevelView, rule: LevelRule) -> Fact:
    """Return a threshold or the percent of a level as a fact; a dash for none."""
    if rule is LevelRule.PERCENT:
        return Percent(level.percent)
    found = [one for one in level.thresholds if one.basis == rule.value]
    return need_fact(found[0]) if found else Key("levels-none")
