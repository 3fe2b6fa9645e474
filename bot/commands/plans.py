"""`kopilka program plans` and `cancel`: the versions that are still to begin."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime

from bot import opening
from bot.clock import Clock
from bot.exits import Exit
from bot.settings import load_settings
from bot.texts import TextLibrary
from handlers.changes import change_words
from handlers.formats import Locality
from handlers.owner.versions import head_of
from handlers.texts import Texts, unmarked
from services import actors, programs, shop
from services.database import Database
from services.domain.errors import Refusal
from services.programs import VersionState, VersionView

Agreed = Callable[[Texts, str], bool]


async def show(options: argparse.Namespace) -> int:
    """Print each plan with what it will change, the next to begin first."""
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        language = options.language or (await db.read(shop.shop)).language
        planned = await _planned(db, now)
    texts = TextLibrary(settings.data_dir).speak(language, Locality())
    lines = [line for one in planned for line in _told(texts, one)]
    sys.stdout.write("\n".join(lines or [texts.plain("plans-none")]) + "\n")
    return Exit.OK


async def cancel(options: argparse.Namespace, agreed: Agreed) -> int:
    """Show the plan of this number, ask, and withdraw it; exit 1 if there is none."""
    settings = load_settings()
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        language = options.language or (await db.read(shop.shop)).language
        texts = TextLibrary(settings.data_dir).speak(language, Locality())
        plans = {one.number: one for one in await _planned(db, now)}
        plan = plans.get(options.number)
        if plan is None:
            return _failed(texts.plain("plans-unknown", number=str(options.number)))
        sys.stdout.write("\n".join(_told(texts, plan)) + "\n")
        if not (options.yes or agreed(texts, "plans-ask")):
            return _failed(texts.plain("apply-not"))
        by = actors.system("cli")
        try:
            await db.write(programs.cancel_plan, plan.version_id, actor=by, now=now)
        except Refusal as refusal:
            return _failed(texts.refusal_plain(refusal))
    sys.stdout.write(f"{texts.plain('plans-cancelled', number=plan.number)}\n")
    return Exit.OK


async def _planned(db: Database, now: datetime) -> list[VersionView]:
    await db.read(programs.current, now=now)  # a shop that was never launched has no plans
    versions = await db.read(programs.history, now=now)
    return [one for one in reversed(versions) if one.state is VersionState.PLANNED]


def _told(texts: Texts, plan: VersionView) -> list[str]:
    changes = [f"  {unmarked(change_words(texts, one))}" for one in plan.changes]
    return [unmarked(head_of(texts, plan)), *changes]


def _failed(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return Exit.FAILED
