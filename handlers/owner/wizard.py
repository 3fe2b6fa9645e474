"""From nothing to a running program: template, name, country, launch (O1)."""

import asyncio
from dataclasses import dataclass

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.commands import Commands
from handlers.desk import Desk
from handlers.filters import Has
from handlers.formats import Locality
from handlers.owner.menu import Home, Poster, Staff
from handlers.pictures.card import CardFace, Theme, card_jpeg
from handlers.texts import Texts
from handlers.ui import Button, Screen, button, key, keys, rows
from services import program, shop, units
from services.domain.cards import card_link, printed
from services.facts import Money, Percent, Points
from services.rates import discount_of

router = Router(name="owner.wizard")

SAMPLE_NUMBER = "48201337"
EXAMPLE_MAJOR = 1000


class Wizard(StatesGroup):
    name = State()  # data: template
    launch = State()  # data: template, name, country


class Begin(CallbackData, prefix="o-begin"):
    """Start, or start over."""


class Template(CallbackData, prefix="o-tpl"):
    name: str


class Country(CallbackData, prefix="o-land"):
    """Currency and time zone together; empty opens the list of others."""

    code: str = ""


class Launch(CallbackData, prefix="o-go"):
    """The last tap."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a country decides for a new program."""

    currency: str
    timezone: str
    text: str


# The order in which they are offered when the guess was wrong.
PLACES = {
    "ru": Place(currency="RUB", timezone="Europe/Moscow", text="wizard-place-ru"),
    "uz": Place(currency="UZS", timezone="Asia/Tashkent", text="wizard-place-uz"),
    "kz": Place(currency="KZT", timezone="Asia/Almaty", text="wizard-place-kz"),
    "eu": Place(currency="EUR", timezone="Europe/Berlin", text="wizard-place-eu"),
    "us": Place(currency="USD", timezone="America/New_York", text="wizard-place-us"),
}
GUESSED = {"ru": "ru", "uz": "uz", "en": "us"}


async def begin(desk: Desk) -> None:
    """Show step 1, the kind of place."""
    await desk.state.clear()
    await desk.chat.show(template_screen(desk.texts))


def template_screen(texts: Texts) -> Screen:
    names = [
        button(texts.plain(f"wizard-template-{name}"), Template(name=name))
        for name in program.TEMPLATES
    ]
    lines = [names[index : index + 2] for index in range(0, len(names), 2)]
    return Screen(text=texts("wizard-template"), keyboard=rows(*lines))


def over(texts: Texts) -> list[Button]:
    return [button(texts.plain("back"), Begin())]


def place_screen(texts: Texts, code: str) -> Screen:
    """Step 3: one guess, one tap."""
    return Screen(
        text=texts("wizard-place", place=texts.plain(PLACES[code].text)),
        keyboard=rows(
            [
                button(texts.plain("wizard-yes"), Country(code=code), style="primary"),
                button(texts.plain("wizard-change"), Country()),
            ],
            over(texts),
        ),
    )


def places_screen(texts: Texts) -> Screen:
    lines = [
        [button(texts.plain(place.text), Country(code=code))] for code, place in PLACES.items()
    ]
    return Screen(text=texts("wizard-places"), keyboard=rows(*lines, over(texts)))


def card_face(
    texts: Texts, name: str, username: str, percent: str, discount: str = "0"
) -> CardFace:
    """Draw the card that guests will see, before there are any."""
    balance, unit = "0", texts.plain("wizard-card-unit")
    worth = texts.plain("wizard-card-worth", percent=Percent(percent))
    if discount != "0":
        balance = texts.plain("guest-percent", percent=Percent(discount))
        unit, worth = texts.plain("card-face-off"), texts.plain("card-face-off-note")
    return CardFace(
        theme=Theme.BASE,
        shop=name,
        caption=texts.plain("card-caption"),
        tier=None,
        balance=balance,
        unit=unit,
        worth=worth,
        progress=None,
        note=None,
        name=texts.plain("wizard-card-name"),
        link=card_link(username, SAMPLE_NUMBER),
        hint=texts.plain("card-hint"),
        number=printed(SAMPLE_NUMBER),
    )


def locality(document: program.Document) -> Locality:
    """Return how money and points will be written once the program runs."""
    return Locality(
        currency=document.currency,
        digits=program.digits(document),
        timezone=document.timezone,
        unit=units.DEFAULT,
    )


def first_discount(document: program.Document) -> str:
    """Return what comes off a newcomer's bill, as decimal text."""
    rules = program.build(document)
    return discount_of(rules, rules.tiers.ladder[0] if rules.tiers else None)


async def launch_screen(desk: Desk, draft: dict[str, str]) -> Screen:
    """Step 4: the card and the promise in figures, then one tap."""
    place = PLACES[draft["country"]]
    document = program.from_template(
        draft["template"], draft["name"], place.currency, place.timezone
    )
    percent = program.base_percent(document)
    share = f"{percent.normalize():f}" if percent is not None else "0"
    texts = desk.texts.at(locality(document))
    discount = first_discount(document) if percent is None else "0"
    picture = await asyncio.to_thread(
        card_jpeg, card_face(texts, draft["name"], desk.bot_info.username, share, discount)
    )
    points = int(EXAMPLE_MAJOR * (percent or 0) / 100)
    text = texts(
        "wizard-launch" if discount == "0" else "wizard-launch-off",
        amount=Money(EXAMPLE_MAJOR * 10 ** program.digits(document)),
        points=Points(points),
        most=Percent(str(document.redeem.max_percent)),
        percent=Percent(share if discount == "0" else discount),
    )
    return Screen(
        text=text,
        photo=picture,
        keyboard=rows([button(texts.plain("wizard-go"), Launch(), style="success")], over(texts)),
    )


@router.callback_query(Begin.filter())
async def start_over(_: CallbackQuery, desk: Desk) -> None:
    await begin(desk)


@router.callback_query(Template.filter())
async def choose_template(_: CallbackQuery, callback_data: Template, desk: Desk) -> None:
    """Step 2: the name is the only thing that is typed."""
    if callback_data.name not in program.TEMPLATES:
        await begin(desk)
        return
    await desk.state.set_state(Wizard.name)
    await desk.state.set_data({"template": callback_data.name})
    screen = Screen(text=desk.texts("wizard-name"), keyboard=rows(over(desk.texts)))
    await desk.chat.show(screen)


@router.message(StateFilter(Wizard.name), Has("text"))
async def typed_name(message: Message, desk: Desk) -> None:
    name = shop.usable_name(message.text or "")
    guess = GUESSED.get(desk.texts.language, "ru")
    await desk.state.update_data(name=name, country=guess)
    await desk.state.set_state(Wizard.launch)
    await desk.chat.show(place_screen(desk.texts, guess))


@router.callback_query(StateFilter(Wizard.launch), Country.filter())
async def choose_country(_: CallbackQuery, callback_data: Country, desk: Desk) -> None:
    if callback_data.code not in PLACES:
        await desk.chat.show(places_screen(desk.texts))
        return
    draft = await desk.state.update_data(country=callback_data.code)
    await desk.chat.show(await launch_screen(desk, draft))


@router.callback_query(StateFilter(Wizard.launch), Launch.filter())
async def launch(_: CallbackQuery, desk: Desk, commands: Commands) -> None:
    """Save version 1 of the program; from now on the bot is the shop's."""
    draft = await desk.state.get_data()
    place = PLACES[draft["country"]]
    view = await desk.db.write(
        shop.launch,
        template=draft["template"],
        name=draft["name"],
        currency=place.currency,
        timezone=place.timezone,
        language=desk.texts.language,
        actor=desk.actor,
        key=desk.op_key,
        now=desk.now,
    )
    await desk.state.clear()
    await commands.set_up(view.name)
    await commands.refresh(desk.who.telegram_id)
    bottom = keys(
        [key(desk.texts.plain("role-owner"))],
        [key(desk.texts.plain("role-till")), key(desk.texts.plain("role-guest"))],
    )
    await desk.chat.say(desk.texts("wizard-live", shop=view.name), bottom)
    await desk.chat.show(next_screen(desk.texts))


def next_screen(texts: Texts) -> Screen:
    """What is left to do; each a tap away."""
    return Screen(
        text=texts("wizard-next"),
        keyboard=rows(
            [button(texts.plain("wizard-invite"), Staff(), style="primary")],
            [button(texts.plain("wizard-poster"), Poster())],
            [button(texts.plain("wizard-home"), Home())],
        ),
    )
