"""Makes the calls of an answer, in order; one table says what each refusal means."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from enum import Enum, auto

from bot.replies import Call
from bot.runtime.fatal import SECOND_POLLER, WRONG_TOKEN, Fatal
from bot.runtime.transport import ApiError, Caller, NetworkTrouble

log = logging.getLogger(__name__)

AGAIN, LONGEST_WAIT = 0.5, 30.0


class Then(Enum):
    DONE = auto()
    ANEW = auto()
    MOVED = auto()
    UNREACHABLE = auto()
    DROP = auto()
    WAIT = auto()
    STOP = auto()


MEANING: tuple[tuple[int, str, Then], ...] = (
    (400, "message is not modified|message to delete not found", Then.DONE),
    (400, "query is too old|query ID is invalid", Then.DONE),
    (400, "message to edit not found|message can't be edited|MESSAGE_ID_INVALID", Then.ANEW),
    (400, "there is no text in the message to edit", Then.ANEW),
    (400, "upgraded to a supergroup", Then.MOVED),
    (400, "chat not found|not enough rights|CHAT_WRITE_FORBIDDEN", Then.UNREACHABLE),
    (403, "", Then.UNREACHABLE),
    (429, "", Then.WAIT),
    (401, "", Then.STOP),
    (409, "", Then.STOP),
)


def meaning(error: ApiError) -> Then:
    for code, words, then in MEANING:
        if error.code == code and re.search(words, error.description, re.IGNORECASE):
            return then
    return Then.DROP


class Sender:
    def __init__(self, transport: Caller, limited: Callable[[float], None] = lambda seconds: None) -> None:
        self._transport = transport
        self._limited = limited
        """Told for how long Telegram wants a pause."""

    async def send(self, calls: Sequence[Call]) -> None:
        for call in calls:
            if not await self._one(call):
                return

    async def _one(self, call: Call) -> bool:
        """False where the person can't be reached at all."""
        wait = AGAIN
        while True:
            try:
                await self._transport.call(call, wanted=False)
                return True
            except NetworkTrouble as trouble:
                log.warning("%s: no answer (%s), again in %.1f s", call.method, trouble, wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            except ApiError as error:
                then = meaning(error)
                if then is Then.WAIT:
                    self._limited(error.retry_after or wait)
                    await asyncio.sleep(error.retry_after or wait)
                elif then is Then.STOP:
                    raise Fatal(WRONG_TOKEN if error.code == 401 else SECOND_POLLER) from None
                elif then is Then.ANEW and call.method == "editMessageText":
                    call = anew(call)
                elif then is Then.MOVED and error.moved_to not in (None, call.params.get("chat_id")):
                    call = Call(call.method, {**call.params, "chat_id": error.moved_to})
                elif then is Then.UNREACHABLE:
                    log.info("%s: unreachable (%s)", call.method, error)
                    return False
                else:
                    if then is not Then.DONE:
                        log.error("%s was refused: %s", call.method, error)
                    return True


def anew(call: Call) -> Call:
    """An edit as a new message."""
    kept = {name: value for name, value in call.params.items() if name not in ("message_id", "inline_message_id")}
    return Call("sendMessage", kept)
