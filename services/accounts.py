"""Saving what became of an account, whoever came first to settle what was due."""

from sqlalchemy import Connection

from services import tier_letters
from services.domain.outcome import Outcome
from services.domain.program import Program
from services.store import ledger
from services.store.accounts import Account, Cause
from services.tier_letters import Why


def save(
    tx: Connection,
    account: Account,
    outcome: Outcome,
    program: Program,
    cause: Cause,
    *,
    why: Why = Why.PERIOD,
    asleep: bool = False,
) -> None:
    """Write everything that changed, and promise the word of a level reached or lost.

    Every use case settles first, so any of them may be the one that ends a level's time.
    `asleep`: no act of this member's is behind it, so that the word waits for the day.
    """
    ledger.save_outcome(tx, account, outcome, program, cause)
    tier_letters.tell_move(tx, account, outcome, program, why, now=cause.now, asleep=asleep)
