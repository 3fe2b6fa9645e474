"""The sandbox's clock: the real one plus an offset that a file may carry to the bot."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """Real time plus `offset_seconds`.

    The file, if there is one, holds one line: the offset in seconds. The sandbox writes it,
    the bot under test reads the same file, so both move together.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self.offset_seconds = 0.0
        if file is not None and file.exists():
            self.offset_seconds = float(file.read_text().strip() or 0)
        elif file is not None:
            self._write()

    def time(self) -> float:
        """Return seconds since 1970, moved."""
        return time.time() + self.offset_seconds

    def now(self) -> datetime:
        """Return the moved instant in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset_seconds)

    def move(self, by: timedelta) -> None:
        """Move the clock, and the file when there is one."""
        self.offset_seconds += by.total_seconds()
        if self.file is not None:
            self._write()

    def _write(self) -> None:
        if self.file is not None:
            # A reader must never see half a number, so the file is replaced at once.
            fresh = self.file.with_name(self.file.name + ".new")
            fresh.write_text(f"{self.offset_seconds:g}\n")
            fresh.replace(self.file)
