"""What the bot says by itself: the morning message and the evening question."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from bot.check.report import Report
from bot.replies.base import Reply
from bot.replies.check import OfCheck, Resume
from bot.replies.tips import NOTHING, Extra
from bot.store.shares import Opening
from bot.store.steps import Step
from bot.store.visits import Visit

What = Literal["done", "dropped", "later"]


class DueStep(NamedTuple):
    of: OfCheck
    report: Report
    step: Step
    last: bool
    """It is not reminded of again."""


class OpenVisit(NamedTuple):
    of: OfCheck
    visit: Visit


class Decided(NamedTuple):
    """What has just been done about one of several."""

    of: OfCheck
    what: What
    day: date | None = None
    free: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Today(Reply):
    """One message: it is shown anew without what was decided about."""

    day: date | None
    """Local; None: the evening question."""
    today: date
    steps: tuple[DueStep, ...] = ()
    more: int = 0
    """Steps that are due too."""
    visits: tuple[OpenVisit, ...] = ()
    """The first is asked about, then the next."""
    left: Resume | None = None
    """A check that was begun and left."""
    monthly: OfCheck | None = None
    """The typical sale was not checked for a month."""
    openings: tuple[Opening, ...] = ()
    """Of deals that are shown, by managers."""
    decided: Decided | None = None
    extra: Extra = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTalk(OfCheck):
    """The visit did not come about."""
