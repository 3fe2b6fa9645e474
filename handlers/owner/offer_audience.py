"""Whom a new offer is for: everybody, a segment or a saved audience (O5)."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from handlers.offers import short
from handlers.owner.audience_words import counted, group_name
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services.audiences import GroupCount

GROUPS_MOST = 30


def who_button(texts: Texts, data: CallbackData, audience: GroupCount | None) -> Button:
    """Return whom the draft is for; a tap leads to the others."""
    if audience is None:
        return button(texts.plain("offering-who-all"), data)
    name = short(group_name(texts, audience.group))
    return button(texts.plain("offering-who", name=name), data)


def who_lines(texts: Texts, audience: GroupCount | None) -> list[str]:
    """Return the line with the count of today; none for everybody."""
    if audience is None:
        return []
    name = group_name(texts, audience.group)
    return [texts("offering-for", name=name, guests=audience.guests)]


def who_screen(
    texts: Texts,
    everybody: CallbackData,
    groups: Sequence[tuple[GroupCount, CallbackData]],
    leave: CallbackData,
) -> Screen:
    """Show each group with its count on a button that holds the draft for it."""
    some = [
        [button(counted(texts, group_name(texts, one.group), one.guests), data)]
        for one, data in groups[:GROUPS_MOST]
    ]
    return Screen(
        text=texts("offering-who-ask"),
        keyboard=rows(
            [button(texts.plain("offering-all"), everybody)], *some, [back(texts, leave)]
        ),
    )
