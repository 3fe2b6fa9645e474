"""Planted bugs in rules with a date, and in trying other rules."""

from tests.mutants.mutant import Mutant

VERSIONS = (
    Mutant(
        name="old-days-by-new-rules",
        bug="what fell due before new rules began is done by the new ones",
        file="services/domain/settling.py",
        old="_bring(program.before, book, began)",
        new="pass",
        tests=("tests/domain/test_dated_rules.py",),
    ),
    Mutant(
        name="reviewed-before-its-rules",
        bug="a level is reviewed on days on which its rules were not in force yet",
        file="services/domain/settling.py",
        old="            advance(book, began)\n",
        new="            pass\n",
        tests=("tests/domain/test_dated_rules.py",),
    ),
    Mutant(
        name="midnight-elsewhere",
        bug="a plan begins at midnight in Greenwich",
        file="services/program_saving.py",
        old="midnight(starts_on, ZoneInfo(document.timezone))",
        new='midnight(starts_on, ZoneInfo("UTC"))',
        tests=("tests/services/test_program_plans.py", "-k", "sqlite"),
    ),
    Mutant(
        name="plan-forgets-the-meantime",
        bug="a plan takes back what was changed after it was made",
        file="services/program/merging.py",
        old="if plan == was:",
        new="if plan == was == now:",
        tests=("tests/services/test_program_plans.py", "-k", "sqlite"),
    ),
    Mutant(
        name="withdrawn-plan-begins",
        bug="a cancelled plan takes effect all the same",
        file="services/program_saving.py",
        old='store.save_version(tx, version_id, {"waiting": False, "withdrawn_at": now})',
        new='store.save_version(tx, version_id, {"withdrawn_at": now})',
        tests=("tests/services/test_program_plans.py", "-k", "sqlite"),
    ),
    Mutant(
        name="codes-forgotten",
        bug="a what-if knows nothing of promo codes",
        file="services/domain/lives.py",
        old="if promo is not None and promo.points is not None:",
        new="if promo is not None and promo.points is None:",
        tests=("tests/services/test_what_if_everything.py", "-k", "sqlite"),
    ),
)
