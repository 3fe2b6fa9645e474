"""Which categories of goods the rules of a program ask about: the till offers these as buttons."""

from collections.abc import Collection

from services.domain.kinds import Each, TierBasis
from services.domain.program import Program


def asked_categories(program: Program, picked: Collection[str] | None = None) -> tuple[str, ...]:
    """Return every category that changes what a bill gives or costs, in order of the rules.

    With `picked`, the favourites of one member, of favourites only those.
    """
    conditions = [
        *(rule.when for rule in program.earn),
        *(rule.when for rule in program.multipliers),
        *(rule.when for rule in program.bonuses),
        *(rule.when for rule in program.discounts),
        *(rule.when for rule in program.coupon_discounts.values()),
        # The items of other cards are counted one by one.
        *(card.when for card in program.stamp_cards if card.each is not Each.ITEM),
    ]
    named = [name for when in conditions for name in (*when.categories, *when.not_categories)]
    named += program.redeem.exclude
    if program.favourites is not None and any(when.favourite for when in conditions):
        of = program.favourites.of
        named += of if picked is None else [name for name in of if name in picked]
    ladder = program.tiers.ladder if program.tiers else ()
    named += [
        threshold.category
        for tier in ladder
        for threshold in tier.thresholds
        if threshold.basis is TierBasis.SPEND_IN and threshold.category is not None
    ]
    return tuple(dict.fromkeys(named))
