"""A person's own data: handed out whole, and erased without a trace in any total."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from services import conversations, inbox, operations, outbox, programs
from services.actors import Actor, system
from services.domain import members as rules
from services.domain import recording
from services.domain.dates import add_months, next_day
from services.domain.explaining import text as reason_text
from services.domain.kinds import Reason, ReferrerShare
from services.domain.outcome import Entry
from services.keys import Keys, keys_of
from services.member_cards import NoCard
from services.store import audit_log, ledger, occasions
from services.store import coupons as coupon_store
from services.store import favourites as favourite_store
from services.store import guesses as guess_store
from services.store import members as store
from services.store import people as people_store
from services.store import referrals as referral_store
from services.store import shop as shop_store
from services.store import staff as staff_store
from services.store import transfers as transfer_store
from services.store.accounts import Cause
from services.store.audit_log import What

REMEMBERED_MONTHS = 12
UNCLAIMED_DAYS = 180


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """The points that were written off with the card."""

    points: int


def export(tx: Connection, member_id: int, *, now: datetime) -> dict[str, Any]:
    """Return everything stored about the person as JSON values; raise NoCard."""
    card = store.load_card(tx, member_id)
    person = people_store.load_person_of(tx, member_id)
    if card is None or person is None:
        raise NoCard
    return {
        "exported_at": now.isoformat(),
        "person": _person(keys_of(tx), person),
        "card": {
            "number": card.card_number,
            "joined_at": card.joined_at.isoformat(),
            "came_by": person.source,
        },
        "consents": [_plain(row) for row in store.load_consents(tx, member_id)],
        "purchases": [_plain(row) for row in store.load_purchases(tx, member_id)],
        "points": [_entry(row) for row in store.load_entries(tx, member_id)],
        "coupons": [_coupon(row) for row in coupon_store.load_all(tx, member_id)],
        "stamps": _stamps(tx, member_id, now),
        "favourites": [_choice(row) for row in favourite_store.load_choices(tx, [member_id])],
        "gifts": [_gift(row, member_id) for row in transfer_store.load_done(tx, member_id)],
        "friends": [_referral(row, member_id) for row in referral_store.load_of(tx, member_id)],
        "messages": [_plain(row) for row in occasions.load_of(tx, member_id)],
    }


def _person(keys: Keys, row: Row[Any]) -> dict[str, Any]:
    def opened(token: bytes | None) -> str | None:
        return keys.decrypt(token) if token else None

    return {
        "telegram_id": row.telegram_id,
        "name": opened(row.name_encrypted),
        "phone": opened(row.phone_encrypted),
        "language": row.language,
        "birthday": f"{row.birthday // 100:02}-{row.birthday % 100:02}" if row.birthday else None,
        "birth_year": opened(row.birth_year_encrypted),
        "marketing": row.marketing,
    }


def _entry(row: Row[Any]) -> dict[str, Any]:
    parts = recording.load_parts(row.parts)
    return {
        "at": row.at.isoformat(),
        "kind": str(row.kind),
        "points": row.points,
        "why": [words for part in parts if (words := reason_text(part))],
        "balance_after": row.balance_after,
        "place": row.location_name,
    }


def _coupon(row: Row[Any]) -> dict[str, Any]:
    return {
        "offer": row.offer,
        "title": row.title,
        "points": row.points,
        "code": row.code,
        "claimed_at": row.claimed_at.isoformat(),
        "expires_on": row.expires_on and row.expires_on.isoformat(),
        "state": str(row.state),
        "closed_at": row.closed_at and row.closed_at.isoformat(),
    }


def _stamps(tx: Connection, member_id: int, now: datetime) -> dict[str, int]:
    account = ledger.load_account(tx, member_id, now.date(), lock=False, quiet=True)
    return {} if account is None else {one.card: one.count for one in account.state.stamps}


def _choice(row: Row[Any]) -> dict[str, Any]:
    return {"on": row.on.isoformat(), "categories": row.categories}


def _gift(row: Row[Any], member_id: int) -> dict[str, Any]:
    given = row.giver_id == member_id
    return {"at": row.settled_at.isoformat(), "points": -row.points if given else row.points}


def _referral(row: Row[Any], member_id: int) -> dict[str, Any]:
    came = row.friend_id == member_id
    points = row.invitee_points if came else row.referrer_points
    given = points if came or row.share is ReferrerShare.GIVEN else 0
    return {"at": row.at.isoformat(), "came_by_invitation": came, "points": given}


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._asdict().items()
        if name not in {"id", "member_id"}
    }


def erase(tx: Connection, member_id: int, *, key: str, now: datetime, actor: Actor) -> Erased:
    """Forget the person and keep every total (docs/semantics.md: an `expire` entry "erased").

    What remains for 12 months are keyed digests, against a second welcome gift. The caller
    runs `await db.scrub()` afterwards, which leaves no byte in the file. Raises NoCard.
    """
    claimed = operations.claim(tx, key, "erase", {"member_id": member_id}, now=now)
    if claimed.stored is not None:
        return operations.repeated(claimed, Erased)
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    account = ledger.load_account(tx, member_id, today)
    if account is None:
        raise NoCard
    outcome = rules.erase(stored.program, account.state, today)
    cause = Cause(actor=actor, key=key, version_id=stored.version_id, now=now)
    ledger.save_outcome(tx, account, outcome, stored.program, cause)
    person = people_store.load_person_of(tx, member_id)
    if person is not None:
        _forget(tx, person, member_id, now=now, today=today)
    occasions.delete_of(tx, member_id)
    transfer_store.withdraw_all(tx, member_id, now=now)
    referral_store.close_of(tx, member_id)
    guess_store.forget_of(tx, member_id)
    store.withdraw_consents(tx, member_id, now=now)
    store.mark_erased(tx, member_id)
    audit_log.note(tx, What.ERASED, actor=actor, now=now, member_id=member_id)
    points = -sum(entry.points for entry in outcome.entries if _is_erasure(entry))
    return operations.finish(tx, claimed, Erased(points=points))


def drop_unclaimed(tx: Connection, *, now: datetime, limit: int = 100) -> int:
    """Erase cards opened at the till that nobody claimed for 180 days; return how many."""
    stale = store.stale_unclaimed(tx, now - timedelta(days=UNCLAIMED_DAYS), limit=limit)
    for member_id in stale:
        erase(tx, member_id, key=f"unclaimed:{member_id}", now=now, actor=system("job:unclaimed"))
    return len(stale)


def forget_erased(tx: Connection, *, now: datetime) -> int:
    """Drop the digests of people erased 12 months ago; return how many there were."""
    settings = shop_store.load_settings(tx)
    if settings is None:
        return 0  # Nobody joins before the launch.
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    return people_store.forget_erasures(tx, today)


def _is_erasure(entry: Entry) -> bool:
    return any(part.reason is Reason.ERASED for part in entry.parts)


def _forget(
    tx: Connection, person: Row[Any], member_id: int, *, now: datetime, today: date
) -> None:
    """Drop the person, or, of somebody who serves here, all that belonged to the card."""
    people_store.save_erasure(
        tx, {"member_id": member_id, "erased_at": now, **_remembered(tx, person, today)}
    )
    if person.telegram_id is not None:
        people_store.take_start(tx, person.telegram_id, now=now)
        for forget in (outbox.forget, inbox.forget, conversations.forget):
            forget(tx, person.telegram_id)
    if staff_store.load_by_person(tx, person.id) is None:
        people_store.drop_person(tx, person.id)
    else:
        people_store.save_person(tx, person.id, people_store.NO_CARD)


def _remembered(tx: Connection, person: Row[Any], today: date) -> dict[str, Any]:
    """Return what tells a returning person from a new one: nothing, if he had no gift yet."""
    if person.telegram_id is None:
        # Nobody claimed the card, and an unclaimed one gets no gifts.
        return {"telegram_digest": None, "phone_digest": None, "forget_on": None}
    return {
        "telegram_digest": keys_of(tx).digest("telegram", str(person.telegram_id)),
        "phone_digest": person.phone_digest,
        "forget_on": next_day(add_months(today, REMEMBERED_MONTHS)),
    }
