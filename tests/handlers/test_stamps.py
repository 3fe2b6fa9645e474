"""Screens about stamps in every language: the till's question, lines of a bill, the owner's."""

from dataclasses import replace

import pytest

from bot.texts import TextLibrary
from handlers.cashier.counting import count_screen
from handlers.cashier.drafts import Count, Draft, Drop, draft_lines
from handlers.cashier.purchase import receipt_text
from handlers.formats import Locality
from handlers.member.card import stamp_row
from handlers.owner import stamps as owner
from handlers.reasons import phrase
from handlers.stamps import begun_lines, stamps_line
from handlers.texts import Texts
from handlers.ui import button
from services.bills import Quote, Recorded
from services.domain.kinds import Each, Reason
from services.domain.outcome import Part
from services.facts import Key
from services.stamp_rules import OwnerCard, OwnerCards, StampField, StampResult, StampTemplate
from services.stamps import CardStamps, MemberCard, ToCount, told
from services.till_bills import BillView, Questions
from services.units import LANGUAGES

TITLE = {"ru": "Кофе", "en": "Coffee", "uz": "Qahva"}


def speak(language: str) -> Texts:
    return TextLibrary(strict=True).speak(language, Locality())


def stamped(**changed: object) -> CardStamps:
    usual = {"card": "c", "title": TITLE, "reward": TITLE, "added": 1, "count": 7, "needed": 10}
    return CardStamps(**{**usual, **changed})  # type: ignore[arg-type]  # the usual values are right


def recorded(
    *cards: CardStamps, earned: int = 0, balance: int = 0, with_points: bool = True
) -> Recorded:
    return Recorded(
        purchase_id=1,
        receipt_number="1",
        member_id=1,
        amount_minor=450_00,
        applied=0,
        to_pay_minor=450_00,
        earned=earned,
        parts=(),
        balance=balance,
        pending=0,
        deficit=0,
        stamped=cards,
        with_points=with_points,
        name="Анна К.",
    )


def seen(*cards: CardStamps, earned: int = 0, points: bool = True) -> BillView:
    quote = Quote(
        amount_minor=450_00,
        off_minor=0,
        discounts=(),
        coupon_used=False,
        applied=0,
        max_points=0,
        to_pay_minor=450_00,
        earned=earned,
        parts=(),
        why_zero=None,
        balance_after=0,
        digest="",
        stamped=cards,
    )
    asked = Questions(confirmed=True, to_count=(), categories=(), discounts=False)
    return BillView(
        name="Анна К.", quote=quote, questions=asked, offered=(), coupons=(), points=points
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_bill_brought_has_a_line_for_each_card(language: str) -> None:
    cards = (
        stamped(),
        stamped(count=1, added=4, full=1),
        stamped(count=0, added=20, full=2),
        stamped(count=-2),
        stamped(added=0, too_soon=True, gap_minutes=60),
    )

    lines = receipt_text(speak(language), recorded(*cards)).split("\n")

    assert len(lines) == 1 + len(cards)
    assert all(TITLE[language] in line for line in lines[1:])


def test_a_receipt_of_stamps_alone_says_nothing_of_points() -> None:
    alone = receipt_text(speak("en"), recorded(stamped(), with_points=False))
    both = receipt_text(speak("en"), recorded(stamped(), earned=5, balance=5))

    assert "point" not in alone
    assert "balance: 5" in both
    assert "balance: 0" in receipt_text(speak("en"), recorded())
    assert told(()) == ""


def test_a_preview_says_the_stamps_too() -> None:
    texts = speak("en")

    draft = Draft(member_id=1, amount_minor=450_00, op="x", counted=(("c", 1),))

    alone = "\n".join(draft_lines(texts, draft, seen(stamped(), points=False), late=False))
    both = "\n".join(draft_lines(texts, draft, seen(stamped(), earned=9), late=True))

    assert "point" not in alone
    assert "7 of 10" in alone
    assert "7 of 10" in both
    assert "+9" in both
    assert "late" in both


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_till_asks_how_many_in_one_tap(language: str) -> None:
    texts = speak(language)
    drop = button("x", Drop())

    screen = count_screen(
        texts,
        "Анна К.",
        450_00,
        ToCount(card="c", title=TITLE),
        lambda number: Count(
            member_id=1, amount_minor=450_00, counts=str(number), op="x", spends=False
        ),
        drop=drop,
    )

    assert TITLE[language] in screen.text
    assert screen.keyboard is not None
    rows = screen.keyboard.inline_keyboard
    assert [len(row) for row in rows] == [5, 5, 1]
    assert rows[0][2].callback_data == "k-count:1:45000:3:x:0"
    assert rows[1][4].callback_data == "k-count:1:45000:0:x:0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_member_s_card_says_what_lies_on_it_and_what_is_owed(language: str) -> None:
    texts = speak(language)
    card = MemberCard(title=TITLE, reward=TITLE, count=7, needed=10)
    owed = MemberCard(title=TITLE, reward=TITLE, count=-2, needed=10)

    assert "7" in stamps_line(texts, card)
    assert "2" in stamps_line(texts, owed)
    assert begun_lines(texts, [card, replace(card, count=0)]) == [stamps_line(texts, card)]
    assert stamp_row(texts, owed).count == 0
    assert stamp_row(texts, card).label in {"7 из 10", "7 of 10", "7 / 10"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        (Reason.STAMPED, {"outcome": "open", "stamps": 1, "have": 7, "needed": 10}),
        (Reason.STAMPED, {"outcome": "full", "stamps": 1, "have": 0, "needed": 10, "full": 1}),
        (Reason.STAMPED, {"outcome": "owed", "stamps": 1, "owed": 2, "needed": 10}),
        (Reason.STAMPED, {"outcome": "too_soon", "stamps": 0, "gap": 60, "needed": 10}),
        (Reason.STAMPS_BACK, {"outcome": "open", "stamps": 1, "have": 7, "purchase": "x"}),
        (Reason.STAMPS_BACK, {"outcome": "owed", "stamps": 1, "owed": 2, "purchase": "x"}),
        (Reason.CARD_COMPLETE, {"offer": "c", "coupon": 1, "card": "c"}),
        (Reason.COUPON_WITHDRAWN, {"offer": "c", "coupon": 1, "card": "c"}),
    ],
)
def test_every_reason_names_the_card_or_its_gift(
    language: str, reason: Reason, facts: dict[str, str | int]
) -> None:
    said = phrase(speak(language), Part.of("c", 0, reason, facts), {"c": TITLE})

    assert TITLE[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_of_the_owner_is_said(language: str) -> None:
    texts = speak(language)
    card = OwnerCard(
        ref="c0ffee00",
        title=TITLE,
        reward=TITLE,
        each=Each.VISIT,
        needed=10,
        on=True,
        values={
            StampField.NEEDED: 10,
            StampField.REWARD_DAYS: None,
            StampField.GAP_MINUTES: 0,
        },
        result=StampResult(completed=3, handed=2, waiting=1),
    )
    screens = [
        owner.cards_screen(texts, OwnerCards(version_id=1, cards=())),
        owner.cards_screen(texts, OwnerCards(version_id=1, cards=(card,))),
        owner.card_screen(texts, card, 1),
        *(owner.title_screen(texts, one) for one in StampTemplate),
        *(owner.draft_screen(texts, one, 10, "Qahva", 1) for one in StampTemplate),
        *(owner.choose_screen(texts, card, field, 1) for field in StampField),
    ]

    assert all(screen.text and screen.keyboard for screen in screens)
    assert owner.shown(texts, StampField.GAP_MINUTES, 60) != owner.shown(
        texts, StampField.GAP_MINUTES, 0
    )
    assert texts.plain("stamps-complete", reward="x") != texts.plain(
        "stamps-lines", first=Key("stamps-none"), rest=""
    )
