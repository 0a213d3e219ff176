"""What the bot says by itself, in the morning and in the evening."""

from datetime import date

from bot import today
from bot.digest import team_digest
from bot.replies import Call
from bot.runtime.clock import Clock
from bot.runtime.planner import Message, Occasion
from bot.store import people
from bot.store.database import Database
from bot.turn import Library, Turn
from handlers.screens import Screens


class Composer:
    """Decides what there is to say; the planner commits it with everything that is true because of it."""

    def __init__(self, db: Database, library: Library, screens: Screens, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._screens = screens
        self._clock = clock

    async def compose(self, occasion: Occasion) -> Message:
        person = await people.load(self._db, occasion.person)
        turn = Turn(self._db, self._library, person, self._clock.now(), person.lang or "en")
        if occasion.kind == "morning":
            reply = await today.morning(turn, occasion.day)
        else:
            reply = await today.evening(turn, occasion.visits)
        if reply is None:
            return Message()
        screen = self._screens.render(reply, turn.lang)
        return Message(turn.tx, Call(screen.method, {"chat_id": person.id, **screen.params()}))

    async def digest(self, person: int, monday: date) -> Call | None:
        """For who manages teams; None where there is nothing to tell."""
        reader = await people.load(self._db, person)
        turn = Turn(self._db, self._library, reader, self._clock.now(), reader.lang or "en")
        reply = await team_digest.monday(turn, monday)
        if reply is None:
            return None
        screen = self._screens.render(reply, turn.lang)
        return Call(screen.method, {"chat_id": person, **screen.params()})
