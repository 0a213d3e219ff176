"""Topics."""

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.replies.base import Reply


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
class Offer(Reply):
    """What an inline query finds: cards to be sent in any chat."""

    catalog: Catalog
    slugs: tuple[str, ...]
    after: str = ""
    """Where the next page begins."""
