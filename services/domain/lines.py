"""The lines a replay prints, as dictionaries in the order of the contract."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from services.domain.book import drawing_order
from services.domain.errors import Refusal
from services.domain.events import Event
from services.domain.exact import money_text
from services.domain.explaining import why, why_less
from services.domain.kinds import EntryKind, TierBasis, TierWindow
from services.domain.ladder import effective_tier, window_figures
from services.domain.outcome import Entry, Part, Step
from services.domain.program import Program
from services.domain.progress import Goal, Missing, Progress
from services.domain.state import Coupon, MemberState

Line = dict[str, object]

_KINDS = {kind: kind.value for kind in EntryKind}


def standing(program: Program, member: str, state: MemberState, entries: Iterable[Entry]) -> Line:
    """Return what every line about a member ends with."""
    tier = effective_tier(program, state)
    window = program.tiers.window if program.tiers else TierWindow.ROLLING
    figures = window_figures(window, state)
    return {
        "entries": [entry(one) for one in entries],
        "balance": state.balance,
        "pending": state.pending,
        "deficit": state.deficit,
        "tier": tier.id if tier else None,
        "qualifying": {
            "spend": money_text(figures.spend_minor, program.digits),
            "purchases": figures.purchases,
            "visits": figures.visits,
        },
        "stamps": _stamps(program, state) if program.stamp_cards else {},
        "coupons": [coupon(member, one) for one in state.coupons] if state.coupons else [],
    }


def _stamps(program: Program, state: MemberState) -> dict[str, int]:
    counts = {one.card: one.count for one in state.stamps}
    return {card.id: counts.get(card.id, 0) for card in program.stamp_cards}


def step(program: Program, n: int, event: Event, member: str, done: Step) -> Line:
    """Return what settling did for one member in one job of one day."""
    return {
        "n": n,
        "do": event.do,
        "date": done.on.isoformat(),
        "job": done.job,
        "member": member,
        **standing(program, member, done.state, done.entries),
    }


def coupon_id(offer: str, member: str, number: int) -> str:
    """Return the id of a member's coupon; `number` counts all of this offer ever."""
    return f"{offer}:{member}:{number}"


def coupon(member: str, one: Coupon) -> Line:
    """Return an open coupon."""
    return {
        "id": coupon_id(one.offer, member, one.number),
        "expires_on": _iso(one.expires_on),
    }


def entry(one: Entry) -> Line:
    """Return an entry with its reasons; dates stand where points came in."""
    line: Line = {"kind": _KINDS[one.kind], "points": one.points}
    if one.opened:
        line["activates_on"] = _iso(one.opened[0].activates_on)
        line["expires_on"] = _iso(one.opened[0].expires_on)
    elif one.kind is EntryKind.EARN:
        line["activates_on"] = line["expires_on"] = None
    line["why"] = why(one.parts)
    return line


def discount(off_minor: int, parts: Iterable[Part], digits: int) -> Line:
    """Return what the rules took off a bill, and why."""
    return {"discount": money_text(off_minor, digits), "less": why_less(parts)}


def lots(state: MemberState) -> list[Line]:
    """Return the open lots in order of drawing, held ones last."""
    ordered = sorted(state.lots, key=lambda lot: (lot.held, drawing_order(lot)))
    return [
        {
            "points": lot.points_left,
            "held": lot.held,
            "activates_on": _iso(lot.activates_on),
            "expires_on": _iso(lot.expires_on),
        }
        for lot in ordered
    ]


def progress(shown: Progress | None, digits: int) -> Line | None:
    """Return the way to the next tier and the way to keep this one."""
    if shown is None:
        return None
    return {
        "tier": shown.tier,
        "held_through": _iso(shown.held_through),
        "in_grace": shown.in_grace,
        "next": _goal(shown.next, digits),
        "keep": _goal(shown.keep, digits),
    }


def refused(n: int, event: Event, refusal: Refusal) -> Line:
    """Return the line of an event the rules refused."""
    line: Line = {"n": n, "do": event.do}
    if (member := getattr(event, "member", None)) is not None:
        line["member"] = member
    facts = {
        name: fact.isoformat() if isinstance(fact, date) else fact
        for name, fact in refusal.facts().items()
    }
    return {**line, "refused": refusal.name, "facts": facts}


def _goal(goal: Goal | None, digits: int) -> Line | None:
    if goal is None:
        return None
    missing = [_missing(one, digits) for one in goal.missing]
    return {
        "tier": goal.tier,
        "by": _iso(goal.by),
        "match": goal.match.value,
        "thresholds": missing,
    }


def _missing(one: Missing, digits: int) -> Line:
    money = one.basis in {TierBasis.SPEND, TierBasis.SPEND_IN}
    figures = {"need": one.need, "have": one.have, "missing": one.left}
    line: Line = {"basis": one.basis.value}
    if one.category is not None:
        line["category"] = one.category
    for name, figure in figures.items():
        line[name] = money_text(figure, digits) if money else figure
    return line


@lru_cache(maxsize=4096)
def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
