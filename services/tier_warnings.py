"""Warning members whose level is soon to be judged and who lack something; each period once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from services import outbox, programs
from services.daytime import evening, in_daytime
from services.domain.kinds import TierMatch
from services.domain.program import Program
from services.domain.progress import Goal, progress
from services.facts import Fact, Key
from services.level_needs import missing_fact
from services.outbox import Buttons, Lane
from services.store import due as due_store
from services.store import ledger
from services.store import people as people_store
from services.tier_letters import name_of

AT_ONCE = 50
"""The most members of one transaction: the till waits behind them."""


def at_risk(tx: Connection, *, now: datetime) -> tuple[int, ...]:
    """Return whose level is judged within the days of the program; nobody at night.

    Raises ProgramNotLaunched.
    """
    stored = programs.current(tx, now=now)
    days = stored.document.tiers.warn_days
    zone = ZoneInfo(stored.program.timezone)
    if stored.program.tiers is None or not days or not in_daytime(now, zone):
        return ()
    today = programs.local_day(stored.program, now)
    return due_store.tiers_ending(tx, today, today + timedelta(days=days))


def warn(tx: Connection, member_ids: Iterable[int], *, now: datetime) -> int:
    """Write to those of these members who lack something for keeping; return to how many.

    Each period is told of once, however often this is called.
    """
    program = programs.current(tx, now=now).program
    today = programs.local_day(program, now)
    return sum(_warn(tx, member_id, program, today, now=now) for member_id in member_ids)


def _warn(tx: Connection, member_id: int, program: Program, today: date, *, now: datetime) -> bool:
    account = ledger.load_account(tx, member_id, today, lock=False)
    chat = people_store.chat_of(tx, member_id)
    if account is None or chat is None or not chat.reachable or program.tiers is None:
        return False
    seen = progress(program, account.state, today)
    goal = seen.keep if seen is not None and not seen.in_grace else None
    if goal is None or goal.by is None or seen is None or goal.tier != seen.tier:
        return False
    left = [one for one in goal.missing if one.left]
    if not left or (goal.match is TierMatch.ANY and len(left) < len(goal.missing)):
        return False
    tier = program.tiers.ladder[program.tiers.rank(goal.tier)]
    return outbox.queue(
        tx,
        to=chat.telegram_id,
        lane=Lane.REMINDER,
        reason=f"level-risk:{member_id}:{tier.id}:{goal.by}",
        text="level-risk",
        facts={"tier": name_of(tier), "on": goal.by, "missing": missing_in(goal)},
        buttons=Buttons(kind="card"),
        now=now,
        expires_at=evening(goal.by, ZoneInfo(program.timezone)),
    )


def missing_in(goal: Goal) -> Fact:
    """Return what is missing in one sentence: "2 purchases or 500 ₽"."""
    words = [missing_fact(one.basis, one.left, one.category) for one in goal.missing if one.left]

    def joined(first: Fact, second: Fact) -> Fact:
        return Key(f"level-join-{goal.match}", {"first": first, "second": second})

    return reduce(joined, words)
