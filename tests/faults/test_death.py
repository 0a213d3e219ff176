"""Killed in the middle of 200 chats: every answer is there once, and everyone has an answer."""

import asyncio
import json
import random
import signal
from pathlib import Path

import pytest

from bot.check.questions import PUBLIC_VALUES
from bot.playground import World

from .conftest import Process, rows
from .people import Crowd, Human

pytestmark = pytest.mark.faults

PEOPLE, KILLS = 200, 4
LEAST = 14
"""Taps that even a short check takes."""

FOUND = """
select c.*, d.name, d.number, p.deals from checks c join deals d on d.id = c.deal join people p on p.id = c.person
"""


def check_everything(file: Path, crowd: Crowd) -> None:
    found: dict[int, list[object]] = {person: [] for person in crowd.humans}
    for row in rows(file, FOUND):
        answers = {**json.loads(row["answers"]), "stage": row["stage"], "public": row["public"], "guess": row["guess"]}
        found[row["person"]].append(
            (row["state"], answers, row["name"], row["number"], row["deals"], row["rev"], row["result"] is not None)
        )
    expected = {person: [_expected(human)] for person, human in crowd.humans.items()}
    assert found == expected
    assert {len(human.checks) for human in crowd.humans.values()} == {1}
    assert rows(file, "select * from inbox where state not in ('done', 'sent')") == []


def _expected(human: Human) -> object:
    pressed = {step: value for step, value in human.pressed.items() if step not in ("seen", "rest", "named")}
    answers: dict[str, object] = {"public": None, **pressed, "guess": int(pressed.get("guess", 0))}
    if "public" in pressed:
        answers["public"] = PUBLIC_VALUES[pressed["public"]]
    return "done", answers, human.name, 1, 1, human.acts, True


async def test_kill_9_in_the_middle_of_two_hundred_chats(bot: Process, world: World, file: Path) -> None:
    dice = random.Random(20261)
    await bot.start()
    killed = []
    async with Crowd(world, PEOPLE, seed=1) as crowd:
        moments = [0, *(int(PEOPLE * LEAST * (number + dice.random()) / KILLS) for number in range(KILLS))]
        for moment in moments:
            first = dice.randrange(PEOPLE // 2)  # of the first questions
            await crowd.until(lambda at=moment, first=first: crowd.acts >= at and len(world.calls) > first)  # type: ignore[misc]
            for _ in range(dice.choice([1, 1, 2])):  # the second one hits a bot that has just begun
                await bot.kill()
                killed.append(crowd.still_at_it)
                await bot.start()
                await asyncio.sleep(dice.uniform(0, 0.6))
        await crowd.all_done()
    await bot.until_said("is listening")
    assert min(killed) > PEOPLE / 2
    check_everything(file, crowd)
    assert "ERROR" not in bot.said
    again = {method: crowd.repeated(method) for method in ("sendMessage", "answerCallbackQuery")}
    assert max(again.values()) <= PEOPLE * len(killed)
    print(f"{len(killed)} kills, {crowd.acts} taps and texts, said again: {again}")


async def test_sigterm_in_the_middle_finishes_what_has_begun(bot: Process, world: World, file: Path) -> None:
    await bot.start()
    async with Crowd(world, 40, seed=2) as crowd:
        await crowd.until(lambda: crowd.acts >= 40 * 6)
        bot.send(signal.SIGTERM)
        assert await bot.ended(within=10) == 0
        assert rows(file, "select * from inbox where state = 'done'") == []
        assert crowd.still_at_it == 40
        await bot.start()
        await crowd.all_done()
    check_everything(file, crowd)
    assert crowd.repeated("sendMessage") == crowd.repeated("answerCallbackQuery") == 0
    assert "ERROR" not in bot.said
