"""Bringing a friend: who is one, which purchase pays both, and how a refund takes it back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.domain import events as ev
from services.domain.invitations import Referral, ReferralRules, Reward
from services.domain.kinds import ExpiryModel, ReferrerShare, Unpaid
from services.domain.program import Expiry, PointsRules, RefundRules, TransferRules, Welcome
from services.domain.receipts import Receipt
from services.domain.referrals import can_qualify, share_of
from tests.domain.story import Printed, Story, a_program, kinds, minor, texts

RULES = ReferralRules(referrer=200, invitee=150, min_minor=250_00, within_days=180, per_month=2)


def a_story(on="2026-11-23", rules=RULES, **more: Any) -> Story:
    story = Story(a_program(referral=rules, **more), on=on)
    story.join("anna")
    return story


def buy(story: Story, amount, member="boris", key=None, **asked: Any) -> list[Printed]:
    receipt = Receipt(amount_minor=minor(amount), **asked)
    return story.tell(
        ev.Purchase(at=story.at, member=member, key=key or story.key(), receipt=receipt)
    )


def refund(story: Story, purchase, amount=None) -> list[Printed]:
    return story.tell(
        ev.Refund(
            at=story.at,
            purchase=purchase,
            key=story.key(),
            amount_minor=None if amount is None else minor(amount),
        )
    )


def came(story: Story, member="boris", **known: Any) -> bool:
    """Join by anna's invitation, buy for enough, and tell whether it brought her anything."""
    story.join(member, invited_by="anna", **known)
    return len(buy(story, 250, member)) == 2


def test_both_sides_are_paid_by_the_first_purchase_that_is_large_enough():
    story = a_story()
    story.join("boris", invited_by="anna")
    assert [kinds(line) for line in buy(story, 249.99)] == [[("earn", 12)]]
    friend, referrer = buy(story, 250)
    assert kinds(friend) == [("earn", 12), ("gift", 150)]
    assert kinds(referrer) == [("gift", 200)]
    assert (referrer["member"], referrer["n"]) == ("anna", friend["n"])
    assert texts(referrer, "gift") == {"referral": "brought a friend"}
    assert texts(friend, "gift") == {"referral": "came by a friend's invitation"}
    assert len(buy(story, 1000)) == 1


def test_only_the_money_part_counts():
    story = a_story()
    story.join("boris", invited_by="anna")
    story.adjust(10, "boris")
    assert len(buy(story, 250, redeem=1)) == 1
    assert len(buy(story, 260, discount_minor=minor(11))) == 1
    assert len(buy(story, 251, redeem=1)) == 2


@pytest.mark.parametrize(("day", "paid"), [("2027-05-22", True), ("2027-05-23", False)])
def test_the_last_day_is_so_many_days_after_joining(day, paid):
    story = a_story()
    story.join("boris", invited_by="anna")
    story.on(day)
    assert (len(buy(story, 250)) == 2) is paid


def test_over_the_months_limit_only_the_friend_is_paid():
    story = a_story("2026-11-23")
    assert came(story, "boris")
    assert came(story, "clara")
    story.join("dora", invited_by="anna")
    (line,) = buy(story, 250, "dora")
    assert kinds(line) == [("earn", 12), ("gift", 150)]
    story.on("2026-12-01")
    assert came(story, "elena")


def test_a_reward_taken_back_gives_its_month_room_again():
    story = a_story()
    assert came(story, "boris")
    story.join("clara", invited_by="anna")
    buy(story, 250, "clara", key="hers")
    refund(story, "hers")
    assert came(story, "dora")
    assert not came(story, "elena")


def test_single_level_whoever_invited_the_referrer_gets_nothing():
    story = a_story()
    assert came(story, "boris")
    story.join("clara", invited_by="boris")
    assert [line["member"] for line in buy(story, 250, "clara")] == ["clara", "boris"]


def test_nobody_is_new_twice_by_id_or_by_phone():
    story = a_story()
    story.join("boris", phone="+79000000001")
    story.erase("boris")
    assert not came(story, "boris")
    assert not came(story, "borya", phone="+79000000001")
    assert came(story, "clara", phone="+79000000002")
    assert not came(story, "clary", phone="+79000000002")


def test_a_former_member_is_known_for_twelve_months():
    story = a_story("2025-11-23")
    story.join("boris")
    story.join("clara")
    story.erase("boris")
    story.erase("clara")
    story.on("2026-11-23")
    assert not came(story, "boris")
    story.on("2026-11-24")
    assert came(story, "clara")


@pytest.mark.parametrize("referrer", ["boris", "nobody", "gone"])
def test_an_invitation_by_oneself_by_nobody_and_by_somebody_gone_brings_nothing(referrer):
    story = a_story()
    story.join("gone")
    story.erase("gone")
    assert "refused" not in story.join("boris", invited_by=referrer)
    assert [kinds(line) for line in buy(story, 250)] == [[("earn", 12)]]


def test_an_invitation_from_before_it_was_on_and_a_purchase_while_it_is_off_bring_nothing():
    off = a_program()
    story = Story(off)
    story.join("anna")
    story.join("boris", invited_by="anna")
    story.change(a_program(referral=RULES))
    assert len(buy(story, 250)) == 1
    story.join("clara", invited_by="anna")
    story.change(off)
    assert len(buy(story, 250, "clara")) == 1
    story.change(a_program(referral=RULES))
    assert len(buy(story, 250, "clara")) == 2


def test_who_left_gets_nothing_and_the_friend_is_paid_all_the_same():
    story = a_story()
    story.join("boris", invited_by="anna")
    story.erase("anna")
    (line,) = buy(story, 250, key="his")
    assert kinds(line) == [("earn", 12), ("gift", 150)]
    (back,) = refund(story, "his")
    assert kinds(back) == [("clawback", -12), ("clawback", -150)]


def test_a_friend_who_left_is_forgotten_as_one():
    story = a_story()
    story.join("boris", invited_by="anna")
    story.erase("boris")
    story.join("boris")
    assert len(buy(story, 250)) == 1


def test_whoever_left_is_forgotten_on_both_sides_and_a_refund_still_works():
    story = a_story()
    assert came(story)
    story.join("clara", invited_by="anna")
    story.erase("clara")
    story.erase("anna")

    bill = buy(story, 300, "boris", key="later")
    assert len(bill) == 1
    assert kinds(refund(story, "later")[0]) == [("clawback", -15)]


def test_each_side_has_a_gift_of_its_own():
    assert (RULES.for_referrer.points, RULES.for_invitee.points) == (200, 150)


def test_a_refund_below_the_least_takes_both_parts_back():
    story = a_story()
    story.join("boris", invited_by="anna")
    buy(story, 300, key="his")
    assert len(refund(story, "his", 50)) == 1
    friend, referrer = refund(story, "his", 1)
    assert kinds(friend) == [("clawback", -1), ("clawback", -150)]
    assert kinds(referrer) == [("clawback", -200)]
    assert (friend["deficit"], referrer["balance"], referrer["deficit"]) == (0, 0, 0)
    said = "the purchase of the invited friend was refunded"
    assert texts(referrer, "clawback") == {"referral": said}
    assert len(refund(story, "his")) == 1


def test_the_least_of_the_purchases_own_day_decides():
    story = a_story()
    story.join("boris", invited_by="anna")
    buy(story, 300, key="his")
    story.change(a_program(referral=ReferralRules(referrer=5, invitee=5, min_minor=290_00)))
    assert len(refund(story, "his", 40)) == 1
    assert kinds(refund(story, "his", 20)[1]) == [("clawback", -200)]


def test_from_the_referrer_only_what_is_left_is_taken_never_a_deficit():
    story = a_story(transfer=TransferRules())
    story.join("boris", invited_by="anna")
    story.join("clara")
    buy(story, 250, key="his")
    story.transfer(190, "anna", "clara")
    _, referrer = refund(story, "his")
    assert kinds(referrer) == [("clawback", -10)]
    assert (referrer["balance"], referrer["deficit"]) == (0, 0)
    assert texts(referrer, "clawback")["clamp"] == "not enough points left, forgotten"


def test_the_referrers_other_points_pay_for_those_of_the_reward_that_were_spent():
    story = a_story()
    story.join("boris", invited_by="anna")
    buy(story, 250, key="his")
    story.adjust(500, "anna")
    buy(story, 400, "anna", redeem=200)
    assert refund(story, "his")[1]["entries"][0]["points"] == -200


@pytest.mark.parametrize(("unpaid", "deficit"), [(Unpaid.DEFICIT, 162), (Unpaid.CLAMP, 0)])
def test_the_friend_owes_or_is_forgiven_as_the_program_says(unpaid, deficit):
    story = a_story(refund=RefundRules(unpaid=unpaid), transfer=TransferRules())
    story.join("boris", invited_by="anna")
    buy(story, 250, key="his")
    story.transfer(162, "boris", "anna")
    friend, _ = refund(story, "his")
    assert (friend["balance"], friend["deficit"]) == (0, deficit)


def test_points_that_expired_meanwhile_count_as_taken():
    short = PointsRules(expiry=Expiry(model=ExpiryModel.DAYS, n=10))
    story = a_story(points=short)
    story.join("boris", invited_by="anna")
    buy(story, 250, key="his")
    story.on("2026-12-04")
    story.tick()
    friend, referrer = refund(story, "his")
    assert (friend["deficit"], referrer["deficit"]) == (0, 0)
    assert kinds(referrer) == [("clawback", 0)]
    assert texts(referrer, "clawback")["expired"] == "expired before, counted as taken"


def test_the_friend_may_qualify_once_more_in_time_and_not_a_third_time():
    story = a_story()
    story.join("boris", invited_by="anna")
    buy(story, 250, key="one")
    refund(story, "one")
    assert len(buy(story, 250, key="two")) == 2
    refund(story, "two")
    assert len(buy(story, 250)) == 1


def test_the_friend_may_not_qualify_once_more_too_late():
    story = a_story()
    story.join("boris", invited_by="anna")
    buy(story, 250, key="one")
    story.on("2027-05-23")
    refund(story, "one")
    assert len(buy(story, 250)) == 1


def test_a_part_that_was_held_just_falls():
    story = a_story(rules=ReferralRules(referrer=200, invitee=150, per_month=1))
    assert came(story, "boris")
    story.join("clara", invited_by="anna")
    buy(story, 1, "clara", key="hers")
    (line,) = refund(story, "hers")
    assert kinds(line) == [("clawback", -150)]


def test_either_side_may_get_nothing():
    story = a_story(rules=ReferralRules(referrer=0, invitee=5))
    story.join("boris", invited_by="anna")
    assert [kinds(line) for line in buy(story, 1, key="his")] == [[("earn", 0), ("gift", 5)]]
    assert len(refund(story, "his")) == 1

    story = a_story(rules=ReferralRules(referrer=5, invitee=0))
    story.join("boris", invited_by="anna")
    friend, referrer = buy(story, 1, key="his")
    assert (kinds(friend), kinds(referrer)) == ([("earn", 0)], [("gift", 5)])
    assert kinds(refund(story, "his")[1]) == [("clawback", -5)]


def test_a_reward_repays_a_deficit_first_and_lives_as_long_as_it_says():
    rules = ReferralRules(referrer=30, invitee=20, expires_days=14)
    story = a_story(rules=rules, welcome=Welcome(points=1))
    story.join("boris", invited_by="anna")
    buy(story, 400, "anna", key="hers")
    story.join("clara")
    story.transfer(21, "anna", "clara")
    refund(story, "hers")
    friend, referrer = buy(story, 10)
    assert (referrer["balance"], referrer["deficit"]) == (10, 0)
    assert friend["entries"][-1]["expires_on"] == "2026-12-07"


def test_a_share_without_a_referrer_is_gone_and_nothing_is_no_share():
    reward = Reward(purchase="p", on=date(2026, 11, 23), min_minor=1, invitee=5, referrer=5)
    nothing = Reward(purchase="p", on=date(2026, 11, 23), min_minor=1, invitee=5)
    assert share_of(RULES, reward, None) is ReferrerShare.GONE
    assert share_of(RULES, reward, 1) is ReferrerShare.GIVEN
    assert share_of(RULES, reward, 2) is ReferrerShare.HELD
    assert share_of(RULES, nothing, 0) is ReferrerShare.NONE
    assert not can_qualify(None, Referral(), date(2026, 1, 1), date(2026, 1, 1))


@given(
    bills=st.lists(st.integers(1, 600), min_size=1, max_size=8),
    pieces=st.lists(st.integers(1, 600), max_size=8),
)
def test_after_any_bills_and_refunds_the_reward_stands_exactly_while_its_purchase_does(
    bills, pieces
):
    story = a_story()
    story.join("boris", invited_by="anna")
    for number, amount in enumerate(bills):
        buy(story, amount, key=f"bill-{number}")
    for number, amount in enumerate(pieces):
        refund(story, f"bill-{number % len(bills)}", amount)
    referral = story.shop._friends.of("boris")
    assert referral is not None
    held = sum(lot.points_left for lot in story.shop._cards["anna"].lots.values())
    reward = referral.reward
    assert held == (200 if reward else 0)
    if reward is not None:
        made = story.shop._purchases[reward.purchase][1]
        assert made.to_pay_minor - made.returned_minor >= 250_00
