"""The life of an update: receiver, inbox, lane, dispatch, one commit, sender."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.fatal import Fatal
from bot.runtime.lanes import Lanes
from bot.runtime.receiver import Receiver
from bot.runtime.sender import Sender
from bot.runtime.transport import Transport
from bot.store import inbox
from bot.store.database import Conflict, Database, StoreError, Write
from bot.store.inbox import Item

log = logging.getLogger(__name__)

Json = dict[str, Any]
Outcome = tuple[list[Write], list[Call]]
Dispatch = Callable[[Json], Awaitable[Outcome]]
Apologise = Callable[[Json], list[Call]]

TRIES = 3
CONFLICTS = 3


class Engine:
    def __init__(
        self,
        db: Database,
        transport: Transport,
        clock: Clock,
        dispatch: Dispatch,
        apologise: Apologise,
        allowed_updates: Sequence[str],
    ) -> None:
        self._db = db
        self._dispatch = dispatch
        self._apologise = apologise
        self._sender = Sender(transport)
        self._lanes = Lanes(self._handle, self._more)
        self._receiver = Receiver(db, transport, self._lanes, clock, list(allowed_updates))
        self._sent: list[int] = []
        self._marking: asyncio.Task[None] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set: then what has begun is finished. Raises Fatal."""
        self._lanes.recover(await inbox.pending_lanes(self._db))
        receiving = asyncio.create_task(self._receiver.run(), name="receiver")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        try:
            await asyncio.wait({receiving, stopping, self._lanes.failed}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            receiving.cancel()
            stopping.cancel()
            await asyncio.gather(receiving, stopping, return_exceptions=True)
            await self._lanes.stop()
            await self._mark_all()
        for ended in (receiving, self._lanes.failed):
            if ended.done() and not ended.cancelled() and (error := ended.exception()):
                raise error

    async def _handle(self, item: Item) -> None:
        calls = _calls(item.calls) if item.state == "done" else await self._decide(item)
        await self._sender.send(calls)
        self._sent.append(item.seq)
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark(), name="sent")

    async def _decide(self, item: Item) -> list[Call]:
        """Dispatch and commit: the writes, and the answer with them, once."""
        body = json.loads(item.body)
        tries, conflicts, wait = item.tries, 0, 0.5
        while True:
            try:
                writes, calls = await self._dispatch(body)
                await self._db.commit([*writes, inbox.done(item.seq, _text(calls))])
                return calls
            except StoreError as trouble:
                log.error("update %s waits: %s", item.update_id, trouble)
                await asyncio.sleep(wait)
                wait = min(2 * wait, 30.0)
                continue
            except Conflict:
                conflicts += 1
                if conflicts <= CONFLICTS:
                    continue
                log.error("update %s: conflict after %s tries", item.update_id, conflicts)
            except Exception:
                log.exception("update %s failed", item.update_id)
            tries += 1
            conflicts = 0
            if tries >= TRIES:
                calls = self._apologise(body)
                await inbox.aside(self._db, item.seq, _text(calls))
                return calls
            await inbox.tried(self._db, item.seq)

    async def _more(self, lane: int, after: int, limit: int) -> list[Item]:
        await self._mark_all()
        return await inbox.next_of_lane(self._db, lane, after, limit)

    async def _mark(self) -> None:
        while self._sent:
            marks, self._sent = self._sent, []
            try:
                await inbox.sent(self._db, marks)
            except StoreError as trouble:
                log.error("sent rows are not marked yet: %s", trouble)
                self._sent = marks + self._sent
                await asyncio.sleep(1)

    async def _mark_all(self) -> None:
        if self._marking is not None:
            await self._marking
        await self._mark()


def _text(calls: Sequence[Call]) -> str:
    return json.dumps(calls, ensure_ascii=False)


def _calls(text: str | None) -> list[Call]:
    return [Call(*pair) for pair in json.loads(text or "[]")]


__all__ = ["Dispatch", "Engine", "Fatal", "Outcome"]
