"""The edits an owner makes to gifts between members; each gives a new, checked document."""

from services.program.document import Document
from services.program.loading import checked
from services.program.templates import sized
from services.program.transfers import Transfer

# What a table that was never written gets when it is switched on, in points worth roubles.
_FIRST = {"min_points": 10, "per_day": 500, "per_month": 2_000}


def with_transfer_on(document: Document, *, on: bool) -> Document:
    """Switch gifts; limits that nobody ever wrote begin with a usual size."""
    update: dict[str, object] = {"on": on}
    if on and document.transfer == Transfer():
        update |= {name: sized(size, document.currency) for name, size in _FIRST.items()}
    return with_transfer(document, update)


def with_transfer(document: Document, update: dict[str, object]) -> Document:
    """Change keys of the table. Raises ProgramRefused, as the file would be."""
    transfer = document.transfer.model_copy(update=update)
    return checked(document.model_copy(update={"transfer": transfer}))
