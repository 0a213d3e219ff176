import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.playground import World, serve
from tests.dialogs.house import House, Talk

ANNA, ILYA, MARINA, OLGA = 1001, 1002, 1003, 1004


@pytest.fixture
async def house(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[House]:
    """A running bot; at the end every call it made is held against the Bot API, and the log against errors."""
    async with await serve(World()) as server, aiohttp.ClientSession() as http:
        house = House(server, http, tmp_path / "coach.db", owners=frozenset({OLGA}))
        await house.start()
        yield house
        await house.quiet()
        await house.stop()
        house.check_calls()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture
def anna(house: House) -> Talk:
    """A salesperson who speaks Russian."""
    return Talk(house, ANNA)


@pytest.fixture
def ilya(house: House) -> Talk:
    """A salesperson who speaks English."""
    return Talk(house, ILYA)
