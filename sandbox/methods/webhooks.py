"""setWebhook, deleteWebhook, getWebhookInfo."""

import re
from urllib.parse import urlsplit

from sandbox.bots import Webhook
from sandbox.chats import Json
from sandbox.methods.polling import interrupt
from sandbox.methods.registry import Ask, method
from sandbox.texts import (
    SECRET_CHARACTERS,
    SET_WEBHOOK,
    WEBHOOK_HTTPS,
    WEBHOOK_PORT,
    WEBHOOK_URL,
    bad,
    wait,
)

PORTS = frozenset({80, 88, 443, 8443})
CONNECTIONS_MAX = 100
_TWICE_SECONDS = 1.0


@method("setWebhook")
def set_webhook(ask: Ask) -> bool:
    url = ask.args.get("url", "")
    if not url:
        return _remove(ask)
    _check_url(ask, url)
    secret = ask.args.get("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]+", secret):
        raise bad(SECRET_CHARACTERS)
    bot, now = ask.bot, ask.world.clock.time()
    if now < bot.webhook_set_at + _TWICE_SECONDS:
        raise wait(1)
    bot.webhook_set_at = now
    bot.updates.allow(ask.args.get("allowed_updates"))
    if ask.args.get("drop_pending_updates"):
        bot.updates.pending.clear()
    connections = min(max(ask.args.get("max_connections", 40), 1), CONNECTIONS_MAX)
    interrupt(bot, SET_WEBHOOK)
    ask.world.hook(bot, Webhook(url=url, secret=secret, max_connections=connections))
    return True


@method("deleteWebhook")
def delete_webhook(ask: Ask) -> bool:
    return _remove(ask)


def _remove(ask: Ask) -> bool:
    if ask.args.get("drop_pending_updates"):
        ask.bot.updates.pending.clear()
    ask.world.hook(ask.bot, None)
    return True


@method("getWebhookInfo")
def get_webhook_info(ask: Ask) -> Json:
    bot, hook = ask.bot, ask.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(bot.updates.pending),
    }
    if bot.updates.allowed is not None:
        info["allowed_updates"] = sorted(bot.updates.allowed)
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.last_error:
            info["last_error_date"] = hook.last_error_at
            info["last_error_message"] = hook.last_error
    return info


def _check_url(ask: Ask, url: str) -> None:
    """Refuse what Telegram refuses; plain http to this machine passes unless strict."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad(WEBHOOK_URL)
    local = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if local and not ask.world.strict_webhook:
        return
    if parts.scheme != "https":
        raise bad(WEBHOOK_HTTPS)
    if (parts.port or 443) not in PORTS:
        raise bad(WEBHOOK_PORT)
