"""Photos of cards are read; everything else is refused before it costs anything."""

import struct
import time
import zlib
from dataclasses import replace

import pytest
from PIL import Image, ImageFilter

from handlers.pictures.card import Theme, card_jpeg, draw_card
from handlers.pictures.reading import (
    PhotoNotPicture,
    PhotoTooHeavy,
    PhotoTooLarge,
    PhotoWithoutCode,
    check_photo_size,
    read_codes,
)
from tests.builders.faces import LINK, RUSSIAN, encoded


def on_a_table(*cards: Image.Image) -> bytes:
    table = Image.new("RGB", (900 * len(cards), 640), (120, 96, 70))
    for place, card in enumerate(cards):
        table.paste(card, (900 * place + 50, 70))
    return encoded(table)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_a_card_is_read_in_every_kind_of_file(kind):
    assert read_codes(encoded(draw_card(RUSSIAN), kind)) == (LINK,)


def test_two_cards_on_one_photo_are_both_given():
    other = replace(RUSSIAN, link=LINK[:-2] + "99", theme=Theme.OCEAN)

    codes = read_codes(on_a_table(draw_card(RUSSIAN), draw_card(other)))

    assert sorted(codes) == sorted([LINK, other.link])


def test_a_code_too_small_at_half_size_is_read_at_full_size():
    card = draw_card(RUSSIAN).resize((240, 150), Image.Resampling.LANCZOS)

    assert read_codes(on_a_table(card)) == (LINK,)


def test_a_small_code_blurred_by_a_moving_hand_is_read_sharpened():
    card = draw_card(RUSSIAN).resize((400, 250), Image.Resampling.LANCZOS)
    table = Image.new("RGB", (1280, 960), (120, 96, 70))
    table.paste(card, (440, 350))

    assert read_codes(encoded(table.filter(ImageFilter.GaussianBlur(2.2)))) == (LINK,)


def test_a_large_photo_without_a_code_is_sharpened_at_its_own_size():
    with pytest.raises(PhotoWithoutCode):
        read_codes(encoded(Image.new("L", (2400, 1800), 90)))


def test_a_photo_without_a_code_or_hopelessly_blurred_is_refused():
    blurred = draw_card(RUSSIAN).filter(ImageFilter.GaussianBlur(12))

    for picture in (Image.new("RGB", (640, 480), (90, 80, 70)), blurred):
        with pytest.raises(PhotoWithoutCode):
            read_codes(encoded(picture))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"PK\x03\x04" + b"\0" * 100,
        b"GIF89a" + b"\0" * 100,
        b"\xff\xd8\xff" + b"\0" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 100,
        b"RIFF\0\0\0\0WAVE",
        card_jpeg(RUSSIAN)[:9000],
        encoded(draw_card(RUSSIAN), "PNG")[:9000],
    ],
)
def test_a_file_that_is_no_picture_is_refused(data):
    with pytest.raises(PhotoNotPicture):
        read_codes(data)


def png_of(width: int, height: int) -> bytes:
    """Write a PNG whose header promises so many pixels; they are never there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [5_001, 12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(side):
    started = time.thread_time()
    with pytest.raises(PhotoTooLarge) as refused:
        read_codes(png_of(side, side))

    assert refused.value.limit_megapixels == 25
    assert time.thread_time() - started < 0.05


def test_a_heavy_file_is_refused_by_its_stated_size_and_by_its_real_one():
    check_photo_size(5 * 1024 * 1024)
    for size in (5 * 1024 * 1024 + 1, None):
        with pytest.raises(PhotoTooHeavy):
            check_photo_size(size)
    with pytest.raises(PhotoTooHeavy):
        read_codes(card_jpeg(RUSSIAN) + bytes(5 * 1024 * 1024))
