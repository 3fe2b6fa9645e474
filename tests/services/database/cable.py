"""A wire to the PostgreSQL server that breaks where a test wants it to break."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url

PORT = 5432


class Cable:
    """A wire to the server that can be cut when a commit passes, before or behind it."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self.cuts = 0
        self.deaf = False
        self.dead = False
        self.talks: set[asyncio.Task[None] | None] = set()
        self._clients: list[asyncio.StreamWriter] = []

    async def say_farewell(self) -> None:
        """Bring what a server says that ends a connection, long before the connection ends."""
        said = b"SFATAL\0C57P01\0Mterminating connection\0\0"
        for client in self._clients:
            client.write(b"E" + (len(said) + 4).to_bytes(4, "big") + said)
            await client.drain()
        self._clients.clear()
        # The driver reads it before anybody asks it for more.
        await asyncio.sleep(0.05)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.add(asyncio.current_task())
        if not self.dead:
            there, back = await asyncio.open_unix_connection(str(self._socket))
            self._clients.append(writer)
            answers = asyncio.ensure_future(_pump(there, writer))
            with contextlib.suppress(OSError):
                await self._pass_on(reader, back, there, answers)
            answers.cancel()
            await asyncio.gather(answers, return_exceptions=True)
            await _close(back)
        await _close(writer)

    async def _pass_on(
        self,
        reader: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        there: asyncio.StreamReader,
        answers: "asyncio.Future[None]",
    ) -> None:
        while data := await reader.read(65536):
            last = bool(self.cuts) and b"COMMIT" in data
            if last:
                self.cuts -= 1
                answers.cancel()
                await asyncio.gather(answers, return_exceptions=True)
            if not last or self.deaf:
                back.write(data)
                await back.drain()
            if last:
                if self.deaf:
                    await there.read(65536)
                return


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def cable_to(postgresql_url: str) -> AsyncIterator[tuple[Cable, str]]:
    """Lay a cable; yield it and the address that leads through it."""
    url = make_url(postgresql_url)
    cable = Cable(Path(str(url.query["host"])) / f".s.PGSQL.{PORT}")
    server = await asyncio.start_server(cable, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    through = url.set(host="127.0.0.1", port=port, query={"ssl": "disable"})
    try:
        yield cable, through.render_as_string(hide_password=False)
    finally:
        server.close()
        await asyncio.gather(*(talk for talk in cable.talks if talk))
