"""Questions on their way out: a quiz poll, whose number is kept; a message with buttons where there can be none."""

import logging
from typing import Any

from bot.replies import Call
from bot.runtime.sender import Then, meaning
from bot.runtime.transport import SECONDS, ApiError, Caller
from bot.store import reviews
from bot.store.database import Conflict, Database, StoreError

log = logging.getLogger(__name__)

OF_A_POLL = ("chat_id", "message_thread_id", "reply_parameters", "disable_notification", "allow_paid_broadcast")


class Quizzes:
    """A transport that also takes `"quiz": {"about": <row>, ...}` beside the text and buttons that ask the same."""

    def __init__(self, transport: Caller, db: Database) -> None:
        self._transport = transport
        self._db = db

    async def call(self, call: Call, seconds: float = SECONDS, *, wanted: bool = True) -> Any:
        """Raises ApiError or NetworkTrouble."""
        quiz = call.params.get("quiz")
        if not isinstance(quiz, dict):
            return await self._transport.call(call, seconds, wanted=wanted)
        try:
            message = await self._transport.call(as_poll(call), seconds)
        except ApiError as error:
            if error.code != 400 or meaning(error) is not Then.DROP:
                raise
            log.warning("the question about %s goes out with buttons: %s", quiz["about"], error)
            return await self._transport.call(with_buttons(call), seconds, wanted=wanted)
        await self._keep(call.params["chat_id"], quiz["about"], message["poll"]["id"])
        return message

    async def _keep(self, person: int, about: str, poll: str) -> None:
        """Before the vote can be read: the lane waits for this call."""
        try:
            await self._db.commit([reviews.asked(person, about, poll)])
        except (StoreError, Conflict) as trouble:  # the vote counts for nothing, and the question comes again
            log.warning("poll %s is not kept: %s", poll, trouble)


def as_poll(call: Call) -> Call:
    asked = {name: value for name, value in call.params["quiz"].items() if name != "about"}
    kept = {name: value for name, value in call.params.items() if name in OF_A_POLL}
    return Call("sendPoll", {**kept, **asked, "type": "quiz", "is_anonymous": False})


def with_buttons(call: Call) -> Call:
    return Call("sendMessage", {name: value for name, value in call.params.items() if name != "quiz"})
