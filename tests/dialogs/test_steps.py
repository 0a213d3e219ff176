"""The next step: taken from a card, dated, reminded of in the morning, done and checked."""

import json
from typing import Any

import pytest

from tests.dialogs.days import MORNING, NOON, at, button, day, said, settled, written
from tests.dialogs.deals import COMMITTEE, DAIRY, FACTORY, FOG, MURKY, PHONES
from tests.dialogs.house import Talk, datas, labels, text_of

pytestmark = pytest.mark.usefixtures("no_tips")

NOT_MODIFIED = "message is not modified"
LEFT_BEHIND = "terminated by other getUpdates"
"""The poll of a bot that was stopped."""
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def steps(talk: Talk) -> list[dict[str, Any]]:
    return [dict(row) for row in talk.house.rows("select * from steps order by taken_at, id")]


def step(talk: Talk) -> dict[str, Any]:
    (found,) = [row for row in steps(talk) if row["state"] == "open"]
    return found


def checks(talk: Talk) -> list[dict[str, Any]]:
    return [dict(row) for row in talk.house.rows("select * from checks order by started_at")]


async def card(talk: Talk, deal: dict[str, str] = DAIRY, name: str | None = "Dairy", ahead: int = MON) -> None:
    await at(talk, ahead)
    await talk.check(deal, name=name)


async def taken(talk: Talk, key: str = "steps.tomorrow", **more: Any) -> None:
    """A step of a new deal."""
    await card(talk, **more)
    await talk.tap(talk.t("on_card.take"))
    await talk.tap(talk.t(key))


@pytest.mark.parametrize(
    ("today", "key", "meant", "kept"),
    [
        (MON, "steps.today", MON, MON),
        (MON, "steps.tomorrow", TUE, TUE),
        (MON, "steps.in_three", THU, THU),
        (WED, "steps.in_three", SAT, SUN + 1),
        (THU, "steps.in_three", SUN, SUN + 1),
        (FRI, "steps.tomorrow", SAT, SAT),
    ],
)
async def test_a_step_is_taken_for_a_day_with_its_weekday(
    anyone: Talk, today: int, key: str, meant: int, kept: int
) -> None:
    await card(anyone, ahead=today)
    await anyone.tap(anyone.t("on_card.take"))
    assert anyone.t("steps.when") in anyone.text
    assert anyone.said.mismatches.under["decision-makers.success-factor"].late in anyone.text
    await anyone.tap(anyone.t(key))
    assert step(anyone)["day"] == day(kept).isoformat()
    assert anyone.t("steps.day", day=said(anyone, kept)) in anyone.text
    free = said(anyone, meant)
    assert (anyone.t("steps.free", day=free[0].upper() + free[1:]) in anyone.text) == (meant != kept)


async def test_a_step_keeps_its_finding_and_the_rows_that_it_can_change(anna: Talk) -> None:
    await taken(anna)
    found = step(anna)
    assert (found["finding"], found["source"]) == ("decision-makers.success-factor", checks(anna)[0]["id"])
    assert json.loads(found["rows"]) == ["success-factor", "decision-makers", "negotiation"]


@pytest.mark.parametrize(
    ("deal", "finding", "rows"),
    [
        (COMMITTEE, "over.focus", ["focus", "cycle"]),
        (MURKY, "blind.decision-makers", ["decision-makers", "success-factor", "negotiation"]),
        (FACTORY, "keep.decision-makers", ["decision-makers", "success-factor", "negotiation"]),
    ],
)
async def test_every_kind_of_card_gives_a_step(
    anyone: Talk, deal: dict[str, str], finding: str, rows: list[str]
) -> None:
    await taken(anyone, deal=deal)
    found = step(anyone)
    assert (found["finding"], json.loads(found["rows"])) == (finding, rows)
    await at(anyone, TUE, MORNING)
    (message,) = anyone.own
    assert "Dairy" in text_of(message)


@pytest.mark.parametrize(("public", "key"), [("yes", None), ("unknown", "card.law_maybe"), ("no", None)])
async def test_an_action_that_leads_to_people_reminds_of_the_law_unless_it_says_it_itself(
    anyone: Talk, public: str, key: str | None
) -> None:
    await taken(anyone, deal={**DAIRY, "public": public})
    for said_by in (anyone.text, await asked_anew(anyone)):
        assert [law for law in ("card.law", "card.law_maybe") if anyone.t(law) in said_by] == ([key] if key else [])
    await at(anyone, TUE)
    (message,) = written(anyone)
    assert [law for law in ("card.law", "card.law_maybe") if anyone.t(law) in message] == ([key] if key else [])
    words = anyone.said.mismatches.under["decision-makers.success-factor"].public
    assert words is not None
    assert (words.late in message) == (public == "yes")


async def asked_anew(talk: Talk) -> str:
    await talk.tap(talk.t("steps.date"))
    return talk.text


async def test_a_card_without_advice_has_no_step(anyone: Talk) -> None:
    await card(anyone, FOG)
    assert "take" not in {data.split(":")[0] for data in datas(anyone.last)}


TYPED = {
    "ru": [
        ("завтра", TUE),
        ("в пятницу", FRI),
        ("через 3 дня", THU),
        ("через неделю", MON + 7),
        ("в воскресенье", SUN),
    ],
    "en": [("tomorrow", TUE), ("friday", FRI), ("in 3 days", THU), ("next wednesday", WED + 7), ("on sunday", SUN)],
}


async def test_a_day_may_be_typed(anyone: Talk) -> None:
    await taken(anyone)
    for text, ahead in [*TYPED[anyone.lang], (day(9).strftime("%d.%m.%Y"), 9)]:
        await anyone.tap(anyone.t("steps.date"))
        assert anyone.t("steps.day", day=said(anyone, ahead)) in await anyone.say(text)
        assert step(anyone)["day"] == day(ahead).isoformat()


async def test_a_new_step_may_be_dated_by_typing(anyone: Talk) -> None:
    await card(anyone)
    await anyone.tap(anyone.t("on_card.take"))
    text, ahead = TYPED[anyone.lang][1]
    await anyone.say(text)
    assert step(anyone)["day"] == day(ahead).isoformat()


async def test_a_day_off_that_was_typed_is_kept_and_says_why_the_reminder_comes_later(anyone: Talk) -> None:
    await taken(anyone)
    for ahead in (SAT, FRI):
        await anyone.tap(anyone.t("steps.date"))
        text = await anyone.say(day(ahead).strftime("%d.%m.%Y"))
        assert step(anyone)["day"] == day(ahead).isoformat()
        off = said(anyone, SAT)
        off = anyone.t("steps.remind_off", day=off[0].upper() + off[1:], when="|").split("|")[0]
        assert (off in text) == (ahead == SAT)


@pytest.mark.parametrize("text", ["31.02", "01.01.2020", "тыква"])
async def test_what_is_no_day_ahead_gets_one_sentence_and_the_question_again(anyone: Talk, text: str) -> None:
    await card(anyone)
    await anyone.tap(anyone.t("on_card.take"))
    for _ in range(2):
        assert anyone.t("steps.unclear") in await anyone.say(text)
        assert anyone.t("steps.today") in anyone.labels
    assert steps(anyone) == []
    await anyone.tap(anyone.t("steps.today"))
    assert step(anyone)["day"] == day(MON).isoformat()


async def test_whoever_goes_on_writing_has_something_else_in_mind(anna: Talk) -> None:
    await card(anna)
    await anna.tap(anna.t("on_card.take"))
    await anna.say("тендер")
    await anna.say("тендер")
    assert (await anna.say("тендер")).startswith(anna.said.rows["procedure"].title)
    assert (await anna.say("тендер")).startswith(anna.said.rows["procedure"].title)


async def test_back_to_the_card_takes_no_step_and_asks_for_no_day(anyone: Talk) -> None:
    await card(anyone)
    shown = anyone.text
    await anyone.tap(anyone.t("on_card.take"))
    await anyone.tap(anyone.t("button.card"))
    assert anyone.text == shown
    assert anyone.t("steps.unclear") not in await anyone.say("B2B")
    assert steps(anyone) == []


async def test_the_open_check_listens_again_after_the_day(anyone: Talk) -> None:
    await card(anyone)
    taking = button(anyone.last, "take")
    card_message = anyone.last
    await anyone.say("/deal")
    await anyone.press(taking, card_message)
    await anyone.say(TYPED[anyone.lang][0][0])
    assert step(anyone)["day"] == day(TUE).isoformat()
    assert anyone.question("stage") in await anyone.say("1")


async def test_a_new_step_replaces_the_one_the_deal_had(anyone: Talk) -> None:
    await taken(anyone, "steps.today")
    await anyone.tap(anyone.t("button.card"))
    await anyone.tap(anyone.t("on_card.take"))
    assert anyone.t("steps.replaces", day=said(anyone, MON)) in anyone.text
    await anyone.tap(anyone.t("steps.in_three"))
    assert anyone.t("steps.replaced") in anyone.text
    assert [row["state"] for row in steps(anyone)] == ["dropped", "open"]
    assert step(anyone)["day"] == day(THU).isoformat()


async def test_the_step_is_found_on_the_screen_of_its_deal(anyone: Talk) -> None:
    await taken(anyone)
    await anyone.tap(anyone.t("button.card"))
    await anyone.more(anyone.t("on_card.deal"))
    await anyone.tap(anyone.t("deals.to_step"))
    assert anyone.t("steps.day", day=said(anyone, TUE)) in anyone.text
    await anyone.tap(anyone.t("steps.done"))
    assert anyone.asked == "success-factor"
    assert step_states(anyone) == ["done"]


async def test_a_double_tap_takes_one_step(anyone: Talk) -> None:
    anyone.house.expect(NOT_MODIFIED)
    await card(anyone)
    await anyone.tap(anyone.t("on_card.take"))
    data = button(anyone.last, "take_on", 1)
    for _ in range(2):
        await anyone.press(data, stale=True)
    assert len(steps(anyone)) == 1
    assert anyone.t("steps.replaced") not in anyone.text


async def test_a_step_is_moved_and_dropped(anyone: Talk) -> None:
    await taken(anyone)
    message = anyone.last
    await anyone.tap(anyone.t("steps.date"))
    assert anyone.t("steps.now", day=said(anyone, TUE)) in anyone.text
    await anyone.tap(anyone.t("button.back"))
    assert anyone.t("steps.day", day=said(anyone, TUE)) in anyone.text
    await anyone.tap(anyone.t("steps.date"))
    await anyone.tap(anyone.t("steps.in_three"))
    assert step(anyone)["day"] == day(THU).isoformat()
    drop = button(anyone.last, "step_drop")
    await anyone.tap(anyone.t("steps.drop"))
    assert anyone.t("steps.dropped", name="Dairy") in anyone.text
    assert [row["state"] for row in steps(anyone)] == ["dropped"]
    for data in (drop, button(message, "step_date"), button(message, "step_done")):
        assert await anyone.press(data, message, stale=True) == anyone.t("steps.over")
    await at(anyone, FRI, NOON)
    assert anyone.own == []


async def test_the_morning_reminds_and_what_is_done_is_asked_again_at_once(anyone: Talk) -> None:
    await taken(anyone)
    await at(anyone, TUE, MORNING - 1)
    assert anyone.own == []
    await at(anyone, TUE, MORNING)
    (message,) = anyone.own
    assert anyone.said.mismatches.under["decision-makers.success-factor"].late in text_of(message)
    assert labels(message) == [anyone.t(key) for key in ("today.done", "today.tomorrow", "today.week", "today.drop")]
    await anyone.tap(anyone.t("today.done"), message)
    assert step_states(anyone) == ["done"]
    asked = []
    while anyone.asked != "why":
        asked.append(anyone.asked)
        assert await anyone.step({"success-factor": "b2b", "decision-makers": "b2b", "negotiation": "b2b"})
    assert asked == ["success-factor", "decision-makers", "negotiation"]
    before, now = checks(anyone)
    assert (now["prior"], now["state"]) == (before["id"], "done")
    assert anyone.t("card.gone", rows="").rstrip(".") in anyone.text
    assert json.loads(now["result"])["fit"] > json.loads(before["result"])["fit"]
    await at(anyone, FRI)
    assert anyone.own == []


def step_states(talk: Talk) -> list[str]:
    return [row["state"] for row in steps(talk)]


async def test_a_reminder_is_put_off_until_tomorrow_or_for_a_week(anyone: Talk) -> None:
    await taken(anyone, "steps.today")
    await at(anyone, TUE, MORNING)
    await anyone.tap(anyone.t("today.tomorrow"), anyone.own[0])
    assert anyone.t("steps.day", day=said(anyone, WED)) in anyone.text
    await at(anyone, WED, MORNING)
    await anyone.tap(anyone.t("today.week"), anyone.own[0])
    assert step(anyone)["day"] == day(WED + 7).isoformat()
    await at(anyone, TUE + 7)
    assert anyone.own == []
    await at(anyone, WED + 7)
    (message,) = anyone.own
    assert anyone.t("today.last") in text_of(message)
    await anyone.tap(anyone.t("today.drop"), message)
    assert anyone.t("steps.dropped", name="Dairy") in anyone.text
    assert step_states(anyone) == ["dropped"]


async def test_a_week_later_that_is_a_day_off_becomes_the_next_working_day(anna: Talk) -> None:
    await taken(anna, "steps.tomorrow")
    await at(anna, TUE, MORNING)
    message = anna.own[0]
    anna.house.clock.ahead += (SAT - TUE) * 86_400_000
    await anna.press(button(message, "step_to", 1), message)
    assert step(anna)["day"] == day(MON + 14).isoformat()
    assert anna.t("steps.free", day=said(anna, SAT + 7).capitalize()) in anna.text


async def test_after_three_reminders_there_is_silence_and_the_deal_shows_it(anyone: Talk) -> None:
    await taken(anyone)
    for ahead in (TUE, WED, THU, FRI, MON + 7):
        await at(anyone, ahead)
    texts = written(anyone)
    assert len(texts) == 3
    assert [anyone.t("today.last") in text for text in texts] == [False, False, True]
    late = anyone.t("today.since", day=anyone.house.texts.words[anyone.lang].day(day(TUE)))
    assert [late in text for text in texts] == [False, True, True]
    assert step(anyone)["reminders"] == 3
    assert anyone.t("deals.stale") in await anyone.say("/deals")
    await anyone.press(button(anyone.own[-1], "step_done"), anyone.own[-1])
    assert step_states(anyone) == ["done"]


async def test_a_step_put_off_by_its_last_reminder_says_that_there_are_no_more(anyone: Talk) -> None:
    await taken(anyone)
    for ahead in (TUE, WED, THU):
        await at(anyone, ahead)
    await anyone.tap(anyone.t("today.tomorrow"), anyone.own[-1])
    assert anyone.t("steps.silent") in anyone.text
    await at(anyone, FRI)
    await at(anyone, MON + 7)
    assert len(anyone.own) == 2
    await anyone.tap(anyone.t("steps.date"))
    await anyone.tap(anyone.t("steps.tomorrow"))
    assert anyone.t("steps.silent") not in anyone.text
    await at(anyone, TUE + 7)
    assert len(anyone.own) == 3


async def test_a_day_of_downtime_loses_no_reminder_and_doubles_none(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    await taken(anyone)
    await anyone.house.stop()
    await at(anyone, WED, MORNING - 60)
    await anyone.house.start()
    await settled(anyone.house)
    assert anyone.own == []
    await at(anyone, WED, MORNING)
    (text,) = written(anyone)
    assert "Dairy" in text
    assert step(anyone)["reminders"] == 1


async def test_a_morning_that_was_slept_through_is_made_up_on_the_same_day(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    await taken(anyone)
    await anyone.house.stop()
    await at(anyone, TUE, NOON)
    await anyone.house.start()
    await settled(anyone.house)
    assert len(anyone.own) == 1
    await anyone.house.restart()
    await settled(anyone.house)
    assert len(anyone.own) == 1


async def test_a_restart_between_any_two_taps_changes_nothing(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    restart = anyone.house.restart
    await card(anyone)
    await restart()
    await anyone.tap(anyone.t("on_card.take"))
    await restart()
    await anyone.say(TYPED[anyone.lang][0][0])
    await restart()
    await at(anyone, TUE, MORNING)
    await restart()
    await settled(anyone.house)
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.done"), message)
    await restart()
    await anyone.step({"success-factor": "b2b"})
    await restart()
    await anyone.finish({"decision-makers": "b2b", "negotiation": "b2b"})
    assert step_states(anyone) == ["done"]
    assert anyone.own == []


async def several(talk: Talk, many: int) -> None:
    await at(talk, MON)
    for n in range(many):
        await talk.check(DAIRY, name=f"Dairy {n}")
        await talk.tap(talk.t("on_card.take"))
        await talk.tap(talk.t("steps.tomorrow"))


async def test_up_to_three_steps_stand_in_one_message_and_the_rest_is_counted(anyone: Talk) -> None:
    await several(anyone, 5)
    await at(anyone, TUE, MORNING)
    (message,) = anyone.own
    text = text_of(message)
    assert [f"{n + 1}. Dairy {n}" in text for n in range(5)] == [True, True, True, False, False]
    assert str(anyone.house.texts.words[anyone.lang].count("today.more", 2)) in text
    assert len(labels(message)) == 12
    assert f"2. {anyone.t('today.done')}" in labels(message)
    assert [row["reminders"] for row in steps(anyone)] == [1, 1, 1, 0, 0]
    assert len(text) <= 1200


async def test_what_is_decided_about_leaves_the_message_and_the_rest_stays_in_it(anyone: Talk) -> None:
    await several(anyone, 3)
    await at(anyone, TUE, MORNING)
    (message,) = anyone.own
    ids = [row["id"] for row in steps(anyone)]
    await anyone.tap(f"2. {anyone.t('today.week')}", message)
    (message,) = anyone.own
    text = text_of(message)
    assert anyone.t("today.decided_later", name="Dairy 1", day=said(anyone, TUE + 7)) in text
    assert ["1. Dairy 0" in text, "2. Dairy 2" in text, len(labels(message))] == [True, True, 8]
    await anyone.tap(f"1. {anyone.t('today.done')}", message)
    assert anyone.asked == "success-factor"
    (message,) = anyone.own
    assert anyone.t("today.decided_done", name="Dairy 0") in text_of(message)
    assert labels(message)[0] == anyone.t("today.done")
    await anyone.finish({"success-factor": "b2b", "decision-makers": "b2b"})
    await anyone.tap(anyone.t("today.drop"), message)
    assert anyone.own == []
    states = {row["id"]: row["state"] for row in steps(anyone)}
    assert [states[one] for one in ids] == ["done", "open", "dropped"]


async def test_a_closed_deal_is_not_reminded_of_and_takes_no_step(anyone: Talk) -> None:
    await taken(anyone)
    await anyone.tap(anyone.t("button.card"))
    shown = anyone.last
    take = button(shown, "take")
    await anyone.more(anyone.t("on_card.deal"))
    await anyone.tap(anyone.t("deals.close"))
    await anyone.tap(anyone.t("deals.won"))
    assert await anyone.press(take, shown, stale=True) == anyone.t("steps.closed")
    await at(anyone, TUE)
    assert anyone.own == []


async def test_buttons_of_another_person_and_of_nothing_do_no_harm(anna: Talk, ilya: Talk) -> None:
    await taken(anna)
    await at(anna, TUE, MORNING)
    (message,) = anna.own
    await ilya.say("/start")
    for verb in ("step_done", "step_drop", "step_to"):
        assert await ilya.press(button(message, verb), stale=True) == ilya.t("steps.over")
    for data in ("step_on:zzz:1", "step_date:", "step:AAAAAAAAAAE", "step_to:AAAAAAAAAAE:1:2020-99-99nm"):
        assert await ilya.press(data, stale=True) == ilya.t("steps.over")
    await ilya.press("take_on:AAAAAAAAAAE:1", stale=True)
    assert step(anna)["reminders"] == 1


async def test_what_is_kept_up_on_a_shift_is_asked_about_in_the_evening(anyone: Talk) -> None:
    await card(anyone, PHONES, None)
    await anyone.tap(anyone.t("on_card.typical_yes"))
    await anyone.tap(anyone.t("on_card.take_shift"))
    assert anyone.t("going.goal") in anyone.text
    assert steps(anyone) == []
