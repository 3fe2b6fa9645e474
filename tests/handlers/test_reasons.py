"""Why points changed, as a member reads it: offers by their titles."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from bot.texts import TextLibrary
from handlers.entries import row_lines
from handlers.formats import Locality
from handlers.reasons import phrase
from services.domain.kinds import EntryKind, Reason
from services.domain.outcome import Part
from services.members import HistoryRow

TITLES = {
    "tue": {"ru": "Двойные баллы", "en": "Double points"},
    "bun": {"ru": "Булочка & чай"},
}


def a_row(kind: EntryKind, points: int, *parts: Part) -> HistoryRow:
    return HistoryRow(
        at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        on=date(2026, 11, 23),
        kind=kind,
        points=points,
        amount_minor=None,
        balance_after=0,
        parts=parts,
        purchase_id=None,
        location_name=None,
        titles=TITLES,
    )


def said(row: HistoryRow, language: str = "ru") -> list[str]:
    return row_lines(TextLibrary(strict=True).speak(language, Locality()), row)


def a_coupon(offer: str, reason: Reason = Reason.OFFER, points: int = -50) -> Part:
    return Part.of("offer", points, reason, {"offer": offer, "coupon": 1})


def test_a_coupon_is_told_by_the_title_of_its_offer() -> None:
    (line,) = said(a_row(EntryKind.REDEEM, -50, a_coupon("bun")))

    assert "купон «Булочка &amp; чай»" in line
    assert "чек" not in line


def test_a_cancelled_coupon_is_told_as_such() -> None:
    part = a_coupon("bun", Reason.OFFER_CANCELLED, 50)

    (line,) = said(a_row(EntryKind.RESTORE, 50, part), "en")

    assert "coupon “Булочка &amp; чай” cancelled" in line


def test_an_offer_nobody_named_is_told_by_its_id() -> None:
    (line,) = said(a_row(EntryKind.REDEEM, -50, a_coupon("muffin")))

    assert "купон «muffin»" in line


@pytest.mark.parametrize("reason", [Reason.MULTIPLIER, Reason.BONUS])
def test_an_offer_that_earns_stands_in_the_reader_s_language(reason: Reason) -> None:
    facts: dict[str, str | int] = {"factor": "2", "points": 5}
    offer = Part.of("tue", Fraction(45, 2), reason, facts)
    rule = Part.of("base", Fraction(45, 2), Reason.PERCENT, {"percent": "5", "basis": 450})

    _, why = said(a_row(EntryKind.EARN, 45, rule, offer), "en")

    assert "Double points" in why.replace("“", "").replace("”", "")
    assert "×2" not in why


def test_a_rule_that_is_no_offer_keeps_its_words() -> None:
    texts = TextLibrary(strict=True).speak("ru", Locality())
    part = Part.of("fri", 5, Reason.MULTIPLIER, {"factor": "2"})

    assert phrase(texts, part, TITLES) == "×2"
