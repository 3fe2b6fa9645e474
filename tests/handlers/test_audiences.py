"""Guests, boundaries and audiences as the owner reads and taps them."""

from dataclasses import asdict, replace

import pytest

from handlers.owner import audience_draft, audiences, segments
from handlers.owner.audience_draft import Draft
from handlers.owner.audience_fields import Field, Option, fields_of, is_single, options
from handlers.owner.audience_words import audience_name, conditions, group_name, language_name
from handlers.owner.menu import Guests as OpenGuests
from handlers.owner.offer_audience import who_button, who_lines
from services.audiences import AudienceView, Choices, Group, GroupCount
from services.domain.groups import Audience, Bought, SegmentRules
from services.domain.kinds import Segment
from services.segments import Guests
from services.units import LANGUAGES
from tests.handlers.test_offers import flat, labels, texts_of

CHOICES = Choices(
    tiers={"base": {"ru": "Гость"}, "gold": {"ru": "Золото"}},
    categories=("shirt", "tie"),
    locations=("Север", "Юг"),
    languages=LANGUAGES,
)
FEW = Choices(tiers={"base": {}}, categories=(), locations=("Север",), languages=LANGUAGES)
EMPTY = Audience(id="new")
FULL = Audience(
    id="full",
    segments=(Segment.VIP, Segment.REGULAR),
    tiers=("gold", "gone"),
    spend_min_minor=5_000_00,
    spend_max_minor=10_000_00,
    visits_min=2,
    visits_max=21,
    absent_min=1,
    absent_max=60,
    bought=Bought(category="shirt", days=60),
    not_bought=Bought(category="tie", days=30),
    mostly=("shirt",),
    birthday_months=(3, 11),
    locations=("Юг",),
    languages=("uz",),
)


def offered(field: Field, draft: Audience) -> list[Option]:
    return options(texts_of(), field, draft, CHOICES, currency="RUB", unit=100)


def tap(field: Field, draft: Audience, label: str) -> Audience:
    (found,) = [one for one in offered(field, draft) if flat(one.label) == label]
    return found.then


def test_every_condition_is_said() -> None:
    assert [flat(line) for line in conditions(texts_of(), FULL, CHOICES.tiers)] == [
        "⭐ Постоянные, 👑 VIP",
        "уровень: Золото, gone",
        "не были 1 день и дольше",
        "были за 60 дней",
        "от 2 визитов за год",
        "до 21 визита за год",
        "от 5 000 ₽ за год",
        "до 10 000 ₽ за год",
        "брали за 60 дн.: shirt",
        "не брали за 30 дн.: tie",
        "любимое: shirt",
        "месяц рождения: Март, Ноябрь",
        "последний раз: Юг",
        "🌐 Oʻzbekcha",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_is_said_in_every_language(language: str) -> None:
    assert len(conditions(texts_of(language), FULL, {})) == 14
    assert audience_name(texts_of(language), {}, EMPTY) == ""


def test_a_group_is_called_by_its_segment_its_name_or_what_it_asks() -> None:
    texts = texts_of()
    sleeping = Audience(id="a", absent_min=60)

    assert group_name(texts, Group(id="new", ref="", segment=Segment.NEW)) == "🌱 Новые"
    named = Group(id="a", ref="", name={"ru": "Сони"}, asked=sleeping)
    assert group_name(texts, named) == "Сони"
    assert group_name(texts, replace(named, name={})) == "не были 60 дней и дольше"
    assert language_name(texts, "kk") == "kk"


def test_only_what_tells_guests_apart_is_asked() -> None:
    assert fields_of(CHOICES) == list(Field)
    left_out = set(Field) - set(fields_of(FEW))
    assert left_out == {
        Field.TIERS,
        Field.BOUGHT,
        Field.NOT_BOUGHT,
        Field.MOSTLY,
        Field.LOCATIONS,
    }


@pytest.mark.parametrize(
    ("field", "label", "asked"),
    [
        (Field.SEGMENTS, "😴 Спящие", {"segments": (Segment.DORMANT,)}),
        (Field.ABSENT, "не были 60 дней и дольше", {"absent_min": 60}),
        (Field.ABSENT, "были за 7 дней", {"absent_max": 7}),
        (Field.VISITS, "от 5 визитов за год", {"visits_min": 5}),
        (Field.SPEND, "до 1 000 ₽ за год", {"spend_max_minor": 1_000_00}),
        (Field.TIERS, "Золото", {"tiers": ("gold",)}),
        (Field.BOUGHT, "shirt", {"bought": Bought(category="shirt", days=60)}),
        (Field.NOT_BOUGHT, "tie", {"not_bought": Bought(category="tie", days=60)}),
        (Field.MOSTLY, "tie", {"mostly": ("tie",)}),
        (Field.BIRTHDAY, "Май", {"birthday_months": (5,)}),
        (Field.LOCATIONS, "Юг", {"locations": ("Юг",)}),
        (Field.LANGUAGES, "🌐 English", {"languages": ("en",)}),
    ],
)
def test_a_tap_asks_and_a_second_one_takes_it_back(
    field: Field, label: str, asked: dict[str, object]
) -> None:
    draft = tap(field, EMPTY, label)

    assert draft == replace(EMPTY, **asked)  # type: ignore[arg-type]  # by name
    assert [one.chosen for one in offered(field, draft)].count(True) >= 1
    assert tap(field, draft, label) == EMPTY
    assert all(len(f"o-audp:{field}:{one.value}".encode()) <= 64 for one in offered(field, draft))


def test_the_days_of_what_was_bought_come_with_the_category() -> None:
    draft = tap(Field.BOUGHT, EMPTY, "shirt")

    assert len(offered(Field.BOUGHT, EMPTY)) == 2
    later = tap(Field.BOUGHT, draft, "за 180 дней")
    assert later.bought == Bought(category="shirt", days=180)
    assert tap(Field.BOUGHT, later, "tie").bought == Bought(category="tie", days=180)


def test_a_value_that_is_no_preset_has_a_button_too() -> None:
    assert "от 7 визитов за год" in [
        flat(one.label) for one in offered(Field.VISITS, replace(EMPTY, visits_min=7))
    ]
    assert [is_single(field) for field in (Field.VISITS, Field.BIRTHDAY)] == [True, False]


def test_a_draft_says_what_it_asks_on_its_buttons() -> None:
    draft = Draft({"audience": asdict(FULL), "ref": "c0ffee", "name": ""})
    screen = audience_draft.draft_screen(texts_of(), draft, CHOICES, 214)

    assert draft.audience == FULL
    assert "Подходит гостей: <b>214</b>" in flat(screen.text)
    said = [flat(label) for row in labels(screen) for label in row]
    assert "● брали за 60 дн.: shirt" in said
    assert said[-2:] == ["✅ Сохранить", "‹ Назад"]


@pytest.mark.parametrize(
    "data", [{}, {"audience": None}, {"audience": {"absent_min": "x"}}, {"audience": {"id": []}}]
)
def test_a_step_that_cannot_be_read_is_an_empty_draft(data: dict[str, object]) -> None:
    assert Draft(data).audience == EMPTY


def test_an_audience_in_use_says_by_what() -> None:
    view = AudienceView(ref="c0ffee", name={}, asked=FULL, guests=1, used_by=("tie",))

    text = flat(audiences.audience_screen(texts_of(), view, CHOICES).text)

    assert "Используется в правилах: tie" in text
    assert "• уровень: Золото, gone" in text


def guests(rules: SegmentRules, *, ladder: bool = True) -> Guests:
    view = AudienceView(ref="c0ffee", name={"ru": "Спящие 60+ дней"}, asked=FULL, guests=214)
    return Guests(
        version_id=1,
        total=1_204,
        counts=dict.fromkeys(Segment, 21),
        rules=rules,
        has_ladder=ladder,
        audiences=(view,),
    )


@pytest.mark.parametrize(
    ("rules", "ladder", "means"),
    [
        (SegmentRules(), True, "из них: верхний уровень"),
        (SegmentRules(), False, "граница не задана"),
        (SegmentRules(vip_spend_minor=100_00), False, "из них: от 100 ₽ за год"),
        (SegmentRules(vip_spend_minor=100_00), True, "верхний уровень или от 100 ₽ за год"),
    ],
)
def test_each_number_stands_beside_its_meaning(
    rules: SegmentRules, ladder: bool, means: str
) -> None:
    screen = segments.guests_screen(texts_of(), guests(rules, ladder=ladder))

    assert means in flat(screen.text).splitlines()[-1]
    assert "🌱 Новые: <b>21</b> — с нами меньше 30 дней" in flat(screen.text)
    assert flat(labels(screen)[0][0]) == "Спящие 60+ дней: 214"


def test_a_draft_of_an_offer_says_whom_it_is_for() -> None:
    texts, data = texts_of(), OpenGuests()
    group = GroupCount(group=Group(id="new", ref="", segment=Segment.NEW), guests=63)

    assert who_button(texts, data, None).text == "👥 Кому: всем"
    assert who_button(texts, data, group).text == "👥 Кому: 🌱 Новые"
    assert who_lines(texts, None) == []
    assert [flat(line) for line in who_lines(texts, group)] == ["👥 Только 🌱 Новые: сейчас 63"]
