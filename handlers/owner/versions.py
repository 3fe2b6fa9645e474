"""Who changed what, and what is planned: each version in words, restored with a tap (O3)."""

from collections.abc import Iterable

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.changes import change_words
from handlers.desk import Desk
from handlers.filters import RoleIs
from handlers.owner.menu import Program, Version, Versions
from handlers.owner.what_if import count_on_screen, what_if_words
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from handlers.what_ifs import Counting, WhatIfs
from services import programs
from services.actors import Role
from services.program import Change
from services.programs import Restoring, VersionState, VersionView
from services.what_if import WhatIf

router = Router(name="owner.versions")
router.callback_query.filter(RoleIs(Role.OWNER))

A_PAGE = 5
CHANGES = 8
"""More lines than these are for the file."""

ON_A_LINE = 1
MARKS = {VersionState.PLANNED: "🗓", VersionState.IN_FORCE: "✅", VersionState.PAST: "▫️"}


class Back(CallbackData, prefix="o-backq"):
    """See what restoring a version would change."""

    version_id: int


class Restore(CallbackData, prefix="o-back"):
    version_id: int
    based_on: int


class CancelPlan(CallbackData, prefix="o-unplan"):
    version_id: int


def author_of(texts: Texts, version: VersionView) -> str:
    if version.author is not None:
        return version.author
    return texts.plain("version-by-command") if version.staff_id is None else "—"


def head_of(texts: Texts, version: VersionView) -> str:
    """Return when it holds or was saved, and who saved it."""
    author = author_of(texts, version)
    if version.state is VersionState.PLANNED and version.starts_on is not None:
        return texts("plan-line", number=version.number, on=version.starts_on, author=author)
    return texts("version-line", number=version.number, at=version.at, author=author)


def changes_of(texts: Texts, changes: Iterable[Change], most: int) -> list[str]:
    """Return one line for each change, and how many more there are."""
    lines = [f"• {change_words(texts, change)}" for change in changes]
    if len(lines) <= most + 1:
        return lines
    return [*lines[:most], texts("version-more", count=len(lines) - most)]


def told_of(texts: Texts, version: VersionView, most: int) -> list[str]:
    return changes_of(texts, version.changes, most) or [texts("version-launch")]


def list_screen(texts: Texts, versions: tuple[VersionView, ...], page: int) -> Screen:
    pages = max(1, -(-len(versions) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    here = versions[page * A_PAGE : (page + 1) * A_PAGE]
    lines = [
        "\n".join([f"{MARKS[one.state]} {head_of(texts, one)}", *told_of(texts, one, ON_A_LINE)])
        for one in here
    ]
    turns = [button("‹", Versions(page=page - 1))] if page else []
    if page + 1 < pages:
        turns.append(button("›", Versions(page=page + 1)))
    buttons = [_row(texts, one) for one in here]
    return Screen(
        text="\n".join([texts("program-versions-title"), *lines]),
        keyboard=rows(*_in_pairs(buttons), turns, [back(texts, Program())]),
    )


def _row(texts: Texts, version: VersionView) -> Button:
    label = texts.plain(
        "version-row",
        mark=MARKS[version.state],
        number=version.number,
        on=version.starts_on or version.at,
    )
    return button(label, Version(version_id=version.version_id))


def _in_pairs(buttons: list[Button]) -> list[list[Button]]:
    return [buttons[at : at + 2] for at in range(0, len(buttons), 2)]


def version_screen(texts: Texts, version: VersionView) -> Screen:
    state = texts("version-past")
    deed: list[Button] = []
    match version.state:
        case VersionState.PLANNED:
            state = texts("version-planned", on=version.starts_on or version.at)
            cancel = CancelPlan(version_id=version.version_id)
            deed = [button(texts.plain("plan-cancel"), cancel, style="danger")]
        case VersionState.IN_FORCE:
            state = texts("version-now")
        case VersionState.PAST:  # pragma: no branch - the last one
            restore = Back(version_id=version.version_id)
            deed = [button(texts.plain("version-restore"), restore)]
    planned = version.state is VersionState.PLANNED
    text = [head_of(texts, version), state]
    text.append(texts("version-undone" if planned else "version-changed"))
    text += told_of(texts, version, CHANGES)
    return Screen(text="\n".join(text), keyboard=rows(deed, [back(texts, Versions())]))


def restore_screen(texts: Texts, restoring: Restoring, told: Counting | WhatIf | None) -> Screen:
    """Show what would be different, and what the last days would have come to."""
    version = restoring.version
    leave = back(texts, Version(version_id=version.version_id))
    title = texts("version-restore-ask", number=version.number)
    if not restoring.changes:
        return Screen(text=f"{title}\n{texts('version-same')}", keyboard=rows([leave]))
    lines = [
        title,
        texts("version-undone"),
        *changes_of(texts, restoring.changes, CHANGES),
        what_if_words(texts, told),
        texts("program-from-now"),
    ]
    yes = Restore(version_id=version.version_id, based_on=restoring.based_on)
    return Screen(
        text="\n".join(lines),
        keyboard=rows([button(texts.plain("version-restore-yes"), yes, style="success")], [leave]),
    )


async def show_list(desk: Desk, page: int = 0) -> None:
    await desk.state.clear()
    versions = await desk.db.read(programs.history, now=desk.now)
    await desk.chat.show(list_screen(desk.texts, versions, page))


@router.callback_query(Versions.filter())
async def open_list(_: CallbackQuery, callback_data: Versions, desk: Desk) -> None:
    await show_list(desk, callback_data.page)


@router.callback_query(Version.filter())
async def open_one(_: CallbackQuery, callback_data: Version, desk: Desk) -> None:
    await desk.state.clear()
    version = await desk.db.read(programs.one_version, callback_data.version_id, now=desk.now)
    await desk.chat.show(version_screen(desk.texts, version))


@router.callback_query(Back.filter())
async def ask_back(_: CallbackQuery, callback_data: Back, desk: Desk, what_ifs: WhatIfs) -> None:
    """Nothing is restored yet: the difference comes first, then its price."""
    restoring = await desk.db.read(programs.restoring, callback_data.version_id, now=desk.now)

    def draw(told: Counting | WhatIf | None) -> Screen:
        return restore_screen(desk.texts, restoring, told)

    if restoring.changes:
        await count_on_screen(desk, what_ifs, restoring.text, draw)
    else:
        await desk.chat.show(draw(None))


@router.callback_query(Restore.filter())
async def restore(_: CallbackQuery, callback_data: Restore, desk: Desk) -> None:
    await desk.db.write(
        programs.restore,
        callback_data.version_id,
        actor=desk.actor,
        key=f"restore:{desk.op_key}",
        now=desk.now,
        based_on=callback_data.based_on,
    )
    await desk.chat.toast(desk.texts.plain("program-saved"))
    await show_list(desk)


@router.callback_query(CancelPlan.filter())
async def cancel_plan(_: CallbackQuery, callback_data: CancelPlan, desk: Desk) -> None:
    """A plan has done nothing yet, so nobody is asked twice."""
    await desk.db.write(
        programs.cancel_plan, callback_data.version_id, actor=desk.actor, now=desk.now
    )
    await desk.chat.toast(desk.texts.plain("plan-cancelled"))
    await show_list(desk)
