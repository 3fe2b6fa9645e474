"""Points pay only with the member's own yes; whatever calls, the service looks for it.

docs/architecture.md, "Cards and codes": a code identifies, and only the member spends.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from services.actors import Actor, Role
from services.domain.errors import Refusal
from services.store import redemptions as store
from services.store.redemptions import State


@dataclass(kw_only=True, unsafe_hash=True)
class SpendNotAgreed(Refusal):
    """Nobody has asked this member to spend so many points on this bill."""


def require(
    tx: Connection,
    member_id: int,
    amount_minor: int,
    points: int,
    *,
    request_id: int | None,
    actor: Actor,
) -> None:
    """Raise SpendNotAgreed unless an open request of this very bill stands behind the points.

    The program itself (an import, a demonstration of the past) records what was agreed
    elsewhere; no chat ever speaks with its role.
    """
    if request_id is None:
        if actor.role is not Role.SYSTEM:
            raise SpendNotAgreed
        return
    row = store.load_request(tx, request_id)
    asked = row and (row.member_id, row.amount_minor, row.points, row.state)
    if asked != (member_id, amount_minor, points, State.OPEN):
        raise SpendNotAgreed
