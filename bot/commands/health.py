"""`kopilka health`: ask the running bot on this machine whether it is well."""

import argparse
import json
import sys
from http.client import HTTPConnection, HTTPException
from typing import Any

from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import SettingsWrong, load_settings

EXAMPLES = (
    "KOPILKA_HEALTH_PORT=8081 kopilka health",
    "kopilka health || systemctl restart kopilka",
)
PATIENCE_S = 5
WELL = 200


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


@plainly
def run(options: argparse.Namespace) -> int:
    """Print what the bot says of itself; exit 1 when it is not well or does not answer."""
    del options
    port = load_settings().health_port
    if port is None:
        raise SettingsWrong(
            "KOPILKA_HEALTH_PORT is not set, so the bot tells nobody how it is. "
            "Example: KOPILKA_HEALTH_PORT=8081, for `kopilka run` and here."
        )
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", "/health")
        answer = connection.getresponse()
        facts: dict[str, Any] = json.loads(answer.read())
    except (OSError, HTTPException, ValueError) as error:
        sys.stderr.write(f"No bot answers at 127.0.0.1:{port} ({type(error).__name__}).\n")
        return Exit.FAILED
    finally:
        connection.close()
    sys.stdout.write(f"{json.dumps(facts)}\n")
    return Exit.OK if answer.status == WELL else Exit.FAILED
