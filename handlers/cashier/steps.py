"""What the till may be waiting for; the typed facts stand in the state's data."""

from aiogram.fsm.state import State, StatesGroup


class Till(StatesGroup):
    bill = (
        State()
    )  # data: member_id, spend, coupon_id. A guest stands at the till; the amount comes.
    draft = State()  # data: bill. It is looked at; a typed amount falls in a category.
    card = State()  # data: amount_minor. The amount is known; the guest's card comes.
    points = State()  # data: member_id, amount_minor. The cashier types how many points.
    code = State()  # data: request_id. The guest may say the four-digit code.
    unknown = State()  # data: phone. Nobody has this phone; a card without Telegram is possible.
    refund = State()  # data: purchase_id. The cashier types how much goes back.
