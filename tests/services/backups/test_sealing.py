"""A sealed file gives back every byte, or says that it cannot; memory does not grow with it."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.backups import sealing
from services.keys import Keys, WrongKey

SIZES = [0, 1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1, 3 * sealing.CHUNK]


def sealed(folder: Path, keys: Keys, plain: bytes) -> Path:
    (folder / "plain").write_bytes(plain)
    sealing.seal(folder / "plain", folder / "sealed", keys, {"entries": 7})
    return folder / "sealed"


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens(tmp_path: Path, keys: Keys, size: int):
    plain = bytes(range(256)) * (size // 256 + 1)

    path = sealed(tmp_path, keys, plain[:size])

    sealing.unseal(path, tmp_path / "again", keys)
    assert (tmp_path / "again").read_bytes() == plain[:size]
    assert sealing.facts_of(path, keys) == {"bytes": size, "entries": 7}
    assert sealing.is_sealed(path)


def test_two_copies_of_one_file_share_no_chunk(tmp_path: Path, keys: Keys):
    first = sealed(tmp_path, keys, b"the same" * 100).read_bytes()
    second = sealed(tmp_path, keys, b"the same" * 100).read_bytes()
    assert first[-64:] != second[-64:]


def test_another_key_is_told_from_damage(tmp_path: Path, keys: Keys):
    path = sealed(tmp_path, keys, b"points")
    with pytest.raises(WrongKey):
        sealing.check(path, Keys(b"y" * 32))


CUT = 16 + sealing.CHUNK
SPOILERS: list[Callable[[bytes], bytes]] = [
    lambda whole: whole[:-CUT],
    lambda whole: whole[:-1],
    lambda whole: whole + whole[-CUT:],
    lambda whole: (
        whole[: -3 * CUT] + whole[-2 * CUT : -CUT] + whole[-3 * CUT : -2 * CUT] + whole[-CUT:]
    ),
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=["chunk gone", "byte gone", "twice", "swapped"])
def test_chunks_cannot_be_cut_off_repeated_or_exchanged(
    tmp_path: Path, keys: Keys, spoil: Callable[[bytes], bytes]
):
    path = sealed(tmp_path, keys, b"a" * sealing.CHUNK + b"b" * 2 * sealing.CHUNK)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(sealing.SealBroken):
        sealing.check(path, keys)


@given(at=st.integers(min_value=0, max_value=10_000), bit=st.integers(min_value=0, max_value=7))
def test_no_flipped_bit_goes_unnoticed(
    tmp_path_factory: pytest.TempPathFactory, keys: Keys, at: int, bit: int
):
    path = sealed(tmp_path_factory.mktemp("seal"), keys, b"0123456789" * 100)
    spoiled = bytearray(path.read_bytes())
    spoiled[at % len(spoiled)] ^= 1 << bit
    path.write_bytes(bytes(spoiled))
    with pytest.raises((sealing.SealBroken, WrongKey)):
        sealing.check(path, keys)


def test_a_big_file_needs_little_memory(tmp_path: Path, keys: Keys):
    with (tmp_path / "plain").open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    tracemalloc.start()
    try:
        sealing.seal(tmp_path / "plain", tmp_path / "sealed", keys, {})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024 * 1024
