"""Rules that the owner alone may change, saved as the next version of the program."""

from datetime import datetime

from sqlalchemy import Connection

from services import programs
from services.actors import Actor, Role
from services.program.document import Document
from services.programs import Applied
from services.staff import OwnerOnly


def save_as_owner(
    tx: Connection, document: Document, *, based_on: int, actor: Actor, key: str, now: datetime
) -> Applied:
    """Save it if the owner asks; raise OwnerOnly and what `programs.save_document` raises."""
    if actor.role is not Role.OWNER:
        raise OwnerOnly
    return programs.save_document(tx, document, actor=actor, key=key, now=now, based_on=based_on)
