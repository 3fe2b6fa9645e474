"""The demo's main path, clicked; its screenshots are the pictures of the README."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.browser.demo import CASHIER, MEMBER, OWNER, Player, demo, opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: KOPILKA_PICTURES keeps them, for the README."""
    folder = Path(os.environ.get("KOPILKA_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def launch_shop(owner: Player) -> str:
    """Play the wizard and invite a cashier; return the code of the invitation."""
    await owner.start()
    await owner.tap("Кофейня")
    await owner.sees("Как называется")
    await owner.say("Зерно")
    await owner.tap("Да")
    await owner.tap("Запустить")
    await owner.sees("работает")
    await owner.tap("Пригласить кассира")
    await owner.tap("+ Кассир")
    await owner.sees("start=i_")
    text = await owner.newest("start=i_").inner_text()
    found = re.search(r"start=(i_[\w-]+)", text)
    assert found is not None
    return found[1]


async def open_till(cashier: Player, invitation: str) -> None:
    await cashier.start()
    await cashier.sees("Чтобы завести карту")
    await cashier.say(f"/start {invitation}")
    await cashier.sees("Ваша роль: кассир")
    await cashier.press("Открыть смену")
    await cashier.sees("Смена с")


async def get_a_card(member: Player) -> None:
    await member.start()
    await member.press("Согласен, отправить номер")
    dialog = member.pane.get_by_role("dialog")
    await dialog.get_by_role("button", name="Отправить", exact=True).click()
    await member.sees("+100 баллов", "100 баллов = 100")


async def test_a_shop_is_launched_and_a_guest_served_by_clicks_alone(
    browser: Browser, pictures: Path
) -> None:
    async with demo("--empty") as url, opened(browser, url) as page:
        member, cashier, owner = (Player(page, index) for index in (MEMBER, CASHIER, OWNER))
        await open_till(cashier, await launch_shop(owner))
        await get_a_card(member)
        await member.drag_card_to(cashier)
        await cashier.sees("Сумма чека?")
        await cashier.say("450")
        await cashier.sees("+22 балла")
        await member.sees("+22 балла")
        await spend(member, cashier)
        await give_back(member, cashier)
        await page.screenshot(path=pictures / "first-day.png")
        await cashier.press("Закрыть смену")
        await cashier.sees("Чеков: 3")


async def spend(member: Player, cashier: Player) -> None:
    """The cashier asks, the member's own tap decides."""
    await member.drag_card_to(cashier)
    await cashier.sees("Сумма чека?")
    await cashier.tap("Списать")
    await cashier.sees("Списываем баллы")
    await cashier.say("300")
    await cashier.sees("Можно списать")
    await cashier.tap("122")
    await cashier.sees("Ждём гостя")
    await member.sees("К оплате останется")
    await member.tap("Подтвердить")
    await member.sees("Списано: 122 балла")
    await cashier.sees("К оплате 178")


async def give_back(member: Player, cashier: Player) -> None:
    """A part goes back from the list of bills; another bill is undone at once."""
    await cashier.press("Чеки")
    await cashier.tap("450")
    await cashier.tap("Вернуть часть")
    await cashier.sees("Товаров на какую сумму")
    await cashier.say("100")
    await cashier.sees("Отдать деньгами")
    await cashier.tap("Вернуть")
    await cashier.sees("Возврат на 100")
    await member.sees("Возврат товаров на 100")
    await member.drag_card_to(cashier)
    await cashier.sees("Сумма чека?")
    await cashier.say("999")
    await cashier.sees("999")
    await cashier.tap("Отменить")
    await cashier.tap("Да, отменить")
    await member.sees("отменён на кассе")


async def show_half_a_year(page: Page) -> None:
    """Bring the seeded shop to the moment that its pictures show."""
    member, cashier, owner = (Player(page, index) for index in (MEMBER, CASHIER, OWNER))
    await member.start()
    await member.sees("Номер карты")
    await owner.start()
    await owner.sees("Сегодня")
    await cashier.start()
    await cashier.sees("Смена идёт")
    await member.drag_card_to(cashier)
    await cashier.sees("Сумма чека?")
    await cashier.say("450")
    await cashier.sees("450 ₽ · +")  # how many, the shop's Tuesday offer says too
    await member.drag_card_to(cashier)
    await cashier.sees("Сумма чека?")
    await cashier.tap("Списать")
    await cashier.sees("Списываем баллы")
    await cashier.say("520")
    await cashier.tap("260")
    await member.sees("К оплате останется")


async def test_the_filled_shop_is_worth_showing(browser: Browser, pictures: Path) -> None:
    async with demo() as url:
        async with opened(browser, url) as page:
            await show_half_a_year(page)
            await page.wait_for_timeout(1500)
            await page.screenshot(path=pictures / "demo.png")
            owner = Player(page, OWNER)
            await owner.tap("Программа")
            await owner.tap("Начисляем")
            await owner.tap("7 %")
            await owner.sees("✓ Проверено: правила тех дней дают ровно то, что записано")
            await owner.pane.screenshot(path=pictures / "owner.png")
            await Player(page, CASHIER).pane.screenshot(path=pictures / "till.png")
            member = Player(page, MEMBER)
            await member.tap("Подтвердить")
            await member.sees("Списано: 260 баллов")
            await member.press("Карта")
            await page.wait_for_timeout(1500)
            await member.pane.screenshot(path=pictures / "member.png")
        phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
        async with opened(browser, url, **phone) as page:
            await Player(page, MEMBER).sees("Номер карты")
            await page.wait_for_timeout(1000)
            await page.screenshot(path=pictures / "phone.png")
