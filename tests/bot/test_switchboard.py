"""Every screen is found by what the update is, without a thread and without a walk."""

import asyncio
import threading
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Chat, Dice, Message, User

from bot.switchboard import Switchboard
from bot.texts import TextLibrary
from handlers import screens
from handlers.filters import AnyText, Has, RoleIs, Says, Start
from handlers.formats import Locality
from services.actors import Role

LIBRARY = TextLibrary(strict=True)
TEXTS = LIBRARY.speak("ru", Locality())
ANNA = User(id=1, is_bot=False, first_name="A")
HERE = Chat(id=1, type="private")


class Step(StatesGroup):
    amount = State()
    name = State()


class Tap(CallbackData, prefix="tap"):
    page: int


class Book:
    """Records which handlers were called, by name."""

    def __init__(self) -> None:
        self.called: list[str] = []

    def note(self, name: str) -> Any:
        async def handler(_event: Any) -> None:
            self.called.append(name)

        return handler


class Conversation:
    """Counts what the switchboard asks of the step and of the chat."""

    def __init__(self) -> None:
        self.cleared = 0
        self.tidied = 0

    async def clear(self) -> None:
        self.cleared += 1

    async def tidy(self) -> None:
        self.tidied += 1


def a_message(text: str | None = None, **content: Any) -> Message:
    return Message(
        message_id=1, date=datetime.now(UTC), chat=HERE, from_user=ANNA, text=text, **content
    )


def a_tap(data: str) -> CallbackQuery:
    return CallbackQuery(id="1", from_user=ANNA, chat_instance="1", data=data)


async def dispatched(
    router: Router, event: Message | CallbackQuery, *, step: State | None = None, role: Any = None
) -> Conversation:
    conversation = Conversation()
    data = {
        "raw_state": step.state if step else None,
        "state": conversation,
        "chat": conversation,
        "texts": TEXTS,
        "who": type("Who", (), {"role": role})(),
        "bot": None,
    }
    await Switchboard((router,), LIBRARY).dispatch(event, data)
    return conversation


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def router(book: Book) -> Router:
    router = Router()
    router.message.register(book.note("typed"), AnyText())
    router.message.register(book.note("amount"), StateFilter(Step.amount))
    router.message.register(book.note("contact"), Has("contact"))
    router.message.register(book.note("odd"), Has("other"))
    router.message.register(book.note("label"), Says("back"))
    router.message.register(book.note("invite"), Start("i_"))
    router.message.register(book.note("start"), Start())
    router.message.register(book.note("cancel"), Command("cancel"))
    router.callback_query.register(book.note("tap"), Tap.filter())
    router.callback_query.register(book.note("old"))
    return router


@pytest.mark.parametrize(
    ("event", "step", "name"),
    [
        (a_message("450"), None, "typed"),
        (a_message("450"), Step.amount, "amount"),
        (a_message("450"), Step.name, "typed"),
        (a_message("‹ Назад"), None, "label"),
        (a_message("‹ Back"), Step.amount, "label"),
        (a_message("/cancel"), Step.amount, "cancel"),
        (a_message("/start i_42"), None, "invite"),
        (a_message("/start 48201337"), None, "start"),
        (a_message("/start"), None, "start"),
        (a_message(dice=Dice(emoji="🎲", value=1)), None, "odd"),
        (a_tap("tap:3"), None, "tap"),
        (a_tap("tap:x"), None, "old"),
        (a_tap("gone:3"), None, "old"),
        (a_tap("ta"), None, "old"),
        (a_tap("tap:3\x00"), None, "old"),
        (a_tap("tap:" + "9" * 19), None, "old"),
    ],
)
async def test_an_update_reaches_the_handler_of_its_kind(
    router: Router, book: Book, event: Message, step: State | None, name: str
) -> None:
    await dispatched(router, event, step=step)
    assert book.called == [name]


async def test_a_command_and_a_label_close_the_step_and_a_typed_answer_does_not(
    router: Router,
) -> None:
    closed = [
        (await dispatched(router, a_message(text), step=Step.amount)).cleared
        for text in ("/cancel", "‹ Назад", "450")
    ]
    assert closed == [1, 1, 0]


async def test_only_a_press_on_the_reply_keyboard_is_tidied_away(router: Router) -> None:
    tidied = [
        (await dispatched(router, a_message(text))).tidied for text in ("‹ Назад", "/cancel", "5")
    ]
    assert tidied == [1, 0, 0]


async def test_a_guard_hides_a_screen_from_other_roles(book: Book) -> None:
    gate = Router()
    gate.message.filter(RoleIs(Role.OWNER))
    inner = Router()
    inner.message.register(book.note("owner"), AnyText())
    gate.include_router(inner)
    for role in (None, Role.CASHIER, Role.OWNER):
        await dispatched(gate, a_message("x"), role=role)
    assert book.called == ["owner"]


async def test_a_handler_may_pass_an_update_on(book: Book) -> None:
    async def passes(_event: Message) -> None:
        raise SkipHandler

    router = Router()
    router.message.register(passes, AnyText())
    router.message.register(book.note("next"), AnyText())
    await dispatched(router, a_message("x"))
    assert book.called == ["next"]


async def test_a_middleware_of_a_router_surrounds_its_handlers(book: Book) -> None:
    async def around(handler: Any, event: Any, data: dict[str, Any]) -> Any:
        book.called.append("before")
        return await handler(event, data)

    router = Router()
    router.message.middleware(around)
    router.message.register(book.note("handler"), AnyText())
    await dispatched(router, a_message("x"))
    assert book.called == ["before", "handler"]


def test_no_filter_and_no_handler_of_the_bot_costs_a_thread() -> None:
    board = Switchboard(screens.ROUTERS, LIBRARY)
    assert len(board.routes) > 50
    for route in board.routes:
        assert route.handler.awaitable, route.name
        for check in (*route.guards, route.handler):
            assert all(one.awaitable for one in check.filters or ()), route.name


async def test_dispatching_starts_no_thread(router: Router) -> None:
    before = threading.active_count()
    for event in (a_message("450"), a_message("/start"), a_tap("tap:1"), a_tap("gone")):
        await dispatched(router, event)
    await asyncio.sleep(0)
    assert threading.active_count() == before


def test_prefixes_of_taps_are_short_and_belong_to_one_class() -> None:
    owners: dict[str, str] = {}
    waiting = list(CallbackData.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        if not one.__module__.startswith("handlers"):
            continue
        prefix = one.__prefix__
        assert len(prefix) <= 8, prefix
        assert prefix not in owners, (prefix, owners.get(prefix), one.__qualname__)
        owners[prefix] = one.__qualname__
    assert len(owners) > 20
