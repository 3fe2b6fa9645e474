"""Helpers of these tests: pictures, and calls over HTTP as any library would make them."""

import io
import json
from typing import Any, Self

import aiohttp
import qrcode
from PIL import Image

from sandbox import Sandbox

TOKEN = "4200000001:AAtest_token_of_the_sandbox_tests_1"


def open_sandbox(**settings: Any) -> Sandbox:
    return Sandbox(token=TOKEN, **settings)


def picture(width: int = 640, height: int = 480, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, form)
    return out.getvalue()


def code_picture(text: str) -> bytes:
    out = io.BytesIO()
    qrcode.make(text).save(out, "PNG")
    return out.getvalue()


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


class Api:
    """Calls a bot makes; `call` returns the HTTP status and the JSON."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.base = f"{sandbox.url}/bot{TOKEN}"
        self.http = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.http.close()

    async def call(self, method: str, **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Post JSON."""
        async with self.http.post(f"{self.base}/{method}", json=arguments) as response:
            return response.status, await response.json()

    async def ok(self, method: str, **arguments: Any) -> Any:
        """Post JSON and return the result."""
        status, body = await self.call(method, **arguments)
        assert status == 200, body
        return body["result"]

    async def refused(self, method: str, **arguments: Any) -> tuple[int, str]:
        """Post JSON and return the code and the sentence of the refusal."""
        status, body = await self.call(method, **arguments)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return status, body["description"]

    async def upload(
        self, method: str, files: dict[str, bytes], **arguments: Any
    ) -> tuple[int, dict[str, Any]]:
        """Post a form with files."""
        form = aiohttp.FormData()
        for name, value in arguments.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, data in files.items():
            form.add_field(name, data, filename=f"{name}.png")
        async with self.http.post(f"{self.base}/{method}", data=form) as response:
            return response.status, await response.json()
