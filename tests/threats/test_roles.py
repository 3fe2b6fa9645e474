"""T9 and T11: whoever presses whatever, only the declared roles pass."""

import shutil
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData

from bot.switchboard import Route
from handlers.filters import Has, IsMember, RoleIs, Says, Start
from handlers.formats import Locality
from services import conversations, people
from services.conversations import Step
from services.keys import Keys
from services.people import Who
from tests.builders.doorway import LIBRARY
from tests.threats import matrix
from tests.threats.routes import buttons, by_name, steps_of
from tests.threats.town import ROLES, People, Town, opened

REFRESHED = LIBRARY.speak("ru", Locality()).plain("menu-refreshed")
BEYOND = 999_999


async def _passes(route: Route, who: Who) -> bool:
    """Ask the guards about the role alone; steps and contents are another matter."""
    for check in (*route.guards, route.handler):
        for one in check.filters or ():
            guard = one.callback
            if isinstance(guard, RoleIs | IsMember) and not await guard(None, who=who):  # type: ignore[arg-type]
                return False
    return True


async def _everybody(town: Town) -> dict[str, Who]:
    read = town.door.database.read
    return {role: await read(people.who, town.people.of(role)) for role in ROLES}


@pytest.mark.parametrize("taps", [False, True], ids=["messages", "taps"])
async def test_every_handler_is_declared_with_the_roles_its_guards_let_pass(
    town: Town, taps: bool
) -> None:
    declared = matrix.TAPS if taps else matrix.MESSAGES
    found = by_name(taps=taps)
    assert sorted(declared) == sorted(found)
    everybody = await _everybody(town)
    for name, routes in found.items():
        for route in routes:
            letters = [
                letter
                for letter, role in matrix.LETTERS.items()
                if await _passes(route, everybody[role])
            ]
            assert "".join(letters) == declared[name], name


def _packed(kind: type[CallbackData], values: dict[str, Any]) -> str:
    return kind(**{name: values[name] for name in kind.model_fields}).pack()


def _buttons(role: str, *, allowed: bool) -> list[tuple[Route, type[CallbackData]]]:
    """Return the buttons that this role may press, or those that it may not."""
    letter = next(letter for letter, name in matrix.LETTERS.items() if name == role)
    return [
        (route, kind)
        for route, kind in buttons()
        if (letter in matrix.TAPS[route.name]) is allowed
    ]


async def _put_into_step(town: Town, person: int, step: str) -> None:
    """Let the person be in the middle of something, as if by an earlier role."""
    write, now = town.door.database.write, town.door.clock.now()
    await write(conversations.save_step, person, Step(state=step, data=matrix.STEP), now=now)


@pytest.mark.parametrize("role", ROLES)
async def test_a_button_of_another_role_is_answered_and_changes_nothing(
    town: Town, role: str
) -> None:
    """T9: with true numbers in it, and in the very step that waits for it."""
    door, person = town.door, town.people.of(role)
    values = matrix.real_values(town.people)
    before = door.books()
    for route, kind in _buttons(role, allowed=False):
        for step in steps_of(route):
            await _put_into_step(town, person, step)
        heard = await door.taps(person, _packed(kind, values))
        assert heard.toast == REFRESHED, (route.name, heard)
        assert door.books() == before, route.name


def _message_for(route: Route) -> dict[str, Any]:
    """Return the content of a message that this handler waits for."""
    for found in route.handler.filters or ():
        match found.callback:
            case Says() as says:
                return {"text": LIBRARY.speak("ru", Locality()).plain(says.key)}
            case Command() as command:
                return {"text": f"/{command.commands[0]}"}
            case Start():
                return {"text": "/start"}
            case Has() as has:
                return matrix.CONTENTS[has.content]
            case _:
                continue
    return {"text": "99"}


@pytest.mark.parametrize("role", ROLES)
async def test_a_message_for_another_role_changes_nothing(town: Town, role: str) -> None:
    """T11: the labels, commands and steps of others, also of a role that was lost midway."""
    door, person = town.door, town.people.of(role)
    letter = next(letter for letter, name in matrix.LETTERS.items() if name == role)
    before = door.books()
    for name, routes in by_name(taps=False).items():
        for route in routes:
            if letter in matrix.MESSAGES[name]:
                continue
            for step in steps_of(route):
                await _put_into_step(town, person, step)
            heard = await door.says(person, **_message_for(route))
            assert heard.texts, name
            assert door.books() == before, name


@pytest.mark.parametrize("role", ROLES)
async def test_a_button_of_the_own_role_passes_and_is_answered(
    furnished: tuple[Path, People], tmp_path: Path, keys: Keys, role: str
) -> None:
    """The other half of the table: whoever is declared does pass."""
    template, them = furnished
    for number, (route, kind) in enumerate(_buttons(role, allowed=True)):
        path = tmp_path / f"{number}.db"
        shutil.copy(template, path)
        async with opened(path, them, keys) as town:
            person = town.people.of(role)
            for step in steps_of(route):
                await _put_into_step(town, person, step)
            heard = await town.door.taps(person, _packed(kind, matrix.real_values(them)))
        assert heard.answered, route.name
        assert heard.toast != REFRESHED, route.name


@pytest.mark.parametrize(("role", "data", "why"), matrix.REFUSED)
async def test_a_button_that_passes_may_still_ask_for_too_much(
    town: Town, role: str, data: str, why: str
) -> None:
    """T9, T11: foreign, stale and impossible numbers are judged by the books, not the button."""
    door, them = town.door, town.people
    before = door.books()
    numbers = {field.name: getattr(them, field.name) for field in fields(them)}
    heard = await door.taps(them.of(role), data.format(**numbers, beyond=BEYOND))
    assert heard.answered
    assert heard.toast != REFRESHED, "it never reached the rule that refuses"
    assert door.books() == before, why
