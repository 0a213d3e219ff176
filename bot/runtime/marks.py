"""Marks answered rows, many at once, while nobody waits for it."""

import asyncio
import logging

from bot.store import inbox
from bot.store.database import Database

log = logging.getLogger(__name__)

MANY = 100
AGAIN = 1.0


class Marks:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._seqs: list[int] = []
        self._task: asyncio.Task[None] | None = None

    def add(self, seq: int) -> None:
        self._seqs.append(seq)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work(), name="marks")

    async def stop(self, seconds: float) -> None:
        """What can't be marked within `seconds` is sent once more by the next run."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=seconds)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _work(self) -> None:
        while self._seqs:
            seqs = self._seqs[:MANY]
            try:
                await inbox.sent(self._db, seqs)
                del self._seqs[: len(seqs)]
            except Exception as trouble:
                log.error("%s answered updates are not marked yet: %s", len(self._seqs), trouble)
                await asyncio.sleep(AGAIN)
