"""Paying with points: the till asks, the guest's own tap or code decides (K5)."""

import secrets

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.cashier import purchase
from handlers.cashier.counting import Counts, count_screen
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import operations, purchases, redemptions, stamps, till
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
    counts: Counts = ""


class Count(CallbackData, prefix="k-count"):
    """So many items of stamp cards are on the bill that points are to pay."""

    member_id: int
    amount_minor: int
    counts: Counts


class Withdraw(CallbackData, prefix="k-stop"):
    """Stop waiting for the guest."""

    request_id: int


def choices(quote: purchases.Quote) -> list[int]:
    """Return what to offer: the most, then the round number below its half or so."""
    most = quote.max_points
    rounded = most // 2 // ROUND * ROUND
    return [most, rounded] if rounded else [most]


def offer_screen(texts: Texts, member_id: int, quote: purchases.Quote, counts: str) -> Screen:
    def ask(points: int) -> Ask:
        return Ask(
            member_id=member_id,
            amount_minor=quote.amount_minor,
            points=points,
            op=one_time(),
            counts=counts,
        )

    offers = [
        button(
            texts.plain("redemption-choice", points=points),
            ask(points),
            style="primary" if index == 0 else None,
        )
        for index, points in enumerate(choices(quote))
    ]
    earn = earn_instead(member_id, quote, counts)
    text = texts(
        "redemption-offer", amount=Money(quote.amount_minor), most=Points(quote.max_points)
    )
    return Screen(
        text=text,
        keyboard=rows(
            offers,
            [button(texts.plain("redemption-other"), ask(0))],
            [button(texts.plain("redemption-earn"), earn)],
            [button(texts.plain("purchase-drop"), purchase.Drop())],
        ),
    )


def earn_instead(member_id: int, quote: purchases.Quote, counts: str) -> purchase.Bill:
    return purchase.Bill(
        member_id=member_id, amount_minor=quote.amount_minor, op=one_time(), counts=counts
    )


def nothing_screen(texts: Texts, member_id: int, quote: purchases.Quote, counts: str) -> Screen:
    """Nothing can be spent: say why, and offer to earn all the same."""
    earn = earn_instead(member_id, quote, counts)
    why = Key(f"why-zero-{quote.why_zero or 'none'}")
    return Screen(
        text=texts("redemption-nothing", why=why),
        keyboard=rows(
            [button(texts.plain("redemption-earn"), earn, style="primary")],
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


async def offer(desk: Desk, member_id: int, amount_minor: int, counts: str = "") -> None:
    """Show how many points this bill may take, once its stamps are counted."""
    cards = await desk.db.read(stamps.to_count, now=desk.now)
    if stamps.counted_of(cards, counts) is None:
        await count(desk, member_id, amount_minor, cards, counts)
        return
    quote = await desk.db.read(
        purchases.quote, member_id, amount_minor, "max", staff_id=desk.staff_id, now=desk.now
    )
    screen = offer_screen if quote.max_points else nothing_screen
    await desk.chat.show(screen(desk.texts, member_id, quote, counts))


async def count(
    desk: Desk, member_id: int, amount_minor: int, cards: tuple[stamps.ToCount, ...], counts: str
) -> None:
    """Ask for the items of the next stamp card."""
    counts = counts if len(counts) < len(cards) else ""
    guest = await desk.db.read(till.guest, desk.staff_id, member_id, now=desk.now)

    def answered(number: int) -> Count:
        return Count(member_id=member_id, amount_minor=amount_minor, counts=f"{counts}{number}")

    drop = button(desk.texts.plain("purchase-drop"), purchase.Drop())
    card = cards[len(counts)]
    await desk.chat.show(
        count_screen(desk.texts, guest.name, amount_minor, card, answered, drop=drop)
    )


@router.callback_query(Count.filter())
async def counted(_: CallbackQuery, callback_data: Count, desk: Desk) -> None:
    data = callback_data
    await offer(desk, data.member_id, data.amount_minor, data.counts)


async def request(desk: Desk, asked: Ask) -> None:
    """Send the request to the guest and wait; four digits typed now are the guest's code."""
    cards = await desk.db.read(stamps.to_count, now=desk.now)
    counted = stamps.counted_of(cards, asked.counts)
    if counted is None:
        await count(desk, asked.member_id, asked.amount_minor, cards, "")
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
        counted=counted,
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
    await desk.state.set_data(
        callback_data.model_dump(include={"member_id", "amount_minor", "counts"})
    )
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
            counts=data.get("counts", ""),
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
