"""Failures that a test orders in advance."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import Cut, Refusal

ANY = "*"


@dataclass(slots=True)
class Fault:
    refusal: Refusal | None = None
    cut: bool = False
    after: bool = False  # the call is carried out first: the ambiguous case
    delay: float = 0.0


class Faults:
    def __init__(self) -> None:
        self._ordered: dict[str, deque[Fault]] = {}

    def __bool__(self) -> bool:
        return bool(self._ordered)

    def order(self, method: str, fault: Fault, times: int) -> None:
        self._ordered.setdefault(method.lower(), deque()).extend([fault] * times)

    def clear(self) -> None:
        self._ordered.clear()

    def take(self, method: str) -> Fault | None:
        for key in (method.lower(), ANY):
            if faults := self._ordered.get(key):
                fault = faults.popleft()
                if not faults:
                    del self._ordered[key]
                return fault
        return None

    async def before(self, fault: Fault) -> None:
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if not fault.after:
            self.strike(fault)

    def strike(self, fault: Fault) -> None:
        if fault.cut:
            raise Cut
        if fault.refusal:
            raise fault.refusal


def refusal(status: int, description: str, retry_after: float | None, migrate_to: int | None) -> Refusal:
    parameters: dict[str, Any] = {}
    if retry_after is not None:
        parameters["retry_after"] = retry_after
    if migrate_to is not None:
        parameters["migrate_to_chat_id"] = migrate_to
    return Refusal(status, description, parameters or None)
