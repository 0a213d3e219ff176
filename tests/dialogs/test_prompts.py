"""What was asked waits for typed words until another screen comes: any command is one."""

from collections.abc import Awaitable, Callable

import pytest
from telegram.ext import CommandHandler

from handlers import FEATURES
from handlers.callbacks import pack_id
from tests.dialogs.conftest import OLGA
from tests.dialogs.days import settled
from tests.dialogs.deals import DAIRY
from tests.dialogs.house import House, Talk
from tests.dialogs.test_push import TIPS, boss_of, confirmed, typed

HANDLERS = [handler for feature in FEATURES for handler in feature.HANDLERS]
COMMANDS = {name for one in HANDLERS if isinstance(one, CommandHandler) for name in one.commands} | {"no_such"}
ASK_THEMSELVES = {"push": "push", "pause": "pause", "deal": "check"}
"""Commands that ask for typed words -> the kind of their prompt."""
WORDS = "25.12"
"""A name, a tip and a day."""

Ask = Callable[[Talk, str], Awaitable[object]]


async def a_tip(talk: Talk, team: str) -> None:
    await talk.say("/push")


async def other_words(talk: Talk, team: str) -> None:
    tip = pack_id(talk.house.rows(TIPS)[0]["id"])
    await talk.press(f"push_words:{team}:{tip}", stale=True)


async def other_words_of_what_was_sent(talk: Talk, team: str) -> None:
    push = pack_id(talk.house.rows("select id from pushes")[0]["id"])
    await talk.press(f"push_edit:{team}:{push}", stale=True)


async def a_day_of_the_push(talk: Talk, team: str) -> None:
    await talk.press(f"push_day:{team}:cycle.b2b.1", stale=True)


async def a_name_of_the_team(talk: Talk, team: str) -> None:
    await talk.press(f"team_name:{team}", stale=True)


async def a_day_of_the_step(talk: Talk, team: str) -> None:
    step = pack_id(talk.house.rows("select id from steps")[0]["id"])
    await talk.press(f"step_date:{step}", stale=True)


def kept(house: House) -> list[object]:
    """All that such words could change."""
    found = ("name from teams", "id, body from tips", "tip, mode, rev from pushes", "day from steps", "name from deals")
    return [tuple(row) for what in found for row in house.rows(f"select {what} order by 1")]


def prompts(talk: Talk) -> list[str]:
    return [row["kind"] for row in talk.house.rows(f"select kind from prompts where person = {talk.person}")]


async def at_work(talk: Talk, *people: Talk) -> str:
    """A manager with a tip that was sent, and a deal with a step; the team as buttons name it."""
    team = await boss_of(talk, *people)
    await talk.check(DAIRY, name="Dairy")
    await talk.tap(talk.t("on_card.take"))
    await talk.tap(talk.t("steps.tomorrow"))
    await typed(talk, "Спросите, кто решает")
    await confirmed(talk)
    await settled(talk.house)
    return team


@pytest.mark.parametrize(
    "ask",
    [a_tip, other_words, other_words_of_what_was_sent, a_day_of_the_push, a_name_of_the_team, a_day_of_the_step],
    ids=lambda one: one.__name__,
)
async def test_any_command_ends_the_wait_for_words(anna: Talk, olga: Talk, ask: Ask) -> None:
    team = await at_work(anna, olga)
    before = kept(anna.house)
    for command in sorted(COMMANDS - {*ASK_THEMSELVES}):
        await ask(anna, team)
        assert len(prompts(anna)) == 1, command
        await anna.say(f"/{command}")
        assert prompts(anna) == [], command
        await anna.say(WORDS)
        assert kept(anna.house) == before, command
    for command, kind in ASK_THEMSELVES.items():
        await ask(anna, team)
        await anna.say(f"/{command}")
        assert prompts(anna) == [kind]


async def test_after_a_command_words_are_a_topic_and_no_tip(anyone: Talk, olga: Talk) -> None:
    await boss_of(anyone, olga)
    word = {"ru": "тендер", "en": "tender"}[anyone.lang]
    for command in ("/compare", "/help", "/team", "/cancel"):
        await anyone.say("/push")
        await anyone.say(command)
        assert (await anyone.say(word)).startswith(anyone.said.rows["procedure"].title)
    assert anyone.house.rows(TIPS) == []


@pytest.mark.parametrize("command", ["/help", "/compare", "/deals", "/no_such"])
async def test_after_a_command_the_open_check_listens_again(anyone: Talk, olga: Talk, command: str) -> None:
    team = await boss_of(anyone, olga)
    await anyone.say("/deal")
    await a_name_of_the_team(anyone, team)
    await anyone.say(command)
    assert anyone.question("stage") in await anyone.say("1")


async def test_a_command_in_a_group_leaves_what_was_asked_in_private(house: House, olga: Talk, group: Talk) -> None:
    team = await boss_of(olga)
    await a_name_of_the_team(olga, team)
    await Talk(house, OLGA, chat=group.chat).say("/tip@deal_coach_bot")
    assert (await olga.say("Юг")).startswith("Юг · ")
