"""A local Telegram: a Bot API server and a chat page in the browser; knows nothing of loyalty."""

from sandbox.actions import CannotActError, Hand
from sandbox.calls import Call, Lint
from sandbox.faults import Fault, Trouble
from sandbox.people import Person
from sandbox.sandbox import Sandbox
from sandbox.views import ChatView, MessageView

__all__ = [
    "Call",
    "CannotActError",
    "ChatView",
    "Fault",
    "Hand",
    "Lint",
    "MessageView",
    "Person",
    "Sandbox",
    "Trouble",
]
