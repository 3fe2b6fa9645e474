"""The words a guest shares with the link: the owner's own, or the built-in ones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from services import programs
from services.actors import Actor
from services.facts import Fact, Key, Own, Points
from services.own_words import own_words
from services.placeholders import INVITATION, placeholder, without, written
from services.program.referral import Referral
from services.program.referral_edits import with_invitation
from services.program_owner import save_as_owner
from services.programs import Applied, Stored

MOST_CHARACTERS = 200
"""The words travel inside an address, where a letter may take six places."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationView:
    """The words in one language: as a friend reads them, and `template` for changing them."""

    version_id: int
    own: bool
    said: Own
    template: Fact
    placeholders: tuple[str, ...]


def said(stored: Stored) -> Own:
    """Return what goes with a guest's link, for a reader of any language.

    Own words that promise points are left out where the friend gets none.
    """
    referral = stored.document.referral
    facts: dict[str, Fact] = {"points": Points(referral.invitee), "shop": stored.program.name}
    own = referral.text if referral.invitee else without(("points",), referral.text)
    return Own(own, _built_in(referral, facts), facts)


def _built_in(referral: Referral, facts: dict[str, Fact]) -> Key:
    return Key("referral-share-words" if referral.invitee else "referral-share-words-plain", facts)


def view(tx: Connection, language: str, *, now: datetime) -> InvitationView:
    """Read the words of a language; raise ProgramNotLaunched."""
    stored = programs.current(tx, now=now)
    referral = stored.document.referral
    names: dict[str, Fact] = {name: placeholder(name, language) for name in INVITATION}
    return InvitationView(
        version_id=stored.version_id,
        own=language in referral.text,
        said=said(stored),
        template=referral.text.get(language) or _built_in(referral, names),
        placeholders=written(INVITATION, language),
    )


def set_words(
    tx: Connection,
    language: str,
    text: str,
    *,
    based_on: int,
    actor: Actor,
    key: str,
    now: datetime,
) -> Applied:
    """Let guests share the owner's words.

    Raises UnknownPlaceholder, TextTooLong, TextEmpty, OwnerOnly, ProgramChangedMeanwhile.
    """
    text = own_words(text, language, may_insert=INVITATION, most=MOST_CHARACTERS)
    document = with_invitation(programs.current(tx, now=now).document, language, text)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)


def reset_words(
    tx: Connection, language: str, *, based_on: int, actor: Actor, key: str, now: datetime
) -> Applied:
    """Return to the built-in words of a language; raise OwnerOnly, ProgramChangedMeanwhile."""
    document = with_invitation(programs.current(tx, now=now).document, language, None)
    return save_as_owner(tx, document, based_on=based_on, actor=actor, key=key, now=now)
