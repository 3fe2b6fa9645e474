"""No token and no phone reaches a log, whoever writes it."""

import logging
import sys

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetMe

from bot.redaction import RedactingFormatter, redact, set_up_logging

TOKEN = "123456789:AAE-this_is_not_a_token_of_anybody_0"


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "+79001234567",
        "+7 900 123-45-67",
        "+7 (900) 123-45-67",
        "79001234567",
        "89001234567",
        "998901234567",
        "+998 90 123 45 67",
    ],
)
def test_a_secret_is_replaced_wherever_it_stands(secret: str) -> None:
    for text in (secret, f"/file/bot{secret}/x", f"phone_number='{secret}'", f"<{secret}>"):
        shown = redact(text)
        assert secret not in shown
        assert "[token]" in shown or "[phone]" in shown


@pytest.mark.parametrize(
    "harmless",
    [
        "Update id=123456789 handled in 15 ms",
        "12:30:59 INFO services.database SQLite 3.40.1",
        "purchase 4711 of 45000 minor units",
        "card 48201337",
    ],
)
def test_ordinary_numbers_stay(harmless: str) -> None:
    assert redact(harmless) == harmless


def test_a_traceback_of_the_client_library_holds_no_token() -> None:
    cause = ConnectionError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    error = TelegramNetworkError(method=GetMe(), message=str(cause))
    error.__cause__ = cause
    record = logging.LogRecord("x", 40, "", 0, "%s", (TOKEN,), (type(error), error, None))
    shown = RedactingFormatter("%(message)s").format(record)
    assert "direct cause" in shown
    assert TOKEN not in shown


def test_what_nobody_caught_is_redacted_too(capsys: pytest.CaptureFixture[str]) -> None:
    kept, root = sys.excepthook, logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        set_up_logging("WARNING")
        sys.excepthook(ValueError, ValueError(TOKEN), None)
        logging.getLogger("some.library").error("call +79001234567")
    finally:
        sys.excepthook = kept
        root.handlers[:] = handlers
        root.setLevel(level)
    printed = capsys.readouterr().err
    assert TOKEN not in printed
    assert "79001234567" not in printed
    assert printed.count("[token]") == printed.count("[phone]") == 1
