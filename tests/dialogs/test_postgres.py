"""The whole bot on PostgreSQL."""

import asyncio
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.playground import World, serve
from handlers.callbacks import pack_id
from tests.dialogs.company import NAME, join, link, make
from tests.dialogs.conftest import OLGA, running
from tests.dialogs.days import EVENING, at
from tests.dialogs.deals import DAIRY, PART_A, PART_B
from tests.dialogs.house import House, Talk, datas
from tests.dialogs.test_privacy import no_trace_is_left


@dataclass
class PostgresHouse(House):
    address: str = ""
    elsewhere: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    """Rows are asked for between two steps of the loop that the bot runs in."""
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    """Of the other thread."""
    link: Any = None

    @property
    def database(self) -> str:
        return self.address

    def rows(self, sql: str) -> list[Any]:
        return self.elsewhere.submit(self.runner.run, self._fetch(sql)).result()

    async def _fetch(self, sql: str) -> list[Any]:
        if self.link is None:
            self.link = await asyncpg.connect(self.address, statement_cache_size=0)
        try:
            return list(await self.link.fetch(sql))
        except asyncpg.UndefinedTableError:
            return [None]

    async def _hang_up(self) -> None:
        if self.link is not None:
            await self.link.close()

    def close(self) -> None:
        self.elsewhere.submit(self.runner.run, self._hang_up()).result()
        self.elsewhere.submit(self.runner.close).result()
        self.elsewhere.shutdown()


@pytest.fixture
async def house(tmp_path: Path, empty_postgresql: str, caplog: pytest.LogCaptureFixture) -> AsyncIterator[House]:
    async with await serve(World()) as server, aiohttp.ClientSession() as http:
        nowhere = tmp_path / "no.db"
        house = PostgresHouse(server, http, nowhere, owners=frozenset({OLGA}), address=empty_postgresql)
        with closing(house):
            async with running(house, caplog):
                yield house
    assert not nowhere.exists()


async def test_a_check_with_a_restart_in_its_middle_a_topic_and_the_figures(anna: Talk, olga: Talk) -> None:
    assert anna.question("decision-makers") in await anna.say("/deal")
    question = anna.last
    assert anna.question("stage") in await anna.say("1")
    assert anna.t("question.hint") in await anna.say("zzzz")
    await anna.until("needs", DAIRY)
    anna.house.expect("message is not modified")
    twice = [f"answer:{anna.check_id}:needs:{DAIRY['needs']}"] * 2
    await asyncio.gather(*(anna.press(data, stale=True) for data in twice))
    await anna.house.restart()
    for data in (datas(question)[1], datas(question)[0]):
        assert await anna.press(data, question, stale=True) == anna.t("toast.changed")
    card = await anna.finish(DAIRY, name="Молкомбинат 'Луг'; 🐄")
    assert card.startswith("Молкомбинат 'Луг'; 🐄")
    assert anna.said.mismatches.under["decision-makers.success-factor"].late.split("{{")[0][:40] in card
    (check,) = anna.house.rows("select state, answers, rev from checks")
    assert check["state"] == "done"
    given = {row: value for row, value in DAIRY.items() if row in (*PART_A, *PART_B)}
    assert json.loads(check["answers"]).items() >= given.items()

    await anna.more(anna.t("button.answers"))
    await anna.tap(anna.said.rows["needs"].title)
    assert anna.t("card.changed", row=anna.said.rows["needs"].title) in await anna.say(anna.label("needs", "mid"))

    assert (await anna.say("/compare тендер")).startswith(anna.said.rows["procedure"].title)
    for talk in (anna, olga):
        assert anna.t("compare.nothing_help") in await talk.say("/compare жжжщщщъъъ\0")
    assert await anna.say("/stats") == anna.t("other.command")
    figures = await olga.say("/stats")
    assert olga.t("stats.people", n=2, week=2) in figures
    assert olga.t("stats.checks", done=1, open=0, aside=0) in figures
    assert olga.t("stats.misses", n=2) in figures
    assert "• жжжщщщъъъ · 2" in figures


async def test_a_step_is_reminded_of_and_a_talk_is_asked_about(anna: Talk) -> None:
    await at(anna, 0)
    await anna.check(DAIRY, name="Молкомбинат")
    await anna.tap(anna.t("on_card.take"))
    await anna.tap(anna.t("steps.tomorrow"))
    await at(anna, 1)
    (message,) = anna.own
    await anna.tap(anna.t("today.done"), message)
    await anna.finish({"success-factor": "b2b", "decision-makers": "b2b", "negotiation": "mid"})
    await anna.say("/go")
    await at(anna, 1, EVENING)
    await anna.tap(anna.t("today.moved"), anna.own[-1])
    assert anna.asked == "cycle"
    await anna.step({"cycle": "mid"})
    assert [row["state"] for row in anna.house.rows("select state from ledger order by id")] == ["sent", "sent"]
    assert [row["state"] for row in anna.house.rows("select state from visits")] == ["moved"]
    assert len(anna.house.rows("select id from checks where state = 'done'")) == 3


async def test_a_tip_comes_back_as_a_question(anna: Talk) -> None:
    await at(anna, 0)
    await anna.check(DAIRY, name="Молкомбинат")
    for ahead in (1, 2, 4):
        await at(anna, ahead)
    await anna.tap(anna.t("tips.yes"), anna.own[-1])
    assert [row["said"] for row in anna.house.rows("select said from told order by day")] == [None, "yes", None]
    recall = anna.said.tips["success-factor"].recall
    assert await anna.say("/quiz") == recall.question
    poll = anna.last["message_id"]
    await anna.house.play("vote", person=anna.person, message_id=poll, options=[recall.correct - 1])
    await anna.house.quiet()
    assert [row["correct"] for row in anna.house.rows("select correct from answers")] == [1]
    assert await anna.say("/quiz") != recall.question


async def test_after_forget_no_table_holds_the_id_or_a_word(house: House) -> None:
    await no_trace_is_left(house, "ru")


async def test_a_team_is_joined_led_shown_a_deal_and_passes_to_its_heir(house: House, anna: Talk, olga: Talk) -> None:
    await at(anna, 0)
    team = await make(olga)
    await join(anna, await link(olga, team, "one"))
    await anna.check(DAIRY, name="Молкомбинат")
    deal = pack_id(int(house.rows("select id from deals")[0]["id"]))
    await anna.press(f"share_on:{deal}:{team}", stale=True)
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    assert "Молкомбинат" in olga.text
    await olga.press(f"team_up:{team}:{pack_id(anna.person)}", stale=True)
    await olga.say("/forget")
    await olga.tap(olga.t("forget.everything"))
    await olga.tap(olga.t("forget.now"))
    assert [dict(row) for row in house.rows("select person, role from members")] == [
        {"person": anna.person, "role": "owner"}
    ]
    assert await anna.say("/forget")
    assert anna.t("forget.team_goes", team=NAME) in anna.text
