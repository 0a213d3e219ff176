"""Buttons that are old, doubled, somebody else's or nobody's do no harm."""

import asyncio
import json

import pytest

from tests.dialogs.deals import B2B, QUICK
from tests.dialogs.house import DAY, Json, Talk, datas

NOTHING_CHANGED = "message is not modified"


def answers(talk: Talk) -> dict[str, str]:
    (row,) = talk.house.rows("select answers from checks")
    found: dict[str, str] = json.loads(row["answers"])
    return found


async def test_a_button_of_an_earlier_question_edits_that_answer(anyone: Talk) -> None:
    anyone.house.expect(NOTHING_CHANGED)
    await anyone.say("/deal")
    check = anyone.check_id
    await anyone.until("impact", {"offer": "b2b"})
    assert await anyone.press(f"answer:{check}:offer:b2c", stale=True) == anyone.t("toast.changed")
    assert answers(anyone)["offer"] == "b2c"
    assert anyone.question("impact") in anyone.text


async def test_a_button_of_a_finished_check_is_told_so_and_shows_the_card(anyone: Talk) -> None:
    anyone.house.expect(NOTHING_CHANGED)
    card = await anyone.check(QUICK)
    question, before = anyone.messages[-2], answers(anyone)
    for data in ("answer:{}:cycle:b2b", "guess:{}:3", "flag:{}:seen", "show:{}:cycle"):
        assert await anyone.press(data.format(anyone.check_id), question, stale=True) == anyone.t("toast.old_card")
        assert [message["text"] for message in anyone.messages] == [card, card]
    assert answers(anyone) == before


async def test_no_button_reopens_a_finished_check(anna: Talk) -> None:
    anna.house.expect(NOTHING_CHANGED)
    card = await anna.check(QUICK)
    question = anna.messages[-2]
    for verb in ("resume", "restart", "aside", "early", "card"):
        await anna.press(f"{verb}:{anna.check_id}", question, stale=True)
        assert anna.messages[-2]["text"] == card
        assert [row["state"] for row in anna.house.rows("select state from checks")] == ["done"]


async def test_the_same_button_twice_at_once_answers_once(anyone: Talk) -> None:
    anyone.house.expect(NOTHING_CHANGED)
    await anyone.say("/deal")
    data = datas(anyone.last)[0]
    await asyncio.gather(anyone.press(data), anyone.press(data, stale=True))
    assert answers(anyone) == {"decision-makers": "b2b"}
    assert anyone.question("stage") in anyone.text
    assert len(anyone.messages) == 1


async def test_two_buttons_of_one_question_at_once_leave_the_later_answer(anyone: Talk) -> None:
    anyone.house.expect(NOTHING_CHANGED)
    await anyone.say("/deal")
    await anyone.until("offer", {})
    first, second = datas(anyone.last)[0], datas(anyone.last)[2]
    toasts = await asyncio.gather(anyone.press(first, stale=True), anyone.press(second, stale=True))
    assert sorted(toasts) == ["", anyone.t("toast.changed")]
    assert answers(anyone)["offer"] in ("b2b", "b2c")
    assert anyone.question("team") in anyone.text
    assert len(anyone.messages) == 1


LAST = {"5": "guess:{}:5", "skip": "flag:{}:guessed", "early": "early:{}"}


@pytest.mark.parametrize("last", LAST)
async def test_a_double_tap_on_the_last_button_gives_one_card_and_a_toast(anyone: Talk, last: str) -> None:
    await anyone.say("/deal")
    if last == "early":
        await anyone.until("offer", QUICK)
        anyone.house.clock.ahead = 4 * DAY
        await anyone.say("/deal")
    else:
        await anyone.until("guess", QUICK)
    data = next(data for data in datas(anyone.last) if data.startswith(LAST[last].format(anyone.check_id)))
    message, before = anyone.last, len(anyone.messages)
    toasts = await asyncio.gather(*(anyone.press(data, message, stale=True) for _ in range(3)))
    assert sorted(toasts) == ["", *[anyone.t("finished.line")] * 2]
    assert [row["state"] for row in anyone.house.rows("select state from checks")] == ["done"]
    assert [shown["text"] for shown in anyone.messages[before - 1 : -1]] == [anyone.t("finished.line")]
    assert anyone.t("on_card.more") in anyone.labels
    assert not any(call.params.get("show_alert") for call in anyone.house.world.calls_of("answerCallbackQuery"))


async def test_the_last_button_pressed_again_shows_no_second_card_after_an_edit_either(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("guess", QUICK)
    question = anna.last
    await anna.say("4")
    await anna.press(f"change:{anna.check_id}:cycle:b2b", stale=True)
    edited, many = anna.text, len(anna.messages)
    assert await anna.press(f"guess:{anna.check_id}:4", question) == anna.t("finished.line")
    assert (anna.text, len(anna.messages)) == (edited, many)
    assert await anna.press(f"guess:{anna.check_id}:2", question) == anna.t("toast.old_card")
    assert [row["guess"] for row in anna.house.rows("select guess from checks")] == [4]


async def test_a_double_tap_on_deal_begins_one_check(anyone: Talk) -> None:
    await anyone.say("/start")
    message = anyone.last
    await asyncio.gather(anyone.press("deal", message), anyone.press("deal", message))
    assert len(anyone.house.rows("select id from checks")) == 1
    assert datas(anyone.last)[0].split(":")[0] == "resume"


async def test_many_taps_of_many_people_at_once_are_each_answered(anna: Talk, ilya: Talk, olga: Talk) -> None:
    people = (anna, ilya, olga)
    await asyncio.gather(*(talk.say("/deal") for talk in people))
    await asyncio.gather(*(talk.finish(QUICK) for talk in people))
    assert len(anna.house.rows("select id from checks where state = 'done'")) == 3


VERBS = (
    "answer:{}:cycle:b2b", "change:{}:cycle:b2b", "flag:{}:seen", "guess:{}:3", "show:{}:cycle", "because:{}:cycle",
    "resume:{}", "restart:{}", "aside:{}", "early:{}", "card:{}", "why:{}:0", "answers:{}", "edit:{}:cycle",
    "strategy:{}:cycle",
)  # fmt: skip


async def test_a_button_of_somebody_elses_check_does_nothing(anna: Talk, ilya: Talk) -> None:
    await anna.say("/deal")
    await anna.until("offer", B2B)
    before = anna.house.rows("select answers, state, rev from checks")[0]
    await ilya.say("/help")
    text = ilya.text
    for data in VERBS:
        assert await ilya.press(data.format(anna.check_id), stale=True) == ilya.t("check.gone")
    assert ilya.text == text
    assert tuple(anna.house.rows("select answers, state, rev from checks")[0]) == tuple(before)


GARBAGE = (
    "x", ":", ":::", "answer", "answer:", "answer::", "answer:AAAAAAAAAAA:cycle:b2b", "answer:!:!:!", "why:::",
    "change:AAAAAAAAAAB:cycle:b2b", "flag::rest", "guess:AAAAAAAAAAE:9", "lang:", "lang:de", "group:",
    "group:нет", "topic:", "topic:nope", "topic:cycle:de", "topic:<b>:ru", "deal:", "deal:1", "DEAL",
    "leave:me", "topics:1", "drop table checks", "'; delete from people; --", "я" * 32, "🦄" * 16, "\u202e:\u200b",
    "answer:\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00:cycle:b2b", "resume:///////////", "card:___________",
    "strategy:-----------:cycle", "{{ 7 * 7 }}", "<b>", "%s%d", "../../etc/passwd", "1" * 64,
)  # fmt: skip


async def test_garbage_from_a_button_gets_a_toast_and_changes_nothing(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("team", {})
    question, before = anyone.last, answers(anyone)
    known = {anyone.t("button.unknown"), anyone.t("check.gone")}
    for data in GARBAGE:
        assert await anyone.press(data, question, stale=True) in known, data
    assert anyone.last == question
    assert answers(anyone) == before


STEPS = ("", "evaluation", "type", "name", "guess", "stage", "цикл", "<b>")


@pytest.mark.parametrize("finished", [False, True])
async def test_garbage_about_ones_own_check_does_no_harm(anna: Talk, finished: bool) -> None:
    anna.house.expect(NOTHING_CHANGED)
    if finished:
        await anna.check(QUICK)
    else:
        await anna.say("/deal")
        await anna.until("team", {})
    check, before = anna.check_id, answers(anna)
    for step in STEPS:
        verbs = ("show", "edit", "because", "strategy", "flag", "guess", "why")
        made_up = [f"{verb}:{check}:{step}" for verb in verbs]
        made_up += [
            f"{verb}:{check}:{args}" for verb in ("answer", "change") for args in (f"{step}:b2b", f"cycle:{step}")
        ]
        for data in made_up:
            await anna.press(data, stale=True)
    assert answers(anna) == before
    assert anna.house.rows("select count(*) as many from inbox where state = 'aside'")[0]["many"] == 0


def query(talk: Talk, data: str, message: Json | None) -> Json:
    """A tap as Telegram tells of it."""
    world = talk.house.world
    asked = world.queries.ask(talk.person, talk.person, None, 150.0)
    body = {"id": asked.id, "from": world.people[talk.person].user, "chat_instance": "1", "data": data}
    return body if message is None else {**body, "message": message}


async def test_a_button_under_a_deleted_message_is_answered_with_a_new_one(anyone: Talk) -> None:
    anyone.house.expect("message to edit not found")
    await anyone.say("/deal")
    question = anyone.last
    anyone.house.world.remove(anyone.house.world.chats[anyone.person], question["message_id"])
    await anyone.house.push(callback_query=query(anyone, datas(question)[0], question))
    assert anyone.question("stage") in anyone.text


async def test_a_button_under_a_message_out_of_reach_is_answered_with_a_new_one(anyone: Talk) -> None:
    await anyone.say("/deal")
    question = anyone.last
    anyone.house.world.remove(anyone.house.world.chats[anyone.person], question["message_id"])
    out_of_reach = {"chat": question["chat"], "message_id": question["message_id"], "date": 0}
    await anyone.house.push(callback_query=query(anyone, datas(question)[0], out_of_reach))
    assert anyone.question("stage") in anyone.text


async def test_a_button_without_its_message_is_answered_in_private(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.house.push(callback_query=query(anyone, datas(anyone.last)[0], None))
    assert anyone.question("stage") in anyone.text
    assert len(anyone.messages) == 2


async def test_a_game_button_of_another_bots_keyboard_gets_a_toast(anna: Talk) -> None:
    await anna.say("/help")
    body = query(anna, "", anna.last)
    del body["data"]
    await anna.house.push(callback_query={**body, "game_short_name": "chess"})
    call = anna.house.world.calls_of("answerCallbackQuery")[-1]
    assert call.params["text"] == anna.t("button.unknown")


async def test_a_tap_answered_too_late_is_applied_all_the_same(anna: Talk) -> None:
    anna.house.expect("query is too old")
    await anna.say("/deal")
    question = anna.last
    late = {**query(anna, datas(question)[0], question), "id": "12345"}
    await anna.house.push(callback_query=late)
    assert anna.question("stage") in anna.text
