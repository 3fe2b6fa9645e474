"""How a command ends: a code for scripts and, in trouble, one plain sentence for people."""

import argparse
import functools
import sys
from collections.abc import Callable

from bot.exits import Exit
from bot.opening import PLAIN_TROUBLE
from bot.settings import SettingsWrong
from services.database import AlreadyRunning

Command = Callable[[argparse.Namespace], int]


def plainly(command: Command) -> Command:
    """Turn the troubles that need no traceback into a sentence and an exit code."""

    @functools.wraps(command)
    def run(options: argparse.Namespace) -> int:
        try:
            return command(options)
        except AlreadyRunning as error:
            return _tell(error, Exit.ALREADY_RUNNING)
        except SettingsWrong as error:
            return _tell(error, Exit.SETTINGS)
        except PLAIN_TROUBLE as error:
            return _tell(error, Exit.FAILED)

    return run


def _tell(error: Exception, code: Exit) -> int:
    sys.stderr.write(f"{error}\n")
    return code
