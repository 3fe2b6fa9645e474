"""Planted bugs in stamp cards."""

from tests.mutants.mutant import Mutant

STAMPS = (
    Mutant(
        name="one-card-a-receipt",
        bug="a receipt that fills two stamp cards brings one coupon",
        file="services/domain/stamps.py",
        old="full = max(0, (had.count + added) // card.needed)",
        new="full = int(had.count + added >= card.needed)",
        tests=("tests/domain/test_stamps.py",),
    ),
    Mutant(
        name="gift-kept",
        bug="goods go back, and the unused coupon they filled the card for stays",
        file="services/domain/stamps.py",
        old="while count < 0 and unused:",
        new="while count < -100 and unused:",
        tests=("tests/domain/test_stamps.py",),
    ),
    Mutant(
        name="visit-gone-with-a-bill",
        bug="a visit's stamp goes back although another bill of the day stands",
        file="services/domain/stamps.py",
        old="if not book.days[before.on].purchases:",
        new="if not after.stands:",
        tests=("tests/domain/test_stamps.py",),
    ),
    Mutant(
        name="gift-without-its-guest",
        bug="the till can hand a card's gift over before the guest shows it",
        file="services/stamps.py",
        old="coupon, title, now=now)",
        new="coupon, title, now=now, shown_until=now.replace(year=2100))",
        tests=("tests/services/test_stamps.py", "-k", "sqlite and only_the_guest"),
    ),
)
