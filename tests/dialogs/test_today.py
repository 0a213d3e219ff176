"""What the bot begins by itself: one message in the morning, one in the evening, and nothing where nothing is due."""

import pytest

from tests.dialogs.days import EVENING, MORNING, NOON, at, button, day, written
from tests.dialogs.deals import DAIRY, MURKY, PHONES
from tests.dialogs.house import Json, Talk, datas, text_of

pytestmark = pytest.mark.usefixtures("no_tips")

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def ledger(talk: Talk) -> list[tuple[str, str]]:
    return [(row["slot"], row["state"]) for row in talk.house.rows("select slot, state from ledger order by id")]


async def typical(talk: Talk) -> None:
    await at(talk, MON)
    await talk.check(PHONES)
    await talk.tap(talk.t("on_card.typical_yes"))


async def left_check(talk: Talk, ahead: int = MON, hour: int = NOON) -> None:
    await at(talk, ahead, hour)
    await talk.say("/deal")
    await talk.step({})


async def step(talk: Talk, name: str) -> None:
    """A deal with a step for today."""
    await talk.check(DAIRY, name=name)
    await talk.tap(talk.t("on_card.take"))
    await talk.tap(talk.t("steps.today"))


async def test_where_nothing_is_due_nothing_is_sent(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")
    for ahead in range(TUE, TUE + 40, 3):
        await at(anyone, ahead)
    assert anyone.own == []
    assert ledger(anyone) == []


async def test_a_check_that_was_left_is_mentioned_once(anyone: Talk) -> None:
    await left_check(anyone, hour=MORNING - 60)
    await at(anyone, TUE)
    (text,) = written(anyone)
    assert anyone.t("today.left", name=anyone.t("name.default", n=1), n=2) in text
    await anyone.tap(anyone.t("today.resume"), anyone.own[0])
    assert anyone.question("stage") in anyone.text
    for ahead in (WED, THU, MON + 7):
        await at(anyone, ahead)
    assert anyone.own == []
    assert len(ledger(anyone)) == 1


async def test_a_check_left_less_than_a_day_ago_waits_for_the_next_morning(anyone: Talk) -> None:
    await left_check(anyone, hour=MORNING + 60)
    await at(anyone, TUE, MORNING)
    assert anyone.own == []
    await at(anyone, WED)
    assert len(anyone.own) == 1


async def test_a_check_that_was_put_aside_or_finished_is_not_mentioned(anyone: Talk) -> None:
    await left_check(anyone)
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.aside"))
    await at(anyone, WED)
    assert anyone.own == []


async def test_the_typical_sale_is_offered_for_a_check_once_a_month(anyone: Talk) -> None:
    await typical(anyone)
    await at(anyone, MON + 28)
    assert anyone.own == []
    for ahead in (WED + 28, THU + 28, FRI + 28):
        await at(anyone, ahead)
    (message,) = anyone.own
    assert anyone.t("today.monthly", name=anyone.t("name.typical")) in text_of(message)
    await at(anyone, MON + 63)
    assert len(anyone.own) == 2
    await anyone.tap(anyone.t("today.check"), anyone.own[-1])
    await anyone.tap(anyone.t("again_sale.no"))
    assert anyone.asked == "success-factor"
    await anyone.finish(PHONES)
    await at(anyone, MON + 91)
    assert len(anyone.own) == 1


async def everything(talk: Talk) -> Json:
    """The message with four steps, a talk, a check that was left, and a typical sale that is a month old."""
    await typical(talk)
    await at(talk, TUE + 28)
    for n in range(4):
        await talk.say("/deal")
        await talk.tap(talk.t("which.single"))
        await talk.finish({"usual": "no", **DAIRY, "procedure": "b2b", "public": "unknown"}, name=f"{n} {'W' * 58}")
        await talk.tap(talk.t("on_card.take"))
        await talk.say(day(THU + 28).strftime("%d.%m.%Y"))
    await talk.say("/deal")
    await talk.tap(talk.t("which.single"))
    await talk.step({})
    await at(talk, WED + 28, MORNING)
    await at(talk, WED + 28, EVENING + 30)
    await talk.say("/go")
    await talk.tap("3 ")
    assert talk.own == []
    await at(talk, THU + 28)
    (message,) = talk.own
    return message


async def test_all_that_is_due_fits_one_message(anyone: Talk) -> None:
    message = await everything(anyone)
    text = text_of(message)
    assert len(text) <= 1200
    assert [f"{n + 1}. {n} WW" in text for n in range(4)] == [True, True, True, False]
    assert str(anyone.house.texts.words[anyone.lang].count("today.more", 1)) in text
    assert anyone.t("today.visit", name=f"3 {'W' * 58}") in text
    assert anyone.t("today.left", name=anyone.t("name.default", n=6), n=2) in text
    assert anyone.t("today.monthly", name=anyone.t("name.typical")) in text
    assert anyone.t("card.law_maybe") in text
    verbs = [data.split(":")[0] for data in datas(message)]
    steps = ["step_done", "step_to", "step_to", "step_drop"] * 3
    assert verbs == [*steps, "went", "went", "went", "left", "monthly"]


async def test_what_is_decided_about_leaves_the_message_until_it_is_empty(anyone: Talk) -> None:
    await everything(anyone)

    async def left(verb: str, place: int = 0) -> list[str]:
        (message,) = anyone.own
        await anyone.press(button(message, verb, place), message)
        return [data.split(":")[0] for data in datas(anyone.own[0])] if anyone.own else []

    steps, others = ["step_done", "step_to", "step_to", "step_drop"], ["left", "monthly"]
    assert await left("went", 2) == [*steps * 3, *others]
    assert await left("step_drop") == [*steps * 2, *others]
    assert anyone.t("today.decided_dropped", name=f"0 {'W' * 58}") in text_of(anyone.own[0])
    assert await left("left") == [*steps * 2, "monthly"]
    assert anyone.asked == "stage"
    assert await left("step_to") == [*steps, "monthly"]
    assert await left("monthly") == steps
    assert anyone.t("again_sale.text") in anyone.text
    assert await left("step_drop") == []
    states = [row["state"] for row in anyone.house.rows("select state from steps order by taken_at")]
    assert states == ["dropped", "open", "dropped", "open"]


async def test_what_was_answered_this_day_is_not_asked_again_after_the_step(anyone: Talk) -> None:
    await at(anyone, MON, EVENING + 30)
    await anyone.check({**MURKY, "rest": "yes"}, name="Dairy")
    await anyone.tap(anyone.t("on_card.take"))
    await anyone.tap(anyone.t("steps.tomorrow"))
    await anyone.say("/go")
    await at(anyone, TUE)
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.moved"), message)
    assert anyone.asked == "decision-makers"
    await anyone.step({"decision-makers": "b2b"})
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.done"), message)
    assert [row["todo"] for row in anyone.house.rows("select todo from checks where state = 'open'")] == [
        '["success-factor", "negotiation"]'
    ]
    shown = next(one for one in anyone.messages if one["message_id"] == message["message_id"])
    assert anyone.question("success-factor") in text_of(shown)


async def test_where_all_was_answered_this_day_the_card_is_shown(anyone: Talk) -> None:
    await at(anyone, MON, EVENING + 30)
    await anyone.check({**MURKY, "rest": "yes"}, name="Dairy")
    await anyone.tap(anyone.t("on_card.take"))
    await anyone.tap(anyone.t("steps.tomorrow"))
    await anyone.say("/go")
    await at(anyone, TUE)
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.done"), message)
    while anyone.asked != "why":
        await anyone.step(MURKY)
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.moved"), message)
    assert anyone.asked == "why"
    assert len(anyone.house.rows("select 1 from checks")) == 2
    assert [row["state"] for row in anyone.house.rows("select state from visits")] == ["moved"]


async def test_two_messages_a_day_at_most_whatever_is_due(anyone: Talk) -> None:
    await at(anyone, MON)
    for n in range(3):
        await step(anyone, f"Dairy {n}")
    for ahead in (TUE, WED, THU):
        await at(anyone, ahead)
        await anyone.say("/go")
        await anyone.tap("Dairy 0")
        await anyone.say("/go")
        await anyone.tap("Dairy 1")
        for hour in (EVENING, EVENING + 20, EVENING + 50):
            await at(anyone, ahead, hour)
    slots = [slot for slot, _ in ledger(anyone)]
    days = [day(ahead).isoformat() for ahead in (TUE, WED, THU)]
    assert slots == [f"{kind}:{anyone.person}:{one}" for one in days for kind in ("morning", "evening")]
    assert {state for _, state in ledger(anyone)} == {"sent"}


async def test_a_day_off_is_silent_and_monday_catches_up(anyone: Talk) -> None:
    await at(anyone, FRI)
    await anyone.check(DAIRY, name="Dairy")
    await anyone.tap(anyone.t("on_card.take"))
    await anyone.tap(anyone.t("steps.tomorrow"))
    assert anyone.t("steps.remind_off", day="", when="").strip(" .") in anyone.text
    for ahead in (SAT, SUN):
        await at(anyone, ahead, EVENING)
    assert anyone.own == []
    await at(anyone, MON + 7)
    assert len(anyone.own) == 1


async def test_a_paused_person_gets_nothing_and_all_of_it_afterwards(anyone: Talk) -> None:
    await at(anyone, MON)
    await step(anyone, "Dairy")
    await anyone.say("/pause")
    await anyone.tap(anyone.t("pause.forever"))
    for ahead in (TUE, WED):
        await at(anyone, ahead)
    assert anyone.own == []
    await anyone.say("/pause")
    await anyone.tap(anyone.t("settings.button.go_on"))
    await at(anyone, THU)
    (text,) = written(anyone)
    assert "Dairy" in text


async def test_the_message_is_in_the_language_of_the_person(anna: Talk, ilya: Talk) -> None:
    await at(anna, MON)
    for talk in (anna, ilya):
        await step(talk, "Dairy")
    await at(ilya, TUE)
    for talk in (anna, ilya):
        (text,) = written(talk)
        assert text.startswith(talk.t("today.morning"))
