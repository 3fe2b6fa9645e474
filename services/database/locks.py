"""Locks between processes that share one SQLite file; the system frees them at death."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from services.database.errors import AlreadyRunning

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, wait: bool) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int, *, wait: bool) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


_POLL_SECONDS = 0.002


class FileLock:
    """An exclusive lock on a file of its own beside the database."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self, *, wait: bool = True) -> bool:
        """Take the lock; without waiting, return False if another process has it."""
        try:
            _lock(self._handle, wait=wait)
        except OSError:
            if wait:
                raise
            return False
        return True

    def give(self) -> None:
        _unlock(self._handle)

    def close(self) -> None:
        """Give the lock back, if it is held, and close the file; again is harmless."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def let_pass(self, *, seconds: float) -> None:
        """Wait until nobody holds the lock, but no longer than this."""
        deadline = time.monotonic() + seconds
        while not self.take(wait=False):
            if time.monotonic() > deadline:
                return  # whoever sleeps on it does not stop the till
            time.sleep(_POLL_SECONDS)
        self.give()

    @contextmanager
    def held(self) -> Iterator[None]:
        self.take()
        try:
            yield
        finally:
            self.give()


def run_lock(database: Path) -> FileLock:
    """Take the lock that makes this process the only running bot on the file."""
    lock = FileLock(_beside(database, ".lock"))
    if not lock.take(wait=False):
        lock.close()
        raise AlreadyRunning(f"Another kopilka is already running on {database}.")
    return lock


def turnstile(database: Path) -> FileLock:
    """Return the lock each writer passes before BEGIN, so that nobody starves.

    SQLite's waiters poll; a busy bot, whose batches follow each other at once, would
    keep a short command waiting for its whole timeout.
    """
    return FileLock(_beside(database, ".turn"))


def was_used(database: Path) -> bool:
    """Tell whether a bot has ever worked on this file, even if the file is gone."""
    return _beside(database, ".turn").exists()


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)
