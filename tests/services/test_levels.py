"""The owner's ladder: its guests, its edits, and who moves when it is edited."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.audit_log import AuditLine
from models.members import Member
from services import levels, points, programs
from services.actors import Actor, Role
from services.audiences import ref_of
from services.database import Database
from services.facts import Key, Localized, Money
from services.levels import LevelChange, LevelRule
from services.programs import ProgramChangedMeanwhile
from services.staff import OwnerOnly
from services.what_if import what_if
from tests.builders.shops import NOW, Shop, a_bill, a_cashier, a_key, a_member, a_shop

LADDER = """
currency = "RUB"
timezone = "Europe/Moscow"
[[earn]]
id = "base"
type = "percent"
percent = "5"
[tiers]
grace_days = 0
[[tier]]
id = "guest"
name = { ru = "Гость" }
[[tier]]
id = "silver"
name = { ru = "Серебро", en = "Silver" }
percent = "7"
spend = "1000"
[[tier]]
id = "gold"
name = { ru = "Золото" }
percent = "10"
spend = "5000"
purchases = 10
"""
SILVER, GOLD = (ref_of(one) for one in ("silver", "gold"))
SPENT = (500_00, 1_500_00, 1_200_00, 6_000_00)


async def a_ladder(database: Database, ladder: str = LADDER) -> tuple[Shop, list[int]]:
    """Return a shop with four members: a guest, two silver ones, a golden one."""
    here = await a_shop(database)
    await database.write(programs.apply, ladder, actor=here.owner, key=a_key(), now=NOW)
    cashier, ids = await a_cashier(here), []
    for spent in SPENT:
        member = await a_member(here)
        await a_bill(here, cashier, member.member_id, spent)
        ids.append(member.member_id)
    return here, ids


async def tiers_of(database: Database, ids: list[int]) -> list[str | None]:
    statement = select(Member.id, Member.tier).where(Member.id.in_(ids))
    found = await database.read(lambda tx: {row.id: row.tier for row in tx.execute(statement)})
    return [found[one] for one in ids]


async def save(here: Shop, change: LevelChange, *, anew: bool = False, **deed: Any) -> Any:
    view = await here.database.read(levels.levels, now=NOW)
    asked: dict[str, Any] = {
        "based_on": view.version_id,
        "actor": here.owner,
        "key": a_key(),
        "now": NOW,
        **deed,
    }
    return await here.database.write(levels.save, change, anew=anew, **asked)


async def preview(here: Shop, change: LevelChange) -> levels.LevelPreview:
    return await here.database.report(levels.preview, change, now=NOW)


def harder(spend: str = "2000") -> LevelChange:
    return LevelChange(rule=LevelRule.SPEND, ref=SILVER, value=spend)


async def test_the_ladder_shows_what_each_level_asks_gives_and_who_has_it(database: Database):
    await a_ladder(database)

    view = await database.read(levels.levels, now=NOW)

    assert [(one.name["ru"], one.percent, one.guests) for one in view.levels] == [
        ("Гость", "5", 1),
        ("Серебро", "7", 2),
        ("Золото", "10", 1),
    ]
    assert [one.need(LevelRule.SPEND) for one in view.levels] == [None, 1_000_00, 5_000_00]
    assert view.levels[2].need(LevelRule.PURCHASES) == 10
    assert view.rules[LevelRule.WINDOW] == "rolling"


async def test_a_shop_without_levels_has_an_empty_ladder_and_can_begin_one(database: Database):
    here = await a_shop(database, template="plain")
    assert (await database.read(levels.levels, now=NOW)).levels == ()

    await save(here, LevelChange(rule=LevelRule.ADD, value="Друг", spend="1000", percent="7"))

    view = await database.read(levels.levels, now=NOW)
    assert [one.name["ru"] for one in view.levels] == ["Гость", "Друг"]
    assert [one.percent for one in view.levels] == ["5", "7"]


async def test_a_new_level_takes_its_place_by_what_it_asks(database: Database):
    here, ids = await a_ladder(database)
    change = LevelChange(rule=LevelRule.ADD, value="Бронза", spend="1300", percent="8")

    shown = await preview(here, change)
    await save(here, change, anew=True)

    assert (shown.name, shown.guests, shown.rises) == ({"ru": "Бронза"}, 1, 1)
    view = await database.read(levels.levels, now=NOW)
    assert [one.name["ru"] for one in view.levels] == ["Гость", "Серебро", "Бронза", "Золото"]
    assert await tiers_of(database, ids) == [None, "bronza", "silver", "gold"]


async def test_editing_a_threshold_drops_nobody_by_itself(database: Database):
    here, ids = await a_ladder(database)
    change = harder()

    shown = await preview(here, change)
    await save(here, change)

    assert (shown.guests, shown.falls, shown.rises, shown.asks) == (0, 2, 0, True)
    assert await tiers_of(database, ids) == [None, "silver", "silver", "gold"]
    later = NOW + timedelta(days=366)
    await database.write(points.settle_due, ids, now=later)
    assert await tiers_of(database, ids) == [None, "guest", "guest", "silver"]


async def test_counted_anew_everybody_has_what_fits_at_once(database: Database):
    here, ids = await a_ladder(database)

    await save(here, harder("1300"), anew=True)

    assert await tiers_of(database, ids) == [None, "silver", "guest", "gold"]
    lines = await database.read(
        lambda tx: tx.execute(
            select(AuditLine.member_id).where(AuditLine.what == "tier-recounted")
        ).all()
    )
    assert [line.member_id for line in lines] == [ids[2]]


async def test_an_easier_threshold_lifts_only_those_who_are_counted_anew(database: Database):
    here, ids = await a_ladder(database)
    change = harder("400")

    shown = await preview(here, change)
    await save(here, change)
    left = await tiers_of(database, ids)
    await save(here, harder("401"), anew=True)

    assert (shown.guests, shown.falls, shown.rises) == (3, 0, 1)
    assert left[0] is None
    assert await tiers_of(database, ids) == ["silver", "silver", "silver", "gold"]


async def test_those_of_a_removed_level_get_the_one_below(database: Database):
    here, ids = await a_ladder(database)
    change = LevelChange(rule=LevelRule.REMOVE, ref=GOLD)

    shown = await preview(here, change)
    await save(here, change)

    assert (shown.below, shown.falls, shown.rises) == ({"ru": "Серебро", "en": "Silver"}, 0, 0)
    assert await tiers_of(database, ids) == [None, "silver", "silver", "silver"]


async def test_removing_a_level_leaves_others_where_they_are_unless_counted_anew(
    database: Database,
):
    here, ids = await a_ladder(database)
    await save(here, harder("5000"))

    shown = await preview(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD))
    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD))

    assert (shown.falls, shown.rises) == (2, 0)
    assert await tiers_of(database, ids) == [None, "silver", "silver", "silver"]


async def test_a_removed_level_given_by_hand_becomes_the_one_below(database: Database):
    here, ids = await a_ladder(database)
    hand: dict[str, Any] = {"actor": here.owner, "key": a_key(), "now": NOW}
    await database.write(points.set_tier, ids[0], "gold", None, **hand)

    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD))

    statement = select(Member.manual_tier).where(Member.id == ids[0])
    assert await database.read(lambda tx: tx.scalar(statement)) == "silver"


async def test_without_its_second_level_a_ladder_is_one_step_and_then_none(database: Database):
    here, _ = await a_ladder(database)
    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD))
    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=SILVER), anew=True)
    (first,) = (await database.read(levels.levels, now=NOW)).levels

    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=first.ref))

    assert (await database.read(programs.current, now=NOW)).program.tiers is None


async def test_names_perks_and_shares_are_versions_and_move_nobody(database: Database):
    here, ids = await a_ladder(database)
    words = LevelChange(rule=LevelRule.PERKS, ref=GOLD, value=" столик \n\nтакси  домой")
    await save(here, words)
    await save(here, LevelChange(rule=LevelRule.PERKS, ref=GOLD, value="a table", language="en"))
    await save(here, LevelChange(rule=LevelRule.NAME, ref=GOLD, value="Gold", language="en"))
    await save(here, LevelChange(rule=LevelRule.PERCENT, ref=GOLD, value="12.5"))

    gold = await database.read(levels.level, GOLD, now=NOW)
    assert gold.lists == {"ru": ("столик", "такси домой"), "en": ("a table",)}
    assert (gold.name["en"], gold.percent, gold.own_percent) == ("Gold", "12.5", True)
    await save(here, LevelChange(rule=LevelRule.PERCENT, ref=GOLD))
    await save(here, LevelChange(rule=LevelRule.PERKS, ref=GOLD))
    gold = await database.read(levels.level, GOLD, now=NOW)
    assert (gold.lists, gold.percent, gold.own_percent) == ({"en": ("a table",)}, "5", False)
    assert await tiers_of(database, ids) == [None, "silver", "silver", "gold"]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (LevelRule.MATCH, "all"),
        (LevelRule.WINDOW, "lifetime"),
        (LevelRule.GRACE, "45"),
        (LevelRule.DOWN, "never"),
    ],
)
async def test_the_rules_of_the_whole_ladder_can_be_changed(
    database: Database, rule: LevelRule, value: str
):
    here, _ = await a_ladder(database)

    shown = await preview(here, LevelChange(rule=rule, value=value))
    await save(here, LevelChange(rule=rule, value=value))

    assert (await database.read(levels.levels, now=NOW)).rules[rule] == value
    assert (shown.guests, shown.name) == (None, {})


async def test_asking_for_all_thresholds_shows_who_would_fall(database: Database):
    here, ids = await a_ladder(database)
    change = LevelChange(rule=LevelRule.MATCH, value="all")

    shown = await preview(here, change)
    await save(here, change, anew=True)

    assert (shown.falls, shown.rises) == (1, 0)
    assert await tiers_of(database, ids) == [None, "silver", "silver", "silver"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (LevelChange(rule=LevelRule.SPEND, ref=GOLD, value="999"), levels.LevelTooLow),
        (LevelChange(rule=LevelRule.SPEND, ref=SILVER, value="5001"), levels.LevelTooHigh),
        (LevelChange(rule=LevelRule.SPEND, ref=SILVER), levels.LevelNeedsThreshold),
        (LevelChange(rule=LevelRule.SPEND, ref=SILVER, value="0"), levels.LevelOutOfRange),
        (LevelChange(rule=LevelRule.VISITS, ref=SILVER, value="2.5"), levels.LevelOutOfRange),
        (LevelChange(rule=LevelRule.PERCENT, ref=SILVER, value="101"), levels.LevelOutOfRange),
        (LevelChange(rule=LevelRule.PERCENT, ref=SILVER, value="?"), levels.LevelOutOfRange),
        (LevelChange(rule=LevelRule.GRACE, value="366"), levels.LevelOutOfRange),
        (LevelChange(rule=LevelRule.DOWN, value="up"), levels.UnknownLevel),
        (LevelChange(rule=LevelRule.NAME, ref="ffffff", value="x"), levels.UnknownLevel),
        (LevelChange(rule=LevelRule.NAME, ref=GOLD, value=" \u200b"), levels.LevelNameless),
        (LevelChange(rule=LevelRule.PERKS, ref=GOLD, value="x\n" * 21), levels.PerksTooLong),
        (LevelChange(rule=LevelRule.PERKS, ref=GOLD, value="x" * 201), levels.PerksTooLong),
        (LevelChange(rule=LevelRule.ADD, value=" ", spend="9000"), levels.LevelNameless),
        (LevelChange(rule=LevelRule.ADD, value="VIP", spend="5000"), levels.LevelLikeOther),
        (LevelChange(rule=LevelRule.ADD, value="VIP", spend="x"), levels.LevelOutOfRange),
    ],
)
async def test_what_makes_no_ladder_is_refused_with_one_sentence(
    sqlite_database: Database, change: LevelChange, refusal: type[Exception]
):
    here, _ = await a_ladder(sqlite_database)
    with pytest.raises(refusal):
        await preview(here, change)
    with pytest.raises(refusal):
        await save(here, change)


async def test_the_sentence_names_the_neighbour_and_its_threshold(sqlite_database: Database):
    here, _ = await a_ladder(sqlite_database)

    with pytest.raises(levels.LevelTooLow) as low:
        await preview(here, LevelChange(rule=LevelRule.SPEND, ref=GOLD, value="999"))
    with pytest.raises(levels.LevelTooHigh) as high:
        await preview(here, LevelChange(rule=LevelRule.SPEND, ref=SILVER, value="5001"))

    assert low.value.level == Localized({"ru": "Серебро", "en": "Silver"})
    assert low.value.least == Money(1_000_00)
    assert high.value.most == Money(5_000_00)


def in_coffee(amount: str, ref: str = SILVER, category: str = "coffee") -> LevelChange:
    return LevelChange(rule=LevelRule.SPEND_IN, ref=ref, value=amount, category=category)


async def test_a_level_may_ask_for_points_or_for_money_in_one_category(database: Database):
    here, _ = await a_ladder(database)

    await save(here, LevelChange(rule=LevelRule.POINTS, ref=SILVER, value="70"))
    await save(here, in_coffee("300"))
    await save(here, in_coffee("250", GOLD, "tea"))

    view = await database.read(levels.levels, now=NOW)
    silver, gold = view.levels[1:]
    assert [(one.basis, one.need, one.category) for one in silver.thresholds] == [
        ("spend", 1_000_00, None),
        ("points", 70, None),
        ("spend_in", 300_00, "coffee"),
    ]
    assert gold.need(LevelRule.SPEND_IN) == 250_00
    assert view.categories == ("coffee", "tea")

    await save(here, in_coffee(""))
    await save(here, LevelChange(rule=LevelRule.POINTS, ref=SILVER))
    silver = (await database.read(levels.levels, now=NOW)).levels[1]
    assert [one.basis for one in silver.thresholds] == ["spend"]


async def test_a_category_without_a_button_at_the_till_is_said_before(database: Database):
    goods = ", ".join(f'"goods {number}"' for number in range(8))
    here, _ = await a_ladder(database, LADDER + f"[redeem]\nexclude = [{goods}]\n")

    assert (await preview(here, in_coffee("300"))).unseen == "coffee"
    assert (await preview(here, in_coffee("300", category="goods 7"))).unseen is None


async def test_points_earned_lift_who_has_enough_of_them(database: Database):
    here, ids = await a_ladder(database)
    change = LevelChange(rule=LevelRule.POINTS, ref=SILVER, value="25")

    shown = await preview(here, change)
    await save(here, change, anew=True)

    assert (shown.guests, shown.rises) == (3, 1)
    assert await tiers_of(database, ids) == ["silver", "silver", "silver", "gold"]


async def test_money_in_a_category_is_compared_with_the_same_category_alone(
    sqlite_database: Database,
):
    here, _ = await a_ladder(sqlite_database)
    await save(here, in_coffee("300"))

    with pytest.raises(levels.LevelTooLow) as low:
        await preview(here, in_coffee("299.0", GOLD))
    with pytest.raises(levels.CategoryNameless):
        await preview(here, in_coffee("500", GOLD, " "))

    assert low.value.least == Key(
        "levels-need-spend-in", {"amount": Money(300_00), "category": "coffee"}
    )
    assert (await preview(here, in_coffee("299", GOLD, "tea"))).falls == 0


async def test_the_first_level_asks_for_nothing_and_stays(sqlite_database: Database):
    here, _ = await a_ladder(sqlite_database)
    first = ref_of("guest")

    for change in (
        LevelChange(rule=LevelRule.SPEND, ref=first, value="10"),
        LevelChange(rule=LevelRule.REMOVE, ref=first),
    ):
        with pytest.raises(levels.FirstLevel):
            await preview(here, change)


async def test_a_level_that_a_rule_names_stays(sqlite_database: Database):
    rule = '[[bonus]]\nid = "present"\npoints = 5\nwhen = { tiers = ["gold"] }\n'
    here, _ = await a_ladder(sqlite_database, LADDER + rule)

    with pytest.raises(levels.LevelUsed) as refused:
        await save(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD))

    assert refused.value.rule == "present"


async def test_a_ladder_has_a_last_step(sqlite_database: Database):
    here, _ = await a_ladder(sqlite_database)
    for n in range(9):
        new = LevelChange(rule=LevelRule.ADD, value="Уровень", spend=str(6_000 + n))
        await save(here, new)

    assert (await sqlite_database.read(levels.levels, now=NOW)).full
    with pytest.raises(levels.TooManyLevels):
        await save(here, LevelChange(rule=LevelRule.ADD, value="Ещё", spend="9000"))


async def test_only_the_owner_edits_the_ladder_he_saw_and_each_tap_once(
    sqlite_database: Database,
):
    here, ids = await a_ladder(sqlite_database)
    manager = Actor(role=Role.MANAGER, staff_id=1, source="test")
    with pytest.raises(OwnerOnly):
        await save(here, harder(), actor=manager)
    with pytest.raises(ProgramChangedMeanwhile):
        await save(here, harder(), based_on=77)

    first = await save(here, harder(), anew=True, key="level:1")
    again = await save(here, harder(), anew=True, key="level:1")

    assert again == first
    assert await tiers_of(sqlite_database, ids) == [None, "guest", "guest", "gold"]


async def test_a_year_that_has_passed_counts_in_the_preview_before_any_job(database: Database):
    await a_ladder(database)
    later = NOW + timedelta(days=366)

    shown = await database.report(levels.preview, harder("900"), now=later)

    # Everybody's year is over by then: the golden one would be silver, and the rest guests.
    assert (shown.guests, shown.falls, shown.rises) == (0, 1, 0)


async def test_what_was_counted_anew_and_taken_back_happens_again_in_a_what_if(
    database: Database,
):
    here, ids = await a_ladder(database)
    minute = timedelta(minutes=1)
    hand: dict[str, Any] = {"actor": here.owner, "now": NOW + minute}
    await database.write(points.set_tier, ids[0], "gold", None, key=a_key(), **hand)
    await database.write(points.set_tier, ids[0], None, None, key=a_key(), **hand)
    await save(here, harder("1300"), anew=True, now=NOW + 2 * minute)
    await save(here, LevelChange(rule=LevelRule.REMOVE, ref=GOLD), now=NOW + 3 * minute)
    cashier = await a_cashier(here, "Жанна Кассирова")
    later = NOW + 4 * minute
    for member_id in ids:
        await a_bill(here, cashier, member_id, 100_00, now=later)

    document = (await database.read(programs.current, now=NOW)).document
    found = await database.report(what_if, document, days=30, now=later)

    assert (found.check.passed, found.check.odd) == (True, 0)
    assert (found.up, found.down, found.cost_minor) == ((), (), 0)
