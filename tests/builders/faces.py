"""Cards and posters to draw: the usual ones and those that strain the drawing."""

import io
from dataclasses import replace

from PIL import Image

from handlers.pictures.card import CardFace, Progress, Theme
from handlers.pictures.poster import PosterFace
from handlers.pictures.stamps import StampRow

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
STAMPED = replace(
    RUSSIAN,
    progress=None,
    stamps=(StampRow(title="Кофе", label="7 из 10", count=7, needed=10),),
)
THREE_CARDS = replace(
    CROWDED,
    stamps=(
        StampRow(title="Coffee", label="0 of 10", count=0, needed=10),
        StampRow(title="Сэндвич с очень длинным названием", label="5 из 6", count=5, needed=6),
        StampRow(title="Tort va pishiriqlar", label="99 / 100", count=99, needed=100),
        StampRow(title="Четвёртая", label="1 из 2", count=1, needed=2),
    ),
)
STAMPS_ALONE = replace(
    ENGLISH,
    progress=None,
    has_points=False,
    stamps=(StampRow(title="Treatment", label="1 of 30", count=1, needed=30),),
)
FACES = {
    "ru": RUSSIAN,
    "en": ENGLISH,
    "uz": UZBEK,
    "top": TOP,
    "crowded": CROWDED,
    "deficit": DEFICIT,
    "stamped": STAMPED,
    "three-cards": THREE_CARDS,
    "stamps-alone": STAMPS_ALONE,
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
