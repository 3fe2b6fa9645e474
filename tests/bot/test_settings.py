"""Settings: one required value, and one plain sentence for each wrong one."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsWrong, is_loopback, load_settings

TOKEN = "123456789:AAE-this_is_not_a_token_of_anybody_0"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no variable of the outer shell and no .env reach a test."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_TOKEN", "BOT_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)


def _load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = _load(monkeypatch, BOT_TOKEN=f" {TOKEN}\n")
    assert settings.token == TOKEN
    assert settings.database == "sqlite+aiosqlite:///data/kopilka.db"
    assert settings.key == Path("data/kopilka.key")


def test_without_a_token_the_sentence_says_where_to_get_one() -> None:
    with pytest.raises(SettingsWrong, match="@BotFather"):
        _ = load_settings().token


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BOT_TOKEN", "hello"),
        ("KOPILKA_LOG_LEVEL", "LOUD"),
        ("KOPILKA_BOT_API_BASE", "localhost"),
        ("KOPILKA_WEBHOOK_URL", "http://bot.example.com/telegram"),
        ("KOPILKA_WEBHOOK_SECRET", "short"),
        ("KOPILKA_WEBHOOK_SECRET", "with a space, and no less than 32 characters"),
        ("KOPILKA_WEBHOOK_SECRET", "секрет-из-тридцати-двух-букв-и-больше"),
        ("KOPILKA_LISTEN", "8080"),
        ("KOPILKA_LISTEN", "127.0.0.1:http"),
        ("KOPILKA_LISTEN", "127.0.0.1:8080/path"),
        ("KOPILKA_HEALTH_PORT", "0"),
        ("KOPILKA_SCANNER_URL", "http://shop.example.com/scanner/"),
        ("KOPILKA_DATABASE_URL", "mysql://root@localhost/shop"),
        ("BOT_TOKEN_FILE", "/no/such/file"),
    ],
)
def test_a_wrong_value_is_named_with_an_example(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    with pytest.raises(SettingsWrong) as wrong:
        _load(monkeypatch, **{variable: value})
    sentence = str(wrong.value)
    assert sentence.startswith(f"{variable}: ")
    assert f"Example: {variable}=" in sentence
    assert "\n" not in sentence


def test_a_secret_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert _load(monkeypatch, BOT_TOKEN_FILE=str(tmp_path / "token")).token == TOKEN


def test_time_moves_only_beside_a_bot_api_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsWrong, match="KOPILKA_BOT_API_BASE"):
        _load(monkeypatch, KOPILKA_TEST_CLOCK="clock")
    monkeypatch.setenv("KOPILKA_BOT_API_BASE", "http://127.0.0.1:8081")
    assert load_settings().test_clock == Path("clock")


def test_a_webhook_without_a_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://bot.example.com/telegram"
    with pytest.raises(SettingsWrong, match=r"^KOPILKA_WEBHOOK_SECRET is not set.*Example: "):
        _load(monkeypatch, KOPILKA_WEBHOOK_URL=url)
    settings = _load(monkeypatch, KOPILKA_WEBHOOK_SECRET="s" * 32)
    assert settings.webhook_url == url
    assert "s" * 32 not in str(settings.effective())


def test_a_setting_that_is_left_empty_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("WEBHOOK_URL", "WEBHOOK_SECRET", "HEALTH_PORT", "SCANNER_URL")
    empty = _load(monkeypatch, **{f"KOPILKA_{name}": "" for name in names})
    assert {getattr(empty, name.lower()) for name in names} == {None}


def test_the_settings_in_use_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+asyncpg://kopilka:hunter2@localhost/kopilka"
    shown = _load(monkeypatch, BOT_TOKEN=TOKEN, KOPILKA_DATABASE_URL=url).effective()
    assert shown["BOT_TOKEN"] == "123456789:…"
    assert "hunter2" not in str(shown)


@pytest.mark.parametrize(
    ("base", "local"),
    [
        ("http://127.0.0.1:1", True),
        ("http://localhost", True),
        ("http://[::1]:1", True),
        ("https://api.telegram.org", False),
        ("http://127.0.0.1.evil.example", False),
    ],
)
def test_loopback_is_this_machine_and_nothing_that_looks_like_it(base: str, local: bool) -> None:
    assert is_loopback(base) is local
