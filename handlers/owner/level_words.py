"""What a level asks for and gives, in the owner's words (O4)."""

from handlers.texts import Texts
from services.facts import Fact, Key, Localized, Percent
from services.level_needs import need_fact
from services.levels import LevelRule, LevelView


def word(rule: LevelRule) -> str:
    """Return a rule as the names of sentences spell it."""
    return rule.replace("_", "-")


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
