"""`kopilka what-if`: other rules on the shop's own last days, beside a running bot."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter

from bot import opening
from bot.clock import Clock
from bot.commands.telling import plainly
from bot.exits import Exit
from bot.settings import Settings, load_settings
from services import programs, what_if
from services.domain.exact import money_text
from services.domain.histories import Missed
from services.program import ProgramRefused, load_document
from services.what_if import Affected, Moved, Progress, WhatIf

EXAMPLES = (
    "kopilka what-if --program new.toml --days 90",
    'kopilka program export | sed \'s/"5"/"7"/\' | kopilka what-if --program -',
    "kopilka what-if --program new.toml --json | tail -1 | jq .answer.cost_minor",
)

_ANSWER = TypeAdapter(WhatIf)
_SHORT = {
    Missed.PAYMENT: "Payments with points that would have been smaller",
    Missed.COUPON: "Coupons that could not have been taken",
    Missed.ADJUSTMENT: "Corrections that could not have taken all",
    Missed.TRANSFER: "Transfers that could not have moved all",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--program", required=True, metavar="FILE", help="the rules to try; - is standard input"
    )
    parser.add_argument(
        "--days", type=int, default=90, help="local days, today included (default: 90)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON lines for a program")


@plainly
def run(options: argparse.Namespace) -> int:
    """Exit 1 with one line per problem if the file is refused or the shop has no rules."""
    try:
        text = _text(options.program)
        answer = asyncio.run(
            _asked(load_settings(), text, options.days, _told if options.json else _shown)
        )
    except ProgramRefused as refused:
        sys.stderr.writelines(f"{problem}\n" for problem in refused.problems)
        return Exit.FAILED
    except (programs.ProgramNotLaunched, what_if.OtherMoney, what_if.WindowOutOfRange) as refusal:
        sys.stderr.write(f"{_sentence(refusal)}\n")
        return Exit.FAILED
    except OSError as error:
        sys.stderr.write(f"{error.filename} cannot be read ({error.strerror}).\n")
        return Exit.FAILED
    if options.json:
        _print_json({"answer": _ANSWER.dump_python(answer, mode="json")})
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines(answer))
    return Exit.OK


def _text(name: str) -> str:
    return sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")


async def _asked(settings: Settings, text: str, days: int, progress: Progress) -> WhatIf:
    now = Clock(settings.test_clock).now()
    async with opening.database(settings) as db:
        program = (await db.read(programs.current, now=now)).program
        document = load_document(text, today=programs.local_day(program, now))
        return await db.report(what_if.what_if, document, days=days, now=now, progress=progress)


def _shown(done: int, of: int) -> None:
    """Show on a terminal how far it is; the last word takes the line back."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of} members" if done < of else "\r\x1b[K")
        sys.stderr.flush()


def _told(done: int, of: int) -> None:
    _print_json({"done": done, "of": of})


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _sentence(refusal: Exception) -> str:
    match refusal:
        case what_if.OtherMoney():
            return f"The file counts in {refusal.currency}, and the shop sold in another currency."
        case what_if.WindowOutOfRange():
            return f"--days must be from 1 to {refusal.high}."
        case _:
            return "There is no program yet: launch the shop in the chat first."


def lines(answer: WhatIf) -> Iterator[str]:
    """Say the answer in plain sentences."""
    before, after, currency = answer.before, answer.after, answer.currency
    yield (
        f"{answer.since} to {answer.through}: {_many(answer.days, 'day')}, "
        f"{_many(answer.purchases, 'purchase')}, {_many(answer.members, 'member')} looked at."
    )
    yield ""
    yield from _table(
        [
            ("", "rules in force", "rules tried", "difference"),
            _counted("points issued", before.issued, after.issued),
            _money(f"their cost, {currency}", before.cost_minor, after.cost_minor, answer.digits),
            _counted("points redeemed", before.redeemed, after.redeemed),
            _money(
                f"worth, {currency}", before.redeemed_minor, after.redeemed_minor, answer.digits
            ),
            *(_discounts(answer) if answer.takes_off else ()),
        ]
    )
    yield ""
    yield f"Up: {_moves(answer.up)}. Down: {_moves(answer.down)}."
    yield from _people("Gain most", answer.gain, answer)
    yield from _people("Lose most", answer.lose, answer)
    for short in answer.short:
        cards = ", ".join(_card(one.card_number) for one in short.members)
        yield f"{_SHORT[short.kind]}: {short.times}, {short.points} points in all ({cards})."
    yield _checked(answer)


def _discounts(answer: WhatIf) -> Iterator[tuple[str, str, str, str]]:
    """Give the rows of a shop that takes money off: that, and what all costs together."""
    before, after, currency = answer.before, answer.after, answer.currency
    yield _money(f"discounts, {currency}", before.off_minor, after.off_minor, answer.digits)
    was, would_be = (one.cost_minor + one.off_minor for one in (before, after))
    yield _money(f"points and discounts, {currency}", was, would_be, answer.digits)


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _counted(what: str, before: int, after: int) -> tuple[str, str, str, str]:
    return what, str(before), str(after), f"{after - before:+}"


def _money(what: str, before: int, after: int, digits: int) -> tuple[str, str, str, str]:
    sign = "+" if after >= before else ""
    return (
        what,
        money_text(before, digits),
        money_text(after, digits),
        sign + money_text(after - before, digits),
    )


def _table(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for name, *figures in rows:
        cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
        yield "  ".join([name.ljust(widths[0]), *cells])


def _moves(moved: Iterable[Moved]) -> str:
    return ", ".join(f"{one.members} to {one.tier}" for one in moved) or "nobody"


def _people(what: str, affected: Iterable[Affected], answer: WhatIf) -> Iterator[str]:
    said = [
        f"{_card(one.card_number)} {one.points:+} points "
        f"({money_text(one.worth_minor, answer.digits)} {answer.currency})"
        for one in affected
    ]
    if said:
        yield f"{what}: {'; '.join(said)}."


def _card(number: str) -> str:
    half = len(number) // 2
    return f"{number[:half]} {number[half:]}"


def _given(answer: WhatIf, points: int, off_minor: int) -> str:
    if not answer.takes_off:
        return f"{points} points"
    money = money_text(off_minor, answer.digits)
    return f"{points} points and {money} {answer.currency} of discounts"


def _checked(answer: WhatIf) -> str:
    check = answer.check
    recorded = _given(answer, check.recorded, check.off_recorded_minor)
    if check.passed:
        return (
            f"Checked: the rules of those days give the recorded {recorded}, "
            "and everybody ends as the books say."
        )
    replayed = _given(answer, check.replayed, check.off_replayed_minor)
    cards = ", ".join(_card(number) for number in check.cards)
    return (
        f"NOT REPRODUCED: the books have {recorded}, the rules of those days give "
        f"{replayed}; {check.odd} of {_many(check.members, 'member')} differ ({cards})."
    )
