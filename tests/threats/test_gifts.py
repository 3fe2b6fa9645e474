"""T1, T6, T8, T9: points from member to member are no way around any rule."""

import random
from datetime import timedelta

import pytest

from services import transfer_links, transfer_rules, transfers
from services.actors import Actor, Role
from services.staff import OwnerOnly
from services.transfer_rules import Field
from tests.builders.gifts import set_rule, switch_gifts
from tests.builders.shops import Shop, a_bill, a_cashier, a_key, a_member
from tests.threats.town import NOW, Town

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


async def gifts(town: Town) -> Shop:
    """Let members of the town give each other points, also new ones."""
    owner = Actor(role=Role.OWNER, staff_id=1, source="test")
    here = Shop(database=town.door.database, owner=owner)
    now = town.door.clock.now()
    await switch_gifts(here, now=now)
    await set_rule(here, Field.NEWCOMER_DAYS, 0, now=now)
    return here


async def asked_of(town: Town) -> int:
    """Let the other member ask about a gift to the member."""
    them = town.people
    asked = await town.door.database.write(
        transfers.ask, them.other_member_id, 10, cards=(them.card,), now=town.door.clock.now()
    )
    assert isinstance(asked, transfers.Asked)
    return asked.transfer_id


async def link_of(town: Town) -> transfer_links.Link:
    """Let the other member make a link."""
    write, now = town.door.database.write, town.door.clock.now()
    giver = town.people.other_member_id
    asked = await write(transfer_links.ask_link, giver, 10, now=now)
    return await write(transfer_links.make, asked.transfer_id, giver, now=now)


async def test_a_forged_yes_gives_nobodys_points(town: Town) -> None:
    """T9: the taker, and anybody else, presses the giver's button."""
    await gifts(town)
    gift = await asked_of(town)
    link = await link_of(town)
    before = town.door.books()
    for data in (
        f"m-give:{gift}",
        f"m-link:{gift}",
        f"m-give:{link.transfer_id}",
        f"m-link:{link.transfer_id}",
        f"m-unlink:{link.transfer_id}",
        f"m-take:{link.transfer_id}:",
        "m-give:999999",
        "m-much:-5",
    ):
        heard = await town.door.taps(town.people.member, data)
        assert heard.answered, data
        assert town.door.books() == before, data


async def test_a_guessed_link_opens_nothing(town: Town) -> None:
    """T8: ten thousand marks for a link that waits, and every neighbour of the true one."""
    await gifts(town)
    link = await link_of(town)
    number, _, mark = link.payload.partition("-")
    dice = random.Random(20261123)
    guesses = ["".join(dice.choices(ALPHABET, k=22)) for _ in range(10_000)]
    guesses += [mark[:n] + ("A" if mark[n] != "A" else "B") + mark[n + 1 :] for n in range(21)]
    guesses += [mark.lower(), mark.upper(), mark[:-1], mark + "A", ""]
    before = town.door.books()

    def try_all(tx: object) -> int:
        opened = 0
        for guess in guesses:
            try:
                transfer_links.find(tx, f"{number}-{guess}", town.people.member_id, now=NOW)  # type: ignore[arg-type]
                opened += 1
            except transfers.TransferClosed:
                continue
        return opened

    assert await town.door.database.write(try_all) == 0
    assert town.door.books() == before


async def test_a_link_says_nothing_to_strangers_and_is_not_taken_by_them(town: Town) -> None:
    await gifts(town)
    link = await link_of(town)

    heard = await town.door.says(town.people.stranger, text=f"/start {link.payload}")

    assert heard.texts
    assert not any("Борис" in text for text in heard.texts)


async def test_numbers_of_cards_are_not_walked_through(town: Town) -> None:
    """T26: five strangers' numbers an hour, then a pause; the owner is told."""
    await gifts(town)
    heard = None
    for _ in range(6):
        await town.door.taps(town.people.member, "m-much:10")
        heard = await town.door.says(town.people.member, text="20825028")
    assert heard is not None
    assert any("Слишком много попыток" in text for text in heard.texts), heard.texts


async def test_fifty_puppets_carry_nothing_to_one_card(town: Town) -> None:
    """T6: the gift for joining stays where it is, for an empty card gives nothing."""
    here = await gifts(town)
    now = town.door.clock.now()
    for _ in range(50):
        puppet = await a_member(here, "Кукла", now=now)
        with pytest.raises(transfers.TransferNeedsPurchase):
            await here.database.write(
                transfers.ask, puppet.member_id, 10, cards=(town.people.card,), now=now
            )


async def test_a_cashier_is_given_no_points_by_cards_of_his_own_making(town: Town) -> None:
    """T1: whoever serves takes no gifts, by a number or by a link."""
    here = await gifts(town)
    now = town.door.clock.now()
    cashier = await a_cashier(here, now=now)
    own = await a_member(here, "Мария Кассирова", telegram_id=cashier.telegram_id, now=now)
    friend = await a_member(here, "Друг", now=now)
    await a_bill(here, cashier, friend.member_id, 1_000_00, now=now)
    with pytest.raises(transfers.StaffTakesNothing):
        await here.database.write(
            transfers.ask, friend.member_id, 10, cards=(own.card_number,), now=now
        )
    link = await link_of(town)
    with pytest.raises(transfers.StaffTakesNothing):
        await here.database.write(transfer_links.find, link.payload, own.member_id, now=now)
    with pytest.raises(transfers.StaffTakesNothing):
        await here.database.write(
            transfer_links.take, link.transfer_id, own.member_id, payload=link.payload, now=now
        )


async def test_a_link_ends_after_three_days_with_no_point_moved(town: Town) -> None:
    await gifts(town)
    link = await link_of(town)

    with pytest.raises(transfers.TransferExpired):
        await town.door.database.write(
            transfer_links.find, link.payload, town.people.member_id, now=NOW + timedelta(days=4)
        )


async def test_only_the_owner_changes_who_may_give(town: Town) -> None:
    here = await gifts(town)
    seen = await here.database.read(transfer_rules.view, now=NOW)
    manager = Actor(role=Role.MANAGER, staff_id=town.people.manager_staff_id, source="test")
    for call, value in ((transfer_rules.switch, False), (transfer_rules.set_buyers_only, False)):
        with pytest.raises(OwnerOnly):
            await here.database.write(
                call,
                value,
                based_on=seen.version_id,
                actor=manager,
                key=a_key(),
                now=town.door.clock.now(),
            )
