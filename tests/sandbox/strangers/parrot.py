"""An echo without any library: HTTP forms, long polls that time out, JSON inside of fields.

Written the way older clients speak: parameters as a form, `reply_markup` as a JSON text,
getUpdates by GET with the timeout in the address, a photo as multipart, 409 and 429 obeyed.
"""

import json
import secrets
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

POLL_S = 2
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Api:
    def __init__(self, token: str, base: str) -> None:
        self._base = f"{base}/bot{token}"

    def get(self, method: str, **fields: Any) -> Any:
        return self._ask(Request(f"{self._base}/{method}?{urlencode(fields)}"))  # noqa: S310  # our own address

    def post(self, method: str, **fields: Any) -> Any:
        plain = {
            name: json.dumps(value) if isinstance(value, dict | list) else value
            for name, value in fields.items()
        }
        return self._ask(Request(f"{self._base}/{method}", urlencode(plain).encode()))  # noqa: S310  # our own address

    def upload(self, method: str, chat_id: int, picture: bytes) -> Any:
        line = secrets.token_hex(8)
        head = f'--{line}\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n{chat_id}\r\n'
        head += f'--{line}\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n'
        body = f"{head}Content-Type: image/png\r\n\r\n".encode()
        body += picture + f"\r\n--{line}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={line}"}
        return self._ask(Request(f"{self._base}/{method}", body, kind))  # noqa: S310  # our own address

    def _ask(self, request: Request) -> Any:
        while True:
            try:
                with urlopen(request, timeout=POLL_S + 10) as answer:  # noqa: S310  # as above
                    return json.load(answer)["result"]
            except HTTPError as error:
                told = json.load(error)
                if error.code not in {409, 429}:
                    raise
                time.sleep(told.get("parameters", {}).get("retry_after", 1))


def answer(api: Api, update: dict[str, Any]) -> None:
    if tap := update.get("callback_query"):
        api.post("answerCallbackQuery", callback_query_id=tap["id"], text="Squawk")
        under = tap["message"]
        api.post(
            "editMessageText",
            chat_id=under["chat"]["id"],
            message_id=under["message_id"],
            text="Louder: " + under["text"].upper(),
        )
        return
    message = update["message"]
    chat, text = message["chat"]["id"], message.get("text", "…")
    if text == "/photo":
        api.upload("sendPhoto", chat, PIXEL)
        return
    louder = {"inline_keyboard": [[{"text": "Louder", "callback_data": "louder"}]]}
    api.post(
        "sendMessage",
        chat_id=chat,
        text=text,
        reply_to_message_id=message["message_id"],
        disable_web_page_preview="true",
        reply_markup=louder,
    )


def main(token: str, base: str) -> None:
    api = Api(token, base)
    sys.stdout.write(f"I am @{api.get('getMe')['username']}\n")
    api.post("deleteWebhook")
    offset = 0
    while True:
        for update in api.get("getUpdates", offset=offset, timeout=POLL_S, limit=10):
            answer(api, update)
            offset = update["update_id"] + 1


if __name__ == "__main__":
    main(*sys.argv[1:])
