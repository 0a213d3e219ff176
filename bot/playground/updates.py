"""The bot's queue of updates, as getUpdates sees it."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from bot.playground.errors import CONFLICT, Refusal

Json = dict[str, Any]

ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FUTURE = 10  # an offset further ahead than this is taken for none, as td's TQueue does


class Updates:
    def __init__(self, pushed: Callable[[], None] = lambda: None) -> None:
        self._pushed = pushed
        self._waiting: deque[Json] = deque()
        self._next = 100_000_000 + secrets.randbelow(800_000_000)
        self._allowed: frozenset[str] | None = None
        self._poller: asyncio.Future[bool] | None = None
        self._closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> list[Json]:
        return list(self._waiting)

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed or ())

    def allow(self, names: Iterable[str]) -> None:
        self._allowed = frozenset(names) or None

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update under a fresh id; None when nobody asked for this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in ONLY_WHEN_NAMED
        return self.push_raw({kind: payload}) if wanted else None

    def push_raw(self, update: Json) -> int:
        """Queue any update; an id of its own is kept, so that a test can repeat one."""
        number = update.get("update_id", self._next)
        self._next = max(self._next, number + 1)
        self._waiting.append({"update_id": number, **update})
        self._wake(True)
        self._pushed()
        return int(number)

    def restart_at(self, number: int) -> None:
        """Go on from another id, as Telegram does after a week of silence."""
        self._next = number

    def clear(self) -> None:
        self._waiting.clear()

    async def get(self, offset: int, limit: int, wait: float) -> list[Json]:
        self._wake(False)
        self._confirm(offset)
        if not self._waiting and wait > 0 and not self._closed:
            await self._wait(wait)
        return list(islice(self._waiting, limit))

    def close(self) -> None:
        """Let a waiting poller go."""
        self._closed = True
        self._wake(True)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self._next + FUTURE:
            while self._waiting and self._waiting[0]["update_id"] < offset:
                self._waiting.popleft()

    async def _wait(self, seconds: float) -> None:
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                alone = await poller
        except TimeoutError:
            alone = True
        finally:
            if self._poller is poller:
                self._poller = None
        if not alone:
            raise Refusal(409, CONFLICT)

    def _wake(self, alone: bool) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(alone)
