"""A tip as those get it to whom it is pushed."""

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.replies.base import Reply
from bot.store.own_tips import OwnTip
from bot.tips.learning import Tip


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedTip(Reply):
    catalog: Catalog
    tip: Tip | OwnTip
    name: str | None
    """First name of who gets it; None in a group."""
    push: int | None = None
    """Its buttons answer to this push; None: there are none."""
    said: str | None = None
    """The answer that was given: yes or no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Reply):
    """The same with other buttons, wherever they are."""

    push: int
    said: str
