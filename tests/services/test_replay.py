"""The replay contract: what is read, what is answered, what is refused and how it ends."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.replay import replay

PROGRAM = """
name = "Zerno"
timezone = "Europe/Moscow"
[[earn]]
id = "base"
type = "percent"
percent = "5"
"""
AT = "2026-11-23T10:00:00+03:00"
JOIN = {"at": AT, "do": "join", "member": "anna"}

Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Replay events (objects or raw lines) over a program text."""

    def running(
        *events: dict[str, Any] | str, program: str = PROGRAM
    ) -> tuple[int, list[dict[str, Any]], str]:
        (tmp_path / "program.toml").write_text(program, encoding="utf-8")
        lines = [event if isinstance(event, str) else json.dumps(event) for event in events]
        out, err = io.StringIO(), io.StringIO()
        code = replay(
            tmp_path / "program.toml",
            io.StringIO("".join(f"{line}\n" for line in lines)),
            out,
            err,
        )
        return code, [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()

    return running


def purchase(key: str = "p1", amount: str = "450.00", **more: Any) -> dict[str, Any]:
    return {"at": AT, "do": "purchase", "member": "anna", "key": key, "amount": amount, **more}


def gift(points: int = 225, key: str = "g1") -> dict[str, Any]:
    return {
        "at": AT,
        "do": "adjust",
        "member": "anna",
        "key": key,
        "points": points,
        "reason": "gift",
    }


def test_a_purchase_is_answered_as_the_contract_shows(run: Run) -> None:
    code, lines, err = run(JOIN, gift(), purchase(redeem=225))
    assert (code, err) == (0, "")
    assert list(lines[2]) == [
        "n",
        "do",
        "member",
        "applied",
        "to_pay",
        "entries",
        "balance",
        "pending",
        "deficit",
        "tier",
        "qualifying",
        "stamps",
        "coupons",
    ]
    assert lines[2] == {
        "n": 3,
        "do": "purchase",
        "member": "anna",
        "applied": 225,
        "to_pay": "225.00",
        "entries": [
            {"kind": "redeem", "points": -225, "why": lines[2]["entries"][0]["why"]},
            {
                "kind": "earn",
                "points": 11,
                "activates_on": None,
                "expires_on": "2027-11-23",
                "why": [
                    {"rule": "base", "points": "11.25", "text": "5 % of 225.00"},
                    {"rule": "rounding", "points": "-0.25"},
                ],
            },
        ],
        "balance": 11,
        "pending": 0,
        "deficit": 0,
        "tier": None,
        "qualifying": {"spend": "225.00", "purchases": 1, "visits": 1},
        "stamps": {},
        "coupons": [],
    }


def test_a_refund_says_how_much_money_goes_back(run: Run) -> None:
    refunds = [
        {"at": AT, "do": "refund", "purchase": "p1", "key": "r1", "amount": "100"},
        {"at": AT, "do": "refund", "purchase": "p1", "key": "r2", "amount": "125"},
        {"at": AT, "do": "refund", "purchase": "p1", "key": "r3"},
    ]
    code, lines, _ = run(JOIN, gift(), purchase(redeem="max"), *refunds)
    assert code == 0
    assert [line["to_return"] for line in lines[3:]] == ["50.00", "62.00", "113.00"]
    assert lines[-1]["balance"] == 225


def test_the_same_key_again_answers_the_first_line_as_replayed(run: Run) -> None:
    later = AT.replace("10:", "11:")
    code, lines, _ = run(
        JOIN, purchase(), purchase() | {"at": later}, purchase(amount="1.00") | {"at": later}
    )
    assert code == 0
    assert lines[2] == lines[1] | {"n": 3, "replayed": True}
    assert lines[3]["refused"] == "key-conflict"


@pytest.mark.parametrize(
    ("event", "refused"),
    [
        (JOIN, "already-member"),
        (purchase() | {"member": "boris"}, "unknown-member"),
        ({"at": AT, "do": "refund", "purchase": "p9", "key": "r1"}, "unknown-purchase"),
        (
            {"at": AT, "do": "refund", "purchase": "p0", "key": "r1", "amount": "450.01"},
            "over-refund",
        ),
        ({"at": AT, "do": "refund", "purchase": "p0", "key": "r1", "lines": [1]}, "over-refund"),
        (gift(-500), "not-enough-points"),
        (gift(5, key="p0"), "key-conflict"),
        ({"at": AT, "do": "set_tier", "member": "anna", "tier": "gold"}, "unknown-tier"),
        (
            {"at": AT, "do": "transfer", "from": "anna", "to": "boris", "key": "t", "points": 1},
            "unknown-member",
        ),
        ({"at": AT, "do": "show", "member": "boris"}, "unknown-member"),
        ({"at": AT, "do": "erase", "member": "boris"}, "unknown-member"),
    ],
)
def test_what_the_rules_refuse_is_a_line_and_changes_nothing(
    run: Run, event: dict[str, Any], refused: str
) -> None:
    show = {"at": AT, "do": "show", "member": "anna"}
    code, lines, err = run(JOIN, purchase("p0"), show, event, show)
    assert (code, err) == (0, "")
    assert (lines[3]["n"], lines[3]["refused"]) == (4, refused)
    assert lines[4] == lines[2] | {"n": 5}


def test_a_refused_event_does_not_use_up_its_key(run: Run) -> None:
    _, lines, _ = run(JOIN, gift(-5, key="k"), gift(5, key="k"))
    assert lines[1]["refused"] == "not-enough-points"
    assert lines[2]["balance"] == 5


def test_a_tick_prints_a_line_for_each_day_job_and_member(run: Run) -> None:
    boris = JOIN | {"member": "boris"}
    tick = {"at": "2027-12-01T00:00:00+03:00", "do": "tick"}
    buying = purchase("p2") | {"member": "boris"}
    code, lines, _ = run(JOIN, boris, purchase(), buying, tick)
    assert code == 0
    ticked = lines[4:]
    assert [line["member"] for line in ticked] == ["anna", "boris"]
    assert all((line["n"], line["do"], line["balance"]) == (5, "tick", 0) for line in ticked)
    assert [line["entries"][0]["kind"] for line in ticked] == ["expire", "expire"]


def test_a_birthday_is_given_by_the_tick_after_its_window_opened(run: Run) -> None:
    program = PROGRAM + "[birthday]\npoints = 200\nexpires_days = 14\n"
    told = {"at": AT, "do": "set_birthday", "member": "boris", "birthday": "1990-12-08"}
    late = told | {"birthday": "12-06", "member": "clara"}
    tick = {"at": "2026-12-20T00:00:00+03:00", "do": "tick"}
    boris, clara = JOIN | {"member": "boris"}, JOIN | {"member": "clara"}

    code, lines, _ = run(
        JOIN | {"birthday": "12-07"}, boris, clara, told, late, tick, program=program
    )

    assert code == 0
    found = [(line["date"], line["job"], line["member"], line["balance"]) for line in lines[5:]]
    assert found == [
        ("2026-12-04", "birthday", "anna", 200),
        ("2026-12-05", "birthday", "boris", 200),
        ("2026-12-19", "expire", "anna", 0),
        ("2026-12-20", "expire", "boris", 0),
    ]
    (entry,) = lines[5]["entries"]
    assert (entry["kind"], entry["points"], entry["expires_on"]) == ("gift", 200, "2026-12-18")


def test_a_quiet_tick_prints_nothing(run: Run) -> None:
    code, lines, _ = run(JOIN, {"at": AT, "do": "tick"})
    assert (code, len(lines)) == (0, 1)


def test_show_tells_lots_and_progress(run: Run) -> None:
    ladder = '[[tier]]\nid = "one"\n[[tier]]\nid = "two"\nspend = "1000"\n'
    _, lines, _ = run(
        JOIN, purchase(), {"at": AT, "do": "show", "member": "anna"}, program=PROGRAM + ladder
    )
    assert lines[2]["tier"] == "one"
    assert lines[2]["balance"] == 22
    assert len(lines[2]["lots"]) == 1
    assert "progress" in lines[2]


def test_a_new_program_rules_from_its_event_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "next.toml").write_text(PROGRAM.replace('"5"', '"10"'))
    change = {"at": AT, "do": "program", "program": "rules/next.toml"}
    code, lines, _ = run(JOIN, purchase(), change, purchase("p2"))
    assert code == 0
    assert [line["balance"] for line in (lines[1], lines[-1])] == [22, 67]


def test_a_new_program_that_does_not_load_is_a_wrong_line(run: Run, tmp_path: Path) -> None:
    change = {"at": AT, "do": "program", "program": "next.toml"}
    code, lines, err = run(JOIN, change)
    assert (code, len(lines)) == (2, 1)
    assert err.startswith("line 2: program does not load: ")
    (tmp_path / "next.toml").write_text("\nbogus = 1\n")
    assert "next.toml: line 2: there is no table or key" in run(JOIN, change)[2]
    (tmp_path / "next.toml").write_text('currency = "UZS"\n')
    assert "changes the currency" in run(JOIN, change)[2]
    assert run(JOIN, change | {"program": "a\nb\0"})[2].count("\n") == 1


WRONG = [
    ("[]", "the line must be a JSON object"),
    ("{", "the line must be JSON"),
    ("[" * 100_000, "the line must be JSON"),
    ("9" * 5_000, "the line must be JSON"),
    ('{"member": "\udcff"}', "the line must be UTF-8"),
    ({"do": "tick"}, "at is missing"),
    ({"at": 5, "do": "tick"}, "at must be an ISO 8601 date and time"),
    ({"at": "yesterday", "do": "tick"}, "at must be an ISO 8601 date and time"),
    ({"at": "2026-11-23T10:00:00", "do": "tick"}, "at needs an offset"),
    ({"at": "2026-11-23", "do": "tick"}, "at needs an offset"),
    ({"at": "2026-11-23T09:59:59+03:00", "do": "tick"}, "at is earlier than the event before"),
    ({"at": "9999-12-31T23:59:59-14:00", "do": "tick"}, "at must lie between 1970 and 2199"),
    ({"at": AT}, "do is missing"),
    ({"at": AT, "do": "dance"}, "do must be one of join, set_birthday, purchase"),
    ({"at": AT, "do": ["join"]}, "do must be text"),
    ({"at": AT, "do": "choose", "member": "anna", "categories": [""]}, "categories must be texts"),
    ({"at": AT, "do": "claim", "member": "anna", "key": "c"}, "offer is missing"),
    ({"at": AT, "do": "cancel", "member": "anna", "key": "c"}, "coupon is missing"),
    ({"at": AT, "do": "choose", "member": "anna"}, "categories is missing"),
    ({"at": AT, "do": "tick", "member": "anna"}, "member is not a field of tick"),
    ({"at": AT, "do": "tick", "a\nb": 1}, "'a\\nb' is not a field of tick"),
    ({"at": AT, "do": "join"}, "member is missing"),
    ({"at": AT, "do": "join", "member": None}, "member is missing"),
    ({"at": AT, "do": "join", "member": ""}, "member must be text"),
    ({"at": AT, "do": "join", "member": 7}, "member must be text"),
    (JOIN | {"phone": 7}, "phone must be text"),
    (JOIN | {"birthday": "30-02"}, "birthday must be a day of the calendar"),
    (JOIN | {"birthday": "1999-02-29"}, "birthday must be a day of the calendar"),
    (JOIN | {"birthday": "2-3"}, "birthday must be MM-DD or YYYY-MM-DD"),
    ({"at": AT, "do": "set_birthday", "member": "anna"}, "birthday is missing"),
    (purchase() | {"amount": None}, "amount is missing"),
    (purchase(amount="450.005"), "amount has too many decimals: the currency has 2"),
    (purchase(amount="-1"), "amount must be a decimal in quotes, not negative"),
    (purchase(amount="1e3"), "amount must be a decimal in quotes"),
    (purchase(amount="٥"), "amount must be a decimal in quotes"),
    (purchase() | {"amount": 450}, "amount must be a decimal in quotes"),
    (purchase(amount="1" * 14), "amount must be a decimal in quotes"),
    (purchase(discount="450.01"), "discount is more than amount"),
    (purchase(redeem=-1), "redeem must be a whole number from 0"),
    (purchase(redeem="all"), "redeem must be a whole number"),
    (purchase(redeem=True), "redeem must be a whole number"),
    (purchase(redeem=1.5), "redeem must be a whole number"),
    (purchase(coupon=1), "coupon must be text"),
    (purchase(note="x"), "note is not a field of purchase"),
    (purchase(lines={}), "lines must be a list"),
    (purchase(lines=[5]), "lines[0] must be an object"),
    (purchase(lines=[{"amount": "449.99"}]), "lines do not add up to amount"),
    (purchase(lines=[{"amount": "450"}, {}]), "lines[1].amount is missing"),
    (purchase(lines=[{"amount": "450", "quantity": 0}]), "lines[0].quantity must be a whole"),
    (purchase(lines=[{"amount": "450", "sku": "x"}]), "lines[0].sku is not a field of a line"),
    (purchase(lines=[{"amount": "450", "category": 1}]), "lines[0].category must be text"),
    ({"at": AT, "do": "refund", "key": "r"}, "purchase is missing"),
    (
        {"at": AT, "do": "refund", "purchase": "p", "key": "r", "amount": "1", "lines": [0]},
        "lines and amount exclude each other",
    ),
    ({"at": AT, "do": "refund", "purchase": "p", "key": "r", "lines": []}, "lines must name a"),
    (
        {"at": AT, "do": "refund", "purchase": "p", "key": "r", "lines": [-1]},
        "lines must be whole",
    ),
    ({"at": AT, "do": "refund", "purchase": "p", "key": "r", "amount": "-1"}, "amount must be a"),
    (gift() | {"reason": None}, "reason is missing"),
    (gift() | {"points": "5"}, "points must be a whole number"),
    (gift() | {"points": 10**13}, "points must be a whole number from"),
    (
        {"at": AT, "do": "transfer", "from": "anna", "to": "anna", "key": "t", "points": 1},
        "to must be somebody else than from",
    ),
    (
        {"at": AT, "do": "transfer", "from": "anna", "to": "boris", "key": "t", "points": 0},
        "points must be a whole number from 1",
    ),
    (
        {"at": AT, "do": "set_tier", "member": "anna", "tier": "g", "until": "2026-02-30"},
        "until must be a date, YYYY-MM-DD",
    ),
    (
        {"at": AT, "do": "set_tier", "member": "anna", "tier": "g", "until": "9999-12-31"},
        "until must lie between 1970 and 2199",
    ),
    ({"at": AT, "do": "show"}, "member is missing"),
    ({"at": AT, "do": "erase", "member": 5}, "member must be text"),
    ({"at": AT, "do": "program"}, "program is missing"),
]


@pytest.mark.parametrize(("event", "reason"), WRONG, ids=map(str, range(len(WRONG))))
def test_a_wrong_line_ends_the_replay_after_the_lines_before_it(
    run: Run, event: dict[str, Any] | str, reason: str
) -> None:
    code, lines, err = run(JOIN, event, JOIN | {"member": "boris"})
    assert code == 2
    assert [line["member"] for line in lines] == ["anna"]
    assert err.startswith(f"line 2: {reason}")
    assert err.count("\n") == 1


def test_birthdays_tiers_by_hand_and_erasing_are_read(run: Run) -> None:
    ladder = '[[tier]]\nid = "one"\n[[tier]]\nid = "two"\nspend = "1000"\n'
    code, lines, err = run(
        JOIN | {"birthday": "1990-02-28", "phone": "+79001234567", "invited_by": "boris"},
        {"at": AT, "do": "set_birthday", "member": "anna", "birthday": "02-29"},
        {"at": AT, "do": "set_birthday", "member": "anna", "birthday": "03-01"},
        {"at": AT, "do": "set_tier", "member": "anna", "tier": "two", "until": "2026-12-31"},
        purchase(lines=[{"amount": "450", "item": "latte", "quantity": 2}], location="lenina"),
        {"at": AT, "do": "refund", "purchase": "p1", "key": "r1", "lines": [0]},
        {"at": AT, "do": "erase", "member": "anna"},
        program=PROGRAM + ladder,
    )
    assert (code, err) == (0, "")
    assert lines[2]["refused"] == "birthday-changed-already"
    assert [line["tier"] for line in (lines[1], lines[3])] == ["one", "two"]
    assert lines[5]["to_return"] == "450.00"


def test_null_is_the_same_as_leaving_an_optional_field_out(run: Run) -> None:
    empty: dict[str, Any] = dict.fromkeys(["lines", "discount", "redeem", "location", "coupon"])
    _, lines, _ = run(JOIN, purchase(), purchase(**empty))
    assert lines[2]["replayed"] is True


def test_blank_lines_and_a_byte_order_mark_are_no_events(run: Run) -> None:
    code, lines, _ = run("\ufeff" + json.dumps(JOIN), "", "  ", json.dumps(purchase()))
    assert (code, [line["n"] for line in lines]) == (0, [1, 2])


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("bogus = 1", 'program.toml: line 1: there is no table or key "bogus"'),
        (
            '[points]\nexpiry = { model = "fixed", date = 2026-11-22 }',
            "program.toml: line 2: [points] expiry.date has passed: 2026-11-22",
        ),
    ],
)
def test_a_program_that_does_not_load_answers_nothing(run: Run, program: str, reason: str) -> None:
    code, lines, err = run(JOIN, program=program)
    assert (code, lines) == (2, [])
    assert reason in err
    assert err.count("\n") == 1


def test_an_expiry_on_the_day_of_the_first_event_has_not_passed(run: Run) -> None:
    program = PROGRAM + '[points]\nexpiry = { model = "fixed", date = 2026-11-23 }'
    assert run(JOIN, program=program)[0] == 0


def test_missing_files_are_one_sentence(tmp_path: Path) -> None:
    program = tmp_path / "program.toml"
    for expected in ("program.toml: No such file", "events.jsonl: No such file"):
        err = io.StringIO()
        assert replay(program, tmp_path / "events.jsonl", io.StringIO(), err) == 2
        assert expected in err.getvalue()
        program.write_text(PROGRAM)


def test_a_stream_is_read_as_utf_8_whatever_the_terminal_speaks(tmp_path: Path) -> None:
    (tmp_path / "program.toml").write_text(PROGRAM)
    raw = json.dumps(JOIN | {"member": "Анна"}, ensure_ascii=False).encode()
    out = io.StringIO()
    stream = io.TextIOWrapper(io.BytesIO(raw), encoding="ascii")
    assert replay(tmp_path / "program.toml", stream, out, io.StringIO()) == 0
    assert json.loads(out.getvalue())["member"] == "Анна"


def test_events_are_read_from_a_file_and_bad_bytes_stop_at_their_line(tmp_path: Path) -> None:
    (tmp_path / "program.toml").write_text(PROGRAM)
    events = tmp_path / "events.jsonl"
    events.write_bytes(json.dumps(JOIN).encode() + b'\n{"at": "\xff"}\n')
    out, err = io.StringIO(), io.StringIO()
    assert replay(tmp_path / "program.toml", events, out, err) == 2
    assert len(out.getvalue().splitlines()) == 1
    assert err.getvalue() == "line 2: the line must be UTF-8\n"


def test_an_id_the_terminal_cannot_show_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "program.toml").write_text(PROGRAM)
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    lines = [json.dumps(JOIN | {"member": "Анна"}), json.dumps(JOIN | {"member": "\ud800"})]
    assert replay(tmp_path / "program.toml", lines, out, io.StringIO()) == 0
    members = [json.loads(line)["member"] for line in raw.getvalue().splitlines()]
    assert members == ["Анна", "\ud800"]


def test_replay_needs_neither_database_nor_messenger() -> None:
    code = (
        "import sys, services.replay; "
        "print([name for name in ('aiogram', 'sqlalchemy', 'asyncio') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603  # our own interpreter, our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
