"""Bringing a friend: its part of the file, and of the rules."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from services.domain.invitations import ReferralRules
from services.placeholders import INVITATION, strange, written
from services.program.conditions import Part
from services.program.positions import Path
from services.program.values import Count, Days, Language, Money, Points, Text
from services.program.whens import minor

Words = Annotated[dict[Language, Text], Field(max_length=20)]


class Referral(Part):
    on: bool = True
    """false: nobody is invited, and nothing is paid"""
    referrer: Points = 0
    """points for the member who brought a friend"""
    invitee: Points = 0
    """points for the friend"""
    min_amount: Money | None = None
    """both come at the friend's first purchase with at least so much money in it; left out: any"""
    within_days: Days = 180
    """and not later than so many days after the friend joined"""
    per_month: Count = 10
    """more friends of one member in a calendar month wait for the owner's yes"""
    expires_days: Days | None = None
    """how long these points live; left out: as long as other points"""
    text: Words = Field(default_factory=dict)
    """what goes with the link, by language; left out: the built-in words"""


def least(referral: Referral) -> Iterator[tuple[Path, Decimal]]:
    """Find the sum of money this table speaks of, if it does."""
    if referral.min_amount is not None:
        yield ("referral", "min_amount"), referral.min_amount


def check_invitation(referral: Referral) -> Iterator[tuple[Path, str]]:
    """Find placeholders that the words of an invitation cannot fill."""
    for language, text in referral.text.items():
        if (unknown := strange(INVITATION, text)) is not None:
            known = ", ".join(written(INVITATION, language))
            yield ("referral", "text", language), f'knows no "{unknown}", only {known}'


def referral_rules(referral: Referral, decimals: int) -> ReferralRules | None:
    """Return what bringing a friend brings; None where it brings nothing."""
    if not (referral.on and (referral.referrer or referral.invitee)):
        return None
    asked = referral.min_amount
    return ReferralRules(
        referrer=referral.referrer,
        invitee=referral.invitee,
        min_minor=1 if asked is None else minor(asked, decimals),
        within_days=referral.within_days,
        per_month=referral.per_month,
        expires_days=referral.expires_days,
    )
