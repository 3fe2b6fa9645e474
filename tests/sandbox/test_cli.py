"""`python -m sandbox` prints its address and serves until it is stopped."""

import asyncio
import re
import sys

import aiohttp

from sandbox.cli import main
from tests.sandbox.telegram import TOKEN


async def test_the_command_prints_an_address_that_answers(tmp_path):
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        "--port",
        "0",
        "--title",
        "Zerno",
        "--clock",
        str(tmp_path / "clock"),
        "--token",
        TOKEN,
        "--only",
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(60):
            assert process.stdout is not None
            line = (await process.stdout.readline()).decode()
        (address,) = re.findall(r"http://127\.0\.0\.1:\d+", line)
        async with aiohttp.ClientSession() as http:
            async with http.get(f"{address}/sim/state") as response:
                state = await response.json()
            async with http.get(f"{address}/bot{TOKEN}/getMe") as response:
                assert response.status == 200
        assert state["title"] == "Zerno"
        assert [pane["title"] for pane in state["panes"]] == ["Anna", "Boris"]
        assert state["clock"]["enabled"]
    finally:
        process.terminate()
        await process.wait()


def test_the_command_refuses_other_addresses(capsys):
    assert main(["--host", "0.0.0.0"]) == 1  # noqa: S104 - it is refused
    assert "this machine only" in capsys.readouterr().err
