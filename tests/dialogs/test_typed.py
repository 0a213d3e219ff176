"""Words where a button is expected, and words at any other time."""

import pytest

from tests.dialogs.deals import B2B, DAIRY, QUICK
from tests.dialogs.house import Talk, datas


async def at(talk: Talk, step: str) -> None:
    await talk.say("/deal")
    await talk.until(step, B2B)


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("ru", "1"),
        ("ru", "  1. "),
        ("ru", "Нескольких человек с разным весом"),
        ("ru", "нескольких чел"),
        ("ru", "НЕСКОЛЬКО"),
        ("ru", "комитет"),
        ("ru", "нескольких человек с разным висом"),
        ("en", "1"),
        ("en", "several people"),
        ("en", "a committee"),
        ("en", "commitee"),
    ],
)
async def test_a_typed_answer_is_taken_like_a_tap(anna: Talk, ilya: Talk, lang: str, typed: str) -> None:
    talk = anna if lang == "ru" else ilya
    await talk.say("/deal")
    assert talk.question("stage") in await talk.say(typed)
    assert talk.house.rows("select answers from checks")[0]["answers"] == '{"decision-makers": "b2b"}'


async def test_a_number_counts_the_buttons_as_they_are_shown(anyone: Talk) -> None:
    await at(anyone, "cycle")
    for number, value in enumerate(["b2c", "mid", "b2b", "unknown"], 1):
        await anyone.say(str(number))
        assert f'"cycle": "{value}"' in anyone.house.rows("select answers from checks")[0]["answers"]
        await anyone.tap(anyone.t("button.back"))
    assert anyone.t("question.hint") in await anyone.say("5")


@pytest.mark.parametrize(
    ("lang", "step", "typed"),
    [("ru", "decision-makers", "не сам решает"), ("ru", "procedure", "не тендер"), ("en", "procedure", "no tender")],
)
async def test_a_typed_negation_is_asked_again_and_not_guessed(
    anna: Talk, ilya: Talk, lang: str, step: str, typed: str
) -> None:
    talk = anna if lang == "ru" else ilya
    await at(talk, step)
    before = talk.house.rows("select answers from checks")[0]["answers"]
    assert talk.t("question.hint") in await talk.say(typed)
    assert talk.house.rows("select answers from checks")[0]["answers"] == before


@pytest.mark.parametrize("typed", ["не знаю", "хз", "Не знаю."])
async def test_not_knowing_can_be_typed(anna: Talk, typed: str) -> None:
    await anna.say("/deal")
    assert anna.question("stage") in await anna.say(typed)
    assert anna.house.rows("select answers from checks")[0]["answers"] == '{"decision-makers": "unknown"}'


async def test_stage_public_purchase_and_too_early_can_be_typed(anyone: Talk) -> None:
    await at(anyone, "stage")
    words = {"ru": ("переговоры", "нет", "рано"), "en": ("negotiation", "no", "too early")}[anyone.lang]
    assert anyone.question("cycle") in await anyone.say(words[0])
    await anyone.until("public", B2B)
    assert anyone.t("button.go_on") in (await anyone.say(words[1]) and anyone.labels)
    await anyone.step({})
    assert anyone.question("needs") in await anyone.say(words[2])


async def test_words_that_are_no_answer_get_the_question_again_with_a_hint(anyone: Talk) -> None:
    await anyone.say("/deal")
    text = await anyone.say("ничего похожего zzzz")
    assert anyone.question("decision-makers") in text
    assert anyone.t("question.hint") in text
    assert anyone.t("question.skip") not in text
    assert anyone.label("decision-makers", "unknown") in anyone.labels


async def test_the_second_miss_offers_to_skip(anyone: Talk) -> None:
    await at(anyone, "cycle")
    await anyone.say("zzzz")
    assert anyone.t("question.skip") in await anyone.say("zzzz")
    await anyone.tap(anyone.t("button.skip"))
    assert '"cycle": "unknown"' in anyone.house.rows("select answers from checks")[0]["answers"]
    assert anyone.t("question.hint") not in anyone.text
    assert anyone.t("question.skip") not in await anyone.say("zzzz")


async def test_the_second_miss_where_nothing_can_be_skipped_offers_to_leave(anyone: Talk) -> None:
    await at(anyone, "stage")
    await anyone.say("zzzz")
    assert anyone.t("question.skip") not in await anyone.say("zzzz")
    await anyone.tap(anyone.t("button.leave"))
    assert anyone.text == anyone.t("resume.left", name=anyone.t("name.default", n=1), n=2)


async def test_after_back_the_words_belong_to_the_question_shown(anyone: Talk) -> None:
    await at(anyone, "offer")
    await anyone.tap(anyone.t("button.back"))
    assert anyone.question("cycle") in anyone.text
    assert anyone.question("offer") in await anyone.say("1")
    assert '"cycle": "b2c"' in anyone.house.rows("select answers from checks")[0]["answers"]
    await anyone.say("zzzz")
    assert anyone.question("team") in await anyone.say("1")


async def test_misses_are_counted_for_the_question_shown(anna: Talk) -> None:
    await at(anna, "offer")
    await anna.say("zzzz")
    await anna.tap(anna.t("button.back"))
    assert anna.t("question.skip") not in await anna.say("zzzz")
    assert anna.question("cycle") in anna.text
    assert anna.t("question.skip") in await anna.say("zzzz")


async def test_a_typed_answer_leaves_the_old_question_above_and_its_buttons_work(anna: Talk) -> None:
    await anna.say("/deal")
    first = anna.last
    await anna.say("1")
    await anna.say("3")
    await anna.press(datas(first)[2], first)
    assert '"decision-makers": "b2c"' in anna.house.rows("select answers from checks")[0]["answers"]


async def test_words_that_could_be_two_answers_are_asked_again(anna: Talk) -> None:
    await anna.say("/deal")
    assert anna.t("question.hint") in await anna.say("одного")


ODD = (
    "😀😀😀",
    "'; drop table checks; --",
    "<b>1</b",
    "\u202e\u202d.",
    "я" * 4096,
    "0",
    "-1",
    "99",
    "²",
    "1000000000000",
)


async def test_odd_words_get_a_hint_and_the_check_goes_on(anna: Talk) -> None:
    await anna.say("/deal")
    for typed in ODD:
        assert anna.t("question.hint") in await anna.say(typed)
    assert anna.question("stage") in await anna.say("1")


async def test_words_without_a_check_are_a_topic(anyone: Talk) -> None:
    word = {"ru": "тендер", "en": "tender"}[anyone.lang]
    assert (await anyone.say(word)).startswith(anyone.said.rows["procedure"].title)


async def test_words_after_the_card_are_a_topic_again(anna: Talk) -> None:
    await anna.check(QUICK)
    assert (await anna.say("тендер")).startswith(anna.said.rows["procedure"].title)


async def test_words_at_the_type_card_are_a_topic_and_the_check_waits(anna: Talk) -> None:
    await at(anna, "seen")
    card = anna.last
    assert (await anna.say("тендер")).startswith(anna.said.rows["procedure"].title)
    await anna.press(datas(card)[0], card)
    assert anna.question("success-factor") in anna.messages[-2]["text"]


async def test_a_clients_phrase_leads_to_its_topic(anyone: Talk) -> None:
    phrase = {"ru": "у нас тендер", "en": "I need to ask my boss"}[anyone.lang]
    row = {"ru": "procedure", "en": "decision-makers"}[anyone.lang]
    assert (await anyone.say(phrase)).startswith(anyone.said.rows[row].title)


async def editing(talk: Talk, step: str) -> str:
    """A finished check with this question asked again."""
    card = await talk.check(DAIRY)
    await talk.press(f"edit:{talk.check_id}:{step}", stale=True)
    return card


TENDER = {"ru": "тендер", "en": "tender"}


@pytest.mark.parametrize("typed", ["3", "label"])
async def test_an_answer_of_a_finished_check_can_be_changed_by_words(anyone: Talk, typed: str) -> None:
    await editing(anyone, "cycle")
    text = await anyone.say(anyone.label("cycle", "b2b") if typed == "label" else typed)
    assert anyone.t("card.changed", row=anyone.said.rows["cycle"].title) in text
    assert '"cycle": "b2b"' in anyone.house.rows("select answers from checks")[0]["answers"]
    assert (await anyone.say(TENDER[anyone.lang])).startswith(anyone.said.rows["procedure"].title)


async def test_words_that_are_no_answer_to_an_edit_get_its_question_again(anyone: Talk) -> None:
    await editing(anyone, "stage")
    for _ in range(2):
        text = await anyone.say("zzzz")
        assert anyone.question("stage") in text
        assert anyone.t("question.edit") in text
        assert anyone.t("question.hint") in text
    assert anyone.labels[-2:] == [anyone.t("button.to_answers"), anyone.t("button.because")]
    await anyone.house.restart()
    assert anyone.t("card.changed", row=anyone.t("answers.stage")) in await anyone.say("1")


async def test_after_new_rules_the_words_belong_to_the_question_about_the_law(ilya: Talk) -> None:
    await ilya.check({**DAIRY, "procedure": "b2c", "rest": "yes"})
    await ilya.press(f"edit:{ilya.check_id}:procedure", stale=True)
    assert ilya.question("public") in await ilya.say(ilya.label("procedure", "b2b"))
    public = ilya.said.mismatches.under["decision-makers.success-factor"].public
    assert public is not None
    assert public.late in await ilya.say("yes")


@pytest.mark.parametrize("verb", ["answers", "card", "why", "strategy"])
async def test_words_are_a_topic_once_the_edit_is_left(anyone: Talk, verb: str) -> None:
    card = await editing(anyone, "cycle")
    await anyone.press(f"{verb}:{anyone.check_id}" + {"why": ":0", "strategy": ":cycle"}.get(verb, ""), stale=True)
    assert (await anyone.say(TENDER[anyone.lang])).startswith(anyone.said.rows["procedure"].title)
    assert await anyone.say("1") != card
    assert '"cycle": "unknown"' in anyone.house.rows("select answers from checks")[0]["answers"]


async def test_a_tapped_edit_ends_the_listening_too(anyone: Talk) -> None:
    await editing(anyone, "cycle")
    await anyone.tap(anyone.label("cycle", "b2b"))
    assert (await anyone.say(TENDER[anyone.lang])).startswith(anyone.said.rows["procedure"].title)


async def test_cancel_leaves_an_edit_for_its_card(anyone: Talk) -> None:
    card = await editing(anyone, "cycle")
    assert await anyone.say("/cancel") == card
    assert (await anyone.say(TENDER[anyone.lang])).startswith(anyone.said.rows["procedure"].title)
    assert await anyone.say("/cancel") == anyone.t("cancel.nothing")


async def test_after_an_edit_the_words_belong_to_the_open_check_again(anyone: Talk) -> None:
    await anyone.check(DAIRY)
    card, finished = anyone.last, anyone.check_id
    await anyone.say("/deal")
    await anyone.press(f"edit:{finished}:cycle", card, stale=True)
    assert anyone.t("card.changed", row=anyone.said.rows["cycle"].title) in await anyone.say("3")
    assert anyone.question("stage") in await anyone.say("1")
    states = {row["state"]: row["answers"] for row in anyone.house.rows("select state, answers from checks")}
    assert states["open"] == '{"decision-makers": "b2b"}'
    assert '"cycle": "b2b"' in states["done"]


async def test_an_edit_does_not_make_an_open_check_listen_that_was_left(anyone: Talk) -> None:
    await anyone.check(DAIRY)
    card, finished = anyone.last, anyone.check_id
    await anyone.say("/deal")
    await anyone.say("/cancel")
    for step in ("cycle", "offer"):
        await anyone.press(f"edit:{finished}:{step}", card, stale=True)
    await anyone.say("2")
    assert (await anyone.say(TENDER[anyone.lang])).startswith(anyone.said.rows["procedure"].title)
    assert [row["answers"] for row in anyone.house.rows("select answers from checks where state = 'open'")] == ["{}"]
