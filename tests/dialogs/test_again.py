"""Second and short checks, what is usual, the typical sale, and what hangs on a card."""

import asyncio
import json
import sqlite3
from contextlib import closing
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Update
from telegram.ext import CommandHandler

import handlers
from bot.check import rechecks
from bot.replies import Call
from handlers.callbacks import pack_id
from handlers.context import Context
from tests.dialogs.deals import B2B, COMMITTEE, DAIRY, FACTORY, PART_A, PART_B, PHONES, QUICK
from tests.dialogs.house import DAY, Talk, datas

STEADY = ("team", "product", "profit-source", "market", "competence")
MOVING = tuple(row for row in PART_A if row not in STEADY)
NOT_MODIFIED = "message is not modified"


@pytest.fixture(autouse=True)
def asked_by_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a step that is done, or an evening, will begin: `/short <rows>` asks for them in the person's last deal."""

    async def short(update: Update, context: Context) -> list[Call]:
        rows = await context.turn.db.read("select id from deals order by check_now is null, number desc limit 1")
        return context.send(await rechecks.short(context.turn, rows[0]["id"], context.argument.split()))

    feature: Any = SimpleNamespace(HANDLERS=[CommandHandler("short", short)])
    monkeypatch.setattr(handlers, "FEATURES", (feature, *handlers.FEATURES))


def checks(talk: Talk) -> list[Any]:
    return talk.house.rows("select * from checks order by started_at, rowid")


def answers(talk: Talk, place: int = -1) -> dict[str, str]:
    found: dict[str, str] = json.loads(checks(talk)[place]["answers"])
    return found


def deal_of(talk: Talk, number: int = 1) -> str:
    """As buttons name it."""
    (row,) = talk.house.rows(f"select id from deals where person = {talk.person} and number = {number}")
    return pack_id(row["id"])


async def whole(talk: Talk, deal: dict[str, str], name: str | None = None) -> str:
    """A first check of a deal, every row of it asked."""
    return await talk.check({**deal, "rest": "yes"}, name=name)


async def again(talk: Talk, said: str | None = None) -> str:
    """From the card to the second check's first screen, or past it."""
    await talk.more(talk.t("on_card.again"))
    if said:
        await talk.tap(talk.t(f"again.{said}"))
    return talk.text


async def answer(talk: Talk, deal: dict[str, str]) -> list[str]:
    """On to the card; the steps that were asked."""
    asked = []
    while talk.asked != "why":
        asked.append(talk.asked)
        await talk.step(deal)
    return asked


def fit(talk: Talk, points: str, of: int = 6) -> str:
    return talk.t("card.fit", points=points.replace(".", {"ru": ",", "en": "."}[talk.lang]), of=of)


def was(talk: Talk, points: str, of: int = 6) -> str:
    return talk.t("card.was", points=points.replace(".", {"ru": ",", "en": "."}[talk.lang]), of=of)


# A second check


async def test_a_second_check_asks_first_whether_the_deal_itself_has_changed(anyone: Talk) -> None:
    card = await whole(anyone, DAIRY, "Завод")
    text = await again(anyone)
    assert text == f"Завод\n\n{anyone.t('again.text')}\n{anyone.t('again.help')}"
    assert anyone.labels == [anyone.t("again.no"), anyone.t("again.yes"), anyone.t("button.card")]
    assert len(checks(anyone)) == 1
    await anyone.tap(anyone.t("button.card"))
    assert anyone.text == card


async def test_where_the_deal_is_the_same_only_the_stage_the_way_and_the_unknown_are_asked(anyone: Talk) -> None:
    await whole(anyone, DAIRY)
    await again(anyone, "no")
    assert anyone.asked == "stage"
    present = anyone.label("stage", "negotiation")
    assert [label for label in anyone.labels if label.startswith("✓")] == [f"✓ {present}"]
    unknown = [row for row in PART_A if row not in DAIRY]
    assert await answer(anyone, DAIRY) == ["stage", *PART_B, *unknown]
    assert anyone.t("card.moved_nothing") in anyone.text
    assert fit(anyone, "2.5") in anyone.text
    assert anyone.t("card.guess", guess="").split(":")[0] not in anyone.text


async def test_another_answer_from_which_the_same_follows_is_not_called_all_the_same(anyone: Talk) -> None:
    await whole(anyone, DAIRY)
    await again(anyone, "no")
    await answer(anyone, {**DAIRY, "cycle": "unknown", "market": "mid"})
    assert anyone.t("card.moved_answers") in anyone.text
    assert anyone.t("card.moved_nothing") not in anyone.text


async def test_a_second_check_shows_what_was_answered_last_time_and_how_much_is_left(anyone: Talk) -> None:
    await whole(anyone, DAIRY, "Завод")
    await again(anyone, "no")
    await anyone.step(DAIRY)
    assert anyone.text.startswith(f"Завод · {anyone.t('question.number', n=1, of=10)}\n")
    assert anyone.t("question.last", answer=anyone.label("success-factor", "b2c")) in anyone.text
    await anyone.step({"success-factor": "b2b"})
    await anyone.tap(anyone.t("button.back"))
    assert anyone.t("question.now", answer=anyone.label("success-factor", "b2b")) in anyone.text


async def test_the_card_of_a_second_check_says_what_has_moved(anyone: Talk) -> None:
    await whole(anyone, {**DAIRY, "needs": "b2b"})
    await again(anyone, "no")
    await answer(anyone, {**DAIRY, "success-factor": "b2b", "negotiation": "b2b", "needs": "b2c"})
    who, rules, offer = (anyone.said.rows[row].title for row in ("decision-makers", "procedure", "offer"))
    assert f"{fit(anyone, '4.5')} {was(anyone, '3.5')}" in anyone.text
    assert f"{anyone.t('card.gone', rows=f'{who}, {rules}')} {anyone.t('card.new', rows=offer)}" in anyone.text
    assert f"• {offer}." in anyone.text
    card = anyone.text
    await anyone.tap(anyone.t("button.why"))
    assert anyone.t("why.share_before", percent="|").split("|")[0] not in anyone.text
    await anyone.press(f"card:{anyone.check_id}", stale=True)
    assert anyone.text == card


async def test_work_that_was_too_little_and_is_too_much_now_is_said_once(anyone: Talk) -> None:
    way = dict.fromkeys(PART_B, "b2c")
    await whole(anyone, {**FACTORY, "role": "b2c"})
    await again(anyone, "yes")
    await answer(anyone, {**FACTORY, **dict.fromkeys(PART_A, "b2c"), **way, "role": "b2b", "usual": "no"})
    role = anyone.said.rows["role"].title
    assert anyone.t("card.turned", rows=role) in anyone.text
    assert anyone.t("card.gone", rows="|").split("|")[0] not in anyone.text
    assert anyone.t("card.new", rows="|").split("|")[0] not in anyone.text


async def test_a_type_that_has_changed_is_told(anyone: Talk) -> None:
    await whole(anyone, FACTORY)
    await again(anyone, "yes")
    await answer(anyone, {**FACTORY, **dict.fromkeys(PART_A, "b2c"), "usual": "no"})
    assert anyone.t("card.moved_band", band=anyone.house.texts.words[anyone.lang].text("band.b2b")) in anyone.text
    await anyone.tap(anyone.t("button.why"))
    assert anyone.t("why.share_before", percent="100|").split("|")[0] in anyone.text


async def test_where_the_deal_has_changed_all_but_what_hardly_changes_is_asked(anyone: Talk) -> None:
    await whole(anyone, FACTORY)
    await again(anyone, "yes")
    steps = await answer(anyone, {**FACTORY, "usual": "yes"})
    assert steps == ["stage", *MOVING, "usual", *PART_B]
    assert anyone.t("card.moved_nothing") in anyone.text


async def test_what_hardly_changes_stands_on_one_screen_and_can_be_asked_all_the_same(anyone: Talk) -> None:
    await whole(anyone, FACTORY, "Завод")
    await again(anyone, "yes")
    await anyone.until("usual", FACTORY)
    listed = [f"• {anyone.said.rows[row].title}: {anyone.label(row, 'b2b')}" for row in STEADY]
    assert anyone.text.splitlines() == ["Завод", "", anyone.question("usual"), *listed]
    assert await anyone.tap(anyone.t("button.because")) == anyone.said.steps["usual"].why
    await anyone.tap(anyone.label("usual", "no"))
    steps = await answer(anyone, {**FACTORY, "team": "mid"})
    assert steps == [*STEADY, *PART_B]
    assert answers(anyone)["team"] == "mid"


async def test_another_stage_asks_for_the_way_of_that_stage(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await again(anna, "no")
    assert await answer(anna, {**FACTORY, "stage": "contact"}) == ["stage", *PART_B[:3]]
    assert anna.t("stage.contact") in anna.text.splitlines()[0]


async def test_back_leads_through_a_second_check_to_its_first_question(anyone: Talk) -> None:
    await whole(anyone, FACTORY)
    asked = await again(anyone)
    await anyone.tap(anyone.t("again.yes"))
    await anyone.tap(anyone.t("button.back"))
    assert anyone.text == asked
    await anyone.tap(anyone.t("again.yes"))
    steps = []
    while anyone.asked != "needs":
        steps.append(anyone.asked)
        await anyone.step({**FACTORY, "usual": "no"})
    back = []
    while anyone.asked != "stage":
        await anyone.tap(anyone.t("button.back"))
        back.append(anyone.asked)
    assert back[::-1] == steps
    await anyone.tap(anyone.t("button.back"))
    assert anyone.t("button.continue") in anyone.labels
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.asked == "needs"


async def test_a_second_check_can_be_typed(anyone: Talk) -> None:
    await whole(anyone, FACTORY)
    await again(anyone, "yes")
    while anyone.asked not in ("usual", "why"):
        value = FACTORY.get(anyone.asked, "no")
        await anyone.say(anyone.label(anyone.asked, value))
    assert anyone.t("question.hint") in await anyone.say("ъъъъ")
    await anyone.say({"ru": "да", "en": "yes"}[anyone.lang])
    assert anyone.asked == "success-factor"
    assert anyone.t("question.hint") in await anyone.say("ъъъъ")
    for row in PART_B:
        assert anyone.asked == row
        await anyone.say(anyone.label(row, "b2b"))
    assert anyone.t("card.moved_nothing") in anyone.text


async def test_a_second_check_survives_a_restart_before_every_tap(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await anna.house.restart()
    await again(anna)
    await anna.house.restart()
    await anna.tap(anna.t("again.yes"))
    while anna.asked != "why":
        await anna.house.restart()
        await anna.step({**FACTORY, "usual": "yes"})
    assert anna.t("card.moved_nothing") in anna.text
    assert [row["state"] for row in checks(anna)] == ["done", "done"]


async def test_a_second_check_that_was_left_goes_on_where_it_stopped(anyone: Talk) -> None:
    await whole(anyone, DAIRY)
    await again(anyone, "no")
    await anyone.step(DAIRY)
    await anyone.step({"success-factor": "b2b"})
    name = anyone.t("name.default", n=1)
    assert await anyone.say("/cancel") == anyone.t("resume.left", name=name, n=2)
    assert anyone.labels == [anyone.t("button.continue"), anyone.t("button.restart")]
    word = {"ru": "тендер", "en": "tender"}[anyone.lang]
    assert (await anyone.say(word)).startswith(anyone.said.rows["procedure"].title)
    await anyone.press(f"again:{deal_of(anyone)}", stale=True)
    assert anyone.text == anyone.t("resume.open", name=name, n=2)
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.asked == "needs"
    assert len(checks(anyone)) == 2


async def test_start_again_in_a_second_check_takes_the_answers_of_the_check_before(anna: Talk) -> None:
    await whole(anna, DAIRY)
    await again(anna, "no")
    await anna.step(DAIRY)
    await anna.step({"success-factor": "b2b"})
    await anna.press(f"again:{deal_of(anna)}", stale=True)
    await anna.tap(anna.t("button.restart"))
    assert anna.asked == "stage"
    assert answers(anna) == answers(anna, 0)
    await answer(anna, DAIRY)
    assert anna.t("card.moved_nothing") in anna.text


async def test_a_second_check_is_not_put_aside_by_a_made_up_button(anna: Talk) -> None:
    await whole(anna, DAIRY)
    await again(anna, "no")
    await anna.step(DAIRY)
    await anna.press(f"aside:{anna.check_id}", stale=True)
    assert anna.t("button.continue") in anna.labels
    assert [row["state"] for row in checks(anna)] == ["done", "open"]


async def test_a_new_deal_and_a_second_check_go_on_side_by_side(anyone: Talk) -> None:
    await whole(anyone, DAIRY)
    await again(anyone, "no")
    await anyone.step(DAIRY)
    second = anyone.last
    await anyone.say("/deal")
    await anyone.until("offer", B2B)
    assert [row["state"] for row in checks(anyone)] == ["done", "open", "open"]
    new = anyone.last
    await anyone.tap(anyone.label("success-factor", "b2b"), second)
    assert answers(anyone, 1)["success-factor"] == "b2b"
    await anyone.say(anyone.label("needs", "mid"))
    assert answers(anyone, 1)["needs"] == "mid"
    await anyone.tap(anyone.label("offer", "mid"), new)
    assert answers(anyone, 2)["offer"] == "mid"
    await anyone.say(anyone.label("team", "mid"))
    assert answers(anyone, 2)["team"] == "mid"
    assert (await anyone.say("/deal")).startswith(anyone.t("resume.open", name=anyone.t("name.default", n=2), n=5)[:9])
    assert [row["state"] for row in checks(anyone)] == ["done", "open", "open"]


async def test_typed_words_go_to_the_new_deal_again_when_the_second_check_is_over(anna: Talk) -> None:
    await whole(anna, QUICK)
    await anna.say("/deal")
    await anna.until("offer", B2B)
    await anna.say("/short needs")
    await anna.say(anna.label("needs", "mid"))
    assert anna.asked == "why"
    await anna.say(anna.label("offer", "mid"))
    assert anna.asked == "team"


async def test_a_double_tap_on_the_last_answer_of_a_second_check_gives_one_card(anyone: Talk) -> None:
    await whole(anyone, FACTORY)
    await again(anyone, "no")
    while anyone.asked != "negotiation":
        await anyone.step(FACTORY)
    message, many = anyone.last, len(anyone.messages)
    data = next(data for data in datas(message) if data.endswith(":b2b"))
    toasts = await asyncio.gather(*(anyone.press(data, message, stale=True) for _ in range(3)))
    assert sorted(toasts) == ["", *[anyone.t("finished.line")] * 2]
    assert len(anyone.messages) == many + 1
    assert [row["state"] for row in checks(anyone)] == ["done", "done"]
    assert await anyone.press(data.replace("b2b", "mid"), message, stale=True) == anyone.t("toast.old_card")
    assert answers(anyone)["negotiation"] == "b2b"


async def test_a_double_tap_on_no_begins_one_second_check(anyone: Talk) -> None:
    anyone.house.expect(NOT_MODIFIED)
    await whole(anyone, FACTORY)
    await again(anyone)
    data, message = datas(anyone.last)[0], anyone.last
    await asyncio.gather(*(anyone.press(data, message, stale=True) for _ in range(3)))
    assert anyone.asked == "stage"
    assert len(checks(anyone)) == 2


async def test_the_first_question_can_be_answered_otherwise_as_long_as_nothing_else_is(anna: Talk) -> None:
    await whole(anna, FACTORY)
    anna.house.expect(NOT_MODIFIED)
    await again(anna)
    message = anna.last
    await anna.tap(anna.t("again.no"))
    await anna.press(f"changed:{deal_of(anna)}:yes", message, stale=True)
    await anna.step(FACTORY)
    assert anna.asked == "decision-makers"
    await anna.press(f"changed:{deal_of(anna)}:no", message, stale=True)
    assert anna.t("button.continue") in anna.labels
    assert len(checks(anna)) == 2


async def test_an_edited_answer_of_a_second_check_tells_the_edit(anyone: Talk) -> None:
    await whole(anyone, DAIRY)
    await again(anyone, "no")
    await answer(anyone, {**DAIRY, "success-factor": "b2b"})
    moved = anyone.text
    title = anyone.said.rows["needs"].title
    await anyone.more(anyone.t("button.answers"))
    await anyone.tap(title)
    await anyone.tap(anyone.label("needs", "b2b"))
    assert anyone.t("card.changed", row=title) in anyone.text
    assert was(anyone, "3.5") in anyone.text
    await anyone.tap(anyone.t("button.why"))
    await anyone.press(f"card:{anyone.check_id}", stale=True)
    assert was(anyone, "2.5") in anyone.text
    assert was(anyone, "2.5") in moved


async def test_a_deal_keeps_its_last_two_finished_checks(anna: Talk) -> None:
    await whole(anna, DAIRY)
    for _ in range(2):
        await again(anna, "no")
        await answer(anna, DAIRY)
    first, second, third = checks(anna)
    (deal,) = anna.house.rows("select * from deals")
    assert (deal["check_before"], deal["check_now"]) == (second["id"], third["id"])
    assert (first["prior"], second["prior"], third["prior"]) == (None, first["id"], second["id"])
    assert deal["touched_at"] == third["finished_at"]


async def test_somebody_elses_deal_is_not_there(anna: Talk, ilya: Talk) -> None:
    await whole(anna, PHONES)
    check, deal = anna.check_id, deal_of(anna)
    await ilya.say("/help")
    made_up = (f"again:{deal}", f"changed:{deal}:no", f"usual:{check}:yes", f"more:{check}", f"typical:{check}:yes")
    for data in made_up:
        assert await ilya.press(data, stale=True) == ilya.t("check.gone")
    assert await ilya.say("/short needs") == ilya.t("check.gone")
    assert len(checks(anna)) == 1
    assert {row["kind"] for row in anna.house.rows("select kind from deals")} == {"deal"}


async def test_what_the_content_has_lost_since_is_left_out(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await anna.house.stop()
    with closing(sqlite3.connect(anna.house.file)) as db, db:
        old = {**answers(anna), "vanished": "b2b"}
        db.execute("update checks set answers = ?, stage = 'gone'", [json.dumps(old)])
    await anna.house.start()
    await anna.say("/short vanished needs")
    assert await answer(anna, FACTORY) == ["stage", "needs"]
    assert "vanished" not in answers(anna)
    assert fit(anna, "6") in anna.text


# A short check


async def test_a_short_check_asks_exactly_its_rows_and_gives_the_deals_new_card(anyone: Talk) -> None:
    await whole(anyone, DAIRY, "Завод")
    text = await anyone.say("/short success-factor decision-makers")
    assert text.startswith(f"Завод · {anyone.t('question.number', n=1, of=2)}\n")
    assert anyone.asked == "success-factor"
    await anyone.step({"success-factor": "b2b"})
    assert anyone.t("question.number", n=2, of=2) in anyone.text
    assert anyone.asked == "decision-makers"
    await anyone.step({"decision-makers": "b2b"})
    assert f"{fit(anyone, '3.5')} {was(anyone, '2.5')}" in anyone.text
    before, after = answers(anyone, 0), answers(anyone)
    assert {row for row in after if after[row] != before[row]} == {"success-factor"}
    first, second = checks(anyone)
    assert (second["stage"], second["public"], second["guess"]) == (first["stage"], first["public"], first["guess"])


async def test_a_row_that_hardly_changes_is_asked_where_it_is_named(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await anna.say("/short team role")
    assert await answer(anna, {"team": "mid", "role": "mid"}) == ["team", "role"]


async def test_rules_learnt_in_a_short_check_are_asked_about_the_law(anyone: Talk) -> None:
    await whole(anyone, {**FACTORY, "procedure": "b2c"})
    await anyone.say("/short procedure")
    assert await answer(anyone, {"procedure": "b2b", "public": "yes"}) == ["procedure", "public"]
    assert [row["public"] for row in checks(anyone)] == [None, 1]


async def test_the_same_short_check_goes_on_and_another_takes_the_place_of_an_untouched_one(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await anna.say("/short needs focus")
    await anna.say("/short role")
    assert anna.asked == "role"
    await anna.say("/short needs focus")
    await anna.step({"needs": "mid"})
    await anna.say("/short needs focus")
    assert anna.asked == "focus"
    await anna.say("/short effort")
    assert await answer(anna, {"focus": "mid", "effort": "mid"}) == ["focus", "effort"]
    assert {row: answers(anna)[row] for row in ("needs", "focus", "effort", "role")} == {
        "needs": "mid", "focus": "mid", "effort": "mid", "role": "b2b",
    }  # fmt: skip
    assert len(checks(anna)) == 2


async def test_a_second_check_in_its_middle_takes_the_rows_of_a_short_one_along(anna: Talk) -> None:
    await whole(anna, FACTORY)
    await again(anna, "no")
    await anna.step(FACTORY)
    await anna.say("/short needs team")
    assert await answer(anna, FACTORY) == [*PART_B, "team"]


async def test_a_short_check_without_a_known_row_shows_the_card(anna: Talk) -> None:
    card = await whole(anna, FACTORY)
    assert await anna.say("/short evaluation nothing") == card
    assert len(checks(anna)) == 1


async def test_a_deal_whose_first_check_goes_on_is_finished_first(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("offer", B2B)
    assert await anyone.say("/short needs") == anyone.t("resume.open", name=anyone.t("name.default", n=1), n=3)
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.aside"))
    text = await anyone.say("/short needs")
    assert text == anyone.t("resume.aside", name=anyone.t("name.default", n=1))


# As usual


async def first(talk: Talk, deal: dict[str, str]) -> None:
    """An earlier deal, all of it known."""
    await whole(talk, deal)


async def test_a_first_deal_knows_nothing_usual(anyone: Talk) -> None:
    await anyone.say("/deal")
    steps = await answer(anyone, FACTORY)
    assert "usual" not in steps


async def test_in_a_new_deal_what_is_usual_is_accepted_in_one_go(anyone: Talk) -> None:
    await first(anyone, FACTORY)
    await anyone.say("/deal")
    await anyone.until("usual", B2B)
    assert anyone.text.splitlines()[2:] == [
        anyone.question("usual"), *(f"• {anyone.said.rows[row].title}: {anyone.label(row, 'b2b')}" for row in STEADY),
    ]  # fmt: skip
    await anyone.tap(anyone.label("usual", "yes"))
    assert f" {anyone.t('question.about', n=2, of=11)}" in anyone.text
    steps = await answer(anyone, {**FACTORY, "rest": "yes"})
    assert not set(steps) & set(STEADY)
    prefilled = answers(anyone)
    await anyone.say("/deal")
    await anyone.finish({**FACTORY, "rest": "yes", "usual": "no"})
    assert answers(anyone) == prefilled
    assert results(anyone)[-1] == results(anyone)[-2]


def results(talk: Talk) -> list[Any]:
    return [json.loads(row["result"]) for row in checks(talk)]


async def test_where_something_is_different_it_is_asked_as_ever(anna: Talk) -> None:
    await first(anna, FACTORY)
    await anna.say("/deal")
    steps = await answer(anna, {**FACTORY, "rest": "yes", "usual": "no"})
    assert [step for step in steps if step in PART_A] == list(PART_A)
    assert steps.index("usual") == 2


async def test_only_what_is_known_is_usual(anyone: Talk) -> None:
    await first(anyone, {**FACTORY, "team": "unknown", "market": "unknown"})
    await anyone.say("/deal")
    await anyone.until("usual", B2B)
    assert [line.split(":")[0][2:] for line in anyone.text.splitlines()[3:]] == [
        anyone.said.rows[row].title for row in ("product", "profit-source", "competence")
    ]
    await anyone.tap(anyone.label("usual", "yes"))
    assert "team" in await answer(anyone, {**FACTORY, "rest": "yes"})


async def test_usual_is_what_two_of_the_last_three_deals_say(anna: Talk) -> None:
    for value in ("b2b", "b2c", "mid", "mid"):
        await whole(anna, {**FACTORY, "team": value})
    await whole(anna, {**FACTORY, "team": "b2b"})
    await anna.say("/deal")
    await anna.until("usual", B2B)
    assert f"• {anna.said.rows['team'].title}: {anna.label('team', 'mid')}" in anna.text


async def test_back_from_what_is_usual_and_from_the_question_behind_it(anyone: Talk) -> None:
    await first(anyone, FACTORY)
    await anyone.say("/deal")
    shown = await anyone.until("usual", B2B)
    await anyone.tap(anyone.t("button.back"))
    assert anyone.asked == "stage"
    await anyone.step({"stage": "offer"})
    await anyone.tap(anyone.label("usual", "yes"))
    assert anyone.asked == "cycle"
    await anyone.tap(anyone.t("button.back"))
    assert anyone.text == shown
    await anyone.tap(anyone.label("usual", "no"))
    assert set(answers(anyone)) == {"decision-makers"}


async def test_a_double_tap_on_as_usual_changes_nothing(anyone: Talk) -> None:
    anyone.house.expect(NOT_MODIFIED)
    await first(anyone, FACTORY)
    await anyone.say("/deal")
    await anyone.until("usual", B2B)
    data = datas(anyone.last)[0]
    await asyncio.gather(*(anyone.press(data, stale=True) for _ in range(2)))
    assert anyone.asked == "cycle"
    await anyone.step({"cycle": "b2b"})
    await anyone.press(data, stale=True)
    assert anyone.asked == "offer"
    assert set(answers(anyone)) == {*STEADY, "decision-makers", "cycle"}


async def test_the_type_so_far_is_said_after_the_sixth_tap_here_too(anna: Talk) -> None:
    await first(anna, FACTORY)
    await anna.say("/deal")
    await anna.until("usual", B2B)
    await anna.tap(anna.label("usual", "yes"))
    begin = anna.t("question.so_far", band="", signs="").split(":")[0].rstrip()
    seen = []
    while anna.asked in ("cycle", "offer", "impact", "procedure"):
        seen.append(begin in anna.text)
        await anna.step(B2B)
    assert seen == [False, False, False, True]


async def test_start_again_asks_for_what_is_usual_again(anna: Talk) -> None:
    await first(anna, FACTORY)
    await anna.say("/deal")
    await anna.until("offer", {**B2B, "usual": "yes"})
    await anna.say("/deal")
    await anna.tap(anna.t("button.restart"))
    assert answers(anna) == {}
    await anna.until("usual", B2B)


async def test_what_is_usual_in_vain_where_its_deals_have_gone(anna: Talk) -> None:
    await first(anna, FACTORY)
    await anna.say("/deal")
    await anna.until("stage", B2B)
    await anna.house.stop()
    with closing(sqlite3.connect(anna.house.file)) as db, db:
        db.execute("pragma foreign_keys = on")
        db.execute("delete from deals where number = 1")
    await anna.house.start()
    await anna.step({"stage": "offer"})
    assert anna.asked == "cycle"
    await anna.say(anna.label("cycle", "b2b"))
    assert anna.asked == "offer"
    await anna.finish(B2B)
    assert anna.asked == "why"


async def test_made_up_buttons_about_what_is_usual_do_no_harm(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("offer", B2B)
    before = answers(anna)
    anna.house.expect(NOT_MODIFIED)
    for data in ("usual:{}:yes", "usual:{}:no", "flag:{}:habit", "flag:{}:usual", "flag:{}:offered", "show:{}:usual"):
        await anna.press(data.format(anna.check_id), stale=True)
    assert answers(anna) == before
    await anna.finish(B2B)
    await anna.say("/short needs")
    assert await anna.press(f"usual:{anna.check_id}:yes", stale=True) == anna.t("button.unknown")


# The typical sale


def kinds(talk: Talk) -> list[str]:
    return [row["kind"] for row in talk.house.rows("select kind from deals order by number")]


async def test_the_first_quick_sale_asks_once_whether_it_is_the_typical_one(anyone: Talk) -> None:
    await anyone.check(FACTORY)
    assert anyone.t("on_card.typical_yes") not in anyone.labels
    await anyone.check(PHONES)
    offer = [anyone.t("on_card.typical_yes"), anyone.t("on_card.typical_no")]
    assert anyone.labels[-2:] == offer
    await anyone.tap(offer[1])
    assert not set(offer) & set(anyone.labels)
    await anyone.check(PHONES)
    assert not set(offer) & set(anyone.labels)
    await anyone.tap(anyone.t("on_card.more"))
    assert offer[0] in anyone.labels
    assert kinds(anyone) == ["deal", "deal", "deal"]


async def test_the_typical_sale_has_a_name_of_its_own_and_is_called_a_sale(anyone: Talk) -> None:
    await anyone.check({**PHONES, "guess": "4"})
    assert await anyone.tap(anyone.t("on_card.typical_yes")) == anyone.t("toast.typical")
    assert kinds(anyone) == ["typical"]
    assert anyone.text.startswith(f"{anyone.t('name.typical')} · ")
    begin = anyone.t("card.known_typical", band="|", signs="").split("|")[0]
    assert anyone.text.splitlines()[1].startswith(begin)
    assert anyone.labels[0] == anyone.t("on_card.take_shift")
    assert anyone.t("card.guess", guess="").split(":")[0] not in anyone.text
    await anyone.tap(anyone.t("on_card.more"))
    assert anyone.t("on_card.typical_yes") not in anyone.labels


async def test_a_given_name_stays_and_a_second_typical_sale_takes_the_place_of_the_first(anna: Talk) -> None:
    await anna.check(PHONES, name="Смартфоны")
    await anna.tap(anna.t("on_card.typical_yes"))
    assert anna.text.startswith("Смартфоны · ")
    await anna.press("single", stale=True)
    await anna.finish(PHONES)
    await anna.more(anna.t("on_card.typical_yes"))
    assert kinds(anna) == ["deal", "typical"]


async def test_deal_offers_the_typical_sale_or_a_single_deal(anyone: Talk) -> None:
    await anyone.check(PHONES)
    await anyone.tap(anyone.t("on_card.typical_yes"))
    assert await anyone.say("/deal") == anyone.t("which.text")
    assert anyone.labels == [anyone.t("name.typical"), anyone.t("which.single")]
    await anyone.tap(anyone.t("which.single"))
    assert anyone.asked == "decision-makers"
    assert anyone.t("resume.open", name=anyone.t("name.default", n=2), n=1) == await anyone.say("/deal")


async def test_the_typical_sale_that_is_the_same_is_asked_only_for_the_way_and_what_is_unknown(anyone: Talk) -> None:
    await whole(anyone, {**PHONES, "impact": "unknown"})
    await anyone.tap(anyone.t("on_card.typical_yes"))
    anyone.house.clock.ahead = 30 * DAY
    await anyone.say("/deal")
    await anyone.tap(anyone.t("name.typical"))
    await anyone.tap(anyone.t("again_sale.no"))
    assert await answer(anyone, {**PHONES, "needs": "b2b"}) == [*PART_B, "impact"]
    assert anyone.t("name.typical") in anyone.text.splitlines()[0]
    lines, titles = anyone.text.splitlines(), [row.title for row in anyone.said.rows.values()]
    (head,) = [title for title in titles if anyone.t("card.main", row=title) in lines]
    assert anyone.t("card.new", rows=head) in anyone.text
    assert kinds(anyone) == ["typical"]


async def test_a_deal_that_is_no_quick_sale_is_not_made_typical(anna: Talk) -> None:
    card = await anna.check(FACTORY)
    anna.house.expect(NOT_MODIFIED)
    await anna.press(f"typical:{anna.check_id}:yes", stale=True)
    assert anna.text == card
    assert kinds(anna) == ["deal"]


# The card's buttons


@pytest.mark.parametrize("deal", [DAIRY, COMMITTEE, PHONES])
async def test_a_card_has_a_step_its_reasons_and_more(anyone: Talk, deal: dict[str, str]) -> None:
    await anyone.check(deal)
    assert anyone.labels[:3] == [anyone.t(key) for key in ("on_card.take", "button.why", "on_card.more")]


async def test_a_card_without_enough_data_has_no_step_to_take(anyone: Talk) -> None:
    await anyone.check({"stage": "contact"})
    assert anyone.labels == [anyone.t("button.why"), anyone.t("on_card.more")]


async def test_more_shows_all_else_in_place_and_leads_back(anyone: Talk) -> None:
    card = await anyone.check(DAIRY)
    first, many = anyone.labels, len(anyone.messages)
    await anyone.tap(anyone.t("on_card.more"))
    assert anyone.text == card
    shown = {data.split(":")[0] for data in datas(anyone.last)}
    assert shown == {
        "answers", "strategy", "picture", "deal_open", "note", "about", "go", "again", "card", "deal",
    }  # fmt: skip
    await anyone.tap(anyone.t("button.card"))
    assert (anyone.text, anyone.labels, len(anyone.messages)) == (card, first, many)


async def test_the_topic_of_a_card_comes_below_it(anyone: Talk) -> None:
    card = await anyone.check(DAIRY)
    await anyone.more(anyone.t("on_card.topic"))
    assert anyone.text.startswith(anyone.said.rows["decision-makers"].title)
    assert anyone.messages[-2]["text"] == card


async def test_a_closed_deal_is_not_checked_again(anyone: Talk) -> None:
    await anyone.check(PHONES)
    card, text = anyone.last, anyone.text
    await close(anyone)
    await anyone.press(f"card:{anyone.check_id}", card, stale=True)
    assert (anyone.text, anyone.labels) == (text, [anyone.t("button.why"), anyone.t("on_card.more")])
    await anyone.tap(anyone.t("on_card.more"))
    assert not {"take", "go", "again", "typical"} & {data.split(":")[0] for data in datas(anyone.last)}
    deal = deal_of(anyone)
    for data in (f"again:{deal}", f"changed:{deal}:no", f"typical:{anyone.check_id}:yes"):
        assert await anyone.press(data, stale=True) == anyone.t("check.closed")
    assert await anyone.say("/short needs") == anyone.t("check.closed")
    assert (len(checks(anyone)), kinds(anyone)) == (1, ["deal"])


async def test_the_answers_of_a_closed_deal_are_shown_and_stay_as_they_were(anyone: Talk) -> None:
    await anyone.check(PHONES)
    check, before = anyone.check_id, answers(anyone)
    await anyone.press(f"edit:{check}:needs", stale=True)
    await close(anyone)
    assert await anyone.say(anyone.label("needs", "b2b")) == anyone.t("check.closed")
    for data in (f"edit:{check}:needs", f"change:{check}:needs:b2b", f"change:{check}:stage:offer"):
        assert await anyone.press(data, stale=True) == anyone.t("check.closed")
    await anyone.press(f"answers:{check}", stale=True)
    assert anyone.text.endswith(anyone.t("answers.closed"))
    assert anyone.labels == [anyone.t("button.card")]
    assert answers(anyone) == before


async def close(talk: Talk) -> None:
    """The only deal, as won."""
    await talk.house.stop()
    with closing(sqlite3.connect(talk.house.file)) as db, db:
        db.execute("update deals set state = 'won'")
    await talk.house.start()


async def test_a_restart_before_every_tap_loses_neither_what_is_usual_nor_the_typical_sale(anna: Talk) -> None:
    await whole(anna, PHONES)
    await anna.house.restart()
    await anna.tap(anna.t("on_card.typical_yes"))
    await anna.house.restart()
    await anna.press("single", stale=True)
    while anna.asked != "why":
        await anna.house.restart()
        await anna.step({**PHONES, "usual": "yes"})
    assert {row: answers(anna)[row] for row in STEADY} == dict.fromkeys(STEADY, "b2c")
    await anna.house.restart()
    await anna.say("/short needs role")
    while anna.asked != "why":
        await anna.house.restart()
        await anna.step({"needs": "mid", "role": "mid"})
    assert fit(anna, "6") in anna.text
    await anna.say("/deal")
    await anna.press(datas(anna.last)[0])
    await anna.tap(anna.t("again_sale.no"))
    while anna.asked != "why":
        await anna.house.restart()
        await anna.step(PHONES)
    assert anna.t("card.moved_nothing") in anna.text
    assert kinds(anna) == ["typical", "deal"]
