"""Tips in the morning and by /tip, and the questions that bring them back."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.playground.errors import Refusal
from bot.playground.faults import Fault
from tests.dialogs.days import MORNING, at, button, day, said, written
from tests.dialogs.deals import COMMITTEE, DAIRY, PHONES
from tests.dialogs.house import Talk, datas, labels, text_of

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
NO_POLLS = "POLL_UNSUPPORTED"


def rows(talk: Talk, table: str, order: str = "about") -> list[dict[str, Any]]:
    return [
        dict(row) for row in talk.house.rows(f"select * from {table} where person = {talk.person} order by {order}")
    ]


def told(talk: Talk) -> list[dict[str, Any]]:
    return rows(talk, "told", "day")


def tip(talk: Talk, about: str, pole: str = "b2b", place: int = 0) -> Any:
    return getattr(talk.said.tips[about], pole)[place]


async def dairy(talk: Talk) -> None:
    await at(talk, MON)
    await talk.check(DAIRY, name="Dairy")


async def vote(talk: Talk, option: int) -> None:
    await talk.house.play("vote", person=talk.person, message_id=talk.last["message_id"], options=[option])
    await talk.house.quiet()


# Tips


async def test_tips_begin_after_the_first_card_and_say_so_once(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.say("/start")
    await at(anyone, TUE)
    assert told(anyone) == []
    await anyone.check(DAIRY, name="Dairy")
    for ahead in (WED, THU):
        await at(anyone, ahead)
    assert [anyone.t("tips.first") in text for text in written(anyone)[-2:]] == [True, False]
    assert [anyone.t("tips.off") in labels(message) for message in anyone.own[-2:]] == [True, False]


async def test_a_tip_is_whole_in_the_morning_message(anyone: Talk) -> None:
    await dairy(anyone)
    await at(anyone, TUE)
    (text,) = written(anyone)
    words = tip(anyone, "success-factor")
    for part in (words.situation, words.action, words.line.rstrip(".")):
        assert part in text
    (row,) = told(anyone)
    assert (row["day"], row["tip"], row["source"]) == (day(TUE).isoformat(), "success-factor.b2b.1", "finding")


async def test_over_selling_is_told_the_other_pole(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(COMMITTEE, name="Shop")
    await at(anyone, TUE)
    assert [row["tip"].split(".")[1] for row in told(anyone)] == ["b2c"]


async def test_where_all_fits_new_tips_of_what_is_sold_come(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(PHONES)
    for ahead in (TUE, WED, THU):
        await at(anyone, ahead)
    assert [(row["source"], row["tip"].split(".")[1]) for row in told(anyone)] == [("new", "b2c")] * 3
    assert len({row["about"] for row in told(anyone)}) == 3


async def test_one_tip_a_working_day_and_no_row_twice_in_two_weeks(anyone: Talk) -> None:
    await dairy(anyone)
    for ahead in range(TUE, TUE + 13):
        await at(anyone, ahead)
    days = [row["day"] for row in told(anyone)]
    assert days == [day(n).isoformat() for n in range(TUE, TUE + 13) if n % 7 not in (SAT, SUN)]
    assert len({row["about"] for row in told(anyone)}) == len(days)
    assert len(anyone.own) == len(days)


async def test_a_pause_holds_for_tips(anyone: Talk) -> None:
    await dairy(anyone)
    await anyone.say("/pause")
    await anyone.tap(anyone.t("pause.forever"))
    for ahead in (TUE, WED):
        await at(anyone, ahead)
    assert told(anyone) == []


async def test_the_button_of_the_first_tip_ends_them_and_settings_bring_them_back(anyone: Talk) -> None:
    await dairy(anyone)
    await at(anyone, TUE)
    (message,) = anyone.own
    assert await anyone.press(button(message, "mute"), message) == anyone.t("tips.muted")
    assert tip(anyone, "success-factor").situation in text_of(anyone.own[0])
    assert anyone.t("tips.first") not in text_of(anyone.own[0])
    await at(anyone, WED)
    assert len(anyone.own) == 1
    await anyone.say("/settings")
    assert anyone.t("tips.none_wanted") in anyone.text
    await anyone.tap(anyone.t("tips.switch_on"))
    assert anyone.t("tips.on") in anyone.text
    await at(anyone, THU)
    assert len(told(anyone)) == 2
    assert anyone.t("tips.first") not in written(anyone)[-1]


@pytest.mark.parametrize("how", ["yes", "none", "no"])
async def test_whether_the_line_was_said_is_one_tap_and_stays_in_place(anyone: Talk, how: str) -> None:
    await dairy(anyone)
    for ahead in (TUE, WED):
        await at(anyone, ahead)
    message = anyone.own[-1]
    line = anyone.t("tips.asked", line=tip(anyone, "success-factor").line)
    assert line in text_of(message)
    pressed = next(data for data in datas(message) if data.startswith("said:") and f":{how}:" in data)
    assert await anyone.press(pressed, message) == anyone.t("today.noted")
    assert [row["said"] for row in told(anyone)] == [how, None]
    assert line not in text_of(anyone.own[-1])
    assert tip(anyone, "decision-makers").situation in text_of(anyone.own[-1])
    assert len(anyone.own) == 2
    assert await anyone.press(pressed, anyone.own[-1], stale=True) == anyone.t("today.known")
    assert [row["said"] for row in told(anyone)] == [how, None]


async def test_a_line_is_asked_about_until_the_next_tip_and_never_by_a_forged_button(anyone: Talk) -> None:
    await dairy(anyone)
    for ahead in (TUE, WED, THU):
        await at(anyone, ahead)
    assert anyone.t("tips.asked", line=tip(anyone, "success-factor").line) not in written(anyone)[-1]
    for data in ("said:2020-01-01:yes", "said:no-day:yes", f"said:{day(TUE)}:maybe"):
        assert await anyone.press(data, anyone.own[-1], stale=True) == anyone.t("today.known")
    assert {row["said"] for row in told(anyone)} == {None}


async def test_what_is_decided_about_leaves_the_tip_where_it_is(anyone: Talk) -> None:
    await dairy(anyone)
    await anyone.tap(anyone.t("on_card.take"))
    await anyone.tap(anyone.t("steps.tomorrow"))
    await at(anyone, TUE)
    (message,) = anyone.own
    await anyone.press(button(message, "step_drop"), message)
    (message,) = anyone.own
    assert anyone.t("today.decided_dropped", name="Dairy") in text_of(message)
    assert tip(anyone, "success-factor").situation in text_of(message)
    assert [data.split(":")[0] for data in datas(message)] == ["mute"]


async def test_tip_now_is_the_tip_of_the_day(anyone: Talk) -> None:
    await dairy(anyone)
    await at(anyone, TUE, MORNING - 60)
    first = await anyone.say("/tip")
    assert tip(anyone, "success-factor").situation in first
    assert await anyone.say("/tip") == first
    await at(anyone, TUE)
    assert anyone.own == []
    await at(anyone, WED)
    assert anyone.t("tips.first") in written(anyone)[-1]
    assert anyone.t("tips.asked", line=tip(anyone, "success-factor").line) in written(anyone)[-1]
    assert tip(anyone, "decision-makers").situation in await anyone.say("/tip")


async def test_tip_now_needs_neither_a_card_nor_morning_tips(anyone: Talk) -> None:
    await at(anyone, MON)
    assert anyone.t("tips.title", row="").rstrip() in await anyone.say("/tip")
    assert [row["source"] for row in told(anyone)] == ["asked"]
    await anyone.tap(anyone.t("on_card.topic"))
    row = told(anyone)[0]["about"]
    assert anyone.text.startswith(anyone.said.rows[row].title)


async def test_in_a_group_there_is_a_tip_of_the_library_and_nothing_is_noted(group: Talk, anna: Talk) -> None:
    await at(anna, MON)
    await anna.check(DAIRY, name="Dairy")
    text = await group.say("/tip@deal_coach_bot")
    assert text.startswith(anna.t("tips.title", row="").rstrip())
    assert group.labels == []
    assert await group.say("/tip@deal_coach_bot") == text
    assert told(anna) == []
    await at(anna, TUE)
    assert await group.say("/tip@deal_coach_bot") != text


# Questions


async def due(talk: Talk) -> None:
    """It is Friday, and there is something to ask."""
    await dairy(talk)
    for ahead in (TUE, WED, THU, FRI):
        await at(talk, ahead)


async def test_without_a_tip_or_a_finding_there_is_no_question(anyone: Talk) -> None:
    assert await anyone.say("/quiz") == anyone.t("quiz.nothing")
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")
    assert await anyone.say("/quiz") == anyone.t("quiz.later", day=said(anyone, THU))


async def test_a_question_is_a_quiz_poll_and_its_answer_is_counted_once(anyone: Talk) -> None:
    await due(anyone)
    recall = anyone.said.tips["success-factor"].recall
    assert await anyone.say("/quiz") == recall.question
    poll = anyone.last["poll"]
    assert (poll["type"], poll["is_anonymous"], poll["correct_option_id"]) == ("quiz", False, recall.correct - 1)
    assert [one["text"] for one in poll["options"]] == list(recall.options)
    assert poll["explanation"] == recall.explain
    count = len(anyone.messages)
    await vote(anyone, recall.correct - 1)
    assert len(anyone.messages) == count
    assert [(row["about"], row["correct"]) for row in rows(anyone, "answers")] == [("success-factor", 1)]
    (review,) = [row for row in rows(anyone, "reviews") if row["about"] == "success-factor"]
    assert json.loads(review["card"])["stability"] > 0
    assert (review["due"] > day(FRI).isoformat(), review["poll"]) == (True, None)


async def test_a_wrong_answer_comes_back_sooner(anyone: Talk) -> None:
    await due(anyone)
    recall = anyone.said.tips["success-factor"].recall
    await anyone.say("/quiz")
    await vote(anyone, recall.correct % len(recall.options))
    assert [row["correct"] for row in rows(anyone, "answers")] == [0]
    (review,) = [row for row in rows(anyone, "reviews") if row["about"] == "success-factor"]
    assert review["due"] == (day(FRI) + timedelta(1)).isoformat()


async def test_a_poll_survives_a_restart_and_another_persons_vote_counts_for_nothing(anna: Talk, ilya: Talk) -> None:
    anna.house.allow("terminated by other getUpdates")
    await due(anna)
    await anna.say("/quiz")
    await ilya.say("/start")
    poll, user = anna.last["poll"]["id"], anna.house.world.people[ilya.person].user
    forwarded = {"poll_id": poll, "user": user, "option_ids": [0], "option_persistent_ids": ["0"]}
    await anna.house.push(poll_answer=forwarded)
    assert rows(anna, "answers") == rows(ilya, "answers") == []
    await anna.house.restart()
    await vote(anna, 0)
    assert len(rows(anna, "answers")) == 1


async def test_where_there_can_be_no_poll_there_are_buttons(anyone: Talk) -> None:
    await due(anyone)
    recall = anyone.said.tips["success-factor"].recall
    anyone.house.expect(NO_POLLS)
    anyone.house.world.faults.order("sendPoll", Fault(Refusal(400, f"Bad Request: {NO_POLLS}")), 1)
    text = await anyone.say("/quiz")
    assert recall.question in text
    assert all(f"{n}. {option}" in text for n, option in enumerate(recall.options, 1))
    assert anyone.labels == [str(n) for n in range(1, len(recall.options) + 1)]
    message, wrong = anyone.last, recall.correct % len(recall.options) + 1
    await anyone.tap(str(wrong))
    assert anyone.t("quiz.wrong", n=wrong) in anyone.text
    assert recall.explain in anyone.text
    assert anyone.last["message_id"] == message["message_id"]
    await anyone.press(f"recall:success-factor:{recall.correct}", message, stale=True)
    assert anyone.t("quiz.right") in anyone.text
    assert [row["correct"] for row in rows(anyone, "answers")] == [0]


@pytest.mark.parametrize("data", ["recall:cycle:9", "recall:no-row:1", "recall::", "recall:cycle"])
async def test_a_button_of_no_question_does_nothing(anna: Talk, data: str) -> None:
    await due(anna)
    await anna.say("/help")
    assert await anna.press(data, stale=True) == anna.t("button.unknown")
    assert rows(anna, "answers") == []


async def test_a_guessed_button_explains_and_counts_nothing(anna: Talk) -> None:
    await due(anna)
    await anna.say("/help")
    await anna.press("recall:training:1", stale=True)
    assert anna.said.tips["training"].recall.explain in anna.text
    assert rows(anna, "answers") == []


async def test_three_new_ones_a_week_then_the_next_week(anyone: Talk) -> None:
    await due(anyone)
    for _ in range(3):
        await anyone.say("/quiz")
        await vote(anyone, 0)
    assert len(rows(anyone, "answers")) == 3
    assert anyone.t("quiz.later", day="").split(".")[0] in await anyone.say("/quiz")


async def test_the_morning_message_offers_the_question(anyone: Talk) -> None:
    await due(anyone)
    assert [anyone.t("tips.question") in labels(message) for message in anyone.own] == [False, False, True, True]
    await anyone.press("quiz", anyone.own[-1])
    assert anyone.text == anyone.said.tips["success-factor"].recall.question


async def test_a_pause_shifts_what_is_due(anyone: Talk) -> None:
    await due(anyone)
    await anyone.say("/quiz")
    await vote(anyone, anyone.said.tips["success-factor"].recall.correct - 1)
    before = {row["about"]: row["due"] for row in rows(anyone, "reviews")}
    await anyone.say("/pause")
    await anyone.tap(anyone.t("pause.forever"))
    for ahead in (MON + 7, MON + 14):
        await at(anyone, ahead)
    assert {row["about"]: row["due"] for row in rows(anyone, "reviews")} == before
    await anyone.say("/pause")
    await anyone.tap(anyone.t("settings.button.go_on"))
    after = {row["about"]: row["due"] for row in rows(anyone, "reviews")}
    silent = timedelta(MON + 14 - FRI)
    assert after == {about: (day(0).fromisoformat(due) + silent).isoformat() for about, due in before.items()}


async def test_after_a_pause_with_an_end_nothing_is_due_in_a_heap(anyone: Talk) -> None:
    await due(anyone)
    asked = anyone.said.tips["success-factor"].recall
    await anyone.say("/quiz")
    await vote(anyone, asked.correct - 1)
    (due_day,) = [row["due"] for row in rows(anyone, "reviews") if row["about"] == "success-factor"]
    wait = (day(0).fromisoformat(due_day) - day(FRI)).days
    await anyone.say("/pause")
    await anyone.tap(anyone.t("pause.week", day="").split(",")[0])
    await at(anyone, FRI + wait)
    assert await anyone.say("/quiz") != asked.question
    habits = json.loads(anyone.house.rows(f"select habits from people where id = {anyone.person}")[0]["habits"])
    silent = (day(0).fromisoformat(habits["paused_until"]) - day(FRI)).days
    assert silent >= 7
    await at(anyone, FRI + wait + silent)
    assert await anyone.say("/quiz") == asked.question


async def test_forgetting_leaves_nothing(anyone: Talk) -> None:
    await due(anyone)
    await anyone.say("/quiz")
    await vote(anyone, 0)
    assert all(rows(anyone, table) for table in ("told", "reviews", "answers"))
    await anyone.say("/forget")
    await anyone.tap(anyone.t("forget.everything"))
    await anyone.tap(anyone.t("forget.now"))
    assert not any(rows(anyone, table) for table in ("told", "reviews", "answers"))
