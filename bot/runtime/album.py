"""Pictures on their way out: a call only names what is drawn; it goes out as Telegram's file_id, or as an upload."""

import hashlib
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.transport import SECONDS, ApiError, Caller, NetworkTrouble, Upload
from bot.store import pictures
from bot.store.database import Conflict, Database, StoreError

log = logging.getLogger(__name__)

STALE = re.compile(r"wrong (remote )?file.?id|file reference|FILE_REFERENCE", re.IGNORECASE)
"""What Telegram says of a file_id that it does not take (any more)."""
ONLY_OF_PHOTOS = ("photo", "caption", "show_caption_above_media", "has_spoiler")


@dataclass(frozen=True, slots=True)
class Drawing:
    person: int
    subject: str
    """`deal:<check>`, say: of each subject only the last picture is kept."""
    svg: str
    kept: bool = True
    """Telegram's number of it may be written down."""

    @property
    def key(self) -> str:
        """Follows from all that is on it: an unchanged picture keeps its file_id, whatever else has changed."""
        return f"{self.subject}:{hashlib.sha256(self.svg.encode()).hexdigest()[:24]}"


Draw = Callable[[str], Awaitable[Drawing | None]]
Render = Callable[[str], Awaitable[bytes]]


class Album:
    """A transport that also takes `"photo": {"picture": <name>}`."""

    def __init__(self, transport: Caller, db: Database, clock: Clock, draw: Draw, render: Render) -> None:
        self._transport = transport
        self._db = db
        self._clock = clock
        self._draw = draw
        self._render = render

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any:
        """Raises ApiError or NetworkTrouble."""
        photo = call.params.get("photo")
        if not isinstance(photo, dict):
            return await self._transport.call(call, seconds, wanted=wanted)
        try:
            drawing = await self._draw(photo["picture"])
            kept = await pictures.find(self._db, drawing.key) if drawing and drawing.kept else None
        except StoreError as trouble:
            raise NetworkTrouble(str(trouble)) from None
        except Exception:
            log.exception("%s can't be drawn", photo["picture"].partition(":")[0])
            drawing = kept = None
        if drawing is None:
            return await self._transport.call(in_words(call), seconds, wanted=wanted)
        if kept is not None:
            try:
                return await self._transport.call(_with(call, kept), seconds, wanted=wanted)
            except ApiError as error:
                if error.code != 400 or not STALE.search(error.description):
                    raise
        return await self._upload(call, drawing, seconds)

    async def _upload(self, call: Call, drawing: Drawing, seconds: float) -> Any:
        try:
            png = await self._render(drawing.svg)
        except Exception as error:
            log.error("%s can't be rendered: %s", drawing.subject, error)
            return await self._transport.call(in_words(call), seconds)
        message = await self._transport.call(_with(call, Upload("deal.png", png, "image/png")), seconds)
        if not drawing.kept:
            return message
        keep = pictures.keep(
            drawing.person, drawing.subject, drawing.key, message["photo"][-1]["file_id"], self._clock.now()
        )
        try:
            await self._db.commit(keep)
        except (StoreError, Conflict) as trouble:  # it has been sent; the next one is uploaded again
            log.warning("%s is not kept: %s", drawing.subject, trouble)
        return message


def _with(call: Call, photo: str | Upload) -> Call:
    return Call(call.method, {**call.params, "photo": photo})


def in_words(call: Call) -> Call:
    """The caption says the same, for where there is no picture."""
    kept = {name: value for name, value in call.params.items() if name not in ONLY_OF_PHOTOS}
    return Call("sendMessage", {**kept, "text": call.params["caption"]})
