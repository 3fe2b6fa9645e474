"""A member's level in words: what it gives, what is missing to the next one and to keep it."""

from handlers.texts import Texts
from services import members
from services.domain.kinds import TierBasis
from services.facts import Localized, Money, Percent, Points
from services.level_needs import missing_fact

BAR = 10


def missing_words(texts: Texts, missing: tuple[members.Missing, ...], match: str) -> str:
    """Join what is missing by "or" or "and", as the program asks for any or for all."""
    words = [
        texts.plain("card-missing", what=missing_fact(one.kind, one.missing, one.category))
        for one in missing
        if one.missing
    ]
    return texts.plain(f"card-join-{match}").join(words)


def reward_words(texts: Texts, percent: str, discount: str) -> str:
    """Return what a tier gives: points back, money off, or both."""
    words = []
    if percent != "0" or discount == "0":
        words.append(texts.plain("reward-back", percent=Percent(percent)))
    if discount != "0":
        words.append(texts.plain("reward-off", percent=Percent(discount)))
    return ", ".join(words)


def bar(progress: float) -> str:
    full = min(BAR, int(progress * BAR))
    return "▰" * full + "▱" * (BAR - full)


def reached_line(texts: Texts, missing: members.Missing) -> str:
    """Return "46,550 of 50,000 ₽" for one threshold."""
    if missing.kind in {TierBasis.SPEND, TierBasis.SPEND_IN}:
        line = texts("level-reached", reached=Money(missing.reached), needed=Money(missing.needed))
        return (
            f"{texts('level-in', category=missing.category)}: {line}" if missing.category else line
        )
    if missing.kind is TierBasis.POINTS:
        return texts(
            "level-reached", reached=Points(missing.reached), needed=Points(missing.needed)
        )
    return texts(f"level-reached-{missing.kind}", reached=missing.reached, needed=missing.needed)


def gives_line(texts: Texts, tier: members.TierView) -> str:
    """Return what the next level gives: its rates, and what it adds in words."""
    reward = reward_words(texts, tier.next_percent or "0", tier.next_discount or "0")
    if not tier.next_perks:
        return texts("level-gives", reward=reward)
    return texts("level-gives-perks", reward=reward, perks=Localized(tier.next_perks))


def level_text(texts: Texts, tier: members.TierView) -> str:
    """Return the tier, the next one, and what keeps this one."""
    name = Localized(tier.name)
    reward = reward_words(texts, tier.percent, tier.discount)
    head = (
        texts("level-until", tier=name, reward=reward, on=tier.held_through)
        if tier.held_through
        else texts("level-now", tier=name, reward=reward)
    )
    lines = [head]
    if tier.perks:
        lines.append(texts("level-perks", perks=Localized(tier.perks)))
    if tier.is_top or tier.next_name is None:
        lines.append(texts("level-top"))
    else:
        missing = missing_words(texts, tier.missing, tier.match)
        lines.append(texts("level-next", tier=Localized(tier.next_name), missing=missing))
        lines.append(bar(tier.progress))
        lines += [reached_line(texts, one) for one in tier.missing]
        lines.append(gives_line(texts, tier))
    if tier.grace_until:
        lines.append(texts("level-grace", on=tier.grace_until))
    keep = missing_words(texts, tier.keep, tier.match)
    if keep:
        lines.append(texts("level-keep", missing=keep))
    return "\n".join(lines)
