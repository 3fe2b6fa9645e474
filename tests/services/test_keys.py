"""The key file: made once, private, and the only way to read a name."""

import hmac
import stat
from pathlib import Path

import pytest

from services.keys import KeyFileUnusable, Keys, WrongKey, open_keys, read_keys


def test_the_first_start_makes_a_file_only_its_owner_can_read(tmp_path: Path):
    path = tmp_path / "kopilka.key"

    made = open_keys(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_keys(path).check == made.check
    assert read_keys(path).decrypt(made.encrypt("Анна")) == "Анна"


def test_another_key_cannot_read_what_was_encrypted():
    token = Keys(b"a" * 32).encrypt("+79001234567")

    assert b"79001234567" not in token
    with pytest.raises(WrongKey):
        Keys(b"b" * 32).decrypt(token)


@pytest.mark.parametrize("at", [0, 1, 12, 13, -1])
def test_a_changed_byte_of_a_token_is_found_out(at: int):
    keys = Keys(b"a" * 32)
    token = bytearray(keys.encrypt("Анна"))
    token[at] ^= 1

    with pytest.raises(WrongKey):
        keys.decrypt(bytes(token))


@pytest.mark.parametrize("length", [0, 1, 5, 12, 13, 28])
def test_a_token_cut_short_is_found_out(length: int):
    keys = Keys(b"a" * 32)

    with pytest.raises(WrongKey):
        keys.decrypt(keys.encrypt("Анна")[:length])


def test_the_same_text_is_never_the_same_token():
    keys = Keys(b"a" * 32)

    assert len({keys.encrypt("Анна") for _ in range(100)}) == 100


def test_digests_differ_by_purpose_and_by_key():
    keys = Keys(b"a" * 32)

    digests = {
        keys.digest("phone", "+79001234567"),
        keys.digest("telegram", "+79001234567"),
        Keys(b"b" * 32).digest("phone", "+79001234567"),
        keys.check,
    }

    assert len(digests) == 4
    assert keys.digest("phone", "+79001234567") in digests


def test_a_mark_is_an_hmac_of_the_mark_before_and_the_row():
    keys = Keys(b"a" * 32)
    key = hmac.digest(b"a" * 32, b"kopilka: ledger chain", "sha256")

    for previous, message in ((b"", b"one"), (b"m" * 32, b"two"), (b"", b"one")):
        expected = hmac.digest(key, previous + b"\0" + message, "sha256")
        assert keys.chain(previous, message) == expected


def test_a_chain_depends_on_every_mark_before_it():
    keys = Keys(b"a" * 32)
    first = keys.chain(b"", b"one")

    assert keys.chain(first, b"two") != keys.chain(keys.chain(b"", b"other"), b"two")


@pytest.mark.parametrize(
    "content", ["", "kopilka-key-1", "kopilka-key-1 AAAA", "other " + "A" * 44, "é"]
)
def test_a_file_that_is_no_key_is_refused_in_one_sentence(tmp_path: Path, content: str):
    path = tmp_path / "kopilka.key"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(KeyFileUnusable, match=r"kopilka\.key"):
        open_keys(path)


def test_a_missing_key_file_is_not_made_by_reading(tmp_path: Path):
    with pytest.raises(KeyFileUnusable):
        read_keys(tmp_path / "kopilka.key")
    assert not (tmp_path / "kopilka.key").exists()


def test_a_secret_of_another_length_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(b"short")


def test_keys_show_nothing_of_themselves():
    assert "aaaa" not in repr(Keys(b"a" * 32))
