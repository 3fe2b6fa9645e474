"""The buttons that lead from one of the member's screens to another."""

from aiogram.filters.callback_data import CallbackData


class Card(CallbackData, prefix="m-card"):
    """The card."""


class History(CallbackData, prefix="m-hist"):
    page: int = 0


class Level(CallbackData, prefix="m-level"):
    """The way to the next tier and to keep this one."""


class Offers(CallbackData, prefix="m-offers"):
    """What may be taken now, and the coupons taken before."""

    page: int = 0


class Give(CallbackData, prefix="m-gift"):
    """Points for a friend: how many."""


class Invite(CallbackData, prefix="m-invite"):
    """Invite a friend."""


class Favourites(CallbackData, prefix="m-favs"):
    """Favourite categories."""


class Promo(CallbackData, prefix="m-promo"):
    """Type a promo code."""


class Settings(CallbackData, prefix="m-set"):
    """Language, messages, birthday, data."""
