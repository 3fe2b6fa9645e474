"""Occasions in the program file: what reaches the rules, what refuses, which words are known."""

import pytest

from services import placeholders
from services.domain import program as rules
from services.domain.kinds import Occasion
from services.placeholders import Placeholder, allowed, pieces, unknown
from services.program import (
    ProgramRefused,
    build,
    canonical_json,
    describe_change,
    document_from_json,
    export,
    from_template,
    load_document,
    load_program,
)

WHOLE = """\
[welcome]
points = 100
expires_days = 30
text = { ru = "{имя}, рады знакомству!\\nПодарок: {баллы}", en = "{name}, hello" }
[birthday]
points = 200
before = 2
after = 1
known_days = 7
expires_days = 14
text = { uz = "{ISM}, tabriklaymiz! Sovgʻa: {ball}, {sana} gacha" }
[dormancy]
days = 30
points = 50
expires_days = 10
text = { ru = "Дарим {подарок}" }
[expiry_notice]
days = [1, 7, 3]
text = { ru = "{дата} сгорит {баллы}" }
"""


def sentences(text: str) -> list[str]:
    with pytest.raises(ProgramRefused) as refused:
        load_document(text)
    return [str(problem) for problem in refused.value.problems]


def test_gifts_reach_the_rules() -> None:
    program = load_program(WHOLE)

    assert program.welcome == rules.Welcome(points=100, expires_days=30)
    assert program.birthday == rules.BirthdayGift(
        points=200, before=2, after=1, known_days=7, expires_days=14
    )
    assert program.dormancy == rules.DormancyGift(points=50, days=30, expires_days=10)


def test_keys_left_out_have_the_values_of_the_page() -> None:
    document = load_document("[birthday]\npoints = 200\n[dormancy]\n[expiry_notice]\n")

    assert build(document).birthday == rules.BirthdayGift(points=200)
    assert (document.dormancy.on, document.dormancy.days) == (True, 60)
    assert (document.expiry_notice.on, document.expiry_notice.days) == (True, (7, 1))


def test_a_table_that_is_not_there_is_off() -> None:
    document = load_document("")

    assert [getattr(document, name).on for name in Occasion] == [True, False, False, False]
    assert (build(document).birthday, build(document).dormancy) == (None, None)


@pytest.mark.parametrize("table", ["welcome", "birthday"])
@pytest.mark.parametrize("off", ["points = 5\non = false", "points = 0"])
def test_what_is_off_or_brings_nothing_is_no_rule(table: str, off: str) -> None:
    assert getattr(load_program(f"[{table}]\n{off}\n"), table) is None


def test_occasions_survive_writing_out_and_storing() -> None:
    document = load_document(WHOLE)

    assert load_document(export(document)) == document
    assert document_from_json(canonical_json(document)) == document


def test_a_program_stored_before_there_were_occasions_has_none() -> None:
    assert document_from_json("{}") == load_document("")


def test_changed_words_are_told_by_language() -> None:
    before, after = load_document("[birthday]\n"), load_document('[birthday]\ntext.ru = "{имя}!"')

    assert [str(change) for change in describe_change(before, after)] == [
        "birthday text.ru: – → {имя}!"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[birthday]\npoints = -1", "line 2: [birthday] points must be at least 0"),
        ("[birthday]\nbefore = 31", "line 2: [birthday] before must be at most 30"),
        ("[birthday]\nafter = 31", "line 2: [birthday] after must be at most 30"),
        ("[birthday]\nknown_days = 367", "line 2: [birthday] known_days must be at most 366"),
        (
            "[birthday]\ndays = 3",
            'line 2: [birthday] has no key "days"',
        ),
        ("[dormancy]\ndays = 0", "line 2: [dormancy] days must be at least 1"),
        ("[dormancy]\ndays = 731", "line 2: [dormancy] days must be at most 730"),
        ("[dormancy]\non = 1", "line 2: [dormancy] on must be true or false"),
        (
            "[expiry_notice]\ndays = []",
            "line 2: [expiry_notice] days must not be an empty list",
        ),
        ("[expiry_notice]\ndays = [7, 7]", "line 2: [expiry_notice] days names a day twice"),
        ("[expiry_notice]\ndays = [0]", "line 2: [expiry_notice] days must be at least 1"),
        (
            "[expiry_notice]\ndays = 7",
            "line 2: [expiry_notice] days must be a list in square brackets",
        ),
        (
            '[welcome]\npoints = 1\ntext = { ru = "{скидка}" }',
            (
                'line 3: [welcome] text.ru knows no "{скидка}", only '
                "{имя}, {баллы}, {сумма}, {магазин}"
            ),
        ),
        (
            '[birthday.text]\nen = "hi"\nuz = "{gift}"',
            (
                'line 3: [birthday] text.uz knows no "{gift}", only '
                "{ism}, {ball}, {summa}, {sana}, {chegirma}, {balans}, {doʻkon}"
            ),
        ),
        ('[welcome]\ntext = { ru = " " }', "line 2: [welcome] text.ru must not be blank"),
        (
            f'[welcome]\ntext = {{ ru = "{"a" * 1001}" }}',
            "line 2: [welcome] text.ru is too long",
        ),
        ('[welcome]\ntext = "hello"', "line 2: [welcome] text must be a table in braces"),
    ],
)
def test_a_bad_occasion_is_refused_with_its_line_and_reason(text: str, expected: str) -> None:
    assert sentences(text)[0] == expected


def test_a_text_in_any_language_may_use_the_names_of_every_language() -> None:
    load_document('[birthday]\ntext = { uz = "{имя} {POINTS} {sana} {дату} { shop } {do\'kon}" }')


def test_a_language_without_names_of_its_own_is_told_the_english_ones() -> None:
    assert allowed(Occasion.WELCOME, "kk") == ("{name}", "{points}", "{amount}", "{shop}")


def test_a_text_is_taken_apart_at_its_placeholders() -> None:
    assert list(pieces("{имя}, вот { баллы } {и} {")) == [
        Placeholder("name", "{имя}"),
        ", вот ",
        Placeholder("points", "{ баллы }"),
        " ",
        Placeholder(None, "{и}"),
        " {",
    ]
    assert list(pieces("")) == []


def test_each_message_knows_its_own_placeholders() -> None:
    assert unknown(Occasion.DORMANCY, "{gift} {points}") is None
    assert unknown(Occasion.EXPIRY, "{date}: {gift}") == "{gift}"
    assert unknown(Occasion.WELCOME, "{}") == "{}"


def test_every_name_means_one_thing() -> None:
    names = [
        placeholders._plain(word)
        for languages in placeholders._NAMES.values()
        for words in languages.values()
        for word in words
    ]

    assert len(names) == len(set(names))
    assert {"ru", "en", "uz"} == set.intersection(*map(set, placeholders._NAMES.values()))


@pytest.mark.parametrize(
    ("template", "birthday", "dormancy", "notice"),
    [
        ("coffee", 200, 21, None),
        ("beauty", 500, 45, None),
        ("retail", None, 60, (7, 1)),
        ("delivery", None, 14, None),
        ("plain", None, None, None),
    ],
)
def test_the_templates_begin_with_these_occasions(
    template: str, birthday: int | None, dormancy: int | None, notice: tuple[int, ...] | None
) -> None:
    document = from_template(template, "Zerno", "RUB", "Europe/Moscow")

    assert (document.birthday.points if document.birthday.on else None) == birthday
    assert (document.dormancy.days if document.dormancy.on else None) == dormancy
    assert (document.expiry_notice.days if document.expiry_notice.on else None) == notice


def test_gifts_of_a_template_have_the_size_of_the_currency() -> None:
    document = from_template("coffee", "Zerno", "UZS", "Asia/Tashkent")

    assert (document.birthday.points, document.dormancy.points) == (30_000, 7_500)
