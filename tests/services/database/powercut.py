"""A disk that loses its power: what SQLite wrote is remembered, what it fsynced survives.

SQLite's own layer between it and the system (its VFS) is copied, and three of its calls
are noted on the way: write, truncate, sync. Registered as the default, it sees what the
shipped door does, without a compiler and without a mock. From the notes a file can be
rebuilt as it would stand after a cut at any instant.

Run as a program of its own (the registration holds for the whole process), it lives a
busy hour of a shop on such a disk, cuts the power and prints what was lost.
"""

import asyncio
import ctypes
import json
import random
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from services import purchases
from services.backups import audit_file
from services.database import open_database
from services.keys import Keys
from tests.builders.shops import NOW, a_cashier, a_member, a_shop

KEYS = Keys(b"only for tests: 32 bytes no more")
DATABASE, JOURNAL, LOG = 0x100, 0x800, 0x80000
_POINTER = ctypes.c_void_p
_CALLS = (
    *("close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved"),
    *("control", "sector", "traits", "map", "share", "barrier", "unmap", "fetch", "unfetch"),
)


class Methods(ctypes.Structure):
    """`sqlite3_io_methods`: what can be done with an open file."""

    _fields_ = [("version", ctypes.c_int), *((name, _POINTER) for name in _CALLS)]


class Vfs(ctypes.Structure):
    """`sqlite3_vfs`: how files are opened and deleted; the rest stays as it is."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_bytes", ctypes.c_int),
        ("path_max", ctypes.c_int),
        ("next", _POINTER),
        ("name", ctypes.c_char_p),
        ("data", _POINTER),
        ("open", _POINTER),
        ("delete", _POINTER),
        ("others", _POINTER * 13),
    ]


# SQLite keeps the pointer to the name, so its own is passed on and not a copy of ours.
OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, _POINTER, _POINTER, _POINTER, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
DELETE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_char_p, ctypes.c_int)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, _POINTER, ctypes.c_int, ctypes.c_int64)
TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int64)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _POINTER, ctypes.c_int)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a file, or (with `key`) what a caller was told."""

    kind: str
    path: str = ""
    place: int = 0
    data: bytes = b""
    key: str = ""


@dataclass
class Disk:
    """Everything that happened, in order; the files as they were before it."""

    before: dict[str, bytes] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def told(self, key: str) -> None:
        self.events.append(Event("told", key=key))

    def after_cut(self, instant: int, survives: Callable[[], bool]) -> dict[str, bytes]:
        """Return the files as they stand when the power goes before event `instant`.

        What was synced is there. Of what was not, each write is there if `survives()`.
        """
        files = {path: bytearray(content) for path, content in self.before.items()}
        waiting: dict[str, list[Event]] = {}
        for event in self.events[:instant]:
            if event.kind == "delete":
                files.pop(event.path, None)
                waiting.pop(event.path, None)
            elif event.kind == "sync":
                content = files.setdefault(event.path, bytearray())
                for done in waiting.pop(event.path, []):
                    _apply(content, done)
            elif event.kind != "told":
                waiting.setdefault(event.path, []).append(event)
        for event in (one for left in waiting.values() for one in left if survives()):
            _apply(files.setdefault(event.path, bytearray()), event)
        return {path: bytes(content) for path, content in files.items()}


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "truncate":
        del content[event.place :]
        content.extend(bytes(event.place - len(content)))
        return
    content.extend(bytes(max(0, event.place - len(content))))
    content[event.place : event.place + len(event.data)] = event.data


class Shim:
    """Notes every write and sync of the databases opened while it is registered."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self._library = _library()
        usual = ctypes.cast(self._library.sqlite3_vfs_find(None), ctypes.POINTER(Vfs)).contents
        self._open = OPEN(usual.open)
        self._delete = DELETE(usual.delete)
        self._tables: dict[int, Methods] = {}
        self._paths: dict[int, str] = {}
        # Whatever SQLite may call has to live as long as it.
        self._kept: list[Any] = [OPEN(self._opened), DELETE(self._deleted)]
        self._vfs = Vfs.from_buffer_copy(usual)
        self._vfs.name = b"power-cut"
        self._vfs.open, self._vfs.delete = (_address(call) for call in self._kept)

    def __enter__(self) -> Self:
        assert self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == 0
        return self

    def __exit__(self, *_: object) -> None:
        assert self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs)) == 0

    def trouble(self) -> int | None:
        """Return the error that this write or sync is to fail with, None if it may go on."""
        return None

    def _opened(self, vfs: int, name: int, file: int, flags: int, out: Any) -> int:
        code: int = self._open(vfs, name, file, flags, out)
        if code == 0 and flags & (DATABASE | JOURNAL | LOG):
            path = ctypes.string_at(name).decode()
            self._paths[file] = path
            if path not in self.disk.before and flags & DATABASE:
                self.disk.before[path] = Path(path).read_bytes()
            methods = ctypes.cast(file, ctypes.POINTER(_POINTER))
            assert methods[0] is not None
            methods[0] = ctypes.addressof(self._table(methods[0]))
        return code

    def _deleted(self, vfs: int, name: bytes, sync_folder: int) -> int:
        code: int = self._delete(vfs, name, sync_folder)
        if code == 0:
            self.disk.events.append(Event("delete", name.decode()))
        return code

    def _table(self, usual: int) -> Methods:
        """Return a copy of a table of methods with our notes in three places."""
        if usual not in self._tables:
            table = Methods.from_buffer_copy(ctypes.cast(usual, ctypes.POINTER(Methods)).contents)
            noting = (
                self._writing(WRITE(table.write)),
                self._truncating(TRUNCATE(table.truncate)),
                self._syncing(SYNC(table.sync)),
            )
            table.write, table.truncate, table.sync = (_address(call) for call in noting)
            self._kept += noting
            self._tables[usual] = table
        return self._tables[usual]

    def _writing(self, usual: Any) -> Any:
        def write(file: int, data: int, size: int, place: int) -> int:
            if (trouble := self.trouble()) is not None:
                return trouble
            content = ctypes.string_at(data, size)
            self._note("write", file, place, content)
            return int(usual(file, data, size, place))

        return WRITE(write)

    def _truncating(self, usual: Any) -> Any:
        def truncate(file: int, size: int) -> int:
            self._note("truncate", file, size)
            return int(usual(file, size))

        return TRUNCATE(truncate)

    def _syncing(self, usual: Any) -> Any:
        def sync(file: int, flags: int) -> int:
            if (trouble := self.trouble()) is not None:
                return trouble
            code = int(usual(file, flags))
            if code == 0:
                self._note("sync", file)
            return code

        return SYNC(sync)

    def _note(self, kind: str, file: int, place: int = 0, data: bytes = b"") -> None:
        self.disk.events.append(Event(kind, self._paths[file], place, data))


def _address(call: Any) -> int | None:
    return ctypes.cast(call, _POINTER).value


def _library() -> ctypes.CDLL:
    """Return the very SQLite that Python uses, wherever it was built into."""
    driver = getattr(import_module("_sqlite3"), "__file__", None)
    library = ctypes.CDLL(driver)
    if not hasattr(library, "sqlite3_vfs_find"):
        raise RuntimeError("this Python hides its SQLite, so its disk cannot be watched")
    library.sqlite3_vfs_find.restype = _POINTER
    return library


class Careless(sqlite3.Connection):
    """The planted bug: a door that does not wait for the disk."""

    level = "OFF"

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return super().execute(
            sql.replace("synchronous=FULL", f"synchronous={self.level}"), *values
        )


def be_careless(level: str) -> None:
    connect, Careless.level = sqlite3.connect, level

    def carelessly(*args: Any, **options: Any) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*args, factory=Careless, **options)
        return opened

    sqlite3.connect = carelessly  # type: ignore[assignment]  # the door asks for it by this name


async def live(url: str, disk: Disk, *, bills: int) -> None:
    """Record bills at eight tills at once, and note each as soon as its cashier is told."""
    database = await open_database(url, KEYS, alone=True)
    try:
        here = await a_shop(database)
        cashiers = [await a_cashier(here) for _ in range(8)]
        members = [await a_member(here) for _ in range(8)]

        async def till(number: int) -> None:
            for turn in range(bills // 8):
                key = f"bill:{number}:{turn}"
                await database.write(
                    purchases.record,
                    members[(number + turn) % 8].member_id,
                    100_00 + number * 1000 + turn,
                    actor=cashiers[number].actor,
                    key=key,
                    now=NOW,
                )
                disk.told(key)

        await asyncio.gather(*(till(number) for number in range(8)))
    finally:
        await database.close()


def judge(disk: Disk, name: str, folder: Path, *, cuts: int, seed: int) -> dict[str, int]:
    """Cut the power so many times; return what was told, lost and broken over all cuts."""
    chance = random.Random(seed)
    told = [at for at, event in enumerate(disk.events) if event.kind == "told"]
    found = {"cuts": cuts, "told": 0, "lost": 0, "broken": 0}
    for turn in range(cuts):
        instant = chance.choice(told) + 1 if turn % 2 else chance.randrange(told[0], told[-1])
        survives = (lambda: False) if turn % 4 < 2 else (lambda: chance.random() < 0.5)
        files = disk.after_cut(instant, survives)
        promised = {disk.events[at].key for at in told if at < instant}
        found["told"] += len(promised)
        kept = _kept(files, name, folder / f"cut{turn}")
        if kept is None:
            found["broken"] += 1
        else:
            found["lost"] += len(promised - kept)
    return found


def _kept(files: dict[str, bytes], name: str, folder: Path) -> set[str] | None:
    """Start on what the disk holds; return the bills in it, None if it cannot be read."""
    folder.mkdir()
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
    try:
        with closing(sqlite3.connect(folder / name)) as driver:
            if driver.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            kept = {key for (key,) in driver.execute("SELECT key FROM purchases")}
        if audit_file(folder / name, KEYS).difference is not None:
            return None
    except sqlite3.DatabaseError:
        return None
    return kept


def main(arguments: Sequence[str]) -> None:
    """Read: database file, synchronous level, number of bills and of cuts, seed."""
    file, level, bills, cuts, seed = arguments
    if level != "FULL":
        be_careless(level)
    disk = Disk()
    with Shim(disk):
        asyncio.run(live(f"sqlite+aiosqlite:///{file}", disk, bills=int(bills)))
    name = Path(file).name
    found = judge(disk, name, Path(file).parent, cuts=int(cuts), seed=int(seed))
    found["syncs"] = sum(event.kind == "sync" for event in disk.events)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
