"""What the container and the service promise, read from the files that make them."""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

from bot.cli import COMMANDS
from bot.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]


def yaml(lines: list[tuple[int, str]], depth: int = 0) -> Any:
    """Read the part of YAML that a plain compose file needs: maps, lists, and text."""
    made: dict[str, Any] = {}
    items: list[str] = []
    while lines and lines[0][0] >= depth:
        indent, line = lines.pop(0)
        if line.startswith("- "):
            items.append(line[2:].strip('"'))
            continue
        name, _, value = line.partition(":")
        deeper = lines and lines[0][0] > indent
        made[name] = yaml(lines, lines[0][0]) if deeper else value.strip().strip('"')
    return items or made


def compose() -> Any:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    kept = [line for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]
    return yaml([(len(line) - len(line.lstrip()), line.strip()) for line in kept])


def unit() -> configparser.SectionProxy:
    class Repeated(dict[str, Any]):
        """systemd lets a name stand several times; the values are kept in one text."""

        def __setitem__(self, name: str, value: Any) -> None:
            if isinstance(value, list) and name in self:
                value = [*self[name], *value]
            super().__setitem__(name, value)

    parser = configparser.RawConfigParser(strict=False, dict_type=Repeated, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / "kopilka.service", "utf-8")
    return parser["Service"]


def dockerfile() -> list[tuple[str, str]]:
    """Return (instruction, rest) in order, with continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and line[0] != "#"]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def last_stage() -> list[tuple[str, str]]:
    lines = dockerfile()
    last = max(place for place, (word, _) in enumerate(lines) if word == "FROM")
    return lines[last:]


def test_compose_is_one_service_and_one_volume() -> None:
    made = compose()
    assert list(made["services"]) == ["kopilka"]
    assert list(made["volumes"]) == ["data"]
    assert made["services"]["kopilka"]["volumes"] == ["data:/data"]


def test_the_container_is_read_only_without_powers_and_opens_no_port() -> None:
    service = compose()["services"]["kopilka"]
    assert service["read_only"] == "true"
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service
    assert "privileged" not in service


def test_the_container_comes_back_and_its_log_does_not_fill_the_disk() -> None:
    service = compose()["services"]["kopilka"]
    assert service["restart"] == "unless-stopped"
    assert service["logging"] == {
        "driver": "json-file",
        "options": {"max-size": "10m", "max-file": "3"},
    }


def test_the_image_runs_as_nobody_in_particular_and_is_asked_how_it_is() -> None:
    stage = dict(last_stage())
    assert stage["USER"] == "kopilka"
    assert stage["VOLUME"] == "/data"
    assert re.search(r'CMD \["kopilka", "health"\]$', stage["HEALTHCHECK"])
    assert stage["ENTRYPOINT"] == '["kopilka"]'
    assert stage["CMD"] == '["run"]'
    assert {"run", "health"} <= set(COMMANDS)


def test_the_image_takes_dependencies_by_hash_and_compiles_nothing() -> None:
    runs = [rest for word, rest in dockerfile() if word == "RUN"]
    fetching = [run for run in runs if " install" in run and "requirement" in run]
    assert len(fetching) == 1
    assert "--require-hashes" in fetching[0]
    assert "--only-binary :all:" in fetching[0]
    assert not any(re.search(r"\bapt|gcc|build-essential|curl|wget", run) for run in runs)
    assert all("pip" not in rest for word, rest in last_stage() if word == "RUN")
    assert {rest.split()[0] for word, rest in dockerfile() if word == "FROM"} == {
        "python:3.11-slim"
    }


def test_the_builder_is_given_no_secret_and_no_data() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored
    given = {line[1:] for line in ignored if line.startswith("!")}
    packages = {"bot", "handlers", "services", "models", "migrations", "sandbox"}
    assert given == packages | {"requirements", "pyproject.toml", "README.md", "LICENSE"}


def test_the_service_writes_to_its_own_folder_and_nowhere_else() -> None:
    service = unit()
    hardened = {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "PrivateDevices": "yes",
        "CapabilityBoundingSet": "",
        "RestrictSUIDSGID": "yes",
        "UMask": "0077",
        "StateDirectory": "kopilka",
        "User": "kopilka",
    }
    assert {name: service[name] for name in hardened} == hardened
    assert "ReadWritePaths" not in service


def test_the_service_runs_a_command_that_exists_and_stays_down_when_a_person_is_needed() -> None:
    service = unit()
    assert shlex.split(service["ExecStart"])[1] == "run"
    assert service["Restart"] == "always"
    assert service["RestartPreventExitStatus"].split() == ["3", "4", "5"]


def test_every_setting_stands_in_the_example_and_the_example_is_taken(
    monkeypatch: Any, tmp_path: Path
) -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE))
    for_tests = {"KOPILKA_TEST_CLOCK"}
    known = {
        str(field.validation_alias or f"KOPILKA_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    assert named == known - for_tests
    monkeypatch.chdir(tmp_path)
    for name in known:
        monkeypatch.delenv(name, raising=False)
    token = "123456789:AAE-this_is_not_a_token_of_anybody_0"
    (tmp_path / ".env").write_text(example.replace("BOT_TOKEN=\n", f"BOT_TOKEN={token}\n"))
    assert load_settings().token == token
