"""What is kept about a person: told, handed out, deleted."""

from dataclasses import dataclass

from bot.replies.base import Reply
from bot.store.teams import Heir


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy(Reply):
    """After /privacy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyData(Reply):
    """After /mydata: a file, made when it is sent."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forget(Reply):
    """After /forget: what would go."""

    counts: dict[str, int]
    heirs: tuple[Heir, ...] = ()
    """What becomes of the teams this person owns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetSure(Reply):
    """Asked once more."""

    now: int
    """The button works for a while only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Reply):
    """Nothing is left."""
