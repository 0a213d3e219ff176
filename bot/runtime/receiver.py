"""Polls for updates: first into the inbox, then confirmed."""

import asyncio
import json
import logging
from typing import Any

from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.fatal import SECOND_POLLER, WEBHOOK, WRONG_TOKEN, Fatal
from bot.runtime.inline import Inline
from bot.runtime.lanes import Lanes
from bot.runtime.transport import ApiError, Caller, NetworkTrouble
from bot.store import inbox
from bot.store.database import Conflict, Database, StoreError

log = logging.getLogger(__name__)

READ = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
"""All that is read of the message under a tapped button, which comes whole."""

POLL = 50
"""Seconds the server may keep a poll open; its own cap."""
AGAIN = 1.0


class Receiver:
    def __init__(
        self, db: Database, transport: Caller, lanes: Lanes, inline: Inline, clock: Clock, allowed: list[str]
    ) -> None:
        self._db = db
        self._transport = transport
        self._lanes = lanes
        self._inline = inline
        self._clock = clock
        self._allowed = allowed
        self._offset: int | None = None
        self._seen: int | None = None
        """Last seq that stood in the inbox when the poll now under way began."""
        self._in_doubt = False
        """A batch may have been stored although its commit failed."""
        self.polls = 0

    async def run(self) -> None:
        """Until cancelled. Raises Fatal."""
        wait = AGAIN
        while True:
            try:
                updates = await self._poll()
                await self._take(updates)
                wait = AGAIN
                continue
            except NetworkTrouble as trouble:
                log.warning("getUpdates: no answer (%s), again in %.0f s", trouble, wait)
            except (StoreError, Conflict) as trouble:
                log.error("updates wait at Telegram: %s", trouble)
            except ApiError as error:
                if error.code in (401, 404):
                    raise Fatal(WRONG_TOKEN) from None
                if error.code == 409:
                    raise Fatal(WEBHOOK if "webhook" in error.description else SECOND_POLLER) from None
                log.error("getUpdates was refused: %s", error)
                wait = max(wait, error.retry_after or 0)
            await asyncio.sleep(wait)
            wait = min(2 * wait, 30.0)

    async def _poll(self) -> list[dict[str, Any]]:
        params: dict[str, Any] = {"timeout": POLL, "limit": 100, "allowed_updates": self._allowed}
        if self._offset is not None:
            params["offset"] = self._offset
        self.polls += 1
        updates: list[dict[str, Any]] = await self._transport.call(Call("getUpdates", params), seconds=POLL + 10)
        return updates

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        """The poll has returned, so all before its offset is confirmed and may leave the inbox."""
        if not updates:
            return
        rows = [(update["update_id"], lane_of(update), _text(update)) for update in updates if not _is_inline(update)]
        unsure, self._in_doubt = self._in_doubt, True
        items = await inbox.receive(self._db, rows, self._clock.now(), self._seen)
        if unsure:
            items = await inbox.since(self._db, self._lanes.known)
        self._in_doubt = False
        self._offset = updates[-1]["update_id"] + 1
        if items:
            self._seen = items[-1].seq
        self._lanes.offer(items)
        for update in filter(_is_inline, updates):
            self._inline.offer(update)


def _is_inline(update: dict[str, Any]) -> bool:
    return "inline_query" in update


def _text(update: dict[str, Any]) -> str:
    """Half a surrogate pair is no text to any database."""
    query = update.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("message"), dict):
        message = {name: value for name, value in query["message"].items() if name in READ}
        update = {**update, "callback_query": {**query, "message": message}}
    return json.dumps(update, ensure_ascii=False).encode("utf-8", "replace").decode()


def lane_of(update: dict[str, Any]) -> int:
    """The chat, else the person; 0 where there is neither."""
    for kind, body in update.items():
        if kind == "update_id" or not isinstance(body, dict):
            continue
        message = body.get("message", {}) if kind == "callback_query" else body
        place = message.get("chat") or body.get("from") or body.get("user") or {}
        return int(place.get("id", 0))
    return 0
