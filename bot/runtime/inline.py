"""Inline queries: they live for seconds and change nothing, so they skip the inbox and the lanes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from bot.replies import Call
from bot.runtime.fatal import Fatal
from bot.runtime.sender import Sender
from bot.store.database import StoreError, Write

log = logging.getLogger(__name__)

LIFE = 25.0
"""Seconds; Telegram takes no answer after 30."""
AT_ONCE = 4
"""The rest of the time belongs to the lanes."""
WAITING = 1000

Json = dict[str, Any]


class Inline:
    def __init__(self, sender: Sender, dispatch: Callable[[Json], Awaitable[tuple[list[Write], list[Call]]]]) -> None:
        self._sender = sender
        self._dispatch = dispatch
        self._loop = asyncio.get_running_loop()
        self._waiting: dict[int, tuple[float, Json]] = {}
        """By person, in the order of asking: who types on keeps the place, and only the last words count."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def offer(self, update: Json) -> None:
        person = int(update["inline_query"].get("from", {}).get("id", 0))
        if person not in self._waiting and len(self._waiting) >= WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._waiting[person] = (self._loop.time() + LIFE, update)
        if len(self._tasks) < AT_ONCE and not self._stopping:
            self._tasks.add(asyncio.create_task(self._work(), name="inline"))

    async def stop(self, seconds: float) -> None:
        """Who waits has typed for nothing: a client that hears nothing asks again."""
        self._stopping = True
        self._waiting.clear()
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _work(self) -> None:
        try:
            while self._waiting:
                person = next(iter(self._waiting))
                until, update = self._waiting.pop(person)
                await self._answer(person, until, update)
        finally:  # at once: whoever is offered from now on needs another worker
            self._tasks.discard(asyncio.current_task())

    async def _answer(self, person: int, until: float, update: Json) -> None:
        try:
            async with asyncio.timeout_at(until):
                _, calls = await self._dispatch(update)
                if person not in self._waiting:
                    await self._sender.send(calls)
        except TimeoutError:
            log.warning("update %s: no inline answer in time", update["update_id"])
        except (Fatal, StoreError) as error:  # a fatal refusal is met by the receiver too, which ends the bot
            log.warning("update %s: no inline answer (%s)", update["update_id"], error)
        except Exception:
            log.exception("update %s: no inline answer", update["update_id"])
