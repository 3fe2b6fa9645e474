"""The bills of the shift, and giving goods back: all of a bill or a part of it."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from handlers.cashier.guest import Leave
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.filters import Says
from handlers.texts import Texts
from handlers.ui import Button, Screen, back, button, rows
from services import purchases, shifts
from services.discount_words import discount_fact
from services.facts import Money, Points

router = Router(name="cashier.bills")


class Bills(CallbackData, prefix="k-bills"):
    page: int = 0


class Open(CallbackData, prefix="k-one"):
    """One bill of the list."""

    purchase_id: int


class Part(CallbackData, prefix="k-part"):
    """Give back a part; the amount is typed."""

    purchase_id: int


class Refund(CallbackData, prefix="k-refund"):
    """Give back this much; 0 is all that is left. Shown first, done on the second tap."""

    purchase_id: int
    amount_minor: int
    op: str
    sure: bool = False


def bill_line(texts: Texts, bill: shifts.Bill) -> str:
    line = texts.plain("bills-line", at=bill.at, name=bill.name, amount=Money(bill.amount_minor))
    return f"{line} ↩️" if bill.refunded_minor else line


def bills_screen(texts: Texts, page: shifts.BillsPage) -> Screen:
    """The newest bills first; each is a button that opens it."""
    leave = [back(texts, Leave())]
    if not page.rows:
        return Screen(text=texts("bills-empty"), keyboard=rows(leave))
    lines = [
        [button(bill_line(texts, row), Open(purchase_id=row.purchase_id))] for row in page.rows
    ]
    turns: list[Button] = []
    if page.page > 0:
        turns.append(button("‹", Bills(page=page.page - 1)))
    if page.page + 1 < page.pages:
        turns.append(button("›", Bills(page=page.page + 1)))
    text = texts("bills-title", page=page.page + 1, pages=page.pages)
    return Screen(text=text, keyboard=rows(*lines, turns, leave))


def bill_screen(texts: Texts, bill: purchases.PurchaseView) -> Screen:
    """One bill: what it was, what is left of it, what can be given back."""
    left = bill.amount_minor - bill.refunded_minor
    text = texts(
        "bills-one" if bill.with_points else "bills-one-plain",
        number=bill.receipt_number,
        at=bill.at,
        name=bill.name,
        amount=Money(bill.amount_minor),
        earned=Points(bill.earned),
        spent=Points(bill.applied),
        left=Money(left),
    )
    if bill.off_minor:
        discount = discount_fact(bill.off_minor, bill.discounts)
        text = f"{text}\n{texts('bills-less', discount=discount)}"
    buttons = []
    if left:
        whole = Refund(purchase_id=bill.purchase_id, amount_minor=0, op=one_time())
        buttons.append(
            [
                button(texts.plain("bills-refund-all"), whole, style="danger"),
                button(texts.plain("bills-refund-part"), Part(purchase_id=bill.purchase_id)),
            ]
        )
    return Screen(text=text, keyboard=rows(*buttons, [back(texts, Bills())]))


def refund_screen(texts: Texts, quote: purchases.RefundQuote, asked: Refund) -> Screen:
    """What goes back in goods, points and money, before it does."""
    sure = asked.model_copy(update={"sure": True})
    moved = quote.restored or quote.clawed_back
    text = texts(
        "bills-refund-ask" if moved else "bills-refund-ask-plain",
        goods=Money(quote.amount_minor),
        back=Money(quote.to_return_minor),
        restored=Points(quote.restored),
        clawed=Points(quote.clawed_back),
    )
    return Screen(
        text=text,
        keyboard=rows(
            [button(texts.plain("bills-refund-yes"), sure, style="danger")],
            [back(texts, Open(purchase_id=asked.purchase_id))],
        ),
    )


async def show_page(desk: Desk, page: int) -> None:
    found = await desk.db.read(shifts.bills, desk.staff_id, page, now=desk.now)
    await desk.chat.show(bills_screen(desk.texts, found))


@router.message(Says("shift-key-bills"))
async def open_bills(_: Message, desk: Desk) -> None:
    await show_page(desk, 0)


@router.callback_query(Bills.filter())
async def turn(_: CallbackQuery, callback_data: Bills, desk: Desk) -> None:
    await show_page(desk, callback_data.page)


@router.callback_query(Open.filter())
async def open_bill(_: CallbackQuery, callback_data: Open, desk: Desk) -> None:
    await desk.state.clear()
    number = callback_data.purchase_id
    bill = await desk.db.read(purchases.purchase, number, reader=desk.actor)
    await desk.chat.show(bill_screen(desk.texts, bill))


@router.callback_query(Part.filter())
async def ask_part(_: CallbackQuery, callback_data: Part, desk: Desk) -> None:
    await desk.state.set_state(Till.refund)
    await desk.state.set_data({"purchase_id": callback_data.purchase_id})
    leave = back(desk.texts, Open(purchase_id=callback_data.purchase_id))
    await desk.chat.show(Screen(text=desk.texts("bills-refund-type"), keyboard=rows([leave])))


async def typed_part(desk: Desk, amount_minor: int) -> None:
    """The cashier typed how much of the goods comes back."""
    purchase_id = (await desk.state.get_data())["purchase_id"]
    asked = Refund(purchase_id=purchase_id, amount_minor=amount_minor, op=one_time())
    await quote_refund(desk, asked)


async def quote_refund(desk: Desk, asked: Refund) -> None:
    quote = await desk.db.read(
        purchases.refund_quote, asked.purchase_id, asked.amount_minor or None, now=desk.now
    )
    await desk.chat.show(refund_screen(desk.texts, quote, asked))


@router.callback_query(Refund.filter())
async def refund(_: CallbackQuery, callback_data: Refund, desk: Desk) -> None:
    if desk.stale or not callback_data.sure:
        await quote_refund(desk, callback_data)
        return
    done = await desk.db.write(
        purchases.refund,
        callback_data.purchase_id,
        callback_data.amount_minor or None,
        actor=desk.actor,
        key=f"refund:{callback_data.op}",
        now=desk.now,
    )
    await desk.state.clear()
    moved = done.restored or done.clawed_back
    text = desk.texts(
        "bills-refunded" if moved else "bills-refunded-plain",
        goods=Money(done.amount_minor),
        back=Money(done.to_return_minor),
        restored=done.restored,
        clawed=done.clawed_back,
    )
    await desk.chat.show(Screen(text=text, keyboard=rows([back(desk.texts, Bills())])))
