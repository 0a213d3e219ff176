"""A call that names a file goes out with the file as it is then, or says that there is none."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.playground import World, serve
from bot.replies import Call
from bot.runtime.documents import Documents
from bot.runtime.transport import NetworkTrouble, Transport, Upload
from bot.store.database import StoreError

from .conftest import ANNA


class Rig:
    def __init__(self, world: World, transport: Transport) -> None:
        self.world = world
        self.asked: list[Any] = []
        self.made: Upload | None = Upload("a.csv", b"1,2", "text/csv")
        self.trouble: Exception | None = None
        self.documents = Documents(transport, {"export": self.export, "digest": self.digest})

    async def export(self, name: Any) -> Upload | None:
        return Upload("a.json", json.dumps(name).encode(), "application/json")

    async def digest(self, name: Any) -> Upload | None:
        self.asked.append(name)
        if self.trouble:
            raise self.trouble
        return self.made

    async def send(self, **document: Any) -> None:
        params = {"chat_id": ANNA, "document": document, "caption": "<b>A</b>", "parse_mode": "HTML"}
        await self.documents.call(Call("sendDocument", params))

    @property
    def last(self) -> dict[str, Any]:
        return self.world.from_bot(ANNA)[-1]

    @property
    def file(self) -> bytes:
        found = self.world.files.get(self.last["document"]["file_id"])
        assert found is not None
        return found.body


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    async with await serve(World()) as server:
        server.world.people[ANNA].started = True
        transport = Transport(f"{server.url}/bot", server.world.token)
        await transport.initialize()
        yield Rig(server.world, transport)
        await transport.shutdown()


async def test_each_kind_of_file_is_made_by_its_own_maker(rig: Rig) -> None:
    await rig.send(export=ANNA)
    assert (rig.last["document"]["file_name"], rig.file, rig.asked) == ("a.json", str(ANNA).encode(), [])
    await rig.send(digest="1.2", gone="none")
    assert (rig.last["document"]["file_name"], rig.file, rig.asked) == ("a.csv", b"1,2", ["1.2"])
    assert rig.last["caption"] == "A"


async def test_who_may_not_have_it_any_more_is_told_so(rig: Rig) -> None:
    rig.made = None
    await rig.send(digest="1.2", gone="No <longer>")
    assert (rig.last["text"], "document" in rig.last) == ("No <longer>", False)


async def test_a_database_that_can_t_be_used_is_a_reason_to_try_again(rig: Rig) -> None:
    rig.trouble = StoreError("locked")
    with pytest.raises(NetworkTrouble, match="locked"):
        await rig.send(digest="1.2", gone="none")
    assert rig.world.from_bot(ANNA) == []
    rig.trouble = None
    await rig.send(digest="1.2", gone="none")
    assert rig.file == b"1,2"


async def test_other_calls_go_through_as_they_are(rig: Rig) -> None:
    await rig.documents.call(Call("sendMessage", {"chat_id": ANNA, "text": "hello"}))
    assert rig.last["text"] == "hello"
