"""Tells whoever listens that something happened: the page by events, a waiting test by a nudge."""

import asyncio
from typing import Any

_QUEUE_MAX = 10_000
END: dict[str, Any] = {"type": "end"}


class Hub:
    """Events for streams, and a way to sleep until anything changes."""

    def __init__(self) -> None:
        self._streams: set[asyncio.Queue[dict[str, Any]]] = set()
        self._sleepers: list[asyncio.Future[None]] = []

    def publish(self, kind: str, **facts: Any) -> None:
        """Send `{"type": kind, …}` to every stream and wake whoever waits for a change."""
        if self._streams:
            event = {"type": kind, **facts}
            for stream in self._streams:
                if stream.qsize() < _QUEUE_MAX:
                    stream.put_nowait(event)
        self.nudge()

    def nudge(self) -> None:
        """Wake whoever waits for a change."""
        if self._sleepers:
            sleepers, self._sleepers = self._sleepers, []
            for sleeper in sleepers:
                if not sleeper.done():
                    sleeper.set_result(None)

    async def changed(self) -> None:
        """Return after the next change."""
        sleeper = asyncio.get_running_loop().create_future()
        self._sleepers.append(sleeper)
        await sleeper

    def listen(self) -> asyncio.Queue[dict[str, Any]]:
        """Open a stream of events; `leave` closes it."""
        stream: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._streams.add(stream)
        return stream

    def leave(self, stream: asyncio.Queue[dict[str, Any]]) -> None:
        """Close a stream."""
        self._streams.discard(stream)

    @property
    def heard(self) -> bool:
        """Say whether anyone listens, so that nobody builds events for nothing."""
        return bool(self._streams)

    def close(self) -> None:
        """End every stream."""
        for stream in self._streams:
            stream.put_nowait(END)
