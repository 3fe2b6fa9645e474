"""`kopilka claim`: the link that makes its opener the owner."""

import argparse
import asyncio
import secrets
import sys

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import Settings, load_settings
from bot.telegram import who_am_i
from services import staff

EXAMPLES = ("kopilka claim", "kopilka claim --replace-owner")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replace-owner",
        action="store_true",
        help="hand the bot over: whoever opens the link becomes the owner, the old one is told",
    )


@plainly
def run(options: argparse.Namespace) -> int:
    return asyncio.run(_claim(load_settings(), replace=options.replace_owner))


async def _claim(settings: Settings, *, replace: bool) -> int:
    me = await who_am_i(settings)
    token = secrets.token_urlsafe(16)
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        try:
            ends = await db.write(
                staff.claim_link, staff.token_hash(token), now=now, replace=replace
            )
        except staff.OwnerExists:
            sys.stderr.write(
                "This bot has an owner. To hand it over: kopilka claim --replace-owner\n"
            )
            return Exit.FAILED
    sys.stdout.write(
        f"Open within an hour (until {ends.astimezone():%H:%M}):\n"
        f"  https://t.me/{me.username}?start=own_{token}\n"
    )
    return Exit.OK
