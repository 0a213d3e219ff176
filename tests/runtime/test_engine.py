"""Applied exactly once and answered at least once, whatever fails or dies in between."""

import asyncio
import logging
import sqlite3
from contextlib import closing

import pytest

from bot.replies import Call
from bot.runtime.engine import Outcome
from bot.runtime.fatal import Fatal
from bot.store.database import Conflict

from .conftest import ANNA, ILYA, Json, Rig, echo, eventually, message, note
from .test_receiver import LosesAnswers

TO_ANNA = [["sendMessage", {"chat_id": ANNA, "text": "from before"}]]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def failing(text: str, times: int, error: Exception) -> object:
    """A dispatch that leaves writes behind and fails so many times for one text."""
    left = [error] * times

    async def dispatch(body: Json) -> Outcome:
        if body["message"]["text"] == text and left:
            raise left.pop()
        return echo(body)

    return dispatch


async def test_what_an_earlier_run_left_is_answered_in_order_and_applied_once(rig: Rig) -> None:
    rig.store(message("1", update_id=1), state="done", calls=TO_ANNA)
    rig.store(message("2", update_id=2), message("3", update_id=3))
    rig.store(message("a", ILYA, update_id=4))
    rig.say("4")
    await rig.start()
    await rig.hears("from before", "re 2", "re 3", "re 4")
    await rig.hears("re a", person=ILYA)
    assert "1" not in rig.dispatched
    assert len(rig.dispatched) == 4


async def test_what_was_sent_is_not_sent_again(rig: Rig) -> None:
    rig.store(message("1", update_id=1), state="sent", calls=TO_ANNA)
    rig.store(message("2", update_id=2), state="aside", calls=TO_ANNA, tries=3)
    rig.say("3")
    await rig.start()
    await rig.hears("re 3")


async def test_one_slow_answer_holds_up_only_its_own_chat(running: Rig) -> None:
    running.world.delay_next("sendMessage", 0.2)
    running.say("1", "2")
    await eventually(lambda: running.dispatched == ["1"])
    running.say("a", person=ILYA)
    await eventually(lambda: running.heard(ILYA) == ["re a"])
    assert running.dispatched == ["1", "a"]
    await running.hears("re 1", "re 2")


async def test_an_update_that_needs_no_answer_is_done(running: Rig) -> None:
    async def ignore(body: Json) -> Outcome:
        return [], []

    running.on = ignore
    running.say("1")
    await eventually(lambda: bool(running.dispatched))
    await running.idle()
    assert running.states == ["sent"]


async def test_a_locked_database_is_waited_for_and_nobody_is_given_up(
    running: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    deciding = asyncio.Event()

    async def slow(body: Json) -> Outcome:
        await deciding.wait()
        return echo(body)

    running.on = slow
    running.say("1", "2")
    await eventually(lambda: bool(running.dispatched))
    with running.locked():
        deciding.set()
        await eventually(lambda: running.dispatched.count("1") >= 5)
    await running.hears("re 1", "re 2")
    assert running.rows("select tries from inbox") == [(0,), (0,)]
    assert "locked by another program" in caplog.text
    assert "failed" not in caplog.text


async def test_a_lock_after_the_answer_makes_nobody_hear_it_twice(
    running: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    running.world.delay_next("sendMessage", 0.2)
    running.say("1")
    await eventually(lambda: running.states == ["done"])
    with running.locked():
        await eventually(lambda: "not marked yet" in caplog.text)
    await running.hears("re 1")
    assert running.states == ["sent"]


async def test_a_lock_while_a_failure_is_counted_and_a_queue_is_read(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.runtime.lanes.LANE", 1)
    failed = asyncio.Event()

    async def fail_once(body: Json) -> Outcome:
        if body["message"]["text"] == "1" and not failed.is_set():
            await asyncio.sleep(0.05)
            failed.set()
            raise ValueError("no")
        return echo(body)

    rig.on = fail_once
    await rig.start()
    rig.say("1", "2", "3")
    await eventually(lambda: bool(rig.dispatched))
    with rig.locked():
        await eventually(lambda: caplog.text.count("locked by another program") >= 3)
    await rig.hears("re 1", "re 2", "re 3")


@pytest.mark.parametrize("times", [1, 2])
async def test_a_handler_that_fails_less_than_three_times_is_forgiven(running: Rig, times: int) -> None:
    running.on = failing("1", times, ValueError("no"))  # type: ignore[assignment]
    running.say("1", "2")
    await running.hears("re 1", "re 2")
    assert running.states == ["sent", "sent"]


async def test_after_three_failures_the_person_gets_an_apology_and_the_chat_goes_on(
    running: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    running.on = failing("1", 99, ValueError("no"))  # type: ignore[assignment]
    running.say("1", "2")
    await running.hears("sorry", "re 2")
    assert running.dispatched == ["1", "1", "1", "2"]
    assert running.notes == ["1001 2"]
    assert running.states == ["aside", "sent"]
    assert sum("is put aside" in words for words in errors(caplog)) == 1


async def test_failures_are_counted_across_restarts(rig: Rig) -> None:
    rig.on = failing("1", 99, ValueError("no"))  # type: ignore[assignment]
    rig.store(message("1"), tries=2)
    await rig.start()
    await rig.hears("sorry")
    assert rig.dispatched == ["1"]


async def test_an_apology_survives_a_death_before_it_is_sent(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.runtime.engine.GRACE", 0.05)
    rig.on = failing("1", 99, ValueError("no"))  # type: ignore[assignment]
    rig.world.cut_next("sendMessage", times=1000)
    await rig.start()
    rig.say("1")
    await eventually(lambda: len(rig.world.calls_of("sendMessage")) > 2)
    await rig.stop()
    assert rig.states == ["done"]
    rig.world.faults.clear()
    await rig.start()
    await rig.hears("sorry")
    assert rig.dispatched == ["1"] * 3
    assert rig.states == ["aside"]


async def test_an_apology_that_fails_itself_stops_nobody(running: Rig) -> None:
    async def sorry(body: Json) -> list[Call]:
        raise KeyError("no words")

    running.sorry = sorry  # type: ignore[method-assign]
    running.on = failing("1", 99, ValueError("no"))  # type: ignore[assignment]
    await running.stop()
    await running.start()
    running.say("1", "2")
    await running.hears("re 2")
    assert running.states == ["aside", "sent"]


async def test_a_conflict_is_read_and_decided_again(running: Rig, caplog: pytest.LogCaptureFixture) -> None:
    running.on = failing("1", 3, Conflict("somebody was quicker"))  # type: ignore[assignment]
    running.say("1")
    await running.hears("re 1")
    assert len(running.dispatched) == 4
    assert running.rows("select tries from inbox") == [(0,)]
    assert errors(caplog) == []


async def test_a_conflict_without_end_is_a_failure(running: Rig) -> None:
    running.on = failing("1", 99, Conflict("always"))  # type: ignore[assignment]
    running.say("1", "2")
    await running.hears("sorry", "re 2")
    assert running.states == ["aside", "sent"]


@pytest.mark.parametrize(("state", "heard"), [("done", ["from the other"]), ("sent", []), ("aside", [])])
async def test_what_somebody_else_has_done_is_not_dispatched_again(running: Rig, state: str, heard: list[str]) -> None:
    async def overtaken(body: Json) -> Outcome:
        calls = '[["sendMessage", {"chat_id": 1001, "text": "from the other"}]]'
        with closing(sqlite3.connect(running.file)) as other, other:
            other.execute("update inbox set state = ?, calls = ? where state = 'new'", (state, calls))
        return echo(body)

    running.on = overtaken
    running.say("1")
    await eventually(lambda: bool(running.dispatched))
    await running.hears(*heard)
    await asyncio.sleep(0.05)
    assert running.dispatched == ["1"]
    assert running.notes == []
    assert running.heard() == heard


async def test_a_commit_whose_answer_is_lost_is_neither_repeated_nor_silent(rig: Rig) -> None:
    rig.wrap = lambda db: LosesAnswers(db, "set state = 'done'")
    rig.say("1", "2")
    await rig.start()
    await rig.hears("re 1", "re 2")
    assert rig.notes == ["1001 1", "1001 2"]


async def test_a_stop_finishes_what_has_begun_and_leaves_the_rest(running: Rig) -> None:
    running.world.delay_next("sendMessage", 0.2)
    running.say("1", "2", "3")
    await eventually(lambda: bool(running.dispatched))
    await running.stop()
    assert running.heard() == ["re 1"]
    assert running.dispatched == ["1"]
    assert running.states == ["sent", "new", "new"]
    await running.start()
    await running.hears("re 1", "re 2", "re 3")
    assert running.dispatched == ["1", "2", "3"]


async def test_a_stop_without_network_does_not_hang_and_loses_nothing(
    running: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.engine.GRACE", 0.05)
    running.world.cut_next("sendMessage", times=1000)
    running.say("1", "2")
    await eventually(lambda: len(running.world.calls_of("sendMessage")) > 2)
    await running.stop()
    running.world.faults.clear()
    await running.start()
    await running.hears("re 1", "re 2")
    assert running.dispatched == ["1", "2"]


async def test_a_stop_with_a_locked_database_does_not_hang_and_loses_nothing(
    running: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.runtime.engine.GRACE", 0.05)
    running.world.delay_next("sendMessage", 0.2, times=2)
    running.say("1")
    running.say("a", person=ILYA)
    await eventually(lambda: running.states == ["done", "done"])
    with running.locked():
        await eventually(lambda: "not marked yet" in caplog.text)
        await running.stop()
    await running.start()
    await running.hears("re 1", "re 1")  # rather twice than never
    assert sorted(running.dispatched) == ["1", "a"]


async def test_a_wrong_token_in_the_middle_ends_the_bot_and_the_answer_is_kept(running: Rig) -> None:
    running.world.fail_next("sendMessage", 401, "Unauthorized")
    running.say("1", "2")
    with pytest.raises(Fatal, match="BOT_TOKEN"):
        await running.ended()
    assert running.states == ["done", "new"]
    await running.start()
    await running.hears("re 1", "re 2")


async def test_an_answer_that_cannot_be_sent_at_all_becomes_an_apology_and_stops_nobody(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    rig.store(message("1", update_id=1), state="done", calls=[["editMessageText", None]])
    rig.world.fail_next("editMessageText", 400, "Bad Request: message to edit not found")
    rig.say("2")
    await rig.start()
    await rig.hears("sorry", "re 2")
    assert errors(caplog) == ["the answer to update 1 can't be sent"]


async def test_who_has_blocked_the_bot_keeps_nobody_waiting(running: Rig) -> None:
    running.say("1", "2")
    running.world.people[ANNA].blocked = True
    await running.idle()
    running.world.people[ANNA].blocked = False
    running.say("3")
    await eventually(lambda: running.heard()[-1:] == ["re 3"])
    assert running.notes == ["1001 1", "1001 2", "1001 3"]


async def test_a_transaction_is_all_or_nothing(running: Rig) -> None:
    async def twice(body: Json) -> Outcome:
        return [note("a"), note("a")], []

    running.on = twice
    running.say("1")
    await running.hears("sorry")
    assert running.notes == []
