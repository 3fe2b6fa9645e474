"""Planted bugs of bringing friends."""

from tests.mutants.mutant import Mutant

FRIENDS = (
    Mutant(
        name="paid-for-nothing",
        bug="friends are paid for by any bill, however small",
        file="services/domain/referrals.py",
        old="if made.to_pay_minor < rules.min_minor:",
        new="if made.to_pay_minor < 0:",
        tests=("tests/domain/test_referrals.py",),
    ),
    Mutant(
        name="reward-outlives-its-purchase",
        bug="a refund leaves the referrer's points where they are",
        file="services/referrals.py",
        old="if reward.share is ReferrerShare.GIVEN and friend.referrer is not None:",
        new="if reward.share is ReferrerShare.HELD and friend.referrer is not None:",
        tests=("tests/services/test_referrals.py", "-k", "below_the_least and sqlite"),
    ),
    Mutant(
        name="friends-without-a-limit",
        bug="what a referrer got this month is not counted",
        file="services/referrals.py",
        old="share = share_of(rules, left.reward, given)",
        new="share = share_of(rules, left.reward, given and 0)",
        tests=("tests/threats/test_friends.py", "-k", "months_limit and sqlite"),
    ),
    Mutant(
        name="anybodys-invitation",
        bug="any mark makes a link of any member",
        file="services/referral_links.py",
        old="if parsed is None or not hmac.compare_digest(_mark(tx, int(parsed[1])), parsed[2]):",
        new="if parsed is None:",
        tests=("tests/threats/test_friends.py", "-k", "made_up and sqlite"),
    ),
)
