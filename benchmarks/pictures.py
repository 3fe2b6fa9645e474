"""P7 and P8: a card ready to send against its own JPEG encoding; photos read, and how many.

`python -m benchmarks.pictures 400` takes so many photos; the default is small. The photos are
made here: a card lies on a table, seen from aside, turned, blurred by focus and hand, badly lit,
with glare and noise, and compressed as a messenger does.
"""

import io
import itertools
import math
import random
import sys
from dataclasses import replace

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from benchmarks.report import Row, at_most, paired_ratio, table
from handlers.pictures.card import MOST_BYTES, CardFace, Progress, Theme, card_jpeg, draw_card
from handlers.pictures.reading import PhotoWithoutCode, read_codes
from services.domain.cards import card_link, new_number, printed

_CARDS = 24
_PHOTOS = 50
_PHOTO = (1280, 960)
_READ_LIMIT, _READ_GOAL = 98.0, 98.5

_FACE = CardFace(
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
    link="",
    hint="Покажите код на кассе",
    number="",
)


def face(chance: random.Random, number: str) -> CardFace:
    """Make the card of some member of the shop."""
    balance = f"{chance.randrange(1, 99)} {chance.randrange(100, 999)}"
    return replace(
        _FACE,
        theme=chance.choice(list(Theme)),
        balance=balance,
        worth=f"= {balance} ₽ скидки · кешбэк 7 %",
        progress=Progress(
            label="До Платины",
            left=f"ещё {chance.randrange(10)} {chance.randrange(100, 999)} ₽",
            permille=chance.randrange(1000),
        ),
        name=chance.choice(("Анна К.", "Борис Л.", "Гулнора Т.", "Ержан С.")),
        link=card_link("zerno_coffee_bot", number),
        number=printed(number),
    )


def run(photos: int = _PHOTOS) -> list[Row]:
    """Measure P7 over `_CARDS` cards and P8 over so many hard photos."""
    chance = random.Random(7)
    return [*_drawing(chance), *_reading(chance, photos)]


def _drawing(chance: random.Random) -> list[Row]:
    numbers = [new_number(0, chance.randrange) for _ in range(_CARDS)]
    fresh = itertools.count(1)
    finished = [draw_card(face(chance, number)) for number in numbers]
    heaviest = 0

    def again() -> None:
        nonlocal heaviest
        for number in numbers:
            heaviest = max(heaviest, len(card_jpeg(face(chance, number))))

    def first() -> None:
        for _ in numbers:
            card_jpeg(face(chance, f"{next(fresh):08}"))

    def encode() -> None:
        for picture in finished:
            picture.save(io.BytesIO(), "JPEG", quality=88)

    after_purchase = paired_ratio(again, encode)
    newcomer = paired_ratio(first, encode)
    return [
        at_most("P7", "a member's card after a purchase", after_purchase, limit=6, goal=3),
        at_most("P7", "a new member's first card", newcomer, limit=6, goal=3),
        Row(
            id="P7",
            what="the heaviest of the cards, kB",
            ratio=f"{heaviest / 1000:.1f}",
            limit_text=f"≤ {MOST_BYTES / 1000:g}",
            goal_text=f"≤ {MOST_BYTES / 1000:g}",
            ok=heaviest <= MOST_BYTES,
        ),
    ]


def _reading(chance: random.Random, count: int) -> list[Row]:
    faces = [face(chance, new_number(0, chance.randrange)) for _ in range(count)]
    photos = [photo(draw_card(each), chance) for each in faces]
    answers = [_read(each) for each in photos]
    read = sum(each.link in answer for each, answer in zip(faces, answers, strict=True))
    wrong = sum(
        any(text != each.link for text in answer)
        for each, answer in zip(faces, answers, strict=True)
    )
    ratio = paired_ratio(
        lambda: [_read(each) for each in photos], lambda: [_decoded(each) for each in photos]
    )
    share = 100 * read / count
    return [
        at_most("P8", "reading a photo against decoding it to grey", ratio, limit=2, goal=1.4),
        Row(
            id="P8",
            what=f"hard photos read, % of {count}",
            ratio=f"{share:.1f}",
            limit_text=f"≥ {_READ_LIMIT:g}",
            goal_text=f"≥ {_READ_GOAL:g}",
            ok=share >= _READ_LIMIT,
        ),
        Row(
            id="P8",
            what="photos read wrongly",
            ratio=str(wrong),
            limit_text="0",
            goal_text="0",
            ok=wrong == 0,
        ),
    ]


def _read(data: bytes) -> tuple[str, ...]:
    try:
        return read_codes(data)
    except PhotoWithoutCode:
        return ()


def _decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.draft("L", picture.size)
    return picture.convert("L")


# --- Photos nobody took --------------------------------------------------------------------


def photo(card: Image.Image, chance: random.Random) -> bytes:
    """Take a hard photo of a card and give its JPEG."""
    flat = card.convert("RGBA")
    seen = flat.transform(
        _PHOTO, Image.Transform.PERSPECTIVE, _aside(card.size, chance), Image.Resampling.BILINEAR
    )
    scene = Image.new("RGB", _PHOTO, tuple(chance.randrange(40, 200) for _ in range(3)))
    scene.paste(seen, (0, 0), seen)
    scene = _lit(_shaken(scene, chance), chance)
    noise = Image.effect_noise((320, 240), chance.uniform(4, 14)).resize(_PHOTO)
    scene = ImageChops.add(scene, noise.convert("RGB"), offset=-128)
    file = io.BytesIO()
    scene.save(file, "JPEG", quality=chance.randrange(35, 93))
    return file.getvalue()


def _aside(card: tuple[int, int], chance: random.Random) -> tuple[float, ...]:
    """Give the perspective that takes each point of the photo to a point of the card.

    The camera stands somewhere over the card, turned and not quite above it.
    """
    size = chance.uniform(0.6, 1.1)
    turn = chance.uniform(-0.7, 0.7)
    tilt_x, tilt_y = (chance.uniform(-4e-4, 4e-4) for _ in range(2))
    cosine, sine = math.cos(turn) / size, math.sin(turn) / size
    middle_x, middle_y = _PHOTO[0] / 2, _PHOTO[1] / 2
    depth = 1 - tilt_x * middle_x - tilt_y * middle_y
    x, y = card[0] / 2, card[1] / 2
    rows = (
        (cosine + x * tilt_x, sine + x * tilt_y, x * depth - cosine * middle_x - sine * middle_y),
        (y * tilt_x - sine, cosine + y * tilt_y, y * depth + sine * middle_x - cosine * middle_y),
    )
    return tuple(value / depth for value in (*rows[0], *rows[1], tilt_x, tilt_y))


def _shaken(scene: Image.Image, chance: random.Random) -> Image.Image:
    """Blur by focus, then by the hand's movement over a few pixels."""
    scene = scene.filter(ImageFilter.GaussianBlur(chance.uniform(0.4, 1.8)))
    reach, angle = chance.uniform(0, 4), chance.uniform(0, math.pi)
    for step in (1, 2):
        moved = ImageChops.offset(
            scene,
            round(reach * math.cos(angle) * step / 2),
            round(reach * math.sin(angle) * step / 2),
        )
        scene = Image.blend(scene, moved, 1 / (step + 1))
    return scene


def _lit(scene: Image.Image, chance: random.Random) -> Image.Image:
    """Let the light fall from one side and a lamp shine on the paper."""
    ramp = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(scene.size)
    darkest = chance.uniform(0.35, 0.8)
    light = ramp.point(lambda value: int(255 * darkest + value * (1 - darkest)))
    scene = ImageChops.multiply(scene, light.convert("RGB"))
    lamp = Image.new("L", (160, 120))
    x, y, radius = chance.randrange(160), chance.randrange(120), chance.randrange(5, 14)
    strength = chance.randrange(60, 170)
    ImageDraw.Draw(lamp).ellipse((x - radius, y - radius, x + radius, y + radius), fill=strength)
    glare = lamp.filter(ImageFilter.GaussianBlur(5)).resize(scene.size)
    return ImageChops.add(scene, glare.convert("RGB"))


if __name__ == "__main__":
    print(table(run(int(sys.argv[1]) if len(sys.argv) > 1 else _PHOTOS)))
