"""Planted bugs in favourite categories."""

from tests.mutants.mutant import Mutant

FAVOURITES = (
    Mutant(
        name="picked-every-day",
        bug="a choice is locked for a day and not for the month",
        file="services/domain/favourites.py",
        old="if chosen is None or (chosen.on.year, chosen.on.month) != (today.year, today.month):",
        new="if chosen is None or chosen.on != today:",
        tests=("tests/domain/test_favourites.py",),
    ),
    Mutant(
        name="picked-for-ever",
        bug="a category that is off the list goes on to give more",
        file="services/domain/favourites.py",
        old="if one in rules.of])[: rules.choose]",
        new="])[: rules.choose]",
        tests=("tests/domain/test_favourites.py",),
    ),
    Mutant(
        name="percent-on-percent",
        bug="the percent on favourites comes on top of the everyday one",
        file="services/program/favourite_edits.py",
        old="exclusive=True,",
        new="exclusive=False,",
        tests=("tests/services/test_favourite_rules.py", "-k", "sqlite"),
    ),
    Mutant(
        name="picked-beforehand",
        bug="a what-if lets a bill know of a choice that was made after it",
        file="services/store/picks.py",
        old="ids.get(row.after_entry, 0)",
        new="0",
        tests=("tests/services/test_what_if_favourites.py", "-k", "sqlite"),
    ),
)
