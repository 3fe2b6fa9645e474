"""Pictures and links that are no card, links that are garbage, chats that are not private."""

import io
import zlib

import pytest
from PIL import Image

from handlers.pictures.codes import qr
from sandbox import Person
from services.domain.cards import card_link
from tests.e2e.counter import Counter
from tests.e2e.running import Town

WELCOME = "согласие на обработку данных"


@pytest.fixture
def here(shop: Town) -> Counter:
    return Counter(shop)


def picture(*texts: str, side: int = 400) -> bytes:
    """Draw the codes of these texts in a row, as a PNG."""
    sheet = Image.new("RGB", (max(1, len(texts)) * side, side), "white")
    for place, text in enumerate(texts):
        sheet.paste(qr(text, side=side - 80), (place * side + 40, 40))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return buffer.getvalue()


def huge_png(side: int = 12_000) -> bytes:
    """Draw a PNG of 144 megapixels in a few hundred kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    size = side.to_bytes(4, "big")
    lines = zlib.compress(bytes((side // 8 + 1) * side), 9)
    head = chunk(b"IHDR", size + size + b"\x01\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


FOREIGN = [
    ("B52-other-bot", "https://t.me/other_coffee_bot?start=12345678", "карта другого магазина"),
    ("B52-wifi", "WIFI:S:cafe;T:WPA;P:secret;;", "Это код Wi-Fi"),
    ("B52-payment", "ST00012|Name=OOO|PersonalAcc=40702810900000000001", "Это код для оплаты"),
    ("B52-contact", "BEGIN:VCARD\nFN:Anna\nEND:VCARD", "Это визитка"),
    ("B52-link", "https://example.com/menu", "Это не наша карта"),
]


@pytest.mark.parametrize(
    ("code", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in FOREIGN]
)
async def test_a_code_of_somebody_else_is_named_and_the_way_in_is_a_tap(
    here: Counter, code: str, sentence: str
) -> None:
    maria = await here.cashier()
    here.sandbox.photo(maria, picture(code))
    answer = await here.answers(maria, sentence)
    assert answer.buttons == [["🔳 Показать QR для входа"], ["✖ Другой гость"]]


async def test_a_picture_of_an_old_card_earns_and_never_spends(here: Counter) -> None:
    """B53."""
    maria, anna = await here.cashier(), await here.member()
    old = (await here.tells(anna, "Номер карты:")).photo
    assert old is not None
    await here.serve(maria, anna, "450")
    await here.tells(anna, "+22 балла")
    here.sandbox.photo(maria, old)
    await here.answers(maria, "122 балла")
    await here.tap(maria, "💰 Списать", "Сумма чека?")
    await here.send(maria, "400", "Можно списать")
    await here.tap(maria, "122", "Ждём гостя")
    await here.key(anna, "💳 Карта", "122 балла")


async def test_a_photo_without_a_code_is_refused_with_what_to_do(here: Counter) -> None:
    """B54."""
    maria = await here.cashier()
    here.sandbox.photo(maria, picture())
    await here.answers(maria, "Не вижу кода на снимке")


async def test_two_cards_on_one_photo_are_not_guessed(here: Counter) -> None:
    """B54."""
    maria, anna, boris = await here.cashier(), await here.member(), await here.member("Борис")
    links = [card_link("zerno_bot", here.number(one)) for one in (anna, boris)]
    here.sandbox.photo(maria, picture(*links))
    await here.answers(maria, "На фото несколько карт")
    await here.send(maria, here.number(boris), "Борис")


async def test_a_picture_sent_as_a_file_is_read_too(here: Counter) -> None:
    maria, anna = await here.cashier(), await here.member()
    link = card_link("zerno_bot", here.number(anna))
    here.sandbox.document(maria, picture(link), "card.png")
    await here.answers(maria, "Анна К.")


FILES = [
    ("B55-heavy", b"\x89PNG\r\n\x1a\n" + bytes(6 * 2**20), "card.png", "Файл слишком большой"),
    ("B55-pixels", huge_png(), "card.png", "Снимок слишком большой"),
    ("B55-svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "card.svg", "Это не фотография"),
    ("B55-heic", b"\x00\x00\x00\x18ftypheic", "card.heic", "Это не фотография"),
    ("B55-zip", b"PK\x03\x04" + bytes(1000), "prices.xlsx", "Это не фотография"),
    ("B55-broken", b"\xff\xd8\xff\xe0" + bytes(1000), "card.jpg", "Это не фотография"),
]


@pytest.mark.parametrize(
    ("data", "name", "sentence"), [pytest.param(*row[1:], id=row[0]) for row in FILES]
)
async def test_a_file_that_is_no_photo_is_refused_before_it_is_drawn(
    here: Counter, data: bytes, name: str, sentence: str
) -> None:
    maria = await here.cashier()
    here.sandbox.document(maria, data, name)
    await here.answers(maria, sentence)


async def test_an_album_is_answered_once(here: Counter) -> None:
    """B35."""
    maria, anna = await here.cashier(), await here.member()
    card = picture(card_link("zerno_bot", here.number(anna)))
    said = len(here.chat(maria).said)
    here.sandbox.hand(maria).album([card] + [picture()] * 9)
    await here.answers(maria, "Анна К.")
    await here.send(maria, "/help", "Напишите сумму чека")
    assert len(here.chat(maria).said) == said + 2


# Links ------------------------------------------------------------------------------------

STARTS = [
    ("B50-words", "hello world"),
    ("B50-long", "x" * 4000),
    ("B50-emoji", "💯💯"),
    ("B50-path", "../../etc/passwd"),
    ("B50-sql", "'; DROP TABLE members"),
    ("B51-referral", "r12345678"),
    ("B50-card", "48201337"),
]


@pytest.mark.parametrize("payload", [pytest.param(*row[1:], id=row[0]) for row in STARTS])
async def test_a_stranger_is_welcomed_whatever_the_link_holds(here: Counter, payload: str) -> None:
    anna = here.town.person()
    here.sandbox.start(anna, payload)
    await here.answers(anna, "С каждой покупки возвращаем")
    await here.answers(anna, WELCOME)
    assert len(here.chat(anna).said) == 2


async def test_a_member_who_opens_a_card_link_sees_the_own_card(here: Counter) -> None:
    """B51: neither an own link nor somebody's card does anything."""
    anna, boris = await here.member(), await here.member("Борис")
    here.sandbox.start(anna, here.number(boris))
    card = await here.answers(anna, "Номер карты:")
    assert here.number(anna) in card.text.replace(" ", "")
    assert here.number(boris) not in card.text.replace(" ", "")


# Contacts ---------------------------------------------------------------------------------


async def refused_contact(here: Counter, anna: Person) -> None:
    await here.answers(anna, "Это номер другого человека. Нажмите кнопку ниже")
    assert not any("Номер карты" in text for text in here.said(anna))


async def test_the_contact_of_somebody_else_opens_no_card(here: Counter) -> None:
    """B38."""
    anna, boris = here.town.person(), here.town.person("Борис")
    here.sandbox.start(anna)
    await here.answers(anna, WELCOME)
    here.sandbox.contact(anna, boris)
    await refused_contact(here, anna)


async def test_a_contact_without_an_account_opens_no_card(here: Counter) -> None:
    """B38."""
    anna = here.town.person()
    here.sandbox.start(anna)
    await here.answers(anna, WELCOME)
    here.sandbox.contact(anna, {"phone_number": anna.phone})
    await refused_contact(here, anna)


async def test_a_forwarded_contact_opens_no_card(here: Counter) -> None:
    """B38."""
    anna = here.town.person()
    here.sandbox.start(anna)
    await here.answers(anna, WELCOME)
    card = {"phone_number": anna.phone, "first_name": "Анна", "user_id": anna.id}
    origin = {"type": "hidden_user", "sender_user_name": "Анна", "date": 1}
    here.sandbox.hand(anna).message({"contact": card, "forward_origin": origin})
    await refused_contact(here, anna)


async def test_a_typed_phone_opens_no_card(here: Counter) -> None:
    """B39."""
    anna = here.town.person()
    here.sandbox.start(anna)
    await here.answers(anna, WELCOME)
    await here.send(anna, anna.phone, WELCOME)
    assert not any("Номер карты" in text for text in here.said(anna))


async def test_a_phone_of_another_account_is_not_merged(here: Counter) -> None:
    """B42."""
    anna, thief = await here.member(), here.town.person("Новый Хозяин")
    here.sandbox.start(thief)
    await here.answers(thief, WELCOME)
    here.sandbox.contact(thief, {"phone_number": anna.phone, "user_id": thief.id})
    await here.answers(thief, "Этот номер уже на другой карте")
    await here.key(anna, "💳 Карта", "100 баллов")


# Chats ------------------------------------------------------------------------------------


async def test_a_group_gets_one_line_and_never_a_card(here: Counter) -> None:
    """B56."""
    anna = await here.member()
    group = {"id": -1_000_000 - anna.id, "type": "supergroup", "title": "Двор"}
    for text in ("/card", "покажи карту"):
        here.sandbox.raw_update(
            {
                "message": {
                    "message_id": 1,
                    "date": 1_800_000_000,
                    "chat": group,
                    "from": anna.user(),
                    "text": text,
                }
            }
        )
    await here.key(anna, "💳 Карта", "Номер карты")
    calls = [call for call in here.sandbox.calls() if call.chat_id == group["id"]]
    assert [call.arguments["text"] for call in calls] == ["Я работаю только в личном чате."]


async def test_a_channel_and_a_bot_are_not_answered(here: Counter) -> None:
    """B56 and B57."""
    anna = await here.member()
    channel = {"id": -1_002_000_000 - anna.id, "type": "channel", "title": "Новости"}
    robot = {"id": 5, "is_bot": True, "first_name": "Robot"}
    private = {"id": 5, "type": "private", "first_name": "Robot"}
    message = {"message_id": 1, "date": 1_800_000_000, "text": "/start"}
    here.sandbox.raw_update({"channel_post": message | {"chat": channel}})
    here.sandbox.raw_update({"message": message | {"chat": private, "from": robot}})
    here.sandbox.raw_update({"message": message | {"chat": private}})
    await here.key(anna, "💳 Карта", "Номер карты")
    assert not [c for c in here.sandbox.calls() if c.chat_id in {channel["id"], 5}]


async def test_a_guest_who_blocked_the_bot_is_served_and_comes_back_to_the_card(
    here: Counter,
) -> None:
    """B58."""
    maria, anna = await here.cashier(), await here.member()
    here.sandbox.block(anna)
    await here.serve(maria, anna, "450")
    here.sandbox.unblock(anna)
    await here.send(anna, "/card", "122 балла")
    await here.send(maria, f"{here.number(anna)} 200", "✅ Анна К. · 200 ₽")
    await here.tells(anna, "+10 баллов · чек 200 ₽")
