"""The people of the sandbox: who they are, not what they do."""

from dataclasses import dataclass
from typing import Any

FIRST_ID = 700_000_001
_LANGUAGE = "en"


@dataclass(slots=True, kw_only=True, eq=False)
class Person:
    """Someone with a Telegram account.

    `phone` is what a shared contact carries: clients differ, so it may begin with "+" or not.
    `language_code` may be None: Telegram does not always tell. `deactivated` accounts answer
    403. `met`: the bot knows them from elsewhere, so writing first answers 403, not "chat not
    found". `birthdate` is `{"day", "month", "year"?}` as getChat shows it.
    """

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = _LANGUAGE
    phone: str
    title: str | None = None
    birthdate: dict[str, int] | None = None
    deactivated: bool = False
    met: bool = False

    def user(self) -> dict[str, Any]:
        """Return the Bot API's User."""
        names = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            **{name: value for name, value in names.items() if value},
        }

    def chat(self) -> dict[str, Any]:
        """Return the Bot API's Chat of the private chat with this person."""
        names = {"last_name": self.last_name, "username": self.username}
        return {
            "id": self.id,
            "type": "private",
            "first_name": self.first_name,
            **{name: value for name, value in names.items() if value},
        }


class People:
    """Everyone in the sandbox; ids and phones are handed out in order, so runs repeat."""

    def __init__(self) -> None:
        self.by_id: dict[int, Person] = {}
        self._next = FIRST_ID

    def add(self, first_name: str = "", **facts: Any) -> Person:
        """Create a person; whatever is not said gets a value made from the id."""
        identity = facts.pop("id", None) or self._next
        self._next = max(self._next, identity) + 1
        number = identity % 10_000_000
        phone = facts.pop("phone", None) or f"+7900{number:07d}"
        name = first_name or f"Person {number}"
        person = Person(id=identity, first_name=name, phone=phone, **facts)
        self.by_id[identity] = person
        return person
