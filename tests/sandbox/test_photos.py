"""Pictures: recompressed into sizes, known by their ids, downloadable, still readable codes."""

import io

import pytest
from PIL import Image

from sandbox.scanning import read_code
from tests.sandbox.telegram import TOKEN, code_picture, picture


@pytest.fixture
async def anna(sandbox):
    person = sandbox.person("Anna")
    sandbox.start(person)
    return person


SIZES = [
    ((60, 40), [(60, 40)]),
    ((640, 480), [(90, 68), (320, 240), (640, 480)]),
    ((3000, 1500), [(90, 45), (320, 160), (800, 400), (1280, 640)]),
]


@pytest.mark.parametrize(("given", "sizes"), SIZES)
async def test_a_photo_comes_back_in_several_sizes(api, anna, given, sizes):
    status, body = await api.upload("sendPhoto", {"photo": picture(*given)}, chat_id=anna.id)
    assert status == 200
    photo = body["result"]["photo"]
    assert [(size["width"], size["height"]) for size in photo] == sizes
    assert len({size["file_id"] for size in photo}) == len(photo)


async def test_any_size_of_a_photo_can_be_sent_again_but_not_its_unique_id(api, anna):
    _, body = await api.upload("sendPhoto", {"photo": picture()}, chat_id=anna.id)
    photo = body["result"]["photo"]
    again = await api.ok("sendPhoto", chat_id=anna.id, photo=photo[0]["file_id"])
    assert again["photo"] == photo
    code_, _ = await api.refused("sendPhoto", chat_id=anna.id, photo=photo[0]["file_unique_id"])
    assert code_ == 400


async def test_what_is_no_picture_or_has_odd_sides_is_refused(api, anna):
    cases = {
        "PHOTO_INVALID_DIMENSIONS": picture(2100, 100),
        "IMAGE_PROCESS_FAILED": b"not a picture",
    }
    for sentence, data in cases.items():
        status, body = await api.upload("sendPhoto", {"photo": data}, chat_id=anna.id)
        assert (status, body["description"]) == (400, f"Bad Request: {sentence}")


async def test_a_transparent_picture_is_put_on_white(sandbox, api, anna):
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    await api.upload("sendPhoto", {"photo": out.getvalue()}, chat_id=anna.id)
    sent = Image.open(io.BytesIO(sandbox.chat(anna).last.photo))
    assert (sent.format, sent.getpixel((50, 50))) == ("JPEG", (255, 255, 255))


async def test_files_are_downloaded_by_path(sandbox, api, anna):
    sandbox.document(anna, b"amount;450", "bills.csv")
    document = sandbox.chat(anna).messages[-1].wire["document"]
    assert (document["file_name"], document["mime_type"]) == ("bills.csv", "text/csv")
    file = await api.ok("getFile", file_id=document["file_id"])
    url = f"{sandbox.url}/file/bot{TOKEN}/{file['file_path']}"
    async with api.http.get(url) as response:
        assert await response.read() == b"amount;450"
    async with api.http.get(f"{url}x") as response:
        assert response.status == 404


async def test_a_file_over_20_megabytes_has_no_download(sandbox, api, anna):
    sandbox.document(anna, bytes(20 * 1024 * 1024 + 1), "big.bin")
    document = sandbox.chat(anna).messages[-1].wire["document"]
    answer = await api.refused("getFile", file_id=document["file_id"])
    assert answer == (400, "Bad Request: file is too big")


async def test_a_code_survives_the_recompression_and_opens_the_bot(sandbox, api, anna):
    link = f"https://t.me/{sandbox.bot.username}?start=48201337"
    await api.upload(
        "sendPhoto", {"photo": code_picture(link)}, chat_id=anna.id, caption="Your card"
    )
    cashier = sandbox.person("Boris")
    card = sandbox.chat(anna).last
    scanned = sandbox.scan(cashier, card)
    assert scanned["text"] == link
    assert sandbox.chat(cashier).messages[-1].text == "/start 48201337"
    assert read_code(card.photo) == link


async def test_a_foreign_code_is_only_read(sandbox, anna):
    assert sandbox.scan(anna, code_picture("WIFI:S:shop;;")) == {"text": "WIFI:S:shop;;"}
    with pytest.raises(LookupError):
        sandbox.scan(anna, picture())


async def test_media_is_edited_in_place(api, anna):
    _, body = await api.upload("sendPhoto", {"photo": picture()}, chat_id=anna.id, caption="one")
    before = body["result"]
    _, body = await api.upload(
        "editMessageMedia",
        {"fresh": picture(200, 100)},
        chat_id=anna.id,
        message_id=before["message_id"],
        media={"type": "photo", "media": "attach://fresh", "caption": "two"},
    )
    assert body["result"]["caption"] == "two"
    assert body["result"]["photo"][-1]["width"] == 200
    caption = await api.ok(
        "editMessageCaption",
        chat_id=anna.id,
        message_id=before["message_id"],
        caption="<b>3</b>",
        parse_mode="html",
    )
    assert caption["caption_entities"][0]["type"] == "bold"


async def test_an_album_is_several_messages_with_one_group(sandbox, api, anna):
    status, body = await api.upload(
        "sendMediaGroup",
        {"a": picture(), "b": picture()},
        chat_id=anna.id,
        media=[
            {"type": "photo", "media": "attach://a", "caption": "both"},
            {"type": "photo", "media": "attach://b"},
        ],
    )
    assert status == 200
    assert len({message["media_group_id"] for message in body["result"]}) == 1
    sandbox.hand(anna).album([picture(), picture()])
    assert len({m.wire["media_group_id"] for m in sandbox.chat(anna).messages[-2:]}) == 1
