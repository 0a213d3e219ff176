"""Going to a client: one screen before, one question in the evening, one about the deal after it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.catalog import Catalog
from handlers.callbacks import pack_id
from tests.dialogs.days import EVENING, MORNING, NOON, at, button, day, settled
from tests.dialogs.deals import CARDS, DAIRY, FACTORY, FOG, MURKY, PHONES
from tests.dialogs.house import TEXTS, Json, Talk, datas, labels, text_of

pytestmark = pytest.mark.usefixtures("no_tips")

NOT_MODIFIED = "message is not modified"
LEFT_BEHIND = "terminated by other getUpdates"
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
PUBLIC = {**DAIRY, "public": "yes"}


def visits(talk: Talk) -> list[dict[str, Any]]:
    return [dict(row) for row in talk.house.rows("select * from visits order by created_at, id")]


def checks(talk: Talk) -> list[dict[str, Any]]:
    return [dict(row) for row in talk.house.rows("select * from checks order by started_at")]


def goal(talk: Talk, row: str, key: str) -> str:
    words = talk.said.rows[row].goal
    assert words is not None
    return str(getattr(words, key))


def ask(talk: Talk, row: str) -> str:
    question = talk.said.rows[row].question
    assert question is not None
    return str(question.ask)


def plain(line: str) -> str:
    """A line as it stands in quotes, where its full stop goes outside."""
    return line.rstrip(".")


async def deal(talk: Talk, answers: dict[str, str] = DAIRY, name: str | None = "Dairy", hour: int = NOON) -> None:
    await at(talk, MON, hour)
    await talk.check({**answers, "rest": "yes"}, name=name)


async def visit(talk: Talk, answers: dict[str, str] = DAIRY, hour: int = NOON) -> Json:
    """The evening's question about the talk of that day."""
    await deal(talk, answers, hour=hour)
    await talk.say("/go")
    await at(talk, MON, EVENING)
    (message,) = talk.own
    return message


async def test_without_a_deal_it_leads_to_a_check(anyone: Talk) -> None:
    assert await anyone.say("/go") == anyone.t("going.none")
    await anyone.tap(anyone.t("button.deal"))
    assert anyone.question("decision-makers") in anyone.text


async def test_with_a_single_deal_it_goes_straight_to_it(anyone: Talk) -> None:
    await deal(anyone)
    text = await anyone.say("/go")
    assert text.startswith("Dairy\n")
    assert f"{anyone.t('going.goal')} {goal(anyone, 'decision-makers', 'b2b')}." in text
    first, second = ask(anyone, "cycle"), goal(anyone, "decision-makers", "b2b_ask")
    assert 0 < text.index(first) < text.index(second)
    assert plain(anyone.said.mismatches.under["decision-makers.success-factor"].line) in text
    assert f"{anyone.t('going.avoid')} {goal(anyone, 'decision-makers', 'b2b_avoid')}." in text
    assert len(text) <= 600


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("over", [("cycle", "b2c"), ("cycle", "b2c_ask"), ("focus", "b2c_ask"), ("cycle", "b2c_avoid")]),
        ("fits", [("decision-makers", "b2c"), ("decision-makers", "b2c_ask"), ("decision-makers", "b2c_avoid")]),
        ("fits_b2b", [("decision-makers", "b2b"), ("decision-makers", "b2b_ask"), ("decision-makers", "b2b_avoid")]),
        ("blind", [("decision-makers", "unknown"), ("decision-makers", "b2b_avoid")]),
        ("unknown", [("decision-makers", "unknown")]),
    ],
)
async def test_every_kind_of_card_leads_to_a_talk(anyone: Talk, kind: str, said: list[tuple[str, str]]) -> None:
    await deal(anyone, CARDS[kind])
    text = await anyone.say("/go")
    for row, key in said:
        assert goal(anyone, row, key) in text


async def test_what_the_client_knows_and_the_seller_does_not_is_asked_first(anyone: Talk) -> None:
    await deal(anyone, MURKY)
    text = await anyone.say("/go")
    assert plain(anyone.said.mismatches.blind["decision-makers"].line) in text
    assert text.index(ask(anyone, "cycle")) < text.index(ask(anyone, "impact"))


async def test_the_last_three_deals_are_offered_and_all_the_others_are_a_tap_away(anyone: Talk) -> None:
    for n in range(4):
        await deal(anyone, name=f"Dairy {n}", hour=NOON + n)
    await anyone.say("/deal")
    assert await anyone.say("/go") == anyone.t("going.which")
    assert anyone.labels == ["Dairy 3", "Dairy 2", "Dairy 1", anyone.t("going.all")]
    await anyone.tap("Dairy 1")
    assert anyone.text.startswith("Dairy 1\n")
    await anyone.tap(anyone.t("going.another"))
    assert anyone.labels[:3] == ["Dairy 1", "Dairy 3", "Dairy 2"]
    await anyone.tap(anyone.t("going.all"))
    assert anyone.t("deals.title") in anyone.text


async def test_retail_goes_on_shift_with_its_typical_sale(anyone: Talk) -> None:
    await deal(anyone, PHONES, None)
    await anyone.tap(anyone.t("on_card.typical_yes"))
    text = await anyone.say("/go")
    assert text.startswith(f"{anyone.t('name.typical')}\n")
    await at(anyone, MON, EVENING)
    (message,) = anyone.own
    assert anyone.t("today.shift", name=anyone.t("name.typical")) in text_of(message)
    assert labels(message) == [anyone.t(f"today.shift_{how}") for how in ("moved", "stuck", "none")]
    await anyone.tap(anyone.t("today.shift_moved"), message)
    assert anyone.asked == "success-factor"
    await anyone.step(PHONES)
    assert anyone.asked == "why"


async def test_going_on_shift_makes_a_floating_day_a_working_one(anyone: Talk) -> None:
    await deal(anyone, PHONES, None)
    await anyone.tap(anyone.t("on_card.typical_yes"))
    await anyone.say("/settings")
    await anyone.press("days:floating", stale=True)
    await anyone.say("/go")
    await at(anyone, MON, EVENING)
    (message,) = anyone.own
    assert anyone.t("today.shift", name=anyone.t("name.typical")) in text_of(message)


async def test_with_deals_beside_it_the_shift_has_a_button_of_its_own(anyone: Talk) -> None:
    await deal(anyone, PHONES, None)
    await anyone.tap(anyone.t("on_card.typical_yes"))
    await anyone.say("/deal")
    await anyone.tap(anyone.t("which.single"))
    await anyone.finish(DAIRY, name="Dairy")
    await anyone.say("/go")
    assert anyone.labels == ["Dairy", anyone.t("going.shift"), anyone.t("going.all")]
    await anyone.tap(anyone.t("going.shift"))
    assert anyone.text.startswith(anyone.t("name.typical"))


async def test_a_deal_and_its_card_lead_to_the_client_too(anyone: Talk) -> None:
    await deal(anyone)
    await anyone.more(anyone.t("on_card.go"))
    assert anyone.t("going.goal") in anyone.text
    await anyone.tap(anyone.t("going.card"))
    await anyone.more(anyone.t("on_card.deal"))
    await anyone.tap(anyone.t("deals.go"))
    assert anyone.t("going.goal") in anyone.text
    assert len(visits(anyone)) == 1


async def test_the_same_deal_is_visited_once_a_day(anyone: Talk) -> None:
    await deal(anyone)
    first = await anyone.say("/go")
    assert await anyone.say("/go") == first
    await at(anyone, MON, EVENING)
    assert len(anyone.own) == 1
    await at(anyone, TUE)
    await anyone.say("/go")
    await at(anyone, TUE, EVENING)
    assert [row["day"] for row in visits(anyone)] == [day(MON).isoformat(), day(TUE).isoformat()]
    assert len(anyone.own) == 2


async def test_in_a_public_purchase_only_its_own_words_are_said(anyone: Talk) -> None:
    await deal(anyone, PUBLIC)
    text = await anyone.say("/go")
    for row in ("decision-makers", "procedure"):
        assert goal(anyone, row, "public_ask") in text
        for key in ("b2b", "b2b_ask", "b2b_avoid", "unknown"):
            assert goal(anyone, row, key) not in text
    assert goal(anyone, "decision-makers", "public") in text
    assert goal(anyone, "decision-makers", "public_avoid") in text
    public = anyone.said.mismatches.under["decision-makers.success-factor"].public
    assert public is not None
    assert plain(public.line) in text
    assert (anyone.t("card.law") in text) == (anyone.lang == "en")


async def test_where_nobody_said_whether_it_is_public_the_law_is_mentioned(anyone: Talk) -> None:
    await deal(anyone, {**DAIRY, "public": "unknown"})
    assert anyone.t("card.law_maybe") in await anyone.say("/go")


@pytest.mark.parametrize("how", ["moved", "stuck"])
async def test_the_evening_asks_how_it_went_and_then_about_the_row_that_the_talk_could_change(
    anyone: Talk, how: str
) -> None:
    message = await visit(anyone)
    assert "Dairy" in text_of(message)
    await anyone.tap(anyone.t(f"today.{how}"), message)
    assert anyone.asked == "cycle"
    assert anyone.last["message_id"] == message["message_id"]
    assert [(row["state"], row["about"]) for row in visits(anyone)] == [(how, "cycle")]
    await anyone.step({"cycle": "b2b"})
    before, now = checks(anyone)
    assert (now["prior"], json.loads(now["answers"])["cycle"]) == (before["id"], "b2b")
    assert anyone.t("going.goal") not in anyone.text
    (held,) = anyone.house.rows("select check_now, check_before from deals")
    assert (held["check_now"], held["check_before"]) == (now["id"], before["id"])
    assert ask(anyone, "cycle") not in await anyone.say("/go")


@pytest.mark.parametrize(
    ("answers", "row"),
    [
        (FACTORY, "success-factor"),
        (MURKY, "decision-makers"),
        ({**DAIRY, "cycle": "b2b"}, "success-factor"),
        ({**FACTORY, "market": "unknown", "team": "unknown"}, "team"),
        (FOG, "decision-makers"),
    ],
)
async def test_one_row_is_asked_after_the_talk(anna: Talk, answers: dict[str, str], row: str) -> None:
    message = await visit(anna, {"product": "b2b", "market": "b2b", "competence": "b2b", **answers})
    await anna.tap(anna.t("today.moved"), message)
    assert anna.asked == row


async def test_where_there_was_no_meeting_nothing_is_asked(anyone: Talk) -> None:
    message = await visit(anyone)
    await anyone.tap(anyone.t("today.none"), message)
    assert anyone.text == anyone.t("today.no_talk", name="Dairy")
    assert [row["state"] for row in visits(anyone)] == ["none"]
    assert len(checks(anyone)) == 1
    for how in range(3):
        assert await anyone.press(button(message, "went", how), message, stale=True) == anyone.t("today.known")


async def test_the_evening_can_be_answered_next_day(anyone: Talk) -> None:
    message = await visit(anyone)
    await at(anyone, TUE, NOON)
    assert len(anyone.own) == 1
    await anyone.tap(anyone.t("today.moved"), message)
    assert anyone.asked == "cycle"


async def test_several_talks_are_asked_about_in_one_message_one_after_another(anyone: Talk) -> None:
    for n in range(3):
        await deal(anyone, name=f"Dairy {n}")
    for n in range(3):
        await anyone.say("/go")
        await anyone.tap(f"Dairy {n}")
    await at(anyone, MON, EVENING)
    (message,) = anyone.own
    assert anyone.t("today.visit", name="Dairy 0") in text_of(message)
    await anyone.tap(anyone.t("today.moved"), message)
    assert anyone.asked == "cycle"
    (message,) = anyone.own
    assert anyone.t("today.visit", name="Dairy 1") in text_of(message)
    await anyone.tap(anyone.t("today.none"), message)
    (message,) = anyone.own
    assert anyone.t("today.visit", name="Dairy 2") in text_of(message)
    await anyone.step({"cycle": "mid"})
    await anyone.tap(anyone.t("today.stuck"), message)
    assert anyone.own == []
    assert [row["state"] for row in visits(anyone)] == ["moved", "none", "stuck"]


async def test_after_the_evening_hour_the_next_morning_asks(anyone: Talk) -> None:
    await deal(anyone, hour=EVENING + 30)
    assert anyone.t("when.tomorrow") in await anyone.say("/go")
    await at(anyone, TUE, MORNING - 1)
    assert anyone.own == []
    await at(anyone, TUE, MORNING)
    (message,) = anyone.own
    assert text_of(message).startswith(anyone.t("today.morning"))
    await anyone.tap(anyone.t("today.moved"), message)
    assert anyone.asked == "cycle"
    await at(anyone, TUE, EVENING)
    assert anyone.own == []


async def test_an_evening_that_was_slept_through_is_made_up_in_the_morning(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    await deal(anyone)
    await anyone.say("/go")
    await anyone.house.stop()
    await at(anyone, TUE, MORNING - 30)
    await anyone.house.start()
    await settled(anyone.house)
    assert anyone.own == []
    await at(anyone, TUE, MORNING)
    assert len(anyone.own) == 1
    await at(anyone, TUE, EVENING)
    assert len(anyone.own) == 1


async def test_a_restart_between_any_two_taps_changes_nothing(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    restart = anyone.house.restart
    await deal(anyone)
    await restart()
    await anyone.say("/go")
    await restart()
    await at(anyone, MON, EVENING)
    await restart()
    await settled(anyone.house)
    (message,) = anyone.own
    await anyone.tap(anyone.t("today.stuck"), message)
    await restart()
    await anyone.step({"cycle": "b2c"})
    assert anyone.asked == "why"
    assert anyone.own == []


async def test_a_closed_deal_is_not_gone_to_and_not_asked_about(anyone: Talk) -> None:
    await deal(anyone)
    await anyone.say("/go")
    go = button(anyone.last, "go_list")
    await anyone.tap(anyone.t("going.card"))
    await anyone.tap(anyone.t("on_card.more"))
    shown = anyone.last
    again = button(shown, "go")
    await anyone.tap(anyone.t("on_card.deal"))
    await anyone.tap(anyone.t("deals.close"))
    await anyone.tap(anyone.t("deals.off"))
    assert await anyone.press(again, shown, stale=True) == anyone.t("deals.closed_before")
    await anyone.press(go, shown, stale=True)
    assert anyone.text == anyone.t("going.none")
    await at(anyone, MON, EVENING)
    await at(anyone, TUE)
    assert anyone.own == []


async def test_buttons_of_another_person_and_of_nothing_do_no_harm(anna: Talk, ilya: Talk) -> None:
    message = await visit(anna)
    await ilya.say("/start")
    assert await ilya.press(button(message, "went"), stale=True) == ilya.t("today.gone")
    assert await ilya.press(button(message, "went").replace("moved", "flew"), stale=True) == ilya.t("today.gone")
    assert await anna.press(button(message, "went").replace("moved", "flew"), message, stale=True)
    ours = pack_of(anna)
    assert await ilya.press(f"go:{ours}", stale=True) == ilya.t("deals.gone")
    assert [row["state"] for row in visits(anna)] == ["asked"]


def pack_of(talk: Talk) -> str:
    (row,) = talk.house.rows("select id from deals")
    return pack_id(row["id"])


async def test_a_deal_that_was_never_finished_has_nothing_to_go_with(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.step({})
    assert await anyone.press(f"go:{pack_of(anyone)}", stale=True) == anyone.t("deals.no_card")


async def test_in_a_group_it_leads_to_the_private_chat(group: Talk) -> None:
    assert await group.say("/go") == group.t("other.private")


async def test_the_first_words_and_help_lead_to_the_client(anyone: Talk) -> None:
    await anyone.say("/start")
    assert "go_list" not in datas(anyone.last)
    await deal(anyone)
    for command in ("/start", "/help"):
        await anyone.say(command)
        assert datas(anyone.last)[0] == "go_list"
    await anyone.tap(anyone.t("button.go"))
    assert anyone.labels[0] == "Dairy"


def without_goals(catalog: Catalog) -> Catalog:
    """Content of a version from before there were words for going to a client."""
    languages = {
        lang: said.model_copy(
            update={"rows": {slug: row.model_copy(update={"goal": None}) for slug, row in said.rows.items()}}
        )
        for lang, said in catalog.languages.items()
    }
    return catalog.model_copy(update={"version": "before", "languages": languages})


async def test_a_check_of_older_content_goes_with_the_words_of_today(anyone: Talk) -> None:
    anyone.house.allow(LEFT_BEHIND)
    await anyone.house.stop()
    anyone.house.texts = replace(TEXTS, catalog=without_goals(TEXTS.catalog))
    await anyone.house.start()
    await deal(anyone)
    await anyone.house.stop()
    anyone.house.texts = TEXTS
    await anyone.house.start()
    assert goal(anyone, "decision-makers", "b2b") in await anyone.say("/go")
    await at(anyone, MON, EVENING)
    await anyone.tap(anyone.t("today.moved"), anyone.own[0])
    assert anyone.asked == "cycle"


async def test_a_paused_person_is_not_asked(anyone: Talk) -> None:
    await deal(anyone)
    await anyone.say("/pause")
    await anyone.tap(anyone.t("pause.forever"))
    assert anyone.t("going.goal") in await anyone.say("/go")
    assert len(visits(anyone)) == 1
    await at(anyone, MON, EVENING)
    await at(anyone, TUE)
    assert anyone.own == []
