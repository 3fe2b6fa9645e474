"""What an offer says, and the screens of offers and coupons for a member and the till."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from aiogram.types import InlineKeyboardMarkup

from bot.texts import TextLibrary
from handlers.cashier.coupons import hand_over_rows, without
from handlers.formats import Locality
from handlers.member import offers as screens
from handlers.offers import conditions, days_words, name_of, offer_line, short
from handlers.texts import Texts
from handlers.ui import Screen
from services.coupons import CouponCancelled, TillCoupon
from services.domain.kinds import OfferKind, Weekday
from services.offers import CouponView, MemberOffer, MemberOffers, Terms

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LIBRARY = TextLibrary(strict=True)

NOTHING = Terms(
    weekdays=(),
    hours=None,
    from_on=None,
    until_on=None,
    amount_min_minor=None,
    more=False,
    factor=None,
    points=None,
    price_points=None,
    expires_days=None,
)
CROISSANT = MemberOffer(
    id="croissant",
    ref="c0",
    kind=OfferKind.GOODS,
    title={"ru": "Круассан", "en": "Croissant"},
    terms=replace(NOTHING, price_points=50, expires_days=30),
    today=True,
    now=True,
    affordable=True,
    missing_points=0,
)
DOUBLE = MemberOffer(
    id="double",
    ref="d0",
    kind=OfferKind.MULTIPLIER,
    title={},
    terms=replace(NOTHING, factor="2", weekdays=(Weekday.TUE,)),
    today=False,
    now=False,
    affordable=True,
    missing_points=0,
)
COUPON = CouponView(
    coupon_id=7,
    ref="croissant:1:1",
    title={"ru": "Круассан"},
    price_points=50,
    expires_on=date(2026, 12, 23),
    shown_until=None,
)


def texts_of(language: str = "ru") -> Texts:
    return LIBRARY.speak(language, Locality())


def flat(text: str) -> str:
    return text.replace("\u00a0", " ")


def labels(screen: Screen | InlineKeyboardMarkup) -> list[list[str]]:
    keyboard = screen if isinstance(screen, InlineKeyboardMarkup) else screen.keyboard
    assert keyboard is not None
    return [[flat(button.text) for button in row] for row in keyboard.inline_keyboard]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), ""),
        (tuple(Weekday), ""),
        ((Weekday.TUE,), "по вторникам"),
        (tuple(Weekday)[:5], "по будням"),
        (tuple(Weekday)[5:], "по выходным"),
        ((Weekday.MON, Weekday.WED), "по дням: Пн, Ср"),
    ],
)
def test_weekdays_are_said_as_people_say_them(days: tuple[Weekday, ...], said: str) -> None:
    assert days_words(texts_of(), days) == said


def test_everything_that_limits_an_offer_is_said() -> None:
    terms = replace(
        NOTHING,
        amount_min_minor=500_00,
        weekdays=(Weekday.TUE,),
        hours=(14 * 60, 17 * 60 + 30),
        from_on=date(2026, 11, 30),
        until_on=date(2026, 12, 31),
        more=True,
    )
    assert flat(conditions(texts_of(), terms, TODAY)) == (
        "за чек от 500 ₽ · по вторникам · с 14:00 до 17:30 · с 30 ноября · до 31 декабря"
        " · есть условия"
    )


@pytest.mark.parametrize(
    ("left", "said"),
    [(0, "последний день"), (1, "остался 1 день"), (3, "осталось 3 дня"), (8, "до 1 декабря")],
)
def test_a_near_end_is_said_in_days(left: int, said: str) -> None:
    terms = replace(NOTHING, until_on=TODAY + timedelta(days=left))
    assert flat(conditions(texts_of(), terms, TODAY)) == said


def test_an_offer_without_a_title_is_called_by_what_it_gives() -> None:
    texts = texts_of()
    assert name_of(texts, OfferKind.MULTIPLIER, {}, replace(NOTHING, factor="1.5")) == (
        "×1,5 за каждую покупку"
    )
    assert flat(name_of(texts, OfferKind.BONUS, {}, replace(NOTHING, points=100))) == (
        "+100 баллов"
    )
    assert flat(name_of(texts, OfferKind.GOODS, {}, CROISSANT.terms)) == "Подарок · 50 баллов"


def test_a_title_stands_before_what_the_offer_gives() -> None:
    titled = offer_line(
        texts_of(), OfferKind.MULTIPLIER, {"ru": "Щедрый <вторник>"}, DOUBLE.terms, today=TODAY
    )
    assert titled == ("🎁 <b>Щедрый &lt;вторник&gt;</b> · ×2 за каждую покупку · по вторникам")


def test_a_long_title_is_cut_on_a_button() -> None:
    assert short("Круассан") == "Круассан"
    assert short("Большой миндальный круассан с кремом") == "Большой миндальный круа…"


def test_the_list_has_coupons_first_then_gifts_then_what_works_by_itself() -> None:
    view = MemberOffers(offers=(CROISSANT, DOUBLE), coupons=(COUPON,), balance=120)
    screen = screens.offers_screen(texts_of(), view, 0, NOW)
    assert flat(screen.text).splitlines() == [
        "🎁 <b>Акции</b>",
        "🎟 <b>Круассан</b> · купон до 23 декабря",
        "🎁 <b>Круассан</b> · 50 баллов",
        "🎁 <b>×2 за каждую покупку</b> · по вторникам · работает сама",
    ]
    assert labels(screen) == [["🎟 Круассан"], ["Круассан · 50 баллов"], ["‹ Назад"]]
    assert screen.keep_photo


def test_a_gift_that_costs_too_much_says_how_much_is_missing_and_has_no_button() -> None:
    poor = replace(CROISSANT, affordable=False, missing_points=30)
    view = MemberOffers(offers=(poor,), coupons=(), balance=20)
    screen = screens.offers_screen(texts_of(), view, 0, NOW)
    assert "50 баллов · ещё нужно: 30 баллов" in flat(screen.text)
    assert labels(screen) == [["‹ Назад"]]


def test_a_gift_of_another_day_has_no_button_today() -> None:
    later = replace(CROISSANT, now=False)
    view = MemberOffers(offers=(later,), coupons=(), balance=120)
    assert labels(screens.offers_screen(texts_of(), view, 0, NOW)) == [["‹ Назад"]]


def test_no_offers_is_said_and_leads_back() -> None:
    view = MemberOffers(offers=(), coupons=(), balance=0)
    screen = screens.offers_screen(texts_of(), view, 0, NOW)
    assert "Сейчас акций нет" in screen.text
    assert labels(screen) == [["‹ Назад"]]


def test_many_offers_turn_their_pages_and_fit_under_the_picture() -> None:
    name = "Очень большой миндальный круассан с малиной " * 2
    many = tuple(replace(CROISSANT, id=str(n), title={"ru": name}) for n in range(14))
    view = MemberOffers(offers=many, coupons=(), balance=120)
    first = screens.offers_screen(texts_of(), view, 0, NOW)
    assert "1 из 3" in first.text
    assert labels(first)[-2:] == [["›"], ["‹ Назад"]]
    assert labels(screens.offers_screen(texts_of(), view, 1, NOW))[-2] == ["‹", "›"]
    assert labels(screens.offers_screen(texts_of(), view, 99, NOW))[-2] == ["‹"]
    assert len(first.text) <= 1024


def test_the_yes_says_what_is_spent_what_is_left_and_until_when_the_coupon_lives() -> None:
    screen = screens.claim_screen(texts_of(), CROISSANT, 120, NOW)
    text = flat(screen.text)
    assert "Спишем сразу: <b>50 баллов</b>. Останется: 70 баллов" in text
    assert "Купон живёт до 23 декабря" in text
    assert "15 минут" in text
    assert labels(screen) == [["✅ Получить · 50 баллов"], ["‹ Назад"]]
    assert screen.keyboard is not None
    assert screen.keyboard.inline_keyboard[0][0].style == "success"


def test_a_coupon_without_a_term_says_so_before_the_yes() -> None:
    endless = replace(CROISSANT, terms=replace(CROISSANT.terms, expires_days=None))
    assert "Срок купона" in screens.claim_screen(texts_of(), endless, 120, NOW).text
    assert "нет срока" in screens.coupon_text(texts_of(), replace(COUPON, expires_on=None))


def test_a_coupon_says_whether_the_till_sees_it() -> None:
    waiting = screens.coupon_text(texts_of(), COUPON)
    assert "нажмите кнопку: кассир увидит купон на 15 минут" in waiting
    shown = replace(COUPON, shown_until=NOW + timedelta(minutes=15))
    assert "Касса видит купон до 12:15" in screens.coupon_text(texts_of(), shown)
    assert labels(screens.coupon_keys(texts_of(), COUPON))[0] == ["Показать кассиру"]
    assert labels(screens.coupon_keys(texts_of(), shown)) == [
        ["Показать ещё раз"],
        ["↩️ Отказаться: +50 баллов"],
        ["‹ Назад"],
    ]


def test_points_whose_date_has_passed_are_said_when_a_coupon_is_given_back() -> None:
    whole = screens.given_back(texts_of(), CouponCancelled(points=50, expired=0, balance=120))
    assert flat(whole) == "Купон отменён: +50 баллов"
    late = screens.given_back(texts_of(), CouponCancelled(points=50, expired=20, balance=100))
    assert flat(late).endswith("Их срок уже прошёл: −20 баллов")


def test_the_till_has_a_wide_button_for_each_coupon_shown() -> None:
    shown = TillCoupon(coupon_id=7, title={"ru": "Круассан"}, expires_on=None, shown_until=NOW)
    (row,) = hand_over_rows(texts_of(), (shown,))
    assert [button.text for button in row] == ["🎁 Выдать: Круассан"]
    assert row[0].callback_data == "k-hand:7"
    keyboard = InlineKeyboardMarkup(inline_keyboard=[row])
    assert without(keyboard, "k-hand:7").inline_keyboard == []
    assert without(keyboard, "k-hand:8").inline_keyboard == [row]
    assert without(None, "k-hand:8").inline_keyboard == []


@pytest.mark.parametrize("language", ["ru", "en", "uz"])
def test_a_label_fits_a_narrow_phone_in_every_language(language: str) -> None:
    long = replace(CROISSANT, title={"ru": "Большой миндальный круассан с кремом и малиной"})
    view = MemberOffers(offers=(long,), coupons=(COUPON,), balance=1_240)
    texts = texts_of(language)
    for screen in (
        screens.offers_screen(texts, view, 0, NOW),
        screens.claim_screen(texts, long, 1_240, NOW),
    ):
        assert all(len(label) <= 40 for row in labels(screen) for label in row)
