"""The order of tiers: the first asks for nothing, every next one for more."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.program.document import Tier
from services.program.positions import Path


def check_ladder(tiers: Sequence[Tier]) -> Iterator[tuple[Path, str]]:
    """Find what is wrong with the order of `tiers`, each as (path, predicate of that path)."""
    highest: dict[str, Decimal] = {}
    for i, tier in enumerate(tiers):
        asked = _thresholds(tier)
        if i == 0:
            for key in asked:
                yield ("tier", 0, key.partition(" ")[0]), _FIRST
        else:
            yield from _step(("tier", i), asked, highest)
        highest.update({key: max(asked[key], highest.get(key, asked[key])) for key in asked})


_FIRST = "does not belong in the first tier: everyone starts there"


def _thresholds(tier: Tier) -> dict[str, Decimal]:
    found = {
        "spend": tier.spend,
        "purchases": tier.purchases,
        "visits": tier.visits,
        "points": tier.points,
    }
    if tier.spend_in is not None:
        found[f"spend_in {tier.spend_in.category}"] = tier.spend_in.amount
    return {key: Decimal(needed) for key, needed in found.items() if needed is not None}


def _step(
    path: Path, asked: dict[str, Decimal], highest: dict[str, Decimal]
) -> Iterator[tuple[Path, str]]:
    if not asked:
        yield path, "needs a threshold: spend, purchases, visits, points or spend_in"
    shared = [key for key in asked if key in highest]
    lower = [key for key in shared if asked[key] < highest[key]]
    for key in lower:
        yield (*path, key.partition(" ")[0]), "is below that of an earlier tier: lowest tier first"
    if (
        shared
        and not lower
        and all(asked[key] == highest[key] for key in shared)
        and (len(shared) == len(asked))
    ):
        yield path, "asks for no more than the tiers before it"
