"""A world of its own for every test, and somebody who calls its Bot API over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.playground import Server, World, serve

ANNA, ILYA, MARINA, OLGA = 1001, 1002, 1003, 1004
GROUP = -4001


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Caller:
    """Calls methods the way a bot's library does."""

    def __init__(self, session: aiohttp.ClientSession, server: Server) -> None:
        self.session = session
        self.url = server.url
        self.root = f"{server.url}/bot{server.world.token}"

    async def envelope(self, method: str, **params: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(f"{self.root}/{method}", json=params) as answer:
            return answer.status, await answer.json()

    async def __call__(self, method: str, **params: Any) -> Any:
        status, body = await self.envelope(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **params: Any) -> str:
        status, body = await self.envelope(method, **params)
        assert (body["ok"], body["error_code"]) == (False, status), body
        return str(body["description"])

    async def play(self, act: str, **body: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/play/{act}", json=body) as answer:
            result: dict[str, Any] = await answer.json()
            assert answer.status == 200, result
            return result

    async def state(self, **query: Any) -> dict[str, Any]:
        async with self.session.get(f"{self.url}/play/state", params=query) as answer:
            result: dict[str, Any] = await answer.json()
            return result


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock=clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with await serve(world) as running:
        yield running


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, server)


@pytest.fixture
def started(world: World) -> World:
    """Everybody has pressed START and the bot has not looked yet."""
    for person in world.people.values():
        person.started = True
    return world
