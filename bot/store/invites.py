"""Invitations to a team: of the secret in a link only its hash is kept."""

from dataclasses import dataclass

from bot.store.database import Database, Row, Write

KEPT_MS = 30 * 86_400_000
"""How long an invitation that ended can still be told from one that never was."""


@dataclass(frozen=True, slots=True)
class Invite:
    id: int
    team: int
    made_by: int
    hash: str
    many: bool
    """For any number of people; else for one."""
    uses: int
    created_at: int
    ends_at: int
    withdrawn_at: int | None = None

    @property
    def used_up(self) -> bool:
        return self.uses > 0 and not self.many

    def is_open(self, now: int) -> bool:
        return self.withdrawn_at is None and now < self.ends_at and not self.used_up


def _invite(row: Row) -> Invite:
    return Invite(
        row["id"], row["team"], row["made_by"], row["hash"], bool(row["many"]), row["uses"], row["created_at"],
        row["ends_at"], row["withdrawn_at"],
    )  # fmt: skip


async def find(db: Database, digest: str) -> Invite | None:
    rows = await db.read("select * from invites where hash = :hash", {"hash": digest})
    return _invite(rows[0]) if rows else None


async def still_open(db: Database, team: int, now: int) -> list[Invite]:
    """The last made first."""
    sql = (
        "select * from invites where team = :team and withdrawn_at is null and ends_at > :now "
        "and (many = 1 or uses = 0) order by created_at desc, id"
    )
    return [_invite(row) for row in await db.read(sql, {"team": team, "now": now})]


def make(invite: Invite, now: int) -> list[Write]:
    """Those that ended long ago are dropped on the way."""
    sql = (
        "insert into invites (id, team, made_by, hash, many, created_at, ends_at) "
        "values (:id, :team, :made_by, :hash, :many, :created_at, :ends_at)"
    )
    values = {
        "id": invite.id, "team": invite.team, "made_by": invite.made_by, "hash": invite.hash,
        "many": int(invite.many), "created_at": invite.created_at, "ends_at": invite.ends_at,
    }  # fmt: skip
    drop = Write(
        "delete from invites where team = :team and ends_at < :old", {"team": invite.team, "old": now - KEPT_MS}
    )
    return [drop, Write(sql, values)]


def withdraw(invite: int, team: int, now: int) -> Write:
    sql = "update invites set withdrawn_at = coalesce(withdrawn_at, :now) where id = :id and team = :team"
    return Write(sql, {"id": invite, "team": team, "now": now})


def use(invite: Invite, now: int) -> Write:
    """Conflicts where somebody was quicker, or it ended meanwhile."""
    sql = (
        "update invites set uses = uses + 1 where id = :id and withdrawn_at is null and ends_at > :now "
        "and (many = 1 or uses = 0)"
    )
    return Write(sql, {"id": invite.id, "now": now}, hits=1)
