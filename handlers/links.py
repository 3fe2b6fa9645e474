"""Start links that give a role: the owner's claim and an invitation to serve (O0, K1)."""

from aiogram import Router
from aiogram.types import Message, User

from handlers.commands import Commands
from handlers.desk import Desk
from handlers.filters import Start
from handlers.ui import Home
from services import staff
from services.facts import Key

router = Router(name="links")

CLAIM = "own_"
INVITE = "i_"


def name_of(user: User | None) -> str:
    return user.full_name if user else ""


@router.message(Start(CLAIM))
async def claim(
    message: Message, payload: str, desk: Desk, commands: Commands, home: Home
) -> None:
    """The link printed at the first start makes whoever opens it the owner, once."""
    await desk.db.write(
        staff.claim,
        payload.removeprefix(CLAIM),
        desk.who.telegram_id,
        name_of(message.from_user),
        desk.texts.language,
        now=desk.now,
    )
    await commands.refresh(desk.who.telegram_id)
    await desk.chat.say(desk.texts("claimed"))
    await home()


@router.message(Start(INVITE))
async def accept(
    message: Message, payload: str, desk: Desk, commands: Commands, home: Home
) -> None:
    """A cashier serves at once; a manager waits for the owner's tap."""
    accepted = await desk.db.write(
        staff.accept,
        payload.removeprefix(INVITE),
        desk.who.telegram_id,
        name_of(message.from_user),
        desk.texts.language,
        now=desk.now,
    )
    await commands.refresh(desk.who.telegram_id)
    key = "invite-accepted" if accepted.active else "invite-waits"
    role = Key(f"staff-role-{accepted.role}")
    await desk.chat.say(desk.texts(key, role=role, location=accepted.location_name or ""))
    if accepted.active:
        await home()
