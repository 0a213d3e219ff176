"""Files on their way out: a call only names what is in one, so that no copy of it is stored anywhere."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.replies import Call
from bot.runtime.transport import SECONDS, Caller, NetworkTrouble, Upload
from bot.store.database import StoreError

Make = Callable[[Any], Awaitable[Upload | None]]
"""What the call says of the file -> the file; None for who may not have it any more."""


class Documents:
    """A transport that also takes `"document": {<kind>: <name>, "gone": <what is said where there is none>}`."""

    def __init__(self, transport: Caller, makers: Mapping[str, Make]) -> None:
        self._transport = transport
        self._makers = makers

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any:
        """Raises ApiError or NetworkTrouble."""
        document = call.params.get("document")
        if isinstance(document, dict):
            call = await self._made(call, document)
        return await self._transport.call(call, seconds, wanted=wanted)

    async def _made(self, call: Call, document: Mapping[str, Any]) -> Call:
        kind = next(kind for kind in document if kind in self._makers)
        try:
            upload = await self._makers[kind](document[kind])
        except StoreError as trouble:
            raise NetworkTrouble(str(trouble)) from None
        if upload is not None:
            return Call(call.method, {**call.params, "document": upload})
        kept = {name: value for name, value in call.params.items() if name not in ("document", "caption", "parse_mode")}
        return Call("sendMessage", {**kept, "text": document["gone"]})
