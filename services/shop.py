"""The shop itself: launching it, its contact, its places and how its till works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from services import limits, programs
from services.actors import Actor
from services.domain.errors import Refusal
from services.names import clean_name
from services.people import (
    CURRENCY_BEFORE_LAUNCH,
    DIGITS_BEFORE_LAUNCH,
    TIMEZONE_BEFORE_LAUNCH,
)
from services.program import UnitForms, from_template, with_names
from services.program import digits as digits_of_till
from services.store import audit_log
from services.store import shop as store
from services.store.audit_log import What
from services.units import DEFAULT, PRESETS, PointsUnit, of_forms

REPEAT_SECONDS = 60
UNDO_MINUTES = 5
CONSENT_MODE = "together"

_REGIONS = {"KZT": "KZ", "UZS": "UZ", "KGS": "KG", "BYN": "BY", "AMD": "AM", "GEL": "GE"}
_USUAL_REGION = "RU"
_NAME_LIMIT = 64
_TEXT_LIMIT = 200


@dataclass(kw_only=True, unsafe_hash=True)
class ShopLaunchedAlready(Refusal):
    """The program runs; its rules are changed one by one."""


@dataclass(kw_only=True, unsafe_hash=True)
class LocationNameTaken(Refusal):
    """Another location has this name."""

    location: str


@dataclass(kw_only=True, unsafe_hash=True)
class NameUnusable(Refusal):
    """A name needs 1 to `limit` characters."""

    limit: int


@dataclass(kw_only=True, unsafe_hash=True)
class TextTooLong(Refusal):
    """Messages name it among other things, so it may have `limit` characters at most."""

    limit: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ShopView:
    """What the owner set; before the launch `ready` is False and the rest are defaults."""

    name: str
    language: str
    currency: str
    digits: int
    timezone: str
    contact: str | None
    legal_name: str | None
    points_unit: PointsUnit
    consent_mode: str
    fast_till: bool
    ready: bool
    bill_limit_minor: int
    repeat_seconds: int
    undo_minutes: int
    default_region: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Location:
    id: int
    name: str
    active: bool


def shop(tx: Connection) -> ShopView:
    """Read the settings; one row."""
    row = store.load_settings(tx)
    if row is None:
        return _BEFORE_LAUNCH
    return ShopView(
        name=row.name,
        language=row.language,
        currency=row.currency,
        digits=row.digits,
        timezone=row.timezone,
        contact=row.contact,
        legal_name=row.legal_name,
        points_unit=of_forms(row.unit),
        consent_mode=row.consent_mode,
        fast_till=row.fast_till,
        ready=row.launched_at is not None,
        bill_limit_minor=row.bill_limit_minor,
        repeat_seconds=REPEAT_SECONDS,
        undo_minutes=UNDO_MINUTES,
        default_region=row.default_region,
    )


_BEFORE_LAUNCH = ShopView(
    name="",
    language="ru",
    currency=CURRENCY_BEFORE_LAUNCH,
    digits=DIGITS_BEFORE_LAUNCH,
    timezone=TIMEZONE_BEFORE_LAUNCH,
    contact=None,
    legal_name=None,
    points_unit=DEFAULT,
    consent_mode=CONSENT_MODE,
    fast_till=True,
    ready=False,
    bill_limit_minor=limits.usual_bill(CURRENCY_BEFORE_LAUNCH) * 100,
    repeat_seconds=REPEAT_SECONDS,
    undo_minutes=UNDO_MINUTES,
    default_region=_USUAL_REGION,
)


def launch(
    tx: Connection,
    *,
    template: str,
    name: str,
    currency: str,
    timezone: str,
    language: str,
    actor: Actor,
    key: str,
    now: datetime,
) -> ShopView:
    """Start the program from a template: version 1 of the rules and the first location.

    The same key again returns the shop as it is. Raises ShopLaunchedAlready, NameUnusable and
    `ProgramRefused` for an unknown currency or time zone.
    """
    if programs.was_saved(tx, key):
        return shop(tx)
    name = usable_name(name)
    document = from_template(template, name, currency, timezone)
    digits = digits_of_till(document)
    fresh = store.insert_settings(
        tx,
        {
            "name": name,
            "language": language,
            "currency": currency,
            "digits": digits,
            "timezone": timezone,
            "unit": _plain(DEFAULT),
            "consent_mode": CONSENT_MODE,
            "fast_till": True,
            "bill_limit_minor": limits.usual_bill(currency) * 10**digits,
            **limits.usual_columns(currency),
            "default_region": _REGIONS.get(currency, _USUAL_REGION),
            "launched_at": now,
        },
    )
    if not fresh:
        raise ShopLaunchedAlready
    programs.save_version(tx, document, None, actor=actor, key=key, now=now)
    store.insert_location(tx, name, now=now)
    return shop(tx)


def set_contact(tx: Connection, contact: str | None, *, actor: Actor, now: datetime) -> None:
    """Set where guests write with questions: a @username, a link or a phone; None: nowhere.

    Raises TextTooLong.
    """
    _change(tx, {"contact": _fitting(contact)}, actor=actor, now=now)


def set_legal_name(tx: Connection, name: str | None, *, actor: Actor, now: datetime) -> None:
    """Set the name of the company or person who answers for personal data; raise TextTooLong."""
    _change(tx, {"legal_name": _fitting(name)}, actor=actor, now=now)


def set_fast_till(tx: Connection, fast: bool, *, actor: Actor, now: datetime) -> None:
    """Fast: a sum is recorded at once, with Undo; safe: a preview is confirmed first."""
    _change(tx, {"fast_till": fast}, actor=actor, now=now)


def set_bill_limit(tx: Connection, amount_minor: int, *, actor: Actor, now: datetime) -> None:
    """Bills above this sum need the owner's yes."""
    _change(tx, {"bill_limit_minor": amount_minor}, actor=actor, now=now)


def note_poster(tx: Connection, *, now: datetime) -> None:
    """Remember that a poster was made, for the launch checklist."""
    store.save_settings(tx, {"poster_made_at": now})


def set_points_unit(
    tx: Connection,
    unit: str | Mapping[str, Mapping[str, str]],
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> PointsUnit:
    """Name the points: a preset's id, or forms by language and plural category.

    The name is part of the program, so this is a new version of it.
    """
    chosen = PRESETS[unit] if isinstance(unit, str) else of_forms(unit)
    names = {language: UnitForms(**forms) for language, forms in chosen.forms.items()}
    stored = programs.current(tx, now=now)
    document = with_names(stored.document, names)
    programs.save_document(tx, document, actor=actor, key=key, now=now)
    return chosen


def add_location(tx: Connection, name: str, *, actor: Actor, now: datetime) -> Location:
    """Add a place. Raises LocationNameTaken and NameUnusable."""
    name = usable_name(name)
    if store.location_by_name(tx, name) is not None:
        raise LocationNameTaken(location=name)
    location_id = store.insert_location(tx, name, now=now)
    audit_log.note(tx, What.SHOP_CHANGED, actor=actor, now=now, facts={"location": name})
    return Location(id=location_id, name=name, active=True)


def rename_location(
    tx: Connection, location_id: int, name: str, *, actor: Actor, now: datetime
) -> None:
    """Give a place another name. Raises LocationNameTaken and NameUnusable."""
    name = usable_name(name)
    if store.location_by_name(tx, name) not in {None, location_id}:
        raise LocationNameTaken(location=name)
    store.rename_location(tx, location_id, name)
    audit_log.note(tx, What.SHOP_CHANGED, actor=actor, now=now, facts={"location": name})


def locations(tx: Connection) -> tuple[Location, ...]:
    """List the places in the order they were added."""
    return tuple(Location(**row._asdict()) for row in store.load_locations(tx))


def _change(tx: Connection, values: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    store.save_settings(tx, values)
    audit_log.note(tx, What.SHOP_CHANGED, actor=actor, now=now, facts=values)


def usable_name(name: str) -> str:
    """Return the name as it can be seen; raise NameUnusable for none or too long a one."""
    seen = clean_name(name)
    if not seen or len(" ".join(name.split())) > _NAME_LIMIT:
        raise NameUnusable(limit=_NAME_LIMIT)
    return seen


def _fitting(text: str | None) -> str | None:
    if text is not None and len(text) > _TEXT_LIMIT:
        raise TextTooLong(limit=_TEXT_LIMIT)
    return text


def _plain(unit: PointsUnit) -> dict[str, dict[str, str]]:
    return {language: dict(forms) for language, forms in unit.forms.items()}
