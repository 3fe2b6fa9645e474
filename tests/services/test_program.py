"""The program file: what loads, what refuses and with which sentence, what is written back."""

import json
from datetime import date
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from services.domain import kinds
from services.domain.program import Program
from services.program import (
    Document,
    ProgramRefused,
    canonical_json,
    checked,
    digits,
    document_from_json,
    export,
    json_schema,
    load_document,
    load_program,
)
from services.program import document as written

WHOLE = """\
version = 1
name = "Zerno"
timezone = "Europe/Moscow"
currency = "RUB"
digits = 2
[points]
value = "1.00"
rounding = "nearest"
hold_days = 3
expiry = { model = "month_end", n = 6 }
[redeem]
max_percent = 30
step = 10
min_points = 20
earn_on_redeemed = true
exclude = ["tobacco"]
[refund]
unpaid = "clamp"
restore_days = 5
[[earn]]
id = "base"
type = "percent"
percent = "5"
[[earn]]
id = "dessert"
type = "percent"
percent = "12.5"
exclusive = true
priority = 10
when = { categories = ["dessert"], not_items = ["sugar"] }
[[earn]]
id = "blocks"
type = "blocks"
points = 1
per = "100"
when = { from = 2026-11-01, until = "2026-12-31" }
[[earn]]
id = "visit"
type = "fixed"
points = 50
each = "visit"
when = { first = false }
[[multiplier]]
id = "tue"
factor = "2"
when = { weekdays = ["tue", "fri"], hours = ["22:00", "02:30"] }
[[multiplier]]
id = "early"
factor = "1.5"
stack = true
when = { hours = [8, 11], locations = ["lenina"], tiers = ["gold"] }
[[bonus]]
id = "big"
points = 100
when = { amount_min = "1000", nth = 3, birthday = true }
[[bonus]]
id = "fifth"
points = 7
when = { every_nth = 5, items = ["cup"], not_categories = ["tea"] }
[[cap]]
points = 500
per = "day"
[[cap]]
points = 40
per = "month"
rule = "tue"
budget = true
[tiers]
match = "all"
window = "calendar_year"
grace_days = 0
down = "fit"
[[tier]]
id = "base"
name = { ru = "Базовый" }
[[tier]]
id = "gold"
name = { ru = "Золото", en = "Gold", uz = "Oltin" }
percent = "7"
spend = "25000"
purchases = 10
visits = 8
points = 900
spend_in = { category = "tea", amount = "10.50" }
perks = ["gifts"]
[welcome]
points = 100
expires_days = 14
"""


def sentences(text: str, *, today: date | None = None) -> list[str]:
    with pytest.raises(ProgramRefused) as refused:
        load_document(text, today=today)
    return [str(problem) for problem in refused.value.problems]


def test_an_empty_file_is_a_program_of_defaults() -> None:
    program = load_program("")
    assert program == Program(name="Kopilka")


def test_every_key_reaches_the_rules() -> None:
    program = load_program(WHOLE)
    assert (program.timezone, program.points.value_minor) == ("Europe/Moscow", 100)
    assert program.points.expiry.model is kinds.ExpiryModel.MONTH_END
    assert program.redeem.exclude == ("tobacco",)
    assert program.refund.unpaid is kinds.Unpaid.CLAMP
    dessert, blocks, visit = program.earn[1:]
    assert (dessert.percent, dessert.priority) == (Fraction(25, 2), 10)
    assert dessert.when.not_items == ("sugar",)
    assert (blocks.points, blocks.per_minor) == (1, 10_000)
    assert (blocks.when.from_on, blocks.when.until_on) == (date(2026, 11, 1), date(2026, 12, 31))
    assert (visit.each, visit.when.first) == (kinds.Each.VISIT, False)


def test_every_condition_reaches_the_rules() -> None:
    program = load_program(WHOLE)
    tuesday, early = program.multipliers
    assert tuesday.when.weekdays == (kinds.Weekday.TUE, kinds.Weekday.FRI)
    assert tuesday.when.hours is not None
    assert (tuesday.when.hours.start_minute, tuesday.when.hours.end_minute) == (1320, 150)
    assert early.when.hours is not None
    assert early.when.hours.end_minute == 11 * 60
    big, fifth = program.bonuses
    assert (big.when.amount_min_minor, big.when.nth, big.when.birthday) == (100_000, 3, True)
    assert (fifth.when.every_nth, fifth.when.not_categories) == (5, ("tea",))
    assert program.caps[1].rule == "tue"
    assert program.caps[1].budget


def test_tiers_reach_the_rules_with_all_their_thresholds() -> None:
    tiers = load_program(WHOLE).tiers
    assert tiers is not None
    base, gold = tiers.ladder
    assert (base.thresholds, base.percent) == ((), None)
    assert {threshold.basis: threshold.need for threshold in gold.thresholds} == {
        kinds.TierBasis.SPEND: 2_500_000,
        kinds.TierBasis.PURCHASES: 10,
        kinds.TierBasis.VISITS: 8,
        kinds.TierBasis.POINTS: 900,
        kinds.TierBasis.SPEND_IN: 1_050,
    }
    assert tiers.down is kinds.TierDown.FIT


def test_what_is_written_out_loads_as_the_same_document() -> None:
    for text in ("", WHOLE):
        document = load_document(text)
        assert load_document(export(document)) == document
        assert export(load_document(export(document))) == export(document)
        assert document_from_json(canonical_json(document)) == document


def test_text_with_quotes_newlines_and_controls_survives_writing_out() -> None:
    document = load_document('name = "a \\"b\\"\\n\\\\ \\u007F ‘c’ 🙂"')
    assert load_document(export(document)) == document


def test_equal_documents_have_equal_canonical_text() -> None:
    one = load_document('[[earn]]\nid = "base"\ntype = "percent"\npercent = "5.00"\n')
    other = load_document('[[earn]]\npercent = 5\nid = "base"\ntype = "percent"\n')
    assert canonical_json(one) == canonical_json(other)
    assert json.loads(canonical_json(one))["redeem"]["max_percent"] == 50


def test_every_sentence_of_the_file_is_written_once_per_kind_of_table() -> None:
    text = export(load_document(WHOLE))
    assert text.count("# the tier's own name") == 1
    assert all(len(line) <= 99 for line in text.splitlines() if not line.startswith("name"))


RULE = '[[earn]]\nid = "base"\ntype = "percent"\npercent = "5"\n'
LADDER = '[[tier]]\nid = "one"\n[[tier]]\nid = "two"\nspend = "100"\npurchases = 5\n'

BAD = [
    ("colour = 1", 'line 1: there is no table or key "colour"'),
    ('curency = "RUB"', 'line 1: there is no table or key "curency"; did you mean "currency"?'),
    (
        "[redeem]\nmaxpercent = 5",
        'line 2: [redeem] has no key "maxpercent"; did you mean "max_percent"?',
    ),
    (
        RULE + 'when = { weekday = ["tue"] }',
        'line 5: [[earn]] "base" when knows no condition "weekday"; did you mean "weekdays"?',
    ),
    (
        RULE + "[earn.when]\ncoupon = []",
        'line 6: [[earn]] "base" when.coupon must be text in quotes',
    ),
    (
        '[[stamp_card]]\nid = "coffee"',
        'line 1: [[stamp_card]] "coffee" needs reward',
    ),
    (
        RULE + '[[stamp_card]]\nid = "coffee"\nreward = "base"',
        'line 7: [[stamp_card]] "coffee" reward names "base", which is not goods',
    ),
    (
        '[[stamp_card]]\nid = "coffee"\nreward = "cup"\neach = "item"\ngap_minutes = 5',
        'line 5: [[stamp_card]] "coffee" gap_minutes does not fit items',
    ),
    (
        RULE + '[[stamp_card]]\nid = "base"\nreward = "cup"',
        'line 6: [[stamp_card]] "base" id is already the id of another [[earn]]',
    ),
    (
        '[[stamp_card]]\nid = "coffee"\nreward = "cup"\nneeded = 0',
        'line 4: [[stamp_card]] "coffee" needed must be at least 1',
    ),
    ('\n[referral]\nmin_amount = "0"', "line 3: [referral] min_amount must be more than 0"),
    ("[favourites]", "line 1: [favourites] needs of: the categories to pick from"),
    (
        '[favourites]\nof = ["a", "a"]\nchoose = 1',
        "line 2: [favourites] of names a category twice",
    ),
    (
        '[favourites]\nof = ["a"]\nchoose = 2',
        "line 3: [favourites] choose is more than there are categories",
    ),
    ("version = 2", "line 1: version must be 1"),
    ('version = "1"', "line 1: version must be 1"),
    ('name = "  "', "line 1: name must not be blank"),
    ("name = 5", "line 1: name must be text in quotes"),
    ('timezone = "Mars/Base"', 'line 1: timezone "Mars/Base" is not a known time zone'),
    ('timezone = "../etc"', 'line 1: timezone "../etc" is not a known time zone'),
    ('currency = "rub"', 'line 1: currency "rub" is not a known currency code'),
    ("digits = 5", "line 1: digits must be at most 4"),
    ("[points]\nvalue = 1.5", 'line 2: [points] value must be a decimal in quotes, such as "1.5"'),
    (
        '[points]\nvalue = "0.005"',
        "line 2: [points] value must have at most 2 decimals, as the currency has",
    ),
    (
        'currency = "UZS"\n[points]\nvalue = "0.5"',
        "line 3: [points] value must have at most 0 decimals, as the currency has",
    ),
    (f'[points]\nvalue = "{"9" * 15}"', "line 2: [points] value is too large"),
    ("[points]\nvalue = []", 'line 2: [points] value must be a decimal in quotes, such as "5"'),
    ('[points]\nexpiry = { model = "fixed", date = 5 }', "line 2: [points] expiry.date must be a"),
    ('[points]\nvalue = "0"', "line 2: [points] value must be more than 0"),
    (
        '[points]\nvalue = "-1"',
        'line 2: [points] value must be a decimal in quotes, such as "5" or "0.50"',
    ),
    (
        '[points]\nrounding = "math"',
        'line 2: [points] rounding must be "down", "nearest" or "up"',
    ),
    ("[points]\nhold_days = -1", "line 2: [points] hold_days must be at least 0"),
    ("[points]\nhold_days = true", "line 2: [points] hold_days must be a whole number"),
    ("[points]\nhold_days = 1.0", "line 2: [points] hold_days must be a whole number"),
    ("[points]\nexpiry = { n = 5 }", "line 2: [points] expiry needs model"),
    ('[points]\nexpiry = { model = "days" }', "line 2: [points] expiry needs n"),
    (
        '[points]\nexpiry = { model = "year_end", n = 101 }',
        "line 2: [points] expiry.n must be at most 100",
    ),
    (
        '[points]\nexpiry = { model = "never", n = 5 }',
        'line 2: [points] expiry has no key "n"',
    ),
    (
        '[points]\nexpiry = { model = "fixed", date = "2026-13-01" }',
        "line 2: [points] expiry.date must be a date, such as 2026-12-31",
    ),
    ("points = 5", "line 1: points must be a table, written [points]"),
    ("earn = 5", "line 1: earn must be a table, written [[earn]]"),
    ("[earn]", "line 1: earn must be a table, written [[earn]]"),
    ("[[redeem]]", "line 1: redeem must be a table, written [redeem]"),
    ("earn = [5]", "line 1: earn must be a table, written [[earn]]"),
    (RULE + "when = 5", 'line 5: [[earn]] "base" when must be a table in braces'),
    ("[redeem]\nmax_percent = 101", "line 2: [redeem] max_percent must be at most 100"),
    ("[redeem]\nstep = 0", "line 2: [redeem] step must be at least 1"),
    ("[redeem]\nearn_on_redeemed = 1", "line 2: [redeem] earn_on_redeemed must be true or false"),
    ('[redeem]\nexclude = "a"', "line 2: [redeem] exclude must be a list in square brackets"),
    (RULE.replace('"5"', '"100.5"'), 'line 4: [[earn]] "base" percent must be at most 100'),
    (RULE.replace('percent = "5"', ""), 'line 1: [[earn]] "base" needs percent'),
    ('[[earn]]\nid = "a"', 'line 1: [[earn]] "a" needs type'),
    ("[[earn]]\ntype = 'percent'\npercent = '5'", "line 1: [[earn]] number 1 needs id"),
    ("[[earn]]\nid = 'a b'\ntype = 'fixed'\npoints = 1", 'line 2: [[earn]] "a b" id must be'),
    (
        '[[earn]]\nid = "a"\ntype = "pct"',
        'line 3: [[earn]] "a" type must be one of "percent", "blocks", "fixed"',
    ),
    (
        '[[earn]]\nid = "a"\ntype = "blocks"\npoints = 1\nper = "0"',
        'line 5: [[earn]] "a" per must be more than 0',
    ),
    (
        '[[earn]]\nid = "a"\ntype = "fixed"\npoints = 1\neach = "month"',
        'line 5: [[earn]] "a" each must be "purchase", "visit" or "item"',
    ),
    (
        '[[earn]]\nid = "a"\ntype = "fixed"\npoints = 1\npercent = "5"',
        'line 5: [[earn]] "a" has no key "percent"',
    ),
    (RULE + RULE, 'line 6: [[earn]] "base" id is already the id of another [[earn]]'),
    (
        RULE + '[[bonus]]\nid = "base"\npoints = 1',
        'line 6: [[bonus]] "base" id is already the id of another [[earn]]',
    ),
    (
        '[[bonus]]\nid = "rounding"\npoints = 1',
        'line 2: [[bonus]] "rounding" id is a word that explanations use themselves',
    ),
    ('[[multiplier]]\nid = "a"\nfactor = "0.9"', 'line 3: [[multiplier]] "a" factor must be at l'),
    (
        RULE + "when = { weekdays = [] }",
        'line 5: [[earn]] "base" when.weekdays must not be an empty list',
    ),
    (
        RULE + 'when = { weekdays = ["tue",\n"tuesday"] }',
        'line 6: [[earn]] "base" when.weekdays must be "mon", "tue", "wed", "thu", "fri", "sat"',
    ),
    (
        RULE + 'when = { hours = ["08:00", "8pm"] }',
        'line 5: [[earn]] "base" when.hours must be a time of day, such as "09:30"',
    ),
    (RULE + "when = { hours = [8] }", 'line 5: [[earn]] "base" when.hours is too short a list'),
    (RULE + "when = { hours = [8, 9, 10] }", 'line 5: [[earn]] "base" when.hours is too long'),
    (RULE + "when = { hours = [8, 8] }", 'line 5: [[earn]] "base" when.hours must begin and end'),
    (
        RULE + "when = { from = 2026-12-01, until = 2026-11-30 }",
        'line 5: [[earn]] "base" when.until must not be before from',
    ),
    (RULE + "when = { nth = 0 }", 'line 5: [[earn]] "base" when.nth must be at least 1'),
    (
        RULE + 'when = { tiers = ["gold"] }',
        'line 5: [[earn]] "base" when.tiers names "gold", and there is no such tier',
    ),
    (
        '[[cap]]\npoints = 5\nper = "day"\nrule = "tue"',
        'line 4: [[cap]] number 1 rule names "tue", and there is no such rule',
    ),
    ('[[cap]]\npoints = -5\nper = "day"', "line 2: [[cap]] number 1 points must be at least 0"),
    (
        '[[cap]]\npoints = 5\nper = "year"',
        'line 3: [[cap]] number 1 per must be "receipt", "day", "week", "month" or "ever"',
    ),
    (
        '[[tier]]\nid = "one"\nspend = "5"',
        'line 3: [[tier]] "one" spend does not belong in the first tier: everyone starts there',
    ),
    (
        '[[tier]]\nid = "one"\n[[tier]]\nid = "two"',
        'line 3: [[tier]] "two" needs a threshold: spend, purchases, visits, points or spend_in',
    ),
    (
        LADDER + '[[tier]]\nid = "three"\nspend = "99.99"\npurchases = 6',
        'line 9: [[tier]] "three" spend is below that of an earlier tier: lowest tier first',
    ),
    (
        LADDER + '[[tier]]\nid = "three"\nspend = "100"\npurchases = 5',
        'line 7: [[tier]] "three" asks for no more than the tiers before it',
    ),
    (
        LADDER + '[[tier]]\nid = "two"\nspend = "101"',
        'line 8: [[tier]] "two" id is already the id of another [[tier]]',
    ),
    (
        '[[tier]]\nid = "one"\nname = { russian = "Один" }',
        'line 3: [[tier]] "one" name.russian must be a language of two or three small letters',
    ),
    ('name = "a\nb = 1', "line 1: this is not TOML: "),
    ("a = 1\na = 2", "line 2: this is not TOML: "),
    ("a = ", "line 1: this is not TOML: "),
    ("name = '''x", "line 1: this is not TOML: "),
    ("a = " + "[" * 5000, "this is not TOML: brackets are nested too deeply"),
]


@pytest.mark.parametrize(("text", "expected"), BAD, ids=map(str, range(len(BAD))))
def test_a_bad_file_is_refused_with_its_line_and_reason(text: str, expected: str) -> None:
    first = sentences(text)[0]
    assert expected in first
    assert "\n" not in first


def test_a_huge_file_is_refused_before_it_is_parsed() -> None:
    assert sentences("#" * 300_000) == ["the file is too large"]


def test_every_problem_of_a_file_is_found_in_its_order() -> None:
    text = "digits = 9\n[redeem]\nstep = 0\nbogus = 1\n[[bonus]]\npoints = 1\n"
    assert [line.partition(":")[0] for line in sentences(text)] == [
        "line 1",
        "line 3",
        "line 4",
        "line 5",
    ]


def test_a_fixed_expiry_that_has_passed_refuses_only_on_the_way_into_force() -> None:
    text = '[points]\nexpiry = { model = "fixed", date = 2026-11-22 }'
    assert sentences(text, today=date(2026, 11, 23)) == [
        "line 2: [points] expiry.date has passed: 2026-11-22"
    ]
    assert load_document(text, today=date(2026, 11, 22))
    expiry = load_program(text).points.expiry
    assert (expiry.model, expiry.on) == (kinds.ExpiryModel.FIXED, date(2026, 11, 22))


def test_lines_are_found_through_comments_strings_and_nested_tables() -> None:
    text = (
        '# [redeem]\nname = """\n[redeem]\nstep = 0"""\n'
        '"points" . value = "1" # step = 0\n'
        "[[earn]] # one\nid='base'\ntype = 'percent'\npercent='5'\n"
        "[earn.when]\ncategories = [\n  'a', # b\n  '',\n]\n"
    )
    assert sentences(text) == ['line 13: [[earn]] "base" when.categories must not be blank']


def test_the_choices_in_the_document_are_those_of_the_rules() -> None:
    fields: dict[type[StrEnum], tuple[type[BaseModel], str]] = {
        kinds.Rounding: (written.PointsPart, "rounding"),
        kinds.Unpaid: (written.RefundPart, "unpaid"),
        kinds.Each: (written.EarnFixed, "each"),
        kinds.Period: (written.Cap, "per"),
        kinds.TierMatch: (written.TiersPart, "match"),
        kinds.TierWindow: (written.TiersPart, "window"),
        kinds.TierDown: (written.TiersPart, "down"),
    }
    for kind, (model, name) in fields.items():
        assert set(get_args(model.model_fields[name].annotation)) == set(kind), name


def test_the_decimals_are_those_of_the_currency_unless_the_file_says_otherwise() -> None:
    assert digits(load_document('currency = "UZS"\n')) == 0
    assert digits(load_document('currency = "KWD"\n')) == 3
    assert digits(load_document('currency = "UZS"\ndigits = 2\n')) == 2


def test_the_schema_describes_every_key_with_its_default() -> None:
    schema = json_schema()
    assert schema["properties"]["currency"]["default"] == "RUB"
    redeem = schema["$defs"]["RedeemPart"]
    assert redeem["additionalProperties"] is False
    assert redeem["properties"]["max_percent"]["default"] == 50
    assert "from" in schema["$defs"]["When"]["properties"]
    undescribed = [
        f"{name}.{key}"
        for name, model in schema["$defs"].items()
        for key, field in model.get("properties", {}).items()
        if "description" not in field and "$ref" not in field and name != "UnitForms"
    ]
    assert undescribed == []
    json.dumps(schema)


def test_a_document_built_by_code_passes_the_same_checks() -> None:
    with pytest.raises(ProgramRefused, match="not a known currency"):
        checked(Document.model_construct(currency="XYZ"))


def test_the_owners_page_shows_a_file_that_loads_and_names_every_key() -> None:
    page = (Path(__file__).parents[2] / "docs" / "program.md").read_text(encoding="utf-8")
    shown = "\n".join(part.partition("```")[0] for part in page.split("```toml\n")[1:])
    perks = load_document(shown).tier[1].perks
    assert isinstance(perks, dict)
    assert perks["en"] == ("gifts",)
    for model in json_schema()["$defs"].values():
        for key in model.get("properties", {}):
            assert key in page, key
