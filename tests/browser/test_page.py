"""The chat page of the sandbox, driven in a real Chromium by a bot of a few lines."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from sandbox import Sandbox
from tests.browser.conftest import close_page, open_page
from tests.browser.tiny_bot import TinyBot, qr

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]
MEMBER, CASHIER, OWNER = range(3)


def pane(page: Page, index: int) -> Locator:
    return page.locator(f"#pane-{index}")


async def start(page: Page, index: int) -> Locator:
    chat = pane(page, index)
    await chat.get_by_role("button", name="START", exact=True).click()
    await expect(chat.locator(".bubble", has_text="Welcome to")).to_be_visible()
    return chat


async def share_number(page: Page, index: int) -> Locator:
    chat = await start(page, index)
    await chat.get_by_role("button", name="Share my number").click()
    await chat.get_by_role("button", name="Share", exact=True).click()
    await expect(chat.locator(".photo img")).to_be_visible()
    return chat


async def test_start_begins_the_conversation_and_shows_formatted_text(page: Page) -> None:
    chat = await start(page, MEMBER)
    await expect(chat.locator(".out .bubble")).to_contain_text("/start")
    await expect(chat.locator(".in b", has_text="Tiny Coffee")).to_be_visible()
    await expect(chat.get_by_role("button", name="START", exact=True)).to_be_hidden()
    await expect(pane(page, OWNER).get_by_role("button", name="START", exact=True)).to_be_visible()


async def test_a_command_inside_a_message_is_sent_by_a_click(page: Page) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="/help").click()
    await expect(chat.locator(".in .bubble", has_text="You said: /help")).to_be_visible()


async def test_typed_text_goes_with_enter_and_markup_in_it_stays_text(page: Page) -> None:
    chat = await start(page, MEMBER)
    field = chat.get_by_role("textbox", name="Message")
    await field.fill("<img src=x onerror=alert(1)> 450")
    await field.press("Enter")
    await expect(chat.locator(".out .bubble").last).to_contain_text("<img src=x")
    assert await chat.locator(".words img").count() == 0


async def test_the_number_is_shared_only_after_a_yes(page: Page) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="Share my number").click()
    question = chat.get_by_role("dialog")
    await expect(question).to_contain_text("+998 90 123 45 67")
    await question.get_by_role("button", name="Cancel").click()
    await expect(chat.locator(".out .bubble")).to_have_count(1)
    await chat.get_by_role("button", name="Share my number").click()
    await chat.get_by_role("button", name="Share", exact=True).click()
    await expect(chat.locator(".bubble", has_text="Your card: 0 points")).to_be_visible()


async def test_a_key_of_the_bots_keyboard_sends_its_text_and_the_panel_folds(page: Page) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="Offers").click()
    await expect(chat.locator(".bubble", has_text="You said: Offers")).to_be_visible()
    await chat.get_by_role("button", name="Hide the bot’s keyboard").click()
    await expect(chat.get_by_role("button", name="Offers")).to_be_hidden()
    await chat.get_by_role("button", name="Show the bot’s keyboard").click()
    await expect(chat.get_by_role("button", name="Offers")).to_be_visible()


async def test_a_tap_is_answered_by_a_toast_in_its_own_chat(page: Page) -> None:
    chat = await share_number(page, MEMBER)
    await chat.get_by_role("button", name="Thanks").click()
    await expect(chat.get_by_role("status")).to_contain_text("You are welcome")
    await expect(pane(page, CASHIER).get_by_role("status")).to_be_empty()
    await expect(chat.locator(".key.busy")).to_have_count(0)


async def test_an_alert_waits_until_it_is_read(page: Page) -> None:
    chat = await share_number(page, MEMBER)
    await chat.get_by_role("button", name="Important").click()
    alert = chat.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Points expire tomorrow")
    await page.keyboard.press("Enter")
    await expect(alert).to_be_hidden()


async def test_a_tap_that_changes_the_caption_keeps_the_picture_and_the_focus(page: Page) -> None:
    chat = await share_number(page, MEMBER)
    await chat.locator(".photo img").evaluate("image => { image.marked = true; }")
    await chat.get_by_role("button", name="Count").focus()
    await page.keyboard.press("Enter")
    await expect(chat.locator(".bubble", has_text="Taps: 1")).to_be_visible()
    assert await chat.locator(".photo img").evaluate("image => image.marked")
    await expect(chat.get_by_role("button", name="Count")).to_be_focused()


async def test_a_copy_button_fills_the_clipboard(page: Page) -> None:
    chat = await share_number(page, MEMBER)
    await chat.get_by_role("button", name="Copy the code").click()
    await expect(chat.get_by_role("status")).to_contain_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "842913"


async def test_a_picture_is_sent_as_a_photo_with_a_caption(page: Page) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="Send…").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Photo…").click()
    file: Any = {"name": "cup.png", "mimeType": "image/png", "buffer": qr("hello")}
    await (await chooser.value).set_files(file)
    await chat.get_by_role("textbox", name="Caption").fill("my cup")
    await chat.get_by_role("button", name="Send as a photo").click()
    await expect(chat.locator(".out .bubble", has_text="my cup").locator("img")).to_be_visible()
    await expect(chat.locator(".bubble", has_text="A nice picture")).to_be_visible()


async def test_a_card_dragged_onto_another_chat_is_scanned_there(
    page: Page, sandbox: Sandbox
) -> None:
    chat = await share_number(page, MEMBER)
    cashier = await start(page, CASHIER)
    await chat.locator(".photo").hover()
    await page.mouse.down()
    box = await cashier.locator(".phone").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.mouse.move(x, y, steps=5)
    await expect(cashier.get_by_text("Drop a card here to scan it")).to_be_visible()
    await page.mouse.move(x + 3, y, steps=2)
    await page.mouse.up()
    member = next(iter(sandbox.world.people.by_id))
    await expect(cashier.locator(".bubble", has_text=f"Scanned the card {member}")).to_be_visible()
    await expect(cashier.get_by_text("Drop a card here to scan it")).to_be_hidden()


async def test_a_card_is_scanned_by_keyboard_from_the_enlarged_photo(page: Page) -> None:
    chat = await share_number(page, MEMBER)
    await start(page, CASHIER)
    await chat.locator(".photo").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Scan in Cashier’s chat").focus()
    await page.keyboard.press("Enter")
    scanned = pane(page, CASHIER).locator(".bubble", has_text="Scanned the card")
    await expect(scanned).to_be_visible()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_blocking_the_bot_leaves_one_way_back(page: Page, sandbox: Sandbox) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("menuitem", name="Block bot").click()
    await expect(chat.get_by_role("textbox", name="Message")).to_be_hidden()
    member = next(iter(sandbox.world.people.by_id))
    assert sandbox.hand(member).chat.blocked
    await chat.get_by_role("button", name="RESTART BOT").click()
    await expect(chat.locator(".in .bubble", has_text="Welcome to")).to_have_count(2)
    assert not sandbox.hand(member).chat.blocked


async def test_the_drawer_lists_calls_and_switches_faults(page: Page, sandbox: Sandbox) -> None:
    await start(page, MEMBER)
    await page.get_by_role("button", name="Behind the scenes").click()
    drawer = page.locator("#drawer")
    call = drawer.locator(".call", has_text="sendMessage").first
    await call.locator("summary").click()
    await expect(call.locator(".json")).to_contain_text("Welcome to")
    await drawer.get_by_role("button", name="Too many requests").click()
    await expect(page.locator("#top .fault-chip")).to_contain_text("Too many requests")
    assert [fault.kind for fault in sandbox.world.faults.active] == ["429"]
    await drawer.get_by_role("button", name="Clear all").click()
    await expect(page.locator("#top .fault-chip")).to_have_count(0)
    assert sandbox.world.faults.active == []


async def test_a_new_person_takes_the_pane_and_starts_afresh(page: Page) -> None:
    chat = await start(page, MEMBER)
    await chat.get_by_role("button", name="Change person").click()
    await page.get_by_role("menuitem", name="New person").click()
    form = page.get_by_role("dialog")
    await form.get_by_label("First name").fill("Zoya")
    await form.get_by_role("button", name="Create").click()
    await expect(chat.locator(".role")).to_contain_text("Zoya")
    await expect(chat.get_by_role("button", name="START", exact=True)).to_be_visible()
    await expect(chat.locator(".bubble")).to_have_count(0)


async def test_a_link_to_the_bot_opens_in_this_chat_or_in_another(
    page: Page, sandbox: Sandbox
) -> None:
    owner = await start(page, OWNER)
    await start(page, CASHIER)
    person = list(sandbox.world.people.by_id)[OWNER]
    text = "Invite: https://t.me/tiny_bot?start=card_7"
    says = f"{sandbox.url}/bot{sandbox.bot.token}/sendMessage"
    await page.request.post(says, data={"chat_id": person, "text": text})
    await owner.get_by_role("button", name="https://t.me/tiny_bot").click()
    await expect(owner.locator(".bubble", has_text="Scanned the card 7")).to_be_visible()
    await owner.get_by_role("button", name="Where to open this link?").click()
    await page.get_by_role("menuitem", name="Open in Cashier’s chat").click()
    scanned = pane(page, CASHIER).locator(".bubble", has_text="Scanned the card 7")
    await expect(scanned).to_be_visible()


async def test_a_message_is_edited_and_answered_from_its_menu(page: Page) -> None:
    chat = await start(page, MEMBER)
    field = chat.get_by_role("textbox", name="Message")
    await field.fill("first")
    await field.press("Enter")
    await chat.locator(".out .bubble", has_text="first").click(button="right")
    await page.get_by_role("menuitem", name="Edit").click()
    await field.fill("second")
    await field.press("Enter")
    await expect(chat.locator(".out .bubble", has_text="second")).to_contain_text("edited")
    await chat.locator(".in .bubble", has_text="You said: first").click(button="right")
    await page.get_by_role("menuitem", name="Reply").click()
    await field.fill("why")
    await field.press("Enter")
    quote = chat.locator(".out .bubble", has_text="why").locator(".reply-quote")
    await expect(quote).to_contain_text("You said: first")


async def test_the_page_waits_for_the_bot_and_moves_its_clock(
    browser: Browser, tmp_path: Path
) -> None:
    token, clock = "123456:" + "Q" * 35, tmp_path / "clock"
    async with Sandbox(title="Late", username="late_bot", token=token, clock=clock) as sandbox:
        sandbox.person("Anna", title="Member")
        page = await open_page(browser, sandbox)
        await expect(page.locator(".start")).to_be_disabled()
        await expect(page.locator(".start")).to_have_text("The bot is starting…")
        async with TinyBot(sandbox).running():
            await expect(page.locator(".start")).to_be_enabled()
            await page.get_by_role("button", name="Next day").click()
            await expect(page.locator(".clock-text")).not_to_have_text("")
            await expect(page.get_by_role("button", name="Next day")).to_be_enabled()
            assert clock.read_text() == "86400\n"
        await close_page(page)


async def test_a_phone_shows_one_chat_and_marks_the_tab_of_another(
    phone_page: Page, sandbox: Sandbox
) -> None:
    await start(phone_page, MEMBER)
    await expect(pane(phone_page, CASHIER)).to_be_hidden()
    olga = list(sandbox.world.people.by_id)[CASHIER]
    sandbox.start(olga)
    await sandbox.hears(olga, "Welcome")
    tab = phone_page.get_by_role("tab", name="Cashier")
    sandbox.send(olga, "450")
    await expect(tab.locator(".dot")).to_be_visible()
    await tab.tap()
    await expect(pane(phone_page, CASHIER)).to_be_visible()
    await expect(pane(phone_page, MEMBER)).to_be_hidden()
    await expect(tab.locator(".dot")).to_be_hidden()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert await phone_page.evaluate(wide) == 0


async def test_a_reader_of_old_messages_keeps_the_place_while_new_ones_arrive(
    page: Page, sandbox: Sandbox
) -> None:
    chat = await start(page, MEMBER)
    member = next(iter(sandbox.world.people.by_id))
    for number in range(60):
        sandbox.send(member, f"line {number}")
    await expect(chat.locator(".bubble", has_text="You said: line 59")).to_be_visible()
    log = chat.locator(".log")
    await log.evaluate("log => { log.scrollTop = 300; }")
    await page.wait_for_timeout(100)
    says = f"{sandbox.url}/bot{sandbox.bot.token}/sendMessage"
    await page.request.post(says, data={"chat_id": member, "text": "news"})
    await expect(chat.locator(".to-bottom .badge")).to_have_text("1")
    assert await log.evaluate("log => log.scrollTop") == 300
    await chat.get_by_role("button", name="To the newest message").click()
    await expect(chat.locator(".bubble", has_text="news")).to_be_in_viewport()
