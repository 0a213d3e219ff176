"""Going to a client."""

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.check.report import Report
from bot.deals.talk import Talk
from bot.person.schedule import Due
from bot.replies.base import Reply
from bot.replies.check import OfCheck
from bot.store.deals import Deal


@dataclass(frozen=True, slots=True, kw_only=True)
class GoList(Reply):
    """Which deal; none where none was checked yet."""

    deals: tuple[Deal, ...]
    typical: Deal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Going(OfCheck):
    """What to go for, on one screen."""

    report: Report
    talk: Talk
    current: Catalog
    """Has the words where the check's own version is older than they are."""
    now: int
    zone: str
    due: Due | None
    """When the bot asks how it went."""
