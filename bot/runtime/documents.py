"""Files on their way out: a call only names whose data it is, so that no copy of them is stored anywhere."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.replies import Call
from bot.runtime.transport import SECONDS, Caller, NetworkTrouble, Upload
from bot.store.database import StoreError

Export = Callable[[int], Awaitable[tuple[str, bytes]]]
"""A person -> a file's name and body."""


class Documents:
    """A transport that also takes `"document": {"export": <person>}`."""

    def __init__(self, transport: Caller, export: Export) -> None:
        self._transport = transport
        self._export = export

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any:
        """Raises ApiError or NetworkTrouble."""
        document = call.params.get("document")
        if isinstance(document, dict):
            try:
                name, body = await self._export(document["export"])
            except StoreError as trouble:
                raise NetworkTrouble(str(trouble)) from None
            call = Call(call.method, {**call.params, "document": Upload(name, body, "application/json")})
        return await self._transport.call(call, seconds, wanted=wanted)
