"""Bills above the limit: one question, one answer, half an hour."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from services import approvals, purchases
from services.actors import Actor
from services.approvals import ApprovalClosed, ApprovalExpired
from services.database import Database
from services.staff import OwnerOnly
from services.store.approvals import State
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, Cashier, Shop, a_cashier, a_key, a_member, a_shop

BIG = 25_000_00
T = TypeVar("T")


async def asked(database: Database) -> tuple[Shop, Cashier, int]:
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    approval_id = await database.write(
        approvals.ask, anna.member_id, BIG, actor=cashier.actor, key=a_key(), now=NOW
    )
    return here, cashier, approval_id


async def answer(
    database: Database,
    use_case: Callable[..., T],
    approval_id: int,
    actor: Actor,
    *,
    now: datetime = NOW,
) -> T:
    return await database.write(use_case, approval_id, actor=actor, key=a_key(), now=now)


async def test_a_cashier_cannot_record_a_bill_above_the_limit(database: Database):
    here = await a_shop(database)
    cashier, anna = await a_cashier(here), await a_member(here)
    with pytest.raises(purchases.BillTooBig):
        await database.write(
            purchases.record, anna.member_id, BIG, actor=cashier.actor, key=a_key(), now=NOW
        )


async def test_the_owner_gets_the_question_and_the_cashier_the_answer(database: Database):
    here, cashier, approval_id = await asked(database)
    (question,) = [one for one in await letters_to(database, OWNER) if one.text == "bill-too-big"]
    assert question.facts["cashier"] == "Мария Кассирова"
    assert question.facts["name"] == "Анна К."
    recorded = await answer(database, approvals.approve, approval_id, here.owner)
    assert recorded.amount_minor == BIG
    texts = [one.text for one in await letters_to(database, cashier.telegram_id)]
    assert texts == ["bill-approved"]
    view = await database.read(approvals.view, approval_id)
    assert (view.state, view.purchase_id) == (State.APPROVED, recorded.purchase_id)


async def test_many_yeses_record_one_bill(database: Database):
    here, _, approval_id = await asked(database)
    results = await asyncio.gather(
        *(answer(database, approvals.approve, approval_id, here.owner) for _ in range(5))
    )
    assert len({one.purchase_id for one in results}) == 1


async def test_a_no_is_final(database: Database):
    here, cashier, approval_id = await asked(database)
    view = await answer(database, approvals.reject, approval_id, here.owner)
    assert view.state is State.REJECTED
    texts = [one.text for one in await letters_to(database, cashier.telegram_id)]
    assert texts == ["bill-rejected"]
    with pytest.raises(ApprovalClosed):
        await answer(database, approvals.approve, approval_id, here.owner)


async def test_the_question_ends_after_half_an_hour(database: Database):
    here, _, approval_id = await asked(database)
    with pytest.raises(ApprovalExpired):
        await answer(
            database,
            approvals.approve,
            approval_id,
            here.owner,
            now=NOW + timedelta(minutes=30),
        )


async def test_a_cashier_cannot_approve_his_own_bill(database: Database):
    _, cashier, approval_id = await asked(database)
    with pytest.raises(OwnerOnly):
        await answer(database, approvals.approve, approval_id, cashier.actor)
