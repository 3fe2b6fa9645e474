"""Cards and posters say what they should and every camera reads them."""

import io
import struct
import time
import zlib
from dataclasses import fields, replace

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
from handlers.pictures.poster import PosterFace, poster_pdf, poster_png
from handlers.pictures.reading import (
    PhotoNotPicture,
    PhotoTooHeavy,
    PhotoTooLarge,
    PhotoWithoutCode,
    check_photo_size,
    read_codes,
)
from handlers.pictures.themes import PALETTES, WHITE

LINK = "https://t.me/zerno_coffee_bot?start=48201342"
LONG_LINK = f"https://t.me/{'kofeinya_zerno_na_lenina_'.ljust(29, 'x')}bot?start=048201337519"

RUSSIAN = CardFace(
    theme=Theme.GOLD,
    shop="Кофейня «Зерно»",
    caption="карта гостя",
    tier="Золото",
    balance="1 240",
    unit="баллов",
    worth="= 1 240 ₽ скидки · кешбэк 7 %",
    progress=Progress(label="До Платины", left="ещё 3 450 ₽", permille=720),
    note=None,
    name="Анна К.",
    link=LINK,
    hint="Покажите код на кассе",
    number="4820 1342",
)
ENGLISH = replace(
    RUSSIAN,
    theme=Theme.BASE,
    shop="Zerno Coffee",
    caption="guest card",
    tier=None,
    balance="0",
    unit="points",
    worth="5% back from every purchase",
    progress=Progress(label="To Silver", left="10,000 ₽ more", permille=0),
    name="",
    hint="Show this code at the till",
)
UZBEK = replace(
    RUSSIAN,
    theme=Theme.SILVER,
    shop="Oʻzbegim Choyxonasi",
    tier="Kumush",
    balance="1 234 567",
    unit="ball",
    worth="= 1 234 567 soʻm chegirma · keshbek 3 %",
    name="Gʻulomjon Oʻktamov",
)
TOP = replace(
    RUSSIAN,
    theme=Theme.PLATINUM,
    tier="Платина",
    progress=None,
    note="Вы на вершине. Спасибо!",
    name="Константин Константинопольский-Задунайский Ж.",
)
CROWDED = replace(
    RUSSIAN,
    theme=Theme.RUBY,
    shop="Кондитерская и пекарня «У Вильгельма на Большой Никитской»",
    tier="Заслуженный ценитель эклеров и заварных пирожных всех видов",
    balance="12 345 678 901",
    unit="зёрнышек",
    worth="= 12 345 678 901,00 ₽ скидки · кешбэк 12,5 % по выходным и праздникам",
    progress=Progress(
        label="До уровня «Почётный пекарь»", left="ещё 123 456 789 ₽", permille=2000
    ),
    name="Ж" * 300,
    link=LONG_LINK,
    number="0482 0133 7519",
)
DEFICIT = replace(
    RUSSIAN,
    theme=Theme.BRONZE,
    balance="−120",
    progress=None,
    note="Возврат покупки: следующие 120 баллов погасят долг, дальше всё пойдёт на карту.",
    name="李小龍 👩‍🎤",
)
FACES = {
    "ru": RUSSIAN,
    "en": ENGLISH,
    "uz": UZBEK,
    "top": TOP,
    "crowded": CROWDED,
    "deficit": DEFICIT,
    "ocean": replace(RUSSIAN, theme=Theme.OCEAN, progress=None),
}
POSTER = PosterFace(
    theme=Theme.BASE,
    shop="Кофейня «Зерно»",
    sentence="Возвращаем 5 % с каждой покупки. Карта гостя — прямо в Telegram.",
    steps=("Наведите камеру на код", "Нажмите «Старт»", "Покажите карту на кассе"),
    link="https://t.me/zerno_coffee_bot?start=s1",
    bot="@zerno_coffee_bot",
)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def encoded(picture: Image.Image, kind: str = "JPEG", quality: int = 90) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, quality=quality)
    return file.getvalue()


def on_a_table(*cards: Image.Image) -> bytes:
    table = Image.new("RGB", (900 * len(cards), 640), (120, 96, 70))
    for place, card in enumerate(cards):
        table.paste(card, (900 * place + 50, 70))
    return encoded(table)


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


# --- Photos --------------------------------------------------------------------------------


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
