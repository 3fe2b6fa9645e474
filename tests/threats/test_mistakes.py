"""T21: what an owner may get wrong is refused, asked about, or one tap from undone."""

import random
import re

import pytest

from services import programs
from services.program import ProgramRefused, load_program
from tests.builders.shops import NOW
from tests.threats.town import Town

TRIES = 300
WRONG = ("1000", "-1", "0", "101", "1e9", "NaN", "99999999999999999999", '"x"', "[]", "true")


async def _rules(town: Town) -> str:
    return (await town.door.database.read(programs.current, now=NOW)).text


def _slipped(dice: random.Random, text: str) -> str:
    """Change one number, one word or one line of the file."""
    numbers = list(re.finditer(r"(?<== )[\d.\"]+", text))
    lines = text.splitlines()
    match dice.randrange(4):
        case 0 | 1:
            found = dice.choice(numbers)
            return text[: found.start()] + dice.choice(WRONG) + text[found.end() :]
        case 2:
            lines.pop(dice.randrange(len(lines)))
        case _:
            at = dice.randrange(len(lines))
            lines.insert(at, dice.choice(lines))
    return "\n".join(lines)


async def test_a_slip_in_the_rules_is_refused_or_means_what_it_says(town: Town) -> None:
    """T21: no file breaks the program, and none gives back more than the bill."""
    text, dice = await _rules(town), random.Random("20261123")
    taken = 0
    for _ in range(TRIES):
        try:
            program = load_program(_slipped(dice, text))
        except ProgramRefused:
            continue
        taken += 1
        assert 0 <= program.redeem.max_percent <= 100
    assert 0 < taken < TRIES


async def test_ten_taps_on_save_are_one_version(town: Town) -> None:
    """T21: an impatient owner changes a rule once."""
    door, them = town.door, town.people
    before = len(door.books()["program_versions"])
    for _ in range(10):
        await door.taps(them.owner, "o-save:percent:9:1:0")
    assert len(door.books()["program_versions"]) == before + 1


@pytest.mark.parametrize("value", ["21", "99", "100"])
async def test_a_generous_share_is_typed_twice_before_anything_is_saved(
    town: Town, value: str
) -> None:
    """T21: a slip of the finger would be dear."""
    door, them = town.door, town.people
    before = door.books()
    await door.taps(them.owner, "o-rule:percent")
    await door.says(them.owner, value)
    assert door.books() == before
    await door.says(them.owner, "1")
    assert door.books() == before
