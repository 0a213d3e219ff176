import asyncio
import gc
import logging
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

import handlers.service
from bot.catalog import Catalog
from bot.playground import World, serve
from bot.playground.seed import GROUP_ID
from bot.search import Search
from handlers.menu import menu_calls
from handlers.screens import Screens
from handlers.screens.words import Words
from tests.dialogs.house import TEXTS, House, Talk

ANNA, ILYA, MARINA, OLGA = 1001, 1002, 1003, 1004
SPEAKERS = {"ru": ANNA, "en": ILYA}


@pytest.fixture(scope="session")
def empty_file(built_once: Search, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as a first start leaves it: to make one costs more than most tests."""
    file = tmp_path_factory.mktemp("empty") / "coach.db"

    async def first_start() -> None:
        async with await serve(World()) as server, aiohttp.ClientSession() as http:
            house = House(server, http, file)
            await house.start()
            await house.world.until(lambda: bool(house.world.calls_of("getMe")))
            await house.stop()

    asyncio.run(first_start())
    return file


@pytest.fixture(scope="session", autouse=True)
def built_once() -> Iterator[Search]:
    """What follows from the shipped content alone, the search index and the templates, serves all these bots."""
    search = Search(TEXTS.catalog)
    search.warm()
    gc.freeze()  # so much is imported that looking for garbage in it costs a fifth of the time
    shipped: dict[str, Screens] = {}

    def search_of(catalog: Catalog) -> Search:
        return search if catalog is TEXTS.catalog else Search(catalog)

    def screens_of(words: dict[str, Words], templates: Path, username: str) -> Screens:
        if words is not TEXTS.words:
            return Screens(words, templates, username)
        if username not in shipped:
            shipped[username] = Screens(words, templates, username)
        return shipped[username]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers.service, "Search", search_of)
        patch.setattr(handlers.service, "Screens", screens_of)
        yield search


@pytest.fixture(autouse=True)
def no_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start makes fifteen calls to set the menus: a third of all calls where nobody looks at them."""
    monkeypatch.setattr(handlers.service, "menu_calls", lambda *_: [])


@pytest.fixture
def menus(no_menus: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here somebody does."""
    monkeypatch.setattr(handlers.service, "menu_calls", menu_calls)


@asynccontextmanager
async def running(house: House, caplog: pytest.LogCaptureFixture) -> AsyncIterator[House]:
    """At the end every call the bot made is held against the Bot API, and the log against errors."""
    await house.start()
    yield house
    await house.quiet()
    await house.stop()
    house.check_calls()
    records = [record for phase in ("setup", "call", "teardown") for record in caplog.get_records(phase)]
    assert [record.getMessage() for record in records if record.levelno >= logging.ERROR] == []


@pytest.fixture
async def house(tmp_path: Path, empty_file: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[House]:
    """A running bot."""
    file = Path(shutil.copy(empty_file, tmp_path / "coach.db"))
    async with (
        await serve(World()) as server,
        aiohttp.ClientSession() as http,
        running(House(server, http, file, owners=frozenset({OLGA})), caplog) as house,
    ):
        yield house


@pytest.fixture
def anna(house: House) -> Talk:
    """A salesperson who speaks Russian."""
    return Talk(house, ANNA)


@pytest.fixture
def ilya(house: House) -> Talk:
    """A salesperson who speaks English."""
    return Talk(house, ILYA, "en")


@pytest.fixture
def marina(house: House) -> Talk:
    """Somebody whose Telegram speaks German."""
    return Talk(house, MARINA)


@pytest.fixture
def olga(house: House) -> Talk:
    """The operator."""
    return Talk(house, OLGA)


@pytest.fixture(params=["ru", "en"])
def anyone(house: House, request: pytest.FixtureRequest) -> Talk:
    """One after the other, somebody of each language."""
    return Talk(house, SPEAKERS[request.param], request.param)


@pytest.fixture
def group(house: House) -> Talk:
    """Anna in the group of the sales department."""
    return Talk(house, ANNA, chat=GROUP_ID)


@pytest.fixture
async def no_tips(house: House) -> None:
    """Nobody here wants tips: the morning message is about what is due, and else there is none."""
    for person, lang in ((ANNA, "ru"), (ILYA, "en")):
        talk = Talk(house, person, lang)
        await talk.say("/start")
        await talk.say("/settings")
        await talk.tap(talk.t("tips.switch_off"))
