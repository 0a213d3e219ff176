"""One message of the ledger is sent: what the answer means for its row, for its person and for the pace."""

import asyncio
import json
import logging
from typing import Any

from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.fatal import SECOND_POLLER, WRONG_TOKEN, Fatal
from bot.runtime.pace import Pace
from bot.runtime.sender import Then, meaning
from bot.runtime.transport import ApiError, Caller, NetworkTrouble
from bot.store import ledger, people, places
from bot.store.database import Write
from bot.store.ledger import Parcel

log = logging.getLogger(__name__)

FREE_RATE = 30
"""Messages a second; what goes beyond is a paid broadcast."""
AGAIN, LONGEST_HALT = 0.5, 30.0
"""Seconds that everything waits when the server does not answer."""
AGAIN_MS, LONGEST_MS = 2_000, 600_000
"""That the message itself waits."""
HOUR_MS = 3_600_000
NOT_FOUND = "chat not found"


class Delivery:
    def __init__(self, caller: Caller, clock: Clock, pace: Pace, courier: str, *, paid: bool) -> None:
        self._caller = caller
        self._clock = clock
        self._pace = pace
        self._courier = courier
        self._paid = paid
        self._halt = AGAIN

    async def __call__(self, parcel: Parcel) -> list[Write]:
        """What is to be written down. Raises Fatal."""
        if parcel.call == ledger.FORGOTTEN:
            return [self._end(parcel, "cancelled")]
        try:
            result = await self._caller.call(self._call(parcel))
        except NetworkTrouble as trouble:
            return [self._unanswered(parcel, trouble)]
        except ApiError as error:
            return self._refused(parcel, error)
        self._halt = AGAIN
        return [self._end(parcel, "sent", message=result.get("message_id") if isinstance(result, dict) else None)]

    def _call(self, parcel: Parcel) -> Call:
        method, params = json.loads(parcel.call)
        more: dict[str, Any] = {"chat_id": parcel.chat}
        if self._paid and method.startswith(("send", "copyMessage")) and method != "sendChatAction":
            more["allow_paid_broadcast"] = True
        return Call(method, {**params, **more})

    def _unanswered(self, parcel: Parcel, trouble: NetworkTrouble) -> Write:
        if parcel.once and trouble.heard:
            log.warning("%s %s: no answer (%s), so it may have arrived", parcel.kind, parcel.id, trouble)
            return self._end(parcel, "unknown", error=str(trouble))
        now = asyncio.get_running_loop().time()
        if now >= self._pace.halted_until:  # else it is the same trouble that the others had
            log.warning("%s %s: no answer (%s), all wait %.1f s", parcel.kind, parcel.id, trouble, self._halt)
            self._pace.halt(now + self._halt)
            self._halt = min(2 * self._halt, LONGEST_HALT)
        return self._again(parcel, min(AGAIN_MS << min(parcel.tries, 20), LONGEST_MS), str(trouble))

    def _refused(self, parcel: Parcel, error: ApiError) -> list[Write]:
        then = meaning(error)
        if then is Then.STOP:
            raise Fatal(WRONG_TOKEN if error.code == 401 else SECOND_POLLER)
        self._halt = AGAIN
        if then is Then.WAIT:
            self._slow_down(parcel.chat, error.retry_after or 1.0)
            return [ledger.put_back(parcel, self._courier)]
        if then is Then.MOVED and error.moved_to not in (None, parcel.chat):
            moved = places.move(parcel.chat, error.moved_to or 0)
            return [ledger.move(parcel.chat, error.moved_to or 0), *moved, ledger.put_back(parcel, self._courier)]
        if then is Then.UNREACHABLE:
            return self._unreachable(parcel, error)
        if then is Then.DONE:
            return [self._end(parcel, "sent")]
        log.error("%s %s was refused: %s", parcel.kind, parcel.id, error)
        return [self._end(parcel, "failed", error=str(error))]

    def _slow_down(self, chat: int, seconds: float) -> None:
        """A group has a limit of its own; who is not a group was one too many in all."""
        now = asyncio.get_running_loop().time()
        if chat < 0:
            self._pace.halt_chat(chat, now + seconds)
            return
        if now >= self._pace.halted_until:  # else it is what the others were told too
            log.warning("Telegram asks for a pause of %.0f s", seconds)
        self._pace.halt(now + seconds)

    def _unreachable(self, parcel: Parcel, error: ApiError) -> list[Write]:
        """A chat is not found for other reasons too: once is not enough to believe it."""
        log.info("%s %s: unreachable (%s)", parcel.kind, parcel.id, error)
        missing = NOT_FOUND in error.description.lower()
        if missing and NOT_FOUND not in (parcel.error or "").lower():
            return [self._again(parcel, HOUR_MS, str(error))]
        now = self._clock.now()
        end = self._end(parcel, "failed" if missing else "blocked", error=str(error))
        person = [people.lose(parcel.chat, now)] if parcel.chat > 0 else []
        return [end, ledger.block(parcel.chat, now), *person]

    def _end(self, parcel: Parcel, state: str, *, message: int | None = None, error: str = "") -> Write:
        return ledger.end(parcel, self._courier, state, self._clock.now(), message=message, error=error)

    def _again(self, parcel: Parcel, wait_ms: int, error: str) -> Write:
        return ledger.again(parcel, self._courier, self._clock.now() + wait_ms, error)
