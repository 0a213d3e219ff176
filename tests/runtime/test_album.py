"""A call that names a picture goes out as an upload, as a file_id, or in words; never not at all."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.pictures.png import Renderer
from bot.playground import World, serve
from bot.replies import Call
from bot.runtime.album import Album, Drawing
from bot.runtime.clock import Clock
from bot.runtime.transport import ApiError, NetworkTrouble, Transport
from bot.settings import ROOT
from bot.store import people, pictures
from bot.store.database import Database, StoreError

from .conftest import ANNA

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="{}"><circle cx="30" cy="30" r="20"/></svg>'
FONTS = [ROOT / "templates" / "fonts" / "CoachSans-Regular.ttf"]
ONE = "deal:1"


def photo(name: str = "deal:1:ru", **more: Any) -> Call:
    params = {"chat_id": ANNA, "photo": {"picture": name}, "caption": "<b>A</b> & B", "parse_mode": "HTML", **more}
    return Call("sendPhoto", params)


class Rig:
    def __init__(self, world: World, db: Database, transport: Transport) -> None:
        self.world = world
        self.svg = DOT.format(60)
        self.trouble: Exception | None = None
        self.gone = False
        self.rendered = 0
        self.album = Album(transport, db, Clock(), self.draw, self.render)
        self._renderer = Renderer(FONTS)

    async def draw(self, name: str) -> Drawing | None:
        if self.trouble:
            raise self.trouble
        return None if self.gone else Drawing(ANNA, ONE, self.svg)

    async def render(self, svg: str) -> bytes:
        self.rendered += 1
        return await self._renderer.png(svg)


@pytest.fixture
async def rig(db: Database) -> AsyncIterator[Rig]:
    async with await serve(World()) as server:
        server.world.people[ANNA].started = True
        transport = Transport(f"{server.url}/bot", server.world.token)
        await transport.initialize()
        await db.commit([people.greet(ANNA, "ru", 0)])
        yield Rig(server.world, db, transport)
        await transport.shutdown()


async def test_what_names_no_picture_goes_through_as_it_is(rig: Rig) -> None:
    await rig.album.call(Call("sendMessage", {"chat_id": ANNA, "text": "x"}))
    assert (rig.world.from_bot(ANNA)[-1]["text"], rig.rendered) == ("x", 0)


async def test_an_upload_keeps_the_buttons_and_the_caption(rig: Rig) -> None:
    keyboard = {"inline_keyboard": [[{"text": 'Ж "<&>', "callback_data": "card:x"}]]}
    await rig.album.call(photo(reply_markup=keyboard), wanted=False)
    message = rig.world.from_bot(ANNA)[-1]
    assert (message["caption"], message["reply_markup"]) == ("A & B", keyboard)
    assert message["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]


async def test_the_same_drawing_is_rendered_once_and_another_anew(rig: Rig, db: Database) -> None:
    for svg in (DOT.format(60), DOT.format(60), DOT.format(70), DOT.format(60)):
        rig.svg = svg
        await rig.album.call(photo(), wanted=False)
    assert rig.rendered == 3
    assert [message["photo"][-1]["height"] for message in rig.world.from_bot(ANNA)] == [60, 60, 70, 60]
    assert len(await db.read("select key from pictures")) == 1


async def test_what_is_gone_and_what_fails_is_said_in_words(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    rig.gone = True
    await rig.album.call(photo())
    assert caplog.records == []
    rig.gone, rig.svg = False, "<svg"
    await rig.album.call(photo())
    rig.trouble = ValueError("a bug")
    await rig.album.call(photo())
    assert [message["text"] for message in rig.world.from_bot(ANNA)] == ["A & B"] * 3
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2


async def test_a_database_in_trouble_is_waited_for_like_a_network(rig: Rig) -> None:
    rig.trouble = StoreError("The disk is full.")
    with pytest.raises(NetworkTrouble):
        await rig.album.call(photo())
    assert rig.world.from_bot(ANNA) == []


async def test_a_picture_that_can_not_be_kept_is_sent_all_the_same(rig: Rig, db: Database) -> None:
    from bot.store.database import Write

    await db.commit([Write("delete from people where id = :id", {"id": ANNA})])
    await rig.album.call(photo())
    assert "photo" in rig.world.from_bot(ANNA)[-1]


async def test_only_the_refusal_of_a_file_id_leads_to_an_upload(rig: Rig, db: Database) -> None:
    await rig.album.call(photo())
    for status, description in ((403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")):
        rig.world.fail_next("sendPhoto", status, description)
        with pytest.raises(ApiError, match=description):
            await rig.album.call(photo())
    assert rig.rendered == 1
    key = Drawing(ANNA, ONE, rig.svg).key
    await db.commit(pictures.keep(ANNA, ONE, key, "AgACxxx", 0))
    await rig.album.call(photo())
    assert rig.rendered == 2
    assert await pictures.find(db, key) != "AgACxxx"
