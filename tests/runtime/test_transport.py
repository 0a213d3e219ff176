"""What an answer over HTTP means: a result, a refusal, or no answer at all."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TelegramError

from bot.playground import Server, World, serve
from bot.replies import Call
from bot.runtime.transport import ApiError, NetworkTrouble, Transport

from .conftest import ANNA

NOT_OF_THE_BOT_API = [
    (200, b"<html>Please sign in to this network</html>"),
    (403, b"<html>Forbidden by the office</html>"),
    (502, b"Bad Gateway"),
    (200, b""),
    (200, b"[]"),
    (200, b"{}"),
    (200, b'{"ok": true}'),
    (200, b'{"ok": true, "resu'),
    (500, b'{"ok": false, "error_code": 500, "description": "Internal Server Error"}'),
]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with await serve(World()) as running:
        running.world.people[ANNA].started = True
        yield running


@pytest.fixture
async def transport(server: Server) -> AsyncIterator[Transport]:
    transport = Transport(f"{server.url}/bot", server.world.token)
    await transport.initialize()
    yield transport
    await transport.shutdown()


@pytest.fixture
async def strange(request: pytest.FixtureRequest) -> AsyncIterator[Transport]:
    """To somebody on the way who answers by himself."""
    status, body = request.param

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body)

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    transport = Transport(f"http://127.0.0.1:{runner.addresses[0][1]}/bot", World().token)
    await transport.initialize()
    yield transport
    await transport.shutdown()
    await runner.cleanup()


async def test_a_result_is_plain_json(transport: Transport) -> None:
    sent = await transport.call(Call("sendMessage", {"chat_id": ANNA, "text": "Привет 👋"}))
    assert (sent["chat"]["id"], sent["text"]) == (ANNA, "Привет 👋")


async def test_a_refusal_keeps_what_the_server_said(transport: Transport, server: Server) -> None:
    server.world.fail_next("getMe", 429, "Too Many Requests: retry after 7", retry_after=7)
    server.world.fail_next("getMe", 400, "Bad Request: group chat was upgraded", migrate_to=-100)
    with pytest.raises(ApiError, match="Too Many Requests") as caught:
        await transport.call(Call("getMe", {}))
    assert (caught.value.code, caught.value.retry_after, caught.value.moved_to) == (429, 7, None)
    with pytest.raises(ApiError) as caught:
        await transport.call(Call("getMe", {}))
    assert (caught.value.code, caught.value.retry_after, caught.value.moved_to) == (400, None, -100)


@pytest.mark.parametrize("strange", NOT_OF_THE_BOT_API, indirect=True)
async def test_an_answer_that_is_not_the_bot_apis_is_no_answer(strange: Transport) -> None:
    with pytest.raises(NetworkTrouble):
        await strange.call(Call("sendMessage", {"chat_id": ANNA, "text": "x"}))


@pytest.mark.parametrize("strange", NOT_OF_THE_BOT_API[:5], indirect=True)
async def test_the_library_too_takes_it_for_no_answer(strange: Transport, caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot(World().token, base_url=strange._base.removesuffix(f"{World().token}/"), request=strange)
    with pytest.raises(NetworkError):
        await bot.get_me()
    assert caplog.records == []


@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_and_a_closed_port_and_a_long_silence_are_no_answer(
    transport: Transport, server: Server, after: bool
) -> None:
    server.world.cut_next("getMe", after=after)
    server.world.delay_next("getMyName", 0.2)
    with pytest.raises(NetworkTrouble) as cut:
        await transport.call(Call("getMe", {}))
    with pytest.raises(NetworkTrouble) as late:
        await transport.call(Call("getMyName", {}), seconds=0.02)
    await server.close()
    with pytest.raises(NetworkTrouble) as caught:
        await transport.call(Call("getMe", {}))
    assert (cut.value.heard, late.value.heard, caught.value.heard) == (True, True, False)
    assert server.world.token not in str(caught.value)


async def test_no_error_tells_the_token(transport: Transport, server: Server) -> None:
    await server.close()
    bot = Bot(server.world.token, base_url=f"{server.url}/bot", request=transport)
    with pytest.raises(TelegramError) as caught:
        await bot.get_me()
    assert server.world.token not in str(caught.value)
