"""Deals live: habits, next steps, visits, pictures, and the ledger of what the bot sends by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    extend_people()
    extend_deals()
    extend_checks()
    create_steps()
    create_visits()
    create_pictures()
    create_ledger()


def own_id() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=False)


def to(table: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{table}.id", ondelete="cascade")
    return sa.Column(name, ID, key, autoincrement=False, nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def text(name: str, default: str | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, server_default=default)


def count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def flag(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.SmallInteger, nullable=False, server_default="0")


def index_of_waiting(name: str, table: str, column: str, condition: str, *, unique: bool = False) -> None:
    """Only of the few rows that wait for something."""
    waits = sa.text(condition)
    op.create_index(name, table, [column], unique=unique, sqlite_where=waits, postgresql_where=waits)


def extend_people() -> None:
    # written otherwise from now on; a check listens again from its next button
    op.execute("delete from prompts")
    op.add_column("people", text("habits", "{}"))
    op.add_column("people", text("morning_day", nullable=True))
    op.add_column("people", number("morning_at", nullable=True))
    op.add_column("people", number("unreachable_at", nullable=True))
    op.create_index("misses_person", "misses", ["person"])
    index_of_waiting("people_morning", "people", "morning_at", "morning_at is not null and unreachable_at is null")


def extend_deals() -> None:
    op.add_column("deals", text("state", "open"))
    op.add_column("deals", text("reason", nullable=True))
    op.add_column("deals", number("closed_at", nullable=True))
    op.add_column("deals", sa.Column("touched_at", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("deals", number("check_now", nullable=True))
    op.add_column("deals", number("check_before", nullable=True))
    op.add_column("deals", number("offered_at", nullable=True))
    op.execute(
        "update deals set touched_at = created_at, check_now = (select c.id from checks c "
        "where c.deal = deals.id and c.state = 'done' order by c.finished_at desc, c.id desc limit 1)"
    )
    op.create_index("deals_person", "deals", ["person", "state", "touched_at"])


def extend_checks() -> None:
    op.add_column("checks", text("todo", nullable=True))
    op.add_column("checks", text("fresh", "[]"))
    op.add_column("checks", number("prior", nullable=True))
    op.add_column("checks", flag("nudged"))
    op.drop_index("checks_one_open", "checks")
    whole = "state = 'open' and todo is null"
    index_of_waiting("checks_one_open", "checks", "person", whole, unique=True)
    index_of_waiting("checks_one_of_deal", "checks", "deal", "state = 'open'", unique=True)


def create_steps() -> None:
    op.create_table(
        "steps",
        own_id(),
        to("people", "person"),
        to("deals", "deal"),
        to("checks", "source"),
        text("finding"),
        text("rows"),
        text("day"),
        text("state", "open"),
        count("reminders"),
        text("reminded_day", nullable=True),
        number("taken_at"),
        number("ended_at", nullable=True),
        sa.CheckConstraint("state in ('open', 'done', 'dropped')"),
    )
    index_of_waiting("steps_one_open", "steps", "deal", "state = 'open'", unique=True)
    op.create_index("steps_deal", "steps", ["deal"])
    op.create_index("steps_person", "steps", ["person", "state"])
    op.create_index("steps_source", "steps", ["source"])


def create_visits() -> None:
    op.create_table(
        "visits",
        own_id(),
        to("people", "person"),
        to("deals", "deal"),
        text("day"),
        number("ask_at", nullable=True),
        text("state", "planned"),
        text("about", nullable=True),
        number("created_at"),
        sa.CheckConstraint("state in ('planned', 'asked', 'moved', 'stuck', 'none')"),
    )
    index_of_waiting("visits_ask", "visits", "ask_at", "ask_at is not null")
    op.create_index("visits_person", "visits", ["person", "day"])
    op.create_index("visits_one_a_day", "visits", ["deal", "day"], unique=True)


def create_pictures() -> None:
    op.create_table(
        "pictures",
        sa.Column("key", sa.Text, primary_key=True),
        to("people", "person"),
        text("file_id"),
        number("at"),
    )
    op.create_index("pictures_person", "pictures", ["person"])


def create_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", ID, primary_key=True, autoincrement=True),
        sa.Column("slot", sa.Text, nullable=False, unique=True),
        to("people", "person", nullable=True),
        number("chat"),
        text("kind"),
        flag("once"),
        text("call"),
        text("state", "queued"),
        number("due_at"),
        number("expires_at", nullable=True),
        count("tries"),
        text("courier", nullable=True),
        number("lease_until", nullable=True),
        number("message", nullable=True),
        text("error", nullable=True),
        number("at"),
        sa.CheckConstraint(
            "state in ('queued', 'sending', 'sent', 'failed', 'blocked', 'unknown', 'expired', 'cancelled')"
        ),
    )
    op.create_index("ledger_due", "ledger", ["state", "due_at"])
    op.create_index("ledger_person", "ledger", ["person"])
    index_of_waiting("ledger_chat", "ledger", "chat", "state in ('queued', 'sending')")
