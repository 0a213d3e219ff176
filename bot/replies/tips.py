"""Tips, and questions to remember them by."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.catalog import Catalog
from bot.replies.base import Reply
from bot.tips.learning import Tip


class Line(NamedTuple):
    """What could have been said."""

    day: date
    """On which it was told."""
    tip: Tip | None
    """None: a manager's own, which is not one line."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What the morning message ends with."""

    catalog: Catalog | None = None
    tip: Tip | None = None
    first: bool = False
    """The first one that came by itself: says so, and how to be without."""
    asked: Line | None = None
    """Was the last line said?"""
    recall: bool = False
    """A question is due."""

    def __bool__(self) -> bool:
        return bool(self.tip or self.asked or self.recall)


NOTHING = Extra()


@dataclass(frozen=True, slots=True, kw_only=True)
class TipNow(Reply):
    """/tip."""

    catalog: Catalog
    tip: Tip
    plain: bool = False
    """Without buttons that need a private chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRecall(Reply):
    catalog: Catalog
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallQuestion(OfRecall):
    """A quiz poll; buttons where Telegram takes none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallAnswer(OfRecall):
    option: int
    """From 1, as the content counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoQuestion(Reply):
    """Nothing is due."""

    day: date | None
    """When something is, if nothing else happens."""
    today: date
