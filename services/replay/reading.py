"""One JSON line to one event of the core, or the one sentence about what is wrong with it."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.domain import events
from services.domain.program import Program
from services.domain.receipts import Line, Requested, new_line, new_receipt
from services.replay.fields import MOST_POINTS, Fields, WrongShape

# How a program file named by an event becomes rules: (path, at) -> Program.
Rules = Callable[[str, datetime], Program]

_decode = json.JSONDecoder().raw_decode
_BLANK = " \t\r\n"  # what JSON takes for blank


def parse(line: str) -> dict[str, Any]:
    """Return the object a line holds. Raises WrongShape for anything else."""
    try:
        if not line.isascii():
            line.encode()
        text = line.strip(_BLANK)
        raw, end = _decode(text)
    except UnicodeEncodeError:
        raise WrongShape("the line", "must be UTF-8") from None
    except (ValueError, RecursionError):
        raise WrongShape("the line", "must be JSON") from None
    if end < len(text):
        raise WrongShape("the line", "must be JSON")
    if type(raw) is not dict:
        raise WrongShape("the line", "must be a JSON object")
    return raw


def read(raw: dict[str, Any], digits: int, last_at: datetime | None, rules: Rules) -> events.Event:
    """Return the event in `raw`, which is used up.

    `digits` are the currency's decimals, `last_at` the instant of the event before.
    Raises WrongShape naming the field.
    """
    fields = Fields(raw, digits)
    at = fields.instant("at")
    if last_at is not None and at < last_at:
        raise fields.wrong("at", "is earlier than the event before")
    do = fields.text("do")
    if do == "program":
        event: events.Event = _program(at, fields, rules)
    else:
        reader = _READERS.get(do)
        if reader is None:
            raise fields.wrong("do", f"must be one of {', '.join(_KNOWN)}")
        event = reader(at, fields)
    if fields.left:
        fields.end(do)
    return event


def _program(at: datetime, fields: Fields, rules: Rules) -> events.NewProgram:
    path = fields.text("program")
    return events.NewProgram(at=at, program=rules(path, at), path=path)


def _join(at: datetime, fields: Fields) -> events.Join:
    return events.new_join(
        at=at,
        member=fields.text("member"),
        birthday=fields.birthday("birthday") if fields.has("birthday") else None,
        invited_by=fields.text_or_none("invited_by"),
        phone=fields.text_or_none("phone"),
    )


def _set_birthday(at: datetime, fields: Fields) -> events.SetBirthday:
    member = fields.text("member")
    return events.SetBirthday(at=at, member=member, birthday=fields.birthday("birthday"))


def _purchase(at: datetime, fields: Fields) -> events.Purchase:
    member, key = fields.text("member"), fields.text("key")
    amount_minor, left = fields.money("amount"), fields.left
    discount_minor = fields.money("discount") if "discount" in left else 0
    if discount_minor > amount_minor:
        raise fields.wrong("discount", "is more than amount")
    receipt = new_receipt(
        amount_minor=amount_minor,
        lines=_lines(fields, amount_minor) if "lines" in left else (),
        discount_minor=discount_minor,
        redeem=_redeem(fields) if "redeem" in left else None,
        location=fields.text("location") if "location" in left else None,
    )
    coupon = fields.text("coupon") if "coupon" in left else None
    return events.new_purchase(at=at, member=member, key=key, receipt=receipt, coupon=coupon)


def _lines(fields: Fields, amount_minor: int) -> tuple[Line, ...]:
    lines = [
        _line(row, fields.digits, f"lines[{i}]") for i, row in enumerate(fields.rows("lines"))
    ]
    if lines and sum([line.amount_minor for line in lines]) != amount_minor:
        raise fields.wrong("lines", "do not add up to amount")
    return tuple(lines)


def _line(row: Any, digits: int, name: str) -> Line:
    if type(row) is not dict:
        raise WrongShape(name, "must be an object")
    fields = Fields(row, digits, f"{name}.")
    left = fields.left
    line = new_line(
        amount_minor=fields.money("amount"),
        category=fields.text("category") if "category" in left else None,
        item=fields.text("item") if "item" in left else None,
        quantity=fields.whole("quantity", 1) if "quantity" in left else 1,
    )
    if fields.left:
        fields.end("a line")
    return line


def _redeem(fields: Fields) -> Requested:
    if fields.left["redeem"] == "max":
        del fields.left["redeem"]
        return "max"
    return fields.whole("redeem", 0)


def _refund(at: datetime, fields: Fields) -> events.Refund:
    purchase, key = fields.text("purchase"), fields.text("key")
    if fields.has("amount") and fields.has("lines"):
        raise fields.wrong("lines", "and amount exclude each other")
    amount_minor = fields.money("amount") if fields.has("amount") else None
    lines = _indexes(fields) if fields.has("lines") else None
    return events.Refund(at=at, purchase=purchase, key=key, amount_minor=amount_minor, lines=lines)


def _indexes(fields: Fields) -> tuple[int, ...]:
    indexes = fields.rows("lines")
    if not indexes:
        raise fields.wrong("lines", "must name a line")
    for index in indexes:
        if type(index) is not int or index < 0:
            raise fields.wrong("lines", "must be whole numbers counted from 0")
    return tuple(indexes)


def _adjust(at: datetime, fields: Fields) -> events.Adjust:
    return events.Adjust(
        at=at,
        member=fields.text("member"),
        key=fields.text("key"),
        points=fields.whole("points", -MOST_POINTS),
        reason=fields.text("reason"),
    )


def _transfer(at: datetime, fields: Fields) -> events.Transfer:
    giver, taker = fields.text("from"), fields.text("to")
    if giver == taker:
        raise fields.wrong("to", "must be somebody else than from")
    key = fields.text("key")
    points = fields.whole("points", 1)
    return events.Transfer(at=at, giver=giver, taker=taker, key=key, points=points)


def _set_tier(at: datetime, fields: Fields) -> events.SetTier:
    return events.SetTier(
        at=at,
        member=fields.text("member"),
        tier=fields.text("tier"),
        until=fields.date_or_none("until"),
    )


def _end_tier(at: datetime, fields: Fields) -> events.EndTier:
    return events.EndTier(at=at, member=fields.text("member"))


def _recount(at: datetime, fields: Fields) -> events.Recount:
    member, floor = fields.text("member"), fields.text_or_none("floor")
    return events.Recount(at=at, member=member, floor=floor)


def _claim(at: datetime, fields: Fields) -> events.Claim:
    return events.Claim(
        at=at, member=fields.text("member"), key=fields.text("key"), offer=fields.text("offer")
    )


def _cancel(at: datetime, fields: Fields) -> events.Cancel:
    return events.Cancel(
        at=at, member=fields.text("member"), key=fields.text("key"), coupon=fields.text("coupon")
    )


def _choose(at: datetime, fields: Fields) -> events.Choose:
    member, categories = fields.text("member"), fields.texts("categories")
    return events.Choose(at=at, member=member, categories=categories)


def _erase(at: datetime, fields: Fields) -> events.Erase:
    return events.Erase(at=at, member=fields.text("member"))


def _tick(at: datetime, _fields: Fields) -> events.Tick:
    return events.Tick(at=at)


def _show(at: datetime, fields: Fields) -> events.Show:
    return events.Show(at=at, member=fields.text("member"))


_READERS: dict[str, Callable[[datetime, Fields], events.Event]] = {
    "join": _join,
    "set_birthday": _set_birthday,
    "purchase": _purchase,
    "refund": _refund,
    "adjust": _adjust,
    "transfer": _transfer,
    "set_tier": _set_tier,
    "end_tier": _end_tier,
    "recount": _recount,
    "claim": _claim,
    "cancel": _cancel,
    "choose": _choose,
    "erase": _erase,
    "tick": _tick,
    "show": _show,
}
_KNOWN = (*_READERS, "program")
