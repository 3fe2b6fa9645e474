"""A program that has loaded what the bot loads, and forks a bot whenever it is asked.

Loading aiogram takes most of a start. A forked bot runs the same command with the same
environment, and dies by the same signals; only the loading is done before.
"""

import json
import os
import selectors
import signal
import sys
from importlib import import_module
from typing import Any

from bot.cli import main as program


def main() -> None:
    """Read one order a line, answer with the process id, and tell the code when it ends."""
    import_module("bot.light").load_aiogram()
    import_module("bot.running")
    awake, waker = os.pipe2(os.O_NONBLOCK)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker)
    orders = os.fdopen(0, "rb", buffering=0)
    watch = selectors.DefaultSelector()
    watch.register(orders, selectors.EVENT_READ)
    watch.register(awake, selectors.EVENT_READ)
    living: set[int] = set()
    while True:
        for key, _ in watch.select():
            if key.fileobj is orders:
                line = orders.readline()
                if not line:
                    _end(living)
                    return
                living.add(_fork(json.loads(line), (awake, waker)))
            else:
                os.read(awake, 100)
        _bury(living)


def _fork(order: dict[str, Any], own: tuple[int, int]) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _become(order, own)
    _tell({"pid": pid})
    return pid


def _become(order: dict[str, Any], own: tuple[int, int]) -> None:
    """Be the program that the order describes, as if it had been started from a shell."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for handle in own:
        os.close(handle)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for handle, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(handle, place)
    sys.argv = ["kopilka", *order["words"]]
    sys.exit(program(order["words"]))


def _bury(living: set[int]) -> None:
    while living:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        living.discard(pid)
        _tell({"pid": pid, "code": os.waitstatus_to_exitcode(status)})


def _end(living: set[int]) -> None:
    """The tests are gone: nobody is left to look after these."""
    for pid in living:
        os.kill(pid, signal.SIGKILL)


def _tell(fact: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
