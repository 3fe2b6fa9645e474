"""A sandbox on a free port, and a plain HTTP client that is no bot library."""

import pytest

from tests.sandbox.telegram import Api, open_sandbox


@pytest.fixture
async def sandbox():
    async with open_sandbox() as running:
        yield running


@pytest.fixture
async def api(sandbox):
    async with Api(sandbox) as client:
        yield client
