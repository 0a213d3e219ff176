"""What the use cases know of a database: read, commit, close; one SQL for two engines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Params = Mapping[str, object]

NOTHING: Params = {}


class Row(Protocol):
    """A row of either engine: `row["name"]`, `dict(row)`."""

    def __getitem__(self, key: str, /) -> Any: ...

    def keys(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Write:
    """One statement of a transaction; with `hits` it must touch exactly so many rows."""

    sql: str
    params: Params = field(default_factory=dict)
    hits: int | None = None
    returning: bool = False


class Conflict(Exception):
    """The data is not what the caller read: its whole transaction was rolled back."""


class Violation(Conflict):
    """A constraint of the schema refused a write: its whole transaction was rolled back."""


class StoreError(Exception):
    """One sentence: what is wrong with the database and what to do about it."""


class Database(Protocol):
    async def read(self, sql: str, params: Params = NOTHING, /) -> list[Row]: ...

    async def commit(self, writes: Sequence[Write], /) -> list[list[Row]]:
        """All or nothing; answers the rows of the writes with `returning`, in their order."""
        ...

    async def close(self) -> None: ...


async def open_database(url: str) -> Database:
    """`sqlite:///relative.db`, `sqlite:////absolute.db` or `postgresql://...`; the schema is migrate's business."""
    if engine_of(url) == "sqlite":
        from bot.store.sqlite import SqliteDatabase

        return await SqliteDatabase.open(sqlite_path(url))
    from bot.store.postgres import PostgresDatabase

    return await PostgresDatabase.open(url)


def engine_of(url: str) -> str:
    """`sqlite` or `postgresql`; the sentence for anything else repeats only the scheme, never a password."""
    scheme, colon, _ = url.partition(":")
    if not colon:
        raise StoreError("DATABASE_URL is not an address: write sqlite:///name.db or postgresql://user@host/name.")
    if scheme not in ("sqlite", "postgresql"):
        raise StoreError(
            f"DATABASE_URL begins with {scheme!r}, which is not known: write sqlite:///name.db "
            "or postgresql://user@host/name."
        )
    return scheme


def sqlite_path(url: str) -> str:
    slash, path = url.removeprefix("sqlite://")[:1], url.removeprefix("sqlite://")[1:]
    if slash != "/" or not path or "?" in path:
        raise StoreError("DATABASE_URL names no file: write sqlite:///name.db or sqlite:////folder/name.db.")
    if path == ":memory:":
        raise StoreError("DATABASE_URL asks for a database in memory, which forgets everything: name a file instead.")
    return path
