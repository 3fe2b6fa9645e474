"""Logs and tracebacks without tokens and phones, whoever writes them."""

import logging
import re
import sys
import threading
import traceback
from types import TracebackType

_SECRETS = (
    (re.compile(r"\d{6,12}:[\w-]{30,}"), "[token]"),
    # A phone is a plus with 9 to 15 digits, however they are grouped, or 11 and more in a row.
    (re.compile(r"\+\d(?:[ ().-]{0,2}\d){8,14}"), "[phone]"),
    (re.compile(r"(?<![\d.:-])(?:[78]9\d{9}|998\d{9})(?!\d)"), "[phone]"),
    (re.compile(r"(phone_number['\"]?\s*[:=]\s*['\"]?)\+?[\d ()-]{7,20}"), r"\1[phone]"),
)


def redact(text: str) -> str:
    """Return the text with every token and phone number replaced."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class RedactingFormatter(logging.Formatter):
    """Formats a record wholly, traceback and all, and then takes the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def set_up_logging(level: str) -> None:
    """Log to standard error through the redacting formatter; also what nobody caught."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        RedactingFormatter("%(asctime)s %(levelname)-7s %(name)s  %(message)s", "%H:%M:%S")
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # Each request and each update has its own line in aiogram and aiohttp: noise at INFO.
    for noisy in ("aiogram.event", "aiogram.session", "aiohttp.access", "alembic", "apscheduler"):
        logging.getLogger(noisy).setLevel(max(logging.getLevelName(level), logging.WARNING))
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def _uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    text = "".join(traceback.format_exception(kind, error, trace))
    sys.stderr.write(redact(text))
