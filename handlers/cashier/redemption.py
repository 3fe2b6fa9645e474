"""Paying with points: the till asks, the guest's own tap or code decides (K5)."""

import secrets
from dataclasses import replace

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.cashier import drafts, purchase
from handlers.cashier.drafts import Draft
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import operations, purchases, redemptions, stamps, till_bills
from services.facts import Key, Money, Points

router = Router(name="cashier.redemption")

ROUND = 100
"""A round number of points offered beside the most that may be spent."""


class Ask(CallbackData, prefix="k-ask"):
    """Ask the guest for this many points; 0 opens the typing of another number."""

    member_id: int
    amount_minor: int
    points: int
    op: str


class Withdraw(CallbackData, prefix="k-stop"):
    """Stop waiting for the guest."""

    request_id: int


def choices(quote: purchases.Quote) -> list[int]:
    """Return what to offer: the most, then the round number below its half or so."""
    most = quote.max_points
    rounded = most // 2 // ROUND * ROUND
    return [most, rounded] if rounded else [most]


def offer_screen(texts: Texts, draft: Draft, quote: purchases.Quote) -> Screen:
    member_id = draft.member_id

    def ask(points: int) -> Ask:
        return Ask(
            member_id=member_id, amount_minor=quote.amount_minor, points=points, op=one_time()
        )

    offers = [
        button(
            texts.plain("redemption-choice", points=points),
            ask(points),
            style="primary" if index == 0 else None,
        )
        for index, points in enumerate(choices(quote))
    ]
    text = texts(
        "redemption-offer", amount=Money(quote.amount_minor), most=Points(quote.max_points)
    )
    return Screen(
        text=text,
        keyboard=rows(
            offers,
            [button(texts.plain("redemption-other"), ask(0))],
            [button(texts.plain("redemption-earn"), earning(draft))],
            [button(texts.plain("purchase-drop"), purchase.Drop())],
        ),
    )


def earning(draft: Draft) -> purchase.Bill:
    """Return the button of the bill without points, as it was looked at."""
    said = purchase.Said.MIXED if draft.is_mixed else purchase.Said.NOTHING
    if draft.is_chosen:
        said |= purchase.Said.CHECKED
    return purchase.Bill(
        member_id=draft.member_id, amount_minor=draft.amount_minor, op=draft.op, said=said
    )


def nothing_screen(texts: Texts, draft: Draft, quote: purchases.Quote) -> Screen:
    """Nothing can be spent: say why, and offer to earn all the same."""
    why = Key(f"why-zero-{quote.why_zero or 'none'}")
    return Screen(
        text=texts("redemption-nothing", why=why),
        keyboard=rows(
            [button(texts.plain("redemption-earn"), earning(draft), style="primary")],
            [button(texts.plain("purchase-drop"), purchase.Drop())],
        ),
    )


def confirmed_text(texts: Texts, recorded: purchases.Recorded) -> str:
    return texts(
        "redemption-done",
        spent=Points(recorded.applied),
        to_pay=Money(recorded.to_pay_minor),
        earned=Points(recorded.earned),
    )


async def go_on(desk: Desk, draft: Draft) -> None:
    """Go on with a bill of which something was just said."""
    if draft.spends:
        await begin(desk, draft)
    else:
        await purchase.bill(desk, draft)


async def begin(desk: Desk, draft: Draft) -> None:
    """Ask what is in the bill if that changes what points may pay; else show how many may."""
    questions = await desk.db.read(till_bills.questions, now=desk.now)
    if not draft.tells(questions.to_count):
        await drafts.count(desk, draft, questions.to_count)
    elif questions.categories and (seen := await drafts.look(desk, draft)).offered:
        await drafts.show_seen(desk, draft, seen)
    else:
        await offer(desk, draft)


async def offer(desk: Desk, draft: Draft) -> None:
    """Show how many points this bill may take."""
    await drafts.keep(desk, draft)
    quote = await desk.db.read(
        purchases.quote,
        draft.member_id,
        draft.amount_minor,
        "max",
        staff_id=desk.staff_id,
        now=desk.now,
        basket=draft.basket,
    )
    screen = offer_screen if quote.max_points else nothing_screen
    await desk.chat.show(screen(desk.texts, draft, quote))


@router.callback_query(drafts.Spend.filter())
async def spend(_: CallbackQuery, callback_data: drafts.Spend, desk: Desk) -> None:
    """Pay a part of the bill that is looked at; what was said of it stays in the step."""
    data = callback_data
    await offer(desk, await drafts.kept(desk, data.member_id, data.amount_minor, data.op))


@router.callback_query(drafts.Count.filter())
async def counted(_: CallbackQuery, callback_data: drafts.Count, desk: Desk) -> None:
    """Take the number of items, and ask for the next card's or go on with the bill."""
    data = callback_data
    draft = await drafts.kept(desk, data.member_id, data.amount_minor, data.op)
    draft = replace(draft, spends=data.spends)
    cards = await desk.db.read(stamps.to_count, now=desk.now)
    answer = stamps.counted_of(cards, data.counts)
    if answer is None:
        await drafts.count(desk, draft, cards, data.counts)
    else:
        await go_on(desk, replace(draft, counted=answer))


async def request(desk: Desk, asked: Ask) -> None:
    """Send the request to the guest and wait; four digits typed now are the guest's code."""
    draft = await drafts.to_pay(desk, asked.member_id, asked.amount_minor)
    cards = await desk.db.read(stamps.to_count, now=desk.now)
    if not draft.tells(cards):
        await drafts.count(desk, draft, cards)
        return
    code = f"{secrets.randbelow(10_000):04d}"
    sent = await desk.db.write(
        redemptions.ask,
        asked.member_id,
        asked.amount_minor,
        asked.points,
        actor=desk.actor,
        key=f"ask:{asked.op}",
        now=desk.now,
        code=code,
        basket=draft.basket,
    )
    await desk.state.set_state(Till.code)
    await desk.state.set_data({"request_id": sent.request_id})
    stop = button(desk.texts.plain("redemption-stop"), Withdraw(request_id=sent.request_id))
    text = desk.texts(
        "redemption-waiting", points=Points(sent.points), to_pay=Money(sent.to_pay_minor)
    )
    await desk.chat.show(Screen(text=text, keyboard=rows([stop])))


@router.callback_query(Ask.filter())
async def asked(_: CallbackQuery, callback_data: Ask, desk: Desk) -> None:
    if callback_data.points:
        await request(desk, callback_data)
        return
    await desk.state.set_state(Till.points)
    await desk.state.update_data(callback_data.model_dump(include={"member_id", "amount_minor"}))
    drop = button(desk.texts.plain("purchase-drop"), purchase.Drop())
    await desk.chat.show(Screen(text=desk.texts("redemption-type"), keyboard=rows([drop])))


async def typed_points(desk: Desk, points: int) -> None:
    """The cashier typed how many points the guest wants to spend."""
    data = await desk.state.get_data()
    await request(
        desk,
        Ask(
            member_id=data["member_id"],
            amount_minor=data["amount_minor"],
            points=points,
            op=desk.op_key,
        ),
    )


async def waits(desk: Desk) -> bool:
    """Return whether the guest may still answer; if not, the till is free for the next line.

    Digits that were a code when this message was first handled, before the program died,
    are that code and not the next bill.
    """
    if await desk.db.read(operations.happened, desk.op_key):
        return True
    request_id = (await desk.state.get_data())["request_id"]
    view = await desk.db.read(redemptions.status, request_id, now=desk.now)
    if view.state in {redemptions.State.OPEN, redemptions.State.EXPIRED}:
        return True
    await desk.state.clear()
    return False


async def typed_code(desk: Desk, code: str) -> None:
    """The guest read the four digits aloud."""
    request_id = (await desk.state.get_data())["request_id"]
    answer = await desk.db.write(
        redemptions.confirm_by_code,
        request_id,
        code,
        desk.staff_id,
        key=desk.op_key,
        now=desk.now,
    )
    if isinstance(answer, redemptions.WrongCode):
        await desk.chat.say(desk.texts("redemption-wrong-code", left=answer.tries_left))
        return
    await desk.state.clear()
    recorded = answer.recorded
    keyboard = purchase.undo_keys(desk.texts, purchase_id=recorded.purchase_id)
    await desk.chat.finish(confirmed_text(desk.texts, recorded), keyboard)


@router.callback_query(Withdraw.filter())
async def withdraw(_: CallbackQuery, callback_data: Withdraw, desk: Desk) -> None:
    view = await desk.db.write(
        redemptions.withdraw, callback_data.request_id, desk.staff_id, now=desk.now
    )
    await desk.state.clear()
    kept = view.state is not redemptions.State.CONFIRMED
    await desk.chat.finish(desk.texts("redemption-stopped" if kept else "redemption-answered"))
