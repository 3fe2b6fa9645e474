"""What Telegram shows beside the input line: screens ask for it, the running program does it."""

from typing import Protocol


class Commands(Protocol):
    """Sets commands, menu and the bot's own description."""

    async def set_up(self, shop: str | None = None) -> None:
        """Describe the bot as this shop's guest card, in every language."""

    async def refresh(self, telegram_id: int) -> None:
        """Set one person's commands after a change of role or language."""

    async def refresh_staff(self, staff_id: int) -> None:
        """Set the commands of somebody who serves, after a change of role."""
