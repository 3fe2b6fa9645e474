"""The edits an owner makes to levels from the chat; each gives a new, checked document."""

from collections.abc import Iterable, Mapping

from services.program.document import Document, Tier
from services.program.loading import checked
from services.program.offer_edits import slug

FIRST = "guest"
_FIRST_NAME = {"ru": "Гость", "en": "Guest", "uz": "Mehmon"}


def with_tier(document: Document, tier_id: str, update: Mapping[str, object]) -> Document:
    """Change keys of a tier. Raises ProgramRefused, as the file would be."""
    return _with(
        document,
        [one.model_copy(update=update) if one.id == tier_id else one for one in document.tier],
    )


def with_new_tier(document: Document, tier: Tier, place: int) -> Document:
    """Put a tier into the ladder; a program without one gets the tier everyone starts in."""
    ladder = list(document.tier) or [Tier(id=FIRST, name=_FIRST_NAME)]
    return _with(document, [*ladder[:place], tier, *ladder[place:]])


def without_tier(document: Document, tier_id: str) -> Document:
    """Take a tier out. Raises ProgramRefused if a rule names it."""
    return _with(document, [one for one in document.tier if one.id != tier_id])


def with_ladder_rule(document: Document, key: str, value: object) -> Document:
    """Change a key of `[tiers]`. Raises ProgramRefused, as the file would be."""
    tiers = document.tiers.model_copy(update={key: value})
    return checked(document.model_copy(update={"tiers": tiers}))


def new_tier_id(document: Document, name: str) -> str:
    """Return a short id that no tier has."""
    stem = slug(name) or "level"
    taken = {one.id for one in document.tier} | {FIRST}
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def rules_that_name_tier(document: Document, tier_id: str) -> list[str]:
    """Return the ids of the rules, offers and audiences that ask for a tier."""
    tables = (document.earn, document.multiplier, document.bonus, document.offer)
    found = [rule.id for rules in tables for rule in rules if tier_id in (rule.when.tiers or ())]
    found += [one.id for one in document.audience if tier_id in (one.tiers or ())]
    return sorted(found)


def _with(document: Document, tiers: Iterable[Tier]) -> Document:
    return checked(document.model_copy(update={"tier": tuple(tiers)}))
