"""The life of an update: receiver, inbox, lane, dispatch, one commit, sender."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeVar

from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.courier import Courier
from bot.runtime.fatal import Fatal
from bot.runtime.inline import Inline
from bot.runtime.lanes import Lanes
from bot.runtime.marks import Marks
from bot.runtime.receiver import Receiver
from bot.runtime.sender import Sender
from bot.runtime.transport import Caller
from bot.store import inbox
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.inbox import Item

log = logging.getLogger(__name__)

T = TypeVar("T")
Json = dict[str, Any]
Outcome = tuple[list[Write], list[Call]]
Dispatch = Callable[[Json], Awaitable[Outcome]]
Apologise = Callable[[Json], Awaitable[list[Call]]]

CONFLICTS = 3
AGAIN = 0.5
GRACE = 5.0
"""Seconds that a stop gives to what has begun; all of it is safe in the inbox."""


class Beside(Protocol):
    """What runs beside the conversation and ends it when it fails."""

    async def run(self, stop: asyncio.Event, /) -> None:
        """Until `stop` is set and what has begun is finished."""
        ...

    def heed(self, writes: Sequence[Write], /) -> None:
        """These have just been committed."""
        ...


class Engine:
    def __init__(
        self,
        db: Database,
        transport: Caller,
        clock: Clock,
        dispatch: Dispatch,
        apologise: Apologise,
        allowed_updates: Sequence[str],
        courier: Courier | None = None,
        beside: Sequence[Beside] = (),
    ) -> None:
        self._db = db
        self._beside: list[Beside] = [courier, *beside] if courier else [*beside]
        self._dispatch = dispatch
        self._apologise = apologise
        self._sender = Sender(transport, courier.halt) if courier else Sender(transport)
        self._marks = Marks(db)
        self._lanes = Lanes(self._handle, self._more)
        self._inline = Inline(self._sender, dispatch)
        self._receiver = Receiver(db, transport, self._lanes, self._inline, clock, list(allowed_updates))

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set: then what has begun is finished. Raises Fatal."""
        self._lanes.recover(await inbox.pending_lanes(self._db), await inbox.last_seq(self._db))
        receiving = asyncio.create_task(self._receiver.run(), name="receiver")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        ending = asyncio.Event()
        beside = [asyncio.create_task(one.run(ending), name=type(one).__name__) for one in self._beside]
        ends: list[asyncio.Future[Any]] = [receiving, stopping, self._lanes.failed, *beside]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ending.set()
            receiving.cancel()
            stopping.cancel()
            await asyncio.gather(receiving, stopping, return_exceptions=True)
            await asyncio.gather(self._lanes.stop(GRACE), self._inline.stop(GRACE))
            await self._marks.stop(GRACE)
            await asyncio.gather(*beside, return_exceptions=True)
        for error in filter(None, [end.exception() for end in ends if end.done() and not end.cancelled()]):
            raise error

    async def _handle(self, item: Item) -> None:
        calls = await _patiently(lambda: self._answer(item), f"update {item.update_id}")
        try:
            await self._sender.send(calls)
        except Fatal:
            raise
        except Exception:
            log.exception("the answer to update %s can't be sent", item.update_id)
            await self._sender.send(await self._sorry(json.loads(item.body)))
        self._marks.add(item.seq)

    async def _answer(self, item: Item) -> list[Call]:
        """What is sent for a row: decided and committed once, whoever does it."""
        row: Item | None = item
        conflicts = 0
        while row is not None and row.state == "new":
            try:
                return await self._apply(row)
            except StoreError:
                raise
            except Conflict as conflict:
                conflicts += 1
                if conflicts > CONFLICTS:
                    log.error("update %s failed: %s", row.update_id, conflict)
            except Exception:
                if row.tries >= inbox.TRIES:
                    raise
                log.exception("update %s failed", row.update_id)
                conflicts = CONFLICTS + 1
            if conflicts > CONFLICTS:
                conflicts = 0
                await inbox.tried(self._db, row.seq)
            row = await inbox.load(self._db, row.seq)
        return _calls(row.calls) if row is not None and row.state == "done" else []

    async def _apply(self, row: Item) -> list[Call]:
        """One transaction: the writes, and the answer with them."""
        body = json.loads(row.body)
        given_up = row.tries >= inbox.TRIES
        if given_up:
            log.error("update %s is put aside", row.update_id)
        writes, calls = ([], await self._sorry(body)) if given_up else await self._dispatch(body)
        await self._db.commit([*writes, inbox.done(row.seq, _text(calls))])
        for one in self._beside:
            one.heed(writes)
        return calls

    async def _sorry(self, body: Json) -> list[Call]:
        try:
            return await self._apologise(body)
        except StoreError:
            raise
        except Exception:
            log.exception("no apology for update %s", body.get("update_id"))
            return []

    async def _more(self, lane: int, after: int, limit: int) -> list[Item]:
        return await _patiently(lambda: inbox.next_of_lane(self._db, lane, after, limit), f"lane {lane}")


async def _patiently(work: Callable[[], Awaitable[T]], what: str) -> T:
    """Waits while the database can't be used: that is nobody's failure."""
    wait = AGAIN
    while True:
        try:
            return await work()
        except StoreError as trouble:
            log.error("%s waits: %s", what, trouble)
            await asyncio.sleep(wait)
            wait = min(2 * wait, 30.0)


def _text(calls: Sequence[Call]) -> str:
    return json.dumps(calls, ensure_ascii=False)


def _calls(text: str | None) -> list[Call]:
    return [Call(*pair) for pair in json.loads(text or "[]")]


__all__ = ["Dispatch", "Engine", "Fatal", "Outcome"]
