"""What a member is told about a level reached or lost, once for each.

docs/semantics.md, Tiers. These are words about the guest's own card, as a receipt or a notice of
expiry is, so they need no consent to offers; what nobody has asked for waits for the day.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from services import outbox, perks
from services.domain.ladder import effective_rank
from services.domain.outcome import Outcome
from services.domain.program import Program, Tier
from services.facts import Fact, Key, Localized, Percent
from services.outbox import Buttons, Lane
from services.rates import percent_of
from services.store.accounts import Account


class Why(StrEnum):
    """Why a level is lower than before."""

    PERIOD = "period"
    REFUND = "refund"
    RULES = "rules"


def tell_move(
    tx: Connection,
    account: Account,
    outcome: Outcome,
    program: Program,
    why: Why = Why.PERIOD,
    *,
    now: datetime,
    asleep: bool = False,
) -> None:
    """Promise the word of a level reached or lost, if the outcome moved it.

    `asleep`: no act of the guest's is behind it, so that it is not sent at night.
    """
    tiers, state = program.tiers, outcome.state
    if tiers is None or account.telegram_id is None:
        return
    before, after = effective_rank(tiers, account.state), effective_rank(tiers, state)
    if before == after:
        return
    tier, text = tiers.ladder[after], "level-up" if after > before else "level-lost"
    facts: dict[str, Fact] = {
        "tier": name_of(tier),
        "percent": Percent(percent_of(program, tier)),
        "perks": _perks(tier),
    }
    if after < before:
        facts["why"] = Key(f"level-why-{why}", {"was": name_of(tiers.ladder[before])})
    outbox.queue(
        tx,
        to=account.telegram_id,
        lane=Lane.REMINDER if asleep else Lane.NOTICE,
        reason=f"{text}:{account.member_id}:{tier.id}:{state.settled_on}",
        text=text,
        facts=facts,
        buttons=Buttons(kind="card"),
        now=now,
    )


def name_of(tier: Tier) -> Localized:
    return Localized(dict(tier.name) or {"en": tier.id})


def _perks(tier: Tier) -> Fact:
    words = perks.words_of(tier)
    return Key("level-with-perks", {"perks": Localized(words)}) if words else ""
