"""A shop lived through at random, on a real file; shrunk to the shortest story that fails."""

import asyncio
import gc
import logging
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from services.keys import Keys
from tests.databases import TEMPLATE, _execute, _url
from tests.memory import quick_folder
from tests.services.machine import rulebooks
from tests.services.machine.coupon_rules import CouponRules
from tests.services.machine.favourite_rules import FavouriteRules
from tests.services.machine.friend_rules import FriendRules
from tests.services.machine.gift_rules import GiftRules
from tests.services.machine.office_rules import KeyRules, TimeRules
from tests.services.machine.people_rules import PeopleRules
from tests.services.machine.places import FilePlace, ServerPlace
from tests.services.machine.promo_rules import PromoRules
from tests.services.machine.world import Launched, World, launch

STEPS = 50
STORIES = 10
"""So many stories are lived through with one seed."""

STORIES_FOR_A_MUTANT = 6
OPERATIONS = int(os.environ.get("KOPILKA_MACHINE_OPERATIONS", "5000"))
"""How much the gate asks in all; a tenth of it of PostgreSQL, where an operation costs more."""

PARTS = 2
"""Each with seeds of its own, and the same share of both engines, so that as many cores end
together."""

TORTURE = {
    "sqlite": int(os.environ.get("KOPILKA_TORTURE_OPERATIONS", "1000000")),
    "postgresql": int(os.environ.get("KOPILKA_TORTURE_OPERATIONS_POSTGRESQL", "200000")),
}
SEED = int(os.environ.get("KOPILKA_SEED", "0"))
SEED_OF_THE_GATE = 20261123
log = logging.getLogger(__name__)
Say = Callable[[str], None]


@pytest.fixture(scope="module")
def on_sqlite(sqlite_template: Path, keys: Keys) -> Iterator[Launched]:
    with quick_folder("machine") as folder:
        path = Path(folder) / "kopilka.db"
        shutil.copy(sqlite_template, path)
        with closing(FilePlace(path, keys)) as place:
            yield launch(place, rulebooks.SHORT_LIVED)


@pytest.fixture(scope="module")
def on_postgresql(postgresql_template: str, keys: Keys) -> Iterator[Launched]:
    name = "kopilka_machine"
    asyncio.run(_execute(postgresql_template, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))
    with closing(ServerPlace(_url(postgresql_template, name), keys)) as place:
        yield launch(place, rulebooks.SHORT_LIVED)
    asyncio.run(_execute(postgresql_template, f"DROP DATABASE {name} WITH (FORCE)"))


def live(
    launched: Launched, operations: int, number: int, *, say: Say, shrink: bool = False
) -> None:
    """Live through stories until so much has been asked; a failure shows the seed to repeat.

    A change must not turn red by a story that another change would have met as well, so the
    gate lives through the same stories every day; `make torture` looks for new ones.
    """
    begun = World.operations
    while World.operations < begun + operations:
        live_with(launched, SEED or number, STORIES, shrink=shrink)
        done = World.operations - begun
        say(f"KOPILKA_SEED={SEED or number} held; {done} of {operations} operations")
        number += 1
        if SEED:
            return


def live_with(launched: Launched, number: int, stories: int, *, shrink: bool) -> None:
    """Live through the stories of one seed."""
    log.warning("KOPILKA_SEED=%d", number)

    @seed(number)
    class Machine(
        CouponRules,
        PromoRules,
        GiftRules,
        FriendRules,
        PeopleRules,
        FavouriteRules,
        TimeRules,
        KeyRules,
    ):
        def __init__(self) -> None:
            super().__init__(launched)

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=stories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def by_chance() -> int:
    return random.randrange(1, 2**32)


@pytest.fixture
def aloud(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Say:
    """Speak at once, so that a run of hours that is cut short has said what it proved."""

    def say(words: str) -> None:
        with capsys.disabled():
            sys.stderr.write(f"{request.node.name}: {words}\n")
            sys.stderr.flush()

    return say


@pytest.fixture(scope="module", autouse=True)
def little_rubbish() -> Iterator[None]:
    """What was there before is not looked through again each time some rubbish is there."""
    thresholds = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


in_parts = pytest.mark.parametrize(
    "part",
    [
        pytest.param(part, marks=pytest.mark.xdist_group(f"machine-{part}"))
        for part in range(PARTS)
    ],
)


@pytest.mark.slow
@pytest.mark.no_cover
@in_parts
def test_a_shop_keeps_its_books_whatever_happens(on_sqlite: Launched, part: int):
    if settings.get_current_profile_name() == "mutants":
        live_with(on_sqlite, SEED or SEED_OF_THE_GATE, STORIES_FOR_A_MUTANT, shrink=False)
    else:
        share = OPERATIONS * 9 // 10 // PARTS
        live(on_sqlite, share, SEED_OF_THE_GATE * (part + 1), say=log.info)


@pytest.mark.slow
@pytest.mark.no_cover
@in_parts
def test_a_shop_on_postgresql_keeps_its_books_whatever_happens(on_postgresql: Launched, part: int):
    share = OPERATIONS // 10 // PARTS
    live(on_postgresql, share, SEED_OF_THE_GATE * (part + 1), say=log.info)


@pytest.mark.torture
@in_parts
def test_a_shop_keeps_its_books_for_a_long_time(on_sqlite: Launched, part: int, aloud: Say):
    del part  # Its seeds come by chance.
    live(on_sqlite, TORTURE["sqlite"] // PARTS, by_chance(), say=aloud, shrink=True)


@pytest.mark.torture
@in_parts
def test_a_shop_on_postgresql_keeps_its_books_for_a_long_time(
    on_postgresql: Launched, part: int, aloud: Say
):
    del part  # Its seeds come by chance.
    live(on_postgresql, TORTURE["postgresql"] // PARTS, by_chance(), say=aloud, shrink=True)
