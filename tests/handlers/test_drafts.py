"""The bill before it is recorded: the sum to pay, the goods, the coupons (K4)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from handlers.cashier import drafts, purchase
from handlers.cashier.drafts import Bill, Draft, Said
from services.bills import Quote, Recorded
from services.coupons import TillCoupon
from services.domain.kinds import Reason
from services.domain.outcome import Part
from services.till_bills import BillView, Questions
from services.units import LANGUAGES
from tests.handlers.test_offers import flat, labels, texts_of

FIVE = Part.of("five", 0, Reason.DISCOUNT, {"percent": 5, "basis": 1, "off": 1, "digits": 2})
CAKE = Part.of("cake", 0, Reason.DISCOUNT, {"percent": 20, "basis": 1, "off": 1, "digits": 2})
COUPON = TillCoupon(
    coupon_id=7,
    title={"en": "−15 %"},
    expires_on=date(2026, 12, 1),
    shown_until=datetime(2026, 11, 23, tzinfo=UTC),
    for_bill=True,
)
DRAFT = Draft(member_id=1, amount_minor=1_000_00, op="AbCd1234")


def quote_of(off_minor: int = 0, *parts: Part, most: int = 0, coupon: bool = False) -> Quote:
    return Quote(
        amount_minor=1_000_00,
        off_minor=off_minor,
        discounts=parts,
        coupon_used=coupon,
        applied=0,
        max_points=most,
        to_pay_minor=1_000_00 - off_minor,
        earned=47,
        parts=(),
        why_zero=None,
        balance_after=0,
        digest="",
    )


def view_of(
    quote: Quote,
    *,
    categories: tuple[str, ...] = (),
    coupons: tuple[TillCoupon, ...] = (),
    points: bool = True,
) -> BillView:
    asked = Questions(confirmed=False, to_count=(), categories=categories, discounts=True)
    return BillView(
        name="Анна К.",
        quote=quote,
        questions=asked,
        offered=categories,
        coupons=coupons,
        points=points,
    )


def test_the_sum_to_pay_stands_before_the_yes() -> None:
    screen = drafts.draft_screen(texts_of(), DRAFT, view_of(quote_of(50_00, FIVE)))
    assert flat(screen.text).split("\n") == [
        "Чек <b>1 000 ₽</b> · Анна К.",
        "<b>К оплате: 950 ₽</b> · скидка 5 %: −50 ₽",
        "Начислим: <b>+47 баллов</b>",
    ]
    assert labels(screen) == [["✅ Начислить"], ["✖ Отмена"]]


def test_several_percents_are_told_as_one_sum() -> None:
    screen = drafts.draft_screen(texts_of(), DRAFT, view_of(quote_of(70_00, FIVE, CAKE)))
    assert "скидки: −70 ₽" in flat(screen.text)


def test_a_shop_without_points_says_nothing_of_them() -> None:
    seen = view_of(quote_of(50_00, FIVE), points=False)
    screen = drafts.draft_screen(texts_of(), DRAFT, seen)
    assert "балл" not in screen.text
    assert labels(screen)[0] == ["✅ Провести"]


def test_points_that_may_pay_are_offered_beside_the_yes() -> None:
    screen = drafts.draft_screen(texts_of(), DRAFT, view_of(quote_of(most=225)))
    assert [flat(label) for label in labels(screen)[0]] == [
        "✅ Начислить",
        "💰 Списать до 225 баллов",
    ]


def test_each_category_is_a_button_that_says_its_share() -> None:
    one = drafts.shared(DRAFT, "Десерты")
    seen = view_of(quote_of(), categories=("Десерты", "Кофе", "Чай"))
    screen = drafts.draft_screen(texts_of(), one, seen)
    assert [flat(label) for label in labels(screen)[0]] == ["● Десерты · 1 000 ₽", "Кофе"]
    assert labels(screen)[1] == ["Чай"]
    assert "Напишите сумму этой части" in screen.text


def test_a_category_is_called_what_guests_call_it() -> None:
    seen = view_of(quote_of(), categories=("dessert",))
    named = replace(seen.questions, names={"dessert": {"ru": "Десерты", "en": "Desserts"}})
    screen = drafts.draft_screen(texts_of(), DRAFT, replace(seen, questions=named))
    assert labels(screen)[0] == ["Десерты"]


def test_a_tap_gives_a_category_the_rest_and_another_tap_takes_it_back() -> None:
    part = Draft(member_id=1, amount_minor=1_000_00, op="x", shares={"a": 300_00})
    assert drafts.shared(part, "b").shares == {"a": 300_00, "b": 700_00}
    assert drafts.shared(part, "a").shares == {}
    full = drafts.shared(DRAFT, "a")
    assert drafts.shared(full, "b").shares == {"a": 1_000_00}


def test_a_coupon_is_a_button_and_says_when_it_adds_nothing() -> None:
    taken = Draft(member_id=1, amount_minor=1_000_00, op="x", coupon_id=7)
    seen = view_of(quote_of(), coupons=(COUPON,))
    screen = drafts.draft_screen(texts_of(), taken, seen)
    assert labels(screen)[0] == ["● 🎟 −15 %"]
    assert "останется у гостя" in screen.text
    other = drafts.draft_screen(texts_of(), DRAFT, seen)
    assert labels(other)[0] == ["🎟 Применить: −15 %"]


def test_the_yes_of_a_mixed_bill_says_that_its_goods_stand_in_the_step() -> None:
    mixed = drafts.shared(DRAFT, "a")
    screen = drafts.draft_screen(texts_of(), mixed, view_of(quote_of(), categories=("a",)))
    assert screen.keyboard is not None
    pressed = screen.keyboard.inline_keyboard[1][0].callback_data
    assert pressed is not None
    assert Bill.unpack(pressed).said == Said.CHECKED | Said.MIXED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_what_is_to_be_paid(language: str) -> None:
    recorded = Recorded(
        purchase_id=1,
        receipt_number="1",
        member_id=1,
        amount_minor=1_000_00,
        applied=0,
        to_pay_minor=950_00,
        earned=0,
        parts=(),
        balance=0,
        pending=0,
        deficit=0,
        off_minor=50_00,
        discounts=(FIVE,),
        with_points=False,
        name="Анна К.",
    )
    said = flat(purchase.receipt_text(texts_of(language), recorded))
    assert "950" in said
    assert "balans" not in said
