"""Reports on demand, and when they come by themselves (O9)."""

from typing import Annotated

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from pydantic import Field

from handlers.desk import Desk
from handlers.owner.home import figures
from handlers.owner.menu import Home, Reports
from handlers.owner.week import draw_week
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import reports, summaries, week
from services.actors import Role
from services.summaries import Reader, Setup, SummaryKind

router = Router(name="owner.reports")

HOURS = {
    SummaryKind.DAILY: ((9, 12, 15, 18), (20, 21, 22, 23)),
    SummaryKind.WEEKLY: ((8, 9, 10, 11), (12, 14, 16, 18)),
}


class Week(CallbackData, prefix="o-rweek"):
    """Draw this week (0) or an earlier one."""

    ago: Annotated[int, Field(ge=0, le=52)]


class Plan(CallbackData, prefix="o-rplan"):
    """When this summary comes, and to whom."""

    kind: SummaryKind


class Wish(CallbackData, prefix="o-rwish"):
    """Switch a summary on or off for somebody."""

    kind: SummaryKind
    staff_id: int
    wanted: bool


class Hour(CallbackData, prefix="o-rhour"):
    """Let the summary come at this hour."""

    kind: SummaryKind
    hour: Annotated[int, Field(ge=0, le=23)]


def mark(on: bool) -> str:
    return "✅" if on else "⬜"


def clock(hour: int) -> str:
    return f"{hour:02}:00"


def reports_screen(
    texts: Texts, today: reports.Today, plan: Setup, reader: Reader | None
) -> Screen:
    """Today in figures, the weeks as pictures, and a switch for each summary."""
    switches = [
        [
            button(
                texts.plain(
                    f"reports-{kind}",
                    mark=mark(reader.wants(kind) if reader else False),
                    hour=clock(plan.hour(kind)),
                ),
                Plan(kind=kind),
            )
        ]
        for kind in SummaryKind
    ]
    return Screen(
        text=f"{texts('reports-title')}\n{figures(texts, today)}\n\n{texts('reports-about')}",
        keyboard=rows(
            [
                button(texts.plain("reports-this-week"), Week(ago=0)),
                button(texts.plain("reports-last-week"), Week(ago=1)),
            ],
            *switches,
            [back(texts, Home())],
        ),
    )


def plan_screen(texts: Texts, kind: SummaryKind, plan: Setup, speaker: int, role: Role) -> Screen:
    """Everybody's switch and the hours for an owner; a manager sees his own switch alone."""
    owns = role is Role.OWNER
    switches = [
        [
            button(
                f"{mark(reader.wants(kind))} {reader.name}",
                Wish(kind=kind, staff_id=reader.staff_id, wanted=not reader.wants(kind)),
            )
        ]
        for reader in plan.readers
        if owns or reader.staff_id == speaker
    ]
    chosen = plan.hour(kind)
    hours = [[_hour(kind, hour, chosen) for hour in line] for line in HOURS[kind] if owns]
    text = texts(f"reports-{kind}-plan", hour=clock(chosen))
    return Screen(text=text, keyboard=rows(*switches, *hours, [back(texts, Reports())]))


def _hour(kind: SummaryKind, hour: int, chosen: int) -> Button:
    data = Hour(kind=kind, hour=hour)
    return button(clock(hour), data, style="primary" if hour == chosen else None)


async def show_plan(desk: Desk, kind: SummaryKind) -> None:
    plan = await desk.db.read(summaries.setup)
    role = desk.actor.role
    await desk.chat.show(plan_screen(desk.texts, kind, plan, desk.staff_id, role))


@router.callback_query(Reports.filter())
async def open_reports(_: CallbackQuery, desk: Desk) -> None:
    today = await desk.db.read(reports.today, now=desk.now)
    plan = await desk.db.read(summaries.setup)
    mine = next((one for one in plan.readers if one.staff_id == desk.staff_id), None)
    await desk.chat.show(reports_screen(desk.texts, today, plan, mine))


@router.callback_query(Week.filter())
async def send_week(_: CallbackQuery, callback_data: Week, desk: Desk) -> None:
    """Send the picture as a message of its own, to be kept or passed on."""
    await desk.chat.toast(desk.texts.plain("reports-drawing"))
    monday = await desk.db.read(week.monday, weeks_ago=callback_data.ago, now=desk.now)
    drawn = await draw_week(desk.db, desk.texts, desk.now, monday=monday.isoformat())
    await desk.chat.say(drawn.caption, drawn.keyboard, photo=drawn.jpeg)


@router.callback_query(Plan.filter())
async def open_plan(_: CallbackQuery, callback_data: Plan, desk: Desk) -> None:
    await show_plan(desk, callback_data.kind)


@router.callback_query(Wish.filter())
async def switch(_: CallbackQuery, callback_data: Wish, desk: Desk) -> None:
    wish = callback_data
    await desk.db.write(
        summaries.set_reader, wish.staff_id, wish.kind, wish.wanted, actor=desk.actor
    )
    await show_plan(desk, wish.kind)


@router.callback_query(Hour.filter())
async def choose_hour(_: CallbackQuery, callback_data: Hour, desk: Desk) -> None:
    await desk.db.write(
        summaries.set_hour,
        callback_data.kind,
        callback_data.hour,
        actor=desk.actor,
        now=desk.now,
    )
    await show_plan(desk, callback_data.kind)
