"""Sealed files: a backup encrypted in chunks, so that a gigabyte needs a megabyte of memory.

docs/backup-format.md describes the bytes. A chunk cannot be changed, moved, left out or
taken from another file without the reader noticing, and neither can the end be cut off.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from services.keys import Keys, WrongKey

MAGIC = b"kopilka-backup-1"
CHUNK = 256 * 1024
_CHECK, _SALT, _LENGTH, _TAG = 16, 32, 4, 16
_FACTS_MAX = 64 * 1024


class SealBroken(Exception):
    """The file is not what was sealed; the message is one plain sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Head:
    """What stands before the chunks; all of it is covered by every chunk's tag."""

    raw: bytes
    salt: bytes
    facts: Mapping[str, Any]

    @property
    def size(self) -> int:
        """Return how long the whole file must be."""
        plain = int(self.facts["bytes"])
        chunks = max(1, -(-plain // CHUNK))
        return len(self.raw) + plain + chunks * _TAG


def is_sealed(path: Path) -> bool:
    """Tell by its first bytes whether a file was sealed."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(plain: Path, sealed: Path, keys: Keys, facts: Mapping[str, Any]) -> None:
    """Encrypt a file, then read the result back and compare; it is on the disk afterwards.

    `facts` (JSON values) can be read without decrypting the rest; "bytes" is added to them.
    Raises SealBroken if what was written is not what was read.
    """
    size = plain.stat().st_size
    head = _new_head(keys, {**facts, "bytes": size})
    cipher = ChaCha20Poly1305(keys.backup_key(head.salt))
    was = hashlib.sha256()
    handle = os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with plain.open("rb") as source, os.fdopen(handle, "wb") as target:
        target.write(head.raw)
        for number, (chunk, last) in enumerate(_chunks(source, CHUNK)):
            was.update(chunk)
            target.write(cipher.encrypt(_nonce(number, last=last), chunk, head.raw))
        target.flush()
        os.fsync(target.fileno())
    now = hashlib.sha256()
    for chunk in opened(sealed, keys):
        now.update(chunk)
    if was.digest() != now.digest():
        raise SealBroken(f"{sealed} reads back differently: the disk may be failing.")


def unseal(sealed: Path, plain: Path, keys: Keys) -> None:
    """Decrypt a sealed file; raises SealBroken and WrongKey, and then `plain` is no good."""
    handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as target:
        for chunk in opened(sealed, keys):
            target.write(chunk)


def check(sealed: Path, keys: Keys) -> None:
    """Decrypt the whole file into nothing; raises as `unseal` does."""
    for _ in opened(sealed, keys):
        pass


def facts_of(sealed: Path, keys: Keys) -> Mapping[str, Any]:
    """Return what was written beside the seal; only a checked file is to be believed."""
    with sealed.open("rb") as file:
        return _read_head(sealed, file, keys).facts


def opened(sealed: Path, keys: Keys) -> Iterator[bytes]:
    """Yield the plain bytes chunk by chunk; raises SealBroken and WrongKey."""
    with sealed.open("rb") as file:
        head = _read_head(sealed, file, keys)
        if sealed.stat().st_size < head.size:
            raise SealBroken(f"{sealed} is cut short: the end of it is missing.")
        cipher = ChaCha20Poly1305(keys.backup_key(head.salt))
        for number, (chunk, last) in enumerate(_chunks(file, CHUNK + _TAG)):
            try:
                yield cipher.decrypt(_nonce(number, last=last), chunk, head.raw)
            except InvalidTag as error:
                raise _damaged(sealed) from error


def _new_head(keys: Keys, facts: Mapping[str, Any]) -> _Head:
    salt = secrets.token_bytes(_SALT)
    told = json.dumps(dict(facts), sort_keys=True).encode()
    raw = MAGIC + keys.check + salt + len(told).to_bytes(_LENGTH, "big") + told
    return _Head(raw=raw, salt=salt, facts=facts)


def _read_head(path: Path, file: BinaryIO, keys: Keys) -> _Head:
    start = file.read(len(MAGIC) + _CHECK + _SALT + _LENGTH)
    check, rest = start[len(MAGIC) :][:_CHECK], start[len(MAGIC) + _CHECK :]
    salt, length = rest[:_SALT], int.from_bytes(rest[_SALT:], "big")
    if not start.startswith(MAGIC) or len(rest) < _SALT + _LENGTH or length > _FACTS_MAX:
        raise _damaged(path)
    if check != keys.check:
        raise WrongKey(f"{path} was made with another key file: bring the one it was made with.")
    told = file.read(length)
    try:
        facts = json.loads(told)
        int(facts["bytes"])
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    return _Head(raw=start + told, salt=salt, facts=facts)


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield the chunks of a file, each with whether it is the last; at least one."""
    chunk = file.read(size)
    while True:
        following = file.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _nonce(number: int, *, last: bool) -> bytes:
    # Each file has a key of its own, so a counter never meets the same key twice.
    return number.to_bytes(11, "big") + bytes([last])


def _damaged(path: Path) -> SealBroken:
    return SealBroken(f"{path} is damaged: use another copy.")
