"""On which day points end."""

from dataclasses import replace
from datetime import date, timedelta

from services.domain.book import Book
from services.domain.dates import add_months, month_end, year_end
from services.domain.kinds import ExpiryModel
from services.domain.program import Expiry


def expires_on(expiry: Expiry, activation: date) -> date | None:
    """Return the last usable day of points that become usable on `activation`.

    None means never. docs/semantics.md, Lots.
    """
    match expiry.model:
        case ExpiryModel.DAYS | ExpiryModel.SLIDING:
            return activation + timedelta(days=expiry.n)
        case ExpiryModel.MONTHS:
            return add_months(activation, expiry.n)
        case ExpiryModel.MONTH_END:
            return month_end(add_months(activation, expiry.n))
        case ExpiryModel.YEAR_END:
            return year_end(add_months(activation, 12 * expiry.n))
        case ExpiryModel.FIXED:
            return expiry.on if expiry.on is not None and activation <= expiry.on else None
        case ExpiryModel.NEVER:  # pragma: no branch - the last one
            return None


def renew(book: Book, expiry: Expiry, today: date) -> None:
    """Let a purchase renew every open lot of the sliding model, held ones from activation.

    A lot is never shortened, and one that never ends stays so.
    """
    if expiry.model is not ExpiryModel.SLIDING:
        return
    for lot in book.open_lots():
        start = lot.activates_on if lot.held and lot.activates_on else today
        end = start + timedelta(days=expiry.n)
        if lot.expires_on is not None and lot.expires_on < end:
            book.put(replace(lot, expires_on=end))
