"""The bill: one typed amount, or one tap, and the points are there (K3 → K6; K4 when asked)."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup

from handlers.cashier import drafts
from handlers.cashier.coupons import hand_over_rows, shown_coupons
from handlers.cashier.drafts import Bill, Draft, Drop, Said
from handlers.cashier.steps import Till
from handlers.desk import Desk
from handlers.texts import Texts
from handlers.ui import Screen, button, rows
from services import approvals, limits, purchases, stamps, till, till_bills
from services.coupons import TillCoupon
from services.discount_words import discount_fact
from services.domain.errors import Refusal
from services.facts import Fact, Money, Points
from services.favourite_words import favourite_fact

__all__ = ["Bill", "Drop", "Said", "Undo", "router"]

router = Router(name="cashier.purchase")


class Undo(CallbackData, prefix="k-undo"):
    """Take the bill back; asked about first."""

    purchase_id: int


def receipt_text(texts: Texts, recorded: purchases.Recorded) -> str:
    """K6 in one line: who, how much, what is to be paid, what it gave, what there is now."""
    if recorded.applied:
        text = "purchase-receipt-spent"
    elif not recorded.with_points:
        text = "purchase-receipt-plain"
    else:
        text = "purchase-receipt-less" if recorded.off_minor else "purchase-receipt"
    return texts(
        text,
        name=recorded.name,
        amount=Money(recorded.amount_minor),
        discount=discount_fact(recorded.off_minor, recorded.discounts),
        spent=Points(recorded.applied),
        to_pay=Money(recorded.to_pay_minor),
        earned=Points(recorded.earned),
        balance=Points(recorded.balance),
        favourite=favourite_fact(recorded.parts),
        stamps=stamps.told(recorded.stamped),
    )


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


async def bill(desk: Desk, draft: Draft, said: int = 0) -> None:
    """Record the bill and show the receipt, or the one question that stands before it."""
    questions = await desk.db.read(till_bills.questions, now=desk.now)
    if not draft.tells(questions.to_count):
        await drafts.count(desk, draft, questions.to_count)
    elif said & Said.MIXED and not draft.is_mixed:
        # The step is gone, and with it what was said of the goods.
        await drafts.show(desk, draft)
    elif said & Said.CHECKED or not await must_look(desk, draft, questions):
        await record(desk, draft, said)


async def record(desk: Desk, draft: Draft, said: int) -> None:
    member_id, amount_minor = draft.member_id, draft.amount_minor
    mixed = Said.MIXED if draft.is_mixed else Said.NOTHING
    asked = Bill(member_id=member_id, amount_minor=amount_minor, op=draft.op, said=said | mixed)
    try:
        recorded = await desk.db.write(
            purchases.record,
            member_id,
            amount_minor,
            actor=desk.actor,
            key=f"bill:{draft.op}",
            now=desk.now,
            repeat_ok=bool(said & Said.AGAIN),
            unusual_ok=bool(said & Said.UNUSUAL),
            basket=draft.basket,
        )
    except (purchases.RepeatedBill, purchases.UnusualBill) as why:
        await drafts.keep(desk, draft)
        again = isinstance(why, purchases.RepeatedBill)
        await ask(desk, asked, why, Said.AGAIN if again else Said.UNUSUAL)
    except (purchases.BillTooBig, limits.CapReached) as why:
        await ask_owner(desk, draft, why)
    else:
        await finish(desk, recorded, await shown_coupons(desk, member_id))


async def bill_card(desk: Desk, numbers: tuple[str, ...], amount_minor: int) -> bool:
    """Find the card and record its bill in one go; False if there is a word to say first.

    A refusal leaves no trace, not even of the look-up: the way in two steps says it.
    """
    questions = await desk.db.read(till_bills.questions, now=desk.now)
    if desk.stale or not questions.none:
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
    # What the last bill held stays: a second tap of its button must find the same draft.
    await desk.state.set_state(None)
    # The amount may have come with the card, so that no other screen had the coupons.
    coupons = hand_over_rows(desk.texts, shown)
    undo = undo_keys(desk.texts, purchase_id=recorded.purchase_id)
    keyboard = rows(*coupons, *undo.inline_keyboard)
    await desk.chat.finish(receipt_text(desk.texts, recorded), keyboard)


async def must_look(desk: Desk, draft: Draft, questions: till_bills.Questions) -> bool:
    """Show the bill first if there is something to see or to say, and return whether it was.

    A late message moves no points by itself; a shop may want every bill confirmed; and a sum
    that a discount changes, goods and coupons that change it are looked at before.
    """
    if questions.straight and not desk.stale:
        return False
    seen = await drafts.look(desk, draft)
    if seen.straight and not desk.stale:
        return False
    await drafts.show_seen(desk, draft, seen)
    return True


async def ask(desk: Desk, asked: Bill, why: Refusal, said: Said) -> None:
    confirmed = asked.model_copy(update={"said": asked.said | said | Said.CHECKED})
    text = desk.texts.refusal(why)
    await desk.chat.show(confirm_screen(desk.texts, text, confirmed, "purchase-again"))


async def ask_owner(
    desk: Desk, asked: Draft, why: purchases.BillTooBig | limits.CapReached
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
        basket=asked.basket,
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
    if data.said & Said.MIXED:
        draft = await drafts.kept(desk, data.member_id, data.amount_minor, data.op)
    else:
        draft = Draft(member_id=data.member_id, amount_minor=data.amount_minor, op=data.op)
    await bill(desk, draft, data.said)


@router.callback_query(Drop.filter())
async def drop(_: CallbackQuery, desk: Desk) -> None:
    await desk.state.clear()
    await desk.chat.finish(desk.texts("purchase-dropped"))
