"""Categories of goods as an owner meets them in the chat: those known, and one that is typed."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection

from services.domain.asked_categories import asked_categories
from services.domain.program import Program
from services.names import clean_name
from services.store import categories as store

MOST_KNOWN = 20
LONGEST_NAME = 30


def known_categories(
    tx: Connection, program: Program, first: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return at most 20: the `first`, those the rules name, those guests have bought."""
    bought = store.load_names(tx, limit=MOST_KNOWN)
    return tuple(dict.fromkeys([*first, *asked_categories(program), *bought]))[:MOST_KNOWN]


def category_ref(category: str) -> str:
    """Return the eight digits that stand for a category in a button: names may be long."""
    return hashlib.sha256(category.encode()).hexdigest()[:8]


def cleaned_category(name: str) -> str:
    """Return a typed category as it is kept; may be empty."""
    return clean_name(name)[:LONGEST_NAME].strip()
