"""Who does something: the role and the place that every entry and audit line remembers."""

from dataclasses import dataclass

from services.domain.kinds import Role

__all__ = ["CHIEFS", "STAFF_ROLES", "Actor", "Role", "system"]

STAFF_ROLES = (Role.CASHIER, Role.MANAGER, Role.OWNER)
"""The roles of people who serve, weakest first."""

CHIEFS = frozenset({Role.MANAGER, Role.OWNER})
"""The roles that may change what a cashier did."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts; `source` names the cause: "update:123", "job:expiry", "cli"."""

    role: Role
    source: str
    staff_id: int | None = None
    member_id: int | None = None
    location_id: int | None = None

    @property
    def is_chief(self) -> bool:
        return self.role in CHIEFS


def system(source: str) -> Actor:
    """Return the actor of a job or a command, which is nobody in person."""
    return Actor(role=Role.SYSTEM, source=source)
