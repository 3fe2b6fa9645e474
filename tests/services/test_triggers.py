"""The owner sees, edits, tries and switches the messages the program sends by itself."""

from datetime import date
from typing import Any

import pytest

from services import placeholders, programs, staff, triggers
from services.actors import Actor, Role
from services.database import Database
from services.domain.errors import Refusal
from services.domain.kinds import Occasion
from services.facts import Key, Own, Points
from services.outbox import Lane
from services.shop import TextTooLong
from services.triggers import (
    DaysFixed,
    DaysOutOfRange,
    GiftOutOfRange,
    NoGift,
    TextEmpty,
    Trigger,
    TriggerView,
    UnknownPlaceholder,
)
from tests.builders.letters import letters_to
from tests.builders.shops import NOW, OWNER, Shop, a_cashier, a_key, a_shop
from tests.services.occasion_days import a_guest, apply, buy, later, live


@pytest.fixture
async def here(sqlite_database: Database) -> Shop:
    return await a_shop(sqlite_database)


async def view(here: Shop, trigger: Trigger) -> TriggerView:
    return await here.database.read(triggers.trigger, trigger, now=NOW)


async def edit(
    here: Shop, use_case: Any, trigger: Trigger, *args: Any, **known: Any
) -> TriggerView:
    """Edit what the owner sees now; return what he sees then."""
    based_on = known.pop("based_on", (await view(here, trigger)).version_id)
    asked = {"actor": here.owner, "key": a_key(), **known}
    await here.database.write(use_case, trigger, *args, based_on=based_on, now=NOW, **asked)
    return await view(here, trigger)


async def refused(
    here: Shop, use_case: Any, trigger: Trigger, *args: Any, **known: Any
) -> Refusal:
    before = await here.database.read(programs.current, now=NOW)
    with pytest.raises(Refusal) as caught:
        await edit(here, use_case, trigger, *args, **known)
    assert await here.database.read(programs.current, now=NOW) == before
    return caught.value


async def test_the_list_shows_what_the_program_says(here: Shop) -> None:
    found = await here.database.read(triggers.triggers, now=NOW)

    assert [one.trigger for one in found.items] == list(Trigger)
    welcome, birthday, dormancy, notice = found.items
    assert [one.on for one in found.items] == [True, True, True, False]
    assert [one.points for one in found.items] == [100, 200, 50, None]
    assert [one.days for one in found.items] == [(), (3, 3), (21,), (7, 1)]
    assert [one.expires_days for one in found.items] == [None, 14, 14, None]
    assert (welcome.built_in, birthday.built_in) == ("occasion-welcome", "occasion-birthday")
    assert (dormancy.built_in, notice.built_in) == ("occasion-dormancy", "occasion-expiry-notice")
    known = ("name", "points", "amount", "date", "discount", "balance", "shop")
    assert birthday.placeholders == known


async def test_the_result_of_30_days_counts_who_was_written_to_and_who_came(
    database: Database,
) -> None:
    here = await a_shop(database)
    cashier = await a_cashier(here)
    first, _ = await a_guest(here, birthday=(12, 20))
    await a_guest(here, birthday=(12, 20))
    await live(database, later(24))
    await buy(here, cashier, first, later(25))

    birthday = await database.read(triggers.trigger, Trigger.BIRTHDAY, now=later(26))
    welcome = await database.read(triggers.trigger, Trigger.WELCOME, now=later(26))
    forgotten = await database.read(triggers.trigger, Trigger.BIRTHDAY, now=later(55))

    assert (birthday.sent, birthday.came) == (2, 1)
    assert (welcome.sent, welcome.came) == (2, 1)
    assert (forgotten.sent, forgotten.came) == (0, 0)


@pytest.mark.parametrize("trigger", Trigger)
async def test_each_is_switched_off_and_on(here: Shop, trigger: Trigger) -> None:
    off = await edit(here, triggers.switch, trigger, False)
    on = await edit(here, triggers.switch, trigger, True)

    assert (off.on, on.on) == (False, True)
    stored = await here.database.read(programs.current, now=NOW)
    assert getattr(stored.document, trigger).on


async def test_what_was_never_written_begins_with_a_usual_gift(sqlite_database: Database) -> None:
    here = await a_shop(sqlite_database, template="plain", currency="UZS")

    birthday = await edit(here, triggers.switch, Trigger.BIRTHDAY, True)
    dormancy = await edit(here, triggers.switch, Trigger.DORMANCY, True)
    notice = await edit(here, triggers.switch, Trigger.EXPIRY, True)

    assert (birthday.points, birthday.expires_days) == (30_000, 14)
    assert (dormancy.points, dormancy.days, notice.days) == (7_500, (60,), (7, 1))


async def test_a_gift_the_owner_took_away_stays_away(here: Shop) -> None:
    await edit(here, triggers.set_gift, Trigger.BIRTHDAY, 0)
    await edit(here, triggers.switch, Trigger.BIRTHDAY, False)

    assert (await edit(here, triggers.switch, Trigger.BIRTHDAY, True)).points == 0


@pytest.mark.parametrize("trigger", [Trigger.WELCOME, Trigger.BIRTHDAY, Trigger.DORMANCY])
async def test_a_gift_is_chosen(here: Shop, trigger: Trigger) -> None:
    assert (await edit(here, triggers.set_gift, trigger, 7)).points == 7
    for wrong in (-1, 1_000_001):
        no = await refused(here, triggers.set_gift, trigger, wrong)
        assert no == GiftOutOfRange(low=0, high=1_000_000)


async def test_a_notice_has_no_gift(here: Shop) -> None:
    assert await refused(here, triggers.set_gift, Trigger.EXPIRY, 5) == NoGift()


@pytest.mark.parametrize(
    ("trigger", "days", "shown"),
    [
        (Trigger.BIRTHDAY, (7, 0), (7, 0)),
        (Trigger.DORMANCY, (45,), (45,)),
        (Trigger.EXPIRY, (1, 14, 3), (14, 3, 1)),
    ],
)
async def test_days_are_chosen(
    here: Shop, trigger: Trigger, days: tuple[int, ...], shown: tuple[int, ...]
) -> None:
    assert (await edit(here, triggers.set_days, trigger, days)).days == shown


@pytest.mark.parametrize(
    ("trigger", "days"),
    [
        (Trigger.BIRTHDAY, (3,)),
        (Trigger.BIRTHDAY, (31, 3)),
        (Trigger.BIRTHDAY, (3, -1)),
        (Trigger.DORMANCY, (0,)),
        (Trigger.DORMANCY, (731,)),
        (Trigger.DORMANCY, (10, 20)),
        (Trigger.EXPIRY, ()),
        (Trigger.EXPIRY, (7, 7)),
        (Trigger.EXPIRY, (61,)),
        (Trigger.EXPIRY, (1, 2, 3, 4, 5, 6)),
    ],
)
async def test_days_that_make_no_sense_are_refused(
    here: Shop, trigger: Trigger, days: tuple[int, ...]
) -> None:
    low, high = triggers.DAYS_RANGE[trigger]

    no = await refused(here, triggers.set_days, trigger, days)

    assert no == DaysOutOfRange(low=low, high=high)


async def test_a_greeting_has_no_days(here: Shop) -> None:
    assert await refused(here, triggers.set_days, Trigger.WELCOME, (1,)) == DaysFixed()


async def test_the_owners_words_are_kept_by_language_and_given_up_again(here: Shop) -> None:
    both = {"ru": "{имя}, подарок!", "en": "{name}, a gift!"}
    for language, text in both.items():
        await edit(here, triggers.set_text, Trigger.BIRTHDAY, language, f"  {text}\n")
    assert (await view(here, Trigger.BIRTHDAY)).texts == both

    one = await edit(here, triggers.reset_text, Trigger.BIRTHDAY, "ru")
    none = await edit(here, triggers.reset_text, Trigger.BIRTHDAY, None)

    assert (one.texts, none.texts) == ({"en": "{name}, a gift!"}, {})


@pytest.mark.parametrize(
    ("language", "text", "no"),
    [
        (
            "ru",
            "{имя}, вам {скидка}",
            UnknownPlaceholder(
                placeholder="{скидка}", allowed="{имя}, {баллы}, {сумма}, {магазин}"
            ),
        ),
        (
            "en",
            "{name}, {date}",
            UnknownPlaceholder(placeholder="{date}", allowed="{name}, {points}, {amount}, {shop}"),
        ),
        ("ru", " \n ", TextEmpty()),
        ("ru", "а" * 1001, TextTooLong(limit=1000)),
    ],
)
async def test_words_that_cannot_be_sent_are_refused(
    here: Shop, language: str, text: str, no: Refusal
) -> None:
    assert await refused(here, triggers.set_text, Trigger.WELCOME, language, text) == no


@pytest.mark.parametrize(
    ("use_case", "args"),
    [
        (triggers.switch, (False,)),
        (triggers.set_gift, (5,)),
        (triggers.set_days, ((1, 1),)),
        (triggers.set_text, ("ru", "{имя}")),
        (triggers.reset_text, (None,)),
    ],
)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASHIER, Role.MEMBER])
async def test_only_the_owner_edits(
    here: Shop, use_case: Any, args: tuple[Any, ...], role: Role
) -> None:
    actor = Actor(role=role, staff_id=1, source="test")

    no = await refused(here, use_case, Trigger.BIRTHDAY, *args, actor=actor)

    assert no == staff.OwnerOnly()


async def test_an_edit_of_what_somebody_changed_meanwhile_is_refused(here: Shop) -> None:
    seen = (await view(here, Trigger.BIRTHDAY)).version_id
    await edit(here, triggers.switch, Trigger.WELCOME, False)

    no = await refused(here, triggers.switch, Trigger.BIRTHDAY, False, based_on=seen)

    assert isinstance(no, programs.ProgramChangedMeanwhile)


async def test_an_edit_is_a_version_that_one_tap_takes_back(here: Shop) -> None:
    before = await here.database.read(programs.current, now=NOW)
    await edit(here, triggers.set_text, Trigger.BIRTHDAY, "ru", "{имя}!")
    line = (await here.database.read(programs.history, now=NOW))[0]
    assert [str(change) for change in line.changes] == ["birthday text.ru: – → {имя}!"]

    await here.database.write(
        programs.restore, before.version_id, actor=here.owner, key=a_key(), now=NOW
    )

    assert (await view(here, Trigger.BIRTHDAY)).texts == {}


@pytest.mark.parametrize("trigger", Trigger)
async def test_a_sample_shows_the_words_saved_or_others(here: Shop, trigger: Trigger) -> None:
    saved = await here.database.read(triggers.sample, trigger, now=NOW)
    other = await here.database.read(
        triggers.sample, trigger, now=NOW, texts={"ru": "{имя}, {баллы}"}
    )

    own, unsaved = saved.facts["said"], other.facts["said"]
    assert isinstance(own, Own)
    assert isinstance(unsaved, Own)
    assert (own.words, unsaved.words) == ({}, {"ru": "{имя}, {баллы}"})
    assert own.facts["name"] == Key("occasion-sample-name")
    assert set(placeholders.ALLOWED[trigger]) <= set(own.facts)


async def test_a_sample_of_a_gift_says_its_last_day(here: Shop) -> None:
    def of(message: triggers.Message) -> Own:
        own = message.facts["said"]
        assert isinstance(own, Own)
        return own

    own = of(await here.database.read(triggers.sample, Trigger.DORMANCY, now=NOW))
    assert own.facts["date"] == Key("occasion-day", {"on": date(2026, 12, 7)})
    assert own.facts["gift"] == Points(50)
    await apply(here, '[points]\nexpiry = { model = "never" }\n[dormancy]\npoints = 5\n')
    own = of(await here.database.read(triggers.sample, Trigger.DORMANCY, now=NOW))
    assert own.otherwise.key == "occasion-dormancy-endless"


async def test_words_to_edit_have_placeholders_in_their_language(here: Shop) -> None:
    message = await here.database.read(triggers.template, Trigger.BIRTHDAY, "ru", now=NOW)
    built_in = message.facts["said"]
    assert isinstance(built_in, Key)
    assert (built_in.key, built_in.facts["points"]) == ("occasion-birthday", "{баллы}")

    await edit(here, triggers.set_text, Trigger.BIRTHDAY, "ru", "Моё: {имя}")

    message = await here.database.read(triggers.template, Trigger.BIRTHDAY, "ru", now=NOW)
    assert message.facts["said"] == "Моё: {имя}"


async def test_the_owner_sends_the_message_to_himself_once_a_tap(here: Shop) -> None:
    for key in ("a", "a", "b"):
        await here.database.write(triggers.send_to_me, Trigger.BIRTHDAY, OWNER, key=key, now=NOW)

    found = [one for one in await letters_to(here.database, OWNER) if one.text == "occasion"]
    assert [one.lane for one in found] == [Lane.INTERACTIVE, Lane.INTERACTIVE]


def test_triggers_are_the_occasions_of_the_program_file() -> None:
    assert Trigger is Occasion
    assert list(Trigger) == ["welcome", "birthday", "dormancy", "expiry_notice"]
