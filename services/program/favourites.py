"""Favourite categories: their part of the file, and of the rules."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from services.domain.groups import FavouriteRules
from services.program.conditions import Part, Some
from services.program.positions import Path
from services.program.values import Count, Language, Text

Names = Annotated[dict[Text, dict[Language, Text]], Field(max_length=1000)]


class Favourites(Part):
    on: bool = True
    """false: nobody picks any"""
    choose: Count = 3
    """a member picks up to so many, once a calendar month"""
    of: Some | None = None
    """categories to pick from"""
    names: Names = Field(default_factory=dict)
    """what members call them, by category and language; left out: as they are"""


def favourite_rules(favourites: Favourites) -> FavouriteRules | None:
    """Return what members may pick; None where they may not."""
    if not favourites.on or favourites.of is None:
        return None
    return FavouriteRules(choose=favourites.choose, of=favourites.of, names=favourites.names)


def check_favourites(favourites: Favourites) -> Iterator[tuple[Path, str]]:
    """Find what nobody could choose."""
    of = favourites.of or ()
    if favourites.on and not of:
        yield ("favourites",), "needs of: the categories to pick from"
    if len(set(of)) < len(of):
        yield ("favourites", "of"), "names a category twice"
    if of and favourites.choose > len(of):
        yield ("favourites", "choose"), "is more than there are categories"
