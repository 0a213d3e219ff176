"""Callback and inline queries that wait for the bot's answer."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import STALE_QUERY, bad

Json = dict[str, Any]

CALLBACK_LIFE = 150.0
INLINE_LIFE = 30.0
MANY = 10_000


@dataclass(slots=True)
class Query:
    id: str
    person: int
    chat: int
    message_id: int | None
    expires: float
    answer: asyncio.Future[Json]


class Queries:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[str, Query] = {}

    def ask(self, person: int, chat: int, message_id: int | None, life: float) -> Query:
        if len(self._open) > MANY:
            now = self._clock()
            self._open = {one.id: one for one in self._open.values() if one.expires > now}
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        number = str(self.number())
        query = Query(number, person, chat, message_id, self._clock() + life, answer)
        self._open[number] = query
        return query

    def number(self) -> int:
        return secrets.randbits(60)

    def answer(self, query_id: str, content: Json) -> Query:
        query = self._open.pop(query_id, None)
        if query is None or query.expires < self._clock():
            raise bad(STALE_QUERY)
        if not query.answer.done():
            query.answer.set_result(content)
        return query

    async def result(self, query: Query, within: float) -> Json | None:
        """The bot's answer, or None when it does not come in time (it may still come later)."""
        try:
            async with asyncio.timeout(within):
                return await asyncio.shield(query.answer)
        except TimeoutError:
            return None
