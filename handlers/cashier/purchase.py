"""The bill: one typed amount, or one tap, and the points are there (K3 → K6; K4 when asked)."""

from enum import IntFlag

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.cashier.counting import Counts, count_screen
from handlers.cashier.coupons import hand_over_rows, shown_coupons
from handlers.cashier.steps import Till
from handlers.desk import Desk
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import approvals, limits, purchases, stamps, till, till_bills
from services.coupons import TillCoupon
from services.domain.errors import Refusal
from services.facts import Fact, Money, Points

router = Router(name="cashier.purchase")


class Said(IntFlag):
    """What the cashier has confirmed about this bill."""

    NOTHING = 0
    AGAIN = 1
    UNUSUAL = 2
    CHECKED = 4


class Bill(CallbackData, prefix="k-bill"):
    """Earn on this amount. The operation id makes a second tap show the same receipt."""

    member_id: int
    amount_minor: int
    op: str
    said: int = 0
    counts: Counts = ""


class Undo(CallbackData, prefix="k-undo"):
    """Take the bill back; asked about first."""

    purchase_id: int


class Drop(CallbackData, prefix="k-drop"):
    """Forget the bill that was not recorded."""


def receipt_text(texts: Texts, recorded: purchases.Recorded) -> str:
    """K6 in one line: who, how much, what it gave, what there is now."""
    if recorded.applied:
        return texts(
            "purchase-receipt-spent",
            name=recorded.name,
            amount=Money(recorded.amount_minor),
            spent=Points(recorded.applied),
            to_pay=Money(recorded.to_pay_minor),
            earned=Points(recorded.earned),
            balance=Points(recorded.balance),
            stamps=stamps.told(recorded.stamped),
        )
    facts: dict[str, Fact] = {
        "name": recorded.name,
        "amount": Money(recorded.amount_minor),
        "stamps": stamps.told(recorded.stamped),
    }
    if recorded.stamped and not (recorded.earned or recorded.balance):
        return texts("purchase-receipt-stamps", **facts)
    return texts(
        "purchase-receipt",
        **facts,
        earned=Points(recorded.earned),
        balance=Points(recorded.balance),
    )


def preview_text(texts: Texts, quote: purchases.Quote, *, late: bool) -> str:
    amount, told = Money(quote.amount_minor), stamps.told(quote.stamped)
    if quote.stamped and not quote.earned and not late:
        return texts("purchase-preview-stamps", amount=amount, stamps=told)
    key = "purchase-preview-late" if late else "purchase-preview"
    return texts(key, amount=amount, earned=Points(quote.earned), stamps=told)


def undo_keys(texts: Texts, *, purchase_id: int) -> InlineKeyboardMarkup:
    """Draw what stands under every receipt of the till."""
    return rows([button(texts.plain("purchase-undo"), Undo(purchase_id=purchase_id))])


def confirm_screen(texts: Texts, text: str, bill: Bill, yes: str) -> Screen:
    """One question about a bill: the yes carries the same operation id as the first try."""
    return Screen(
        text=text,
        keyboard=rows(
            [
                button(texts.plain(yes), bill, style="success"),
                button(texts.plain("purchase-no"), Drop()),
            ]
        ),
    )


async def bill(
    desk: Desk, member_id: int, amount_minor: int, *, op: str, said: int = 0, counts: str = ""
) -> None:
    """Record the bill and show the receipt, or the one question that stands before it."""
    asked = Bill(member_id=member_id, amount_minor=amount_minor, op=op, said=said, counts=counts)
    questions = await desk.db.read(till_bills.questions, now=desk.now)
    counted = stamps.counted_of(questions.to_count, counts)
    if counted is None:
        await count(desk, asked, questions.to_count)
    elif not said & Said.CHECKED and (desk.stale or questions.confirmed):
        await preview(desk, asked, counted)
    else:
        await record(desk, asked, counted)


async def count(desk: Desk, asked: Bill, cards: tuple[stamps.ToCount, ...]) -> None:
    """Ask for the items of the next stamp card; answers to other cards than today's are void."""
    counts = asked.counts if len(asked.counts) < len(cards) else ""
    guest = await desk.db.read(till.guest, desk.staff_id, asked.member_id, now=desk.now)

    def answered(number: int) -> Bill:
        return asked.model_copy(update={"counts": f"{counts}{number}"})

    drop = button(desk.texts.plain("purchase-drop"), Drop())
    card = cards[len(counts)]
    await desk.chat.show(
        count_screen(desk.texts, guest.name, asked.amount_minor, card, answered, drop=drop)
    )


async def record(desk: Desk, asked: Bill, counted: stamps.Counted) -> None:
    member_id, amount_minor, said = asked.member_id, asked.amount_minor, asked.said
    try:
        recorded = await desk.db.write(
            purchases.record,
            member_id,
            amount_minor,
            actor=desk.actor,
            key=f"bill:{asked.op}",
            now=desk.now,
            counted=counted,
            repeat_ok=bool(said & Said.AGAIN),
            unusual_ok=bool(said & Said.UNUSUAL),
        )
    except purchases.RepeatedBill as why:
        await ask(desk, asked, why, Said.AGAIN)
    except purchases.UnusualBill as why:
        await ask(desk, asked, why, Said.UNUSUAL)
    except (purchases.BillTooBig, limits.CapReached) as why:
        await ask_owner(desk, asked, why, counted)
    else:
        await finish(desk, recorded, await shown_coupons(desk, member_id))


async def bill_card(desk: Desk, numbers: tuple[str, ...], amount_minor: int) -> bool:
    """Find the card and record its bill in one go; False if there is a word to say first.

    A refusal leaves no trace, not even of the look-up: the way in two steps says it.
    """
    questions = await desk.db.read(till_bills.questions, now=desk.now)
    if desk.stale or questions.confirmed or questions.to_count:
        # A late message moves no points by itself.
        return False
    try:
        sold = await desk.db.write(
            till_bills.record_by_card,
            numbers,
            amount_minor,
            actor=desk.actor,
            key=f"bill:{desk.op_key}",
            now=desk.now,
        )
    except Refusal:
        return False
    await finish(desk, sold.recorded, sold.coupons)
    return True


async def finish(desk: Desk, recorded: purchases.Recorded, shown: tuple[TillCoupon, ...]) -> None:
    """Show the receipt, and what else the guest is to be handed."""
    await desk.state.clear()
    # The amount may have come with the card, so that no other screen had the coupons.
    coupons = hand_over_rows(desk.texts, shown)
    undo = undo_keys(desk.texts, purchase_id=recorded.purchase_id)
    keyboard = rows(*coupons, *undo.inline_keyboard)
    await desk.chat.finish(receipt_text(desk.texts, recorded), keyboard)


async def preview(desk: Desk, asked: Bill, counted: stamps.Counted) -> None:
    """K4: what this bill would give, before it does."""
    quote = await desk.db.read(
        purchases.quote,
        asked.member_id,
        asked.amount_minor,
        staff_id=desk.staff_id,
        now=desk.now,
        counted=counted,
    )
    text = preview_text(desk.texts, quote, late=desk.stale)
    confirmed = asked.model_copy(update={"said": asked.said | Said.CHECKED})
    await desk.chat.show(confirm_screen(desk.texts, text, confirmed, "purchase-yes"))


async def ask(desk: Desk, asked: Bill, why: Refusal, said: Said) -> None:
    confirmed = asked.model_copy(update={"said": asked.said | said | Said.CHECKED})
    text = desk.texts.refusal(why)
    await desk.chat.show(confirm_screen(desk.texts, text, confirmed, "purchase-again"))


async def ask_owner(
    desk: Desk,
    asked: Bill,
    why: purchases.BillTooBig | limits.CapReached,
    counted: stamps.Counted,
) -> None:
    """A bill above a limit goes to the owner; the answer comes to this chat by itself."""
    await desk.db.write(
        approvals.ask,
        asked.member_id,
        asked.amount_minor,
        actor=desk.actor,
        key=f"ask:{asked.op}",
        now=desk.now,
        cap=why if isinstance(why, limits.CapReached) else None,
        counted=counted,
    )
    await desk.state.clear()
    guest = await desk.db.read(till.guest, desk.staff_id, asked.member_id, now=desk.now)
    facts: dict[str, Fact] = {"name": guest.name, "amount": Money(asked.amount_minor)}
    if isinstance(why, limits.CapReached):
        text = desk.texts("purchase-over-cap", **facts, why=why.words)
    else:
        text = desk.texts("purchase-asked-owner", **facts, limit=Money(why.limit_minor))
    await desk.chat.finish(text)


async def ask_card(desk: Desk, amount_minor: int) -> None:
    """The amount came first: keep it and wait for the card."""
    await desk.state.set_state(Till.card)
    await desk.state.set_data({"amount_minor": amount_minor})
    drop = button(desk.texts.plain("purchase-drop"), Drop())
    text = desk.texts("purchase-ask-card", amount=Money(amount_minor))
    await desk.chat.show(Screen(text=text, keyboard=rows([drop])))


@router.callback_query(Bill.filter())
async def tapped(_: CallbackQuery, callback_data: Bill, desk: Desk) -> None:
    data = callback_data
    await bill(
        desk,
        data.member_id,
        data.amount_minor,
        op=data.op,
        said=data.said,
        counts=data.counts,
    )


@router.callback_query(Drop.filter())
async def drop(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.clear()
    await desk.chat.finish(desk.texts("purchase-dropped"))
