"""Many at once, some of whom walk away: what was done is done once, and its key tells."""

import asyncio
import random
from dataclasses import replace

from services import members, operations, points, purchases
from services.audit import audit
from services.bills import Recorded
from services.database import Database
from services.points import Adjusted
from tests.builders.shops import NOW, a_key
from tests.services.test_purchases import a_till, record

CALLERS = 120


async def test_who_was_cancelled_reads_the_outcome_by_the_key(database: Database):
    here, cashier, member = await a_till(database)
    keys = {a_key(): 1_000 + turn for turn in range(CALLERS)}
    calls = {
        key: asyncio.ensure_future(
            record(here, cashier, member.member_id, amount, key=key, redeem_points=1)
        )
        for key, amount in keys.items()
    }
    await _walk_away_from_some(calls)

    told = {key: await database.read(operations.outcome, key, Recorded) for key in keys}

    for key, call in calls.items():
        assert call.cancelled() or told[key] is not None
    for key, amount in keys.items():
        again = await record(here, cashier, member.member_id, amount, key=key, redeem_points=1)
        # Who finds nothing yet asks again with the same key, and is safe as well.
        if told[key] is not None:
            assert replace(again, name="") == told[key]
    await _expect_exact_books(database, member.member_id, CALLERS)


async def _walk_away_from_some(calls: dict[str, asyncio.Task[Recorded]]) -> None:
    """Cancel half of the callers at random moments, then wait for the rest."""
    chance = random.Random(7)
    for call in chance.sample(list(calls.values()), CALLERS // 2):
        await asyncio.sleep(chance.random() / 500)
        call.cancel()
    await asyncio.gather(*calls.values(), return_exceptions=True)


async def _expect_exact_books(database: Database, member_id: int, bills: int) -> None:
    found = await database.report(audit)
    assert found.difference is None
    assert found.purchases == bills
    card = await database.read(members.card, member_id, now=NOW)
    export = await database.report(members.export, member_id, now=NOW)
    assert card.balance == sum(row["points"] for row in export["points"])


async def test_a_crowd_around_one_member_ends_where_a_queue_would(database: Database):
    here, cashier, member = await a_till(database)
    who = member.member_id
    bills = [record(here, cashier, who, 2_000 + turn, redeem_points=7) for turn in range(60)]
    gifts = [
        database.write(points.adjust, who, 3, "gift", actor=here.owner, key=a_key(), now=NOW)
        for _ in range(60)
    ]
    done = await asyncio.gather(*bills, *gifts)
    sold = [one for one in done if isinstance(one, Recorded)]
    given = [one for one in done if isinstance(one, Adjusted)]
    refunds = await asyncio.gather(
        *(
            database.write(
                purchases.refund,
                one.purchase_id,
                None if turn % 2 else 500,
                actor=here.owner,
                key=a_key(),
                now=NOW,
            )
            for turn, one in enumerate(sold)
        )
    )

    came = 100 + 3 * len(given) + sum(one.earned for one in sold)
    came += sum(one.restored for one in refunds)
    went = sum(one.applied for one in sold) + sum(one.clawed_back for one in refunds)
    card = await database.read(members.card, who, now=NOW)
    assert card.balance - card.deficit == came - went
    await _expect_exact_books(database, who, len(sold))
