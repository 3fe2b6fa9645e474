"""From a stranger to a member: the promise, the consent, the number, the first card (C1)."""

from dataclasses import dataclass

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message, ReplyKeyboardMarkup

from handlers.commands import Commands
from handlers.desk import Desk
from handlers.filters import AnyText, Has, IsMember, Says, Start
from handlers.member.card import card_keys, show_card
from handlers.member.promos import use_waiting
from handlers.member.received import show_waiting
from handlers.member.referrals import awaits, invited_words
from handlers.texts import Texts
from handlers.ui import Home, Screen, button, key, keys, rows
from services import members, occasions, people, programs, referral_links, shop
from services.domain.errors import Refusal
from services.facts import Percent, Points
from services.phones import contact_phone
from services.referral_links import Invited
from services.units import LANGUAGES

router = Router(name="member.start")

CONSENT_VERSION = "2026-11"
"""Goes into the consent's row with its time: change it together with the wording."""


class Speak(CallbackData, prefix="m-lang"):
    """Speak this language from now on."""

    language: str


class Marketing(CallbackData, prefix="m-mark"):
    """Whether offers and greetings may come."""

    agreed: bool


class Conditions(CallbackData, prefix="m-cond"):
    """The rules in a few lines."""


@dataclass(kw_only=True, unsafe_hash=True)
class NotYourContact(Refusal):
    """The shared contact is another person's, or was forwarded."""


def consent_keys(texts: Texts) -> ReplyKeyboardMarkup:
    return keys([key(texts.plain("start-agree"), contact=True, style="primary")], one_time=True)


def promise_screen(
    texts: Texts, name: str, rules: programs.Rules, invited: Invited | None = None
) -> Screen:
    """What the guest gets, in two lines; who invites, if somebody does."""
    others = [
        button(texts.plain(f"language-{language}"), Speak(language=language))
        for language in LANGUAGES
        if language != texts.language
    ]
    text = texts("start-promise-plain", shop=name)
    if rules.percent:
        text = texts("start-promise", shop=name, percent=Percent(rules.percent))
    elif rules.discount != "0":
        text = texts("start-promise-off", shop=name, percent=Percent(rules.discount))
    if invited is not None:
        text = f"{text}\n\n{invited_words(texts, invited)}"
    more = [button(texts.plain("start-conditions"), Conditions())]
    return Screen(text=text, keyboard=rows(others, more))


async def welcome(desk: Desk) -> None:
    """Show the promise, then ask for consent and the number in a message of its own."""
    view = await desk.db.read(shop.shop)
    if not view.ready:
        await desk.chat.say(desk.texts("start-not-ready"))
        return
    rules = await desk.db.read(programs.rules, now=desk.now)
    invited = await desk.db.read(referral_links.invited, desk.who.telegram_id, now=desk.now)
    await desk.chat.show(promise_screen(desk.texts, view.name, rules, invited))
    await desk.chat.say(desk.texts("start-consent"), consent_keys(desk.texts))


async def member_home(desk: Desk) -> None:
    """Draw the card of a member, and the way in for everybody else."""
    if desk.who.member_id is None:
        # Nothing is typed on the way in; the step's data keeps the language a stranger chose.
        await welcome(desk)
        return
    await desk.state.clear()
    await show_card(desk)


@router.message(Start())
async def started(_: Message, payload: str, desk: Desk, home: Home) -> None:
    """Remember the code of the link, as a code only, until the person joins."""
    if desk.who.member_id is not None and desk.who.role is None:
        await desk.chat.say(desk.texts("card-role"), card_keys(desk.texts, desk.who))
    elif payload and desk.who.role is None:
        await desk.db.write(
            people.remember_start,
            desk.who.telegram_id,
            payload,
            desk.texts.language,
            now=desk.now,
        )
    await home()


@router.callback_query(Speak.filter())
async def speak(
    _: CallbackQuery, callback_data: Speak, desk: Desk, home: Home, commands: Commands
) -> None:
    if callback_data.language in LANGUAGES:
        await desk.state.update_data(language=callback_data.language)
        await desk.db.write(people.set_language, desk.who.telegram_id, callback_data.language)
        await commands.refresh(desk.who.telegram_id)
    await home()


@router.callback_query(Conditions.filter())
async def conditions(_: CallbackQuery, desk: Desk) -> None:
    rules = await desk.db.read(programs.rules, now=desk.now)
    if not rules.with_points:
        off = rules.discount != "0"
        text = desk.texts.plain(
            "start-rules-off" if off else "start-rules-card", percent=Percent(rules.discount)
        )
        await desk.chat.toast(text, alert=True)
        return
    key_name = "start-rules" if rules.expiry_days else "start-rules-no-expiry"
    text = desk.texts.plain(
        key_name,
        percent=Percent(rules.percent or "0"),
        most=Percent(str(rules.max_percent)),
        days=rules.expiry_days or 0,
    )
    await desk.chat.toast(text, alert=True)


@router.message(Has("contact"))
async def shared(message: Message, desk: Desk, commands: Commands) -> None:
    """Join by the person's own contact, which Telegram itself filled in."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None:
        raise SkipHandler
    if contact.user_id != sender.id or message.forward_origin is not None:
        raise NotYourContact
    joined = await desk.db.write(
        members.join,
        telegram_id=sender.id,
        phone_e164=contact_phone(contact.phone_number).e164,
        name=sender.full_name,
        language=desk.texts.language,
        consent_version=CONSENT_VERSION,
        key=f"join:{desk.op_key}",
        now=desk.now,
    )
    await commands.refresh(sender.id)
    await greet(desk, joined, sender.first_name)


async def greet(desk: Desk, joined: members.Joined, name: str) -> None:
    """The first card, then the separate question about offers."""
    texts = desk.texts
    who = await desk.db.read(people.who, desk.who.telegram_id)
    fresh = desk.speaking(who)
    lines = [await greeting(desk, joined, name)]
    if joined.claimed_points:
        lines.append(texts("start-claimed", points=Points(joined.claimed_points)))
    promised = await desk.db.read(referral_links.awaiting, joined.member_id, now=desk.now)
    if promised is not None and not joined.returned:
        lines.append(awaits(texts, promised))
    await desk.chat.say("\n".join(line for line in lines if line), card_keys(texts, who))
    await show_card(fresh, pin=not joined.returned)
    if not joined.returned:
        await show_waiting(fresh)
        await use_waiting(fresh)
        yes = button(texts.plain("start-offers-yes"), Marketing(agreed=True), style="success")
        no = button(texts.plain("start-offers-no"), Marketing(agreed=False))
        await desk.chat.say(texts("start-offers"), rows([yes, no]))


async def greeting(desk: Desk, joined: members.Joined, name: str) -> str:
    """The owner's words to newcomers; somebody who had the card already is no newcomer."""
    if joined.returned:
        return desk.texts("start-back", name=name)
    said = await desk.db.read(occasions.greeting, name, joined.welcome_points, now=desk.now)
    return desk.texts(said.text, **said.facts)


@router.callback_query(Marketing.filter(), IsMember())
async def answer_marketing(_: CallbackQuery, callback_data: Marketing, desk: Desk) -> None:
    await desk.db.write(
        members.set_marketing,
        desk.member_id,
        callback_data.agreed,
        text_version=CONSENT_VERSION,
        now=desk.now,
    )
    answer = "start-offers-on" if callback_data.agreed else "start-offers-off"
    await desk.chat.edit(desk.texts(answer), None)


@router.message(Says("card-key"))
@router.message(Says("role-guest"))
async def wants_a_card(_: Message, desk: Desk) -> None:
    """Staff become guests the same way as everybody."""
    if desk.who.member_id is not None:
        raise SkipHandler
    await welcome(desk)


@router.message(AnyText())
async def stranger_writes(_: Message, desk: Desk) -> None:
    """A typed number is no proof of anything: the button below sends the real one."""
    if desk.who.member_id is not None or desk.who.role is not None:
        raise SkipHandler
    await welcome(desk)
