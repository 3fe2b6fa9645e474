"""The buttons that lead from one owner's screen to another."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from services.domain.kinds import Occasion, OfferKind


class Home(CallbackData, prefix="o-home"):
    """The first screen."""


class Program(CallbackData, prefix="o-prog"):
    """The rules."""


class Versions(CallbackData, prefix="o-vers"):
    """Who changed what, and what is planned."""

    page: int = 0


class Version(CallbackData, prefix="o-ver"):
    """One version: who saved it, what it changed."""

    version_id: int


class Levels(CallbackData, prefix="o-levels"):
    """The ladder of levels."""


class Transfers(CallbackData, prefix="o-gifts"):
    """What guests may give each other."""


class Referrals(CallbackData, prefix="o-refs"):
    """What bringing a friend brings."""


class Discounts(CallbackData, prefix="o-less"):
    """What comes off every bill, tier by tier."""


class FavouriteRules(CallbackData, prefix="o-favs"):
    """Which categories guests may pick, and what these bring."""


class Staff(CallbackData, prefix="o-staff"):
    """Locations and people."""


class Shop(CallbackData, prefix="o-shop"):
    """Contact, legal name, limits."""


class Limits(CallbackData, prefix="o-lims"):
    """What a cashier may do without asking."""


class Poster(CallbackData, prefix="o-post"):
    """The sheet for the wall."""


class Reports(CallbackData, prefix="o-rep"):
    """Figures of the day and the week, and when they come by themselves."""


class Offers(CallbackData, prefix="o-offers"):
    """Which offers run, and the way to a new one."""

    page: int = 0


class StampCards(CallbackData, prefix="o-stamps"):
    """The stamp cards, and templates for new ones."""


class NewOffer(CallbackData, prefix="o-new"):
    """Begin an offer of this kind; `days` has a bit for each weekday, Monday the lowest."""

    offer_kind: OfferKind
    days: Annotated[int, Field(ge=0, le=127)] = 0


class Guests(CallbackData, prefix="o-guests"):
    """Segments with their counts, and the saved audiences."""


class FindGuest(CallbackData, prefix="o-find"):
    """Find a guest by card, phone or name."""


class Guest(CallbackData, prefix="o-guest"):
    """One guest's card."""

    member_id: int


class GuestHistory(CallbackData, prefix="o-ghist"):
    """What happened to the guest's points."""

    member_id: int
    page: int = 0


class AdjustPoints(CallbackData, prefix="o-adj"):
    """Give or take points by hand."""

    member_id: int


class GiveLevel(CallbackData, prefix="o-glev"):
    """Give a level by hand, or take it back."""

    member_id: int


class Audience(CallbackData, prefix="o-aud"):
    """One saved audience."""

    ref: str


class Messages(CallbackData, prefix="o-msgs"):
    """The messages that go out by themselves."""


class Message(CallbackData, prefix="o-mone"):
    """One of them: its switch, its words, what it brings."""

    trigger: Occasion
