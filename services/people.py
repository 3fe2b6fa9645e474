"""Who speaks: the member, the staff or the stranger behind a Telegram id."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services.actors import Role
from services.store import people as store
from services.units import DEFAULT, PointsUnit, of_forms

# A referrer, a source, a location, a gift, a promo code: a letter and a code. Nothing else is
# attributed.
_START = re.compile(r"[rslgp][A-Za-z0-9_-]{1,63}")

CURRENCY_BEFORE_LAUNCH = "RUB"
DIGITS_BEFORE_LAUNCH = 2
TIMEZONE_BEFORE_LAUNCH = "Europe/Moscow"


@dataclass(frozen=True, kw_only=True, slots=True)
class Who:
    """One person as of this very moment, with what any screen needs to speak to him.

    `role` is the staff role, None for everybody else; `shift_id` is set while the shift is open.
    """

    telegram_id: int
    member_id: int | None
    card_number: str | None
    language: str | None
    role: Role | None
    staff_id: int | None
    location_id: int | None
    shift_id: int | None
    reachable: bool
    shop_ready: bool
    currency: str
    digits: int
    timezone: str
    points_unit: PointsUnit


def who(tx: Connection, telegram_id: int) -> Who:
    """Read the person anew; a cashier switched off a second ago has no role any more."""
    row = store.load_who(tx, telegram_id)
    return Who(
        telegram_id=telegram_id,
        member_id=row.member_id,
        card_number=row.card_number,
        language=row.language,
        role=Role(row.role) if row.role else None,
        staff_id=row.staff_id,
        location_id=row.location_id,
        shift_id=row.shift_id,
        reachable=row.reachable is not False,
        shop_ready=row.launched_at is not None,
        currency=row.currency or CURRENCY_BEFORE_LAUNCH,
        digits=DIGITS_BEFORE_LAUNCH if row.digits is None else row.digits,
        timezone=row.timezone or TIMEZONE_BEFORE_LAUNCH,
        points_unit=of_forms(row.unit) if row.unit else DEFAULT,
    )


def remember_start(
    tx: Connection, telegram_id: int, payload: str, language: str, *, now: datetime
) -> bool:
    """Keep the first code a stranger came with until he joins, for 30 days.

    Returns whether it was kept: members, later codes and unknown kinds of codes are not.
    """
    if not _START.fullmatch(payload) or store.load_who(tx, telegram_id).member_id:
        return False
    return store.remember_start(tx, telegram_id, payload, language, now=now)


def set_reachable(tx: Connection, telegram_id: int, reachable: bool, *, now: datetime) -> None:
    """Note that the person blocked the bot, or came back; points are not affected."""
    del now
    store.save_telegram_flags(tx, telegram_id, {"reachable": reachable})


def set_language(tx: Connection, telegram_id: int, language: str) -> None:
    store.save_telegram_flags(tx, telegram_id, {"language": language})
