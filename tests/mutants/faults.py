"""Bugs in what the program does when something fails."""

from tests.mutants.mutant import Mutant

FAULTS = (
    Mutant(
        name="hurried-disk",
        bug="a cashier is answered before the disk has confirmed",
        file="services/database/sqlite.py",
        old="synchronous=FULL",
        new="synchronous=NORMAL",
        tests=("tests/services/database/test_power_cut.py", "-k", "forty"),
    ),
    Mutant(
        name="claimed-is-told",
        bug="a message that was only claimed when the sender died counts as sent",
        file="services/outbox.py",
        old="if tries <= (1 if lane == Lane.MARKETING else MAX_TRIES):",
        new="if tries < 1:",
        tests=("tests/services/test_outbox.py", "-k", "dead_sender"),
    ),
    Mutant(
        name="empty-shop",
        bug="an empty shop is opened in the place of a lost one",
        file="services/schema.py",
        old="if revision is None and was_used(path):",
        new="if revision == '' and was_used(path):",
        tests=("tests/services/test_damage.py",),
    ),
    Mutant(
        name="silence-unheard",
        bug="the owner does not hear that messages were lost",
        file="services/silence.py",
        old="if before is None or now - before <= KEPT:",
        new="if before is None or now >= before:",
        tests=("tests/services/test_silence.py", "-k", "sqlite"),
    ),
)
