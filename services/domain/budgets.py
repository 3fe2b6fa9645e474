"""What all members together have used of budgets, for whoever keeps it in memory."""

from collections.abc import Iterable, Mapping
from datetime import date

from services.domain.caps import budget_keys
from services.domain.exact import Exact
from services.domain.kinds import Period
from services.domain.outcome import BudgetChange
from services.domain.program import Program
from services.domain.state import Usage


class Pot:
    """What all members together have used of budgets."""

    def __init__(self, points: Mapping[tuple[str, Period, date | None], Exact]) -> None:
        self._points = dict(points)

    def copy(self) -> "Pot":
        return Pot(self._points)

    def used(self, program: Program, today: date) -> tuple[Usage, ...]:
        if not program.budgets:
            return ()
        return tuple(
            Usage(rule=rule, per=per, start=start, points=self._points.get(key, 0))
            for key in budget_keys(program, today)
            for rule, per, start in (key,)
        )

    def count(self, changes: Iterable[BudgetChange]) -> None:
        for one in changes:
            key = (one.rule, one.per, one.start)
            self._points[key] = self._points.get(key, 0) + one.points
