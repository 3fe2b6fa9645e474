"""Points for a friend, from the owner's switch to both receipts (C12, O3)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from sandbox import Person
from sandbox.views import MessageView
from services.units import LANGUAGES
from tests.e2e.counter import Counter, flat
from tests.e2e.running import Town
from tests.e2e.test_every_screen import Walk


@pytest_asyncio.fixture(loop_scope="session")
async def here(town: Town) -> Counter:
    await town.bot.start()
    return Counter(town)


def rows_of(message: MessageView) -> list[list[str]]:
    return [[flat(label) for label in row] for row in message.buttons]


async def gifts_on(here: Counter) -> Person:
    olga = await here.owner()
    await here.tap(olga, "⚙️ Программа", "Правила")
    await here.tap(olga, "💝 Подарки между гостями", "Сейчас выключено")
    on = await here.tap(olga, "Включить", "отменить подарок нельзя")
    assert rows_of(on)[:5] == [
        ["Включено: выключить"],
        ["Подарок от: 10 баллов"],
        ["Один гость в день: 500 баллов"],
        ["Один гость в месяц: 2 000 баллов"],
        ["Новая карта получает через 1 день"],
    ]
    return olga


async def two_friends(here: Counter, language: str = "ru") -> tuple[Person, Person]:
    """Anna has bought, both have been here for a day."""
    maria = await here.cashier()
    anna = await here.member("Anna Smith" if language != "ru" else "Анна Кузнецова", language)
    boris = await here.member("Boris Petrov" if language != "ru" else "Борис Петров", language)
    await here.send(maria, f"{here.number(anna)} 450", "✅")
    await here.tells(anna, "+22")
    here.sandbox.move_clock(timedelta(hours=25))
    return anna, boris


def to_a_noon(here: Counter) -> None:
    """Go on to a noon more than a day away: what nobody has asked for is said by day."""
    now = here.sandbox.world.clock.now().astimezone(ZoneInfo("Europe/Moscow"))
    noon = (now + timedelta(days=2)).replace(hour=12, minute=0)
    here.sandbox.move_clock(noon - now)


async def begin(here: Counter, anna: Person) -> MessageView:
    await here.key(anna, "💳 Карта", "Номер карты:")
    return await here.tap(anna, "💝 Подарить баллы", "Сколько дарим?")


async def test_points_go_to_a_friend_by_the_number_on_the_card(here: Counter) -> None:
    await gifts_on(here)
    anna, boris = await two_friends(here)
    asked = await begin(here, anna)
    assert "Не меньше: 10 баллов. Не больше: 122 балла." in flat(asked.text)
    assert rows_of(asked)[0] == ["20 баллов", "50 баллов"]
    await here.tap(anna, "50\u00a0баллов", "Дарим: 50 баллов. Кому?")
    confirm = await here.send(anna, here.number(boris), "Дарим: 50 баллов")
    text = flat(confirm.text)
    assert "Кому: Борис П." in text
    assert "Останется: 72 балла" in text
    assert "Вернуть подарок будет нельзя" in text
    await here.tap(anna, "✅ Подарить", "72 балла")
    await here.tells(anna, "Подарено: 50 баллов")
    got = await here.tells(boris, "дарит вам: 50 баллов")
    assert "Анна К." in got.text
    assert rows_of(got) == [["💳 Карта"]]
    await here.key(boris, "💳 Карта", "150 баллов")
    await here.tap(boris, "📜 История", "подарок · Анна К.")
    await here.tap(anna, "📜 История", "подарок другу · Борис П.")


async def test_a_typed_number_and_a_shared_contact_do_as_well(here: Counter) -> None:
    await gifts_on(here)
    anna, boris = await two_friends(here)
    await begin(here, anna)
    await here.send(anna, "сто", "Напишите целое число")
    await here.send(anna, "33", "Дарим: 33 балла. Кому?")
    await here.send(anna, "Боре", "Нужен номер карты друга")
    await here.send(anna, "12345678", "Нужен номер карты друга")
    here.sandbox.contact(anna, boris)
    await here.tells(anna, "Кому: Борис П.")
    await here.tap(anna, "✅ Подарить", "89 баллов")
    await here.tells(boris, "дарит вам: 33 балла")


async def test_a_link_is_shared_taken_once_and_told_to_both(here: Counter) -> None:
    await gifts_on(here)
    anna, boris = await two_friends(here)
    await begin(here, anna)
    await here.tap(anna, "20\u00a0баллов", "Дарим: 20 баллов. Кому?")
    await here.tap(anna, "🔗 Подарить ссылкой", "Ссылка: 20 баллов")
    made = await here.tap(anna, "✅ Сделать ссылку", "Ссылка готова: 20 баллов")
    copy = next(b for row in made.rows for b in row if "copy_text" in b)
    share = next(b for row in made.rows for b in row if "url" in b)
    payload = copy["copy_text"]["text"].partition("?start=")[2]
    assert share["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    here.sandbox.start(anna, payload)
    await here.tells(anna, "Это ваша карта")
    here.sandbox.start(boris, payload)
    await here.tells(boris, "дарит вам: 20 баллов")
    await here.tap(boris, "💝 Забрать", "120 баллов")
    await here.tells(anna, "Подарено: 20 баллов")
    here.sandbox.start(boris, payload)
    await here.tells(boris, "уже не действует")


async def test_a_link_is_taken_back(here: Counter) -> None:
    await gifts_on(here)
    anna, boris = await two_friends(here)
    await begin(here, anna)
    await here.tap(anna, "20\u00a0баллов", "Дарим: 20 баллов. Кому?")
    await here.tap(anna, "🔗 Подарить ссылкой", "Ссылка: 20 баллов")
    made = await here.tap(anna, "✅ Сделать ссылку", "Ссылка готова: 20 баллов")
    copy = next(b for row in made.rows for b in row if "copy_text" in b)
    await here.sandbox.wait_for(
        lambda: any("Отозвать" in str(one.buttons) for one in here.chat(anna).said)
    )
    await here.tap(anna, "Отозвать", "Сколько дарим?")
    here.sandbox.start(boris, copy["copy_text"]["text"].partition("?start=")[2])
    await here.tells(boris, "уже не действует")


async def test_a_stranger_joins_by_the_link_and_takes_the_gift_a_day_later(
    here: Counter,
) -> None:
    await gifts_on(here)
    anna, _ = await two_friends(here)
    await begin(here, anna)
    await here.tap(anna, "20\u00a0баллов", "Дарим: 20 баллов. Кому?")
    await here.tap(anna, "🔗 Подарить ссылкой", "Ссылка: 20 баллов")
    made = await here.tap(anna, "✅ Сделать ссылку", "Ссылка готова: 20 баллов")
    copy = next(b for row in made.rows for b in row if "copy_text" in b)
    vera = here.town.person("Вера Новикова", "ru")
    here.sandbox.start(vera, copy["copy_text"]["text"].partition("?start=")[2])
    await here.sandbox.wait_for(lambda: here.chat(vera).keyboard)
    here.sandbox.contact(vera)
    await here.tells(vera, "Подарок уже ваш, мы напомним")
    to_a_noon(here)
    await here.tells(vera, "Подарок ждёт вас")
    await here.tap(vera, "💝 Забрать", "120 баллов")
    await here.tells(anna, "Подарено: 20 баллов")


async def test_the_owner_sets_a_limit_and_guests_meet_it(here: Counter) -> None:
    olga = await gifts_on(here)
    await here.tap(olga, "Один гость в день", "Выберите или напишите число")
    await here.send(olga, "15", "отменить подарок нельзя")
    anna, boris = await two_friends(here)
    await here.key(anna, "💳 Карта", "Номер карты:")
    await here.tap(anna, "💝 Подарить баллы", "Не больше: 15 баллов")
    await here.send(anna, "16", "Дарим: 16 баллов. Кому?")
    await here.send(anna, here.number(boris), "На сегодня осталось: 15 баллов")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_of_a_gift_speaks_the_language(here: Counter, language: str) -> None:
    await gifts_on(here)
    anna, boris = await two_friends(here, language)
    card, give = here.label("card-key", anna), here.label("transfer-button", anna)
    walk = Walk(here, anna)
    await here.key(anna, card, "122")
    await here.tap(anna, give, "122")
    for line in ("?", "10", "?", "12345678"):
        await here.send(anna, line, "")
        walk.look()
    await here.send(anna, "20825028", "")
    walk.look()
    await here.send(anna, here.number(boris), "Boris P." if language != "ru" else "Борис П.")
    await walk.run()
    assert {"m-gift", "m-much:#", "m-bylink:#", "m-give:#", "m-link:#", "m-unlink:#"} <= walk.met
    walk.check(language)
    other = Walk(here, boris)
    other.look()
    other.check(language)
