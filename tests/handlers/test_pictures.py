"""Cards and posters say what they should and every camera reads them."""

from dataclasses import fields, replace
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from handlers.pictures.card import (
    MOST_BYTES,
    CardFace,
    Progress,
    Theme,
    card_jpeg,
    draw_card,
    face_key,
    theme_for,
)
from handlers.pictures.lettering import cut, drawable, width_of, wrapped
from handlers.pictures.poster import poster_pdf, poster_png
from handlers.pictures.reading import read_codes
from handlers.pictures.stamps import StampRow
from handlers.pictures.themes import PALETTES, WHITE
from tests.builders.faces import (
    CROWDED,
    FACES,
    LINK,
    POSTER,
    RUSSIAN,
    STAMPED,
    encoded,
    opened,
)

# --- The card ------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_card_is_800_by_500_and_at_most_60_kb(face):
    jpeg = card_jpeg(face)

    assert jpeg.startswith(b"\xff\xd8\xff")
    assert len(jpeg) <= MOST_BYTES == 60_000
    assert opened(jpeg).size == (800, 500)


@pytest.mark.parametrize("bot", ["z_bot", "zerno_bot", "zerno_coffee_bot", "z" * 29 + "bot"])
def test_the_card_keeps_its_size_whatever_the_name_of_the_bot(bot):
    face = replace(CROWDED, link=f"https://t.me/{bot}?start=048201337519")
    jpeg = card_jpeg(face)

    assert len(jpeg) <= MOST_BYTES
    assert read_codes(jpeg) == (face.link,)


@pytest.mark.parametrize("angle", [0, 17])
@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_small_blurred_turned_card_is_still_read(face, angle):
    small = opened(card_jpeg(face)).resize((280, 175), Image.Resampling.BICUBIC)
    blurred = small.filter(ImageFilter.GaussianBlur(0.6))
    turned = blurred.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=(90, 90, 90))

    codes = zxingcpp.read_barcodes(opened(encoded(turned, quality=40)))

    assert [code.text for code in codes] == [face.link]


@pytest.mark.parametrize(
    "change",
    [
        {"theme": Theme.OCEAN},
        {"shop": "Другая"},
        {"caption": "другая"},
        {"tier": "Платина"},
        {"tier": None},
        {"balance": "1 241"},
        {"unit": "балл"},
        {"worth": "= 1 241 ₽"},
        {"progress": Progress(label="До Платины", left="ещё 3 450 ₽", permille=721)},
        {"progress": None},
        {"progress": None, "note": "Спасибо!"},
        {"name": "Анна Л."},
        {"link": LINK[:-1] + "3"},
        {"hint": "Покажите"},
        {"number": "4820 1343"},
        {"stamps": STAMPED.stamps},
        {"stamps": STAMPED.stamps, "has_points": False},
    ],
)
def test_everything_visible_changes_the_picture_and_its_key(change):
    changed = replace(RUSSIAN, **change)

    assert face_key(changed) != face_key(RUSSIAN)
    if change != {"progress": Progress(label="До Платины", left="ещё 3 450 ₽", permille=721)}:
        assert ImageChops.difference(draw_card(changed), draw_card(RUSSIAN)).getbbox()


def test_equal_faces_have_one_key_and_one_picture():
    again = CardFace(**{field.name: getattr(RUSSIAN, field.name) for field in fields(RUSSIAN)})

    assert face_key(again) == face_key(RUSSIAN)
    assert card_jpeg(again) == card_jpeg(RUSSIAN)


def test_a_face_with_a_lone_surrogate_has_a_key_and_a_picture():
    broken = replace(RUSSIAN, name="Анна \ud800")

    assert face_key(broken)
    assert card_jpeg(broken) == card_jpeg(replace(RUSSIAN, name="Анна"))


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_no_text_leaves_its_column(face):
    blank = replace(
        face,
        shop="",
        caption="",
        tier=None,
        balance="",
        unit="",
        worth="",
        progress=None,
        note=None,
        name="",
        hint="",
        number="",
        stamps=(),
    )
    # The disc behind the initial is the only thing that stays; between the column and the
    # panel, and around the panel, nothing may be written.
    written = ImageChops.difference(draw_card(face), draw_card(blank)).convert("L")

    assert not written.crop((410, 0, 438, 500)).point(lambda v: 255 * (v > 8)).getbbox()
    assert not written.crop((0, 0, 30, 500)).point(lambda v: 255 * (v > 8)).getbbox()
    assert not written.crop((770, 0, 800, 500)).getbbox()
    assert not written.crop((438, 340, 456, 470)).point(lambda v: 255 * (v > 8)).getbbox()
    assert not written.crop((752, 340, 770, 470)).point(lambda v: 255 * (v > 8)).getbbox()
    assert not written.crop((0, 470, 800, 500)).point(lambda v: 255 * (v > 8)).getbbox()


def test_an_empty_bar_is_empty_and_a_full_one_is_full():
    def bar(permille: int) -> list[object]:
        progress = Progress(label="", left="", permille=permille)
        picture = draw_card(replace(RUSSIAN, progress=progress))
        return [picture.getpixel((x, 377)) == PALETTES[Theme.GOLD].accent for x in (40, 222, 404)]

    assert bar(0) == bar(-5) == [False, False, False]
    assert bar(40) == [True, False, False]
    assert bar(600) == [True, True, False]
    assert bar(1000) == bar(5000) == [True, True, True]


@pytest.mark.parametrize("needed", [1, 2, 5, 6, 8, 10, 12, 20, 31, 100])
def test_each_stamp_fills_something_more(needed):
    def filled(count: int) -> int:
        row = StampRow(title="", label="", count=count, needed=needed)
        picture = draw_card(replace(RUSSIAN, tier=None, has_points=False, stamps=(row,)))
        column = picture.crop((30, 110, 412, 430))
        colours: list[Any] = column.getcolors(column.width * column.height) or []
        return sum(times for times, pixel in colours if pixel == PALETTES[Theme.GOLD].accent)

    areas = [filled(count) for count in range(0, needed + 1, max(1, needed // 5))]

    assert areas == sorted(set(areas))


@pytest.mark.parametrize("theme", Theme)
def test_white_text_is_readable_on_every_theme(theme):
    def luminance(colour: tuple[int, int, int]) -> float:
        parts = (value / 255 for value in colour)
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lightest = PALETTES[theme].start

    assert (luminance(WHITE) + 0.05) / (luminance(lightest) + 0.05) >= 4.5


def test_tiers_climb_through_the_themes_and_the_top_wears_the_best():
    assert theme_for(0, 0) == theme_for(0, 1) == Theme.BASE
    for steps in range(2, 9):
        themes = [theme_for(step, steps) for step in range(steps)]
        order = [list(Theme).index(theme) for theme in themes]
        assert themes[0] == Theme.BASE
        assert order == sorted(order)
        assert themes[-1] == (Theme.GOLD if steps < 4 else Theme.PLATINUM)
    assert theme_for(9, 3) == Theme.GOLD
    assert theme_for(-1, 3) == Theme.BASE


# --- Lettering -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Oʻzbek gʻisht ўқғҳ ҒҚҲЎ", "₽ ₸ € $ soʻm — « » … · − №", "ұпай әңі"]
)
def test_the_font_has_the_letters_of_our_languages(text):
    assert drawable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Анна 👩‍🎤 К.", "Анна К."),
        ("李小龍", ""),
        ("\u202eABC\u200b", "ABC"),
        ("й" + "\u0301" * 50, "й"),
        ("и\u0306", "й"),
        ("a\nb\tc\u00a0d", "a b c d"),
    ],
)
def test_what_the_font_cannot_draw_is_left_out(text, shown):
    assert drawable(text) == shown


def test_long_lines_are_cut_and_wrapped_within_the_width():
    text = "Возвращаем пять процентов с каждой покупки и ещё немного сверху"
    short = cut(text, size=20, weight=500, width=200)
    lines = wrapped(text, size=20, weight=500, width=300, lines=3)

    assert short.endswith("…")
    assert width_of(short, 20, 500) <= 200
    assert " ".join(lines) == text
    assert all(width_of(line, 20, 500) <= 300 for line in lines)
    assert wrapped(text, size=20, weight=500, width=300, lines=1)[0].endswith("…")
    assert wrapped("", size=20, weight=500, width=300, lines=2) == []


# --- The poster ----------------------------------------------------------------------------


def test_the_poster_is_an_a4_page_and_its_code_leads_to_the_bot():
    png = poster_png(POSTER)

    assert read_codes(png) == (POSTER.link,)
    width, height = opened(png).size
    assert (round(width / 200 * 25.4), round(height / 200 * 25.4)) == (210, 297)


def test_the_poster_is_printed_from_one_pdf_page():
    pdf = poster_pdf(POSTER)

    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 1
    assert b"/Count 1" in pdf


@pytest.mark.parametrize(
    "steps", [(), ("Один",), ("Один", "Два"), ("Очень длинный шаг " * 9,) * 5]
)
def test_a_poster_with_long_words_and_any_number_of_steps_is_drawn(steps):
    face = replace(POSTER, steps=steps, shop="Чайхана " * 20, sentence="И ещё. " * 60)

    assert read_codes(poster_png(face)) == (POSTER.link,)
