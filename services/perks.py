"""What a level gives in words, as people read it: one line in each language."""

from collections.abc import Mapping, Sequence

from services.domain.program import Tier


def words_of(tier: Tier) -> dict[str, str]:
    """Return what a tier gives, by language; empty for one that gives its rate alone."""
    return _lines(tier.perks)


def added(tier: Tier, below: Tier) -> dict[str, str]:
    """Return what a tier gives that the one below does not."""
    return _lines(
        {
            language: [one for one in words if one not in below.perks.get(language, ())]
            for language, words in tier.perks.items()
        }
    )


def _lines(perks: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {language: ", ".join(words) for language, words in perks.items() if words}
