"""What a change of the rules would have come to, in words (O3)."""

from collections.abc import Callable, Iterable

from handlers.desk import Desk, one_time
from handlers.texts import Texts
from handlers.ui import Screen
from handlers.what_ifs import Counting, WhatIfs
from services import conversations
from services.facts import Fact, Key, Localized, Money, Percent, Points
from services.what_if import Affected, Moved, WhatIf

DAYS = 30
NAMES = 3
"""More names of a kind would be a list, and a preview is read at a glance."""


async def count_on_screen(
    desk: Desk, what_ifs: WhatIfs, program: str, draw: Callable[[Counting | WhatIf | None], Screen]
) -> None:
    """Show a screen at once, and again as soon as it is known what these rules come to.

    Whoever has gone on keeps the screen he went to: there the conversation has forgotten `asked`.
    """
    asked = one_time()
    await desk.state.update_data(asked=asked)
    shown = await desk.chat.show(draw(Counting(done=0, of=0)))

    async def tell(told: Counting | WhatIf | None) -> bool:
        talk = await desk.db.read(conversations.load, desk.who.telegram_id)
        if talk.data.get("asked") != asked:
            return False
        await desk.chat.freshen(shown, draw(told))
        return True

    what_ifs.ask(desk.who.telegram_id, program, days=DAYS, tell=tell)


async def stop_counting(desk: Desk) -> None:
    """Let no answer come over the next screen; what was typed stays in the conversation."""
    await desk.state.update_data(asked=None)


def what_if_words(texts: Texts, told: Counting | WhatIf | None) -> str:
    """Return as HTML how far the counting is, what came out, or that nothing did."""
    if told is None:
        return texts("what-if-failed", days=DAYS)
    if isinstance(told, Counting):
        if not told.done:
            return texts("what-if-counting", days=DAYS)
        share = Percent(str(told.done * 100 // told.of))
        return texts("what-if-progress", days=DAYS, share=share)
    if not told.purchases:
        return texts("what-if-nothing", days=told.days)
    return "\n".join(_lines(texts, told))


def _lines(texts: Texts, found: WhatIf) -> Iterable[str]:
    yield from _costs(texts, found)
    for key, moved in (("what-if-up", found.up), ("what-if-down", found.down)):
        yield from (_moved(texts, key, one) for one in moved)
    for key, affected in (("what-if-gain", found.gain), ("what-if-lose", found.lose)):
        if affected:
            yield texts(key, names=_names(texts, affected, in_money=found.takes_off))
    times = sum(short.times for short in found.short)
    if times:
        points = Points(sum(short.points for short in found.short))
        yield texts("what-if-short", times=times, points=points)
    yield _checked(texts, found)


def _costs(texts: Texts, found: WhatIf) -> Iterable[str]:
    """Say what all costs, and of a shop that takes money off how much that is."""
    cost = found.cost_minor
    same = "what-if-same-all" if found.takes_off else "what-if-same"
    key = same if not cost else "what-if-more" if cost > 0 else "what-if-less"
    yield texts(key, days=found.days, cost=Money(abs(cost)))
    if found.takes_off:
        before, after = Money(found.before.off_minor), Money(found.after.off_minor)
        yield texts("what-if-off", before=before, after=after)
        if found.before.issued or found.after.issued:
            before, after = Money(found.before.cost_minor), Money(found.after.cost_minor)
            yield texts("what-if-points", before=before, after=after)


def _moved(texts: Texts, key: str, moved: Moved) -> str:
    tier = Localized(moved.names or {"en": moved.tier})
    return texts(key, tier=tier, members=moved.members)


def _names(texts: Texts, affected: Iterable[Affected], *, in_money: bool) -> str:
    return ", ".join(
        texts.plain(
            "what-if-name",
            name=one.name,
            points=_in_money(texts, one.worth_minor) if in_money else _signed(one.points),
        )
        for one in list(affected)[:NAMES]
    )


def _in_money(texts: Texts, minor: int) -> str:
    return ("+" if minor > 0 else "−") + texts.money(abs(minor))


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}"


def _checked(texts: Texts, found: WhatIf) -> str:
    check = found.check
    recorded = _given(found, check.recorded, check.off_recorded_minor)
    if check.passed:
        return texts("what-if-checked", points=recorded)
    replayed = _given(found, check.replayed, check.off_replayed_minor)
    return texts("what-if-odd", recorded=recorded, replayed=replayed, odd=check.odd)


def _given(found: WhatIf, points: int, off_minor: int) -> Fact:
    if not found.takes_off:
        return Points(points)
    key = "what-if-given" if points else "what-if-given-off"
    return Key(key, {"points": Points(points), "off": Money(off_minor)})
