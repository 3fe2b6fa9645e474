"""Favourites recomputed: what the last choice says, and what the member's row has."""

from collections.abc import Iterator

from models.members import MemberStatus
from services.domain.recording import load_favourites
from services.store.audits import Books


def favourite_claims(books: Books) -> Iterator[tuple[str, object, object]]:
    """Check that the last choice is in force; the erased have none."""
    erased = books.member.status is MemberStatus.ERASED
    last = None if erased or not books.choices else books.choices[-1]
    found = load_favourites(books.member.counters)
    yield (
        "favourites",
        last and (tuple(last.categories), last.on),
        found and (found.categories, found.on),
    )
