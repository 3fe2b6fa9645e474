"""Finding a guest for the owner: by card number, phone, its last digits, or name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.actors import Actor
from services.domain.cards import is_card_number
from services.domain.errors import Refusal
from services.domain.typed import plain
from services.keys import keys_of
from services.phones import masked, typed_phone
from services.points import ChiefsOnly
from services.store import audit_log
from services.store import guest_search as store
from services.store import members as member_store
from services.store import people as people_store
from services.store.audit_log import What

MOST_FOUND = 8
MOST_TYPED = 64
LEAST_LETTERS = 2
_LAST_DIGITS = 4


@dataclass(kw_only=True, unsafe_hash=True)
class NobodyFound(Refusal):
    """No guest has such a card, phone or name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundGuest:
    """A line of the list; the phone is masked."""

    member_id: int
    name: str
    masked_phone: str | None
    card_number: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Ids, and how they were found: "card", "phone", "last4" or "name"."""

    member_ids: tuple[int, ...]
    by: str
    more: bool = False


def find(tx: Connection, typed: str, region: str) -> Found:
    """Return at most eight guests; a name takes a look at everybody, so call it by `report`.

    `region` reads a phone without a plus. Raises NobodyFound, and what `typed_phone` raises.
    """
    text = " ".join(plain(typed[:MOST_TYPED]).split())
    digits = "".join(text.split()).replace("-", "")
    if digits.isascii() and digits.isdigit() and is_card_number(digits):
        member_id = member_store.member_by_card(tx, digits)
        if member_id is not None:
            return Found(member_ids=(member_id,), by="card")
    if digits.isascii() and digits.isdigit() and len(digits) == _LAST_DIGITS:
        return _found(people_store.members_by_last4(tx, digits, limit=MOST_FOUND + 1), "last4")
    if any(letter.isalpha() for letter in text):
        return _found(_named(tx, text), "name")
    person = people_store.load_by_phone(tx, typed_phone(text, region).e164)
    return _found([person.member_id] if person and person.member_id else [], "phone")


def _found(member_ids: list[int], by: str) -> Found:
    if not member_ids:
        raise NobodyFound
    more = len(member_ids) > MOST_FOUND
    return Found(member_ids=tuple(member_ids[:MOST_FOUND]), by=by, more=more)


def _named(tx: Connection, text: str) -> list[int]:
    """Return who has a word that begins with each of the words typed, eight and one at most."""
    asked = _folded(text)
    if sum(map(len, asked)) < LEAST_LETTERS:
        return []
    found = []
    for member_id, name in store.names(tx):
        words = _folded(name)
        if all(any(word.startswith(one) for word in words) for one in asked):
            found.append(member_id)
            if len(found) > MOST_FOUND:
                break
    return found


def _folded(text: str) -> list[str]:
    return text.casefold().replace("ё", "е").split()


def show(tx: Connection, found: Found, *, actor: Actor, now: datetime) -> tuple[FoundGuest, ...]:
    """Name those found; each is a line of the audit log. Raises ChiefsOnly, NobodyFound."""
    if not actor.is_chief:
        raise ChiefsOnly
    guests = []
    for member_id in found.member_ids:
        row = member_store.load_card(tx, member_id)
        if row is None:
            continue
        keys = keys_of(tx)
        facts = {"by": found.by}
        audit_log.note(tx, What.LOOKED_UP, actor=actor, now=now, member_id=member_id, facts=facts)
        name = keys.decrypt_name(row.name_encrypted) if row.name_encrypted else ""
        last4 = keys.decrypt(row.last4_encrypted) if row.last4_encrypted else None
        guests.append(
            FoundGuest(
                member_id=member_id,
                name=name,
                masked_phone=masked(last4) if last4 else None,
                card_number=row.card_number,
            )
        )
    if not guests:
        raise NobodyFound
    return tuple(guests)
