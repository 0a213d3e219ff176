"""What follows from a turn beside its answer: lines for others, and other lists of commands."""

import json

from bot.replies import Call
from bot.store import ledger
from bot.store.database import Write
from bot.store.ledger import Parcel
from bot.teams.letters import KIND
from bot.turn import Letter, Turn
from handlers.menu import manager_calls
from handlers.screens import Screens


def posted(turn: Turn, screens: Screens) -> list[Write]:
    """The lines, on their way in the same commit."""
    return [ledger.queue(_parcel(letter, screens)) for letter in turn.letters]


def _parcel(letter: Letter, screens: Screens) -> Parcel:
    screen = screens.render(letter.reply, letter.lang or "en")
    call = Call(screen.method, {"chat_id": letter.person, **screen.params()})
    return Parcel(
        slot=letter.slot,
        chat=letter.person,
        kind=KIND,
        call=json.dumps(call, ensure_ascii=False),
        due_at=letter.due_at,
        person=letter.person,
    )


def menus(turn: Turn, screens: Screens, operators: frozenset[int]) -> list[Call]:
    """Operators have every command anyway."""
    return [
        call
        for person, leads in turn.menus.items()
        if person not in operators
        for call in manager_calls(screens.words, person, leads=leads)
    ]
