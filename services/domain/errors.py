"""Every "no" of the rules: a type with facts, never a sentence."""

import re
from dataclasses import dataclass, fields
from datetime import date

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


# Not frozen: contextlib writes `__traceback__` on the exceptions that pass through it.
@dataclass(kw_only=True, unsafe_hash=True)
class Refusal(Exception):
    """The base of every refusal; a subclass adds fields, and those are its facts.

    A refused use case has changed nothing, and its operation key is not used up.
    """

    @property
    def name(self) -> str:
        """Return the class name in kebab case: `OverRefund` is `over-refund`."""
        return _WORD.sub("-", type(self).__name__).lower()

    def facts(self) -> dict[str, object]:
        """Return the fields by name, as the texts and the replay show them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts().items())
        return f"{self.name}: {facts}" if facts else self.name


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownMember(Refusal):
    """Nobody has joined under this id, or the person was erased."""

    member: str


@dataclass(kw_only=True, unsafe_hash=True)
class AlreadyMember(Refusal):
    """Somebody with this id has joined already."""

    member: str


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownPurchase(Refusal):
    """No purchase has this key; a refund's key is not a purchase's."""

    purchase: str


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownTier(Refusal):
    """The program has no tier with this id."""

    tier: str


@dataclass(kw_only=True, unsafe_hash=True)
class OverRefund(Refusal):
    """More goods would go back than are left of the purchase (minor units)."""

    left_minor: int
    wanted_minor: int


@dataclass(kw_only=True, unsafe_hash=True)
class NotEnoughPoints(Refusal):
    """The usable balance does not cover the points."""

    available: int
    wanted: int


@dataclass(kw_only=True, unsafe_hash=True)
class KeyConflict(Refusal):
    """The operation key was used with other parameters."""

    key: str


@dataclass(kw_only=True, unsafe_hash=True)
class BirthdayChangedAlready(Refusal):
    """The birthday was changed in this calendar year; the next change is due on `next_on`."""

    next_on: date


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownOffer(Refusal):
    """The program has no such offer, or none that is taken for points."""

    offer: str


@dataclass(kw_only=True, unsafe_hash=True)
class OfferNotRunning(Refusal):
    """The offer is paused, over, or not for this member at this time."""

    offer: str


@dataclass(kw_only=True, unsafe_hash=True)
class OfferTakenAlready(Refusal):
    """The member has taken this offer as often as one may."""

    offer: str


@dataclass(kw_only=True, unsafe_hash=True)
class PromoUsedAlready(Refusal):
    """The member has used this code as often as one may."""

    offer: str


@dataclass(kw_only=True, unsafe_hash=True)
class PromoUsedUp(Refusal):
    """All members together have used this code as often as it was meant."""

    offer: str


@dataclass(kw_only=True, unsafe_hash=True)
class UnknownCoupon(Refusal):
    """The member has no coupon with this id."""

    coupon: str


@dataclass(kw_only=True, unsafe_hash=True)
class CouponUsed(Refusal):
    """The coupon was handed over."""


@dataclass(kw_only=True, unsafe_hash=True)
class CouponExpired(Refusal):
    """The coupon's last day has passed, or it went with the card; its points stay spent."""

    expires_on: date | None


@dataclass(kw_only=True, unsafe_hash=True)
class CouponWithdrawn(Refusal):
    """The goods that filled its stamp card were given back."""


@dataclass(kw_only=True, unsafe_hash=True)
class AlreadyCancelled(Refusal):
    """The coupon was cancelled and its points came back."""
