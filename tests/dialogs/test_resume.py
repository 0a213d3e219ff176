"""A check that was left: resumed, begun again, put aside, finished early; commands in its middle lose nothing."""

import pytest

from tests.dialogs.deals import B2B, QUICK
from tests.dialogs.house import DAY, Talk, datas


async def left_at(talk: Talk, step: str, answers: dict[str, str] | None = None) -> None:
    await talk.say("/deal")
    await talk.until(step, answers or {})


def kept(talk: Talk) -> list[tuple[str, str]]:
    return [(row["state"], row["answers"]) for row in talk.house.rows("select * from checks order by started_at")]


async def test_deal_offers_to_go_on_where_the_open_check_stopped(anyone: Talk) -> None:
    await left_at(anyone, "team")
    name = anyone.t("name.default", n=1)
    assert await anyone.say("/deal") == anyone.t("resume.open", name=name, n=4)
    assert anyone.labels == [anyone.t(f"button.{key}") for key in ("continue", "restart", "aside")]
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.question("team") in anyone.text
    assert len(kept(anyone)) == 1


async def test_a_check_goes_on_from_any_step(anna: Talk) -> None:
    await anna.say("/deal")
    while anna.asked != "why":
        step, question = anna.asked, anna.text.splitlines()[-1]
        await anna.say("/deal")
        await anna.tap(anna.t("button.continue"))
        assert (anna.asked, anna.text.splitlines()[-1]) == (step, question)
        await anna.step({**B2B, "stage": "needs"})


async def test_start_again_asks_the_first_question_and_forgets_the_answers(anyone: Talk) -> None:
    await left_at(anyone, "team")
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.restart"))
    assert anyone.question("decision-makers") in anyone.text
    assert kept(anyone) == [("open", "{}")]


async def test_a_check_put_aside_makes_room_and_comes_back(anyone: Talk) -> None:
    await left_at(anyone, "offer")
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.aside"))
    assert anyone.text == anyone.t("resume.aside", name=anyone.t("name.default", n=1))
    aside = anyone.last
    assert (await anyone.check(QUICK)).startswith(anyone.t("name.default", n=2))
    await anyone.tap(anyone.t("button.continue"), aside)
    back = next(message for message in anyone.messages if message["message_id"] == aside["message_id"])
    assert anyone.question("offer") in back["text"]
    assert [state for state, _ in kept(anyone)] == ["open", "done"]


async def test_a_check_put_aside_waits_while_another_is_open(anna: Talk) -> None:
    await left_at(anna, "offer")
    await anna.say("/deal")
    await anna.tap(anna.t("button.aside"))
    aside = anna.last
    await anna.say("/deal")
    assert await anna.tap(anna.t("button.continue"), aside) == anna.t("toast.one_open")
    shown = next(message for message in anna.messages if message["message_id"] == aside["message_id"])
    assert anna.t("resume.open", name=anna.t("name.default", n=2), n=1) == shown["text"]
    assert [state for state, _ in kept(anna)] == ["aside", "open"]


async def test_an_answer_to_a_check_put_aside_is_told_so_and_changes_nothing(anna: Talk) -> None:
    await left_at(anna, "offer")
    question = anna.last
    await anna.say("/deal")
    await anna.tap(anna.t("button.aside"))
    before = kept(anna)
    assert await anna.tap(anna.label("offer", "mid"), question) == anna.t("toast.aside")
    assert kept(anna) == before


async def test_typed_words_are_a_topic_again_once_the_check_is_put_aside(anna: Talk) -> None:
    await left_at(anna, "offer")
    await anna.say("/deal")
    await anna.tap(anna.t("button.aside"))
    assert (await anna.say("тендер")).startswith(anna.said.rows["procedure"].title)


@pytest.mark.parametrize(("ahead", "offered"), [(3 * DAY - 60_000, False), (3 * DAY, True), (40 * DAY, True)])
async def test_after_three_days_the_card_from_what_is_known_is_offered(anyone: Talk, ahead: int, offered: bool) -> None:
    await left_at(anyone, "impact", {"decision-makers": "b2b"})
    anyone.house.clock.ahead = ahead
    await anyone.say("/deal")
    assert (anyone.t("button.early_card") in anyone.labels) is offered


async def test_the_card_from_what_is_known_claims_only_that(anyone: Talk) -> None:
    await left_at(anyone, "impact", {"decision-makers": "b2b"})
    anyone.house.clock.ahead = 4 * DAY
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.early_card"))
    assert anyone.t("signs.b2b.one", n=1) in anyone.text
    assert anyone.t("card.no_fit") in anyone.text
    assert [state for state, _ in kept(anyone)] == ["done"]


async def test_a_check_without_an_answer_has_no_card_to_offer(anna: Talk) -> None:
    await anna.say("/deal")
    anna.house.clock.ahead = 30 * DAY
    await anna.say("/deal")
    assert anna.t("button.early_card") not in anna.labels


@pytest.mark.parametrize("stage", [None, "offer"])
async def test_a_button_made_up_for_an_empty_check_gives_an_honest_card(anna: Talk, stage: str | None) -> None:
    await anna.say("/deal")
    check = anna.check_id
    if stage:
        anna.house.expect("message is not modified")
        await anna.press(f"answer:{check}:stage:{stage}", stale=True)
    await anna.press(f"early:{check}", stale=True)
    assert anna.t("card.unknown", signs="").split(":")[0] in anna.text
    for data in (f"why:{check}:0", f"why:{check}:99999999", f"answers:{check}", f"strategy:{check}:cycle"):
        await anna.press(data, stale=True)
    assert anna.text.startswith(anna.said.rows["cycle"].title)


async def test_a_command_in_the_middle_loses_nothing(anna: Talk) -> None:
    await left_at(anna, "team")
    question, before = anna.text, kept(anna)
    for command in ("/help", "/privacy", "/language", "/start", "/start t_cycle", "/compare тендер", "/no", "/stats"):
        assert await anna.say(command) != question
        assert kept(anna) == before
    assert anna.question("impact") in await anna.say("1")


async def test_another_language_in_the_middle_asks_on_in_that_language(anna: Talk) -> None:
    await left_at(anna, "team")
    await anna.say("/language")
    await anna.tap("English")
    english = Talk(anna.house, anna.person, "en")
    assert anna.text == english.t("language.set")
    await anna.say("/deal")
    await anna.tap(english.t("button.continue"))
    assert english.question("team") in anna.text


async def test_cancel_gets_out_and_typed_words_are_topics_again(anyone: Talk) -> None:
    await left_at(anyone, "team")
    name = anyone.t("name.default", n=1)
    assert await anyone.say("/cancel") == anyone.t("resume.left", name=name, n=4)
    word = {"ru": "тендер", "en": "tender"}[anyone.lang]
    assert (await anyone.say(word)).startswith(anyone.said.rows["procedure"].title)
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.question("impact") in await anyone.say("1")


async def test_after_cancel_the_question_above_still_takes_its_answer(anna: Talk) -> None:
    await left_at(anna, "team")
    question = anna.last
    await anna.say("/cancel")
    await anna.tap(anna.label("team", "mid"), question)
    assert anna.question("impact") in next(
        message["text"] for message in anna.messages if message["message_id"] == question["message_id"]
    )


async def test_cancel_with_nothing_open_says_so(anyone: Talk) -> None:
    assert await anyone.say("/cancel") == anyone.t("cancel.nothing")
    await anyone.check(QUICK)
    assert await anyone.say("/cancel") == anyone.t("cancel.nothing")


async def test_start_again_keeps_the_buttons_of_the_same_check(anna: Talk) -> None:
    await left_at(anna, "offer")
    first = anna.check_id
    await anna.say("/deal")
    await anna.tap(anna.t("button.restart"))
    assert {data.split(":")[1] for data in datas(anna.last)} == {first}
