"""The live report: the message in the author's chat that shows how a push goes."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from bot.replies import Call
from bot.runtime.fatal import SECOND_POLLER, WRONG_TOKEN, Fatal
from bot.runtime.pushing import SOON_MS, Carrier
from bot.runtime.sender import Then, meaning
from bot.runtime.transport import ApiError, Caller, NetworkTrouble
from bot.store import outcomes, pushing
from bot.store.database import Database
from bot.store.pushes import Push

log = logging.getLogger(__name__)

EVERY_MS = 3_000
"""Between two edits of one report."""
SECONDS = 5.0
"""How long an edit may take: other pushes wait for it."""


class Look(NamedTuple):
    push: Push
    """`next_at`: when it is looked at again."""
    call: Call | None
    """The edit to make now."""
    over: bool
    """Nothing of it is on its way any more."""


class Reporter:
    """`limited` is told for how long Telegram wants a pause."""

    def __init__(
        self, db: Database, caller: Caller, carrier: Carrier, begun: int, limited: Callable[[float], None]
    ) -> None:
        self._db = db
        self._caller = caller
        self._carrier = carrier
        self._limited = limited
        self._begun = begun
        self._shown: dict[int, tuple[int, Call | None]] = {}
        """When a report was edited last, and how."""

    async def look(self, push: Push, now: int) -> Look:
        """How the push goes, and whether that is to be shown now."""
        counts = await outcomes.counts(self._db, push.id)
        first = await pushing.first_due(self._db, push.id)
        over = not (counts.waiting or counts.deleting)
        state = "done" if over and push.state == "running" else push.state
        call = await self._carrier.report(replace(push, state=state), counts) if push.report else None
        edited, shown = self._shown.get(push.id, (max(push.at, self._begun), None))
        again = now + (SOON_MS if push.stopped else EVERY_MS)
        if call is None or call == shown:
            return Look(replace(push, next_at=max(again, first or 0)), None, over)
        if now < edited + EVERY_MS:
            return Look(replace(push, next_at=edited + EVERY_MS), None, over=False)
        return Look(replace(push, next_at=max(again, first or 0)), call, over)

    async def show(self, push: int, call: Call, now: int) -> bool:
        """False where it is to be tried again. Raises Fatal."""
        try:
            await asyncio.wait_for(self._caller.call(call, SECONDS, wanted=False), SECONDS + 1)
        except (NetworkTrouble, TimeoutError) as trouble:
            log.warning("the report of push %s waits: %s", push, trouble)
            self._shown[push] = now, None
            return False
        except ApiError as error:
            then = meaning(error)
            if then is Then.STOP:
                raise Fatal(WRONG_TOKEN if error.code == 401 else SECOND_POLLER) from None
            if then is Then.WAIT:
                self._limited(error.retry_after or 1.0)
                self._shown[push] = now + round(1000 * (error.retry_after or 1.0)), None
                return False
            if then is not Then.DONE:  # the author has deleted it, say: it is seen again where the push is opened
                log.info("the report of push %s can't be edited: %s", push, error)
        self._shown[push] = now, call
        return True

    def rest(self, now: int) -> None:
        """What was shown long enough ago is forgotten: an answer that comes later is shown at once."""
        self._shown = {push: shown for push, shown in self._shown.items() if shown[0] > now - EVERY_MS}
