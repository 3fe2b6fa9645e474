"""Members: everything a person does with the card; the larger steps have modules of their own."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from services.birthdays import (
    BirthdayRules,
    BirthdaySet,
    DateUnusable,
    birthday_rules,
    set_birthday,
)
from services.erasing import Erased, drop_unclaimed, erase, export, forget_erased
from services.joining import Joined, PhoneTaken, join
from services.member_cards import CardView, Due, Missing, NoCard, TierView, card
from services.member_history import HistoryPage, HistoryRow, history
from services.store import members as store
from services.store import people as people_store

__all__ = [
    "BirthdayRules",
    "BirthdaySet",
    "CardView",
    "DateUnusable",
    "Due",
    "Erased",
    "HistoryPage",
    "HistoryRow",
    "Joined",
    "Missing",
    "NoCard",
    "PhoneTaken",
    "TierView",
    "birthday_rules",
    "card",
    "drop_unclaimed",
    "erase",
    "export",
    "forget_erased",
    "history",
    "join",
    "set_birthday",
    "set_marketing",
]

MARKETING = "marketing"


def set_marketing(
    tx: Connection, member_id: int, agreed: bool, *, text_version: str, now: datetime
) -> None:
    """Write down a yes or a no to offers, apart from the consent to processing."""
    person = _person(tx, member_id)
    if person.marketing == agreed:
        return
    store.withdraw_consents(tx, member_id, now=now, purpose=MARKETING)
    consent = {
        "member_id": member_id,
        "purpose": MARKETING,
        "agreed": agreed,
        "text_version": text_version,
        "given_at": now,
    }
    store.insert_consent(tx, consent)
    people_store.save_person(tx, person.id, {"marketing": agreed})


def _person(tx: Connection, member_id: int) -> Row[Any]:
    person = people_store.load_person_of(tx, member_id)
    if person is None:
        raise NoCard
    return person
