"""What a use case works with: who asks, when, what is known, and the writes of one transaction."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from bot.catalog import Catalog
from bot.check.advice import Rules
from bot.person.schedule import local_date
from bot.replies.base import Reply
from bot.search import Search
from bot.store import content
from bot.store.database import Database, Write
from bot.store.people import Person


def new_id() -> int:
    """Random and positive: ids that go into buttons exist before the commit."""
    return secrets.randbits(63) or 1


class Library:
    """The current content, and older versions that open checks still hold."""

    OLD = 4

    def __init__(self, catalog: Catalog, db: Database, search: Search) -> None:
        self.current = catalog
        self.search = search
        self._db = db
        self._rules = {catalog.version: Rules(catalog.table, catalog.mismatches)}
        self._old: dict[str, Catalog] = {}

    async def catalog(self, version: str) -> Catalog:
        if version == self.current.version:
            return self.current
        if version not in self._old:
            body = await content.body(self._db, version)
            if body is None:
                return self.current
            while len(self._old) >= self.OLD:
                self._rules.pop(next(iter(self._old)))
                self._old.pop(next(iter(self._old)))
            self._old[version] = Catalog.model_validate_json(body)
        return self._old[version]

    def rules(self, catalog: Catalog) -> Rules:
        if catalog.version not in self._rules:
            self._rules[catalog.version] = Rules(catalog.table, catalog.mismatches)
        return self._rules[catalog.version]


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody else is told because of this turn."""

    person: int
    lang: str | None
    slot: str
    due_at: int
    reply: Reply


@dataclass(slots=True)
class Turn:
    db: Database
    library: Library
    person: Person
    now: int
    """Milliseconds since 1970."""
    lang: str
    tx: list[Write] = field(default_factory=list)
    first_name: str = ""
    """As Telegram tells it."""
    letters: list[Letter] = field(default_factory=list)
    menus: dict[int, bool] = field(default_factory=dict)
    """Whose list of commands changes: whether they manage a team now."""

    @property
    def today(self) -> date:
        """Where the person is."""
        return local_date(self.now, self.person.habits.zone)
