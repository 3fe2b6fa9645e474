"""The one place that reads the time; a test clock adds seconds to it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """The time now, in UTC. With a file, the file's one line says how many seconds to add."""

    def __init__(self, shift: Path | None = None) -> None:
        self._file = shift
        self._seen = -1
        self._shift = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shifted()

    def _shifted(self) -> timedelta:
        if self._file is None:
            return self._shift
        try:
            changed = self._file.stat().st_mtime_ns
            if changed != self._seen:
                self._shift = timedelta(seconds=float(self._file.read_text("ascii").strip() or 0))
                self._seen = changed
        except (OSError, ValueError):
            # The file is being replaced at this moment: the last known shift holds.
            return self._shift
        return self._shift
