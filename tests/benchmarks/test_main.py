"""The exit code of `make bench`: `.ci/run` forgives a missed figure and nothing else."""

import re
from pathlib import Path

import pytest

from benchmarks import pictures
from benchmarks.__main__ import SHORT, main
from benchmarks.report import NOISE, at_most

CI = Path(__file__).parents[2] / ".ci/run"


@pytest.mark.parametrize(
    ("ratio", "code"), [(1.0, 0), (2.0, 0), (2 * NOISE - 0.01, 0), (2 * NOISE + 0.01, SHORT)]
)
def test_a_figure_missed_by_more_than_two_runs_differ_has_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ratio: float, code: int
):
    row = at_most("P7", "a picture / a picture", ratio, limit=2, goal=1)
    monkeypatch.setattr(pictures, "run", lambda: [row])
    assert main(["pictures"]) == code
    assert "a picture / a picture" in capsys.readouterr().out


def test_a_benchmark_nobody_has_written_is_named(capsys: pytest.CaptureFixture[str]):
    assert main(["pictures", "nonsense"]) == 2
    assert "no benchmark nonsense" in capsys.readouterr().err


def test_only_the_missed_figure_is_forgiven():
    assert re.findall(r"^SHORT=(\d+)", CI.read_text("utf-8"), re.MULTILINE) == [str(SHORT)]
    assert SHORT not in {0, 1, 2}
