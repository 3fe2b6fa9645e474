"""`kopilka audit`: recompute every balance and every mark, beside a running bot."""

import argparse
import asyncio
import sys

from bot import opening
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import Settings, load_settings
from services import audit

EXAMPLES = ("kopilka audit", "kopilka audit || mail -s 'books differ' owner")


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


@plainly
def run(options: argparse.Namespace) -> int:
    """Print what was checked; exit 1 on the first difference."""
    del options
    return asyncio.run(_audit(load_settings()))


async def _audit(settings: Settings) -> int:
    async with opening.database(settings) as db:
        found = await db.report(audit.audit)
    if found.difference is not None:
        sys.stderr.write(f"DIFFERENCE: {found.difference}\n")
        return Exit.FAILED
    sys.stdout.write(
        f"ok: {found.members} members, {found.entries} entries, {found.purchases} purchases\n"
    )
    return Exit.OK
