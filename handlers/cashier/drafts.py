"""A bill that is looked at before it is recorded: its sum, its goods, a coupon (K4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntFlag
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery

from handlers.cashier.counting import Counts, count_screen
from handlers.cashier.steps import Till
from handlers.desk import Desk, one_time
from handlers.offers import short
from handlers.texts import Texts
from handlers.ui import Button, Screen, button, rows
from services import stamps, till, till_bills
from services.baskets import Basket, of_categories
from services.discount_words import discount_fact
from services.facts import Localized, Money, Points
from services.favourite_words import favourite_fact
from services.till_bills import BillView

router = Router(name="cashier.drafts")

IN_A_ROW = 2


class Said(IntFlag):
    """What the cashier has confirmed about this bill."""

    NOTHING = 0
    AGAIN = 1
    UNUSUAL = 2
    CHECKED = 4
    MIXED = 8  # Its goods or its coupon stand in the step.


class Bill(CallbackData, prefix="k-bill"):
    """Earn on this amount. The operation id makes a second tap show the same receipt."""

    member_id: int
    amount_minor: int
    op: str
    said: int = 0


class Drop(CallbackData, prefix="k-drop"):
    """Forget the bill that was not recorded."""


class Share(CallbackData, prefix="k-share"):
    """What is left of the bill falls in the category at this place; or it does not any more."""

    member_id: int
    amount_minor: int
    place: int
    op: str


class Count(CallbackData, prefix="k-count"):
    """So many items of stamp cards are on this bill, a digit for each card asked about so far."""

    member_id: int
    amount_minor: int
    counts: Counts
    op: str
    spends: bool


class Take(CallbackData, prefix="k-coupon"):
    """Use the coupon on this bill, or leave it; without an amount, on the bill to come."""

    member_id: int
    amount_minor: int = 0
    coupon_id: int
    op: str = ""


class Spend(CallbackData, prefix="k-pay"):
    """Pay a part of this bill with points."""

    member_id: int
    amount_minor: int
    op: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A bill on its way: what is in it, the coupon to use, whether points are to pay.

    `shares` has minor units by the category's name in order of choosing; the last one is that
    which a typed amount belongs to. `counted` are the items of stamp cards.
    """

    member_id: int
    amount_minor: int
    op: str
    coupon_id: int | None = None
    shares: Mapping[str, int] = field(default_factory=dict)
    counted: stamps.Counted = ()
    spends: bool = False

    @property
    def basket(self) -> Basket:
        lines = of_categories(self.amount_minor, self.shares)
        return Basket(lines=lines, coupon_id=self.coupon_id, counted=self.counted)

    @property
    def is_mixed(self) -> bool:
        return self.is_chosen or bool(self.counted)

    @property
    def is_chosen(self) -> bool:
        """Tell whether something was said on the screen of the bill itself."""
        return bool(self.shares) or self.coupon_id is not None

    def tells(self, cards: tuple[stamps.ToCount, ...]) -> bool:
        """Tell whether the items of all these stamp cards are counted."""
        return {one.card for one in cards} <= dict(self.counted).keys()

    def left_minor(self) -> int:
        return self.amount_minor - sum(self.shares.values())

    def stored(self) -> dict[str, Any]:
        """Return the draft as data of the step."""
        return {
            "member_id": self.member_id,
            "amount_minor": self.amount_minor,
            "op": self.op,
            "coupon_id": self.coupon_id,
            "shares": list(self.shares.items()),
            "counted": self.counted,
            "spends": self.spends,
        }


async def kept(desk: Desk, member_id: int, amount_minor: int, op: str) -> Draft:
    """Return the draft of this bill; a new one if the step holds another or none."""
    data = (await desk.state.get_data()).get("bill") or {}
    found = (data.get("member_id"), data.get("amount_minor"), data.get("op"))
    if found != (member_id, amount_minor, op):
        return Draft(member_id=member_id, amount_minor=amount_minor, op=op)
    return _restored(data)


async def waiting(desk: Desk) -> Draft | None:
    """Return the draft the till is looking at; None if it waits for something else."""
    data = (await desk.state.get_data()).get("bill")
    if await desk.state.get_state() != Till.draft.state or data is None:
        return None
    return _restored(data)


def _restored(data: dict[str, Any]) -> Draft:
    counted = tuple((card, items) for card, items in data["counted"])
    return Draft(**{**data, "shares": dict(data["shares"]), "counted": counted})


async def to_pay(desk: Desk, member_id: int, amount_minor: int) -> Draft:
    """Return what was said of the bill that is to be paid with points."""
    data = (await desk.state.get_data()).get("bill") or {}
    draft = await kept(desk, member_id, amount_minor, data.get("op") or one_time())
    return replace(draft, spends=True)


async def keep(desk: Desk, draft: Draft) -> None:
    """Keep the draft in the step: an amount typed now belongs to it."""
    await desk.state.set_state(Till.draft)
    await desk.state.set_data({"bill": draft.stored()})


async def count(
    desk: Desk, draft: Draft, cards: tuple[stamps.ToCount, ...], counts: str = ""
) -> None:
    """Ask for the items of the next stamp card; answers to other cards than today's are void."""
    counts = counts if len(counts) < len(cards) else ""
    await keep(desk, draft)
    guest = await desk.db.read(till.guest, desk.staff_id, draft.member_id, now=desk.now)

    def answered(number: int) -> Count:
        return Count(
            member_id=draft.member_id,
            amount_minor=draft.amount_minor,
            counts=f"{counts}{number}",
            op=draft.op,
            spends=draft.spends,
        )

    drop = button(desk.texts.plain("purchase-drop"), Drop())
    card = cards[len(counts)]
    await desk.chat.show(
        count_screen(desk.texts, guest.name, draft.amount_minor, card, answered, drop=drop)
    )


async def look(desk: Desk, draft: Draft) -> BillView:
    """Return what the bill comes to as it stands, and what can be said about it."""
    return await desk.db.read(
        till_bills.view,
        draft.member_id,
        draft.amount_minor,
        staff_id=desk.staff_id,
        now=desk.now,
        basket=draft.basket,
    )


async def show(desk: Desk, draft: Draft) -> None:
    """Show the bill as it stands."""
    await show_seen(desk, draft, await look(desk, draft))


async def show_seen(desk: Desk, draft: Draft, seen: BillView) -> None:
    await keep(desk, draft)
    await desk.chat.show(draft_screen(desk.texts, draft, seen, late=desk.stale))


def draft_screen(texts: Texts, draft: Draft, seen: BillView, *, late: bool = False) -> Screen:
    """K4: what this bill would cost and give, before it does."""
    quote = seen.quote
    said = Said.CHECKED | (Said.MIXED if draft.is_mixed else Said.NOTHING)
    record = Bill(
        member_id=draft.member_id, amount_minor=draft.amount_minor, op=draft.op, said=said
    )
    yes = texts.plain("purchase-yes" if seen.points else "purchase-record")
    last = [button(yes, record, style="success")]
    if quote.max_points:
        spend = Spend(member_id=draft.member_id, amount_minor=draft.amount_minor, op=draft.op)
        last.append(button(texts.plain("purchase-spend", most=Points(quote.max_points)), spend))
    return Screen(
        text="\n".join(draft_lines(texts, draft, seen, late=late)),
        keyboard=rows(
            *category_rows(texts, draft, seen),
            *coupon_rows(texts, draft, seen),
            last,
            [button(texts.plain("purchase-drop"), Drop())],
        ),
    )


def draft_lines(texts: Texts, draft: Draft, seen: BillView, *, late: bool) -> list[str]:
    """Return the sum first, then what it gives, then what to do."""
    quote, favourite = seen.quote, favourite_fact(seen.quote.parts)
    lines = [texts("purchase-late")] if late else []
    if quote.off_minor:
        discount = discount_fact(quote.off_minor, quote.discounts)
        lines += [
            texts("draft-bill", amount=Money(quote.amount_minor), name=seen.name),
            texts("draft-to-pay", to_pay=Money(quote.to_pay_minor), discount=discount),
        ]
        if seen.points:
            lines.append(texts("draft-earned", earned=Points(quote.earned), favourite=favourite))
    elif seen.points:
        amount, earned = Money(quote.amount_minor), Points(quote.earned)
        lines.append(texts("purchase-preview", amount=amount, earned=earned, favourite=favourite))
    else:
        lines.append(texts("draft-bill", amount=Money(quote.amount_minor), name=seen.name))
    if quote.stamped:
        lines.append(texts("draft-stamps", stamps=stamps.told(quote.stamped)))
    if draft.coupon_id is not None and not quote.coupon_used:
        lines.append(texts("draft-coupon-idle"))
    if seen.offered:
        lines.append(texts("draft-ask-part" if draft.shares else "draft-ask-goods"))
    return lines


def category_rows(texts: Texts, draft: Draft, seen: BillView) -> list[list[Button]]:
    """Return a button for each category that matters for this guest, with what falls in it.

    A button carries the place among all that the rules ask about: it holds for every guest.
    """
    made = []
    for name in seen.offered[: till_bills.MOST_CATEGORIES]:
        place = seen.questions.categories.index(name)
        share, names = draft.shares.get(name), seen.questions.names.get(name)
        called = short(texts.name(Localized(names)) if names else name)
        label = (
            texts.plain("draft-category", name=called)
            if share is None
            else texts.plain("draft-share", name=called, amount=Money(share))
        )
        data = Share(
            member_id=draft.member_id, amount_minor=draft.amount_minor, place=place, op=draft.op
        )
        made.append(button(label, data))
    return [made[at : at + IN_A_ROW] for at in range(0, len(made), IN_A_ROW)]


def coupon_rows(texts: Texts, draft: Draft, seen: BillView) -> list[list[Button]]:
    """Return a row for each coupon for the bill that the guest shows."""
    made = []
    for one in seen.coupons:
        key = "draft-coupon-taken" if one.coupon_id == draft.coupon_id else "draft-coupon"
        data = Take(
            member_id=draft.member_id,
            amount_minor=draft.amount_minor,
            coupon_id=one.coupon_id,
            op=draft.op,
        )
        title = short(texts.name(Localized(one.title)))
        made.append([button(texts.plain(key, title=title), data)])
    return made


def shared(draft: Draft, category: str) -> Draft:
    """Give the category what is left of the bill, or take its share out again."""
    shares = dict(draft.shares)
    if shares.pop(category, None) is None and draft.left_minor() > 0:
        shares[category] = draft.left_minor()
    return replace(draft, shares=shares)


async def typed_share(desk: Desk, draft: Draft, amount_minor: int) -> bool:
    """Take a typed amount as the share of the category chosen last; False without one."""
    if not draft.shares:
        return False
    *_, last = draft.shares
    room = draft.left_minor() + draft.shares[last]
    shares = {**draft.shares, last: min(amount_minor, room)}
    await show(desk, replace(draft, shares=shares))
    return True


@router.callback_query(Share.filter())
async def share(_: CallbackQuery, callback_data: Share, desk: Desk) -> None:
    """Put the bill, or what is left of it, into a category by one tap."""
    data = callback_data
    draft = await kept(desk, data.member_id, data.amount_minor, data.op)
    categories = (await desk.db.read(till_bills.questions, now=desk.now)).categories
    if 0 <= data.place < len(categories):
        draft = shared(draft, categories[data.place])
    await show(desk, draft)


@router.callback_query(Take.filter())
async def take(_: CallbackQuery, callback_data: Take, desk: Desk) -> None:
    """Use the coupon; on the guest's own screen the amount is asked next."""
    data = callback_data
    if not data.amount_minor:
        await desk.state.set_state(Till.bill)
        await desk.state.set_data({"member_id": data.member_id, "coupon_id": data.coupon_id})
        drop = button(desk.texts.plain("purchase-drop"), Drop())
        await desk.chat.show(Screen(text=desk.texts("draft-ask-amount"), keyboard=rows([drop])))
        return
    draft = await kept(desk, data.member_id, data.amount_minor, data.op)
    taken = None if draft.coupon_id == data.coupon_id else data.coupon_id
    await show(desk, replace(draft, coupon_id=taken))
