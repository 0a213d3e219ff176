"""The whole bot, where its machinery and its conversation meet."""

import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from bot.playground import World, serve
from bot.runtime.fatal import Fatal
from tests.dialogs.house import TEXTS, House, Talk

from .conftest import ANNA, ILYA, eventually

OLGA = 1004
UNKNOWN = 424242


@pytest.fixture
async def house(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """Not started yet."""
    monkeypatch.setattr("handlers.service.AGAIN", 0.02)
    async with await serve(World()) as server, aiohttp.ClientSession() as http:
        file = Path(shutil.copy(template, tmp_path / "coach.db"))
        yield House(server, http, file, owners=frozenset({UNKNOWN, OLGA}))


def damage(house: House) -> None:
    """From now on a search that finds nothing fails."""
    with closing(sqlite3.connect(house.file)) as db, db:
        db.execute("drop table misses")


async def test_the_apology_is_in_the_language_the_person_chose_and_the_operator_sees_a_count(house: House) -> None:
    await house.start()
    anna, olga = Talk(house, ANNA), Talk(house, OLGA)
    await olga.say("/start")
    await anna.say("/language")
    await anna.tap("English")
    damage(house)
    assert await anna.say("qwrtpsdfg") == TEXTS.words["en"].plain("other.failed")
    await anna.say("/help")
    assert anna.text != TEXTS.words["en"].plain("other.failed")
    with closing(sqlite3.connect(house.file)) as db, db:
        db.execute("create table misses (id, person, lang, query, at)")
    lang = house.rows(f"select lang from people where id = {OLGA}")[0]["lang"]
    assert TEXTS.words[lang].plain("stats.inbox", inbox=1, put_aside=1) in await olga.say("/stats")
    await house.stop()


async def test_who_never_chose_gets_the_apology_in_the_language_of_their_telegram(house: House) -> None:
    await house.start()
    damage(house)
    for person, lang in ((ANNA, "ru"), (ILYA, "en")):
        assert await Talk(house, person).say("qwrtpsdfg") == TEXTS.words[lang].plain("other.failed")
    await house.stop()


async def test_an_operator_who_has_not_started_the_bot_costs_nobody_the_menus(house: House) -> None:
    await house.start()
    menus, scopes = house.world.menus, ("all_private_chats", "all_group_chats", "chat")
    for lang in ("ru", "en", ""):
        for kind in ("description", "short_description"):
            await eventually(partial(menus.text, kind, lang))
        for scope in scopes:
            await eventually(partial(menus.get, (scope, OLGA if scope == "chat" else 0, 0), lang))
    await house.stop()


async def test_without_a_search_index_the_bot_goes_on_and_the_log_says_so(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = TEXTS.catalog
    wordless = {lang: said.model_copy(update={"rows": {}}) for lang, said in catalog.languages.items()}
    house.texts = replace(TEXTS, catalog=catalog.model_copy(update={"languages": wordless}))
    await house.start()
    await eventually(partial(house.world.menus.text, "description", "ru"))
    assert (await Talk(house, ANNA).say("/help")).startswith(TEXTS.words["ru"].plain("help.title"))
    await house.stop()
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == [f"the search index of content {catalog.version} can't be built: KeyError"]


async def test_at_the_start_trouble_on_the_way_is_waited_for(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.world.cut_next("getMe", times=2)
    house.world.fail_next("getMe", 502, "Bad Gateway")
    house.world.fail_next("getMe", 429, "Too Many Requests: retry after 1", retry_after=0.01)
    await house.start()
    assert await Talk(house, ANNA).say("/help")
    await house.stop()
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len(said) == 4
    assert all(words.startswith("Telegram does not") for words in said)


async def test_at_the_start_a_wrong_token_ends_the_bot(house: House) -> None:
    house.world.fail_next("getMe", 401, "Unauthorized")
    await house.start()
    await eventually(lambda: house._bot is not None and house._bot.done())
    with pytest.raises(Fatal, match="copy it again from @BotFather"):
        await house.stop()


async def test_a_stop_is_heard_while_telegram_keeps_silent(house: House) -> None:
    house.world.delay_next("getMe", 0.3)
    await house.start()
    await eventually(lambda: not house.world.faults)
    await house.stop()
    assert house.world.calls == []
