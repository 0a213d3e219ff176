"""Pushing a tip to a team: what managers see of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.catalog import Catalog
from bot.pushes.receiving import Mode
from bot.replies.base import Reply
from bot.replies.push import PushedTip
from bot.replies.teams import OfTeam
from bot.store.outcomes import Counts
from bot.store.own_tips import OwnTip
from bot.store.places import Place
from bot.store.pushes import Push
from bot.store.teams import Team
from bot.tips.learning import Tip

Pushed = Tip | OwnTip
"""What can be pushed: one of the library, or a manager's own."""
Problem = Literal["long", "empty", "kind", "album"]
"""Why what was sent is no tip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushTeams(Reply):
    """Whose people shall get a tip?"""

    teams: tuple[Team, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PushHome(OfTeam):
    """Where it begins: a tip may be written at once."""

    receivers: int
    queued: int
    """Tips in the list of workdays."""
    problem: Problem | None = None
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PushLibrary(OfTeam):
    """The groups of rows, or the rows of one."""

    catalog: Catalog
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PushRow(OfTeam):
    """The tips of one row, of both poles."""

    catalog: Catalog
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTips(OfTeam):
    catalog: Catalog
    tips: tuple[OwnTip, ...]
    page: int
    """From 0."""
    more: bool
    """There is another page after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTip(OfTeam):
    """About one tip for this team."""

    catalog: Catalog
    tip: Pushed


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would get it, and who not and why."""

    now: int = 0
    later: int = 0
    """At their own hour, because now they are not to be disturbed."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """By `receiving.Skip`."""
    places: int = 0
    """Groups."""

    @property
    def people(self) -> int:
        return self.now + self.later


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSample(Reply):
    """The tip as a receiver sees it; its buttons only look like theirs."""

    tip: PushedTip


@dataclass(frozen=True, slots=True, kw_only=True)
class PushPreview(OfTip):
    """Below the tip as a receiver sees it: who gets it, and when shall it go?"""

    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class PushDate(OfTip):
    """On which day?"""

    today: date
    days: tuple[date, date]
    """The author's next working days."""
    unclear: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PushWords(OfTip):
    """What shall it say instead? `push`: what was sent is changed too."""

    push: int = 0
    problem: Problem | None = None
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PushConfirm(OfTip):
    """One tap more."""

    push: int
    """The id it will have."""
    mode: Mode
    day: date | None
    today: date
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class PushReport(Reply):
    """How a push goes."""

    push: Push
    counts: Counts
    team: str
    """Its name."""
    catalog: Catalog
    tip: Pushed | None
    """None where it was deleted."""
    now: int
    today: date
    """Where the reader is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushQuestion(OfTeam):
    """Really delete what was sent?"""

    push: Push
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPushes(OfTeam):
    catalog: Catalog
    pushes: tuple[tuple[Push, Pushed | None], ...]
    zone: str
    today: date
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Of the list of workdays."""

    id: int
    tip: Pushed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineupList(OfTeam):
    """What goes on workdays, one a day."""

    catalog: Catalog
    lines: tuple[Line, ...]
    """Of this page."""
    page: int
    pages: int
    running: bool
    next: date | None
    """The day on which the first line goes."""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PushPlaces(OfTeam):
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuestion(Reply):
    """In a group: the tips of which team shall come here?"""

    teams: tuple[tuple[Team, bool], ...]
    """With whether they come here already."""
