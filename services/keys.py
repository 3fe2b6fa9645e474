"""The key file: encryption of personal data, keyed digests and the ledger's chain.

The file lies outside the database (docs/architecture.md, "Personal data"): a stolen
database file shows no phone, no name and no Telegram id, and cannot be given a
forged history.
"""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection

_HEADER = "kopilka-key-1"
_SECRET_BYTES = 32
_SEALED = b"\x01"  # the first byte of a token: AES-256-GCM
_NONCE_BYTES = 12
_NAMES = 1024
INFO_NAME = "kopilka.keys"


class KeyFileUnusable(Exception):
    """The key file exists but cannot be read as one; the message says why."""


class WrongKey(Exception):
    """Data was encrypted, or the database was made, with another key file."""


class Keys:
    """The keys derived from the one secret in the key file.

    `check` is 16 bytes that identify the secret without revealing it; the database
    keeps them, so that a wrong key file is noticed at start and not at the first name.
    """

    __slots__ = ("_backup_key", "_chain", "_digest_key", "_names", "_sealer", "check")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _SECRET_BYTES:
            raise ValueError(f"the secret must be {_SECRET_BYTES} bytes")
        self._sealer = AESGCM(_derive(secret, b"personal data"))
        self._names: dict[bytes, str] = {}
        self._digest_key = _derive(secret, b"look-up digests")
        self._chain = hmac.new(_derive(secret, b"ledger chain"), digestmod="sha256")
        self._backup_key = _derive(secret, b"backups")
        self.check = _derive(secret, b"check")[:16]

    def encrypt(self, text: str) -> bytes:
        """Return a token that only this key reads: a byte of kind, a random nonce, the rest.

        A nonce of 96 bits may be drawn 2³² times under one key (NIST SP 800-38D, 8.3).
        """
        nonce = os.urandom(_NONCE_BYTES)
        return _SEALED + nonce + self._sealer.encrypt(nonce, text.encode(), _SEALED)

    def decrypt(self, token: bytes) -> str:
        """Return the text; raise `WrongKey` if it was encrypted with another key."""
        kind, nonce, sealed = token[:1], token[1 : 1 + _NONCE_BYTES], token[1 + _NONCE_BYTES :]
        try:
            return self._sealer.decrypt(nonce, sealed, kind).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongKey("this value was encrypted with another key file") from error

    def decrypt_name(self, token: bytes) -> str:
        """Do as `decrypt` and remember: each step of a sale shows the guest's name again."""
        if token not in self._names:
            if len(self._names) >= _NAMES:
                self._names.clear()
            self._names[token] = self.decrypt(token)
        return self._names[token]

    def digest(self, purpose: str, text: str) -> bytes:
        """Return 32 bytes to look `text` up by.

        The purpose ("phone", "telegram", "invite"…) keeps digests of different
        columns from being compared with each other.
        """
        message = purpose.encode() + b"\0" + text.encode()
        return hmac.digest(self._digest_key, message, "sha256")

    def chain(self, previous: bytes, message: bytes) -> bytes:
        """Return the 32-byte mark of a ledger entry that follows the one marked `previous`."""
        mark = self._chain.copy()  # with the key taken in once
        mark.update(previous + b"\0" + message)
        return mark.digest()

    def backup_key(self, salt: bytes) -> bytes:
        """Return the 32-byte key of the one backup with this salt."""
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"kopilka: backup")
        return derived.derive(self._backup_key)


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, b"kopilka: " + purpose, hashlib.sha256)


def open_keys(path: Path) -> Keys:
    """Read the key file, or create it (readable by its owner alone) if there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_keys(path)
    secret = secrets.token_bytes(_SECRET_BYTES)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_HEADER} {base64.urlsafe_b64encode(secret).decode()}\n")
        file.flush()
        os.fsync(file.fileno())
    return Keys(secret)


def read_keys(path: Path) -> Keys:
    """Read an existing key file; raise `KeyFileUnusable` with one plain sentence."""
    try:
        header, _, encoded = path.read_text(encoding="ascii").strip().partition(" ")
        secret = base64.urlsafe_b64decode(encoded)
    except (OSError, ValueError) as error:
        raise KeyFileUnusable(f"The key file {path} cannot be read: {error}") from error
    if header != _HEADER or len(secret) != _SECRET_BYTES:
        raise KeyFileUnusable(f"{path} is not a key file of Kopilka.")
    return Keys(secret)


def keys_of(tx: Connection) -> Keys:
    """Return the keys the door put on this connection."""
    keys = tx.info[INFO_NAME]
    assert isinstance(keys, Keys)  # noqa: S101  # only the door writes this entry
    return keys
