"""The owner's screens of offers: the list, one offer with its result, a draft."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from aiogram.types import InlineKeyboardButton

from handlers.owner import last_day, offer_prices, offer_rows, offers
from handlers.owner.new_offer import Go
from handlers.owner.offer_rows import Draft
from handlers.owner.week import tip_keys
from handlers.what_ifs import Counting
from services import week
from services.domain.kinds import OfferKind, Weekday
from services.offers import (
    MemberOffer,
    OfferPreview,
    OfferResult,
    OfferState,
    OwnerOffer,
    OwnerOffers,
)
from services.units import LANGUAGES
from tests.handlers.test_offers import CROISSANT, DOUBLE, TODAY, flat, labels, texts_of
from tests.handlers.test_what_if import PLAIN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GOODS = Draft(offer_kind=OfferKind.GOODS, value=100, second=30)
TUESDAYS = Draft(offer_kind=OfferKind.MULTIPLIER, value=200, days=2)
BONUS = Draft(offer_kind=OfferKind.BONUS, value=1_000_00, second=100)


def owned(
    shown: MemberOffer, state: OfferState = OfferState.ON, result: OfferResult | None = None
) -> OwnerOffer:
    return OwnerOffer(
        id=shown.id,
        ref=shown.ref,
        kind=shown.kind,
        title=shown.title,
        terms=shown.terms,
        state=state,
        result=result or OfferResult(),
    )


def preview_of(shown: MemberOffer, cost_minor: int | None) -> OfferPreview:
    return OfferPreview(
        version_id=3, offer=shown, purchases=12, guests=34, cost_points=0, cost_minor=cost_minor
    )


def data(button: InlineKeyboardButton) -> Draft:
    assert button.callback_data is not None
    assert len(button.callback_data.encode()) <= 64
    return Draft.unpack(button.callback_data)


def test_the_list_says_what_runs_and_offers_all_kinds() -> None:
    view = OwnerOffers(
        version_id=1,
        offers=(owned(CROISSANT), owned(DOUBLE, OfferState.PAUSED)),
    )
    screen = offers.offers_screen(texts_of(), view, 0)
    assert labels(screen) == [
        ["✅ Круассан · 50 баллов"],
        ["⏸ ×2 за каждую покупку"],
        ["🎁 Подарок за накопленное"],
        ["🏷 Скидка в процентах"],
        ["✖️ Больше по дням"],
        ["➕ Бонус за чек от …"],
        ["🔑 Промокод"],
        ["🔖 Карты со штампами"],
        ["‹ Назад"],
    ]


def test_no_offers_is_an_invitation_to_make_one() -> None:
    screen = offers.offers_screen(texts_of(), OwnerOffers(version_id=1, offers=()), 0)
    assert "Акций пока нет" in screen.text
    assert len(labels(screen)) == 7


def test_a_shop_without_points_is_offered_only_what_needs_none() -> None:
    view = OwnerOffers(version_id=1, offers=(), with_points=False)
    assert labels(offers.offers_screen(texts_of(), view, 0)) == [
        ["🏷 Скидка в процентах"],
        ["🔑 Промокод"],
        ["🔖 Карты со штампами"],
        ["‹ Назад"],
    ]


def test_a_long_list_turns_its_pages() -> None:
    view = OwnerOffers(version_id=1, offers=tuple(owned(CROISSANT) for _ in range(20)))
    assert ["›"] in labels(offers.offers_screen(texts_of(), view, 0))
    assert ["‹", "›"] in labels(offers.offers_screen(texts_of(), view, 1))
    assert ["‹"] in labels(offers.offers_screen(texts_of(), view, 99))


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (OfferState.ON, ["⏸ Пауза", "⏹ Завершить"]),
        (OfferState.PAUSED, ["▶️ Возобновить", "⏹ Завершить"]),
    ],
)
def test_a_running_offer_can_be_paused_and_ended(state: OfferState, buttons: list[str]) -> None:
    screen = offers.offer_screen(texts_of(), owned(CROISSANT, state), TODAY)
    assert labels(screen) == [buttons, ["‹ Назад"]]
    assert "За 30 дней ещё никто не воспользовался." in screen.text


def test_an_offer_that_is_over_only_tells_its_result() -> None:
    result = OfferResult(claimed=12, used=9)
    screen = offers.offer_screen(texts_of(), owned(CROISSANT, OfferState.ENDED, result), TODAY)
    assert labels(screen) == [["‹ Назад"]]
    assert "За 30 дней взяли: 12 · выдано: 9" in flat(screen.text)


def test_the_result_of_more_points_is_counted_in_bills() -> None:
    offer = owned(DOUBLE, result=OfferResult(purchases=42, points=1_120))
    text = flat(offers.offer_screen(texts_of(), offer, TODAY).text)
    assert "За 30 дней чеков: 42 · начислено сверху: 1 120 баллов" in text


def test_ending_is_asked_about() -> None:
    result = OfferResult(claimed=12, used=9)
    screen = offers.end_screen(texts_of(), owned(CROISSANT, result=result), None)
    assert labels(screen) == [["Да, завершить"], ["‹ Назад"]]
    assert flat(screen.text).endswith("За 30 дней взяли: 12 · выдано: 9")


def test_ending_what_gives_points_says_what_the_last_days_would_have_been_without_it() -> None:
    screen = offers.end_screen(texts_of(), owned(DOUBLE), Counting(done=0, of=0))
    assert flat(screen.text).endswith("Без неё:\n⏳ Считаем, что было бы за последние 30 дней…")


def test_a_draft_shows_an_estimate_until_the_last_days_have_been_tried() -> None:
    asked = replace(preview_of(DOUBLE, 3_200_00), text="version = 1")
    counting = flat(offer_prices.draft_text(texts_of(), asked, TODAY, Counting(done=0, of=0)))
    assert "Обойдётся примерно: 3 200 ₽ в месяц" in counting
    assert counting.endswith("⏳ Считаем, что было бы за последние 30 дней…")
    failed = flat(offer_prices.draft_text(texts_of(), asked, TODAY, None))
    assert failed.endswith("Обойдётся примерно: 3 200 ₽ в месяц (чеков за 30 дней: 12).")
    tried = flat(
        offer_prices.draft_text(texts_of(), asked, TODAY, replace(PLAIN, cost_minor=90_00))
    )
    assert "Обойдётся примерно" not in tried
    assert "дороже на <b>90 ₽</b>" in tried


def test_a_draft_becomes_what_the_books_call_a_draft() -> None:
    until = date(2026, 12, 31)
    double = TUESDAYS.model_copy(update={"hours": 2, "until": until.toordinal()})
    made = offer_rows.offer_draft(double, "", "ru")
    assert (made.kind, made.factor, made.weekdays) == (
        OfferKind.MULTIPLIER,
        "2",
        (Weekday.TUE,),
    )
    assert (made.hours, made.until_on, made.title) == ((720, 900), until, {})
    goods = offer_rows.offer_draft(GOODS, "Круассан", "ru")
    assert (goods.title, goods.price_points, goods.expires_days) == ({"ru": "Круассан"}, 100, 30)
    bonus = offer_rows.offer_draft(BONUS, "", "ru")
    assert (bonus.amount_min_minor, bonus.points, bonus.hours) == (1_000_00, 100, None)


@pytest.mark.parametrize(("hundredths", "factor"), [(150, "1.5"), (200, "2"), (125, "1.25")])
def test_a_factor_is_kept_in_hundredths(hundredths: int, factor: str) -> None:
    assert offer_rows.factor_of(hundredths) == factor


def test_a_day_is_switched_by_a_tap_and_the_rest_stays() -> None:
    first, second = offer_rows.day_rows(texts_of(), TUESDAYS)
    assert [button.text for button in first + second] == [
        "Пн",
        "● Вт",
        "Ср",
        "Чт",
        "Пт",
        "Сб",
        "Вс",
    ]
    assert offer_rows.weekdays_of(data(first[0]).days) == (Weekday.MON, Weekday.TUE)
    assert offer_rows.weekdays_of(data(first[1]).days) == ()
    assert data(second[2]).value == 200


def until_button(draft: Draft) -> InlineKeyboardButton:
    return last_day.until_button(
        texts_of(), draft.until, TODAY, lambda until: offer_rows.changed(draft, until=until)
    )


def test_the_last_day_steps_through_the_terms_and_back_to_none() -> None:
    draft, seen = TUESDAYS, []
    for _ in range(5):
        button = until_button(draft)
        seen.append(flat(button.text))
        draft = data(button)
    assert seen == [
        "📅 Без срока",
        "📅 До 30 ноября",
        "📅 До 7 декабря",
        "📅 До 23 декабря",
        "📅 До 22 января",
    ]
    assert draft.until == 0
    odd = TUESDAYS.model_copy(update={"until": (TODAY + timedelta(days=9)).toordinal()})
    later = data(until_button(odd)).until
    assert later == (TODAY + timedelta(days=14)).toordinal()


def test_hours_and_the_life_of_a_coupon_step_through_their_presets() -> None:
    hours = offer_rows.hours_button(texts_of(), TUESDAYS)
    assert hours.text == "🕐 Весь день"
    assert offer_rows.hours_button(texts_of(), data(hours)).text == "🕐 08:00–11:00"
    last = TUESDAYS.model_copy(update={"hours": len(offer_rows.HOURS) - 1})
    assert data(offer_rows.hours_button(texts_of(), last)).hours == 0
    lives = offer_rows.lives_button(texts_of(), GOODS)
    assert lives.text == "🎟 Купон: 30 дней"
    assert data(lives).second == 60
    assert data(offer_rows.lives_button(texts_of(), data(lives))).second == 7
    odd = GOODS.model_copy(update={"second": 21})
    assert data(offer_rows.lives_button(texts_of(), odd)).second == 7


def test_a_typed_price_joins_the_presets() -> None:
    typed = GOODS.model_copy(update={"value": 75})
    row = offer_rows.points_row(texts_of(), "offering-price", typed, "value", (50, 100))
    assert [flat(button.text) for button in row] == ["50 баллов", "● 75 баллов", "100 баллов"]


@pytest.mark.parametrize(
    ("cost_minor", "said"),
    [
        (3_200_00, "Обойдётся примерно: 3 200 ₽ в месяц (чеков за 30 дней: 12)."),
        (None, "Сколько обойдётся, станет видно после первых покупок."),
    ],
)
def test_a_draft_shows_what_the_guest_sees_and_what_it_costs(
    cost_minor: int | None, said: str
) -> None:
    text = flat(offer_prices.draft_text(texts_of(), preview_of(DOUBLE, cost_minor), TODAY))
    assert "🎁 <b>×2 за каждую покупку</b> · по вторникам" in text
    assert text.endswith(said)


def test_the_cost_of_a_gift_is_at_most() -> None:
    text = flat(offer_prices.draft_text(texts_of(), preview_of(CROISSANT, 1_700_00), TODAY))
    assert text.endswith("Взять могут: 34 гостя. Обойдётся не дороже: 1 700 ₽ в месяц.")


def test_the_longest_draft_fits_into_a_button() -> None:
    go = Go(
        offer_kind=OfferKind.MULTIPLIER,
        value=300,
        days=127,
        hours=4,
        until=date(2030, 12, 31).toordinal(),
        based_on=123_456,
        op="AbCd1234",
    )
    assert len(go.pack().encode()) <= 64
    huge = Go(
        offer_kind=OfferKind.BONUS,
        value=30_000_000_00,
        second=300_000,
        until=date(2030, 12, 31).toordinal(),
        based_on=123_456,
        op="AbCd1234",
    )
    assert len(huge.pack().encode()) <= 64


def test_a_draft_that_would_serve_nobody_says_so() -> None:
    empty = replace(preview_of(DOUBLE, 0), purchases=0, guests=0)
    text = offer_prices.draft_text(texts_of(), empty, TODAY)
    assert text.endswith("За последние 30 дней под неё не подошёл бы никто.")


def test_the_quiet_day_of_the_week_is_one_tap_from_its_offer() -> None:
    quiet = week.Quiet(on=date(2026, 11, 17), amount_minor=100_00, below_percent=40)
    keyboard = tip_keys(texts_of(), quiet)
    assert keyboard is not None
    assert labels(keyboard) == [["🎁 Включить ×2 по вторникам"]]
    assert keyboard.inline_keyboard[0][0].callback_data == "o-new:multiplier:2"
    assert tip_keys(texts_of(), None) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_kind_can_be_said_in_every_language(language: str) -> None:
    texts = texts_of(language)
    bonus = replace(DOUBLE, kind=OfferKind.BONUS, terms=replace(DOUBLE.terms, points=100))
    for shown in (CROISSANT, DOUBLE, bonus):
        for state in OfferState:
            screen = offers.offer_screen(texts, owned(shown, state), TODAY)
            assert len(screen.text.splitlines()) <= 6
        text = offer_prices.draft_text(texts, preview_of(shown, 100_00), TODAY)
        assert len(text.splitlines()) <= 6
    view = OwnerOffers(version_id=1, offers=(owned(CROISSANT), owned(bonus)))
    for row in labels(offers.offers_screen(texts, view, 0)):
        assert all(len(label) <= 40 for label in row)
