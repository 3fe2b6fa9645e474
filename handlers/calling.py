"""Calls to Telegram that may be told to wait, or whose failure nobody would notice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

T = TypeVar("T")

PASSING = (TelegramBadRequest, TelegramRetryAfter, TelegramNetworkError, TelegramServerError)
LONGEST_PATIENCE_S = 60
_TRIES = 3


async def patiently(call: Callable[[], Awaitable[T]], *, again: bool = False) -> T:
    """Call Telegram, obeying its wish to wait; `again`: the call may safely be repeated."""
    for attempt in range(1, _TRIES):
        try:
            return await call()
        except TelegramRetryAfter as error:
            if error.retry_after > LONGEST_PATIENCE_S:
                raise
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError):
            if not again:
                raise
            await asyncio.sleep(attempt)
    return await call()


async def swallow(call: Awaitable[object]) -> bool:
    """Await a call whose failure the person would not notice; return whether it worked."""
    try:
        await call
    except PASSING:
        return False
    return True
