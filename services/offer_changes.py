"""Launching, pausing and ending offers: each is a version of the program."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from services import operations, programs
from services.actors import Actor
from services.domain.errors import Refusal
from services.offer_drafts import OfferDraft, drafted
from services.offer_views import OfferState, OwnerOffer, offer_of, owner_offer, ref_of, state_of
from services.program.discounts import gives_coupon
from services.program.document import Document
from services.program.offer_edits import with_offer, with_offer_ended, with_offer_on
from services.program.writing import export


@dataclass(kw_only=True, unsafe_hash=True)
class OfferEnded(Refusal):
    """The offer is over; a new one can be launched."""


def launch(
    tx: Connection,
    draft: OfferDraft,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> OwnerOffer:
    """Put a draft in force from this moment.

    Raises what the preview raises, and ProgramChangedMeanwhile.
    """
    parameters = {**asdict(draft), "title": dict(draft.title), "until_on": str(draft.until_on)}
    claimed = operations.claim(tx, key, "launch-offer", parameters, now=now)
    if claimed.stored is not None:
        return owner_offer(tx, operations.repeated(claimed, str), now=now)
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    offer = drafted(stored.document, stored.program, draft, today)
    document = with_offer(stored.document, offer)
    programs.save_document(tx, document, actor=actor, key=key, now=now, based_on=based_on)
    ref = operations.finish(tx, claimed, ref_of(offer.id))
    return owner_offer(tx, ref, now=now)


def pause(tx: Connection, ref: str, *, actor: Actor, key: str, now: datetime) -> OwnerOffer:
    """Stop an offer for a while; coupons already taken stay good.

    Raises UnknownOffer and OfferEnded.
    """

    def paused(document: Document, offer_id: str, _today: date) -> Document:
        return with_offer_on(document, offer_id, on=False)

    return _changed(tx, ref, paused, actor=actor, key=key, now=now)


def resume(tx: Connection, ref: str, *, actor: Actor, key: str, now: datetime) -> OwnerOffer:
    """Let a paused offer go on. Raises UnknownOffer and OfferEnded."""

    def resumed(document: Document, offer_id: str, _today: date) -> Document:
        return with_offer_on(document, offer_id, on=True)

    return _changed(tx, ref, resumed, actor=actor, key=key, now=now)


def without(tx: Connection, ref: str, *, now: datetime) -> str:
    """Return the program file without what an offer gives, for `services.what_if`.

    Empty for coupons, which are taken and used under any rules. Raises UnknownOffer.
    """
    document = programs.current(tx, now=now).document
    offer = offer_of(document, ref)
    if gives_coupon(offer):
        return ""
    return export(with_offer_on(document, offer.id, on=False))


def end(tx: Connection, ref: str, *, actor: Actor, key: str, now: datetime) -> OwnerOffer:
    """End an offer from this moment; coupons already taken stay good.

    Ending one that is over changes nothing. Raises UnknownOffer.
    """
    if owner_offer(tx, ref, now=now).state is OfferState.ENDED:
        return owner_offer(tx, ref, now=now)
    return _changed(tx, ref, with_offer_ended, actor=actor, key=key, now=now)


def _changed(
    tx: Connection,
    ref: str,
    edit: Callable[[Document, str, date], Document],
    *,
    actor: Actor,
    key: str,
    now: datetime,
) -> OwnerOffer:
    stored = programs.current(tx, now=now)
    today = programs.local_day(stored.program, now)
    offer = offer_of(stored.document, ref)
    if not programs.was_saved(tx, key):
        if state_of(offer, today) is OfferState.ENDED:
            raise OfferEnded
        document = edit(stored.document, offer.id, today)
        programs.save_document(tx, document, actor=actor, key=key, now=now)
    return owner_offer(tx, ref, now=now)
