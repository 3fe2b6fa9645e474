"""T5, T8, T9: whatever is sent instead of what the bot gave out, nothing happens.

The gate tries the same few thousand each time; `make torture` a hundred thousand from a new
seed. KOPILKA_FUZZ_SEED repeats a run.
"""

import os
import random
import secrets
from collections.abc import Iterator

import pytest

from services import people
from tests.builders.doorway import Doorway, Heard
from tests.threats import matrix
from tests.threats.mutations import Taps, codes, payloads
from tests.threats.town import PHONES, ROLES, Town

SEED = os.environ.get("KOPILKA_FUZZ_SEED")
STAFF = ("owner", "manager", "cashier")


@pytest.fixture(
    params=[1, pytest.param(20, marks=[pytest.mark.torture, pytest.mark.slow])],
    ids=["gate", "torture"],
)
def times(request: pytest.FixtureRequest) -> int:
    """How many times more than the gate."""
    number: int = request.param
    return number


@pytest.fixture
def dice(times: int) -> random.Random:
    seed = SEED or ("20261123" if times == 1 else secrets.token_hex(8))
    print(f"KOPILKA_FUZZ_SEED={seed}")  # noqa: T201  # pytest shows it when the test fails
    return random.Random(seed)


class Watch:
    """Sees whether anything at all was written; tables are read only after a commit."""

    def __init__(self, door: Doorway, *, but: frozenset[str] = frozenset()) -> None:
        self._door = door
        self._but = but
        self._before = self._rows()

    def _rows(self) -> dict[str, object]:
        return {name: rows for name, rows in self._door.books().items() if name not in self._but}

    def nothing_happened(self, what: object) -> None:
        assert self._rows() == self._before, what


async def _handled(door: Doorway, person: int, what: str, *, tap: bool) -> Heard:
    try:
        return await (door.taps(person, what) if tap else door.says(person, what))
    except Exception as error:
        error.add_note(f"sent by {person}: {what!r}")
        raise


@pytest.mark.parametrize("role", ROLES)
async def test_no_forged_button_changes_anything(
    town: Town, role: str, times: int, dice: random.Random
) -> None:
    """T9: random, bent and foreign data, numbers of nobody, more than 64 bytes."""
    person = town.people.of(role)
    watch = Watch(town.door)
    taps = iter(Taps(dice, role, town.people))
    for _ in range(500 * times):
        data = next(taps)
        heard = await _handled(town.door, person, data, tap=True)
        assert heard.answered, data
        watch.nothing_happened(data)


def _lines(town: Town, dice: random.Random, role: str) -> Iterator[str]:
    """Yield codes; for staff without the ends of phones, by which guests are found."""
    ends = [phone[-4:] for phone in PHONES]
    for code in codes(dice, town.people):
        if role not in STAFF or not any(end in code for end in ends):
            yield code


@pytest.mark.parametrize("role", ROLES)
async def test_no_made_up_code_is_a_card(
    town: Town, role: str, times: int, dice: random.Random
) -> None:
    """T5, T25: numbers that check out, links to other bots, Wi-Fi, payments and visiting cards."""
    person = town.people.of(role)
    watch = Watch(town.door)
    for code, _ in zip(_lines(town, dice, role), range(300 * times), strict=False):
        heard = await _handled(town.door, person, code, tap=False)
        assert heard.calls, code
        watch.nothing_happened(code)


@pytest.mark.parametrize("role", ROLES)
async def test_no_made_up_link_gives_a_role_or_a_card(
    town: Town, role: str, times: int, dice: random.Random
) -> None:
    """T8, T11: invitations and claims are 128 bits; a code of a stranger is kept as a code."""
    person = town.people.of(role)
    before = await town.door.database.read(people.who, person)
    watch = Watch(town.door, but=frozenset({"starts"} if role == "stranger" else ()))
    for payload, _ in zip(payloads(dice, town.people), range(200 * times), strict=False):
        heard = await _handled(town.door, person, f"/start {payload}", tap=False)
        assert heard.calls, payload
        watch.nothing_happened(payload)
    assert await town.door.database.read(people.who, person) == before


def test_the_fuzz_knows_every_kind_of_button() -> None:
    letters = "".join(matrix.TAPS.values())
    assert set(letters) == set(matrix.LETTERS)
