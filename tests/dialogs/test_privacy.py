"""/privacy, /mydata and /forget: what is kept is told, handed out, and deleted for good."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.person.export import MyData
from bot.person.privacy import WHILE
from bot.playground.seed import GROUP_ID
from tests.dialogs.deals import DAIRY, FOG, QUICK
from tests.dialogs.house import DAY, House, Json, Talk, buttons, datas

STRANGER = 7_710_203_344
WORDS = ("Евпатий", "Коловратов", "kolovrat13", "Зюзинский опытный завод", "+7 999 123-45-67 Гришанов", "жжжщщщъъъ",
         "вапролджэ", "кщшщгнекуц", "эюяёъыщчсм")  # fmt: skip
"""The person's own names, and what is typed below."""
LANGUAGES = ("ru", "en")


async def stranger(house: House, lang: str = "ru") -> Talk:
    first, last, _, *_ = WORDS
    await house.play("person", id=STRANGER, first_name=first, last_name=last, language_code=lang)
    house.world.people[STRANGER].user["username"] = WORDS[2]
    house.world.chats[GROUP_ID].members.append(STRANGER)
    return Talk(house, STRANGER, lang)


async def live(talk: Talk) -> None:
    """Leaves a trace in as many places as there are."""
    await talk.check(DAIRY, name=WORDS[3])
    await talk.press(f"picture:{talk.check_id}", stale=True)
    await talk.check(FOG, name=WORDS[4])
    await talk.say(WORDS[5])
    await talk.say(f"/compare {WORDS[6]}")
    await talk.say("/deal")
    await talk.say(WORDS[7])
    there = Talk(talk.house, talk.person, talk.lang, chat=GROUP_ID)
    await there.say(f"/compare@deal_coach_bot {WORDS[8]}")


async def forget(talk: Talk) -> str:
    await talk.say("/forget")
    await talk.tap(talk.t("forget.everything"))
    await talk.tap(talk.t("forget.now"))
    return talk.text


def tables(house: House) -> dict[str, list[Any]]:
    """All rows of all tables there are."""
    names = house.rows("select name as name from sqlite_master where type = 'table'")
    if names == [None]:
        names = house.rows("select tablename as name from pg_tables where schemaname = 'public'")
    assert len(names) > 10
    return {row["name"]: [dict(one) for one in house.rows(f"select * from {row['name']}")] for row in names}


def traces(house: House) -> list[str]:
    """Where the id or a word of the stranger stands."""
    found = []
    for table, rows in tables(house).items():
        for row in rows:
            for column, value in row.items():
                found += [f"{table}.{column}: {word}" for word in (str(STRANGER), *WORDS) if word in str(value)]
    return found


async def no_trace_is_left(house: House, lang: str) -> None:
    """For any engine."""
    talk = await stranger(house, lang)
    await live(talk)
    before = {trace.partition(".")[0] for trace in traces(house)}
    assert {"people", "deals", "checks", "pictures", "prompts", "misses"} <= before
    await forget(talk)
    assert traces(house) == []


def document(talk: Talk) -> Json:
    """The file of the last message."""
    file = talk.house.world.files.get(talk.last["document"]["file_id"])
    assert file is not None
    handed: Json = json.loads(file.body)
    return handed


async def test_privacy_tells_in_ten_lines_how_to_get_and_to_delete_everything(anyone: Talk) -> None:
    lines = (await anyone.say("/privacy")).splitlines()
    assert lines[0] == anyone.t("privacy.title")
    assert len([line for line in lines if line.startswith("• ")]) == 10
    assert {"/mydata", "/forget"} <= {word.strip(".,") for word in anyone.text.split()}
    assert datas(anyone.last) == ["mydata", "forget"]


async def test_privacy_leads_to_both_and_stays_to_be_read(anyone: Talk) -> None:
    await anyone.check(QUICK)
    text = await anyone.say("/privacy")
    privacy = anyone.last
    await anyone.tap(anyone.t("privacy.mydata"))
    assert anyone.last["caption"] == anyone.t("mydata.caption")
    await anyone.press("forget", privacy)
    assert anyone.text.startswith(anyone.t("forget.title"))
    assert anyone.messages[-3]["text"] == text


async def test_mydata_is_a_file_with_all_that_was_answered_and_named(anyone: Talk) -> None:
    await anyone.check(DAIRY, name="Молкомбинат")
    await anyone.say("/compare жжжщщщъъъ")
    await anyone.say("/mydata")
    assert anyone.last["caption"] == anyone.t("mydata.caption")
    assert anyone.last["document"]["file_name"].startswith("deal-coach-20")
    assert anyone.last["document"]["file_name"].endswith(".json")
    assert anyone.last["document"]["mime_type"] == "application/json"
    handed = document(anyone)
    MyData.model_validate(handed)
    assert handed["people"][0]["id"] == anyone.person
    assert handed["deals"][0]["name"] == "Молкомбинат"
    (check,) = handed["checks"]
    assert check["guess"] == 4
    assert check["answers"]["decision-makers"] == "b2b"
    assert check["result"]["fit_of"] == 6
    assert [row["query"] for row in handed["misses"]] == ["жжжщщщъъъ"]
    assert handed["inbox"][-1]["body"]["message"]["text"] == "/mydata"


async def test_mydata_holds_nothing_of_anybody_else(anna: Talk, ilya: Talk) -> None:
    await anna.check(QUICK, name="Пекарня")
    await ilya.check(QUICK, name="Bakery")
    await ilya.say("/mydata")
    file = ilya.house.world.files.get(ilya.last["document"]["file_id"])
    assert file is not None
    assert "Bakery" in file.body.decode()
    assert "Пекарня" not in file.body.decode()
    assert str(anna.person) not in file.body.decode()


async def test_no_copy_of_the_data_is_stored_while_it_is_sent(anna: Talk) -> None:
    await anna.check(QUICK, name="Пекарня")
    anna.house.world.delay_next("sendDocument", 0.2)
    await anna.house.play("message", person=anna.person, text="/mydata")
    stored: list[str] = []
    while not (stored := [row["calls"] for row in anna.house.rows("select calls from inbox where state = 'done'")]):
        await asyncio.sleep(0.002)
    assert json.loads(stored[-1])[0][1]["document"] == {"export": anna.person}
    assert "Пекарня" not in stored[-1]
    await anna.house.quiet()
    assert document(anna)["deals"][0]["name"] == "Пекарня"


@pytest.mark.parametrize("after", [False, True])
async def test_a_file_cut_off_on_its_way_is_sent_again(anna: Talk, after: bool) -> None:
    anna.house.expect("cut")
    await anna.check(QUICK)
    anna.house.world.cut_next("sendDocument", after=after)
    await anna.say("/mydata")
    assert document(anna)["checks"]


async def test_who_has_left_nothing_is_told_so(anyone: Talk) -> None:
    for command in ("/mydata", "/forget"):
        assert await anyone.say(command) == anyone.t("privacy.empty")
    assert anyone.house.rows("select id from people") == []


async def test_in_a_group_nothing_is_handed_out(group: Talk, anna: Talk) -> None:
    await anna.check(QUICK)
    await group.say("/mydata@deal_coach_bot")
    await group.say("/forget@deal_coach_bot")
    assert group.messages == []
    await group.say("/compare@deal_coach_bot тендер")
    await group.press("mydata", stale=True)
    assert group.text == group.t("other.private")


async def test_forget_says_what_goes_and_asks_twice(anyone: Talk) -> None:
    await anyone.check(QUICK, name="Пекарня")
    await anyone.check(QUICK, name="Ателье")
    await anyone.say("/compare жжжщщщъъъ")
    text = await anyone.say("/forget")
    for name, n in (("deals", 2), ("checks", 2), ("misses", 1)):
        said = str(anyone.house.texts.words[anyone.lang].count(f"forget.{name}", n))
        assert said in text
    assert anyone.labels == [anyone.t("forget.everything"), anyone.t("forget.keep")]
    await anyone.tap(anyone.t("forget.everything"))
    assert anyone.text.startswith(anyone.t("forget.sure"))
    assert anyone.labels == [anyone.t("forget.keep"), anyone.t("forget.now")]
    assert len(anyone.house.rows("select id from deals")) == 2
    await anyone.tap(anyone.t("forget.now"))
    assert anyone.text == f"{anyone.t('forget.done')}\n{anyone.t('forget.again')}"
    assert buttons(anyone.last) == []
    assert anyone.house.rows("select id from people") == []


async def test_forget_without_deals_promises_no_deals(anyone: Talk) -> None:
    await anyone.say("/start")
    assert anyone.t("forget.little") in await anyone.say("/forget")


@pytest.mark.parametrize("steps", [0, 1])
async def test_to_keep_it_changes_nothing(anyone: Talk, steps: int) -> None:
    await anyone.check(QUICK, name="Пекарня")
    await anyone.say("/deal")
    before = [dict(row) for row in anyone.house.rows("select * from checks order by id")]
    await anyone.say("/forget")
    for _ in range(steps):
        await anyone.tap(anyone.t("forget.everything"))
    await anyone.tap(anyone.t("forget.keep"))
    assert anyone.text == anyone.t("forget.kept")
    assert buttons(anyone.last) == []
    assert [dict(row) for row in anyone.house.rows("select * from checks order by id")] == before


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_after_it_no_table_holds_the_id_or_a_word(house: House, lang: str) -> None:
    await no_trace_is_left(house, lang)


async def test_after_it_the_file_holds_no_trace_either(house: House) -> None:
    talk = await stranger(house)
    await live(talk)
    await forget(talk)
    await house.stop()
    left = [path for path in house.file.parent.iterdir() if path.name.startswith(house.file.name)]
    bodies = b"".join(path.read_bytes() for path in left)
    assert Path(house.file) in left
    assert [word for word in (str(STRANGER), *WORDS) if word.encode() in bodies] == []
    await house.start()


async def test_after_it_start_begins_as_with_a_stranger(house: House) -> None:
    talk = await stranger(house)
    await live(talk)
    await forget(talk)
    assert (await talk.say("/start")).startswith(talk.t("welcome.hello"))
    assert talk.t("welcome.open") not in talk.text
    card = await talk.check(QUICK)
    assert card.startswith(talk.t("name.default", n=1))


async def test_after_it_a_language_that_was_chosen_is_asked_for_again(marina: Talk) -> None:
    await marina.say("/start")
    await marina.tap("English")
    english = Talk(marina.house, marina.person, "en")
    assert await forget(english) == f"{english.t('forget.done')}\n{english.t('forget.again')}"
    assert marina.house.rows("select id from people") == []
    assert await marina.say("/start") == marina.t("language.choose")


@pytest.mark.parametrize("who", ["anna", "marina"])
async def test_the_last_button_twice_leaves_nobody_behind(who: str, anna: Talk, marina: Talk, house: House) -> None:
    house.allow("message is not modified")
    talk = {"anna": anna, "marina": marina}[who]
    await talk.say("/start")
    if who == "marina":
        await talk.tap("Русский")
    await talk.say("/forget")
    await talk.tap(talk.t("forget.everything"))
    data = datas(talk.last)[-1]
    await asyncio.gather(talk.press(data, stale=True), talk.press(data, stale=True))
    assert house.rows("select id from people") == []
    assert len(talk.messages) == 2


async def test_a_last_button_found_in_the_chat_later_deletes_nothing(anyone: Talk) -> None:
    await anyone.check(QUICK, name="Пекарня")
    await anyone.say("/forget")
    await anyone.tap(anyone.t("forget.everything"))
    data = datas(anyone.last)[-1]
    anyone.house.clock.ahead += WHILE + 1
    await anyone.press(data)
    assert anyone.text.startswith(anyone.t("forget.title"))
    assert len(anyone.house.rows("select id from deals")) == 1
    await anyone.tap(anyone.t("forget.everything"))
    await anyone.tap(anyone.t("forget.now"))
    assert anyone.house.rows("select id from deals") == []


@pytest.mark.parametrize("data", ["forget:now:", "forget:now:xyz", "forget:now:AAAAAAAAAAA", "forget:now:_________w8"])
async def test_a_forged_last_button_deletes_nothing(anna: Talk, data: str) -> None:
    await anna.check(QUICK)
    await anna.press(data, stale=True)
    assert anna.text.startswith(anna.t("forget.title"))
    assert len(anna.house.rows("select id from deals")) == 1


async def test_a_repeated_update_of_the_last_tap_is_still_known(anna: Talk) -> None:
    await anna.check(QUICK)
    await anna.say("/forget")
    await anna.tap(anna.t("forget.everything"))
    world = anna.house.world
    query = {
        "id": "77", "from": world.people[anna.person].user, "message": anna.last, "chat_instance": "1",
        "data": datas(anna.last)[-1],
    }  # fmt: skip
    anna.house.expect("query is too old")
    number = await anna.house.push(callback_query=query)
    assert anna.text.startswith(anna.t("forget.done"))
    edits = len(world.calls_of("editMessageText"))
    await anna.house.push(callback_query=query, update_id=number)
    assert len(world.calls_of("editMessageText")) == edits
    assert anna.house.rows("select id from people") == []


async def test_a_crash_after_the_deletion_still_tells_that_it_is_done(house: House) -> None:
    talk = await stranger(house)
    await live(talk)
    await talk.say("/forget")
    await talk.tap(talk.t("forget.everything"))
    house.expect("cut")
    house.world.cut_next("answerCallbackQuery", times=1)
    tap = asyncio.create_task(
        house.play("tap", person=STRANGER, message_id=talk.last["message_id"], data=datas(talk.last)[-1])
    )
    await house.world.until(lambda: bool(house.world.faults) is False)
    await house.restart()
    await tap
    await house.quiet()
    assert talk.text.startswith(talk.t("forget.done"))
    assert traces(house) == []


async def test_nobody_else_is_forgotten(anna: Talk, ilya: Talk) -> None:
    card = await ilya.check(QUICK, name="Bakery")
    await anna.check(QUICK)
    await forget(anna)
    await ilya.press(f"card:{ilya.check_id}", stale=True)
    assert ilya.text == card
    ilya.house.allow("message is not modified")
    assert len(ilya.house.rows("select id from people")) == 1


async def test_an_open_check_and_old_buttons_of_it_are_gone(anna: Talk) -> None:
    await anna.say("/deal")
    question = anna.last
    await anna.step({})
    await forget(anna)
    toast = await anna.press(datas(question)[0], question, stale=True)
    assert toast == anna.t("check.gone")
    anna.house.clock.ahead += DAY
    assert anna.question("decision-makers") in await anna.say("/deal")
