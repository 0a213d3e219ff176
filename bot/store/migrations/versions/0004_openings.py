"""Owners hear in the morning who opened their deals; the tips of a push are found by receiver too."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("shares", sa.Column("told_day", sa.Text, nullable=True))
    op.execute("update shares set told_day = '' where opened_at is not null")  # a line of its own has said so
    op.drop_index("told_push", "told")
    op.create_index("told_push", "told", ["push", "person"])
