"""What a use case answers, as data. A screen per class turns it into text and buttons."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from bot.catalog import Catalog
from bot.course import Place
from bot.report import Change, Report
from bot.store.checks import Check


class Call(NamedTuple):
    """One call of the Bot API."""

    method: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    toast: str | None = None
    """Key of a sentence shown over the chat for a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Reply):
    """After /start."""

    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(Reply):
    """After /help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy(Reply):
    """After /privacy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(Reply):
    """Where the person's language is neither Russian nor English, and after /language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSet(Reply):
    """After a language was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Reply):
    """One sentence from the words of the screens."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyInPrivate(Reply):
    """A check was asked for in a group."""


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
    fresh: bool = False
    """Just finished: a result is a new message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons(OfCheck):
    """Row by row, why the card says what it says."""

    report: Report
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics(Reply):
    """/compare without a topic: groups, or the rows of one."""

    catalog: Catalog
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Reply):
    catalog: Catalog
    slug: str
    lang: str | None = None
    """Another language than the person's."""
    plain: bool = False
    """Without buttons that need a private chat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure(Reply):
    catalog: Catalog
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNear(Reply):
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Reply):
    """/stats."""

    counts: dict[str, int]
    often: tuple[tuple[str, int], ...]
