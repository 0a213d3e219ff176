"""The first words, languages, help, privacy, the menus and the operator's figures."""

import pytest

from bot.playground.seed import GROUP_ID
from tests.dialogs.deals import QUICK
from tests.dialogs.house import House, Json, Talk, datas


async def test_start_says_hello_and_offers_a_check_and_the_topics(anyone: Talk) -> None:
    text = await anyone.say("/start")
    assert text == "\n\n".join(anyone.t(f"welcome.{key}") for key in ("hello", "how", "compare"))
    assert anyone.labels == [anyone.t("button.deal"), anyone.t("button.topics")]
    await anyone.tap(anyone.t("button.topics"))
    assert anyone.text.startswith(anyone.t("compare.title"))


async def test_start_reminds_of_an_open_check(anyone: Talk) -> None:
    await anyone.say("/deal")
    assert anyone.t("welcome.open") in await anyone.say("/start")
    await anyone.tap(anyone.t("button.deal"))
    assert datas(anyone.last)[0].startswith("resume:")


async def test_the_link_to_a_check_begins_one(anyone: Talk) -> None:
    assert anyone.question("decision-makers") in await anyone.say("/start deal")


async def test_the_link_to_a_topic_shows_it(ilya: Talk) -> None:
    for slug in ilya.said.rows:
        assert (await ilya.say(f"/start t_{slug}")).startswith(ilya.said.rows[slug].title)


async def test_an_unknown_link_says_hello(anna: Talk) -> None:
    for payload in ("t_", "t_nope", "deal2", "xyz", "А", "t_cycle extra", "t_<b>", "__proto__", "a" * 64):
        assert (await anna.say(f"/start {payload}")).startswith(anna.t("welcome.hello"))


async def test_help_names_every_command_of_the_menu(anyone: Talk) -> None:
    text = await anyone.say("/help")
    for command in ("deal", "compare", "cancel", "language", "privacy"):
        assert f"/{command}" in text


async def test_privacy_is_ten_lines(anyone: Talk) -> None:
    lines = (await anyone.say("/privacy")).splitlines()
    assert lines[0] == anyone.t("privacy.title")
    assert len([line for line in lines if line.startswith("• ")]) == 10


async def test_the_language_is_switched_for_every_word_after(anna: Talk) -> None:
    english = Talk(anna.house, anna.person, "en")
    await anna.say("/start")
    await anna.say("/language")
    assert anna.labels == ["English", "Русский"]
    await anna.tap("English")
    assert anna.text == english.t("language.set")
    assert (await english.say("/help")).startswith(english.t("help.title"))
    await english.say("/language")
    await english.tap("Русский")
    assert (await anna.say("/help")).startswith(anna.t("help.title"))


async def test_a_card_is_shown_in_the_language_of_now(anna: Talk) -> None:
    await anna.check(QUICK, name="Пекарня")
    card = anna.last
    await anna.say("/language")
    await anna.tap("English")
    english = Talk(anna.house, anna.person, "en")
    await english.press(datas(card)[1], card)
    shown = next(message for message in anna.messages if message["message_id"] == card["message_id"])
    assert shown["text"].startswith(english.t("why.title"))


@pytest.mark.parametrize("first", ["/start", "/deal", "/help", "тендер", "/compare", "/start t_cycle"])
async def test_a_person_of_another_language_is_asked_once(marina: Talk, first: str) -> None:
    assert await marina.say(first) == marina.t("language.choose")
    assert marina.labels == ["English", "Русский"]
    await marina.tap("Русский")
    assert marina.text.startswith(marina.t("welcome.hello"))
    assert (await marina.say("/help")).startswith(marina.t("help.title"))


async def test_until_a_language_is_chosen_everything_asks_for_it(marina: Talk) -> None:
    for text in ("/start", "/deal", "привет"):
        assert await marina.say(text) == marina.t("language.choose")
    assert await marina.send(sticker=True) == marina.t("language.choose")
    marina.house.expect("message is not modified")
    await marina.press("deal", stale=True)
    assert marina.text == marina.t("language.choose")
    await marina.tap("English")
    english = Talk(marina.house, marina.person, "en")
    assert english.question("decision-makers") in await english.say("/deal")


@pytest.mark.parametrize(("code", "lang"), [("ru", "ru"), ("RU", "ru"), ("ru-RU", "ru"), ("en-GB", "en"), ("en", "en")])
async def test_the_language_of_telegram_decides(house: House, code: str, lang: str) -> None:
    await house.play("person", id=2001, first_name="Кто-то", language_code=code)
    talk = Talk(house, 2001, lang)
    assert (await talk.say("/help")).startswith(talk.t("help.title"))


@pytest.mark.parametrize("code", [None, "de", "uk", "", "russian"])
async def test_any_other_language_of_telegram_is_asked_for(house: House, code: str | None) -> None:
    await house.play("person", id=2001, first_name="Кто-то", language_code=code)
    talk = Talk(house, 2001)
    assert await talk.say("/help") == talk.t("language.choose")


async def test_in_a_group_nobody_is_asked_for_a_language(marina: Talk) -> None:
    there = Talk(marina.house, marina.person, "en", chat=GROUP_ID)
    assert (await there.say("/compare@deal_coach_bot tender")).startswith(there.said.rows["procedure"].title)


async def test_the_operator_sees_the_figures(olga: Talk, anna: Talk, ilya: Talk) -> None:
    await anna.check(QUICK)
    await anna.say("/deal")
    await anna.say("/deal")
    await anna.tap(anna.t("button.aside"))
    await ilya.say("/deal")
    for talk in (olga, anna):
        await talk.say("/compare жжжщщщъъъ")
    await ilya.say("/compare ююююььь")
    text = await olga.say("/stats")
    assert olga.t("stats.people", n=3, week=3) in text
    assert olga.t("stats.checks", done=1, open=1, aside=1) in text
    assert olga.t("stats.misses", n=3) in text
    assert "• жжжщщщъъъ · 2" in text
    assert "ююю" not in text


async def test_nobody_else_sees_the_figures(anyone: Talk) -> None:
    assert await anyone.say("/stats") == anyone.t("other.command")


async def commands(house: House, **asked: object) -> list[Json]:
    async with house.http.post(f"{house.server.url}/bot{house.world.token}/getMyCommands", json=asked) as answer:
        found: list[Json] = (await answer.json())["result"]
        return found


@pytest.mark.usefixtures("menus")
async def test_the_menus_are_set_for_each_language_and_scope(anna: Talk, ilya: Talk) -> None:
    house = anna.house
    private = ["go", "deal", "deals", "compare", "tip", "quiz", "settings", "cancel", "language", "help", "privacy"]
    await house.world.until(lambda: len(house.world.calls_of("setMyShortDescription")) == 3)
    for talk, code in ((anna, {"language_code": "ru"}), (ilya, {"language_code": "en"}), (ilya, {})):
        for scope, names in (
            ({"type": "all_private_chats"}, private),
            ({"type": "all_group_chats"}, ["compare", "tip"]),
            ({"type": "chat", "chat_id": 1004}, [*private, "team", "push", "digest", "stats"]),
        ):
            shown = await commands(house, scope=scope, **code)
            assert [one["command"] for one in shown] == names
            assert [one["description"] for one in shown] == [talk.t(f"menu.{name}") for name in names]
    for talk in (anna, ilya):
        state = await (await house.http.get(f"{house.server.url}/play/state", params={"person": talk.person})).json()
        assert state["bot"]["description"] == talk.t("menu.description")
        assert state["bot"]["short_description"] == talk.t("menu.short")


async def test_every_command_of_the_menu_works(anna: Talk) -> None:
    for name in ("go", "deal", "deals", "compare", "settings", "cancel", "language", "help", "privacy"):
        text = await anna.say(f"/{name}")
        assert text
        assert text != anna.t("other.command")
