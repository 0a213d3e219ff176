"""What is no text: answered with one sentence, or rightly ignored."""

from typing import Any

import pytest

from bot.playground.seed import GROUP_ID
from tests.dialogs.house import House, Json, Talk

FILE = {"file_id": "f", "file_unique_id": "u"}
NOW = 1_800_000_000


def message(talk: Talk, **body: Any) -> Json:
    world = talk.house.world
    world.people[talk.person].started = True
    chat = world.chats[talk.chat or talk.person]
    return {"message_id": 900, "from": world.people[talk.person].user, "chat": chat.public, "date": NOW, **body}


async def test_what_is_no_text_is_answered_with_one_sentence(anyone: Talk) -> None:
    kinds = ("photo", "sticker", "voice", "location", "document", "contact")
    for number, kind in enumerate(kinds, 1):
        assert await anyone.send(**{kind: True}) == anyone.t("other.kind")
        assert len(anyone.messages) == number


OTHERS: dict[str, Json] = {
    "poll": {
        "id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "type": "regular",
        "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    },
    "dice": {"emoji": "🎲", "value": 4},
    "video": {**FILE, "width": 1, "height": 1, "duration": 1},
    "animation": {**FILE, "width": 1, "height": 1, "duration": 1},
    "audio": {**FILE, "duration": 1},
    "video_note": {**FILE, "length": 1, "duration": 1},
    "venue": {"location": {"latitude": 1.0, "longitude": 1.0}, "title": "t", "address": "a"},
    "story": {"chat": {"id": 1, "type": "private"}, "id": 3},
    "paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]},
    "checklist": {"title": "t", "tasks": [{"id": 1, "text": "a"}]},
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
async def test_rarer_kinds_are_answered_too(anna: Talk, kind: str) -> None:
    await anna.house.push(message=message(anna, **{kind: OTHERS[kind]}))
    assert anna.text == anna.t("other.kind")


async def test_what_the_library_can_not_read_gets_an_apology(anyone: Talk, caplog: pytest.LogCaptureFixture) -> None:
    await anyone.say("/help")
    unread = {name: value for name, value in OTHERS["poll"].items() if name != "members_only"}
    await anyone.house.push(message=message(anyone, poll=unread))
    assert anyone.text == anyone.t("other.failed")
    assert sum("is put aside" in record.getMessage() for record in caplog.records) == 1
    caplog.clear()  # three tries were logged as errors, and rightly so
    # what Telegram sends here is what no library understands
    anyone.house.world.calls[:] = [call for call in anyone.house.world.calls if call.method != "getUpdates"]


async def test_in_the_middle_of_a_check_a_picture_loses_nothing(anyone: Talk) -> None:
    await anyone.say("/deal")
    assert await anyone.send(sticker=True) == anyone.t("other.kind")
    assert anyone.question("stage") in await anyone.say("1")


async def test_an_album_is_answered_once(anyone: Talk) -> None:
    assert await anyone.send(album=5) == anyone.t("other.kind")
    assert len(anyone.messages) == 1
    await anyone.send(album=2)
    assert len(anyone.messages) == 2


async def test_a_caption_is_read_like_a_text(anna: Talk) -> None:
    assert (await anna.send(photo=True, caption="тендер")).startswith(anna.said.rows["procedure"].title)
    await anna.say("/deal")
    assert anna.question("stage") in await anna.send(document=True, caption="1")


async def test_a_forwarded_text_is_read_like_a_text(anna: Talk) -> None:
    assert (await anna.send(text="у нас тендер", forward=True)).startswith(anna.said.rows["procedure"].title)


async def test_an_edited_message_is_ignored(anna: Talk) -> None:
    await anna.say("/help")
    sent = next(m for m in anna.house.world.chats[anna.person].messages.values() if m["from"]["id"] == anna.person)
    await anna.house.play("edit", person=anna.person, message_id=sent["message_id"], text="/deal")
    await anna.house.push(edited_message={**message(anna, text="/deal"), "edit_date": NOW})
    assert len(anna.messages) == 1
    assert anna.house.rows("select id from checks") == []


SERVICE: dict[str, Any] = {
    "pinned_message": {"message_id": 1, "date": NOW, "chat": {"id": 1001, "type": "private"}, "text": "x"},
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
    "write_access_allowed": {},
    "chat_background_set": {"type": {"type": "fill", "fill": {"type": "solid", "color": 1}, "dark_theme_dimming": 1}},
    "users_shared": {"request_id": 1, "users": []},
    "web_app_data": {"data": "x", "button_text": "y"},
    "forum_topic_created": {"name": "x", "icon_color": 7322096},
    "something_new_from_next_year": {"x": 1},
}


@pytest.mark.parametrize("kind", SERVICE)
async def test_a_service_message_is_ignored(anna: Talk, kind: str) -> None:
    await anna.say("/help")
    await anna.house.push(message=message(anna, **{kind: SERVICE[kind]}))
    assert len(anna.messages) == 1


BOT = {"id": 77, "is_bot": True, "first_name": "Other", "username": "other_bot"}
PERSON = {"id": 1001, "is_bot": False, "first_name": "A"}
CHANNEL = {"id": -1001, "type": "channel", "title": "News"}


@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": {"message_id": 1, "chat": CHANNEL, "date": NOW, "text": "/deal"}},
        {"edited_channel_post": {"message_id": 1, "chat": CHANNEL, "date": NOW, "text": "/deal", "edit_date": NOW}},
        {"poll": OTHERS["poll"]},
        {"my_chat_member": {"chat": {"id": GROUP_ID, "type": "group", "title": "g"}, "from": BOT, "date": NOW,
                            "old_chat_member": {"status": "left", "user": BOT},
                            "new_chat_member": {"status": "left", "user": BOT}}},
        {"message": {"message_id": 1, "from": BOT, "chat": {"id": GROUP_ID, "type": "group", "title": "g"}, "date": NOW,
                     "text": "/compare", "entities": [{"type": "bot_command", "offset": 0, "length": 8}]}},
        {"message": {"message_id": 1, "sender_chat": CHANNEL, "chat": CHANNEL, "date": NOW, "text": "x"}},
        {"message_reaction_count": {"chat": CHANNEL, "message_id": 1, "date": NOW, "reactions": []}},
        {"an_update_from_next_year": {"from": PERSON}},
        {},
    ],
    ids=["channel-post", "edited-channel-post", "poll", "member", "from-a-bot", "without-a-person",
         "reactions", "unknown-kind", "empty"],
)  # fmt: skip
async def test_what_nobody_asked_the_bot_is_ignored(house: House, anna: Talk, update: Json) -> None:
    await house.push(**update)
    assert await anna.say("/cancel") == anna.t("cancel.nothing")
    assert house.world.calls_of("sendMessage", "editMessageText") == house.world.calls_of("sendMessage")[-1:]


async def test_an_unknown_command_is_told_what_there_is(anyone: Talk) -> None:
    for command in ("/nonsense", "/deal_now", "/dealss", "/teams", "/a@deal_coach_bot", "/stats"):
        assert await anyone.say(command) == anyone.t("other.command")


@pytest.mark.parametrize("command", ["/deal@deal_coach_bot", "/DEAL", "/deal please", "/deal\nnow"])
async def test_a_command_may_be_written_as_people_write_it(anna: Talk, command: str) -> None:
    assert anna.question("decision-makers") in await anna.say(command)


ODD = (
    "😀", "🦄🦄🦄🦄", "'; drop table people; --", "<b>", "&", "\u202eтпирк", "\u200b.", "ъ" * 4096, "{{ 7 * 7 }}",
    "None", "a" * 4000 + " тендер", "1 2 3 4 5 6 7 8 9 " * 200, "/", "//", "@deal_coach_bot", "https://example.com/?a=1&b=<2>",
)  # fmt: skip


async def test_odd_words_are_answered_and_do_no_harm(anna: Talk) -> None:
    anna.house.hostile = True
    for number, typed in enumerate(ODD, 1):
        assert await anna.say(typed)
        assert len(anna.messages) == number
    assert len(anna.house.rows("select id from people")) == 1


async def test_a_null_byte_inside_words_does_no_harm(anna: Talk) -> None:
    assert (await anna.say("тен\u0000дер")) != ""
    assert anna.t("compare.nothing_help").split("\n")[0] in await anna.say("ъъъ\u0000ъъъъ")
    assert [row["query"] for row in anna.house.rows("select query from misses")][-1:] == ["ъъъъъъъ"]
