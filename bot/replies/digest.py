"""A team's digest: its figures, as text, as a picture and as a file, and what to talk about with whom."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from bot.catalog import Catalog
from bot.digest.digest import Ask, Digest
from bot.replies.base import Reply
from bot.replies.teams import OfTeam
from bot.store.teams import Team

Format = Literal["csv", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestTeams(Reply):
    """Of which team?"""

    teams: tuple[Team, ...]
    monday: date | None = None
    """The bot begins by itself, about the week that ended the day before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDigest(OfTeam):
    catalog: Catalog
    digest: Digest
    today: date
    """Where the reader is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDigest(OfDigest):
    questions: int
    """For talks with one person each."""
    monday: bool = False
    """The bot begins by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap(OfDigest):
    """Rows against weeks."""

    person: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestQuestions(OfTeam):
    catalog: Catalog
    asks: tuple[Ask, ...]
    page: int
    """From 0."""
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFile(OfTeam):
    """The same numbers for a spreadsheet; made when it is sent."""

    until: date
    today: date
    person: int
    form: Format
