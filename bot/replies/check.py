"""Everything about one check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.catalog import Catalog
from bot.check.course import Place
from bot.check.diagnosis import Value
from bot.check.report import Change, Moved, Report
from bot.replies.base import Reply
from bot.store.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCheck(Reply):
    """Anything about one check, in the words it began with."""

    check: Check
    catalog: Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(OfCheck):
    """A row, the stage, or whether the purchase is public."""

    step: str
    place: Place
    back: str | None = None
    misses: int = 0
    """How many typed texts in a row were not understood here."""
    so_far: Report | None = None
    """Said once, after the sixth tap, while part A still goes on."""
    found: Report | None = None
    """Given when the first finding appears, which is said at once."""
    editing: bool = False
    """Asked anew from the list of answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual(OfCheck):
    """What hardly changes from deal to deal, to be accepted in one go."""

    rows: Mapping[str, Value]
    back: str | None = None
    misses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(OfCheck):
    """Before a second check: has the deal itself changed? `check`: the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichDeal(OfCheck):
    """/deal of a person with a typical sale, whose last check this is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCard(OfCheck):
    """Part A is over."""

    report: Report
    early: bool
    """Part A has stopped before its last question."""
    back: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Because(OfCheck):
    """Why this step is asked."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameQuestion(OfCheck):
    problem: Literal["long", "empty"] | None = None
    length: int = 0
    back: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessQuestion(OfCheck):
    contact: bool = False
    """The name looks like a phone number or an e-mail address."""
    misses: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(OfCheck):
    report: Report
    change: Change | None = None
    moved: Moved | None = None
    """In a second check: since the one before."""
    fresh: bool = False
    """Just finished: a result is a new message."""
    offers: bool = False
    """Asks whether this is the person's typical sale."""
    more: bool = False
    """With everything else that can be done from here."""
    seen_by: tuple[str, ...] | None = None
    """Who sees it beside its owner; None where nobody has it, on the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons(OfCheck):
    """Row by row, why the card says what it says."""

    report: Report
    moved: Moved | None = None
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerList(OfCheck):
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy(OfCheck):
    report: Report
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(OfCheck):
    """/deal while a check is open."""

    place: Place
    left: bool = False
    """After /cancel."""
    early_card: bool
    """It was left days ago: the card from what is known is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAside(OfCheck):
    """The check was left; it is kept."""
