"""The edits an owner makes to discounts from the chat; each gives a new, checked document."""

from decimal import Decimal

from services.program.document import Document
from services.program.loading import checked


def with_tier_discount(document: Document, tier_id: str, percent: Decimal) -> Document:
    """Let a tier take this much off every bill; 0 is nothing. Raises ProgramRefused."""
    update = {"discount": percent or None}
    tier = tuple(
        one.model_copy(update=update) if one.id == tier_id else one for one in document.tier
    )
    return checked(document.model_copy(update={"tier": tier}))


def with_rule_discount(document: Document, rule_id: str, percent: Decimal) -> Document:
    """Let a rule take this much off; one with 0 stays in the file. Raises ProgramRefused."""
    discount = tuple(
        one.model_copy(update={"percent": percent}) if one.id == rule_id else one
        for one in document.discount
    )
    return checked(document.model_copy(update={"discount": discount}))


def with_birthday_discount(document: Document, percent: Decimal) -> Document:
    """Let the birthday take this much off, and switch it on for that. Raises ProgramRefused."""
    update: dict[str, object] = {"discount": percent or None}
    if percent:
        update["on"] = True
    birthday = document.birthday.model_copy(update=update)
    return checked(document.model_copy(update={"birthday": birthday}))
