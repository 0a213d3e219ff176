"""Inline queries are answered beside the lanes: few at once, the last words of a person only, never late."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.playground.queries import INLINE_LIFE
from bot.replies import Call
from bot.runtime import inline
from bot.runtime.engine import Outcome
from bot.runtime.inline import Inline
from bot.runtime.sender import Sender

from .conftest import Json, Rig, eventually

RESULT = {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}


class Desk:
    """The answerer with the local Bot API, and people who ask."""

    def __init__(self, rig: Rig) -> None:
        self.world = rig.world
        self.dispatched: list[str] = []
        self.busy = self.most = 0
        self.before: Callable[[str], Awaitable[object]] = self.at_once
        self.inline = Inline(Sender(rig.transport), self.dispatch)

    async def at_once(self, query: str) -> object:
        pass

    async def dispatch(self, body: Json) -> Outcome:
        query = body["inline_query"]
        self.dispatched.append(query["query"])
        self.busy += 1
        self.most = max(self.most, self.busy)
        try:
            await self.before(query["query"])
        finally:
            self.busy -= 1
        return [], [Call("answerInlineQuery", {"inline_query_id": query["id"], "results": [RESULT]})]

    def ask(self, query: str, person: int = 1) -> asyncio.Future[Json]:
        asked = self.world.queries.ask(person, person, None, INLINE_LIFE)
        sender = {"id": person, "is_bot": False, "first_name": "A"}
        body = {"id": asked.id, "from": sender, "query": query, "offset": ""}
        self.inline.offer({"update_id": self.world.queries.number(), "inline_query": body})
        return asked.answer


@pytest.fixture
async def desk(rig: Rig) -> AsyncIterator[Desk]:
    await rig.transport.initialize()
    desk = Desk(rig)
    yield desk
    await desk.inline.stop(1)
    await rig.transport.shutdown()


async def test_everybody_is_answered_but_few_at_once(desk: Desk) -> None:
    desk.before = lambda _: asyncio.sleep(0.001)
    await asyncio.gather(*(desk.ask(str(person), person) for person in range(100)))
    assert desk.dispatched == [str(person) for person in range(100)]
    assert desk.most == inline.AT_ONCE


async def test_who_types_on_while_others_are_served_is_answered_for_the_last_words_only(desk: Desk) -> None:
    gate = asyncio.Event()
    desk.before = lambda query: gate.wait() if query == "first" else desk.at_once(query)
    for person in range(inline.AT_ONCE):
        desk.ask("first", 100 + person)
    await eventually(lambda: desk.busy == inline.AT_ONCE)
    typed = [desk.ask(query) for query in ("t", "te", "ten")]
    other = desk.ask("other", 2)
    gate.set()
    await asyncio.gather(typed[-1], other)
    assert desk.dispatched[inline.AT_ONCE :] == ["ten", "other"]
    assert [answer.done() for answer in typed] == [False, False, True]


async def test_an_answer_to_words_that_were_typed_on_is_not_sent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "AT_ONCE", 1)
    gate = asyncio.Event()
    desk.before = lambda query: gate.wait() if query == "t" else desk.at_once(query)
    first = desk.ask("t")
    await eventually(lambda: desk.busy == 1)
    last = desk.ask("te")
    gate.set()
    await last
    assert not first.done()
    assert len(desk.world.calls_of("answerInlineQuery")) == 1


async def test_a_flood_drops_who_waits_longest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inline, "WAITING", 10)
    gate = asyncio.Event()
    desk.before = lambda _: gate.wait()
    asked = [desk.ask(str(person), person) for person in range(50)]
    await eventually(lambda: desk.busy == inline.AT_ONCE)
    asked += [desk.ask(str(person), person) for person in range(50, 70)]
    gate.set()
    await asyncio.gather(*asked[-10:])
    assert len(desk.dispatched) == len(set(desk.dispatched)) == inline.AT_ONCE + 10
    assert desk.dispatched[-10:] == [str(person) for person in range(60, 70)]


async def test_who_waited_too_long_is_not_answered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(inline, "LIFE", 0.02)
    desk.before = lambda query: asyncio.sleep(60) if query == "slow" else desk.at_once(query)
    for person in range(inline.AT_ONCE):
        desk.ask("slow", 100 + person)
    waited = desk.ask("waited")
    await eventually(lambda: caplog.text.count("no inline answer in time") == inline.AT_ONCE + 1)
    assert not waited.done()
    monkeypatch.undo()
    assert (await desk.ask("again", 2))["results"]


@pytest.mark.parametrize("after", [False, True])
async def test_a_cut_connection_is_tried_again_while_the_query_lives(desk: Desk, after: bool) -> None:
    desk.world.cut_next("answerInlineQuery", after=after)
    assert (await desk.ask("t"))["results"]


async def test_too_many_requests_are_waited_for_within_the_life_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.world.fail_next("answerInlineQuery", 429, "Too Many Requests: retry after 0.01", retry_after=0.01)
    assert (await desk.ask("t"))["results"]
    monkeypatch.setattr(inline, "LIFE", 0.5)
    desk.world.fail_next("answerInlineQuery", 429, "Too Many Requests: retry after 5", retry_after=5)
    desk.ask("u")
    await eventually(lambda: "no inline answer in time" in caplog.text)
    assert len(desk.world.calls_of("answerInlineQuery")) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 409])
async def test_a_refusal_ends_neither_the_bot_nor_the_answers(
    desk: Desk, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    desk.world.fail_next("answerInlineQuery", status, "something new")
    desk.ask("t")
    await desk.world.until(lambda: bool(desk.world.calls_of("answerInlineQuery")))
    assert (await desk.ask("u"))["results"]


async def test_a_failure_is_logged_without_the_words_and_nobody_else_suffers(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(query: str) -> None:
        if query.startswith("secret"):
            raise ValueError("no")

    desk.before = fail
    for number in range(2 * inline.AT_ONCE):
        desk.ask(f"secret {number}", number)
    assert (await desk.ask("t", 99))["results"]
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 2 * inline.AT_ONCE
    assert "secret" not in caplog.text


async def test_a_stop_ends_what_hangs_and_takes_nobody_in(desk: Desk) -> None:
    desk.before = lambda _: asyncio.sleep(60)
    desk.ask("t")
    await eventually(lambda: desk.busy == 1)
    desk.ask("u")
    await desk.inline.stop(0.01)
    assert desk.busy == 0
    desk.ask("v", 2)
    await asyncio.sleep(0)
    assert desk.dispatched == ["t"]


async def test_the_engine_keeps_them_out_of_the_inbox_and_answers_messages_meanwhile(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runtime.engine.GRACE", 0.1)  # for what hangs here until the end
    hanging = asyncio.Event()

    async def dispatch(body: Json) -> Outcome:
        if "inline_query" in body:
            hanging.set()
            await asyncio.sleep(60)
        return await rig.answer(body)

    rig.dispatch = dispatch  # type: ignore[method-assign]
    await rig.start()
    sender = {"id": 1001, "is_bot": False, "first_name": "A"}
    for number in range(3 * inline.AT_ONCE):
        body = {"id": str(number), "from": {**sender, "id": 5000 + number}, "query": "", "offset": ""}
        rig.world.updates.push_raw({"inline_query": body})
    rig.say("1", "2")
    await rig.hears("re 1", "re 2")
    assert hanging.is_set()
    assert len(rig.states) == 2
