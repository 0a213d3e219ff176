"""Teams: members, invitations, shared deals, tips, pushes, and what is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_teams()
    create_shares()
    create_tips()
    create_pushes()
    create_reviews()


def own_id() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=False)


def to(table: str, name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[int]:
    """What may be empty becomes so when the other row goes; else the row goes with it."""
    key = sa.ForeignKey(f"{table}.id", ondelete="set null" if nullable else "cascade")
    return sa.Column(name, ID, key, primary_key=primary_key, autoincrement=False, nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def text(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, server_default=default)


def key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger, nullable=False, server_default="0")


def create_teams() -> None:
    op.create_table("teams", own_id(), text("name"), count("rev"), number("created_at"))
    op.create_table(
        "members",
        to("teams", "team", primary_key=True),
        to("people", "person", primary_key=True),
        text("role", "member"),
        text("shown_as"),
        number("joined_at"),
        number("digest_at", nullable=True),
        sa.CheckConstraint("role in ('owner', 'manager', 'member')"),
    )
    op.create_index("members_person", "members", ["person"])
    op.create_index("members_digest", "members", ["digest_at"])
    owns = sa.text("role = 'owner'")
    op.create_index("members_one_owner", "members", ["team"], unique=True, sqlite_where=owns, postgresql_where=owns)
    op.create_table(
        "invites",
        own_id(),
        to("teams", "team"),
        to("people", "made_by"),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        flag("many"),
        count("uses"),
        number("created_at"),
        number("ends_at"),
        number("withdrawn_at", nullable=True),
    )
    op.create_index("invites_team", "invites", ["team"])
    op.create_index("invites_made_by", "invites", ["made_by"])


def create_shares() -> None:
    op.create_table(
        "shares",
        to("deals", "deal", primary_key=True),
        to("teams", "team", primary_key=True),
        number("shared_at"),
        number("opened_at", nullable=True),
        to("people", "opened_by", nullable=True),
    )
    op.create_index("shares_team", "shares", ["team"])
    op.create_index("shares_opened_by", "shares", ["opened_by"])


def create_tips() -> None:
    op.create_table(
        "tips",
        own_id(),
        to("teams", "team"),
        to("people", "author"),
        text("kind"),
        text("body"),
        number("created_at"),
        number("deleted_at", nullable=True),
        sa.CheckConstraint("kind in ('text', 'photo', 'document')"),
    )
    op.create_index("tips_team", "tips", ["team", "created_at"])
    op.create_index("tips_author", "tips", ["author"])
    op.create_table(
        "told",
        to("people", "person", primary_key=True),
        key("day"),
        key("tip"),
        text("about", nullable=True),
        text("source"),
        number("push", nullable=True),
        text("said", nullable=True),
        number("at"),
        sa.CheckConstraint("said in ('yes', 'none', 'no')"),
    )
    own, pushed = sa.text("push is null"), sa.text("push is not null")
    op.create_index("told_own", "told", ["person", "day"], unique=True, sqlite_where=own, postgresql_where=own)
    op.create_index("told_pushed", "told", ["person", "day"], unique=True, sqlite_where=pushed, postgresql_where=pushed)
    op.create_index("told_push", "told", ["push"])


def create_pushes() -> None:
    op.create_table(
        "pushes",
        own_id(),
        to("teams", "team"),
        to("people", "author"),
        text("tip"),
        text("mode"),
        text("day", nullable=True),
        text("state", "running"),
        text("work", "send"),
        number("cursor", nullable=True),
        count("rev"),
        number("report", nullable=True),
        number("at"),
        number("next_at", nullable=True),
        sa.CheckConstraint("mode in ('now', 'own', 'date', 'workdays')"),
        sa.CheckConstraint("state in ('running', 'done', 'cancelled')"),
        sa.CheckConstraint("work in ('send', 'edit', 'delete')"),
    )
    op.create_index("pushes_next", "pushes", ["next_at"])
    op.create_table(
        "lineup",
        own_id(),
        to("teams", "team"),
        to("people", "added_by"),
        text("tip"),
        count("place"),
        number("at"),
    )
    op.create_index("lineup_team", "lineup", ["team", "place"])
    op.create_index("lineup_added_by", "lineup", ["added_by"])
    op.create_index("pushes_team", "pushes", ["team", "at"])
    op.create_index("pushes_author", "pushes", ["author"])
    op.add_column("ledger", sa.Column("push", sa.BigInteger, nullable=True))
    op.add_column("ledger", count("rev"))
    op.create_index("ledger_push", "ledger", ["push", "state"])
    op.create_table(
        "places",
        sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("thread", sa.BigInteger, primary_key=True, autoincrement=False, server_default="0"),
        to("teams", "team"),
        text("title"),
        number("at"),
    )
    op.create_index("places_team", "places", ["team"])


def create_reviews() -> None:
    op.create_table(
        "reviews",
        to("people", "person", primary_key=True),
        key("about"),
        text("card"),
        text("due"),
        text("poll", nullable=True),
        number("at"),
    )
    op.create_index("reviews_due", "reviews", ["person", "due"])
    op.create_table(
        "answers",
        own_id(),
        to("people", "person"),
        text("about"),
        text("day"),
        flag("correct"),
        number("at"),
    )
    op.create_index("answers_person", "answers", ["person", "day"])
