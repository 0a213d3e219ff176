"""Deals, and the mirror of those that ended."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.catalog import Catalog
from bot.deals.mirror import Mirror
from bot.replies.base import Reply
from bot.replies.check import Card, OfCheck
from bot.store.checks import Check
from bot.store.deals import Deal


@dataclass(frozen=True, slots=True, kw_only=True)
class Deals(Reply):
    """One page of the open or of the closed ones."""

    closed: bool
    deals: tuple[Deal, ...]
    page: int
    """From 0."""
    pages: int
    open_many: int
    closed_many: int
    now: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDeal(Reply):
    deal: Deal
    now: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDeal(OfDeal):
    check: Check | None
    """The last finished one."""
    catalog: Catalog
    """Its words."""
    going: Check | None
    """A check that goes on or was put aside."""
    page: int = 0
    """Of the list, to go back to."""
    contact: bool = False
    """The new name looks like a phone number or an e-mail address."""
    seen_by: tuple[str, ...] = ()
    """Managers to whom it is shown."""
    showable: bool = False
    """There is a manager to whom it can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameQuestion(OfDeal):
    problem: Literal["long", "empty"] | None = None
    length: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseQuestion(OfDeal):
    """How it ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossQuestion(OfDeal):
    """Why it was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteQuestion(OfDeal):
    """Asked twice: what goes, then whether really."""

    sure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Reply):
    name: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard(OfCheck):
    """The card as a text to forward."""

    card: Card
    deal: Deal
    day: date
    """When the check was finished."""
    now: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(OfCheck):
    """A deal in a few lines, to paste into a CRM."""

    card: Card
    deal: Deal
    now: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMirror(Reply):
    catalog: Catalog
    mirror: Mirror


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(OfMirror):
    """The mirror in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionPicture(OfMirror):
    """The mirror as a picture, its sums in words below it."""

    person: int
