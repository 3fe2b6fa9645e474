"""The till: any staff with a role serves guests here."""

from handlers.cashier import (
    bills,
    coupons,
    drafts,
    guest,
    line,
    purchase,
    redemption,
    shift,
    undo,
)
from handlers.cashier.purchase import undo_keys
from handlers.cashier.shift import till_home

# The order means something: what the till waits for stands before the last resort, the line.
ROUTERS = (
    shift.router,
    guest.router,
    coupons.router,
    drafts.router,
    purchase.router,
    redemption.router,
    undo.router,
    bills.router,
    line.router,
)

BUTTONS = {"undo": undo_keys}
"""Keyboards under messages that services queue for a cashier, by kind."""


home = till_home
"""Where the role begins."""
