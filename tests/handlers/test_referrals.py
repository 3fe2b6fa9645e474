"""What a guest is promised for a friend, in every language and for every kind of rule."""

import pytest

from handlers.member.referrals import promise
from services.domain.invitations import ReferralRules
from services.units import LANGUAGES
from tests.handlers.test_offers import flat, texts_of


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (
            ReferralRules(referrer=100, invitee=200, min_minor=250_00),
            [
                "Другу: +200 баллов за первую покупку от 250 ₽.",
                "Вам: +100 баллов сразу после такой покупки.",
            ],
        ),
        (
            ReferralRules(referrer=100, min_minor=250_00),
            ["Вам: +100 баллов, когда друг впервые купит от 250 ₽."],
        ),
        (ReferralRules(referrer=100), ["Вам: +100 баллов, когда друг впервые купит."]),
        (ReferralRules(invitee=200), ["Другу: +200 баллов за первую покупку."]),
    ],
)
def test_each_side_reads_what_it_gets_and_for_which_purchase(
    rules: ReferralRules, lines: list[str]
) -> None:
    assert [flat(line) for line in promise(texts_of(), rules)] == lines
    for language in LANGUAGES:
        assert len(promise(texts_of(language), rules)) == len(lines)
