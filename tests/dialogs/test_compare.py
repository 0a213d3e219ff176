"""/compare and its buttons, in private and in a group."""

from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.playground.seed import GROUP_ID
from bot.search import Search
from tests.dialogs.house import Json, Talk, buttons, datas

TOPIC_BUTTONS = {"topic", "topics", "deal"}


def order(talk: Talk) -> list[str]:
    """All rows as the groups show them."""
    table = talk.house.texts.catalog.table
    return [row.slug for group in table.groups for row in table.row if row.group == group]


async def test_without_a_topic_the_groups_are_shown_and_their_rows(anyone: Talk) -> None:
    table = anyone.house.texts.catalog.table
    text = await anyone.say("/compare")
    assert text.startswith(anyone.t("compare.title"))
    assert anyone.labels == [anyone.t(f"compare.group.{group}") for group in table.groups]
    rows = []
    for label in anyone.labels:
        await anyone.tap(label)
        assert anyone.text.startswith(label)
        rows += anyone.labels[:-1]
        await anyone.tap(anyone.t("button.back"))
    assert rows == [anyone.said.rows[slug].title for slug in order(anyone)]
    assert len(rows) == 21


async def test_a_row_shows_both_poles_with_all_that_helps(anyone: Talk) -> None:
    await anyone.say("/compare")
    await anyone.tap(anyone.t("compare.group.decides"))
    row = anyone.said.rows["cycle"]
    await anyone.tap(row.title)
    assert anyone.text.startswith(row.title)
    for pole in (row.b2b, row.b2c):
        for part in (pole.gist, pole.tell, pole.mistake, pole.line.removesuffix(".")):
            assert part in anyone.text


@pytest.mark.parametrize(
    ("lang", "query", "slug"),
    [
        ("ru", "тендер", "procedure"),
        ("ru", "ТЕНДЕРЫ", "procedure"),
        ("ru", "ntylth", "procedure"),
        ("ru", "cikl sdelki", "cycle"),
        ("ru", "decision maker", "decision-makers"),
        ("ru", "чем отличается цикл сделки в B2B и B2C?", "cycle"),
        ("ru", "кто решает", "decision-makers"),
        ("en", "tender", "procedure"),
        ("en", "кто решает", "decision-makers"),
        ("en", "sales cycle", "cycle"),
    ],
)
async def test_a_topic_is_found_however_it_is_written(anna: Talk, ilya: Talk, lang: str, query: str, slug: str) -> None:
    talk = anna if lang == "ru" else ilya
    assert (await talk.say(f"/compare {query}")).startswith(talk.said.rows[slug].title)


async def test_every_title_is_found_by_itself(anyone: Talk) -> None:
    for slug, row in anyone.said.rows.items():
        assert (await anyone.say(f"/compare {row.title}")).startswith(row.title), slug


async def test_the_argument_may_stand_on_the_next_line(anna: Talk) -> None:
    assert (await anna.say("/compare\nтендер")).startswith(anna.said.rows["procedure"].title)


async def test_next_and_previous_go_all_the_way_round(anna: Talk) -> None:
    rows, titles = order(anna), anna.said.rows
    await anna.say(f"/compare {titles[rows[0]].title}")
    first = anna.text
    for slug in [*rows[1:], rows[0]]:
        await anna.tap(f"{titles[slug].title} ›" if len(titles[slug].title) < 30 else titles[slug].title)
        assert anna.text.startswith(titles[slug].title)
    assert anna.text == first
    for slug in [*reversed(rows[1:]), rows[0]]:
        await anna.tap(f"‹ {titles[slug].title}")
        assert anna.text.startswith(titles[slug].title)
    assert anna.text == first
    assert len(anna.messages) == 1


async def test_the_other_language_and_back(anna: Talk, ilya: Talk) -> None:
    await anna.say("/compare тендер")
    russian = anna.text
    await anna.tap(anna.t("compare.other_language"))
    assert anna.text.startswith(ilya.said.rows["procedure"].title)
    assert ilya.t("button.share") in anna.labels
    await anna.tap("‹ ")
    assert not any("а" <= char <= "я" for char in anna.text.lower())
    await anna.tap(next(label for label in anna.labels if label.endswith("›")))
    await anna.tap(ilya.t("compare.other_language"))
    assert anna.text == russian


async def test_without_an_inline_mode_share_gives_a_link_that_leads_to_the_topic(anyone: Talk) -> None:
    await anyone.house.stop()
    anyone.house.world.bot["supports_inline_queries"] = False
    await anyone.house.start()
    await anyone.say(f"/compare {anyone.said.rows['cycle'].title}")
    (url,) = [b["url"] for b in buttons(anyone.last) if "url" in b]
    assert url.startswith("https://t.me/share/url?")
    asked = parse_qs(urlsplit(url).query)
    assert asked["url"] == ["https://t.me/deal_coach_bot?start=t_cycle"]
    assert anyone.said.rows["cycle"].title in asked["text"][0]
    topic = anyone.text
    assert await anyone.say("/start t_cycle") == topic


async def test_a_check_begins_below_the_topic_which_stays(anyone: Talk) -> None:
    topic = await anyone.say(f"/compare {anyone.said.rows['cycle'].title}")
    await anyone.tap(anyone.t("button.deal"))
    assert anyone.question("decision-makers") in anyone.text
    assert anyone.messages[-2]["text"] == topic


def unsure(search: Search, talk: Talk) -> tuple[str, tuple[str, ...]]:
    """A query between rows, made of the words for two of them, and what is nearest to it."""
    words = [alias for row in talk.said.rows.values() for alias in row.aliases[2:5]]
    for query in map(" ".join, combinations(words, 2)):
        found = search.find(query, talk.lang)
        if found.nearest and not found.topic:
            return query, found.nearest
    raise AssertionError("the search is sure of everything")


async def test_an_unsure_search_offers_the_nearest_and_names_none(anyone: Talk, built_once: Search) -> None:
    query, nearest = unsure(built_once, anyone)
    assert await anyone.say(f"/compare {query}") == anyone.t("compare.unsure")
    titles = [anyone.said.rows[slug].title for slug in nearest]
    assert anyone.labels == [*titles, anyone.t("button.to_topics")]
    assert len(titles) <= 3
    await anyone.tap(titles[0])
    assert anyone.text.startswith(titles[0])
    assert anyone.house.rows("select id from misses") == []


async def test_nothing_near_is_said_escaped_and_counted(anyone: Talk) -> None:
    query = "<b>жжжщщщ</b> &amp; ёъъъ"
    anyone.house.hostile = True
    text = await anyone.say(f"/compare {query}")
    assert text == f"{anyone.t('compare.nothing', query=query)}\n{anyone.t('compare.nothing_help')}"
    assert anyone.labels == [anyone.t("button.to_topics")]
    (row,) = anyone.house.rows("select * from misses")
    assert (row["person"], row["lang"], row["query"]) == (anyone.person, anyone.lang, query)
    await anyone.tap(anyone.t("button.to_topics"))
    assert anyone.text.startswith(anyone.t("compare.title"))


async def test_a_long_query_is_answered_and_only_its_beginning_is_kept(anna: Talk) -> None:
    await anna.say("ъ" * 4096)
    (row,) = anna.house.rows("select query from misses")
    assert len(row["query"]) <= 64
    assert len(anna.text) < 300


async def test_emoji_alone_give_nothing_to_go_by(anyone: Talk) -> None:
    await anyone.say("/compare 😀")
    assert anyone.t("compare.nothing_help") in anyone.text


async def test_in_a_group_the_answer_is_a_reply_without_private_buttons(group: Talk) -> None:
    await group.say("/compare@deal_coach_bot тендер")
    assert group.text.startswith(group.said.rows["procedure"].title)
    assert group.last["reply_to_message"]["text"] == "/compare@deal_coach_bot тендер"
    verbs = {data.split(":")[0] for data in datas(group.last)}
    assert verbs <= {"topic", "topics"}
    links = [button["url"] for button in buttons(group.last) if "url" in button]
    assert "https://t.me/deal_coach_bot?start=deal" in links


async def test_in_a_group_every_button_leads_to_screens_without_private_buttons(group: Talk) -> None:
    await group.say("/compare")
    pressed: set[str] = set()
    waiting = datas(group.last)
    while waiting:
        data = waiting.pop()
        if data in pressed:
            continue
        pressed.add(data)
        await group.press(data, stale=True)
        assert {one.split(":")[0] for one in datas(group.last)} <= {"topic", "topics", "group"}
        waiting += datas(group.last) if len(pressed) < 20 else []
    assert len(pressed) >= 15


async def test_in_a_group_each_is_answered_in_ones_own_language(group: Talk) -> None:
    english = Talk(group.house, 1002, "en", chat=group.chat)
    await group.say("/compare")
    await english.press("group:decides", group.last)
    assert english.text.startswith(english.t("compare.group.decides"))


ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
"""What Telegram names as the sender where an admin of a group writes in its name."""


async def push(group: Talk, text: str, sender: Json, *, in_its_name: bool) -> None:
    chat = group.house.world.chats[GROUP_ID].public
    mark = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    message = {"message_id": 900, "from": sender, "chat": chat, "date": 1, "text": text, "entities": [mark]}
    await group.house.push(message={**message, "sender_chat": chat} if in_its_name else message)


async def test_in_a_group_an_anonymous_admin_is_answered(group: Talk) -> None:
    for text in ("/compare tender", "/compare@deal_coach_bot qwrtpsdfg", "/deal"):
        await push(group, text, ANONYMOUS, in_its_name=True)
    topic, nothing, private = (message["text"] for message in group.messages)
    unknown = Talk(group.house, group.person, "en")
    assert topic.startswith(unknown.said.rows["procedure"].title)
    assert unknown.t("compare.nothing_help") in nothing
    assert private == unknown.t("other.private")


async def test_in_a_group_another_bot_is_not_answered(group: Talk) -> None:
    for sender in (ANONYMOUS, {**ANONYMOUS, "id": 77, "username": "other_bot"}):
        await push(group, "/compare tender", sender, in_its_name=False)
    assert group.messages == []
    assert await group.say("/compare@deal_coach_bot тендер")


async def test_in_a_group_a_check_is_only_a_link_to_the_private_chat(group: Talk) -> None:
    assert await group.say("/deal@deal_coach_bot") == group.t("other.private")
    assert [button["url"] for button in buttons(group.last)] == ["https://t.me/deal_coach_bot?start=deal"]
    await group.say("/compare")
    await group.press("deal", stale=True)
    assert group.text == group.t("other.private")
    assert group.house.rows("select id from checks") == []


@pytest.mark.parametrize("text", ["тендер", "/help", "/start", "/compare@other_bot тендер", "😀", "привет, коллеги"])
async def test_in_a_group_the_bot_is_silent_where_nobody_speaks_to_it(group: Talk, text: str) -> None:
    await group.say(text)
    assert group.messages == []


async def test_a_search_in_a_group_decides_nothing_about_ones_language(marina: Talk, group: Talk) -> None:
    there = Talk(group.house, marina.person, "en", chat=group.chat)
    assert there.t("compare.nothing_help") in await there.say("/compare@deal_coach_bot жжжщщщъъъ")
    assert await marina.say("/help") == marina.t("language.choose")
