"""What every screen holds in one hand: who speaks, the books, the words, the chat."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from aiogram.fsm.context import FSMContext

from handlers.texts import Texts
from handlers.ui import BotInfo, Chat, actor_of
from services.actors import Actor
from services.database import Database
from services.people import Who


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """One update; the program lays it for every handler under the name `desk`.

    `staff_id` and `member_id` are the speaker's, present behind the guard of the role.
    """

    chat: Chat
    db: Database
    texts: Texts
    who: Who
    now: datetime
    source: str
    stale: bool
    op_key: str
    state: FSMContext
    bot_info: BotInfo

    @property
    def staff_id(self) -> int:
        staff_id = self.who.staff_id
        if staff_id is None:
            raise LookupError("a screen of the staff was reached without a staff role")
        return staff_id

    @property
    def member_id(self) -> int:
        member_id = self.who.member_id
        if member_id is None:
            raise LookupError("a screen of the card was reached without a card")
        return member_id

    @property
    def actor(self) -> Actor:
        """Return the speaker in the strongest staff role, the member if there is none."""
        return actor_of(self.who, self.source)

    @property
    def as_member(self) -> Actor:
        return actor_of(self.who, self.source, as_member=True)

    def speaking(self, who: Who) -> "Desk":
        """Return the desk of the same person as he is now, after joining for one."""
        return replace(self, who=who)


def one_time() -> str:
    """Return a fresh operation id for a button that moves points; a second tap repeats it."""
    return secrets.token_urlsafe(6)
