"""What can be pushed: a tip of the library or a manager's own, by the name that lists and pushes keep."""

from dataclasses import dataclass
from typing import Literal

from bot.deals.names import tidy
from bot.pushes.placeholder import nameless
from bot.replies.pushing import Problem, Pushed
from bot.store import own_tips
from bot.store.own_tips import Kind, OwnTip
from bot.tips.learning import tip_of
from bot.turn import Turn

LONGEST = 350
"""Characters, as Telegram counts them."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message that may become a tip."""

    kind: Kind | Literal["other"]
    text: str
    html: str
    """The same with its marks."""
    file: str | None = None
    album: bool = False

    @property
    def problem(self) -> Problem | None:
        if self.album:
            return "album"
        if self.kind == "other":
            return "kind"
        if self.kind == "text" and not tidy(nameless(self.text)):
            return "empty"
        return "long" if len(self.text) > LONGEST else None


def key_of(tip: Pushed) -> str:
    return tip.key if isinstance(tip, OwnTip) else tip.id


async def find(turn: Turn, team: int, key: str) -> Pushed | None:
    """None where it was deleted, or never was this team's."""
    number = own_tips.number_of(key)
    if number is not None:
        return await own_tips.load(turn.db, number, team)
    return tip_of(key, turn.library.current.said(turn.lang).tips)
