"""@bot and a word in any chat: cards of topics, in the asker's language."""

import asyncio
import logging

import pytest

from bot.compare import browse
from bot.playground.html import parse
from bot.playground.seed import GROUP_ID
from bot.playground.world import Call
from tests.dialogs.company import ready
from tests.dialogs.conftest import ANNA, ILYA
from tests.dialogs.contract import check_markup, check_screen
from tests.dialogs.house import House, Json, Talk, buttons
from tests.dialogs.test_kinds import message

NOTHING = "ъъъжжжщщщ"


async def ask(talk: Talk, query: str, offset: str = "") -> Json:
    """What the person sees above the line that is being typed."""
    answer = await talk.house.play("inline", person=talk.person, chat=talk.chat, query=query, offset=offset)
    assert answer["answered"], query
    return answer


def titles(answer: Json) -> list[str]:
    return [str(result["title"]) for result in answer["results"]]


def answers(house: House) -> list[Call]:
    return house.world.calls_of("answerInlineQuery")


@pytest.mark.parametrize(
    ("lang", "query", "slug"),
    [("ru", "цикл", "cycle"), ("ru", "cycle", "cycle"), ("ru", "wbrk cltkrb", "cycle"), ("en", "cycle", "cycle"),
     ("en", "tender", "procedure"), ("en", "тендер", "procedure")],
)  # fmt: skip
async def test_a_word_gives_the_nearest_topics_best_first(
    anna: Talk, ilya: Talk, lang: str, query: str, slug: str
) -> None:
    talk = anna if lang == "ru" else ilya
    found = await ask(talk, query)
    assert titles(found)[0] == talk.said.rows[slug].title
    assert len(found["results"]) <= 3
    assert found["next_offset"] == ""


async def test_the_card_sent_is_the_card_of_compare_and_leads_to_the_bot(anyone: Talk) -> None:
    row = anyone.said.rows["cycle"]
    (best, *_) = (await ask(anyone, row.title))["results"]
    card = await anyone.say(f"/compare {row.title}")
    there = Talk(anyone.house, anyone.person, anyone.lang, chat=GROUP_ID)
    chosen = await there.house.play("choose", person=there.person, chat=there.chat, query="", result=best)
    sent = chosen["message"]
    assert sent["text"] == card
    (link,) = buttons(sent)
    assert link["url"] == "https://t.me/deal_coach_bot?start=t_cycle"
    check_screen(sent)
    assert await anyone.say("/start t_cycle") == card


@pytest.mark.parametrize("command", ["/deal", "/push"])
async def test_a_card_sent_into_the_own_chat_is_no_answer_and_no_tip(
    anna: Talk, ilya: Talk, house: House, command: str
) -> None:
    await ilya.say("/start")
    ready(house, {ANNA: "owner", ILYA: "member"})
    (best, *_) = (await ask(anna, anna.said.rows["cycle"].title))["results"]
    shown = await anna.say(command)
    prompts = house.rows("select * from prompts")
    assert prompts
    for _ in range(2):
        await house.play("choose", person=anna.person, chat=None, query="", result=best)
        await house.quiet()
    assert anna.text == shown
    assert house.rows("select * from prompts") == prompts


async def test_what_is_sent_through_another_bot_is_read_as_typed(anyone: Talk) -> None:
    await anyone.say("/deal")
    other = {"id": 5, "is_bot": True, "first_name": "Gif", "username": "gif"}
    await anyone.house.push(message=message(anyone, text="1", via_bot=other))
    assert anyone.asked == "stage"


async def test_every_result_says_in_one_line_what_it_is_about_and_every_card_is_sound(anyone: Talk) -> None:
    offset = ""
    seen: list[Json] = []
    while not seen or offset:
        answer = await ask(anyone, "", offset)
        seen += answer["results"]
        offset = answer["next_offset"]
    for call in answers(anyone.house):
        for result in call.params["results"]:
            check_markup({"text": result["input_message_content"]["message_text"], "parse_mode": "HTML"})
            assert parse(result["input_message_content"]["message_text"])[0].strip()
            assert "\n" not in result["description"]
            assert 20 <= len(result["description"]) <= 300, result["description"]
            assert "B2B" in result["description"]
            assert "B2C" in result["description"]
    assert [result["title"] for result in seen] == [
        anyone.said.rows[slug].title for slug in browse(anyone.house.texts.catalog)
    ]


async def test_no_words_give_all_topics_in_pages(anyone: Talk) -> None:
    first = await ask(anyone, "  ")
    second = await ask(anyone, "", first["next_offset"])
    third = await ask(anyone, "", second["next_offset"])
    assert [len(page["results"]) for page in (first, second, third)] == [10, 10, 1]
    assert third["next_offset"] == ""
    assert len({*titles(first), *titles(second), *titles(third)}) == 21


@pytest.mark.parametrize("offset", ["x", "-1", "999", "9" * 60, "²", "1.5"])
async def test_an_offset_that_is_none_of_ours_does_no_harm(anna: Talk, offset: str) -> None:
    assert (await ask(anna, "", offset))["next_offset"] in ("10", "")


async def test_half_a_word_is_enough(anna: Talk, ilya: Talk) -> None:
    english = {"negotiati": "negotiation", "tend": "procedure", "cycl": "cycle"}
    russian = {"Тенд": "procedure", "цик": "cycle"}
    for talk, words in ((ilya, english), (anna, russian)):
        for begun, slug in words.items():
            assert titles(await ask(talk, begun))[0] == talk.said.rows[slug].title


async def test_nothing_near_is_a_way_to_the_bot_and_no_miss(anyone: Talk) -> None:
    found = await ask(anyone, NOTHING)
    assert found["results"] == []
    assert found["button"] == {"text": anyone.t("inline.nothing"), "start_parameter": "topics"}
    assert anyone.house.rows("select id from misses") == []
    assert (await anyone.say("/start topics")).startswith(anyone.t("compare.title"))


async def test_something_near_needs_no_such_button(anna: Talk) -> None:
    assert not (await ask(anna, "цикл"))["button"]
    assert not (await ask(anna, ""))["button"]


async def test_an_answer_is_kept_by_telegram_for_this_person_only(anyone: Talk) -> None:
    for query in ("", anyone.said.rows["cycle"].title, NOTHING):
        await ask(anyone, query)
    for call in answers(anyone.house):
        assert call.params["is_personal"] is True
        assert call.params["cache_time"] == 300


async def test_the_language_is_ones_own_setting_then_telegrams_then_english(anna: Talk, marina: Talk) -> None:
    title = {lang: anna.house.texts.catalog.languages[lang].rows["cycle"].title for lang in ("ru", "en")}
    assert titles(await ask(anna, "cycle"))[0] == title["ru"]
    await anna.say("/language")
    await anna.tap("English")
    assert titles(await ask(anna, "cycle"))[0] == title["en"]
    assert titles(await ask(marina, "cycle"))[0] == title["en"]
    await marina.say("/start")
    await marina.tap("Русский")
    assert titles(await ask(marina, "cycle"))[0] == title["ru"]


async def test_a_query_leaves_no_trace(marina: Talk) -> None:
    await ask(marina, "cycle")
    assert marina.house.rows("select id from people") == []
    assert marina.house.rows("select seq from inbox") == []
    assert marina.messages == []


async def test_a_query_changes_nothing_in_an_open_check(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.say("zzzz")
    await ask(anna, "цикл")
    assert anna.t("question.skip") in await anna.say("zzzz")


async def test_the_share_button_of_a_topic_offers_its_card(anyone: Talk) -> None:
    for slug in browse(anyone.house.texts.catalog):
        await anyone.say(f"/start t_{slug}")
        (query,) = [b["switch_inline_query"] for b in buttons(anyone.last) if "switch_inline_query" in b]
        assert titles(await ask(anyone, query))[0] == anyone.said.rows[slug].title, slug


async def test_many_at_once_are_all_answered_while_taps_go_on(anna: Talk, ilya: Talk) -> None:
    people = range(3001, 3041)
    for person in people:
        await anna.house.play("person", id=person, first_name="X", language_code="en")
    asked = [anna.house.play("inline", person=person, query="tender") for person in people]
    found, text = await asyncio.gather(asyncio.gather(*asked), ilya.say("/help"))
    assert text.startswith(ilya.t("help.title"))
    assert {titles(answer)[0] for answer in found} == {ilya.said.rows["procedure"].title}


async def test_an_answer_that_comes_too_late_is_no_error(anna: Talk, caplog: pytest.LogCaptureFixture) -> None:
    anna.house.expect("query is too old")
    await anna.house.push(inline_query={"id": "1", "from": anna.house.world.people[anna.person].user, "query": "",
                                        "offset": ""})  # fmt: skip
    await anna.house.world.until(lambda: bool(answers(anna.house)))
    assert (await ask(anna, "цикл"))["results"]
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_query_with_our_own_marks_is_only_a_query(anna: Talk) -> None:
    for query in ("<b>", "{{ x }}", "&amp;", "\0", "%", "a" * 256, "😀", "'; drop table people"):
        assert len((await ask(anna, query))["results"]) <= 3, query
