"""A refusal becomes a sentence; anything else an apology with a code to quote."""

from handlers.chat import Chat
from handlers.texts import Texts
from services.domain.errors import Refusal

TOAST_IS_ENOUGH = 60
"""A longer sentence vanishes before it is read, so it is shown as an alert."""


def sentence(texts: Texts, refusal: Refusal) -> str:
    """Return the "no" as HTML, for a screen that shows it in its own place."""
    return texts.refusal(refusal)


async def refuse(chat: Chat, texts: Texts, refusal: Refusal) -> None:
    """Say the "no" and what to do now, over the chat after a tap, else as a message."""
    if chat.answered:
        await chat.say(texts.refusal(refusal))
        return
    shown = texts.refusal_plain(refusal)
    await chat.toast(shown, alert=len(shown) > TOAST_IS_ENOUGH)


async def busy(chat: Chat, texts: Texts) -> None:
    """Say that nothing was done and that trying again is safe."""
    await _tell(chat, texts, "error-busy")


async def apologize(chat: Chat, texts: Texts, code: str) -> None:
    """Say that the fault is ours; the code leads the owner to the line in the log."""
    await _tell(chat, texts, "error-ours", code=code)


async def _tell(chat: Chat, texts: Texts, key: str, **facts: str) -> None:
    if chat.answered:
        await chat.say(texts(key, **facts))
    else:
        await chat.toast(texts.plain(key, **facts), alert=True)
