"""People, their deals and checks, and the inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# INTEGER PRIMARY KEY is SQLite's own 64-bit row id: one tree instead of two
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_people()
    create_checks()
    create_inbox()


def own_id() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=False)


def to_person(*, primary_key: bool = False) -> sa.Column[int]:
    to = sa.ForeignKey("people.id", ondelete="cascade")
    return sa.Column("person", ID, to, primary_key=primary_key, autoincrement=False, nullable=False)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def text(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, server_default=default)


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger, nullable=True)


def create_people() -> None:
    op.create_table(
        "people",
        own_id(),
        text("lang", nullable=True),
        count("deals"),
        number("created_at"),
        number("seen_at"),
    )
    op.create_table(
        "prompts",
        to_person(primary_key=True),
        text("kind"),
        text("args"),
        count("misses"),
    )
    op.create_table(
        "misses",
        own_id(),
        to_person(),
        text("lang"),
        text("query"),
        number("at"),
    )
    op.create_index("misses_at", "misses", ["at"])


def create_checks() -> None:
    op.create_table("content", sa.Column("version", sa.Text, primary_key=True), text("body"), number("created_at"))
    op.create_table(
        "deals",
        own_id(),
        to_person(),
        sa.Column("number", sa.Integer, nullable=False),
        text("name", nullable=True),
        text("kind", "deal"),
        number("created_at"),
        sa.UniqueConstraint("person", "number"),
    )
    op.create_table(
        "checks",
        own_id(),
        sa.Column("deal", ID, sa.ForeignKey("deals.id", ondelete="cascade"), nullable=False),
        to_person(),
        sa.Column("content", sa.Text, sa.ForeignKey("content.version"), nullable=False),
        text("state"),
        text("answers", "{}"),
        text("stage", nullable=True),
        flag("public"),
        flag("guess"),
        text("flags", "{}"),
        count("rev"),
        number("started_at"),
        number("touched_at"),
        number("finished_at", nullable=True),
        text("result", nullable=True),
        sa.CheckConstraint("state in ('open', 'aside', 'done')"),
    )
    is_open = sa.text("state = 'open'")
    op.create_index(
        "checks_one_open", "checks", ["person"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_index("checks_person", "checks", ["person", "touched_at"])
    op.create_index("checks_deal", "checks", ["deal"])
    op.create_index("checks_content", "checks", ["content"])


def create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", ID, primary_key=True, autoincrement=True),
        sa.Column("update_id", sa.BigInteger, nullable=False, unique=True),
        number("lane"),
        text("body"),
        text("state", "new"),
        text("calls", nullable=True),
        count("tries"),
        number("at"),
        sa.CheckConstraint("state in ('new', 'done', 'sent', 'aside')"),
        sqlite_autoincrement=True,
    )
    waits = sa.text("state in ('new', 'done')")
    op.create_index("inbox_lane", "inbox", ["lane", "seq"])
    op.create_index("inbox_waits", "inbox", ["state"], sqlite_where=waits, postgresql_where=waits)
