"""A check goes on in the words it began with, whatever is written meanwhile."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest

from bot.playground import World, serve
from handlers.service import Texts
from tests.dialogs.house import TEXTS, House, Talk

from .conftest import ROOT

ANNA, ILYA, FIRST_ROW = 1001, 1002, "decision-makers"
BACK = TEXTS.words["ru"].plain("button.back")


def texts(folder: Path, question: str) -> Texts:
    """The shipped content with another first question."""
    root = folder / question
    shutil.copytree(ROOT / "content", root / "content")
    page = root / "content" / "ru" / "rows" / f"{FIRST_ROW}.toml"
    lines = page.read_text("utf-8").splitlines()
    asks = next(n for n, line in enumerate(lines) if n > lines.index("[question]") and line.startswith("text ="))
    lines[asks] = f'text = "{question}?"'
    page.write_text("\n".join(lines), "utf-8")
    return replace(Texts.read(root), templates=ROOT / "templates")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with await serve(World()) as server, aiohttp.ClientSession() as http:
        yield House(server, http, tmp_path / "coach.db", texts=texts(tmp_path, "Старые слова"))


async def first_question_again(talk: Talk) -> str:
    """Answered, and back to it."""
    if BACK not in talk.labels:
        await talk.tap(talk.labels[0])
    await talk.tap(BACK)
    return talk.text


def versions(house: House) -> list[str]:
    return [row["version"] for row in house.rows("select version from content order by created_at")]


async def test_a_check_keeps_its_words_and_unused_words_are_dropped(house: House, tmp_path: Path) -> None:
    old, new, newest = house.texts, texts(tmp_path, "Новые слова"), texts(tmp_path, "Новейшие слова")
    anna = Talk(house, ANNA)
    await house.start()
    assert "Старые слова?" in await anna.say("/deal")
    await anna.tap(anna.labels[0])

    await house.stop()
    house.texts = new
    await house.start()
    assert "Старые слова?" in await first_question_again(anna)
    ilya = Talk(house, ILYA)
    await ilya.say("/language")
    await ilya.tap("Русский")
    assert "Новые слова?" in await ilya.say("/deal")
    assert versions(house) == [old.catalog.version, new.catalog.version]

    await house.stop()
    house.texts = newest
    await house.start()
    assert "Старые слова?" in await first_question_again(anna)
    while await anna.step({}):
        pass
    assert [row["state"] for row in house.rows("select state from checks order by started_at")] == ["done", "open"]
    assert "Новейшие слова?" in await anna.say("/deal")
    assert versions(house) == [text.catalog.version for text in (old, new, newest)]
    await house.stop()


async def test_words_that_no_check_began_with_are_dropped(house: House, tmp_path: Path) -> None:
    await house.start()
    await Talk(house, ANNA).say("/start")
    await house.stop()
    house.texts = texts(tmp_path, "Новые слова")
    await house.start()
    await Talk(house, ANNA).say("/start")
    await house.stop()
    assert versions(house) == [house.texts.catalog.version]
