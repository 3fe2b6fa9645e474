"""Every environment variable of the program, typed, with the sentence that explains it."""

import os
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from services.database.url import UnknownUrl, parse

TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")
TELEGRAM = "https://api.telegram.org"
_PREFIX = "KOPILKA_"
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")


class SettingsWrong(Exception):
    """A setting cannot be used; the text names the variable, the reason and an example."""


class Settings(BaseSettings):
    """What the environment says; only BOT_TOKEN has no default.

    Any variable may be given as NAME_FILE instead, naming a file that holds the value.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    bot_token: SecretStr | None = Field(
        default=None,
        validation_alias="BOT_TOKEN",
        description="the token that BotFather gave",
        examples=["123456789:AAE-thirty-five-letters-or-more-0"],
    )
    data_dir: Path = Field(
        default=Path("data"), description="the folder of everything kept", examples=["./data"]
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="another database than the file in the data folder",
        examples=["postgresql+asyncpg://kopilka:secret@localhost/kopilka"],
    )
    key_file: Path | None = Field(
        default=None,
        description="the key of personal data; keep a copy apart from the backups",
        examples=["/run/secrets/kopilka.key"],
    )
    bot_api_base: str = Field(
        default=TELEGRAM,
        description="a Bot API server of your own",
        examples=["http://127.0.0.1:8081"],
    )
    test_clock: Path | None = Field(
        default=None,
        description="a file with seconds to add to the time; for a local Bot API only",
        examples=["./clock"],
    )
    webhook_url: str | None = Field(
        default=None,
        description="where Telegram brings the updates; without it the bot asks for them",
        examples=["https://bot.example.com/telegram"],
    )
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="what only Telegram and this program know, 32 or more of A-Z a-z 0-9 _ -",
        examples=["a-line-that-openssl-rand-hex-32-made"],
    )
    listen: str = Field(
        default="127.0.0.1:8080",
        description="the address the webhook is served at, behind a proxy that speaks https",
        examples=["127.0.0.1:8080"],
    )
    health_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="the port of /health on this machine; without it there is none",
        examples=["8081"],
    )
    scanner_url: str | None = Field(
        default=None,
        description="where the page of deploy/scanner is served, for the scanner in the till",
        examples=["https://example.com/scanner/"],
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="how much is logged", examples=["INFO"]
    )

    @field_validator("bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value().strip()):
            raise ValueError("this is not a bot token")
        return SecretStr(token.get_secret_value().strip()) if token else None

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None:
            try:
                parse(url.get_secret_value())
            except UnknownUrl as error:
                raise ValueError(str(error)) from error
        return url

    @field_validator("bot_api_base")
    @classmethod
    def _is_a_web_address(cls, base: str) -> str:
        parts = urlsplit(base)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("this is not a web address")
        return base.rstrip("/")

    @field_validator("webhook_url", "webhook_secret", "health_port", "scanner_url", mode="before")
    @classmethod
    def _empty_is_not_set(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("webhook_url", "scanner_url")
    @classmethod
    def _is_a_secure_address(cls, address: str | None) -> str | None:
        if address is not None and not (is_loopback(address) or _is_secure(address)):
            raise ValueError("this is not an https address")
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _is_hard_to_guess(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("this is no secret that Telegram takes and nobody guesses")
        return secret

    @field_validator("listen")
    @classmethod
    def _is_a_place_to_listen(cls, listen: str) -> str:
        host_and_port(listen)
        return listen

    @model_validator(mode="after")
    def _knows_telegram_by_a_secret(self) -> "Settings":
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError(
                "KOPILKA_WEBHOOK_SECRET is not set, and a webhook without one would take "
                "anybody's updates. Example: KOPILKA_WEBHOOK_SECRET=$(openssl rand -hex 32)"
            )
        return self

    @model_validator(mode="after")
    def _moves_time_only_in_tests(self) -> "Settings":
        if self.test_clock is not None and not is_loopback(self.bot_api_base):
            raise ValueError(
                "KOPILKA_TEST_CLOCK works only with a Bot API on this machine. "
                "Example: KOPILKA_BOT_API_BASE=http://127.0.0.1:8081"
            )
        return self

    @property
    def database(self) -> str:
        """Return the database's URL: the file in the data folder unless told otherwise."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'kopilka.db'}"

    @property
    def key(self) -> Path:
        return self.key_file or self.data_dir / "kopilka.key"

    @property
    def token(self) -> str:
        """Return the token, or raise `SettingsWrong` when there is none."""
        if self.bot_token is None:
            raise SettingsWrong(
                "BOT_TOKEN is not set. Ask @BotFather for a token, "
                "then: BOT_TOKEN=123456789:AAE… kopilka run"
            )
        return self.bot_token.get_secret_value()

    def effective(self) -> dict[str, str]:
        """Return every variable with the value in use, secrets masked."""
        return {
            "BOT_TOKEN": _masked_token(self.bot_token),
            "KOPILKA_DATA_DIR": str(self.data_dir),
            "KOPILKA_DATABASE_URL": make_url(self.database).render_as_string(hide_password=True),
            "KOPILKA_KEY_FILE": str(self.key),
            "KOPILKA_BOT_API_BASE": self.bot_api_base,
            "KOPILKA_TEST_CLOCK": str(self.test_clock or ""),
            "KOPILKA_WEBHOOK_URL": self.webhook_url or "",
            "KOPILKA_WEBHOOK_SECRET": "…" if self.webhook_secret else "(not set)",
            "KOPILKA_LISTEN": self.listen,
            "KOPILKA_HEALTH_PORT": str(self.health_port or ""),
            "KOPILKA_SCANNER_URL": self.scanner_url or "",
            "KOPILKA_LOG_LEVEL": self.log_level,
        }


def is_loopback(base: str) -> bool:
    """Return whether a web address points at this very machine."""
    host = urlsplit(base).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_and_port(listen: str) -> tuple[str, int]:
    """Return the two halves of "host:port"; raise `ValueError` for anything else."""
    parts = urlsplit(f"//{listen}")
    if not parts.hostname or not parts.port or listen != parts.netloc or "@" in listen:
        raise ValueError("this is not host:port")
    return parts.hostname, parts.port


def _is_secure(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname)


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (and .env); raise `SettingsWrong` with one plain sentence."""
    values = _from_files(os.environ if environment is None else environment)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsWrong(_sentence(error.errors()[0])) from None


def _from_files(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of NAME_FILE variables by field name."""
    values: dict[str, Any] = {}
    for name, variable in _variables().items():
        path = environment.get(f"{variable}_FILE")
        if not path:
            continue
        try:
            values[name] = Path(path).read_text("utf-8").strip()
        except OSError as error:
            raise SettingsWrong(
                f"{variable}_FILE: {path} cannot be read ({error.strerror}). "
                f"Example: {variable}_FILE=/run/secrets/{name}"
            ) from None
    return values


def _variables() -> dict[str, str]:
    return {
        name: str(field.validation_alias or _PREFIX + name.upper())
        for name, field in Settings.model_fields.items()
    }


def _sentence(error: ErrorDetails) -> str:
    reason = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return reason
    place = str(error["loc"][0])
    name = next((n for n, v in _variables().items() if place in {n, v, v.lower()}), place)
    field = Settings.model_fields[name]
    variable = _variables()[name]
    example = (field.examples or [""])[0]
    reason = reason.rstrip(".")
    return (
        f"{variable}: {reason[0].lower()}{reason[1:]} ({field.description}). "
        f"Example: {variable}={example}"
    )


def _masked_token(token: SecretStr | None) -> str:
    if token is None:
        return "(not set)"
    return token.get_secret_value().partition(":")[0] + ":…"
