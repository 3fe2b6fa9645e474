"""The edits an owner makes to favourites from the chat; each gives a new, checked document."""

from decimal import Decimal

from services.program.conditions import When
from services.program.discounts import gives_discounts
from services.program.document import Discount, Document, EarnPercent
from services.program.edits import base_percent
from services.program.loading import checked
from services.program.stamp_edits import new_card_id

RULE = "favourite"
FIRST_PERCENT = Decimal(10)
MOST_PRIORITY = 1000
_ASKED = When(favourite=True)


def favourite_rule(document: Document) -> EarnPercent | Discount | None:
    """Return the rule that gives percent on favourites and asks nothing else; None without."""
    for rule in (*document.earn, *document.discount):
        if isinstance(rule, EarnPercent | Discount) and rule.when == _ASKED:
            return rule
    return None


def favourite_rule_ids(document: Document) -> tuple[str, ...]:
    """Return every rule that asks for favourites, whatever it gives."""
    rules = (*document.earn, *document.multiplier, *document.bonus, *document.discount)
    return tuple(rule.id for rule in (*rules, *document.offer) if rule.when.favourite)


def takes_money_off(document: Document) -> bool:
    """Tell whether the percent of favourites comes off the money here, and earns no points."""
    rule = favourite_rule(document)
    if rule is not None:
        return isinstance(rule, Discount)
    return not document.earn and gives_discounts(document)


def with_favourites_on(document: Document, *, on: bool) -> Document:
    """Switch it; what nobody ever wrote, the percent, begins with twice the everyday one."""
    if on and not favourite_rule_ids(document):
        usual = base_percent(document)
        document = _with_rule(document, min(2 * usual, Decimal(100)) if usual else FIRST_PERCENT)
    return _with(document, {"on": on})


def with_favourites_of(document: Document, of: tuple[str, ...]) -> Document:
    """Let members pick from these categories, and no more than there are."""
    update: dict[str, object] = {"of": of or None}
    if of:
        update["choose"] = min(document.favourites.choose, len(of))
    return _with(document, update)


def with_favourites_choose(document: Document, choose: int) -> Document:
    """Let members pick so many. Raises ProgramRefused if there are fewer."""
    return _with(document, {"choose": choose})


def with_favourites_percent(document: Document, percent: Decimal) -> Document:
    """Give this much on favourites: points, or, in a shop without them, money off."""
    return checked(_with_rule(document, percent))


def _with_rule(document: Document, percent: Decimal) -> Document:
    """Change the rule, or add one: as much on favourites as it says, and nothing beside it."""
    rule = favourite_rule(document)
    name = new_card_id(document, RULE, RULE) if rule is None else rule.id
    if takes_money_off(document):
        off = Discount(id=name, percent=percent, when=_ASKED)
        discounts = (off if one is rule else one for one in document.discount)
        added = (off,) if rule is None else ()
        return document.model_copy(update={"discount": (*discounts, *added)})
    earning = EarnPercent(
        type="percent",
        id=name,
        percent=percent,
        exclusive=True,
        priority=_priority(document, rule, percent),
        when=_ASKED,
    )
    earn = (earning if one is rule else one for one in document.earn)
    added_rule = (earning,) if rule is None else ()
    return document.model_copy(update={"earn": (*earn, *added_rule)})


def _priority(document: Document, rule: object, percent: Decimal) -> int:
    """Stand above the exclusive rules that give less, so that nobody loses by picking."""
    less = [
        one.priority + 1
        for one in document.earn
        if isinstance(one, EarnPercent)
        and one is not rule
        and one.exclusive
        and one.percent < percent
    ]
    return min(max(less, default=0), MOST_PRIORITY)


def _with(document: Document, update: dict[str, object]) -> Document:
    favourites = document.favourites.model_copy(update=update)
    return checked(document.model_copy(update={"favourites": favourites}))
