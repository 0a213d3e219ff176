"""Teams: their members, invitations, and the deals that are shown in them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.replies.base import Reply
from bot.replies.check import Card, OfCheck
from bot.replies.deals import OfDeal
from bot.store.invites import Invite
from bot.store.shares import Choice, Shown
from bot.store.teams import Member, Team

Asked = Literal["new", "name", "me"]
"""The name of a new team, of this one, or the person's own in it."""
Decision = Literal["remove", "hand_over", "leave", "delete", "delete_sure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teams(Reply):
    """Which one? `leaving`: which one to leave; `done`: key of what has just been done to `named`."""

    teams: tuple[Team, ...]
    leaving: bool = False
    done: str | None = None
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTeam(Reply):
    team: Team


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTeam(OfTeam):
    members: int
    leaders: tuple[str, ...]
    shown: int
    """Deals that are shown to its managers."""
    several: bool = False
    """The person is in other teams too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNameQuestion(Reply):
    which: Asked
    team: Team | None = None
    problem: Literal["long", "empty"] | None = None
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class People(OfTeam):
    members: tuple[Member, ...]
    page: int
    """From 0."""
    pages: int
    me: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMember(OfTeam):
    member: Member
    me: int
    day: date
    """When they joined, where the reader is."""
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamQuestion(OfTeam):
    """Really?"""

    what: Decision
    member: Member | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invites(OfTeam):
    invites: tuple[Invite, ...]
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMade(OfTeam):
    """The only time that the link is known."""

    token: str
    many: bool
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitePicture(OfTeam):
    """The same as a QR code."""

    token: str
    many: bool
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Reply):
    """What the manager of this team will see of who joins it, and what not."""

    name: str
    leaders: tuple[str, ...]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing(OfDeal):
    """To the managers of which teams a deal is shown."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeals(OfTeam):
    deals: tuple[Shown, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCard(OfCheck):
    """Somebody else's card, without their guess."""

    card: Card
    shown: Shown
    day: date
    """When the check was finished."""
    today: date
