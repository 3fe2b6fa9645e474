"""The guests of the demo: common first names, one-letter surnames, and Anna of the page."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

STRANGER = 710_000_000
"""Telegram ids from here on belong to nobody on the demo's page."""

ANNA_JOINED_DAYS_AGO = 164

_EARLY = 0.4  # of the guests join in the shop's first fortnight
_WITH_BIRTHDAY = 0.35
_WITH_OFFERS = 0.6

_FIRST_NAMES = tuple(
    """
    Александр Алексей Алина Алла Анастасия Андрей Анна Антон Арина Артём Борис Вадим Валерия
    Вера Виктор Виктория Галина Глеб Дарья Денис Диана Дмитрий Евгений Екатерина Елена Иван
    Игорь Илья Инна Ирина Кирилл Константин Кристина Ксения Лариса Лев Людмила Максим Марина
    Мария Михаил Надежда Наталья Никита Николай Нина Оксана Олег Ольга Павел Полина Роман
    Светлана Сергей София Станислав Тамара Татьяна Тимур Ульяна Фёдор Юлия Юрий Яна Ярослав
    """.split()  # noqa: SIM905  # names read better as a text than as a column of quotes
)
_SURNAMES = "АБВГДЕЖЗИКЛМНОПРСТУФХЧШЩЭЮЯ"


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """An invented person; `keenness` is the chance of coming on a day."""

    telegram_id: int
    name: str
    phone: str
    joins_on: date
    keenness: float
    birthday: tuple[int, int] | None
    wants_offers: bool | None


def invent(chance: random.Random, count: int, first_day: date, today: date) -> Iterable[Guest]:
    """Make people up: a few come twice a week, most once a month."""
    days = (today - first_day).days
    for number in range(1, count + 1):
        latest = 14 if chance.random() < _EARLY else days
        yield Guest(
            telegram_id=STRANGER + number,
            name=f"{chance.choice(_FIRST_NAMES)} {chance.choice(_SURNAMES)}",
            phone=f"+7999{number:07}",
            joins_on=first_day + timedelta(days=chance.randrange(latest)),
            keenness=chance.choices((0.24, 0.06, 0.025), weights=(1, 3, 7))[0],
            birthday=(
                (chance.randint(1, 12), chance.randint(1, 28))
                if chance.random() < _WITH_BIRTHDAY
                else None
            ),
            wants_offers=chance.random() < _WITH_OFFERS,
        )


def anna(telegram_id: int, today: date) -> Guest:
    """Return the guest on the demo's page, who comes by a plan of her own."""
    return Guest(
        telegram_id=telegram_id,
        name="Анна Каримова",
        phone="+79001234567",
        joins_on=today - timedelta(days=ANNA_JOINED_DAYS_AGO),
        keenness=0,
        birthday=(3, 17),
        wants_offers=None,
    )
