"""Whatever is typed at the till: taken as meant, asked about, or refused in one sentence."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import Connection, func, select

from models.ledger import Entry
from models.purchases import Purchase
from sandbox import Person
from services import purchases, staff
from services.actors import Actor, Role
from services.database import Database
from tests.builders.shops import Shop, a_cashier, a_key, a_member
from tests.e2e.counter import Counter
from tests.e2e.running import Town

NO_BREAK, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@dataclass(frozen=True, kw_only=True, slots=True)
class Till:
    """One cashier for the whole table, and the books to see that nothing was written."""

    here: Counter
    maria: Person
    anna: Person
    books: Database

    async def written(self) -> tuple[int, int]:
        """Count purchases and entries."""
        return await self.books.read(counted)


def counted(tx: Connection) -> tuple[int, int]:
    purchases = tx.execute(select(func.count()).select_from(Purchase)).scalar_one()
    return purchases, tx.execute(select(func.count()).select_from(Entry)).scalar_one()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def session_till(session_town: Town) -> AsyncIterator[Till]:
    here = Counter(session_town)
    maria, anna = await here.cashier(), await here.member()
    books = await session_town.bot.open()
    yield Till(here=here, maria=maria, anna=anna, books=books)
    await books.close()


@pytest.fixture
def till(session_till: Till, shop: Town) -> Till:
    assert shop is session_till.here.town
    return session_till


# What is an amount -------------------------------------------------------------------------

TAKEN = [
    ("B1-space", "1 000,50", "1 000,50 ₽"),
    ("B1-no-break", f"1{NO_BREAK}000,50", "1 000,50 ₽"),
    ("B1-narrow", f"1{NARROW}000,50", "1 000,50 ₽"),
    ("B1-thin", f"1{THIN}000,50", "1 000,50 ₽"),
    ("B2-english", "1,000.50", "1 000,50 ₽"),
    ("B2-german", "1.000,50", "1 000,50 ₽"),
    ("B2-swiss", "1'000", "1 000 ₽"),
    ("B9-arabic", "٣٤٥", "345 ₽"),
    ("B9-hindi", "१२३", "123 ₽"),
    ("B9-wide", "１２３", "123 ₽"),
    ("B14-word", "500 руб", "500 ₽"),
    ("B14-sign", "500₽", "500 ₽"),
    ("B14-letter", "500р.", "500 ₽"),
    ("B17-zeros", "00100", "100 ₽"),
    ("B17-spaces", " 100 ", "100 ₽"),
    ("B20-zero-width", "100\u200b", "100 ₽"),
    ("B20-mark", "\u200f100", "100 ₽"),
]


@pytest.mark.parametrize(("line", "shown"), [pytest.param(*row[1:], id=row[0]) for row in TAKEN])
async def test_an_amount_however_written_is_shown_as_it_was_meant(
    till: Till, line: str, shown: str
) -> None:
    before = await till.written()
    await till.here.send(till.maria, line, f"Чек {shown}. Теперь карта гостя")
    await till.here.tap(till.maria, "✖ Отмена", "Чек не проведён")
    assert await till.written() == before


ASKED = [
    ("B3-point", "12.345", ["12 345 ₽", "12,35 ₽"]),
    ("B3-comma", "1,234", ["1 234 ₽", "1,23 ₽"]),
]


@pytest.mark.parametrize(("line", "choices"), [pytest.param(*row[1:], id=row[0]) for row in ASKED])
async def test_an_amount_with_two_meanings_is_asked_about(
    till: Till, line: str, choices: list[str]
) -> None:
    asked = await till.here.send(till.maria, line, "Какая это сумма?")
    assert [text.replace(NO_BREAK, " ") for text in asked.buttons[0]] == choices
    await till.here.tap(till.maria, asked.buttons[0][1], "Теперь карта гостя")
    await till.here.tap(till.maria, "✖ Отмена", "Чек не проведён")


NOT_UNDERSTOOD = "Не понял сумму. Пример: 450 или 450,50"
TOO_PRECISE = "После запятой не больше двух цифр"
ABOVE_ZERO = "Сумма должна быть больше нуля"
TOO_LONG = "Слишком длинно для суммы"

REFUSED = [
    ("B4-half", "0,005", TOO_PRECISE),
    ("B4-four", "7.1234", TOO_PRECISE),
    ("B5-hyphen", "-5", "Вернуть деньги за покупку можно в «Чеках»"),
    ("B5-minus", "\u22125", ABOVE_ZERO),
    ("B5-dash", "\u20135", ABOVE_ZERO),
    ("B5-twice", "--5", ABOVE_ZERO),
    ("B6-plus", "+5", NOT_UNDERSTOOD),
    ("B6-after", "5+", NOT_UNDERSTOOD),
    ("B7-zero", "0", ABOVE_ZERO),
    ("B7-minus", "-0", ABOVE_ZERO),
    ("B7-fraction", "0,00", ABOVE_ZERO),
    ("B8-e9", "1e9", NOT_UNDERSTOOD),
    ("B8-e400", "1E400", NOT_UNDERSTOOD),
    ("B8-e400000", "1e400000", NOT_UNDERSTOOD),
    ("B10-square", "²", NOT_UNDERSTOOD),
    ("B10-half", "½", NOT_UNDERSTOOD),
    ("B10-eight", "Ⅷ", NOT_UNDERSTOOD),
    ("B10-five", "五", NOT_UNDERSTOOD),
    ("B10-four", "IV", NOT_UNDERSTOOD),
    ("B11-nan", "NaN", NOT_UNDERSTOOD),
    ("B11-inf", "inf", NOT_UNDERSTOOD),
    ("B11-infinity", "-Infinity", NOT_UNDERSTOOD),
    ("B11-null", "null", NOT_UNDERSTOOD),
    ("B12-underscore", "1_000", NOT_UNDERSTOOD),
    ("B12-hex", "0x1F", NOT_UNDERSTOOD),
    ("B12-sum", "1+1", NOT_UNDERSTOOD),
    ("B12-division", "10/2", NOT_UNDERSTOOD),
    ("B12-formula", "=2+2", NOT_UNDERSTOOD),
    ("B13-nineteen", "9" * 19, "Это больше, чем бывает в одном чеке"),
    ("B13-thousands", "9" * 4096, TOO_LONG),
    ("B15-dollar", "$5", "Сумма нужна в валюте программы (RUB), а указана USD"),
    ("B15-euro", "5€", "Сумма нужна в валюте программы (RUB), а указана EUR"),
    ("B15-percent", "100%", "Нужна сумма чека, а не процент"),
    ("B16-ones", "1 0 0", NOT_UNDERSTOOD),
    ("B16-tens", "10 00", NOT_UNDERSTOOD),
    ("B16-commas", "5,5,5", NOT_UNDERSTOOD),
    ("B16-points", "1.2.3", NOT_UNDERSTOOD),
    ("B16-lines", "5\n7", NOT_UNDERSTOOD),
    ("B18-point-first", ".5", NOT_UNDERSTOOD),
    ("B18-point-last", "1.", NOT_UNDERSTOOD),
    ("B18-comma", ",", NOT_UNDERSTOOD),
    ("B18-nothing", "  ", NOT_UNDERSTOOD),
    ("B19-letter-o", "O0", NOT_UNDERSTOOD),
    ("B19-letter-l", "l00", NOT_UNDERSTOOD),
    ("B19-cyrillic", "З00", NOT_UNDERSTOOD),
    ("B21-override", "\u202e001", NOT_UNDERSTOOD),
    ("B22-null", "1\x00", NOT_UNDERSTOOD),
    ("B23-hundred", "💯", NOT_UNDERSTOOD),
    ("B23-keycaps", "1\ufe0f\u20e30\ufe0f\u20e3", NOT_UNDERSTOOD),
    ("B25-novel", "много слов " * 372, TOO_LONG),
    ("B31-sql", "'; DROP TABLE members;", NOT_UNDERSTOOD),
    ("B31-format", "{0.__class__}", NOT_UNDERSTOOD),
    ("B31-template", "{{7*7}}", NOT_UNDERSTOOD),
    ("B31-percent", "%s", NOT_UNDERSTOOD),
]


@pytest.mark.parametrize(
    ("line", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED]
)
async def test_what_is_no_amount_is_refused_in_one_sentence_and_the_guest_stays(
    till: Till, line: str, sentence: str
) -> None:
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    before, said = await till.written(), len(here.chat(maria).said)
    answer = await here.send(maria, line, sentence)
    assert len(answer.text) < 200
    assert len(here.chat(maria).said) == said + 1
    assert await till.written() == before


async def test_after_a_refusal_the_same_guest_is_served(till: Till) -> None:
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    await here.send(maria, "ой", NOT_UNDERSTOOD)
    await here.send(maria, "321", "✅ Анна К. · 321 ₽ · +16 баллов")


async def test_a_digit_too_many_is_asked_about_once_more(town: Town) -> None:
    """B24: over ten times the largest of the last 30 days' bills."""
    books = await town.bot.open()
    olga = await books.read(staff.members_of_staff, now=datetime.now(UTC))
    owner = Actor(role=Role.OWNER, staff_id=olga[0].id, source="test")
    day = Shop(database=books, owner=owner)
    cashier = await a_cashier(day, now=datetime.now(UTC))
    guest = await a_member(day, now=datetime.now(UTC))
    for _ in range(20):
        await books.write(
            purchases.record,
            guest.member_id,
            40_000,
            actor=cashier.actor,
            key=a_key(),
            now=datetime.now(UTC),
            repeat_ok=True,
        )
    await books.close()
    await town.bot.start()
    here = Counter(town)
    maria, anna = await here.cashier(), await here.member()
    await here.send(maria, here.number(anna), "Сумма чека?")
    asked = await here.send(maria, "4500", "больше чем в десять раз выше обычного (до 400 ₽)")
    assert asked.buttons == [["Да, провести", "Нет"]]
    await here.tap(maria, "Да, провести", "✅ Анна К. · 4 500 ₽ · +225 баллов")
    assert town.bot.troubles() == []


# What is no text at all --------------------------------------------------------------------

WORDLESS = ["sticker", "voice", "location", "poll", "dice"]


@pytest.mark.parametrize("kind", [pytest.param(kind, id=f"B32-{kind}") for kind in WORDLESS])
async def test_what_is_no_text_is_answered_with_how_to_type_an_amount(
    till: Till, kind: str
) -> None:
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    before, said = await till.written(), len(here.chat(maria).said)
    getattr(here.sandbox.hand(maria), kind)()
    await here.answers(maria, "Напишите сумму цифрами")
    assert len(here.chat(maria).said) == said + 1
    assert await till.written() == before


async def test_a_forwarded_number_moves_no_points(till: Till) -> None:
    """B33."""
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    before = await till.written()
    here.sandbox.forward(maria, "450", of=till.anna)
    await here.answers(maria, "Пересланное не считаем")
    assert await till.written() == before


async def test_a_number_sent_through_another_bot_moves_no_points(till: Till) -> None:
    """B33."""
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    before = await till.written()
    calculator = {"id": 99, "is_bot": True, "first_name": "Sum", "username": "sum_bot"}
    here.sandbox.hand(maria).send("450", via_bot=calculator)
    await here.answers(maria, "Пересланное не считаем")
    assert await till.written() == before


async def test_an_edited_amount_is_not_a_new_amount(till: Till) -> None:
    """B34."""
    here, maria = till.here, till.maria
    await here.send(maria, "/cancel", "Смена идёт")
    await here.send(maria, "333", "Чек 333 ₽. Теперь карта гостя")
    own = next(m for m in reversed(here.chat(maria).messages) if m.out)
    here.sandbox.edit(maria, own.id, "3330")
    anna = await here.member()
    await here.send(maria, here.number(anna), "✅ Анна К. · 333 ₽")


COMMANDS = [
    ("B36-start", "/start", "Смена идёт"),
    ("B36-help", "/help", "Напишите сумму чека или отсканируйте карту гостя"),
    ("B36-cancel", "/cancel", "Смена идёт"),
    ("B37-unknown", "/dance", "Такой команды нет"),
]


@pytest.mark.parametrize(
    ("line", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in COMMANDS]
)
async def test_a_command_works_in_the_middle_of_a_step(
    till: Till, line: str, sentence: str
) -> None:
    here, maria = till.here, till.maria
    await here.send(maria, here.number(till.anna), "Сумма чека?")
    before = await till.written()
    await here.send(maria, line, sentence)
    assert await till.written() == before


async def test_a_command_for_another_bot_is_not_ours(till: Till) -> None:
    """B37."""
    here, maria = till.here, till.maria
    said = len(here.chat(maria).said)
    here.sandbox.send(maria, "/start@OtherBot")
    await here.send(maria, "/help", "Напишите сумму чека")
    assert len(here.chat(maria).said) == said + 1


# Phones ------------------------------------------------------------------------------------

WRITTEN = [
    ("B40-eight", "8 {0} {1}-{2}-{3}"),
    ("B40-brackets", "+7({0}){1}{2}{3}"),
    ("B40-bare", "{0}{1}{2}{3}"),
    ("B40-spaces", "+7 {0} {1} {2} {3}"),
]


@pytest.mark.parametrize("form", [pytest.param(*row[1:], id=row[0]) for row in WRITTEN])
async def test_a_phone_is_found_however_written(till: Till, form: str) -> None:
    phone = till.anna.phone.removeprefix("+7")
    line = form.format(phone[:3], phone[3:6], phone[6:8], phone[8:])
    choice = await till.here.send(till.maria, line, "Кто из них?")
    assert choice.buttons[0] == [f"Анна К. · •• {phone[6:8]} {phone[8:]}"]
    await till.here.tap(till.maria, "✖ Другой гость", "Готов к следующему гостю")


NO_PHONES = [
    ("B41-short", "+7000000", "В номере не хватает цифр"),
    ("B41-long", "+7900123456789012", "Не понял сумму"),
    ("B41-unknown", "+12025550123", "Карты с номером •• 01 23 нет"),
    ("B41-emergency", "112", "Чек 112 ₽"),
]


@pytest.mark.parametrize(
    ("line", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in NO_PHONES]
)
async def test_what_is_no_phone_of_ours_is_answered_in_one_message(
    till: Till, line: str, sentence: str
) -> None:
    here, maria = till.here, till.maria
    await here.send(maria, "/start", "Смена идёт")
    said = len(here.chat(maria).said)
    await here.send(maria, line, sentence)
    assert len(here.chat(maria).said) == said + 1


# Names -------------------------------------------------------------------------------------

NAMES = [
    ("B26-bold", "<b>Вася</b>", "", "<b>Вася</b>"),
    ("B26-link", "<a href=x>", "Котов", "<a К."),
    ("B26-entity", "&lt;", "", "&lt;"),
    ("B26-markdown", "*_[](", "", "*_[]("),
    ("B27-zero-width", "\u200b\u200b", "", "№ "),
    ("B27-emoji", "🦊", "", "🦊"),
    ("B28-override", "\u202eясаВ", "", "ясаВ"),
    ("B28-marks", "З" + "\u0301" * 50, "", "З"),
    ("B31-template", "{0.__class__}", "%s", "{0.__class__} %."),
]


@pytest.mark.parametrize(
    ("first", "last", "shown"), [pytest.param(*row[1:], id=row[0]) for row in NAMES]
)
async def test_a_name_is_shown_as_it_is_and_harms_no_line(
    till: Till, first: str, last: str, shown: str
) -> None:
    here = till.here
    guest = here.town.person("x")
    guest.first_name, guest.last_name = first, last or None
    here.sandbox.start(guest)
    await here.answers(guest, "согласие на обработку данных")
    here.sandbox.contact(guest)
    card = await here.answers(guest, "Номер карты:")
    assert card.photo
    receipt = await here.send(till.maria, f"{here.number(guest)} 450", "· 450 ₽ · +22 балла")
    assert receipt.text.startswith(f"✅ {shown}")
    assert "\u202e" not in receipt.text
    assert receipt.text.count("\u0301") <= 3
