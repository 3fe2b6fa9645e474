"""The guests by segment, what each means, and where one ends (O7)."""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.desk import Desk
from handlers.filters import Has, RoleIs
from handlers.owner.audience_words import audience_name, counted
from handlers.owner.menu import Audience, FindGuest, Guests, Home
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import segments
from services.actors import Role
from services.audiences import AudienceView
from services.domain.groups import SegmentRules
from services.domain.kinds import Segment
from services.domain.typed import whole_number
from services.facts import Fact, Key, Money
from services.segments import Boundary, BoundaryView

router = Router(name="owner.segments")
router.callback_query.filter(RoleIs(Role.OWNER))
router.message.filter(RoleIs(Role.OWNER))

DIGITS_MAX = 9
IN_A_ROW = 2


class Typing(StatesGroup):
    boundary = State()  # data: boundary


class Bounds(CallbackData, prefix="o-segs"):
    """Every boundary with its value."""


class Choose(CallbackData, prefix="o-segm"):
    """Values for one boundary, each with the count it would give."""

    boundary: Boundary


class Move(CallbackData, prefix="o-segv"):
    """Set the boundary: days, visits, whole units of money, or 0 and 1."""

    boundary: Boundary
    value: int


class NewAudience(CallbackData, prefix="o-audnew"):
    """Begin an audience."""


def meaning(texts: Texts, segment: Segment, view: segments.Guests) -> str:
    """Return the written definition that stands beside a number."""
    rules = view.rules
    match segment:
        case Segment.NEW:
            return texts.plain("segment-new-means", days=rules.new_days)
        case Segment.REGULAR:
            return texts.plain("segment-regular-means", visits=rules.regular_visits)
        case Segment.ACTIVE:
            return texts.plain("segment-active-means", days=rules.dormant_days)
        case Segment.DORMANT:
            return texts.plain("segment-dormant-means", days=rules.dormant_days)
        case Segment.LOST:
            return texts.plain("segment-lost-means", days=rules.lost_days)
        case Segment.VIP:
            return vip_meaning(texts, rules, ladder=view.has_ladder)


def vip_meaning(texts: Texts, rules: SegmentRules, *, ladder: bool) -> str:
    top = rules.vip_top_tier and ladder
    if rules.vip_spend_minor is None:
        return texts.plain("segment-vip-means-tier" if top else "segment-vip-means-nobody")
    amount = Money(rules.vip_spend_minor)
    return texts.plain("segment-vip-means-both" if top else "segment-vip-means", amount=amount)


def guests_screen(texts: Texts, view: segments.Guests) -> Screen:
    """Each segment with its count and meaning; the audiences on buttons, with theirs."""
    lines = [
        texts(
            "guests-segment",
            name=Key(f"segment-{segment}"),
            guests=view.counts[segment],
            means=meaning(texts, segment, view),
        )
        for segment in Segment
    ]
    saved = [[audience_button(texts, one)] for one in view.audiences]
    return Screen(
        text="\n".join([texts("guests-title", guests=view.total), *lines]),
        keyboard=rows(
            *saved,
            [button(texts.plain("guests-new-audience"), NewAudience(), style="primary")],
            [
                button(texts.plain("guestcard-open"), FindGuest()),
                button(texts.plain("guests-bounds"), Bounds()),
            ],
            [back(texts, Home())],
        ),
    )


def audience_button(texts: Texts, view: AudienceView) -> Button:
    name = audience_name(texts, view.name, view.asked)
    return button(counted(texts, name, view.guests), Audience(ref=view.ref))


def shown(desk: Desk, boundary: Boundary, value: int) -> Fact:
    """Return a value of a boundary as a fact of a sentence."""
    if boundary is Boundary.VIP_SPEND:
        minor = value * 10**desk.who.digits
        return Money(minor) if value else Key("bound-no")
    if boundary is Boundary.VIP_TOP_TIER:
        return Key("bound-yes" if value else "bound-no")
    return value


def bounds_screen(desk: Desk, view: segments.Guests) -> Screen:
    texts, rules = desk.texts, view.rules
    unit = 10**desk.who.digits
    values = {
        Boundary.NEW_DAYS: rules.new_days,
        Boundary.REGULAR_VISITS: rules.regular_visits,
        Boundary.DORMANT_DAYS: rules.dormant_days,
        Boundary.LOST_DAYS: rules.lost_days,
        Boundary.VIP_SPEND: (rules.vip_spend_minor or 0) // unit,
        Boundary.VIP_TOP_TIER: int(rules.vip_top_tier),
    }
    lines = [
        [button(line(desk, which, value, plain=True), Choose(boundary=which))]
        for which, value in values.items()
        if which is not Boundary.VIP_TOP_TIER or view.has_ladder
    ]
    return Screen(text=texts("bounds-title"), keyboard=rows(*lines, [back(texts, Guests())]))


def line(desk: Desk, which: Boundary, value: int, *, plain: bool = False) -> str:
    say = desk.texts.plain if plain else desk.texts
    return say(f"bound-{which.replace('_', '-')}", value=shown(desk, which, value))


def choose_screen(desk: Desk, view: BoundaryView) -> Screen:
    texts, which = desk.texts, view.boundary
    choices = [
        button(
            texts.plain("bound-choice", value=shown(desk, which, one.value), guests=one.guests),
            Move(boundary=which, value=one.value),
            style="primary" if one.value == view.value else None,
        )
        for one in view.choices
    ]
    pairs = [choices[at : at + IN_A_ROW] for at in range(0, len(choices), IN_A_ROW)]
    return Screen(
        text=texts(
            "bound-ask-yes-no" if which is Boundary.VIP_TOP_TIER else "bound-ask",
            line=line(desk, which, view.value, plain=True),
            name=Key(f"segment-{which.segment}"),
            guests=view.guests,
        ),
        keyboard=rows(*pairs, [back(texts, Bounds())]),
    )


async def show_guests(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(segments.guests, now=desk.now)
    await desk.chat.show(guests_screen(desk.texts, view))


async def show_bounds(desk: Desk) -> None:
    await desk.state.clear()
    view = await desk.db.read(segments.guests, now=desk.now)
    await desk.chat.show(bounds_screen(desk, view))


async def save(desk: Desk, which: Boundary, value: int) -> None:
    await desk.db.write(
        segments.set_boundary,
        which,
        value,
        actor=desk.actor,
        key=f"bound:{desk.op_key}",
        now=desk.now,
    )
    await desk.chat.toast(desk.texts.plain("bound-saved"))
    await show_bounds(desk)


@router.callback_query(Guests.filter())
async def open_guests(_: CallbackQuery, desk: Desk) -> None:
    await show_guests(desk)


@router.callback_query(Bounds.filter())
async def open_bounds(_: CallbackQuery, desk: Desk) -> None:
    await show_bounds(desk)


@router.callback_query(Choose.filter())
async def choose(_: CallbackQuery, callback_data: Choose, desk: Desk) -> None:
    which = callback_data.boundary
    if which is not Boundary.VIP_TOP_TIER:
        await desk.state.set_state(Typing.boundary)
        await desk.state.set_data({"boundary": str(which)})
    view = await desk.db.read(segments.boundary, which, now=desk.now)
    await desk.chat.show(choose_screen(desk, view))


@router.callback_query(Move.filter())
async def tapped(_: CallbackQuery, callback_data: Move, desk: Desk) -> None:
    await save(desk, callback_data.boundary, callback_data.value)


@router.message(StateFilter(Typing.boundary), Has("text"))
async def typed(message: Message, desk: Desk) -> None:
    """Take a whole number; any other words are no number of the range."""
    which = Boundary((await desk.state.get_data())["boundary"])
    number = whole_number(message.text or "", DIGITS_MAX)
    await save(desk, which, -1 if number is None else number)
