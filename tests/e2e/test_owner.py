"""The owner's screens: the rules with their effect first, people, the shop, the poster."""

import pytest

from sandbox import Person
from tests.e2e.counter import Counter
from tests.e2e.running import Town


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


async def open_rules(here: Counter, olga: Person) -> None:
    await here.home(olga)
    await here.tap(olga, "⚙️ Программа", "Правила «Зерно»")


async def test_a_new_percent_shows_its_effect_before_it_is_saved(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    await here.tap(olga, "Начисляем:", "Сколько начислять с покупки?")
    effect = await here.tap(olga, "7 %".replace(" ", "\u00a0"), "станет: 7 %")
    assert "Чек 1 000 ₽: 50 баллов → 70 баллов" in effect.text.replace("\u00a0", " ")
    await here.tap(olga, "Сохранить", "Правила «Зерно»")
    assert any("Начисляем: 7" in row[0] for row in here.chat(olga).buttons)
    shown = await here.tap(olga, "🕓 Кто и что менял", "Последние версии правил")
    # Other tests have saved versions too: the one before this change is the second of the list.
    before = [label for row in shown.buttons for label in row if "№" in label][1]
    await here.tap(olga, before, "Действовала раньше")
    await here.tap(olga, "↩️ Вернуть эти правила", "Вернуть правила версии № ")
    await here.tap(olga, "Вернуть", "процент: 7 → 5")
    await here.tap(olga, "‹ Назад", "Правила «Зерно»")
    assert any("Начисляем: 5" in row[0] for row in here.chat(olga).buttons)


async def test_a_typed_percent_out_of_range_is_refused_and_the_step_stays(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    await here.tap(olga, "Начисляем:", "Сколько начислять")
    await here.send(olga, "семь", "Напишите число")
    await here.send(olga, "1000", "Нужно число от")
    await here.send(olga, "5,5", "станет: 5,5 %")
    await here.tap(olga, "Отмена", "Правила «Зерно»")


async def test_a_rounding_is_chosen_and_never_typed(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    await here.tap(olga, "Округление: вниз", "Как округлять")
    await here.send(olga, "как-нибудь", "Выберите округление кнопкой")
    await here.tap(olga, "вверх", "Было: вниз → станет: вверх")
    await here.tap(olga, "Отмена", "Правила «Зерно»")


async def test_a_generous_percent_must_be_typed_twice(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    await here.tap(olga, "Начисляем:", "Сколько начислять")
    await here.send(olga, "30", "Это щедро: 30 %")
    await here.send(olga, "40", "Число другое, правило не изменилось")
    rules = await here.tap(olga, "Отмена", "Правила «Зерно»")
    assert any("Начисляем: 5" in row[0] for row in rules.buttons)


async def test_every_screen_of_the_rules_leads_back(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    for label, title in (
        ("Списание: до", "Какую часть чека"),
        ("Сгорают:", "Через сколько дней"),
        ("Доступны: сразу", "можно тратить"),
        ("1\u00a0балл = 1\u00a0₽", "Сколько стоит один балл"),
        ("Мин. списание: нет", "От скольких баллов"),
        ("Округление: вниз", "Как округлять"),
        ("Название:", "Как назовём баллы?"),
        ("🕓 Кто и что менял", "Последние версии"),
    ):
        await here.tap(olga, label, title)
        await here.tap(olga, "‹ Назад", "Правила «Зерно»")
    await here.tap(olga, "‹ Назад", "Зерно")


async def test_the_rules_come_as_a_file(here: Counter) -> None:
    olga = await here.owner()
    await open_rules(here, olga)
    file = await here.tap(olga, "📄 Файл правил", "Все правила одним файлом")
    assert file.document is not None
    assert b"[[earn]]" in file.document


async def test_a_cashier_switched_off_is_refused_at_the_next_tap(here: Counter) -> None:
    maria, anna = await here.cashier("Мария Уволенная"), await here.member()
    receipt = await here.serve(maria, anna, "450")
    olga = await here.owner()
    # The word of each new cashier has such a button too; this one is the last of them.
    await here.tells(olga, "Мария Уволенная теперь у вас на кассе")
    await here.home(olga)
    await here.tap(olga, "🏪 Точки и люди", "Точки и люди")
    await here.tap(olga, "Мария Уволенная", "За 30 дней чеков: 1")
    await here.tap(olga, "Отключить", "Отключить: Мария Уволенная?")
    await here.tap(olga, "Да, отключить", "Точки и люди")
    here.sandbox.press(maria, "↩️ Отменить", message_id=receipt.id)
    await here.toasts(maria, "Меню обновилось")
    await here.answers(maria, "согласие на обработку данных")
    here.sandbox.send(maria, f"{here.number(anna)} 450")
    await here.answers(maria, "согласие на обработку данных")
    await here.key(anna, "💳 Карта", "122 балла")


async def test_a_manager_waits_for_the_owners_yes(here: Counter) -> None:
    olga = await here.owner()
    payload = await here.invite(olga, "+ Менеджер")
    igor = here.town.person("Игорь Менеджеров")
    here.sandbox.start(igor, payload)
    await here.answers(igor, "Владелец получил запрос")
    here.sandbox.start(igor)
    await here.answers(igor, "")
    assert not any("Точки и люди" in str(m.buttons) for m in here.chat(igor).said)
    await here.tells(olga, "Игорь Менеджеров хочет войти как менеджер")
    await here.tap(olga, "✅ Впустить", "✅ Игорь Менеджеров: доступ открыт")
    here.sandbox.start(igor)
    await here.answers(igor, "Зерно")


async def test_an_invitation_works_once(here: Counter) -> None:
    olga = await here.owner()
    payload = await here.invite(olga, "+ Кассир")
    first, second = here.town.person("Первый"), here.town.person("Вторая")
    here.sandbox.start(first, payload)
    await here.answers(first, "Смена закрыта. Откроем?")
    here.sandbox.start(second, payload)
    await here.answers(second, "Ссылка уже сработала")


async def test_the_poster_is_a_sheet_and_a_picture(here: Counter) -> None:
    olga = await here.owner()
    sheet = await here.tap(olga, "🖨 Плакат", "Распечатайте на листе A4")
    assert sheet.document is not None
    assert sheet.document.startswith(b"%PDF")
    picture = next(message for message in here.chat(olga).fresh if message.photo)
    anna = here.town.person()
    here.sandbox.scan(anna, picture)
    await here.answers(anna, "согласие на обработку данных")


async def test_the_shops_contact_is_what_a_guest_reads(here: Counter) -> None:
    olga, anna = await here.owner(), await here.member()
    await here.tap(olga, "🏷 Магазин", "Связь для гостей")
    await here.tap(olga, "Связь для гостей", "Куда гостю написать или позвонить?")
    await here.send(olga, "@zerno_help", "Связь для гостей: @zerno_help")
    await here.send(anna, "/privacy", "Связь: @zerno_help")


async def test_a_new_location_is_asked_about_at_the_next_invitation(here: Counter) -> None:
    olga = await here.owner()
    await here.tap(olga, "🏪 Точки и люди", "Точки и люди")
    await here.tap(olga, "+ Точка", "Как называется точка?")
    await here.tap(olga, "‹ Назад", "Точки и люди")


async def test_an_owner_who_types_to_nobody_is_told_what_to_press(here: Counter) -> None:
    olga = await here.owner()
    await here.send(olga, "450", "Я понимаю кнопки")


async def test_an_owner_serves_at_the_till_too(here: Counter) -> None:
    olga, anna = await here.owner(), await here.member()
    here.sandbox.send(olga, "🏪 Касса")
    await here.answers(olga, "Смена закрыта. Откроем?")
    await here.key(olga, "▶️ Открыть смену", "Смена с")
    await here.send(olga, f"{here.number(anna)} 200", "✅ Анна К. · 200 ₽ · +10 баллов")
    await here.key(olga, "🔚 Закрыть смену", "Чеков: 1 · 200 ₽")
    await here.key(olga, "⚙️ Владелец", "Сегодня:")
