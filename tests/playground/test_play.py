"""The page, what it may load, and who may drive it."""

import asyncio
import json
import re
from pathlib import Path

import aiohttp
import pytest

from bot.playground import World, hands, serve

from .conftest import ANNA, GROUP, ILYA, OLGA, Caller

PAGE = Path(__file__).parents[2] / "bot" / "playground" / "page"


@pytest.mark.parametrize("path", sorted(PAGE.iterdir()), ids=lambda path: path.name)
def test_the_page_loads_nothing_from_elsewhere_and_parses_no_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    loaded = re.findall(r"""(?:src|href|url|import|from)\s*[=(]?\s*["'](https?:)?//""", text)
    assert not loaded
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)


async def test_the_page_is_served(bot: Caller) -> None:
    for path in ("/", *(f"/page/{one.name}" for one in PAGE.iterdir() if one.suffix in (".js", ".css"))):
        async with bot.session.get(bot.url + path) as answer:
            assert answer.status == 200, path
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    for path in ("/page/none.js", "/page/..%2fplay.py", "/page/index.html"):
        async with bot.session.get(bot.url + path) as answer:
            assert answer.status == 404, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"}, {"Host": "evil.example:80"}, {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)  # fmt: skip
async def test_other_sites_are_refused(bot: Caller, world: World, headers: dict[str, str]) -> None:
    body = {"person": ANNA, "text": "x"}
    for path in ("/play/message", f"/bot{world.token}/getMe"):
        async with bot.session.post(bot.url + path, json=body, headers=headers) as answer:
            assert answer.status == 403
    assert not world.updates


async def test_its_own_page_is_not_another_site(bot: Caller) -> None:
    port = bot.url.rsplit(":", 1)[1]
    for host in ("127.0.0.1", "localhost"):
        headers = {
            "Host": f"{host}:{port}",
            "Origin": f"http://{host}:{port}",
            "Sec-Fetch-Site": "same-origin",
        }
        body = {"person": ANNA, "text": "x"}
        async with bot.session.post(f"{bot.url}/play/message", json=body, headers=headers) as answer:
            assert answer.status == 200


async def test_a_link_to_the_page_may_stand_anywhere(bot: Caller) -> None:
    async with bot.session.get(bot.url, headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 200
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


async def test_acts_are_json(bot: Caller, world: World) -> None:
    text = json.dumps({"person": ANNA, "text": "x"})
    async with bot.session.post(f"{bot.url}/play/message", data=text) as answer:
        assert answer.status == 415
    refused: list[tuple[str, dict[str, object], int]] = [
        ("none", {}, 404),
        ("message", {}, 400),
        ("message", {"person": "x"}, 400),
        ("message", {"person": 7}, 409),
        ("message", {"person": ANNA, "text": " "}, 409),
        ("message", {"person": ANNA, "text": "x" * 4097}, 409),
        ("tap", {"person": ANNA, "message_id": 1}, 409),
    ]
    for act, body, status in refused:
        async with bot.session.post(f"{bot.url}/play/{act}", json=body) as answer:
            assert (answer.status, "error" in await answer.json()) == (status, True)
    assert not world.updates


async def test_the_state_of_one_person(bot: Caller, started: World) -> None:
    await bot("sendMessage", chat_id=ANNA, text="<b>x</b> &lt;", parse_mode="HTML")
    await bot("sendMessage", chat_id=GROUP, text="всем", reply_markup={"force_reply": True})
    state = await bot.state(person=ANNA)
    assert [one["html"] for one in state["messages"][str(ANNA)]] == ["<b>x</b> &lt;"]
    assert {one["id"]: one["unread"] for one in state["people"]} == {ANNA: 2, ILYA: 1, 1003: 1, OLGA: 1}
    group = next(one for one in state["chats"] if one["id"] == GROUP)
    assert group["wants_reply"] == group["last"]["message_id"]
    assert len(group["members"]) == 4
    await bot.play("read", person=ANNA)
    assert (await bot.state(person=ANNA))["people"][0]["unread"] == 1
    assert str(ILYA) not in state["messages"]
    assert "error" in await bot.state(person=77)


async def test_a_stream_of_events(bot: Caller, started: World) -> None:
    url = f"{bot.url}/play/events"
    async with bot.session.get(url, params={"person": ANNA}, headers={"Accept": "text/event-stream"}) as stream:
        await bot("sendMessage", chat_id=ANNA, text="<i>x</i>", parse_mode="HTML")
        await bot("sendMessage", chat_id=ILYA, text="не Анне")
        lines = [await asyncio.wait_for(stream.content.readline(), 2) for _ in range(4)]
    first, other = (json.loads(line.removeprefix(b"data: ")) for line in lines if line.startswith(b"data: "))
    assert first["kind"] == "message"
    assert first["message"]["html"] == "<i>x</i>"
    assert other["kind"] == "elsewhere"
    assert "не Анне" not in json.dumps(other, ensure_ascii=False)


async def test_one_long_poll_of_events(bot: Caller, started: World) -> None:
    async def poll(after: int) -> int:
        async with bot.session.get(f"{bot.url}/play/events", params={"after": after}) as answer:
            return int((await answer.json())["seq"])

    waiting = asyncio.create_task(poll(0))
    await asyncio.sleep(0.05)
    hands.say(started, ANNA, "x")
    assert await waiting == started.events.seq
    assert await poll(0) == started.events.seq


@pytest.mark.parametrize("behind", [{"after": 0}, {"after": 1, "epoch": "of a former world"}], ids=str)
async def test_a_page_that_is_behind_is_told_to_reload(
    bot: Caller, started: World, behind: dict[str, str | int]
) -> None:
    hands.say(started, ANNA, "x")
    url, params = f"{bot.url}/play/events", {"person": ANNA, **behind}
    async with bot.session.get(url, params=params, headers={"Accept": "text/event-stream"}) as stream:
        line = await asyncio.wait_for(stream.content.readline(), 2)
    assert json.loads(line.removeprefix(b"data: "))["kind"] == "reload"


async def test_only_one_server_has_a_port(world: World) -> None:
    async with await serve(world) as first:
        assert first.url.startswith("http://127.0.0.1:")
        with pytest.raises(OSError):
            await serve(World(), int(first.url.rsplit(":", 1)[1]))
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(first.url)


async def test_more_people_can_come(bot: Caller) -> None:
    await bot.play("person", id=7, first_name="Пётр", language_code="ru")
    await bot.play("message", person=7, text="/start")
    assert (await bot.state(person=7))["person"]["started"] is True
