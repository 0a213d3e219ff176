"""What each refusal means for an answer."""

import logging

import pytest

from bot.replies import Call
from bot.runtime.fatal import Fatal
from bot.runtime.sender import Sender

from .conftest import ANNA, Rig

GROUP = -4001


@pytest.fixture
async def sender(rig: Rig) -> Sender:
    await rig.transport.initialize()
    return Sender(rig.transport)


@pytest.fixture(autouse=True)
async def closed(rig: Rig) -> object:
    yield
    await rig.transport.shutdown()


def send(text: str, chat: int = ANNA) -> Call:
    return Call("sendMessage", {"chat_id": chat, "text": text})


def edit(text: str, number: int) -> Call:
    return Call("editMessageText", {"chat_id": ANNA, "message_id": number, "text": text, "parse_mode": "HTML"})


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_calls_are_made_in_their_order(sender: Sender, rig: Rig) -> None:
    await sender.send([send("1"), send("2"), send("3")])
    assert rig.heard() == ["1", "2", "3"]


async def test_an_edit_without_change_and_an_old_tap_are_done(
    sender: Sender, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    await sender.send([send("same")])
    number = rig.world.from_bot(ANNA)[0]["message_id"]
    tap = Call("answerCallbackQuery", {"callback_query_id": "77"})
    await sender.send([tap, edit("same", number), send("next")])
    assert rig.heard() == ["same", "next"]
    assert errors(caplog) == []


async def test_an_edit_of_a_message_that_vanished_is_a_new_message(sender: Sender, rig: Rig) -> None:
    await sender.send([edit("<b>new</b>", 999)])
    assert rig.heard() == ["new"]


@pytest.mark.parametrize("why", ["message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_edit_that_is_refused_is_a_new_message(sender: Sender, rig: Rig, why: str) -> None:
    await sender.send([send("old")])
    rig.world.fail_next("editMessageText", 400, f"Bad Request: {why}")
    await sender.send([edit("new", rig.world.from_bot(ANNA)[0]["message_id"])])
    assert rig.heard() == ["old", "new"]


async def test_a_picture_is_followed_by_a_new_message(sender: Sender, rig: Rig) -> None:
    photo = rig.world.post(rig.world.chats[ANNA], rig.world.bot, {"photo": [], "caption": "a"})
    await sender.send([edit("new", photo["message_id"])])
    assert [one.get("text") for one in rig.world.from_bot(ANNA)] == [None, "new"]


async def test_a_group_that_moved_is_written_to_where_it_is_now(sender: Sender, rig: Rig) -> None:
    rig.world.fail_next(
        "sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=GROUP
    )
    await sender.send([send("hello", chat=-5)])
    assert rig.heard(GROUP) == ["hello"]


async def test_a_group_that_moved_to_itself_is_given_up(
    sender: Sender, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    rig.world.fail_next("sendMessage", 400, words, migrate_to=GROUP, times=9)
    await sender.send([send("hello", chat=-5)])
    assert len(rig.world.calls) == 2
    assert len(errors(caplog)) == 1


async def test_who_has_blocked_the_bot_gets_nothing_more_and_is_no_error(
    sender: Sender, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.world.people[ANNA].blocked = True
    await sender.send([send("1"), send("2")])
    await sender.send([send("1", chat=424242), send("2", chat=424242)])  # chat not found
    rig.world.chats[GROUP].bot_inside = False
    await sender.send([send("1", chat=GROUP), send("2", chat=GROUP)])
    assert len(rig.world.calls) == 3
    assert errors(caplog) == []


async def test_a_group_where_the_bot_may_not_write_is_no_error(
    sender: Sender, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.world.fail_next("sendMessage", 400, "Bad Request: not enough rights to send text messages to the chat")
    await sender.send([send("1", chat=GROUP), send("2", chat=GROUP)])
    assert len(rig.world.calls) == 1
    assert errors(caplog) == []


@pytest.mark.parametrize("wait", [0.01, 1e-9, None])
async def test_too_many_requests_is_waited_for(sender: Sender, rig: Rig, wait: float | None) -> None:
    rig.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 0", retry_after=wait, times=3)
    await sender.send([send("1"), send("2")])
    assert rig.heard() == ["1", "2"]
    assert len(rig.world.calls) == 5


async def test_a_pause_that_telegram_wants_is_told_to_who_has_to_know(rig: Rig) -> None:
    told: list[float] = []
    await rig.transport.initialize()
    rig.world.fail_next("sendMessage", 429, "Too Many Requests: retry after 0", retry_after=0.01)
    await Sender(rig.transport, told.append).send([send("1")])
    assert (told, rig.heard()) == ([0.01], ["1"])


async def test_without_network_it_is_tried_again(sender: Sender, rig: Rig) -> None:
    rig.world.cut_next("sendMessage", times=2)
    rig.world.fail_next("sendMessage", 502, "Bad Gateway")
    await sender.send([send("1"), send("2")])
    assert rig.heard() == ["1", "2"]


async def test_cut_after_the_server_has_acted_it_is_rather_said_twice_than_never(sender: Sender, rig: Rig) -> None:
    rig.world.cut_next("sendMessage", after=True)
    await sender.send([send("1"), send("2")])
    assert rig.heard() == ["1", "1", "2"]


async def test_an_edit_that_was_cut_is_made_once(sender: Sender, rig: Rig) -> None:
    await sender.send([send("old")])
    rig.world.cut_next("editMessageText", after=True)
    await sender.send([edit("new", rig.world.from_bot(ANNA)[0]["message_id"])])
    assert rig.heard() == ["new"]


async def test_what_telegram_does_not_take_is_logged_and_the_rest_is_said(
    sender: Sender, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    await sender.send([send("x" * 5000), send("2")])
    assert rig.heard() == ["2"]
    assert errors(caplog) == ["sendMessage was refused: 400 Bad Request: message is too long"]


@pytest.mark.parametrize(("code", "words"), [(401, "BOT_TOKEN"), (409, "Another process")])
async def test_a_wrong_token_and_a_second_poller_end_the_bot(sender: Sender, rig: Rig, code: int, words: str) -> None:
    rig.world.fail_next("sendMessage", code, "no")
    with pytest.raises(Fatal, match=words):
        await sender.send([send("1")])
