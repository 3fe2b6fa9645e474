"""What other rules would have come to, as the owner reads it."""

from dataclasses import replace

import pytest

from bot.texts import TextLibrary
from handlers.formats import Locality
from handlers.owner.what_if import what_if_words
from handlers.what_ifs import Counting
from services.domain.histories import Missed
from services.units import LANGUAGES
from services.what_if import Affected, Check, Moved, Shortage, Side, WhatIf
from tests.builders.shops import NOW

LIBRARY = TextLibrary(strict=True)
SIDE = Side(issued=80, cost_minor=80_00, redeemed=0, redeemed_minor=0)
GOLD = Moved(tier="gold", names={"ru": "Золото", "en": "Gold", "uz": "Oltin"}, members=3)
PLAIN = WhatIf(
    currency="RUB",
    digits=2,
    since=NOW.date(),
    through=NOW.date(),
    days=30,
    members=2,
    purchases=2,
    before=SIDE,
    after=SIDE,
    cost_minor=0,
    up=(),
    down=(),
    gain=(),
    lose=(),
    short=(),
    check=Check(recorded=80, replayed=80, members=2, odd=0, cards=()),
)


def somebody(points: int, name: str = "Анна К.") -> Affected:
    return Affected(
        member_id=1, card_number="48201337", name=name, points=points, worth_minor=points * 100
    )


def words(told: Counting | WhatIf | None, language: str = "ru") -> str:
    said = what_if_words(LIBRARY.speak(language, Locality()), told)
    return said.replace("\u00a0", " ").replace("\u2068", "").replace("\u2069", "")


def test_a_dearer_rule_says_how_much_and_for_whom():
    told = replace(
        PLAIN,
        cost_minor=9_400_00,
        up=(GOLD,),
        down=(replace(GOLD, members=1),),
        gain=tuple(somebody(20 - number) for number in range(5)),
        lose=(somebody(-7, "Борис"),),
        short=(
            Shortage(kind=Missed.COUPON, times=1, points=60, members=()),
            Shortage(kind=Missed.PAYMENT, times=1, points=40, members=()),
        ),
    )
    assert words(told).splitlines() == [
        "За последние 30 дней это было бы дороже на <b>9 400 ₽</b>.",
        "⬆️ Золото: сюда поднялись бы 3 гостя",
        "⬇️ Золото: сюда опустился бы 1 гость",
        "Больше получили бы: Анна К. +20, Анна К. +19, Анна К. +18",
        "Меньше получили бы: Борис −7",
        "2 раза не хватило бы баллов на то, что оплатили ими: 100 баллов.",
        "✓ Проверено: правила тех дней дают ровно то, что записано: 80 баллов.",
    ]


def test_a_cheaper_rule_and_one_that_changes_nothing():
    assert "дешевле на <b>1 ₽</b>" in words(replace(PLAIN, cost_minor=-1_00))
    assert words(PLAIN).startswith("Баллы за последние 30 дней стоили бы столько же.")
    nameless = replace(PLAIN, up=(replace(GOLD, names={}),))
    assert "1" not in words(nameless)
    assert "3 guests would reach gold" in words(nameless, "en")


def test_a_shop_that_takes_money_off_reads_what_that_costs_beside_the_points():
    told = replace(
        PLAIN,
        takes_off=True,
        cost_minor=95_00,
        before=replace(SIDE, off_minor=100_00),
        after=replace(SIDE, cost_minor=75_00, off_minor=200_00),
        gain=(replace(somebody(-5), worth_minor=95_00),),
        lose=(replace(somebody(0), worth_minor=-3_50),),
        check=replace(PLAIN.check, off_recorded_minor=100_00, off_replayed_minor=100_00),
    )
    assert words(told).splitlines() == [
        "За последние 30 дней это было бы дороже на <b>95 ₽</b>.",
        "Скидки: 100 ₽ → 200 ₽",
        "Баллы: 80 ₽ → 75 ₽",
        "Больше получили бы: Анна К. +95 ₽",
        "Меньше получили бы: Анна К. −3,50 ₽",
        "✓ Проверено: правила тех дней дают ровно то, что записано: 80 баллов и скидок на 100 ₽.",
    ]


def test_a_shop_of_discounts_alone_reads_nothing_of_points():
    side = replace(SIDE, issued=0, cost_minor=0, off_minor=100_00)
    check = Check(
        recorded=0,
        replayed=0,
        off_recorded_minor=100_00,
        off_replayed_minor=90_00,
        members=2,
        odd=1,
        cards=(),
    )
    told = replace(PLAIN, takes_off=True, before=side, after=side, check=check)
    assert words(told).splitlines()[:3] == [
        "Последние 30 дней стоили бы столько же.",
        "Скидки: 100 ₽ → 100 ₽",
        (
            "⚠️ Правила тех дней дают скидок на 90 ₽, а записано скидок на 100 ₽. "
            "Не сходится у 1 гостя: возможно, их баланс перенесли или поправили."
        ),
    ]


def test_books_that_were_not_reproduced_are_called_so():
    odd = Check(recorded=80, replayed=75, members=2, odd=1, cards=("48201337",))
    assert "⚠️ Правила тех дней дают 75 баллов, а записано 80 баллов." in words(
        replace(PLAIN, check=odd)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_how_far_it_is_and_what_did_not_work(language: str):
    said = {
        words(Counting(done=0, of=0), language),
        words(Counting(done=40, of=80), language),
        words(None, language),
        words(replace(PLAIN, purchases=0), language),
    }
    assert len(said) == 4
    assert any("50" in one and "%" in one for one in said)
