"""The methods of the Bot API, one function each, grouped by noun."""

from sandbox.methods import (
    callbacks,
    copies,
    edits,
    files,
    messages,
    polling,
    profile,
    removal,
    webhooks,
)
from sandbox.methods.registry import METHODS, Ask

__all__ = [
    "METHODS",
    "Ask",
    "callbacks",
    "copies",
    "edits",
    "files",
    "messages",
    "polling",
    "profile",
    "removal",
    "webhooks",
]
